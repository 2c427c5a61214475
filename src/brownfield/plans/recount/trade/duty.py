"""Is the duty of every delivery what the law asks under its regime?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isclose
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import (
    carriage,
    parts,
    recipe_option,
    territory_of,
)
from brownfield.plans.recount.finding import Finding, at, at_most, holds, same
from brownfield.plans.recount.trade.extra_duty import Content, Piece, extra_duties
from brownfield.plans.recount.trade.gate import ex_works, work
from brownfield.plans.recount.trade.origin import recount_origin
from brownfield.plans.recount.trade.part_origin import covers
from brownfield.plans.recount.trade.relief import paid_back, promised
from brownfield.plans.recount.trade.tariff import Goods, Regime, regimes

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, Rows, World


def vehicle_regimes(world: World, node: Node, recipe: str, place: str) -> list[Regime]:
    """Return every regime open to one vehicle of a recipe in a market.

    Nodes that differ in what is sold alone share them, at one price.
    """
    rows = world.case[node.name]
    name = ("regimes", recipe, place, node.year)
    if name not in rows.memory:
        price = _price(world, node, recipe, place)
        if (*name, price) not in rows.trade:
            ways = _vehicle_regimes(world.costing, node, recipe, place, price)
            rows.trade[*name, price] = ways
        rows.memory[name] = rows.trade[*name, price]
    listed: list[Regime] = rows.memory[name]
    return listed


def _vehicle_regimes(
    world: World, node: Node, recipe: str, place: str, price: float | None
) -> list[Regime]:
    rows = world.case[node.name]
    goods = _vehicle(world, node, recipe, place)
    extra = extra_duties(rows, goods, _content(world, node, recipe))
    ways = regimes(
        rows,
        goods,
        lambda agreement: recount_origin(world, node, recipe, agreement).is_originating,
        extra,
    )
    ways += promised(rows, goods, tuple(ways), extra, price)
    return list(paid_back(world, node, recipe, ways))


def _price(world: World, node: Node, recipe: str, place: str) -> float | None:
    """Return what buyers pay for a vehicle in a market; None without buyers.

    None, too, where no undertaking asks for it.
    """
    if not world.case[node.name].group("trade_measures", kind="undertaking"):
        return None
    product = recipe_option(world, recipe)["product"]
    row = world.case[node.name].find(
        "demand", product=product, place=place, year=node.year
    )
    return None if row is None else float(row["price"])


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


def _content(world: World, node: Node, recipe: str) -> Content:
    """Return what a vehicle of a recipe is made of."""
    pieces = tuple(
        Piece(p.territory, p.row["hs_code"], p.unit_value, p.inbound_freight)
        for p in parts(world, node, recipe)
    )
    option = recipe_option(world, recipe)["build_option"]
    return Content(pieces, work(world, node, option))


def duty_of(world: World, row: Row) -> float:
    """Return the duty per vehicle of a delivery: of its quota, else the cheapest."""
    node = world.nodes[row["node"]]
    ways = vehicle_regimes(world, node, row["recipe"], row["place"])
    return _due(ways, row["quota"])


def _due(ways: list[Regime], quota: str | None) -> float:
    """Return the duty under a quota; without one, or if it is shut, the cheapest."""
    free = min(regime.duty for regime in ways if regime.quota is None)
    return min((r.duty for r in ways if r.quota == quota), default=free)


def route(row: Row) -> str:
    """Return where a row of a delivery or landed cost stands."""
    return at(**{name: row[name] for name in ("recipe", "place", "regime", "node")})


def check_duty(world: World) -> Iterator[Finding]:
    """Yield the duty of every delivery beside the recount, and every quota."""
    for row in world.plan.all("deliveries"):
        where = route(row)
        yield check_regime(world, row, where)
        due = duty_of(world, row)
        yield same("duty per vehicle", where, due, row["duty_per_vehicle"])
        yield same("duty", where, due * row["vehicles"], row["duty"], max(1.0, due))
    yield from _check_quotas(world)


def check_regime(world: World, row: Row, where: str) -> Finding:
    """Return whether goods may enter under the regime that a row of the plan names."""
    node = world.nodes[row["node"]]
    ways = vehicle_regimes(world, node, row["recipe"], row["place"])
    due = _due(ways, row["quota"])
    is_open = any(
        (regime.name, regime.quota) == (row["regime"], row["quota"])
        and isclose(regime.duty, due, abs_tol=1e-6)  # case currency
        for regime in ways
    )
    return holds("regime open", where, is_open)


def _check_quotas(world: World) -> Iterator[Finding]:
    for (node, name), vehicles in _quota_use(world).items():
        volume = _volume(world.case[node], name, world.nodes[node].year)
        if volume is not None:
            where = at(quota=name, node=node)
            yield at_most("quota", where, volume, vehicles, world.volume_scale)


def _volume(rows: Rows, name: str, year: int) -> float | None:
    """Return the volume of a pool or, if there is none of that name, of a measure."""
    shared = rows.group("trade_measures", quota_pool=name)
    own = rows.group("trade_measures", measure=name)
    for row in shared or own:
        if row["quota_volume"] is not None and covers(row, year):
            return float(row["quota_volume"])
    return None


def _quota_use(world: World) -> Mapping[tuple[str, str], float]:
    """Return the vehicles that entered under each volume at each node."""
    used: dict[tuple[str, str], float] = {}
    for row in world.plan.all("deliveries"):
        if row["quota"] is not None:
            measure = world.case[row["node"]].find(
                "trade_measures", measure=row["quota"]
            )
            pool = measure["quota_pool"] if measure else None
            name = (row["node"], pool or row["quota"])
            used[name] = used.get(name, 0.0) + row["vehicles"]
    return used
