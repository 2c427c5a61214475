"""Which whole decisions lie near the best point of the master?

Decisions that are nearly taken are taken, those that are nearly not are dropped, and
the parts are priced again, until all are whole. So the cuts follow the way to the
decisions, and the master thinks right of what lies around it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.decompose.cuts.master import BOX, Master, cuts_of
from brownfield.solve.decompose.plans.rounded import WHOLE

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.decompose.cuts.priced import Priced, Pricing

TAKEN = 0.7  # share from which a decision is taken
DROPPED = 0.15  # share below which it is dropped


@dataclass(frozen=True)
class Dive:
    """Where a way to whole decisions ended.

    Attributes
    ----------
    master
        The master with the cuts of the way.
    end
        The last point of it that was priced; None if there was none.
    is_whole
        Whether its decisions are whole.
    """

    master: Master = field(repr=False)
    end: Priced | None = field(repr=False)
    is_whole: bool


def dive(master: Master, price: Pricing) -> Dive:
    """Return where decisions end if those nearly taken are taken, again and again.

    Parameters
    ----------
    master
        The master, its cuts near what the parts are worth.
    price
        Prices the parts.

    Raises
    ------
    StoppedError
        If time is up.
    """
    boxed = master.boxed(BOX)
    at = np.flatnonzero(boxed.model.is_integer)
    warm = price.backend.load(boxed.stated.relaxed())
    lower, upper = boxed.model.lower.copy(), boxed.model.upper.copy()
    cuts, end = list[MoreRows](), None
    for _ in range(len(at) + 1):
        solution = warm.solve(price.clock.left)
        if solution.outcome != "solved" or solution.columns is None:
            return Dive(master.with_cuts(*cuts), end, is_whole=False)
        end = price.at(solution.columns[: master.shared])
        cuts.append(cuts_of(end))
        warm.add(cuts[-1])
        open_ = _open(solution.columns, at)
        if not len(open_):
            return Dive(master.with_cuts(*cuts), end, is_whole=True)
        _fix(solution.columns, at, open_, lower, upper)
        warm.change(lower=lower.copy(), upper=upper.copy())
    return Dive(master.with_cuts(*cuts), end, is_whole=False)


def _open(columns: Floats, at: Positions) -> Positions:
    value = columns[at]
    is_open: NDArray[np.bool_] = np.abs(value - np.round(value)) > WHOLE
    return at[is_open]


def _fix(
    columns: Floats, at: Positions, open_: Positions, lower: Floats, upper: Floats
) -> None:
    """Hold what is nearly taken or not, and of the open decisions one at least."""
    share = columns[open_] - np.floor(columns[open_])
    is_taken = share > TAKEN
    if not is_taken.any():
        is_taken[np.argmax(share)] = True
    taken, dropped = open_[is_taken], open_[~is_taken & (share < DROPPED)]
    lower[taken] = np.minimum(np.ceil(columns[taken]), np.floor(upper[taken]))
    upper[dropped] = np.maximum(np.floor(columns[dropped]), lower[dropped])
    value = np.round(columns[at])
    is_one = (np.abs(columns[at] - value) <= WHOLE) & (value > lower[at])
    lower[at[is_one]] = value[is_one]
