"""Does a second, independent count of the whole plan agree with it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import TYPE_CHECKING

import polars as pl

from brownfield.notebook import html_block, html_table
from brownfield.plans.recount.complete import check_complete
from brownfield.plans.recount.money.after_tax import check_cash, recount_cash
from brownfield.plans.recount.money.carbon import check_carbon
from brownfield.plans.recount.money.contracts import check_contracts
from brownfield.plans.recount.money.credits import check_credits
from brownfield.plans.recount.money.free_payments import check_free_payments
from brownfield.plans.recount.money.grants import check_grants
from brownfield.plans.recount.money.support import check_support
from brownfield.plans.recount.money.worth import check_value
from brownfield.plans.recount.plants.capacity import check_capacity
from brownfield.plans.recount.plants.demand import check_demand
from brownfield.plans.recount.plants.openings import check_openings
from brownfield.plans.recount.plants.programmes import check_programmes
from brownfield.plans.recount.references import (
    check_given,
    check_references,
    require_columns,
)
from brownfield.plans.recount.trade.duty import check_duty
from brownfield.plans.recount.trade.landed_cost import check_landed_cost
from brownfield.plans.recount.trade.origin import check_origin
from brownfield.plans.recount.world import Known, World, build_world

if TYPE_CHECKING:
    from brownfield.plans.recount.finding import Finding
    from brownfield.tables.settings import Settings

TOLERANCE = 1e-6  # share of a check's own scale that a plan may be off
CHECKS: tuple[Callable[[World], Iterator[Finding]], ...] = (
    check_complete,
    check_demand,
    check_openings,
    check_capacity,
    check_programmes,
    check_origin,
    check_duty,
    check_landed_cost,
    check_contracts,
    check_free_payments,
    check_support,
    check_grants,
    check_credits,
    check_carbon,
)
SCHEMA = {
    "check": pl.String,
    "where": pl.String,
    "expected": pl.Float64,
    "found": pl.Float64,
    "difference": pl.Float64,
    "tolerance": pl.Float64,
    "passed": pl.Boolean,
}
Line = dict[str, object]


@dataclass(frozen=True)
class Audit:
    """Outcome of recounting a plan from the tables of its case.

    Attributes
    ----------
    lines
        One row for each recount that failed, then one row for each check with its
        largest difference: check, where, expected, found, difference, tolerance (in
        the unit of the check), passed.
    """

    lines: pl.DataFrame

    def __repr__(self) -> str:
        """Return the outcome in one line."""
        return f"<Audit: {self.outcome}, {self.lines.height} lines>"

    @property
    def outcome(self) -> str:
        """The outcome in words: audit passed or failed."""
        return "audit passed" if self.passed else "audit failed"

    @property
    def passed(self) -> bool:
        """Whether every recount agrees within its tolerance."""
        return all(self.lines["passed"])

    @property
    def failures(self) -> pl.DataFrame:
        """Rows of the recounts that failed."""
        return self.lines.filter(~pl.col("passed"))

    def _repr_html_(self) -> str:
        """Return the outcome for a notebook: each check, failures first."""
        title = self.outcome.capitalize()
        largest = self.largest_difference
        share = "no number" if largest is None else f"{largest:.2%}"
        off = f"largest difference {share} of the check's scale"
        header = ("check", "where", "difference", "tolerance", "passed")
        ordered = self.lines.sort("passed", maintain_order=True).select(header)
        table = html_table(header, ordered.rows())
        return html_block(title, table, lines=(off,))

    @property
    def largest_difference(self) -> float | None:
        """Largest difference of all checks, as a share of the check's scale.

        None if a number that is compared is missing.
        """
        pairs = zip(self.lines["difference"], self.lines["tolerance"], strict=True)
        shares = (TOLERANCE * off / allowed for off, allowed in pairs)
        largest = max(shares, default=0.0)
        return largest if isfinite(largest) else None


def audit(
    case_at_node: Callable[[str], Mapping[str, pl.DataFrame]],
    settings: Settings,
    nodes: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    value: float,
    memory: Known | None = None,
) -> Audit:
    """Recount a plan from the tables of its case.

    Parameters
    ----------
    case_at_node
        Tables of the case as they hold at a scenario node. Nodes for which it returns
        the same object share their recounts.
    settings
        What case.toml says.
    nodes
        Scenario tree: node, parent, year, probability; parents before children.
    tables
        Tables of the plan.
    value
        Objective of the plan, case currency at the value date.
    memory
        What was worked out from the same case for a plan before; None = nothing.

    Raises
    ------
    UseError
        If a table or column of the plan is missing.
    LabelError
        If the case lacks a rate, index or row that the plan needs.
    """
    require_columns(tables)
    world = build_world(case_at_node, settings, nodes, tables, memory)
    return Audit(_lines(_recount(world, value)))


@dataclass
class Tally:
    """What is kept of the findings of one check; most are right and forgotten.

    Attributes
    ----------
    count
        Number of findings.
    scale
        Largest scale of any; the check's tolerance is a share of it.
    largest
        First finding with the largest difference.
    off
        Findings that differ by more than their own scale allows: all that may fail.
    """

    largest: Finding
    count: int = 0
    scale: float = 0.0
    off: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Count one more finding of the check."""
        self.count += 1
        self.scale = max(self.scale, finding.scale)
        if finding.difference > self.largest.difference:
            self.largest = finding
        if finding.difference > TOLERANCE * finding.scale:
            self.off.append(finding)


Tallies = dict[str, Tally]


def _recount(world: World, value: float) -> Tallies:
    """Return every check's tally; blank cells and unknown names end it early."""
    tallies: Tallies = {}
    for names in (check_given, check_references):
        _count(tallies, names(world))
        if any(tally.largest.difference > 0 for tally in tallies.values()):
            return tallies
    for check in CHECKS:
        _count(tallies, check(world))
    cash = recount_cash(world)
    _count(tallies, check_cash(world, cash))
    _count(tallies, check_value(world, cash, value))
    return tallies


def _count(tallies: Tallies, findings: Iterable[Finding]) -> None:
    for finding in findings:
        tally = tallies.get(finding.check)
        if tally is None:
            tally = tallies[finding.check] = Tally(finding)
        tally.add(finding)


def _lines(tallies: Tallies) -> pl.DataFrame:
    failed: list[Line] = []
    summary: list[Line] = []
    for tally in tallies.values():
        tolerance = TOLERANCE * tally.scale
        failed += [_line(f, tolerance) for f in tally.off if f.difference > tolerance]
        summary.append(_summary(tally, tolerance))
    return pl.DataFrame([*failed, *summary], schema=SCHEMA, orient="row")


def _line(finding: Finding, tolerance: float) -> Line:
    return {
        "check": finding.check,
        "where": finding.where,
        "expected": finding.expected,
        "found": finding.found,
        "difference": finding.difference,
        "tolerance": tolerance,
        "passed": finding.difference <= tolerance < inf,
    }


def _summary(tally: Tally, tolerance: float) -> Line:
    where = f"largest of {tally.count}: {tally.largest.where}"
    return {**_line(tally.largest, tolerance), "where": where}
