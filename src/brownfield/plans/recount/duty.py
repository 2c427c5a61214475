"""Is the duty of every delivery what the law asks under its regime?"""

from collections.abc import Iterable, Iterator, Mapping

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
        company=product["company"],
        powertrain=product["powertrain"],
        year=node.year,
        price=ex_works(world, node, recipe),
        carriage=sum(carriage(world, node, recipe, place)),
    )


def duty_of(world: World, row: Row) -> float:
    """Return the duty per vehicle of a delivery: of its quota, else the cheapest."""
    node = world.nodes[row["node"]]
    found = vehicle_regimes(world, node, row["recipe"], row["place"])
    return _due(found, row["regime"])


def _due(found: list[Regime], name: str) -> float:
    quotas = [r for r in found if r.kind == "quota" and name in r.names]
    if quotas:
        return quotas[0].duty
    return min(r.duty for r in found if r.kind != "quota")


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
        is_open = any(row["regime"] in regime.names for regime in found)
        yield holds("regime open", where, is_open)
        due = _due(found, row["regime"])
        yield same("duty per vehicle", where, due, row["duty_per_vehicle"])
        yield same("duty", where, due * row["vehicles"], row["duty"], due)
    yield from _check_quotas(world)


def _check_quotas(world: World) -> Iterator[Finding]:
    for (node, measure), vehicles in _quota_use(world).items():
        row = world.case[node].one("trade_measures", measure=measure)
        if row["quota_volume"] is not None:
            where = at(measure=measure, node=node)
            scale = world.volume_scale
            yield at_most("quota", where, row["quota_volume"], vehicles, scale)


def _quota_use(world: World) -> Mapping[tuple[str, str], float]:
    used: dict[tuple[str, str], float] = {}
    for row in world.plan.all("deliveries"):
        for regime in _quotas_named(world, row):
            name = (row["node"], str(regime.measure))
            used[name] = used.get(name, 0.0) + row["vehicles"]
    return used


def _quotas_named(world: World, row: Row) -> Iterable[Regime]:
    node = world.nodes[row["node"]]
    for regime in vehicle_regimes(world, node, row["recipe"], row["place"]):
        if regime.kind == "quota" and row["regime"] in regime.names:
            yield regime
