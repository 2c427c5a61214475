"""How do blocks of matrix entries become a linear model of the solver?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brownfield.model.arrays.linear import Floats, LinearModel

if TYPE_CHECKING:
    from brownfield.questions.stress.network.network import Positions


@dataclass(frozen=True)
class Block:
    """Matrix entries: row, column and value of each. Shape (entries,)."""

    rows: Positions
    columns: Positions
    values: Floats


@dataclass(frozen=True)
class Bounds:
    """Lower and upper bounds of columns or rows."""

    lower: Floats
    upper: Floats


def minimise(
    cost: Floats, columns: Bounds, rows: Bounds, blocks: Sequence[Block]
) -> LinearModel:
    """Return the model min cost @ x within the bounds; no place may occur twice."""
    row = np.concatenate([b.rows for b in blocks])
    column = np.concatenate([b.columns for b in blocks])
    value = np.concatenate([b.values for b in blocks])
    order = np.lexsort((column, row))
    counts = np.bincount(row, minlength=len(rows.lower))
    whole: NDArray[np.bool_] = np.zeros(len(cost), dtype=np.bool_)
    return LinearModel(
        cost=-cost,
        lower=columns.lower,
        upper=columns.upper,
        is_integer=whole,
        row_lower=rows.lower,
        row_upper=rows.upper,
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        positions=column[order].astype(np.int32),
        values=value[order],
        column_families=(),
        row_families=(),
    )
