"""What do guests pay hosts where the plan may choose it, and may they?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import recipe_option
from brownfield.plans.recount.finding import Finding, at, at_most, holds

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, World


def paid_freely(world: World, node: Node) -> Iterator[tuple[str, float]]:
    """Yield party and amount received, once for each side of a payment."""
    for row in world.plan.group("payments", node=node.name):
        yield row["payer"], -row["amount"]
        yield row["payee"], row["amount"]


def check_free_payments(world: World) -> Iterator[Finding]:
    """Yield whether payments are allowed and within what hosted vehicles sell for."""
    is_allowed = world.settings.plan.has_free_payments
    for node in world.nodes.values():
        for row in world.plan.group("payments", node=node.name):
            where = at(payer=row["payer"], payee=row["payee"], node=node.name)
            yield holds("payments allowed", where, is_allowed)
            sold = _sold(world, node, row["payer"], row["payee"])
            yield at_most("payment", where, sold, row["amount"])


def _sold(world: World, node: Node, payer: str, payee: str) -> float:
    """Return what a guest's vehicles from a host's plants sell for."""
    total = 0.0
    for row in world.plan.group("deliveries", node=node.name):
        option = recipe_option(world, row["recipe"])
        owner = world.facility(option["facility"])["owner"]
        if (option["programme_owner"], owner) != (payer, payee):
            continue
        sold = world.case[node.name].find(
            "demand", product=row["product"], place=row["place"], year=node.year
        )
        total += 0.0 if sold is None else sold["price"] * row["vehicles"]
    return total
