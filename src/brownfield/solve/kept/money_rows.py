"""Which rows of a model count money, and how is it without them?

Where a company carries losses forward, or looks at its tail, what things cost stands in
rows as well as in the objective. Rows that whole points keep are therefore looked for
in the model without rows of money, which are put into its costs at what they are worth
in the relaxed model: with y the worth of row A x = b,

    most of c x  =  most of (c - y A) x + y b  without that row,

so the search begins at the same bound, and what it finds rests on no amount of money.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brownfield.solve.backends.highs import HighsBackend

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearModel

MONEY = (
    "profit",
    "loss_balance",
    "loss_used",
    "loss_relief",
    "terminal_tax",
    "tail",
    "shift_change",
)
"""Families of rows that count money, or the people who are hired and paid off."""
NOTHING = 1e-9  # cost that is rounding


def is_money(model: LinearModel) -> NDArray[np.bool_]:
    """Return which rows count money. Shape (rows,)."""
    mask = np.zeros(model.rows, dtype=np.bool_)
    for family in model.row_families:
        if family.name in MONEY:
            mask[family.first : family.first + family.table.height] = True
    return mask


def without_money(model: LinearModel) -> LinearModel:
    """Return a model with its rows of money in its costs; itself if it has none.

    Parameters
    ----------
    model
        The model, perhaps with further rows, which count no money.
    """
    money = is_money(model)
    if not money.any():
        return model
    solution = HighsBackend().load(model.relaxed()).solve()
    if solution.row_duals is None:
        return model.with_arrays(cost=np.zeros(model.columns))
    cost = model.net(np.where(money, solution.row_duals, 0.0))
    kept = ~money[model.entry_rows]
    is_left = np.bincount(model.positions[kept], minlength=model.columns) > 0
    cost = np.where(is_left & (np.abs(cost) > NOTHING), cost, 0.0)
    counts = np.diff(model.starts)[~money]
    return replace(
        model,
        cost=cost,
        row_lower=model.row_lower[~money],
        row_upper=model.row_upper[~money],
        starts=np.append(0, np.cumsum(counts)).astype(np.int32),
        positions=model.positions[kept],
        values=model.values[kept],
        row_families=(),
    )
