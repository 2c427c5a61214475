"""What is emitted at a node, by whom, and what do prices and caps make of it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import (
    lane,
    parts,
    recipe_option,
    territory_of,
)
from brownfield.plans.recount.finding import Finding, at, at_most, holds, same
from brownfield.plans.recount.plants.openings import holds_in

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World

PRICE, CAP = KINDS = ("carbon_price", "carbon_cap")
KG = 1000.0  # in a tonne


@dataclass(frozen=True)
class Emission:
    """Tonnes that somebody emits at a stage of some vehicles of a build option."""

    party: str
    stage: str
    territory: str
    option: Row
    tonnes: float


def emissions(world: World, node: Node) -> tuple[Emission, ...]:
    """Return everything the plan emits at a node, as far as the tables say."""
    memory, name = world.plan.memory, ("emissions", node.name)
    if name not in memory:
        every = (*_built(world, node), *_sent(world, node))
        memory[name] = tuple(one for one in every if one.tonnes)
    sources: tuple[Emission, ...] = memory[name]
    return sources


def _option(world: World, node: Node, recipe: str) -> Row:
    return world.option_at(node, recipe_option(world, recipe)["build_option"])


def _built(world: World, node: Node) -> Iterator[Emission]:
    for row in world.plan.group("production", node=node.name):
        for one in in_building(world, node, row["recipe"]):
            yield replace(one, tonnes=one.tonnes * row["vehicles"])


def in_building(world: World, node: Node, recipe: str) -> Iterator[Emission]:
    """Yield what a vehicle of a recipe emits at its plant, and in its parts."""
    option = _option(world, node, recipe)
    plant = world.facility(option["facility"])
    home = territory_of(world.case[node.name], option["facility"])
    power = (option["electricity"] or 0.0) * _intensity(world, node, plant["place"])
    kg = power + (option["co2"] or 0.0)
    yield Emission(plant["owner"], "plants", home, option, kg / KG)
    for part in parts(world, node, recipe):
        kg = part.row["co2"] or 0.0
        buyer = option["programme_owner"]
        yield Emission(buyer, "parts", part.territory, option, kg / KG)


def _intensity(world: World, node: Node, place: str) -> float:
    """Return what a kilowatt-hour emits: the last row of the place that has begun."""
    begun = [
        row
        for row in world.case[node.name].group("grids", place=place)
        if row["year"] <= node.year
    ]
    latest = max(begun, key=lambda row: int(row["year"]), default=None)
    return 0.0 if latest is None else float(latest["intensity"])


def _sent(world: World, node: Node) -> Iterator[Emission]:
    for row in world.plan.group("deliveries", node=node.name):
        one = on_the_way(world, node, row["recipe"], row["place"])
        yield replace(one, tonnes=one.tonnes * row["vehicles"])


def on_the_way(world: World, node: Node, recipe: str, place: str) -> Emission:
    """Return what a vehicle of a recipe emits on its lane to a market."""
    option, way = _option(world, node, recipe), lane(world, node, recipe, place)
    there = territory_of(world.case[node.name], place)
    tonnes = 0.0 if way is None else (way["co2"] or 0.0) / KG
    return Emission(option["programme_owner"], "lanes", there, option, tonnes)


def rules(world: World, node: Node) -> Iterator[Row]:
    """Yield the prices and caps in force at a node."""
    for policy in world.case[node.name].all("policies"):
        is_due = policy["kind"] in KINDS and holds_in(node.year, policy)
        if is_due and (policy["kind"] == CAP or policy["amount"] > 0.0):
            yield policy


def _counted(world: World, node: Node, policy: Row) -> dict[str, float]:
    """Return the tonnes of each party that a price or cap counts."""
    tonnes_by_party: dict[str, float] = {}
    for one in emissions(world, node):
        if is_counted(world, node, policy, one):
            tonnes_by_party[one.party] = (
                tonnes_by_party.get(one.party, 0.0) + one.tonnes
            )
    return tonnes_by_party


def is_counted(world: World, node: Node, policy: Row, one: Emission) -> bool:
    """Return whether a price or cap asks for an emission."""
    product = world.case[node.name].one("products", product=one.option["product"])
    asked = (
        (policy["party"], one.party),
        (policy["covers"], one.stage),
        (policy["territory"], one.territory),
        (policy["product"], one.option["product"]),
        (policy["mode"], one.option["mode"]),
        (policy["powertrain"], product["powertrain"]),
    )
    is_meant = all(wanted in (None, there) for wanted, there in asked)
    return is_meant and product["hs_code"].startswith(policy["hs_code"] or "")


def carbon_paid(world: World, node: Node) -> Iterator[tuple[str, float]]:
    """Yield party and cash of what is emitted under a price, or above a cap."""
    for policy in rules(world, node):
        for party, tonnes in _counted(world, node, policy).items():
            yield party, -_paid(world, node, policy, party, tonnes)


def _paid(world: World, node: Node, policy: Row, party: str, tonnes: float) -> float:
    if policy["kind"] == PRICE:
        return float(policy["amount"] * tonnes)
    row = _told(world, node, policy, party)
    above = 0.0 if row is None else row["above"]
    return float((policy["amount"] or 0.0) * above)


def _told(world: World, node: Node, policy: Row, party: str) -> Row | None:
    name = {"policy": policy["policy"], "since": policy["year"]}
    return world.plan.find("carbon", node=node.name, party=party, **name)


def check_carbon(world: World) -> Iterator[Finding]:
    """Yield emissions, payments and caps of the plan beside the recount."""
    for node in world.nodes.values():
        yield from _check_emissions(world, node)
        names: set[tuple[str, int, str]] = set()
        for policy in rules(world, node):
            counted = _counted(world, node, policy)
            names |= {(policy["policy"], policy["year"], party) for party in counted}
            yield from _check_rule(world, node, policy, counted)
        for row in world.plan.group("carbon", node=node.name):
            where = at(policy=row["policy"], party=row["party"], node=node.name)
            name = row["policy"], row["since"], row["party"]
            yield holds("carbon known", where, name in names)


def _check_emissions(world: World, node: Node) -> Iterator[Finding]:
    counted: dict[tuple[str, str, str], float] = {}
    for one in emissions(world, node):
        name = one.party, one.stage, one.territory
        counted[name] = counted.get(name, 0.0) + one.tonnes
    listed = {
        (row["party"], row["stage"], row["customs_territory"]): row["tonnes"]
        for row in world.plan.group("emissions", node=node.name)
    }
    for name in sorted({*counted, *listed}):
        where = at(party=name[0], stage=name[1], territory=name[2], node=node.name)
        expected, tonnes = counted.get(name, 0.0), listed.get(name, 0.0)
        yield same("tonnes emitted", where, expected, tonnes, world.volume_scale)


def _check_rule(
    world: World, node: Node, policy: Row, counted: dict[str, float]
) -> Iterator[Finding]:
    scale = world.volume_scale
    price = max(1.0, float(policy["amount"] or 0.0))
    for party, tonnes in counted.items():
        where = at(policy=policy["policy"], party=party, node=node.name)
        row = _told(world, node, policy, party)
        amounts = row or {"tonnes": 0.0, "above": 0.0, "paid": 0.0}
        yield same("carbon tonnes", where, tonnes, amounts["tonnes"], scale)
        paid = _paid(world, node, policy, party, tonnes)
        yield same("carbon paid", where, paid, amounts["paid"], scale * price * 1e-3)
        most = tonnes if policy["kind"] == CAP and policy["amount"] is not None else 0.0
        yield at_most("carbon above", where, most, amounts["above"], scale)
    if policy["kind"] == CAP:
        rows = (_told(world, node, policy, party) for party in counted)
        above = sum(row["above"] for row in rows if row is not None)
        where = at(policy=policy["policy"], node=node.name)
        limit = policy["target"] + above
        yield at_most("carbon cap", where, limit, sum(counted.values()), scale)
