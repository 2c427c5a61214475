"""What is each party's cash worth at the value date, in each future?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.plans.recount.finding import Finding, at, same
from brownfield.plans.recount.money.after_tax import recount_joint
from brownfield.plans.recount.money.contracts import is_transfer

if TYPE_CHECKING:
    from brownfield.plans.recount.money.cash import Cash
    from brownfield.plans.recount.world import Node, World


def factor(world: World, discount_rate: float, year: int) -> float:
    """Return how much one unit of cash in a year counts at the value date."""
    case = world.settings.case
    years = float(year - case.first_year)
    if case.discounting == "mid_year":
        years -= 0.5
    return float((1.0 + discount_rate) ** -years)


def recount_npv(world: World, cash: Cash, party: str, leaf: Node) -> float:
    """Return the discounted cash of a party on the path to a leaf."""
    discount_rate = world.root.one("parties", party=party)["discount_rate"]
    return sum(
        factor(world, discount_rate, node.year) * sum(cash[party, node.name].values())
        for node in world.path(leaf.name)
    )


def check_value(world: World, cash: Cash, value: float) -> Iterator[Finding]:
    """Yield the value of each party, future and the whole plan beside the plan's.

    A party's value is after all it pays and is paid; the whole is before transfers.
    """
    weights, total, scale = world.settings.plan.objective_weights, 0.0, 1.0
    before = _before_transfers(world, cash)
    for party in world.parties:
        own = futures(world, cash, party)
        scale = max(scale, *(abs(npv) for npv, _ in own))
        for number, leaf in enumerate(world.leaves):
            yield from _check_npv(world, party, leaf, own[number][0])
        joint = aim(world, party, futures(world, before, party))
        total += weights.get(party, 1.0) * joint
    yield same("value", at(plan="objective"), total, value, scale)


def _before_transfers(world: World, cash: Cash) -> Cash:
    """Return the cash that the joint value counts."""
    has_some = any(
        any(is_transfer(world, contract) for contract in rows.all("contracts"))
        or rows.group("credits", kind="pool")
        for rows in dict.fromkeys(world.case.values())
    )
    return recount_joint(world) if has_some else cash


def futures(world: World, cash: Cash, party: str) -> list[tuple[float, float]]:
    """Return what a party has in each future, with its probability."""
    return [
        (recount_npv(world, cash, party, leaf), leaf.probability)
        for leaf in world.leaves
    ]


def aim(world: World, party: str, had: list[tuple[float, float]]) -> float:
    """Return what a party aims at: its mean, or in part the mean of its worst futures.

    Parameters
    ----------
    world
        The case and the plan.
    party
        The party.
    had
        Value and probability of each future.
    """
    mean = sum(npv * probability for npv, probability in had)
    row = world.root.one("parties", party=party)
    weight = row["tail_weight"] or 0.0
    if not row["tail"] or weight == 0.0:
        return mean
    left, worst = row["tail"], 0.0
    for npv, probability in sorted(had):
        share = min(left, probability)
        worst += share * npv
        left -= share
    return float((1.0 - weight) * mean + weight * worst / row["tail"])


def _check_npv(world: World, party: str, leaf: Node, npv: float) -> Iterator[Finding]:
    where = at(party=party, scenario=leaf.name)
    rows = world.plan.group("value", party=party, scenario=leaf.name)
    yield same("npv", where, npv, sum(row["npv"] for row in rows))
    for row in rows:
        yield same("probability", where, leaf.probability, row["probability"])
