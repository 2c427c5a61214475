"""Would the plan be another if it reckoned with a stop?

The stop becomes part of the scenario tree: in its year every future splits into one
that runs and one that stops, in which the plants' line rate falls by the share of the
year lost. The tree is planned twice: freely, and with the starts and openings of the
plan that knew of no stop. The difference is what reckoning with the stop is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import exp
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.case.scenarios import as_planned, tree
from brownfield.errors import UnansweredError, UseError
from brownfield.questions.stress.network.hits import plants_hit
from brownfield.solve.hold import SITES, held
from brownfield.solve.run import plan

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.formulation import Formulation
    from brownfield.plans.plan import Plan
    from brownfield.questions.stress.years.hazards import Hazard

RUNS, STOPS, BACK = "runs", "stops", "back"  # what is added to names
Row = dict[str, Any]


@dataclass(frozen=True)
class Design:
    """A plan that reckons with a stop beside one that does not; case currency.

    Attributes
    ----------
    hazard, year
        What stops, and when.
    probability
        Chance of the stop in that year.
    share_lost
        Share of the year's line time it takes.
    aware, unaware
        Plans of the tree with the stop: free, and with the starts and openings of the
        plan that knew of none.
    """

    hazard: str
    year: int
    probability: float
    share_lost: float
    aware: Plan = field(repr=False)
    unaware: Plan = field(repr=False)

    @property
    def worth(self) -> float:
        """What reckoning with the stop is worth."""
        return self.aware.value - self.unaware.value

    def changed_starts(self) -> list[Row]:
        """Return programmes that only one of the plans starts, by branch and year."""
        both = (_starts(self.unaware), _starts(self.aware))
        return [
            {"build_option": option, "branch": branch, "year": year, "plan": name}
            for name, own, other in (
                ("unaware", both[0], both[1]),
                ("aware", both[1], both[0]),
            )
            for option, branch, year in sorted(own - other)
        ]


def design(unaware: Plan, hazard: Hazard, year: int, working_weeks: float) -> Design:
    """Return what it is worth to plan for a stop of its usual length.

    Parameters
    ----------
    unaware
        A plan that knows of no stop; its case is planned again.
    hazard
        What may stop; only plants can.
    year
        Calendar year of the stop.
    working_weeks
        Weeks of a working year.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before both plans were finished.
    UseError
        If no plant stops, the stop takes the whole year, the plan has no such year or
        begins with it.
    UnansweredError
        If the audit of the plan that reckons with the stop failed.
    """
    case = as_planned(unaware.case)
    plants = sorted(plants_hit(case, *hazard.element))
    lost = hazard.outage().full_weeks / working_weeks * (1 - hazard.residual)
    if not plants:
        message = f"{hazard.name} stops no plant; a design can only reckon with those."
        raise UseError(message)
    if lost >= 1:
        message = f"{hazard.name} takes the whole year; a design needs a shorter stop."
        raise UseError(message)
    years = sorted(set(unaware.nodes["year"]))
    if year not in years:
        message = f"The plan has no year {year}, so nothing can stop in it."
        raise UseError(message)
    if year == years[0]:
        message = (
            f"{year} is the first year: every plan knows already whether anything "
            f"stops in it. Name a later one: --year {years[-1]}"
        )
        raise UseError(message)
    chance = 1 - exp(-hazard.rate)
    widened = with_stop(case, plants, year, 1 - lost, chance)
    free = _planned(widened.case)
    at = _places(unaware, widened)
    kept = _planned(
        widened.case, fix=lambda model: held(model, unaware, kinds=SITES, at=at)
    )
    best = free if free.value >= kept.value else kept  # both are plans of the tree
    return Design(hazard.name, year, chance, lost, best, kept)


def _planned(
    case: Case, fix: Callable[[Formulation], Formulation] | None = None
) -> Plan:
    """Return a finished plan; one that Ctrl-C cut short says little about worth."""
    best = plan(case, fix=fix)
    if best.status == "interrupted":
        raise KeyboardInterrupt
    if best.tables and not best.is_sound:
        message = (
            "The recount of the plan that reckons with the stop differs, so it says "
            "nothing about the design. Leave out --design for the other answers."
        )
        raise UnansweredError(message)
    return best


@dataclass(frozen=True)
class Widened:
    """A case whose futures split, and which future each of the new ones comes from."""

    case: Case
    origin: Mapping[str, str] = field(repr=False)


def with_stop(
    case: Case, plants: Collection[str], year: int, share: float, chance: float
) -> Widened:
    """Return the case whose futures split in a year into running and stopped.

    Parameters
    ----------
    case
        The case.
    plants
        Plants that stop.
    year
        Calendar year.
    share
        Share of the line rate left in that year, above 0.
    chance
        Probability of the stop.
    """
    before = case.tables["scenarios"]
    root = {"node": "base", "year": case.settings.case.first_year, "probability": 1.0}
    rows = before.to_dicts() or [dict.fromkeys(before.columns) | root]
    names = {row["node"] for row in rows} | set(case.tables["what_ifs"]["what_if"])
    split = _Split(rows, year, chance, case.settings.case.last_year, _sign(names))
    scenarios = pl.DataFrame(list(split.rows()), schema=before.schema)
    changes = _what_ifs(case, plants, share, split.combined)
    widened = case.with_tables(
        f"a stop in {year} that may come", scenarios=scenarios, what_ifs=changes
    )
    return Widened(widened.checked(), split.origin)


def _sign(names: Collection[str]) -> str:
    """Return what parts a mark from a name, such that no name looks marked already."""
    sign = "+"
    while any(sign + mark in name for name in names for mark in (RUNS, STOPS, BACK)):
        sign += "+"
    return sign


class _Split:
    """Rewrites the rows of `scenarios`.

    Attributes
    ----------
    origin
        Row of `scenarios` that each row comes from.
    combined
        What-ifs that are new: the one of the case each contains, and the mark of what
        the plants do.
    """

    def __init__(
        self, rows: list[Row], year: int, chance: float, last: int, sign: str
    ) -> None:
        self._rows, self._year = rows, year
        self._chance, self._last = chance, last
        self._runs, self._stops, self._back = (sign + m for m in (RUNS, STOPS, BACK))
        self.origin: dict[str, str] = {}
        self.combined: dict[str, tuple[str | None, str]] = {}

    def _named(self, row: Row, name: str, **cells: object) -> Row:
        self.origin[name] = row["node"]
        return row | {"node": name} | cells

    def _joined(self, what_if: str | None, change: str) -> str | None:
        """Return the name of a what-if with what the plants do, if they do anything."""
        if not change:
            return what_if
        name = (what_if or "") + change
        self.combined[name] = (what_if, STOPS if change == self._stops else BACK)
        return name

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the widened tree, parents first."""
        for row in self._children(None):
            yield from self._copied(row, None, "", "")

    def _children(self, name: str | None) -> list[Row]:
        return [row for row in self._rows if row["parent"] == name]

    def _copied(
        self, row: Row, parent: str | None, suffix: str, change: str
    ) -> Iterator[Row]:
        children = self._children(row["node"])
        end = min((c["year"] for c in children), default=self._last + 1)
        name = row["node"] + suffix
        own = self._joined(row["what_if"], change)
        if not row["year"] <= self._year < end:
            yield self._named(row, name, parent=parent, what_if=own)
            for child in children:
                yield from self._copied(child, name, suffix, "")
            return
        chance, what_if = row["probability"], own
        if row["year"] < self._year:
            yield self._named(row, name, parent=parent, what_if=own)
            parent, chance, what_if = name, 1.0, None
        for mark, share, more in (
            (self._runs, 1 - self._chance, ""),
            (self._stops, self._chance, self._stops),
        ):
            yield self._named(
                row,
                name + mark,
                parent=parent,
                year=self._year,
                probability=chance * share,
                what_if=self._joined(what_if, more),
            )
            yield from self._after(row, name + mark, mark, children, end)

    def _after(
        self, row: Row, parent: str, mark: str, children: list[Row], end: int
    ) -> Iterator[Row]:
        """Yield what follows the year: the plants are back, the children come."""
        change = self._back if mark == self._stops else ""
        if end > self._year + 1:
            name = parent + self._back
            yield self._named(
                row,
                name,
                parent=parent,
                year=self._year + 1,
                probability=1.0,
                what_if=self._joined(None, change),
            )
            parent, change = name, ""
        suffix = parent.removeprefix(row["node"])
        for child in children:
            yield from self._copied(child, parent, suffix, change)


