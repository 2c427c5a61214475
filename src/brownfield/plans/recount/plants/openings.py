"""Which plants are open at a node, and was each opened or closed as allowed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.plans.recount.finding import Finding, at, at_most, holds

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World


def lies_within(year: int, first: int | None, last: int | None) -> bool:
    """Return whether a year lies within bounds; a blank bound is none."""
    return (first is None or first <= year) and (last is None or year <= last)


def holds_in(year: int, policy: Row) -> bool:
    """Return whether a policy holds in a year: its own, or to its last one if given."""
    first, last = policy["year"], policy["to_year"]
    return lies_within(year, first, first if last is None else last)


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


def years_built(world: World, facility: str, node: Node) -> int | None:
    """Return the years since a plant could first run; None if it need not be opened.

    Below 0 while it is being built or not yet opened.
    """
    row = world.facility(facility)
    if row["status"] == "operating":
        return None
    opened = [o["node"] for o in decided(world, facility, node, "open")]
    ready = (world.nodes[name].year + row["lead_years"] for name in opened)
    return max((node.year - year for year in ready), default=-1)


def is_open(world: World, facility: str, node: Node) -> bool:
    """Return whether a plant may run at a node."""
    years = years_built(world, facility, node)
    is_built = years is None or years >= 0
    is_on = is_built and is_committed(world, facility, node)
    return is_on and may_run(world, facility, node)


def may_run(world: World, facility: str, node: Node) -> bool:
    """Return whether the years of a plant let it run at a node."""
    is_over = has_ended(world, facility, node)
    return not is_over and is_in_its_years(world, facility, node)


def is_in_its_years(world: World, facility: str, node: Node) -> bool:
    """Return whether a year lies in those in which a plant may run."""
    row = world.facility_at(node, facility)
    return lies_within(node.year, row["first_year"], row["last_year"])


def has_ended(world: World, facility: str, node: Node) -> bool:
    """Return whether the last year of a plant is over at a node.

    With a closing cost it is closed for good then, whatever a later node says.
    """
    row = world.facility_at(node, facility)
    if row["closing_cost"] is None:
        return _is_over(world, facility, node)
    return any(_is_over(world, facility, step) for step in world.path(node.name))


def _is_over(world: World, facility: str, node: Node) -> bool:
    last = world.facility_at(node, facility)["last_year"]
    return last is not None and node.year > last


def is_closed_by_its_years(world: World, facility: str, node: Node) -> bool:
    """Return whether the last year of a plant has closed it for good at a node.

    Only a plant with a closing cost is ever closed.
    """
    is_final = world.facility_at(node, facility)["closing_cost"] is not None
    return is_final and has_ended(world, facility, node)


def ends(world: World, facility: str, node: Node) -> bool:
    """Return whether a plant that stood until then is closed by its last year."""
    before = world.path(node.name)[:-1]
    if not before or not has_ended(world, facility, node):
        return False
    if any(has_ended(world, facility, step) for step in before):
        return False
    return is_committed(world, facility, before[-1])


def check_openings(world: World) -> Iterator[Finding]:
    """Yield every opening and closing beside what is allowed."""
    for row in world.plan.all("openings"):
        yield from _check_one(world, row)
    facilities = {row["facility"] for row in world.plan.all("openings")}
    for leaf in world.leaves:
        for facility in sorted(facilities):
            for action in ("open", "close"):
                where = at(facility=facility, action=action, path_to=leaf.name)
                times = len(decided(world, facility, leaf, action))
                yield at_most("opened or closed once", where, 1.0, times)
    yield from _check_ends(world)


def _check_ends(world: World) -> Iterator[Finding]:
    """Yield, for every plant that its last year closes, whether the plan tells it."""
    for node in world.nodes.values():
        for row in world.case[node.name].all("facilities"):
            name = row["facility"]
            if row["closing_cost"] is not None and ends(world, name, node):
                place = {"facility": name, "node": node.name}
                is_told = world.plan.group("openings", **place, action="close")
                yield holds("closing by its last year told", at(**place), is_told)


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
        is_late = has_ended(world, row["facility"], node)
        yield holds("opening before its last year is over", where, not is_late)
        return
    name = row["facility"]
    was_opened = bool(decided(world, name, node, "open"))
    had_ended = any(has_ended(world, name, s) for s in world.path(node.name)[:-1])
    stands = (is_running or was_opened) and not had_ended
    yield holds("closing of an open plant", where, stands)
