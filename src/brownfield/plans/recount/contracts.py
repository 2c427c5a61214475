"""What does each contract pay at a node, from whom to whom?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from brownfield.plans.recount.costs import conversion
from brownfield.plans.recount.finding import Finding, at, holds
from brownfield.plans.recount.openings import lies_within
from brownfield.plans.recount.world import Node, Row, World

ONE_OFF_FORMS = ("grant", "capex_share")


@dataclass(frozen=True)
class Payment:
    """Money one party receives (or pays, if negative) under a contract."""

    party: str
    amount: float
    is_one_off: bool


def payments(world: World, node: Node) -> Iterator[Payment]:
    """Yield what every contract pays at a node, once for each side."""
    for contract in world.case[node.name].all("contracts"):
        pay = PAY_BY_FORM.get(contract["form"])
        if pay is None:
            continue
        amount = pay(world, node, contract)
        is_one_off = contract["form"] in ONE_OFF_FORMS
        yield Payment(contract["payer"], -amount, is_one_off)
        yield Payment(contract["payee"], amount, is_one_off)


def check_contracts(world: World) -> Iterator[Finding]:
    """Yield whether each contract is of a form that plan and recount both know."""
    for contract in world.root.all("contracts"):
        where = at(contract=contract["contract"], form=contract["form"])
        yield holds("contract form", where, contract["form"] in PAY_BY_FORM)


def _is_due(node: Node, contract: Row) -> bool:
    return lies_within(node.year, contract["from_year"], contract["to_year"])


def _covered(
    world: World, node: Node, contract: Row, *, table: str, side: str
) -> Iterator[Row]:
    """Yield the rows of a plan table whose programmes one side of a contract owns."""
    if not _is_due(node, contract):
        return
    for row in world.plan.group(table, node=node.name):
        owner = world.option(row["build_option"])["programme_owner"]
        named = ("facility", "product")
        fits = all(contract[column] in (None, row[column]) for column in named)
        if fits and owner == contract[side]:
            yield row


def _fee(world: World, node: Node, contract: Row) -> float:
    rows = _covered(world, node, contract, table="production", side="payer")
    return float(contract["amount"] * sum(row["vehicles"] for row in rows))


def _reservation(world: World, node: Node, contract: Row) -> float:
    del world
    return float(contract["amount"]) if _is_due(node, contract) else 0.0


def _cost_plus(world: World, node: Node, contract: Row) -> float:
    rows = _covered(world, node, contract, table="production", side="payer")
    cost = sum(
        row["vehicles"] * conversion(world, node, row["build_option"]) for row in rows
    )
    return float((1.0 + contract["amount"]) * cost)


def _capex_share(world: World, node: Node, contract: Row) -> float:
    """Return a share of the tooling that the payee's programmes cost it."""
    spent = 0.0
    for start in _covered(world, node, contract, table="starts", side="payee"):
        option = world.option(start["build_option"])
        if not option["is_committed"]:
            spent += option["tooling_cost"]
    return float(contract["amount"] * spent)


def _grant(world: World, node: Node, contract: Row) -> float:
    first = contract["from_year"]
    year = world.settings.case.first_year if first is None else first
    return float(contract["amount"]) if node.year == year else 0.0


PAY_BY_FORM: Mapping[str, Callable[[World, Node, Row], float]] = {
    "fee_per_vehicle": _fee,
    "reservation": _reservation,
    "cost_plus": _cost_plus,
    "capex_share": _capex_share,
    "grant": _grant,
}
