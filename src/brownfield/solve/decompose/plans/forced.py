"""Which columns of a part does a shared point leave at nothing?

Where a programme is not started, whatever it would build is nothing: a row of amounts
that may add up to nothing holds every one of them there. A part without these columns
is a fraction of its size wherever decisions are whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.decompose.parts import left_of

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats, LinearModel

NOTHING = 1e-9  # largest amount of a row that leaves its columns at nothing
SLACK = 1e-7  # by which a row without columns may be broken


@dataclass(frozen=True)
class Kept:
    """What is left of a part at a shared point.

    Attributes
    ----------
    model
        The part without columns that must be nothing, and rows of nothing else.
    columns
        Where those of `model` stand in the part.
    before
        Number of columns of the part.
    """

    model: LinearModel = field(repr=False)
    columns: Positions = field(repr=False)
    before: int

    def point(self, columns: Floats) -> Floats:
        """Return a point of `model` as one of the part."""
        all_columns = np.zeros(self.before)
        all_columns[self.columns] = columns
        return all_columns


def without_forced(part: LinearModel) -> Kept:
    """Return what is left of a part at a shared point.

    Parameters
    ----------
    part
        The part at the point.
    """
    at = part.entry_rows
    is_amount = (part.values > 0.0) & (part.lower[part.positions] == 0.0)
    others = np.bincount(at[~is_amount], minlength=part.rows) > 0
    is_none = (np.abs(part.row_upper) <= NOTHING) & (part.row_lower <= 0.0)
    is_idle = np.zeros(part.columns, np.bool_)
    is_idle[part.positions[(is_none & ~others)[at]]] = True
    left = np.bincount(at[~is_idle[part.positions]], minlength=part.rows)
    is_broken = (part.row_lower > SLACK) | (part.row_upper < -SLACK)
    if bool((is_broken & (left == 0)).any()):
        return Kept(part, np.arange(part.columns), part.columns)
    rows, columns = np.flatnonzero(left > 0), np.flatnonzero(~is_idle)
    entry = np.flatnonzero(~is_idle[part.positions])
    place = np.cumsum(~is_idle) - 1
    model = left_of(part, rows, columns, place, entry, left[rows])
    return Kept(model, columns, part.columns)
