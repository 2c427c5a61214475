"""The k best plans are those that trying everything gives.

Four programmes of one car, each with a tooling cost and a cost per car drawn at random;
every set of programmes is tried: tooling of the set, and all cars at its cheapest. The
row of each plan forbids its own set only.
"""

from itertools import combinations
from random import Random

import pytest

from brownfield.case.case import Case
from brownfield.questions.why.near import near_optimal
from tests.model.small_cases import buyers, option, small_case
from tests.questions.why.toy import toy

SOLD, PRICE, COUNT = 1_000, 5_000, 4


def drawn(seed: int) -> tuple[Case, dict[str, tuple[int, int]]]:
    """Return a case, and tooling and cost per car of each programme."""
    random = Random(seed)  # noqa: S311 (no secret)
    costs = {
        f"way{i}": (random.randrange(10_000, 900_000), random.randrange(100, 2_000))
        for i in range(COUNT)
    }
    options = [
        option(name, tooling_cost=float(tooling), conversion_cost=float(each))
        for name, (tooling, each) in costs.items()
    ]
    rows = {"build_options": options, "demand": [buyers(SOLD, PRICE)]}
    return small_case(rows), costs


def enumerated(costs: dict[str, tuple[int, int]]) -> list[tuple[float, set[str]]]:
    """Return what every set of programmes is worth, best first."""
    found: list[tuple[float, set[str]]] = [(0.0, set())]
    for size in range(1, COUNT + 1):
        for names in combinations(costs, size):
            each = min(costs[name][1] for name in names)
            spent = sum(costs[name][0] for name in names)
            found.append((SOLD * (PRICE - each) - spent, set(names)))
    return sorted(found, key=lambda pair: -pair[0])


@pytest.mark.parametrize("seed", range(50))
def test_the_best_plans_are_those_of_trying_everything(seed: int) -> None:
    """Five best of sixteen sets: value and what they start."""
    case, costs = drawn(seed)
    found = near_optimal(case, 5, within=10.0)
    wanted = enumerated(costs)[:5]
    assert [p.value for p in found.plans] == pytest.approx([v for v, _ in wanted])
    assert [{d[1] for d in p.decisions} for p in found.plans] == [s for _, s in wanted]
    assert all(p.bound >= p.value - 1e-3 for p in found.plans)


def test_what_all_have_and_what_differs() -> None:
    """Within 20 % of 500,000 the near plant is never started: 250,000 less."""
    one = near_optimal(toy(), 5, within=0.2)
    assert one.is_all
    assert len(one.plans) == 1
    two = near_optimal(toy(tooling=100_000.0), 5, within=2.0)
    assert two.must == ()
    assert two.may == (("start", "here"),)
    assert [len(plan.decisions) for plan in two.plans] == [1, 0]
