"""What do governments receive, spend and save plants at a node?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import recipe_option, territory_of
from brownfield.plans.recount.finding import Finding, at, at_most, holds
from brownfield.plans.recount.money.grants import MAY_BE_REFUSED, is_refusable
from brownfield.plans.recount.plants.openings import holds_in

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World


@dataclass(frozen=True)
class Grant:
    """Money one party receives (or pays, if negative) under a policy."""

    party: str
    item: str
    amount: float


def grants(world: World, node: Node) -> Iterator[Grant]:
    """Yield what every receipt and support package moves at a node."""
    for policy in world.case[node.name].all("policies"):
        is_due = holds_in(node.year, policy)
        if policy["kind"] == "receipts_per_vehicle" and is_due:
            for _, vehicles in _built(world, node, policy):
                amount = policy["amount"] * vehicles
                yield Grant(policy["party"], "receipts", amount)
        if policy["kind"] == "support_package":
            yield from _package(world, node, policy)


def _package(world: World, node: Node, policy: Row) -> Iterator[Grant]:
    name = {"policy": policy["policy"], "since": policy["year"]}
    if world.plan.find("support", node=node.name, **name) is not None:
        yield Grant(policy["party"], "package", -policy["one_off_cost"])
    taken = list(world.on_path(node.name, "support", **name))
    if taken and holds_in(node.year, policy):
        for plant_owner, vehicles in _built(world, node, policy):
            yield Grant(plant_owner, "support", policy["amount"] * vehicles)


def _built(world: World, node: Node, policy: Row) -> Iterator[tuple[str, float]]:
    """Yield plant owner and vehicles of every production row a policy covers."""
    for row in world.plan.group("production", node=node.name):
        option = recipe_option(world, row["recipe"])
        territory = territory_of(world.case[node.name], option["facility"])
        pairs = (
            (policy["territory"], territory),
            (policy["product"], option["product"]),
            (policy["mode"], option["mode"]),
        )
        if all(asked in (None, value) for asked, value in pairs):
            yield world.facility(option["facility"])["owner"], row["vehicles"]


def check_support(world: World) -> Iterator[Finding]:
    """Yield whether each package is decided once, in its year, by who pays it."""
    for row in world.plan.all("support"):
        node = world.nodes[row["node"]]
        policy = world.case[node.name].find(
            "policies", policy=row["policy"], year=row["since"]
        )
        where = at(policy=row["policy"], node=node.name)
        is_decision = policy is not None and _is_decision(world, policy)
        yield holds("package known", where, is_decision)
        if policy is not None:
            role = "payer" if policy["kind"] in MAY_BE_REFUSED else "party"
            year = _year_of_decision(world, policy)
            yield holds("package payer", where, policy[role] == row["party"])
            yield holds("package year", where, node.year == year)
        name = {"policy": row["policy"], "since": row["since"]}
        times = len(list(world.on_path(node.name, "support", **name)))
        yield at_most("package decided once", where, 1.0, times)


def _is_decision(world: World, policy: Row) -> bool:
    return policy["kind"] == "support_package" or is_refusable(world, policy)


def _year_of_decision(world: World, policy: Row) -> int:
    """Return when a package or support is decided on; support within the horizon."""
    first = policy["year"]
    if policy["kind"] in MAY_BE_REFUSED:
        return max(int(first), world.settings.case.first_year)
    return int(first)
