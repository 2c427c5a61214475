"""How is a case stated as arrays at a point, and what is held of a plan there?

A point gives some assumptions other values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.asking.ranges.assumed import Assumption, case_at
from brownfield.asking.ranges.held import places
from brownfield.derive.derive import derive
from brownfield.errors import DataError
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.hold import SITES, Choices, Taken, choices, held_in, taken_by

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import LinearModel
    from brownfield.plans.plan import Plan
    from brownfield.questions.evidence.worth.carried import Found


@dataclass(frozen=True)
class Point:
    """Values of some assumptions, unit of the column of each."""

    rows: tuple[Assumption, ...] = ()
    values: tuple[float, ...] = ()

    @property
    def title(self) -> str:
        """Printed while it is worked on."""
        pairs = zip(self.rows, self.values, strict=True)
        titles = [f"{row.title} at {value:g}" for row, value in pairs]
        return " and ".join(titles) if titles else "plans as they are"


def point(rows: Iterable[Assumption], values: Iterable[float]) -> Point:
    """Return the point at which assumptions have values."""
    return Point(tuple(rows), tuple(map(float, values)))


@dataclass(frozen=True)
class Sites:
    """What a plan starts and opens, and where in the tree.

    Attributes
    ----------
    taken
        Node and name of each decision, by kind: start or open.
    nodes
        node and year of the tree it was decided in.
    """

    taken: Taken
    nodes: pl.DataFrame = field(repr=False, compare=False)

    @property
    def names(self) -> frozenset[str]:
        """Build options and plants."""
        return frozenset(name for of in self.taken.values() for _, name in of)


def sites_of(plan: Plan) -> Sites:
    """Return what a plan starts and opens."""
    return Sites(taken_by(plan, SITES), plan.nodes.select("node", "year"))


@dataclass(frozen=True)
class Stated:
    """A case as arrays, without its tables.

    Attributes
    ----------
    linear
        The model.
    choices
        Its starts and openings.
    nodes
        node and year of its tree.
    constant, unit
        What no decision changes, in units of the model; case currency in one of them.
    seed
        Of the search.
    """

    linear: LinearModel = field(repr=False)
    choices: Choices = field(repr=False)
    nodes: pl.DataFrame = field(repr=False)
    constant: float
    unit: float
    seed: int

    def held(self, sites: Sites) -> LinearModel:
        """Return the arrays with the starts and openings of a plan."""
        at = places(self.nodes, sites.nodes)
        return held_in(self.linear, self.choices, sites.taken, at)

    def whole(self, sites: Sites) -> Sites:
        """Return what a plan starts and opens without what costs nothing to start."""
        is_whole = self.linear.is_integer
        taken = {
            kind: sites.taken[kind]
            & {name for at, name in zip(columns, names, strict=True) if is_whole[at]}
            for kind, (columns, names) in self.choices.items()
        }
        return Sites(taken, sites.nodes)

    def worth(self, solution: Found | None) -> float | None:
        """Return what a best point is worth, case currency; None if there is none."""
        return (
            None
            if solution is None
            else (solution.objective + self.constant) * self.unit
        )


@dataclass(frozen=True)
class Moved:
    """A case and a point to state it at."""

    case: Case
    at: Point

    def there(self) -> Formulation | None:
        """Return the model there; None where the tables do not allow it."""
        rows, values = self.at.rows, self.at.values
        try:
            case = case_at(self.case, rows, values) if rows else self.case
            return formulate(derive(case))
        except DataError:
            return None


def stated(moved: Moved) -> Stated | None:
    """Return a case at a point as arrays; None where its tables do not allow it."""
    model = moved.there()
    if model is None:
        return None
    nodes = model.data.derived.tree.nodes.select("node", "year")
    parts = model.constant, model.numbers.scale.money, moved.case.settings.solve.seed
    linear = replace(model.linear, column_families=(), row_families=())
    return Stated(linear, choices(model, SITES), nodes, *parts)
