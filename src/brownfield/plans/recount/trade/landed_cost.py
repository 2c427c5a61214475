"""Does the landed cost the plan shows add up from the tables?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import carriage, conversion, recipe_option
from brownfield.plans.recount.finding import Finding, same
from brownfield.plans.recount.trade.duty import check_regime, duty_of, route
from brownfield.plans.recount.trade.gate import crew_of, inbound_costs
from brownfield.plans.recount.trade.part_origin import covers

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World


def check_landed_cost(world: World) -> Iterator[Finding]:
    """Yield every part of every landed cost beside the recount."""
    for row in world.plan.all("landed_cost"):
        where = route(row)
        yield check_regime(world, row, where)
        costs = recount_landed_cost(world, row)
        for item, amount in costs.items():
            yield same(f"landed cost: {item}", where, amount, row[item])
        total = sum(costs.values())
        yield same("landed cost", where, total, row["landed_cost"])
        yield from _check_buyer(world, row, where, costs)


def recount_landed_cost(world: World, row: Row) -> Mapping[str, float]:
    """Return the parts of the landed cost of one vehicle on one route."""
    node, recipe = world.nodes[row["node"]], row["recipe"]
    freight, insurance = carriage(world, node, recipe, row["place"])
    option = recipe_option(world, recipe)["build_option"]
    return {
        **inbound_costs(world, node, recipe),
        "conversion": conversion(world, node, option),
        "freight": freight,
        "insurance": insurance,
        "duty": duty_of(world, row),
    }


def _check_buyer(
    world: World, row: Row, where: str, costs: Mapping[str, float]
) -> Iterator[Finding]:
    """Yield crew, fee and the cost to the programme's owner beside the recount."""
    node, option = world.nodes[row["node"]], recipe_option(world, row["recipe"])
    crew, fee = crew_of(world, node, option["build_option"]), _fee(world, node, option)
    yield same("landed cost: crew", where, crew, row["crew"])
    yield same("landed cost: fee", where, fee, row["fee"])
    owner = world.facility(option["facility"])["owner"]
    is_own = owner == option["programme_owner"]
    borne = {**costs, "conversion": costs["conversion"] if is_own else 0.0}
    paid = sum(borne.values()) + fee
    yield same("landed cost: buyer", where, paid, row["buyer_cost"])


def _fee(world: World, node: Node, option: Row) -> float:
    """Return what the owner of a programme pays by the vehicle, less what it gets."""
    rows, fee = world.case[node.name], 0.0
    for contract in rows.all("contracts"):
        fits = all(
            contract[name] in (None, option[name]) for name in ("facility", "product")
        )
        if fits and covers(contract, node.year):
            price = _price(world, node, contract, option["build_option"])
            fee += price * _side(world, contract, option["programme_owner"])
    return fee


def _price(world: World, node: Node, contract: Row, option: str) -> float:
    """Return what a contract asks for one vehicle; 0 if it does not ask by vehicle."""
    amount = float(contract["amount"])
    if contract["form"] == "cost_plus":
        return (1.0 + amount) * conversion(world, node, option)
    return amount if contract["form"] == "fee_per_vehicle" else 0.0


def _side(world: World, contract: Row, owner: str) -> float:
    """Return 1 if the owner pays, -1 if a state pays it, 0 if it is of no concern."""
    payer, payee = contract["payer"], contract["payee"]
    row = world.root.find("parties", party=payer)
    is_state = row is not None and row["kind"] == "government"
    if payer == payee or owner != (payee if is_state else payer):
        return 0.0
    return -1.0 if is_state else 1.0
