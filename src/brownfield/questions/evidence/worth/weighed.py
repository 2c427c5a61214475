"""What is it worth to know an assumption, or all that a claim bears on?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from brownfield.asking.ranges.learning import Worth, curve, knowing, knowing_all

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.evidence.worth.surfaces import Surface

NOTHING = Worth(0.0, 0.0)
SURE = 2.0  # standard errors above 0 that a worth must lie
GRID = 400  # places along an assumption that are looked at for a break-even


@dataclass(frozen=True)
class Flip:
    """Where another plan becomes the best as one assumption moves.

    Attributes
    ----------
    at
        Its value there, unit of the cell.
    plan
        Place of the plan that takes over.
    is_above
        Whether that plan is the best above the value, and not below it.
    """

    at: float
    plan: int
    is_above: bool


class Weighed:
    """Worths of knowing columns of draws, each worked out once.

    Parameters
    ----------
    surface
        What plans are worth in draws.
    seed
        Of the random numbers for standard errors.
    """

    def __init__(self, surface: Surface, seed: int) -> None:
        self._values, self._benefits = surface.values, surface.benefits
        self._alone, self._seed = surface.alone, seed
        self._known: dict[tuple[int, ...], Worth] = {}
        self._moves: dict[int, float] = {}

    @property
    def chosen(self) -> int:
        """Place of the plan that is best on the mean."""
        return int(self._benefits.mean(axis=0).argmax())

    def everything(self) -> Worth:
        """Return what it is worth to know all (EVPI), case currency."""
        return knowing_all(self._benefits)

    def columns(self, places: Sequence[int]) -> Worth:
        """Return what it is worth to know some assumptions (EVPPI), case currency."""
        key = tuple(sorted(set(places)))
        if not key:
            return NOTHING
        if key not in self._known:
            learnt = self._values[:, list(key)]
            self._known[key] = knowing(learnt, self._benefits, self._seed)
        return self._known[key]

    def moves(self, place: int) -> float:
        """Return how far the best plan's worth goes along an assumption alone."""
        if self._alone is not None:
            return float(self._alone[place, self.chosen])
        if place not in self._moves:
            learnt = self._values[:, [place]]
            fitted = curve(learnt, self._benefits[:, self.chosen]).values
            self._moves[place] = float(fitted.max() - fitted.min())
        return self._moves[place]

    def flip(self, place: int) -> Flip | None:
        """Return where another plan takes over, near the middle; None = nowhere."""
        column = self._values[:, place]
        order = np.argsort(column, kind="stable")
        step = max(1, len(order) // GRID)
        more = np.column_stack(
            [
                curve(column[:, None], self._benefits[:, one]).values
                for one in range(self._benefits.shape[1])
            ]
        )
        best = more[order].argmax(axis=1)
        return change_of(column[order], best, self.chosen, step)


def change_of(column: Floats, best: Floats, chosen: int, step: int) -> Flip | None:
    """Return the change nearest to the middle between the chosen plan and another.

    Parameters
    ----------
    column
        Values of an assumption, in order. Shape (draws,).
    best
        Place of the plan that is best at each. Shape (draws,).
    chosen
        Place of the plan that is best on the mean.
    step
        Draws that count as one place.
    """
    middle = len(column) // 2
    changes = [
        place
        for place in range(1, len(column))
        if best[place] != best[place - 1] and chosen in (best[place], best[place - 1])
    ]
    if not changes:
        return None
    place = min(changes, key=lambda one: abs(one - middle) // step)
    is_above = bool(best[place - 1] == chosen)
    other = best[place] if is_above else best[place - 1]
    at = (column[place - 1] + column[place]) / 2.0
    return Flip(float(at), int(other), is_above)