def _what_ifs(
    case: Case,
    plants: Collection[str],
    share: float,
    combined: Mapping[str, tuple[str | None, str]],
) -> pl.DataFrame:
    """Return the what-ifs with those that scenarios now name in combination."""
    what_ifs = case.tables["what_ifs"]
    blank = dict.fromkeys(what_ifs.columns)
    new: list[Row] = []
    for name, (first, change) in combined.items():
        new += [
            r | {"what_if": name} for r in what_ifs.to_dicts() if r["what_if"] == first
        ]
        factor = share if change == STOPS else 1 / share
        new.append(
            blank
            | {
                "what_if": name,
                "table": "shift_patterns",
                "where": f"facility={'|'.join(plants)}",
                "column": "jobs_per_hour",
                "op": "times",
                "value": repr(factor),
            }
        )
    return pl.concat([what_ifs, pl.DataFrame(new, schema=what_ifs.schema)])


def _places(unaware: Plan, widened: Widened) -> dict[str, str]:
    """Return the node of a plan that knew of no stop for each of the widened tree."""
    columns = ("node", "branch", "year")
    at = {(b, y): node for node, b, y in unaware.nodes.select(columns).iter_rows()}
    nodes = tree(widened.case).nodes.select(columns)
    return {n: at[widened.origin[b], y] for n, b, y in nodes.iter_rows()}


def _starts(plan: Plan) -> set[tuple[str, str, int]]:
    rows = plan.tables["starts"].join(plan.nodes.select("node", "branch"), on="node")
    return set(rows.select("build_option", "branch", "year").iter_rows())
