"""What does each contract pay at a node, from whom to whom?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import conversion
from brownfield.plans.recount.finding import Finding, at, holds
from brownfield.plans.recount.plants.openings import lies_within

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World

ONE_OFF_FORMS = ("grant", "capex_share")
NOTHING = 1e-6  # share of the largest demand: fewer vehicles than that are none


@dataclass(frozen=True)
class Payment:
    """Money one party receives (or pays, if negative) under a contract or in a pool."""

    party: str
    amount: float
    is_one_off: bool
    is_transfer: bool = False
    is_untaxed: bool = False
    item: str = "contracts"


def payments(world: World, node: Node) -> Iterator[Payment]:
    """Yield what every contract pays at a node, once for each side that plans."""
    for contract in world.case[node.name].all("contracts"):
        pay = PAY_BY_FORM.get(contract["form"])
        if pay is None or not _is_due(node, contract):
            continue
        amount = pay(world, node, contract)
        is_one_off = contract["form"] in ONE_OFF_FORMS
        among = is_transfer(world, contract)
        free = among and is_untaxed(world, contract)
        for party, received in (
            (contract["payer"], -amount),
            (contract["payee"], amount),
        ):
            if party in world.parties:
                yield Payment(party, received, is_one_off, among, free)


def is_transfer(world: World, contract: Row) -> bool:
    """Return whether a contract only moves money among parties that plan together.

    Both plan, one's money counts as much as the other's, neither looks at its tail, and
    payments are not free to be chosen.
    """
    if world.settings.plan.has_free_payments:
        return False
    sides = (contract["payer"], contract["payee"])
    if any(side not in world.parties for side in sides):
        return False
    rows = [world.root.one("parties", party=side) for side in sides]
    looks = [bool(row["tail"]) and bool(row["tail_weight"]) for row in rows]
    counts = {world.settings.plan.objective_weights.get(side, 1.0) for side in sides}
    return len(counts) == 1 and not any(looks)


def is_untaxed(world: World, contract: Row) -> bool:
    """Return whether both sides are taxed at once, at one rate: what one saves is paid.

    A government, or a company at rate 0, pays no tax.
    """
    rates = set()
    for side in (contract["payer"], contract["payee"]):
        row = world.root.one("parties", party=side)
        rate = 0.0 if row["kind"] == "government" else float(row["tax_rate"])
        if rate and not row["has_other_profit"]:
            return False
        rates.add(rate)
    return len(rates) == 1


def check_contracts(world: World) -> Iterator[Finding]:
    """Yield whether each contract is of a form that plan and recount both know."""
    for rows in dict.fromkeys(world.case.values()):
        for contract in rows.all("contracts"):
            where = at(contract=contract["contract"], form=contract["form"])
            yield holds("contract form", where, contract["form"] in PAY_BY_FORM)


def _is_due(node: Node, contract: Row) -> bool:
    return lies_within(node.year, contract["from_year"], contract["to_year"])


def _covered(
    world: World, node: Node, contract: Row, *, table: str, owner: str
) -> Iterator[Row]:
    """Yield the rows of a plan table that are of programmes a contract covers."""
    for row in world.plan.group(table, node=node.name):
        option = world.option(row["build_option"])
        named = ("facility", "product")
        fits = all(contract[column] in (None, option[column]) for column in named)
        if fits and option["programme_owner"] == owner:
            yield row


def _built(world: World, node: Node, contract: Row) -> Iterator[Row]:
    """Yield the production a contract covers: the payer's; if a state, the payee's."""
    owner = _guest(world, contract)
    return _covered(world, node, contract, table="production", owner=owner)


def _guest(world: World, contract: Row) -> str:
    """Return whose programmes a contract covers."""
    payer = world.root.find("parties", party=contract["payer"])
    is_state = payer is not None and payer["kind"] == "government"
    return str(contract["payee"] if is_state else contract["payer"])


def _vehicles(world: World, node: Node, contract: Row) -> float:
    return float(sum(row["vehicles"] for row in _built(world, node, contract)))


def _fee(world: World, node: Node, contract: Row) -> float:
    return float(contract["amount"]) * _vehicles(world, node, contract)


def _has_begun(world: World, node: Node, contract: Row) -> bool:
    """Return whether a programme that the contract covers has started by a node."""
    return any(
        True
        for step in world.path(node.name)
        for _ in _covered(
            world, step, contract, table="starts", owner=_guest(world, contract)
        )
    )


def _take_or_pay(world: World, node: Node, contract: Row) -> float:
    promised = contract["volume"] or 0.0
    if not _has_begun(world, node, contract):
        promised = 0.0
    taken = max(_vehicles(world, node, contract), promised)
    return float(contract["amount"]) * taken


def _exit_fee(world: World, node: Node, contract: Row) -> float:
    """Return the fee in a year without a vehicle that follows one with some.

    Which vehicles were covered the year before is read in that year.
    """
    if node.parent is None:
        return 0.0
    before, name = world.nodes[node.parent], contract["contract"]
    earlier = world.case[before.name].find("contracts", contract=name)
    had = 0.0 if earlier is None else _vehicles(world, before, earlier)
    nothing = NOTHING * world.volume_scale
    is_gone = had > nothing >= _vehicles(world, node, contract)
    return float(contract["amount"]) if is_gone else 0.0


def _reservation(world: World, node: Node, contract: Row) -> float:
    return float(contract["amount"]) * _has_begun(world, node, contract)


def _cost_plus(world: World, node: Node, contract: Row) -> float:
    cost = sum(
        row["vehicles"] * conversion(world, node, row["build_option"])
        for row in _built(world, node, contract)
    )
    return float((1.0 + contract["amount"]) * cost)


def _capex_share(world: World, node: Node, contract: Row) -> float:
    """Return a share of the tooling that the payee's programmes cost it."""
    owner, spent = contract["payee"], 0.0
    for start in _covered(world, node, contract, table="starts", owner=owner):
        option = world.option_at(node, start["build_option"])
        if not option["is_committed"]:
            spent += option["tooling_cost"]
    return float(contract["amount"] * spent)


def _grant(world: World, node: Node, contract: Row) -> float:
    first = contract["from_year"]
    year = world.settings.case.first_year if first is None else first
    return float(contract["amount"]) if node.year == year else 0.0


PAY_BY_FORM: Mapping[str, Callable[[World, Node, Row], float]] = {
    "fee_per_vehicle": _fee,
    "take_or_pay": _take_or_pay,
    "exit_fee": _exit_fee,
    "reservation": _reservation,
    "cost_plus": _cost_plus,
    "capex_share": _capex_share,
    "grant": _grant,
}
