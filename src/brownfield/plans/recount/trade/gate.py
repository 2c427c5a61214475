"""What has one vehicle of a recipe cost when it leaves the gate?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import (
    Part,
    conversion,
    index,
    parts,
    recipe_option,
    territory_of,
)
from brownfield.plans.recount.plants.capacity import pattern_capacity
from brownfield.plans.recount.trade.extra_duty import UNKNOWN, extra_duties
from brownfield.plans.recount.trade.part_origin import part_origin
from brownfield.plans.recount.trade.tariff import Goods, regimes

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, World


def inbound_costs(world: World, node: Node, recipe: str) -> Mapping[str, float]:
    """Return what the parts of one vehicle cost at the plant, by cash item."""
    world = world.costing
    rows = world.case[node.name]
    name = ("inbound costs", recipe, node.year)
    if name not in rows.trade:
        bought = parts(world, node, recipe)
        rows.trade[name] = {
            "materials": sum(part.unit_value for part in bought),
            "inbound_freight": sum(part.inbound_freight for part in bought),
            "inbound_duty": inbound_duty(world, node, recipe),
        }
    by_place: Mapping[str, float] = rows.trade[name]
    return by_place


def ex_works(world: World, node: Node, recipe: str) -> float:
    """Return the price at the gate: as given, else all cost up to there."""
    option = recipe_option(world, recipe)["build_option"]
    price = world.option_at(node, option)["ex_works_price"]
    if price is not None:
        return float(price)
    cost = sum(inbound_costs(world, node, recipe).values())
    return float(cost + work(world, node, option))


def work(world: World, node: Node, option: str) -> float:
    """Return what the plant adds to one vehicle: conversion, and crew by line time."""
    return conversion(world, node, option) + crew_of(world, node, option)


def crew_of(world: World, node: Node, option: str) -> float:
    """Return what the crew costs for one vehicle, by the line time it takes."""
    row = world.option_at(node, option)
    facility = world.option(option)["facility"]
    return _crew(world, node, facility) * float(row["capacity_use"])


def _crew(world: World, node: Node, facility: str) -> float:
    """Return what a plant's crew costs per standard vehicle, for the price at the gate.

    Of the pattern in force before the first year, else of the one where it is least.
    """
    world = world.costing
    rows = world.case[node.name]
    name = ("crew", facility, node.year)
    if name not in rows.trade:
        rows.trade[name] = _least_crew(world, node, facility)
    return float(rows.trade[name])


def _least_crew(world: World, node: Node, facility: str) -> float:
    costs: dict[bool, list[float]] = {True: [], False: []}
    for row in world.case[node.name].group("shift_patterns", facility=facility):
        vehicles = pattern_capacity(row) * world.settings.case.crew_utilisation
        if vehicles > 0:
            yearly = row["fixed_cost"] * index(world, node, row["cost_index"])
            costs[bool(row["is_current"])].append(yearly / vehicles)
    return min(costs[True] or costs[False], default=0.0)


def inbound_duty(world: World, node: Node, recipe: str) -> float:
    """Return the duty on the parts of one vehicle of a recipe."""
    plant = recipe_option(world, recipe)["facility"]
    return sum(
        part_duty(world, node, plant, part) for part in parts(world, node, recipe)
    )


def part_duty(world: World, node: Node, plant: str, part: Part) -> float:
    """Return the duty on one part; many recipes buy the same."""
    world = world.costing
    rows = world.case[node.name]
    name = ("part duty", plant, part.key, node.year)
    if name not in rows.trade:
        is_free = part.row["hs_code"] is None
        rows.trade[name] = 0.0 if is_free else _lowest_duty(world, node, plant, part)
    return float(rows.trade[name])


def _lowest_duty(world: World, node: Node, plant: str, part: Part) -> float:
    rows = world.case[node.name]
    goods = Goods(
        importer=territory_of(rows, plant),
        exporter=part.territory,
        hs_code=part.row["hs_code"],
        company=None,
        powertrain="part",
        year=node.year,
        price=part.unit_value,
        carriage=part.inbound_freight,
    )
    open_regimes = regimes(
        rows,
        goods,
        lambda agreement: part_origin(rows, part, agreement, node.year).originates,
        extra_duties(rows, goods, UNKNOWN),
    )
    return min(r.duty for r in open_regimes if r.quota is None)
