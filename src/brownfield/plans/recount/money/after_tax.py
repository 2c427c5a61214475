"""What is left of each party's cash after tax, with the years after the last?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from brownfield.plans.recount.finding import Finding, at, same
from brownfield.plans.recount.money.cash import ONE_OFF_CONTRACTS, Cash, before_tax
from brownfield.plans.recount.money.tax import TaxRules, deduction, taxes

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, World

SPENT = ("tooling", "opening")
CAPITAL = (*SPENT, "capital_grants")
NOT_OPERATING = (
    *CAPITAL,
    "closing",
    "hiring",
    "redundancy",
    "moving",
    "package",
    "credits",
    "tax",
    ONE_OFF_CONTRACTS,
)


def recount_cash(world: World) -> Cash:
    """Return the cash of every item, by party and node."""
    cash = before_tax(world)
    return _after_tax(world, cash, cash)


def recount_joint(world: World) -> Cash:
    """Return the cash that the joint value counts, by party and node.

    Without transfers, but with the tax on those that move profit between taxes.
    """
    paid = before_tax(world, lambda payment: not payment.is_transfer)
    taxed = before_tax(world, lambda payment: not payment.is_untaxed)
    return _after_tax(world, paid, taxed)


def _after_tax(world: World, paid: Cash, taxed: Cash) -> Cash:
    """Return cash paid with the tax, and the later years, that follow from cash taxed.

    The two may be one.
    """
    parties = sorted({p for p, _ in (*paid, *taxed)} | set(world.parties))
    for party in parties:
        for cash in (paid, taxed):
            for node in world.nodes.values():
                cash.setdefault((party, node.name), {})
        for node in world.nodes.values():
            paid[party, node.name]["tax"] = -_tax(world, taxed, party, node)
        for leaf in world.leaves:
            later = _terminal(world, paid, taxed, party, leaf)
            paid[party, leaf.name]["terminal"] = later
    return paid


def _on_path(
    world: World, cash: Cash, party: str, node: Node
) -> list[Mapping[str, float]]:
    return [cash[party, step.name] for step in world.path(node.name)]


def _tax(world: World, cash: Cash, party: str, node: Node) -> float:
    """Return the tax at a node, from the years on the path to it."""
    path = world.path(node.name)
    row = world.root.find("parties", party=party)
    if row is None or row["kind"] == "government":
        return 0.0
    years = row["allowance_years"]
    profits = _profits(_on_path(world, cash, party, node), years)
    rules = [_rules(world, party, step) for step in path]
    if row["has_other_profit"]:
        return float(rules[-1].rate * profits[-1])
    return taxes(rules, profits)[-1]


def _profits(items: Sequence[Mapping[str, float]], years: int) -> list[float]:
    """Return the profit of each year: cash less the capital spending deducted.

    The years after the last are worth something only once every tax is known.
    """
    spending = [-sum(year.get(item, 0.0) for item in CAPITAL) for year in items]
    taxed = [
        sum(v for k, v in year.items() if k not in (*CAPITAL, "tax")) for year in items
    ]
    return [
        amount - deduction(spending[: position + 1], years)
        for position, amount in enumerate(taxed)
    ]


def _rules(world: World, party: str, node: Node) -> TaxRules:
    row = world.case[node.name].one("parties", party=party)
    return TaxRules(row["tax_rate"], row["loss_allowance"], row["loss_relief_share"])


def _terminal(world: World, paid: Cash, taxed: Cash, party: str, leaf: Node) -> float:
    """Return what the years after the last one count, by the rule of the case."""
    case = world.settings.case
    if case.terminal == "multiple":
        last, base = (_operating(cash[party, leaf.name]) for cash in (paid, taxed))
        return case.terminal_multiple * (last - _later_tax(world, party, base))
    if case.terminal == "salvage":
        return sum(
            _recovered(world, party, leaf, step, -paid[party, step.name].get(item, 0.0))
            for step in world.path(leaf.name)
            for item in SPENT
        )
    return 0.0


def _operating(items: Mapping[str, float]) -> float:
    return sum(v for k, v in items.items() if k not in NOT_OPERATING)


def _recovered(world: World, party: str, leaf: Node, step: Node, spent: float) -> float:
    """Return what comes back of capital spent at a node, less tax on a gain.

    The gain is what comes back above the part not yet deducted from profit.
    """
    back = world.settings.case.terminal_multiple * spent
    row = world.root.find("parties", party=party)
    if row is None or row["kind"] == "government":
        return back
    years = row["allowance_years"]
    not_deducted = spent * max(0, years - (leaf.year - step.year + 1)) / years
    return float(back - row["tax_rate"] * max(0.0, back - not_deducted))


def _later_tax(world: World, party: str, operating: float) -> float:
    """Return the tax on a year after the last: no old losses, no allowances."""
    row = world.root.find("parties", party=party)
    if row is None or row["kind"] == "government":
        return 0.0
    taxed = operating if row["has_other_profit"] else max(0.0, operating)
    return float(row["tax_rate"]) * taxed


def stated(cash: Cash) -> dict[tuple[str, str, str], float]:
    """Return recounted cash under the item names of the plan."""
    amounts: dict[tuple[str, str, str], float] = {}
    for (party, node), items in cash.items():
        for item, amount in items.items():
            word = "contracts" if item == ONE_OFF_CONTRACTS else item
            name = (party, node, word)
            amounts[name] = amounts.get(name, 0.0) + amount
    return amounts


def check_cash(world: World, cash: Cash) -> Iterator[Finding]:
    """Yield every amount of the plan's cash beside the recount."""
    recounted, by_name = stated(cash), _found(world)
    largest = max((abs(amount) for amount in recounted.values()), default=0.0)
    counted = {name for name in recounted if name[0] in world.parties}
    for name in sorted(counted | by_name.keys()):
        party, node, item = name
        where = at(party=party, node=node, item=item)
        expected, amount = recounted.get(name, 0.0), by_name.get(name, 0.0)
        scale = max(1.0, largest * 1e-3)  # a thousandth of the largest amount
        yield same(f"cash {item}", where, expected, amount, scale)


def _found(world: World) -> dict[tuple[str, str, str], float]:
    amounts: dict[tuple[str, str, str], float] = {}
    for row in world.plan.all("cash"):
        name = (row["party"], row["node"], row["item"])
        amounts[name] = amounts.get(name, 0.0) + row["amount"]
    return amounts
