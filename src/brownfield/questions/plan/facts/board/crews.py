"""Who works in which plant, and how does that change from year to year?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.plan.facts.board.places import Chance, Placed, chance, placed
from brownfield.tell.views import table

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

Crew = tuple[str | None, float]
Key = tuple[int, str, str, str, float]
"""Year, plant, its pattern before and after, and the change of its jobs."""
IDLE: Crew = (None, 0.0)


@dataclass(frozen=True)
class PlantJobs:
    """The jobs of a plant at a node of the tree; short names as in the tables.

    Attributes
    ----------
    facility
        The plant.
    pattern
        Shift pattern in force; None if it runs none.
    headcount
        Jobs of the pattern.
    change
        That less the jobs of the year before, in the first year less those of the
        pattern marked `is_current`; None where none is marked.
    node, year
        Node of the scenario tree, and its calendar year.
    probability
        Of the node, in [0, 1].
    futures
        Futures that pass it, by their last row in `scenarios`.
    """

    facility: str
    pattern: str | None
    headcount: float
    change: float | None
    node: str
    year: int
    probability: float
    futures: tuple[str, ...]


@dataclass(frozen=True)
class ShiftChange:
    """A plant that changes its shift pattern.

    Attributes
    ----------
    facility
        The plant, short name.
    before, after
        Patterns, short names.
    year
        First calendar year of the later one.
    jobs
        Jobs of the later one less those of the earlier one.
    chance
        In which futures it does.
    """

    facility: str
    before: str
    after: str
    year: int
    jobs: float
    chance: Chance


def plant_jobs(plan: Plan) -> tuple[PlantJobs, ...]:
    """Return the jobs at each node of every plant that has some at any time."""
    crews = _crews(plan)
    at, parent = placed(plan), _parents(plan)
    plants = plan.case.tables["facilities"]["facility"].to_list()
    working = [name for name in plants if _has_jobs(plan.case, name, crews)]
    return tuple(
        PlantJobs(
            name,
            *crews.get((name, node), IDLE),
            _change(plan.case, crews, name, (node, parent[node])),
            **vars(where),
        )
        for name in working
        for node, where in at.items()
    )


def shift_changes(plan: Plan) -> tuple[ShiftChange, ...]:
    """Return which plants change their pattern, in the order of years."""
    crews, at, parent = _crews(plan), placed(plan), _parents(plan)
    changes: dict[Key, list[Placed]] = {}
    for (name, node), (after, heads) in crews.items():
        before = _before(plan.case, crews, name, parent[node])
        if before and before[0] and after and before[0] != after:
            key = (at[node].year, name, before[0], after, heads - before[1])
            changes.setdefault(key, []).append(at[node])
    return tuple(
        ShiftChange(name, before, after, year, jobs, chance(plan, rows))
        for (year, name, before, after, jobs), rows in sorted(
            changes.items(), key=_first
        )
    )


def _first(item: tuple[Key, list[Placed]]) -> Key:
    return item[0]


def _parents(plan: Plan) -> dict[str, str | None]:
    return dict(plan.nodes.select("node", "parent").iter_rows())


def _crews(plan: Plan) -> dict[tuple[str, str], Crew]:
    """Return pattern and jobs by plant and node."""
    rows = table(plan, "shifts").select("facility", "node", "pattern", "headcount")
    return {(name, node): (word, heads) for name, node, word, heads in rows.iter_rows()}


def _before(
    case: Case, crews: dict[tuple[str, str], Crew], name: str, parent: str | None
) -> Crew | None:
    """Return pattern and jobs the year before a node; None if unknown."""
    if parent is not None:
        return crews.get((name, parent), IDLE)
    is_open = case.tables["facilities"].filter(facility=name, status="operating").height
    rows = case.tables["shift_patterns"].filter(facility=name, is_current=True)
    patterns = list(rows.select("pattern", "headcount").iter_rows())
    return (patterns[0] if patterns else None) if is_open else IDLE


def _change(
    case: Case,
    crews: dict[tuple[str, str], Crew],
    name: str,
    step: tuple[str, str | None],
) -> float | None:
    node, parent = step
    before = _before(case, crews, name, parent)
    return None if before is None else crews.get((name, node), IDLE)[1] - before[1]


def _has_jobs(case: Case, name: str, crews: dict[tuple[str, str], Crew]) -> bool:
    before = _before(case, crews, name, None)
    planned = any(heads for (plant, _), (_, heads) in crews.items() if plant == name)
    return planned or bool(before and before[1])
