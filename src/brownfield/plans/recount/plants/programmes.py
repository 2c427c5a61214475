"""Does every programme start as allowed, keep its ramp and its promised volume?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import TYPE_CHECKING

from brownfield.plans.recount.finding import Finding, at, at_most, holds, same
from brownfield.plans.recount.plants.capacity import pattern_capacity
from brownfield.plans.recount.plants.openings import (
    is_closed_by_its_years,
    is_committed,
    lies_within,
    years_built,
)

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World

AT_ONCE: Mapping[int, float] = {0: 1.0}  # full rate from the year of the start


def curve(world: World, option: Row) -> Mapping[int, float]:
    """Return the rows of a build option's ramp: share by years since the start."""
    name = option["ramp_curve"]
    if name is None:
        return AT_ONCE
    rows = world.root.group("ramp_curves", ramp_curve=name)
    return {row["years_since_start"]: row["share"] for row in rows}


def ramp_share(shares: Mapping[int, float], years: int) -> float:
    """Return the share of full rate some years after the start."""
    passed = [year for year in shares if year <= years]
    return float(shares[max(passed)]) if passed else 0.0


def installation(shares: Mapping[int, float]) -> int:
    """Return the years with share 0 at the beginning of a ramp."""
    years = range(max(shares, default=0) + 1)
    return next((s for s in years if ramp_share(shares, s) > 0), len(years))


def ages(world: World, option: Row, node: Node) -> list[int]:
    """Return how far a programme is on its ramp, in years: by start and by building.

    Empty if it has not started; among the years of installation, or below 0, while the
    plant is being built.
    """
    name = option["build_option"]
    started = [
        node.year - world.nodes[start["node"]].year
        for start in world.on_path(node.name, "starts", build_option=name)
    ]
    built = years_built(world, option["facility"], node)
    if not started or built is None:
        return started
    return [*started, built + installation(curve(world, option))]


def running_share(world: World, option: Row, node: Node) -> float:
    """Return the share of full rate a build option may reach at a node."""
    if option["is_committed"]:
        return 1.0
    shares = curve(world, option)
    reached = (ramp_share(shares, age) for age in ages(world, option, node))
    return min(reached, default=0.0)


def is_promised(world: World, option: Row, node: Node) -> bool:
    """Return whether a programme has reached the last share of its ramp."""
    if option["is_committed"]:
        return True
    shares, reached = curve(world, option), running_share(world, option, node)
    return 0.0 < reached >= ramp_share(shares, max(shares))


def full_rate(world: World, option: Row, node: Node) -> float:
    """Return the vehicles a year of a build option at full rate."""
    given = world.option_at(node, option["build_option"])["full_rate"]
    if given is not None:
        return float(given)
    rows = world.case[node.name]
    patterns = rows.group("shift_patterns", facility=option["facility"])
    line = max((pattern_capacity(pattern) for pattern in patterns), default=0.0)
    use = float(option["capacity_use"])
    return line / use if use > 0 else inf


def built(world: World, option: Row, node: Node) -> float:
    """Return the vehicles of a build option built at a node, all recipes."""
    name = option["build_option"]
    rows = world.plan.group("production", build_option=name, node=node.name)
    return float(sum(row["vehicles"] for row in rows))


def check_programmes(world: World) -> Iterator[Finding]:
    """Yield every start, ramp and promised volume beside the plan."""
    for start in world.plan.all("starts"):
        yield from _check_start(world, start)
    yield from _check_once(world)
    yield from _check_committed(world)
    for node in world.nodes.values():
        for option in world.root.all("build_options"):
            yield from _check_volume(world, option, node)


def _check_volume(world: World, option: Row, node: Node) -> Iterator[Finding]:
    where = at(build_option=option["build_option"], node=node.name)
    share, volume = running_share(world, option, node), built(world, option, node)
    limit = share * full_rate(world, option, node) if share > 0 else 0.0
    if limit < inf:
        yield at_most("ramp", where, limit, volume, world.volume_scale)
    promised = option["minimum_volume"] if is_promised(world, option, node) else 0.0
    missing = max(0.0, promised - volume)
    rows = world.plan.group(
        "shortfall", build_option=option["build_option"], node=node.name
    )
    sum_of_rows = sum(row["vehicles"] for row in rows)
    yield same("shortfall", where, missing, sum_of_rows, world.volume_scale)


def _check_committed(world: World) -> Iterator[Finding]:
    first = next(iter(world.nodes))
    for option in world.root.group("build_options", is_committed=True):
        name = {"build_option": option["build_option"], "node": first}
        is_told = world.plan.find("starts", **name) is not None
        yield holds("committed start told", at(**name), is_told)


def _check_start(world: World, start: Row) -> Iterator[Finding]:
    node = world.nodes[start["node"]]
    option = world.option(start["build_option"])
    where = at(build_option=start["build_option"], node=node.name)
    columns = ("product", "facility", "programme_owner")
    matches = all(start[column] == option[column] for column in columns)
    yield holds("start names its option", where, matches)
    if option["is_committed"]:
        yield holds("committed start in the first year", where, node.parent is None)
        return
    yield holds("start year", where, _may_start(world, option, node.year))
    plant = option["facility"]
    is_gone = is_closed_by_its_years(world, plant, node)
    site = is_committed(world, plant, node) and not is_gone
    yield holds("site committed", where, site)


def _may_start(world: World, option: Row, year: int) -> bool:
    plan = world.settings.plan
    first, last = option["first_year"], option["last_year"]
    first = plan.earliest_start_year if first is None else first
    last = plan.latest_start_year if last is None else last
    return lies_within(year, first, last)


def _check_once(world: World) -> Iterator[Finding]:
    groups = _groups(world)
    for leaf in world.leaves:
        for (kind, name), options in groups.items():
            times = sum(
                1
                for start in world.on_path(leaf.name, "starts")
                if start["build_option"] in options
            )
            where = at(**{kind: name}, path_to=leaf.name)
            yield at_most(f"one start per {kind}", where, 1.0, times)


def _groups(world: World) -> dict[tuple[str, str], set[str]]:
    """Return the options of which at most one may start, by what groups them."""
    groups: dict[tuple[str, str], set[str]] = {}
    for row in world.root.all("build_options"):
        option = row["build_option"]
        groups[("build_option", option)] = {option}
        if row["exclusive_group"] is not None:
            name = ("exclusive_group", row["exclusive_group"])
            groups.setdefault(name, set()).add(option)
    return groups
