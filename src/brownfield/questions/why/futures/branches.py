"""What does the best plan decide in each branch, and what is it worth there?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scenarios import way_to_root
from brownfield.tell.views import table

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Decision:
    """Something the plan decides in a branch.

    Attributes
    ----------
    kind
        start, open, close or shift.
    name
        Build option (start) or facility.
    year
        In which it is decided.
    pattern
        Shift pattern from then on, blank if the plant stands still; None for the
        other kinds.
    """

    kind: str
    name: str
    year: int
    pattern: str | None = None


@dataclass(frozen=True)
class Branch:
    """A branch of the scenario tree and what the best plan does there.

    Attributes
    ----------
    branch
        Its name, a row of `scenarios`.
    parent
        The branch it comes from; None for the first.
    depth
        How many branches lie before it.
    probability
        That it comes about, seen from the first year.
    value
        What the best plan is worth if it does: present value in the first year of all
        parties that plan, each with its weight, expected over what may follow; case
        currency. 0 for a branch of probability 0.
    then
        What the plan decides in its years, in order of years: starts that are not
        committed, openings and closings, and other shift patterns than the year before
        at plants that have several.
    """

    branch: str
    parent: str | None
    depth: int
    probability: float
    value: float
    then: tuple[Decision, ...]


def branches(plan: Plan) -> tuple[Branch, ...]:
    """Return the branches of a plan, each followed by those that come from it."""
    rows = plan.nodes.sort("year", maintain_order=True)
    first = rows.unique("branch", keep="first", maintain_order=True)
    of_node = dict(rows.select("node", "branch").iter_rows())
    parent_of = {
        branch: of_node.get(parent)
        for branch, parent in first.select("branch", "parent").iter_rows()
    }
    chance = dict(first.select("branch", "probability").iter_rows())
    worth, done = _worth(plan, parent_of), _decisions(plan)
    return tuple(
        Branch(
            branch,
            parent_of[branch],
            len(way_to_root(branch, parent_of)) - 1,
            chance[branch],
            worth[branch] / chance[branch] if chance[branch] else 0.0,
            tuple(done.get(branch, ())),
        )
        for branch in _in_order(parent_of, None)
    )


def _in_order(parent_of: dict[str, str | None], parent: str | None) -> Iterator[str]:
    for branch, before in parent_of.items():
        if before == parent:
            yield branch
            yield from _in_order(parent_of, branch)


def _worth(plan: Plan, parent_of: dict[str, str | None]) -> dict[str, float]:
    """Return probability x value of the futures behind each branch, added up."""
    weights = plan.case.settings.plan.objective_weights
    of_node = dict(plan.nodes.select("node", "branch").iter_rows())
    worth = dict.fromkeys(parent_of, 0.0)
    for row in table(plan, "value").to_dicts():
        amount = weights.get(row["party"], 1.0) * row["probability"] * row["npv"]
        for branch in way_to_root(of_node[row["scenario"]], parent_of):
            worth[branch] += amount
    return worth


def _decisions(plan: Plan) -> dict[str, list[Decision]]:
    """Return what is decided in each branch, by year."""
    of_node = dict(plan.nodes.select("node", "branch").iter_rows())
    decisions: dict[str, list[Decision]] = {}
    for node, decision in (*_sites(plan), *_starts(plan), *_shifts(plan)):
        decisions.setdefault(of_node[node], []).append(decision)
    return {k: sorted(v, key=lambda one: one.year) for k, v in decisions.items()}


def _starts(plan: Plan) -> Iterator[tuple[str, Decision]]:
    starts = plan.begun.select("node", "build_option", "year")
    for node, name, year in starts.iter_rows():
        yield node, Decision("start", name, year)


def _sites(plan: Plan) -> Iterator[tuple[str, Decision]]:
    openings = table(plan, "openings").select("node", "action", "facility", "year")
    for node, action, name, year in openings.iter_rows():
        yield node, Decision(action, name, year)


def _shifts(plan: Plan) -> Iterator[tuple[str, Decision]]:
    """Yield each change of pattern against the year before, at plants with a choice."""
    patterns = plan.case.tables["shift_patterns"]
    current = patterns.filter(pl.col("is_current"))
    before = dict(current.select("facility", "pattern").iter_rows())
    shifts = table(plan, "shifts").select("facility", "node", "pattern")
    run = {(name, node): pattern for name, node, pattern in shifts.iter_rows()}
    counts = patterns.group_by("facility", maintain_order=True).len()
    for name in counts.filter(pl.col("len") > 1)["facility"]:
        for node, parent, year in plan.nodes.select(
            "node", "parent", "year"
        ).iter_rows():
            was = run.get((name, parent)) if parent else before.get(name)
            pattern = run.get((name, node))
            if pattern != was:
                yield node, Decision("shift", name, year, pattern or "")
