"""How much cash does each party receive at each node, item by item?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import (
    carriage,
    conversion,
    index,
    recipe_option,
)
from brownfield.plans.recount.money.carbon import carbon_paid
from brownfield.plans.recount.money.contracts import Payment, payments
from brownfield.plans.recount.money.credits import handed, settled
from brownfield.plans.recount.money.free_payments import paid_freely
from brownfield.plans.recount.money.grants import moved
from brownfield.plans.recount.money.offices import office_costs
from brownfield.plans.recount.money.support import grants
from brownfield.plans.recount.plants.capacity import heads, pattern_in_force
from brownfield.plans.recount.plants.openings import ends
from brownfield.plans.recount.trade.duty import duty_of
from brownfield.plans.recount.trade.gate import inbound_costs

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World

ONE_OFF_CONTRACTS = "one-off contracts"


@dataclass(frozen=True)
class Entry:
    """Cash of one party at one node; positive = received, case currency."""

    party: str
    item: str
    amount: float


Cash = dict[tuple[str, str], dict[str, float]]


def before_tax(world: World, counts: Callable[[Payment], bool] | None = None) -> Cash:
    """Return the cash of every item but tax and terminal, by party and node.

    Parameters
    ----------
    world
        The case and the plan.
    counts
        Which payments under contracts are counted; None = all.
    """
    cash: Cash = {}
    for node in world.nodes.values():
        entries, due = _at(world, node)
        paid = [p for p in due if counts is None or counts(p)]
        for entry in (*entries, *map(_entry, paid)):
            items = cash.setdefault((entry.party, node.name), {})
            items[entry.item] = items.get(entry.item, 0.0) + entry.amount
    return cash


def _at(world: World, node: Node) -> tuple[list[Entry], tuple[Payment, ...]]:
    """Return the cash at a node and the payments under contracts, counted once."""
    memory, name = world.plan.memory, ("cash", node.name)
    if name not in memory:
        entries = [entry for source in SOURCES for entry in source(world, node)]
        memory[name] = entries, (*payments(world, node), *handed(world, node))
    counted: tuple[list[Entry], tuple[Payment, ...]] = memory[name]
    return counted


def _sales(world: World, node: Node) -> Iterator[Entry]:
    rows = world.case[node.name]
    for row in world.plan.group("deliveries", node=node.name):
        owner = recipe_option(world, row["recipe"])["programme_owner"]
        sold = rows.find(
            "demand", product=row["product"], place=row["place"], year=node.year
        )
        price = 0.0 if sold is None else sold["price"]
        freight, insurance = carriage(world, node, row["recipe"], row["place"])
        vehicles = row["vehicles"]
        yield Entry(owner, "revenue", price * vehicles)
        yield Entry(owner, "freight", -freight * vehicles)
        yield Entry(owner, "insurance", -insurance * vehicles)
        yield Entry(owner, "duty", -duty_of(world, row) * vehicles)
        yield from _licence(world, node, row, owner)


def _licence(world: World, node: Node, row: Row, owner: str) -> Iterator[Entry]:
    """Yield what entering under a volume costs; the holder has it, if it plans."""
    rows = world.case[node.name]
    for measure in rows.group("trade_measures", measure=row["quota"]):
        amount = float(measure["licence_fee"]) * row["vehicles"]
        yield Entry(owner, "licences", -amount)
        if measure["licence"] in world.parties:
            yield Entry(measure["licence"], "licences", amount)


def _lost_sales(world: World, node: Node) -> Iterator[Entry]:
    rows = world.case[node.name]
    for row in world.plan.group("unmet", node=node.name):
        name = {"product": row["product"], "place": row["place"], "year": node.year}
        wanted = rows.find("demand", **name)
        penalty = 0.0 if wanted is None else wanted["lost_sale_penalty"]
        company = rows.one("products", product=row["product"])["company"]
        yield Entry(company, "lost_sales", -penalty * row["vehicles"])


def _building(world: World, node: Node) -> Iterator[Entry]:
    for row in world.plan.group("production", node=node.name):
        option = recipe_option(world, row["recipe"])
        for item, cost in inbound_costs(world, node, row["recipe"]).items():
            yield Entry(option["programme_owner"], item, -cost * row["vehicles"])
        labour = conversion(world, node, option["build_option"])
        host = world.facility(option["facility"])["owner"]
        yield Entry(host, "conversion", -labour * row["vehicles"])


def _programmes(world: World, node: Node) -> Iterator[Entry]:
    for start in world.plan.group("starts", node=node.name):
        option = world.option_at(node, start["build_option"])
        cost = 0.0 if option["is_committed"] else option["tooling_cost"]
        yield Entry(option["programme_owner"], "tooling", -cost)
    for row in world.plan.group("shortfall", node=node.name):
        option = world.option_at(node, row["build_option"])
        charge = option["shortfall_charge"] or 0.0
        owner = option["programme_owner"]
        yield Entry(owner, "shortfall", -charge * row["vehicles"])


def _plants(world: World, node: Node) -> Iterator[Entry]:
    for facility in world.case[node.name].all("facilities"):
        owner, name = facility["owner"], facility["facility"]
        pattern = pattern_in_force(world, node, name)
        if pattern is not None:
            factor = index(world, node, pattern["cost_index"])
            yield Entry(owner, "shift_cost", -pattern["fixed_cost"] * factor)
        more = more_heads(world, node, name)
        hiring, redundancy = facility["hiring_cost"], facility["redundancy_cost"]
        yield Entry(owner, "hiring", -hiring * max(0.0, more))
        yield Entry(owner, "redundancy", -redundancy * max(0.0, -more))
        opened = world.plan.group("openings", **_here(node, name), action="open")
        yield Entry(owner, "opening", -facility["opening_cost"] * len(opened))
        closings = _closings(world, node, name)
        yield Entry(owner, "closing", -(facility["closing_cost"] or 0.0) * closings)


def _here(node: Node, facility: str) -> dict[str, str]:
    return {"node": node.name, "facility": facility}


def _closings(world: World, node: Node, facility: str) -> int:
    """Return how often a plant is closed at a node, by the plan or its last year."""
    rows = world.plan.group("openings", **_here(node, facility), action="close")
    return len(rows) or int(ends(world, facility, node))


def more_heads(world: World, node: Node, facility: str) -> float:
    """Return the jobs a plant has more than at the node before."""
    now = heads(world, node, facility)
    if node.parent is not None:
        return now - heads(world, world.nodes[node.parent], facility)
    if world.facility(facility)["status"] != "operating":
        return now  # a plant that must be opened starts from nobody
    current: Row | None = world.root.find(
        "shift_patterns", facility=facility, is_current=True
    )
    return 0.0 if current is None else now - float(current["headcount"])


def _entry(payment: Payment) -> Entry:
    item = ONE_OFF_CONTRACTS if payment.is_one_off else payment.item
    return Entry(payment.party, item, payment.amount)


def _free_payments(world: World, node: Node) -> Iterator[Entry]:
    for party, amount in paid_freely(world, node):
        yield Entry(party, "payments", amount)


def _credits(world: World, node: Node) -> Iterator[Entry]:
    for party, amount in settled(world, node):
        yield Entry(party, "credits", amount)


def _carbon(world: World, node: Node) -> Iterator[Entry]:
    for party, amount in carbon_paid(world, node):
        yield Entry(party, "carbon", amount)


def _offices(world: World, node: Node) -> Iterator[Entry]:
    for party, item, amount in office_costs(world, node):
        yield Entry(party, item, amount)


def _policies(world: World, node: Node) -> Iterator[Entry]:
    for grant in grants(world, node):
        yield Entry(grant.party, grant.item, grant.amount)


def _grants(world: World, node: Node) -> Iterator[Entry]:
    for party, item, amount in moved(world, node):
        yield Entry(party, item, amount)


SOURCES: tuple[Callable[[World, Node], Iterator[Entry]], ...] = (
    _sales,
    _lost_sales,
    _building,
    _programmes,
    _plants,
    _free_payments,
    _policies,
    _grants,
    _credits,
    _carbon,
    _offices,
)
