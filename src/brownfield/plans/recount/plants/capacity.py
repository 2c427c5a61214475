"""Does what is built fit into the hours, shops and limits of every plant?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import recipe_option
from brownfield.plans.recount.finding import Finding, at, at_most, holds, same
from brownfield.plans.recount.plants.openings import is_open

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World

SHOPS_BY_MODE = {
    "skd": ("battery", "trim"),
    "ckd": ("body", "paint", "battery", "trim"),
    "cbu": ("press", "body", "paint", "battery", "trim"),
    "full": ("press", "body", "paint", "battery", "trim"),
}


def pattern_capacity(pattern: Row) -> float:
    """Return the standard vehicles a year of a shift pattern."""
    return float(
        pattern["jobs_per_hour"]
        * pattern["hours_per_shift"]
        * pattern["shifts_per_day"]
        * pattern["days_per_year"]
        * pattern["oee"]
    )


def pattern_in_force(world: World, node: Node, facility: str) -> Row | None:
    """Return the row of the shift pattern in force at a node, if there is one."""
    shift = world.plan.find("shifts", facility=facility, node=node.name)
    if shift is None:
        return None
    rows = world.case[node.name]
    return rows.find("shift_patterns", facility=facility, pattern=shift["pattern"])


def heads(world: World, node: Node, facility: str) -> float:
    """Return the jobs of the shift pattern in force at a node; 0 without one."""
    pattern = pattern_in_force(world, node, facility)
    return 0.0 if pattern is None else float(pattern["headcount"])


def check_capacity(world: World) -> Iterator[Finding]:
    """Yield the hours of every plant at every node beside what runs there."""
    for node in world.nodes.values():
        for facility in world.case[node.name].all("facilities"):
            yield from _check_shifts(world, node, facility)
            yield from _check_hours(world, node, facility)
            yield from _check_source(world, node, facility["facility"])
            yield from _check_shops(world, node, facility["facility"])


def _check_shifts(world: World, node: Node, facility: Row) -> Iterator[Finding]:
    name = facility["facility"]
    shifts = world.plan.group("shifts", facility=name, node=node.name)
    where = at(facility=name, node=node.name)
    yield at_most("one shift pattern", where, 1.0, len(shifts))
    may_run = is_open(world, name, node)
    if shifts:
        yield holds("plant open", where, may_run)
    if may_run and facility["closing_cost"] is not None:
        yield holds("runs until closed", where, shifts)
    for shift in shifts:
        yield from _check_shift(world, node, shift)


def _check_shift(world: World, node: Node, shift: Row) -> Iterator[Finding]:
    name = {"facility": shift["facility"], "pattern": shift["pattern"]}
    where = at(**name, node=node.name)
    pattern = world.case[node.name].find("shift_patterns", **name)
    yield holds("shift pattern known", where, pattern is not None)
    if pattern is not None:
        capacity, jobs = pattern_capacity(pattern), pattern["headcount"]
        yield same("pattern capacity", where, capacity, shift["capacity"])
        yield same("pattern headcount", where, jobs, shift["headcount"])


def _check_hours(world: World, node: Node, facility: Row) -> Iterator[Finding]:
    name = facility["facility"]
    where = at(facility=name, node=node.name)
    pattern = pattern_in_force(world, node, name)
    capacity = 0.0 if pattern is None else pattern_capacity(pattern)
    used = line_time(world, node, name) + parts_time(world, node, name)
    taken = committed(world, node, name)
    guest = guest_time(world, node, facility)
    scale = world.volume_scale
    yield at_most("hours", where, capacity, used + taken, scale)
    if pattern is None:
        yield at_most("plant runs", where, 0.0, output(world, node, name), scale)
    if facility["guest_limit"] is not None:
        yield at_most("guest limit", where, facility["guest_limit"], guest, scale)
    row = world.plan.find("capacity_use", facility=name, node=node.name)
    if row is not None:
        yield holds("owner of the plant", where, row["owner"] == facility["owner"])
        yield same("capacity stated", where, capacity, row["capacity"], scale)
        yield same("use stated", where, used, row["used"], scale)
        yield same("guest use stated", where, guest, row["guest_used"], scale)
        yield same("committed stated", where, taken, row["committed"], scale)


def line_time(world: World, node: Node, facility: str) -> float:
    """Return the line time that programmes use, in standard vehicles."""
    total = 0.0
    for row in world.plan.group("production", node=node.name, facility=facility):
        total += row["vehicles"] * recipe_option(world, row["recipe"])["capacity_use"]
    return total


def guest_time(world: World, node: Node, facility: Row) -> float:
    """Return the line time of programmes that are not the plant owner's."""
    name = facility["facility"]
    total = 0.0
    for row in world.plan.group("production", node=node.name, facility=name):
        option = recipe_option(world, row["recipe"])
        if option["programme_owner"] != facility["owner"]:
            total += row["vehicles"] * option["capacity_use"]
    return total


