"""A large case with one future is planned product by product, with a proof."""

import numpy as np
import pytest

from brownfield.case.read import read_case
from brownfield.derive.derive import derive
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.formulation import formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Progress
from brownfield.solve.decompose.by_product.blocks import NONE, blocks_of
from brownfield.solve.decompose.by_product.priced import priced
from brownfield.solve.decompose.by_product.search import (
    ByProduct,
    by_product,
    search_products,
)
from brownfield.solve.decompose.by_product.whole import Roles
from brownfield.solve.decompose.clock import Clock
from brownfield.solve.method import is_by_product
from brownfield.work.interrupts import Pressed
from tests.solve.test_parts import stated

# Two products of one plant: a vehicle of the first earns 5, of the second 3, and 10 of
# each are asked for. One pattern has line time for 12 at a cost of 24:
# max 5 a + 3 b - 24 z,  a <= 10,  b <= 10,  a + b <= 12 z,  z whole, at most 1
# Best is a = 10, b = 2, z = 1: 50 + 6 - 24 = 32.
# Line time at its cost of 24 / 12 = 2: a brings 10 x 3, b 10 x 1, z nothing: 40.
# At 3, what b earns: a brings 10 x 2, b nothing, z 36 - 24 = 12: 32, the proof.
PLANT = stated(
    MoreRows.of(
        np.array([0, 1, 2, 2, 2]),
        np.array([0, 1, 0, 1, 2]),
        np.array([1.0, 1.0, 1.0, 1.0, -12.0]),
        np.full(3, -np.inf),
        most=np.array([10.0, 10.0, 0.0]),
    ),
    cost=np.array([5.0, 3.0, -24.0]),
    upper=np.array([np.inf, np.inf, 1.0]),
    is_integer=np.array([False, False, True]),
)
BLOCKS = blocks_of(PLANT, np.array([0, 1, NONE]))


@pytest.mark.parametrize(("price", "bound"), [(2.0, 40.0), (3.0, 32.0)])
def test_any_price_of_line_time_bounds_what_a_plan_is_worth(
    price: float, bound: float
) -> None:
    """The sums on paper above, at the cost of line time and at its worth."""
    products = priced(BLOCKS, HighsBackend(), Clock(Limits(), Pressed()))
    assert products.at(np.array([price])).bound == pytest.approx(bound)


def test_two_products_of_one_plant_are_planned_and_proved() -> None:
    """Plan and bound are the 32 on paper, and a bound is told before any plan."""
    nowhere, no = np.empty(0, dtype=np.int64), np.zeros(3, dtype=np.bool_)
    roles = Roles(np.zeros(3, dtype=np.int64), nowhere, nowhere, no, no)
    by = ByProduct(PLANT, PLANT, np.arange(3), BLOCKS, roles)
    states: list[Progress] = []
    search = search_products(
        by, HighsBackend(), Limits(gap=1e-6), states.append, lambda _: 1e-4
    )
    assert search is not None
    assert search.outcome == "solved"
    assert search.columns == pytest.approx([10.0, 2.0, 1.0])
    assert search.objective == pytest.approx(32.0)
    assert search.bound == pytest.approx(32.0)
    assert np.isfinite(states[0].bound)
    assert not np.isfinite(states[0].objective)


def test_deliveries_stand_once_where_plants_choose_among_patterns() -> None:
    """The best plan of `starter` is worth the same, found in fewer columns."""
    whole = formulate(derive(read_case("starter"))).linear
    by = by_product(whole)
    assert by is not None
    assert by.model.columns < whole.columns
    one, other = (
        HighsBackend().solve(model, Limits(gap=1e-9)).objective
        for model in (whole, by.model)
    )
    assert one == pytest.approx(other, rel=1e-6)


def test_a_model_of_one_product_is_left_alone() -> None:
    """Without keys nothing says what belongs to which product."""
    assert by_product(PLANT) is None


def test_a_small_case_is_searched_as_one_model() -> None:
    """No shipped case is large enough to be planned product by product."""
    assert not is_by_product(formulate(derive(read_case("starter"))))
