"""Is the duty of every delivery what the law asks under its regime?"""

from collections.abc import Iterator
from math import inf

from brownfield.plans.recount.costs import carriage, recipe_option, territory_of
from brownfield.plans.recount.finding import Finding, at, at_most, holds, same
from brownfield.plans.recount.gate import ex_works
from brownfield.plans.recount.origin import recount_origin
from brownfield.plans.recount.tariff import Goods, Regime, regimes
from brownfield.plans.recount.world import Node, Row, World


def vehicle_regimes(world: World, node: Node, recipe: str, place: str) -> list[Regime]:
    """Return every regime open to one vehicle of a recipe in a market."""
    rows = world.case[node.name]
    name = ("regimes", recipe, place, node.year)
    if name not in rows.memory:
        rows.memory[name] = regimes(
            rows,
            _vehicle(world, node, recipe, place),
            lambda agreement: (
                recount_origin(world, node, recipe, agreement).is_originating
            ),
        )
    found: list[Regime] = rows.memory[name]
    return found


def _vehicle(world: World, node: Node, recipe: str, place: str) -> Goods:
    rows = world.case[node.name]
    option = recipe_option(world, recipe)
    product = rows.one("products", product=option["product"])
    return Goods(
        importer=territory_of(rows, place),
        exporter=territory_of(rows, option["facility"]),
        hs_code=product["hs_code"],
        company=world.root.one("products", product=option["product"])["company"],
        powertrain=product["powertrain"],
        year=node.year,
        price=ex_works(world, node, recipe),
        carriage=sum(carriage(world, node, recipe, place)),
    )


def duty_of(world: World, row: Row) -> float:
    """Return the duty per vehicle of a delivery or route: its quota's, or the least."""
    node = world.nodes[row["node"]]
    found = vehicle_regimes(world, node, row["recipe"], row["place"])
    return _due(found, row["quota"])


def _due(found: list[Regime], quota: str | None) -> float:
    return min((r.duty for r in found if r.quota == quota), default=inf)


def check_duty(world: World) -> Iterator[Finding]:
    """Yield the duty of every delivery beside the recount, and every quota."""
    for row in world.plan.all("deliveries"):
        node = world.nodes[row["node"]]
        found = vehicle_regimes(world, node, row["recipe"], row["place"])
        where = at(
            recipe=row["recipe"],
            place=row["place"],
            regime=row["regime"],
            node=row["node"],
        )
        named = [(r.name, r.quota) for r in found]
        yield holds("regime open", where, (row["regime"], row["quota"]) in named)
        due = _due(found, row["quota"])
        yield same("duty per vehicle", where, due, row["duty_per_vehicle"])
        yield same("duty", where, due * row["vehicles"], row["duty"], due)
    yield from _check_quotas(world)


def _check_quotas(world: World) -> Iterator[Finding]:
    used: dict[tuple[str, str], float] = {}
    for row in world.plan.all("deliveries"):
        if row["quota"] is not None:
            name = (row["node"], row["quota"])
            used[name] = used.get(name, 0.0) + row["vehicles"]
    for (node, measure), vehicles in used.items():
        found = world.case[node].find("trade_measures", measure=measure, kind="quota")
        volume = 0.0 if found is None else found["quota_volume"]
        where = at(measure=measure, node=node)
        yield at_most("quota", where, volume or 0.0, vehicles, world.volume_scale)