def output(world: World, node: Node, facility: str) -> float:
    """Return the vehicles built in a plant at a node."""
    rows = world.plan.group("production", node=node.name, facility=facility)
    return float(sum(row["vehicles"] for row in rows))


def parts_time(world: World, node: Node, facility: str) -> float:
    """Return the capacity that recipes buying from a plant use there.

    A plant without shift patterns has none to use.
    """
    if not world.case[node.name].group("shift_patterns", facility=facility):
        return 0.0
    return sum(units * vehicles for units, vehicles in _bought(world, node, facility))


def _bought(world: World, node: Node, source: str) -> Iterator[tuple[float, float]]:
    """Yield the units each vehicle takes of a source, and the vehicles that do."""
    for chosen in world.plan.group("sourcing", source=source):
        recipe = chosen["recipe"]
        built = world.plan.group("production", node=node.name, recipe=recipe)
        if built:
            part = world.case[node.name].one(
                "bill_of_materials",
                build_option=recipe_option(world, recipe)["build_option"],
                part_group=chosen["part_group"],
                source=source,
            )
            yield part["units_per_vehicle"], sum(row["vehicles"] for row in built)


def _check_source(world: World, node: Node, facility: str) -> Iterator[Finding]:
    """Yield whether a plant without shift patterns may supply those who buy there."""
    if world.case[node.name].group("shift_patterns", facility=facility):
        return
    bought = sum(vehicles for _, vehicles in _bought(world, node, facility))
    is_running = world.facility(facility)["status"] == "operating"
    if not (is_running and is_open(world, facility, node)):
        where = at(facility=facility, node=node.name)
        yield at_most("source plant runs", where, 0.0, bought, world.volume_scale)


def committed(world: World, node: Node, facility: str) -> float:
    """Return the line time of programmes that are data, in standard vehicles."""
    rows = world.case[node.name]
    taken = rows.group("commitments", facility=facility, year=node.year)
    return float(sum(row["vehicles"] * _use(world, facility, row) for row in taken))


def _use(world: World, facility: str, commitment: Row) -> float:
    """Return the line time stated, else the most of the plant's options for it."""
    if commitment["capacity_use"] is not None:
        return float(commitment["capacity_use"])
    product = commitment["product"]
    options = world.root.group("build_options", facility=facility, product=product)
    return float(max((option["capacity_use"] for option in options), default=1.0))


def _check_shops(world: World, node: Node, facility: str) -> Iterator[Finding]:
    for shop in world.case[node.name].group("shops", facility=facility):
        limit = shop["jobs_per_hour"] * shop["hours_per_year"]
        load = committed(world, node, facility)
        for row in world.plan.group("production", node=node.name, facility=facility):
            option = recipe_option(world, row["recipe"])
            if shop["shop"] in SHOPS_BY_MODE[option["mode"]]:
                load += row["vehicles"] * (option["capacity_use"] if limit else 1.0)
        where = at(facility=facility, shop=shop["shop"], node=node.name)
        yield at_most("shop hours", where, limit, load, world.volume_scale)
