"""What is each plan worth at a point, each point stated and each plan solved once?

A point gives some assumptions other values. The case is stated there as arrays, and a
plan is held in them. What is known of the case as it is may settle what it is worth;
else it is searched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from brownfield.asking.ranges.assumed import Assumption, case_at
from brownfield.asking.ranges.held import places
from brownfield.asking.stages import Stages
from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.errors import DataError, UnansweredError
from brownfield.model.arrays.linear import LinearModel
from brownfield.model.formulation import formulate
from brownfield.plans.plan import Plan
from brownfield.questions.evidence.worth.carried import Found, carried_over
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.hold import EXACT, SITES, Choices, choices, held_in

NONE = "The plans could not be valued in the draws, or it was stopped."


@dataclass(frozen=True)
class Point:
    """Values of some assumptions, unit of the column of each."""

    rows: tuple[Assumption, ...] = ()
    values: tuple[float, ...] = ()

    @property
    def title(self) -> str:
        """Printed while it is worked on."""
        pairs = zip(self.rows, self.values, strict=True)
        told = [f"{row.title} at {value:g}" for row, value in pairs]
        return " and ".join(told) if told else "plans as they are"


def point(rows: Iterable[Assumption], values: Iterable[float]) -> Point:
    """Return the point at which assumptions have values."""
    return Point(tuple(rows), tuple(map(float, values)))


@dataclass(frozen=True)
class Stated:
    """A case as arrays, without its tables.

    Attributes
    ----------
    linear
        The model.
    known
        Its starts and openings.
    nodes
        node and year of its tree.
    constant, unit
        What no decision changes, in units of the model; case currency in one of them.
    seed
        Of the search.
    """

    linear: LinearModel = field(repr=False)
    known: Choices = field(repr=False)
    nodes: pl.DataFrame = field(repr=False)
    constant: float
    unit: float
    seed: int

    def held(self, plan: Plan) -> LinearModel:
        """Return the arrays with the starts and openings of a plan."""
        at = places(self.nodes, plan)
        return held_in(self.linear, self.known, plan, at)

    def worth(self, found: Found | None) -> float | None:
        """Return what a best point is worth, case currency; None if there is none."""
        return None if found is None else (found.objective + self.constant) * self.unit


@dataclass(frozen=True)
class _Moved:
    case: Case
    at: Point


def stated(moved: _Moved) -> Stated | None:
    """Return a case at a point as arrays; None where its tables do not allow it."""
    case, at = moved.case, moved.at
    try:
        there = case_at(case, at.rows, at.values) if at.rows else case
        model = formulate(derive(there))
    except DataError:
        return None
    nodes = model.data.derived.tree.nodes.select("node", "year")
    parts = model.constant, model.numbers.scale.money, case.settings.solve.seed
    linear = replace(model.linear, column_families=(), row_families=())
    return Stated(linear, choices(model, SITES), nodes, *parts)


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
    found = HighsBackend().solve(search.model, Limits(EXACT, seed=search.seed))
    if found.outcome == "interrupted":
        raise KeyboardInterrupt
    return None if found.columns is None else Found(found.columns, found.objective)


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
        self._stages, self._case = stages, case
        self._stated: dict[Point, Stated | None] = {}
        self._found: dict[tuple[Point, int], Found | None] = {}
        self._plans: list[Plan] = []

    def fresh(self) -> "Ground":
        """Return the same ground with nothing known of it."""
        return Ground(self._stages, self._case)

    def worths(
        self, points: Sequence[Point], plans: Sequence[Plan]
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

    def _number(self, plan: Plan) -> int:
        for number, known in enumerate(self._plans):
            if known is plan:
                return number
        self._plans.append(plan)
        return len(self._plans) - 1

    def _state(self, points: Sequence[Point]) -> None:
        new = [at for at in dict.fromkeys(points) if at not in self._stated]
        items = {at.title: _Moved(self._case, at) for at in new}
        found = self._stages.each(stated, items)
        self._check(found, items)
        self._stated |= {at: found[at.title] for at in new}

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
        found = self._stages.each(searched, items)
        self._check(found, items)
        self._found |= {new[title]: one for title, one in found.items()}

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

    def _check(self, found: Mapping[str, object], items: Mapping[str, object]) -> None:
        if len(found) < len(items):
            raise UnansweredError(NONE)
