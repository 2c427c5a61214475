"""Product by product, no bound is below the best plan and every plan is one."""

import numpy as np
import pytest

from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.decompose.by_product.search import by_product, search_products
from tests.properties.every_column import every_column_case

SEEDS = (7, 10, 13, 17, 18, 19, 25, 26, 29, 31, 32, 33)
"""Of the first 34 seeds, cases with one future and several products."""
RELATIVE = 1e-5  # of the value: what solvers take for nothing


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("seed", SEEDS)
def test_bound_and_plan_hold(seed: int) -> None:
    """Against the same model searched as one."""
    model = formulate(derive(every_column_case(seed))).linear
    by, backend, limits = by_product(model), HighsBackend(), Limits(seconds=10.0)
    assert by is not None
    search = search_products(by, backend, limits, None, lambda _: 1e-3)
    best = backend.solve(model, Limits(gap=1e-7))
    slack = RELATIVE * max(1.0, abs(best.objective))
    assert search is not None
    assert search.columns is not None
    assert search.bound >= best.objective - slack
    assert search.objective <= best.bound + slack
    sums = model.sums(search.columns)
    over = np.maximum(model.row_lower - sums, sums - model.row_upper)
    assert over.max() <= 1e-4
