"""What does one vehicle of a recipe cost up to the gate, part by part?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, Rows, World


@dataclass(frozen=True)
class Part:
    """One part group of a recipe as bought, in case currency per vehicle."""

    row: Row
    unit_value: float
    inbound_freight: float
    foreign_value: float | None
    territory: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Build option, part group and source: its row of the bill of materials."""
        row = self.row
        return row["build_option"], row["part_group"], row["source"]


def index(world: World, node: Node, name: str | None) -> float:
    """Return the factor of a cost index in the node's year; 1 for no index."""
    if name is None:
        return 1.0
    row = world.case[node.name].one("cost_indices", index=name, year=node.year)
    return float(row["factor"])


def territory_of(rows: Rows, name: str) -> str:
    """Return the customs territory of a place, or of the place of a plant."""
    rows, key = rows.costing, ("territory", name)
    if key not in rows.trade:
        facility = rows.find("facilities", facility=name)
        place = name if facility is None else facility["place"]
        rows.trade[key] = rows.one("places", place=place)["customs_territory"]
    return str(rows.trade[key])


def recipe_option(world: World, recipe: str) -> Row:
    """Return the build option a recipe belongs to, read off the recipe's name."""
    return world.option(recipe.partition("|")[0])


def parts(world: World, node: Node, recipe: str) -> tuple[Part, ...]:
    """Return the parts of a recipe at a node."""
    world = world.costing
    rows = world.case[node.name]
    name = ("parts", recipe, node.year)
    if name not in rows.trade:
        rows.trade[name] = tuple(_parts(world, node, recipe))
    costs: tuple[Part, ...] = rows.trade[name]
    return costs


def _parts(world: World, node: Node, recipe: str) -> Iterator[Part]:
    rows = world.case[node.name]
    option = recipe_option(world, recipe)["build_option"]
    for chosen in world.plan.group("sourcing", recipe=recipe):
        name = ("part", option, chosen["part_group"], chosen["source"], node.year)
        if name not in rows.trade:
            rows.trade[name] = _part(world, node, option, chosen)
        yield rows.trade[name]


def _part(world: World, node: Node, option: str, chosen: Row) -> Part:
    rows = world.case[node.name]
    row = rows.one(
        "bill_of_materials",
        build_option=option,
        part_group=chosen["part_group"],
        source=chosen["source"],
    )
    money = index(world, node, row["cost_index"])
    foreign = row["foreign_value"]
    return Part(
        row,
        row["unit_value"] * money,
        row["inbound_freight"] * money,
        None if foreign is None else foreign * money,
        territory_of(rows, row["source"]),
    )


def conversion(world: World, node: Node, option: str) -> float:
    """Return the conversion cost of a build option at a node, per vehicle."""
    row = world.option_at(node, option)
    return float(row["conversion_cost"]) * index(world, node, row["cost_index"])


def lane(world: World, node: Node, recipe: str, place: str) -> Row | None:
    """Return the lane from a recipe's plant to a market; the product's own first."""
    rows = world.case[node.name]
    option = recipe_option(world, recipe)
    ends = {
        "origin": world.facility(option["facility"])["place"],
        "destination": place,
    }
    own = rows.find("lanes", product=option["product"], **ends)
    return own or rows.find("lanes", product=None, **ends)


def carriage(world: World, node: Node, recipe: str, place: str) -> tuple[float, float]:
    """Return freight and insurance of one vehicle to a market; 0 without a lane."""
    world = world.costing
    rows = world.case[node.name]
    name = ("carriage", recipe.partition("|")[0], place, node.year)
    if name not in rows.trade:
        rows.trade[name] = _carriage(world, node, recipe, place)
    costs: tuple[float, float] = rows.trade[name]
    return costs


def _carriage(world: World, node: Node, recipe: str, place: str) -> tuple[float, float]:
    row = lane(world, node, recipe, place)
    if row is None:
        return 0.0, 0.0
    factor = index(world, node, row["cost_index"])
    return row["freight"] * factor, row["insurance"] * factor
