"""What is each party's cash worth at the value date, in each future?"""

from collections.abc import Iterator

from brownfield.plans.recount.cash import Cash
from brownfield.plans.recount.finding import Finding, at, same
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
    """Yield the value of each party, future and the whole plan beside the plan's."""
    weights = world.settings.plan.objective_weights
    total, scale = 0.0, 1.0
    for party in world.parties:
        futures: list[tuple[float, float]] = []
        for leaf in world.leaves:
            npv = recount_npv(world, cash, party, leaf)
            futures.append((npv, leaf.probability))
            scale = max(scale, abs(npv))
            yield from _check_npv(world, party, leaf, npv)
        total += weights.get(party, 1.0) * aim(world, party, futures)
    yield same("value", at(plan="objective"), total, value, scale)


def aim(world: World, party: str, futures: list[tuple[float, float]]) -> float:
    """Return what a party aims at: its mean, or in part the mean of its worst futures.

    Parameters
    ----------
    world
        The case and the plan.
    party
        The party.
    futures
        Value and probability of each future.
    """
    mean = sum(npv * probability for npv, probability in futures)
    row = world.root.one("parties", party=party)
    weight = row["tail_weight"] or 0.0
    if not row["tail"] or weight == 0.0:
        return mean
    left, worst = row["tail"], 0.0
    for npv, probability in sorted(futures):
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
