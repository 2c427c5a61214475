"""What has one vehicle of a recipe cost when it leaves the gate?"""

from collections.abc import Mapping

from brownfield.plans.recount.costs import (
    Part,
    conversion,
    parts,
    recipe_option,
    territory_of,
)
from brownfield.plans.recount.part_origin import originating_share
from brownfield.plans.recount.tariff import Goods, regimes
from brownfield.plans.recount.world import Node, Rows, World


def inbound_costs(world: World, node: Node, recipe: str) -> Mapping[str, float]:
    """Return what the parts of one vehicle cost at the plant, by cash item."""
    bought = parts(world, node, recipe)
    return {
        "materials": sum(part.unit_value for part in bought),
        "inbound_freight": sum(part.inbound_freight for part in bought),
        "inbound_duty": inbound_duty(world, node, recipe),
    }


def ex_works(world: World, node: Node, recipe: str) -> float:
    """Return the price at the gate: as given, else all cost of parts and conversion."""
    option = recipe_option(world, recipe)["build_option"]
    row = world.case[node.name].one("build_options", build_option=option)
    if row["ex_works_price"] is not None:
        return float(row["ex_works_price"])
    cost = sum(inbound_costs(world, node, recipe).values())
    return cost + conversion(world, node, option)


def inbound_duty(world: World, node: Node, recipe: str) -> float:
    """Return the duty on the parts of one vehicle of a recipe."""
    rows = world.case[node.name]
    name = ("inbound duty", recipe, node.year)
    if name not in rows.memory:
        rows.memory[name] = sum(
            _part_duty(world, node, recipe, part) for part in parts(world, node, recipe)
        )
    return float(rows.memory[name])


def _part_duty(world: World, node: Node, recipe: str, part: Part) -> float:
    heading = part.row["hs_code"]
    if heading is None:
        return 0.0
    rows = world.case[node.name]
    goods = Goods(
        importer=territory_of(rows, recipe_option(world, recipe)["facility"]),
        exporter=part.territory,
        hs_code=heading,
        company=_part_company(rows, part),
        powertrain="part",
        year=node.year,
        price=part.unit_value,
        carriage=part.inbound_freight,
    )
    open_regimes = regimes(
        rows,
        goods,
        lambda agreement: originating_share(rows, part, agreement, node.year) > 0,
    )
    return min(r.duty for r in open_regimes if r.kind != "quota")


def _part_company(rows: Rows, part: Part) -> str | None:
    """Return whose goods a part is: the owner of the plant it comes from, if any."""
    facility = rows.find("facilities", facility=part.row["source"])
    return None if facility is None else str(facility["owner"])
