"""Which decision in part is held next, judged by what branches lost so far?

A branch that holds a decision up or down is worth less than the one it came from. By
what that came to for a whole step, the same decision is judged where it is in part
again. The one is chosen whose lesser side loses most: then both sides bring the bound
down (pseudo-costs; Benichou and others 1971).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats, LinearModel

WHOLE = 1e-6  # how far a decision may be from a whole number
SLIGHT = 1e-6  # what a decision without a cost counts, solver money
LESSER = 1e-3  # what the side that loses more counts beside the other


@dataclass
class Losses:
    """What branches lost so far, by the decision and the side that they held."""

    _by_side: dict[tuple[int, bool], list[float]] = field(
        default_factory=dict, init=False, repr=False
    )

    def note(self, column: int, *, is_up: bool, step: float, lost: float) -> None:
        """Take what a branch lost.

        Parameters
        ----------
        column
            The decision that it held.
        is_up
            Whether that was up.
        step
            By how much it moved the decision.
        lost
            What it is worth less, solver money.
        """
        self._by_side.setdefault((column, is_up), []).append(lost / max(step, WHOLE))

    def column(self, model: LinearModel, columns: Floats) -> int | None:
        """Return the decision in part to be held next; None if all are whole.

        One that was held before, else the one in part of which most money is open; of
        those without a cost it is the one farthest from whole.

        Parameters
        ----------
        model
            The model.
        columns
            Where its solve ended. Shape (columns,).
        """
        off = np.where(model.is_integer, np.abs(columns - np.round(columns)), 0.0)
        in_part = np.flatnonzero(off > WHOLE)
        if not len(in_part):
            return None
        held = [one for one in in_part.tolist() if self._is_known(one)]
        if held:
            return max(held, key=lambda one: self._promise(one, float(columns[one])))
        return _costliest(model, in_part, off)

    def _is_known(self, column: int) -> bool:
        return (column, True) in self._by_side or (column, False) in self._by_side

    def _promise(self, column: int, at: float) -> float:
        """Return what both sides are thought to lose, the lesser before all."""
        step = at - floor(at)
        down = step * self._mean(column, is_up=False)
        up = (1.0 - step) * self._mean(column, is_up=True)
        return min(down, up) + LESSER * max(down, up)

    def _mean(self, column: int, *, is_up: bool) -> float:
        """Return what a side lost on average; if it was never asked, the other."""
        lost = self._by_side.get((column, is_up)) or self._by_side[column, not is_up]
        return sum(lost) / len(lost)


def _costliest(model: LinearModel, in_part: Positions, off: Floats) -> int:
    open_ = off[in_part] * (np.abs(model.cost[in_part]) + SLIGHT)
    return int(in_part[np.argmax(open_)])
