"""What is each plan worth at a point, each point stated and each plan solved once?

What is known of the case as it is may settle what a plan is worth at a point; else the
best point of its arrays is searched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.errors import UnansweredError
from brownfield.questions.evidence.worth.carried import Found, carried_over
from brownfield.questions.evidence.worth.stated import (
    Moved,
    Point,
    Sites,
    Stated,
    stated,
)
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.hold import EXACT

if TYPE_CHECKING:
    from brownfield.asking.stages import Stages
    from brownfield.case.case import Case
    from brownfield.case.shapes import Floats
    from brownfield.model.arrays.linear import LinearModel

NONE = "The plans could not be valued in the draws, or it was stopped."


@dataclass(frozen=True)
class _Search:
    model: LinearModel
    seed: int


def searched(search: _Search) -> Found | None:
    """Return the best point of arrays; None if there is none.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before it was found.
    """
    solution = HighsBackend().solve(search.model, Limits(EXACT, seed=search.seed))
    if solution.outcome == "interrupted":
        raise KeyboardInterrupt
    return (
        None
        if solution.columns is None
        else Found(solution.columns, solution.objective)
    )


class Ground:
    """The case at points, and what plans are worth there; nothing is done twice.

    Parameters
    ----------
    stages
        Who works.
    case
        The case.
    """

    def __init__(self, stages: Stages, case: Case) -> None:
        self._stages, self.case = stages, case
        self._stated: dict[Point, Stated | None] = {}
        self._found: dict[tuple[Point, int], Found | None] = {}
        self._plans: list[Sites] = []

    def fresh(self) -> Ground:
        """Return the same ground with nothing known of it."""
        return Ground(self._stages, self.case)

    def worths(
        self, points: Sequence[Point], plans: Sequence[Sites]
    ) -> list[tuple[float | None, ...]]:
        """Return what each plan is worth at each point; None where it is not possible.

        Parameters
        ----------
        points
            Where.
        plans
            The plans.

        Returns
        -------
        Case currency, a tuple for each point.

        Raises
        ------
        UnansweredError
            If Ctrl-C was pressed.
        """
        numbers = [self._number(one) for one in plans]
        self._state([Point(), *points])
        self._value([Point()], numbers)
        self._value(points, numbers)
        return [tuple(self._worth(at, one) for one in numbers) for at in points]

    def stated(self, points: Sequence[Point]) -> list[Stated | None]:
        """Return the case at points as arrays; None where its tables do not allow it.

        Raises
        ------
        UnansweredError
            If Ctrl-C was pressed.
        """
        self._state(points)
        return [self._stated[at] for at in points]

    def give(self, models: Mapping[Point, Stated]) -> None:
        """Take the case at points as arrays that were worked out elsewhere."""
        self._stated |= models

    def solutions_at(self, points: Sequence[Point], sites: Sites) -> list[Found]:
        """Return the best points of a plan at points where it is possible.

        Raises
        ------
        UnansweredError
            If Ctrl-C was pressed.
        """
        self.worths(points, (sites,))
        number = self._number(sites)
        solutions = [self._found[at, number] for at in points]
        return [one for one in solutions if one is not None]

    def hunts(
        self, points: Sequence[Point], sites: Sites
    ) -> dict[str, tuple[Moved, Floats]]:
        """Return the case at points with the best point of a plan held there, by title.

        Points where the plan is not possible are left out.
        """
        self.worths(points, (sites,))
        pairs = {at: self._found[at, self._number(sites)] for at in points}
        return {
            f"plan for {at.title}": (Moved(self.case, at), solution.columns)
            for at, solution in pairs.items()
            if solution is not None
        }

    def whole(self, sites: Sites) -> Sites:
        """Return what a plan starts and opens without what costs nothing to start."""
        self._state([Point()])
        base = self._stated[Point()]
        return sites if base is None else base.whole(sites)

    def _number(self, plan: Sites) -> int:
        if plan in self._plans:
            return self._plans.index(plan)
        self._plans.append(plan)
        return len(self._plans) - 1

    def _state(self, points: Sequence[Point]) -> None:
        new = [at for at in dict.fromkeys(points) if at not in self._stated]
        items = {at.title: Moved(self.case, at) for at in new}
        by_title = self._stages.each(stated, items)
        self._check(by_title, items)
        self._stated |= {at: by_title[at.title] for at in new}

    def _value(self, points: Sequence[Point], numbers: Sequence[int]) -> None:
        """Find the best point of each plan at each point, unless it is known."""
        new = {
            f"plan {number + 1}, {at.title}": (at, number)
            for at in dict.fromkeys(points)
            for number in numbers
            if (at, number) not in self._found
        }
        self._found |= {pair: self._known(*pair) for pair in new.values()}
        items = {
            title: _Search(here.held(self._plans[number]), here.seed)
            for title, (at, number) in new.items()
            if self._found[at, number] is None
            and (here := self._stated[at]) is not None
        }
        by_title = self._stages.each(searched, items)
        self._check(by_title, items)
        self._found |= {new[title]: one for title, one in by_title.items()}

    def _known(self, at: Point, number: int) -> Found | None:
        """Return the best point of the case as it is, where it stays the best."""
        here, base = self._stated[at], self._stated[Point()]
        first = self._found.get((Point(), number))
        if here is None or base is None or first is None:
            return None
        plan = self._plans[number]
        return carried_over(base.held(plan), first, here.held(plan))

    def _worth(self, at: Point, number: int) -> float | None:
        here = self._stated[at]
        return None if here is None else here.worth(self._found[at, number])

    def _check(
        self, answers: Mapping[str, object], items: Mapping[str, object]
    ) -> None:
        if len(answers) < len(items):
            raise UnansweredError(NONE)
