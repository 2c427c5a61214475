"""Which ways of building lack a part group that others of the product have?

One way may cut its parts otherwise than the next. So a group that is not there is told
only where its cost is missing too: where parts and conversion come nearer to those of
the others with it than without it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING

from brownfield.tables.doubts.numbers.costs import Costs, costs_of
from brownfield.tables.doubts.numbers.parts import too_dear
from brownfield.tables.problems import Finding, listed

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.rule import Cells
    from brownfield.tables.settings import Settings

Groups = dict[str, dict[str, float]]
CHEAP = 0.9  # of what the others cost, below which a group may be missing
FREE = 0.5  # of what the others cost, below which no parts at all are too few
LIKE = 0.2  # in powers: how near to what is usual the missing groups bring a cost
FEWEST = 3  # others that make a group common
HALF = 2  # one in so many of the others must have a group


def missing_parts(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield build options that have no parts, or too few beside others."""
    costs = costs_of(tables)
    groups = _groups(costs)
    if not groups:
        return
    options = costs.options.to_dicts()
    absurd = set(too_dear(tables, costs)["build_option"])
    every = [c for c in options if c["build_option"] in groups.keys() - absurd]
    for cells in options:
        same = [o for o in every if o["product"] == cells["product"] and o != cells]
        if cells["build_option"] not in groups:
            yield from _without_parts(cells, same or every)
        elif same:
            yield from _without_some(cells, same, groups)
        else:
            yield from _without_common(cells, every, groups)


def _groups(costs: Costs) -> Groups:
    """Return the cost of each part group of each build option, at its cheapest."""
    by_option: Groups = {}
    for option, group, low, _ in costs.groups.iter_rows():
        by_option.setdefault(option, {})[group] = low
    return by_option


def _without_parts(cells: Cells, others: list[Cells]) -> Iterator[Finding]:
    usual = median(other["least"] for other in others) if others else 0.0
    if cells["own"] < FREE * usual:
        yield _finding(
            cells,
            f"It has no parts, so they are free: {_sum(cells['own'])} of conversion is "
            f"all it costs, others come to {usual:,.6g}",
            "Add its part groups to bill_of_materials, as "
            f"{others[0]['build_option']} has them",
        )


def _without_some(
    cells: Cells, others: list[Cells], groups: Groups
) -> Iterator[Finding]:
    own = groups[cells["build_option"]]
    missing = _missing(own, [groups[other["build_option"]] for other in others])
    usual, least = median(other["least"] for other in others), cells["least"]
    if not missing or least <= 0 or least >= CHEAP * usual:
        return
    if fitting := _fitting(missing, least, usual):
        named = listed(f"{name} ({missing[name]:,.6g})" for name in fitting)
        yield _finding(
            cells,
            f"It has no part group {named}, which other ways to build "
            f"{cells['product']} have; parts and conversion come to {least:,.6g}, "
            f"theirs to {usual:,.6g}",
            "Add the rows to bill_of_materials, or leave it if other groups hold them",
        )


def _without_common(
    cells: Cells, every: list[Cells], groups: Groups
) -> Iterator[Finding]:
    """Yield the only way to build a product, if all others have a group it has not."""
    own = groups[cells["build_option"]]
    others = [groups[o["build_option"]] for o in every if o != cells]
    if len(others) < FEWEST:
        return
    common = set.intersection(*map(set, others)) - own.keys()
    if common:
        yield _finding(
            cells,
            f"It has no part group {listed(sorted(common))}, which all other build "
            "options have",
            "Add the rows to bill_of_materials, or leave it if other groups hold them",
        )


def _fitting(missing: dict[str, float], least: float, usual: float) -> list[str]:
    """Return the groups that bring a cost to what is usual, dearest first; or none."""
    groups: list[str] = []
    for name in sorted(missing, key=lambda name: -missing[name]):
        more = least + missing[name]
        if abs(math.log(more / usual)) < abs(math.log(least / usual)):
            groups, least = [*groups, name], more
    return groups if abs(math.log(least / usual)) < LIKE else []


def _missing(own: dict[str, float], others: list[dict[str, float]]) -> dict[str, float]:
    """Return groups that at least half of the others have, with their middle cost."""
    names = dict.fromkeys(name for groups in others for name in groups)
    held = {name: [g[name] for g in others if name in g] for name in names}
    return {
        name: median(costs)
        for name, costs in held.items()
        if name not in own and HALF * len(costs) >= len(others)
    }


def _sum(amount: float) -> str:
    return f"{amount:,.6g}"


def _finding(cells: Cells, message: str, hint: str) -> Finding:
    return Finding(
        table="build_options",
        row=cells["row"],
        column="build_option",
        value=cells["build_option"],
        rule="missing_part",
        message=message,
        hint=hint,
    )
