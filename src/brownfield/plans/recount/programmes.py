"""Does every programme start as allowed, keep its ramp and its promised volume?"""

from collections.abc import Iterator
from math import inf

from brownfield.plans.recount.capacity import pattern_capacity
from brownfield.plans.recount.finding import Finding, at, at_most, holds, same
from brownfield.plans.recount.openings import decided, is_committed, lies_within
from brownfield.plans.recount.world import Node, Row, World


def shares(world: World, curve: str | None) -> list[float]:
    """Return the share of full rate in each year of a ramp; the last one stays."""
    if curve is None:
        return [1.0]
    rows = world.root.group("ramp_curves", ramp_curve=curve)
    ordered = sorted(rows, key=lambda row: int(row["years_since_start"]))
    return [float(row["share"]) for row in ordered]


def share_at(curve: list[float], age: int) -> float:
    """Return the share of a ramp at an age in years; 0 before it begins."""
    if age < 0 or not curve:
        return 0.0
    return curve[min(age, len(curve) - 1)]


def running_share(world: World, option: Row, node: Node) -> float:
    """Return the share of full rate a build option has reached at a node.

    The lower of the share by its start and the share by the opening of its plant.
    """
    if option["is_committed"]:
        return 1.0
    curve = shares(world, option["ramp_curve"])
    name = option["build_option"]
    begun = [
        share_at(curve, node.year - world.nodes[start["node"]].year)
        for start in world.on_path(node.name, "starts", build_option=name)
    ]
    by_start = max(begun, default=0.0)
    return min(by_start, _site_share(world, option, node, curve))


def _site_share(world: World, option: Row, node: Node, curve: list[float]) -> float:
    """Return the share that the building of a plant allows: 1 if it stood before.

    Years without a vehicle at the beginning of a ramp may pass while it is built.
    """
    plant = world.facility(option["facility"])
    if plant["status"] == "operating":
        return 1.0
    opened = decided(world, option["facility"], node, "open")
    if not opened:
        return 0.0
    ready = world.nodes[opened[0]["node"]].year + plant["lead_years"]
    if node.year < ready:
        return 0.0
    idle = next((n for n, share in enumerate(curve) if share > 0), len(curve))
    return share_at(curve, node.year - ready + idle)


def full_rate(world: World, option: Row, node: Node) -> float:
    """Return the vehicles a year of a build option at full rate."""
    given = world.programme(option["build_option"], node)["full_rate"]
    if given is not None:
        return float(given)
    rows = world.case[node.name]
    patterns = rows.group("shift_patterns", facility=option["facility"])
    line = max((pattern_capacity(pattern) for pattern in patterns), default=0.0)
    use = option["capacity_use"]
    return float(line / use) if use > 0 else inf


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
    for node in world.nodes.values():
        for option in world.root.all("build_options"):
            yield from _check_volume(world, option, node)


def _check_volume(world: World, option: Row, node: Node) -> Iterator[Finding]:
    where = at(build_option=option["build_option"], node=node.name)
    share, made = running_share(world, option, node), built(world, option, node)
    limit = share * full_rate(world, option, node) if share > 0 else 0.0
    if limit < inf:
        yield at_most("ramp", where, limit, made, world.volume_scale)
    last = 1.0 if option["is_committed"] else _last(world, option["ramp_curve"])
    is_owed = 0 < last <= share
    missing = max(0.0, option["minimum_volume"] - made) if is_owed else 0.0
    rows = world.plan.group(
        "shortfall", build_option=option["build_option"], node=node.name
    )
    found = sum(row["vehicles"] for row in rows)
    yield same("shortfall", where, missing, found, world.volume_scale)


def _last(world: World, curve: str | None) -> float:
    """Return the last share of a ramp, from which on a promised volume is owed."""
    return share_at(shares(world, curve), 10**6)


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
    site = is_committed(world, option["facility"], node)
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
