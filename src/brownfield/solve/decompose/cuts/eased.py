"""What is a part worth at a shared point that leaves it no plan?

Rows in which the part meets the shared columns may then be broken at a price. The value
still bounds the part, since a plan that breaks nothing pays nothing, and its cut leads
the master away from such points.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearModel
    from brownfield.solve.decompose.parts import Part

DEAR = 100.0  # times the largest cost of the part


def eased(part: Part, model: LinearModel) -> LinearModel:
    """Return the part at a shared point, its linked rows breakable.

    Parameters
    ----------
    part
        The part.
    model
        What it is at a shared point.

    Returns
    -------
    eased
        The same rows in the same order, with two further columns for each linked one.
    """
    rows = np.unique(part.link_rows)
    count, before = len(rows), model.columns
    price = DEAR * np.abs(model.cost).max(initial=1.0)
    each = np.arange(count)
    entries = MoreRows.of(
        np.concatenate([model.entry_rows, rows, rows]),
        np.concatenate([model.positions, before + each, before + count + each]),
        np.concatenate([model.values, np.ones(count), -np.ones(count)]),
        model.row_lower,
        most=model.row_upper,
    )
    return replace(
        model,
        cost=np.append(model.cost, np.full(2 * count, -price)),
        lower=np.append(model.lower, np.zeros(2 * count)),
        upper=np.append(model.upper, np.full(2 * count, np.inf)),
        is_integer=np.append(model.is_integer, np.zeros(2 * count, np.bool_)),
        starts=entries.starts,
        positions=entries.positions,
        values=entries.values,
    )
