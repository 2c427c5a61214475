"""Which plants are open at a node, and was each opened or closed as allowed?"""

from collections.abc import Iterator

from brownfield.plans.recount.finding import Finding, at, at_most, holds
from brownfield.plans.recount.world import Node, Row, World


def lies_within(year: int, first: int | None, last: int | None) -> bool:
    """Return whether a year lies within bounds; a blank bound is none."""
    return (first is None or first <= year) and (last is None or year <= last)


def decided(world: World, facility: str, node: Node, action: str) -> list[Row]:
    """Return the openings or closings of a plant on the path to a node."""
    rows = world.on_path(node.name, "openings", facility=facility, action=action)
    return list(rows)


def is_committed(world: World, facility: str, node: Node) -> bool:
    """Return whether a plant runs or its opening is decided, and it is not closed."""
    if decided(world, facility, node, "close"):
        return False
    if world.facility(facility)["status"] == "operating":
        return True
    return bool(decided(world, facility, node, "open"))


def may_run(world: World, facility: str, node: Node) -> bool:
    """Return whether a node lies in the years in which a plant may run there."""
    row = world.plant(facility, node)
    return lies_within(node.year, row["first_year"], row["last_year"])


def is_open(world: World, facility: str, node: Node) -> bool:
    """Return whether a plant may run at a node."""
    row = world.facility(facility)
    if not may_run(world, facility, node):
        return False
    if not is_committed(world, facility, node):
        return False
    return row["status"] == "operating" or any(
        world.nodes[opening["node"]].year + row["lead_years"] <= node.year
        for opening in decided(world, facility, node, "open")
    )


def check_openings(world: World) -> Iterator[Finding]:
    """Yield every opening and closing beside what is allowed."""
    for row in world.plan.all("openings"):
        yield from _check_one(world, row)
    yield from _check_ended(world)
    facilities = {row["facility"] for row in world.plan.all("openings")}
    for leaf in world.leaves:
        for facility in sorted(facilities):
            for action in ("open", "close"):
                where = at(facility=facility, action=action, path_to=leaf.name)
                times = len(decided(world, facility, leaf, action))
                yield at_most("opened or closed once", where, 1.0, times)


def _check_one(world: World, row: Row) -> Iterator[Finding]:
    node = world.nodes[row["node"]]
    facility = world.facility(row["facility"])
    where = at(facility=row["facility"], action=row["action"], node=node.name)
    yield holds("opening owner", where, row["owner"] == facility["owner"])
    is_running = facility["status"] == "operating"
    if row["action"] == "open":
        plan = world.settings.plan
        first, last = plan.earliest_start_year, plan.latest_start_year
        yield holds("opening year", where, lies_within(node.year, first, last))
        yield holds("opening of a shut plant", where, not is_running)
        return
    was_opened = bool(decided(world, row["facility"], node, "open"))
    yield holds("closing of an open plant", where, is_running or was_opened)


def _check_ended(world: World) -> Iterator[Finding]:
    """Yield whether every plant with a closing cost is closed after its last year."""
    start = next(iter(world.nodes.values()))
    for facility in world.root.all("facilities"):
        name = facility["facility"]
        if facility["closing_cost"] is None or _has_ended(world, name, start):
            continue
        for node in world.nodes.values():
            was_open = facility["status"] == "operating" or decided(
                world, name, node, "open"
            )
            if was_open and _has_ended(world, name, node):
                is_closed = decided(world, name, node, "close")
                where = at(facility=name, node=node.name)
                yield holds("closed after its last year", where, is_closed)


def _has_ended(world: World, facility: str, node: Node) -> bool:
    last = world.plant(facility, node)["last_year"]
    return last is not None and last < node.year
