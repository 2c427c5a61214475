"""One plan for several futures, on paper.

500 cars sell at 3,000; tooling is 200,000 at each of three plants. At the first a car
costs 500 or 2,500, at the second 2,500 or 500, at the third 800 always. Each future has
a plan worth 1,500,000 - 250,000 - 200,000 = 1,050,000, which in the other one is worth
1,500,000 - 1,250,000 - 200,000 = 50,000: 550,000 on average. Both together cost a
second tooling: 850,000. The third plant is worth 900,000 in both.
"""

import numpy as np
import pytest

import brownfield
from brownfield.asking.ranges.held import worth_held
from brownfield.case.case import Case
from brownfield.case.scenarios import only_leaf, tree
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.questions.risk.sampled.joint import (
    Several,
    best_for_all,
    side_by_side,
)
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from tests.model.small_cases import buyers, option, pattern, small_case
from tests.questions.risk.farmer import farmer

PLANTS = ("first", "second", "third")


def future(*costs: float) -> Case:
    """Return the case with the cost of a car at each plant."""
    options = [
        option(plant, facility=plant, tooling_cost=200_000.0, conversion_cost=cost)
        for plant, cost in zip(PLANTS, costs, strict=True)
    ]
    return small_case(
        {
            "facilities": [
                {"facility": p, "place": "home", "owner": "firm"} for p in PLANTS
            ],
            "shift_patterns": [pattern(p, 10_000) for p in PLANTS],
            "build_options": options,
            "demand": [buyers(500, 3_000)],
        }
    )


FUTURES = future(500.0, 2_500.0, 800.0), future(2_500.0, 500.0, 800.0)


@pytest.mark.parametrize(
    ("weights", "plant", "values"),
    [
        ((0.5, 0.5), "third", (900_000.0, 900_000.0)),
        ((0.9, 0.1), "first", (1_050_000.0, 50_000.0)),  # .9 x 1,050 + 5 = 950
        ((0.1, 0.9), "second", (50_000.0, 1_050_000.0)),
    ],
)
def test_the_plan_for_both_futures_is_that_on_paper(
    weights: tuple[float, float], plant: str, values: tuple[float, float]
) -> None:
    """Even chances ask for the third plant; .85 is where it stops being best."""
    like = brownfield.plan(FUTURES[0])
    found = best_for_all(Several(FUTURES, weights, like))
    assert found is not None
    assert found.tables["starts"]["build_option"].to_list() == [plant]
    held = [worth_held(case, found) for case in FUTURES]
    assert held == pytest.approx(list(values))


def test_the_farmer_planned_for_three_years_at_once_is_that_of_the_book() -> None:
    """Each year a case of its own; together 108,390, as the tree of the three says."""
    case = farmer()
    years = tuple(only_leaf(case, leaf) for leaf in tree(case).leaves)
    like = brownfield.plan(years[0])
    found = best_for_all(Several(years, (1 / 3, 1 / 3, 1 / 3), like))
    assert found is not None
    held = [worth_held(year, found) or 0.0 for year in years]
    assert sum(held) / 3 == pytest.approx(108_390.0, abs=0.01)


def test_the_models_stand_side_by_side() -> None:
    """Twice the rows and columns, a tie for each start; worth 900,000 together."""
    models = [formulate(derive(case)) for case in FUTURES]
    both = side_by_side(models, (0.5, 0.5))
    one = models[0].linear
    assert both.columns == 2 * one.columns
    assert both.rows == 2 * one.rows + len(PLANTS)
    assert both.nonzeros == 2 * one.nonzeros + 2 * len(PLANTS)
    found = HighsBackend().solve(both, Limits(0.0))
    assert found.columns is not None
    worth = found.objective * models[0].data.scale.money
    constants = np.mean([m.constant * m.data.scale.money for m in models])
    assert worth + constants == pytest.approx(900_000.0)
