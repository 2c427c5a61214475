"""A kept model answers for markets that want less, if some pay for what they miss.

The toy: 500 cars sell at 3,000; the far plant makes each for 2,000 and earns 1,000, the
near one for 500 with tooling of 1,000,000. A car that is not sold may cost 300.
"""

import numpy as np
import pytest

from brownfield.case.case import Case
from brownfield.case.scaled import scaled
from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.kept.kept import Kept, kept_of
from brownfield.solve.kept.less_sold import less_sold
from brownfield.solve.kept.search import wide
from tests.model.small_cases import buyers, small_case
from tests.questions.why.toy import rows_of

LIMITS = Limits(gap=0.0)
PENALTY = 300.0
ONE = {**buyers(500, 3_000), "lost_sale_penalty": PENALTY}
CASE = small_case({**rows_of(), "demand": [ONE]})


def times(column: str, factor: float, case: Case = CASE) -> Case:
    """Return the toy with a column of its demand times a factor."""
    return scaled(case, "demand", "", (column,), factor)


def stated(case: Case) -> Formulation:
    """Return the model of a case."""
    return formulate(derive(case))


@pytest.fixture(name="kept", scope="module")
def kept_at_most() -> Kept:
    """Return the model of the toy kept where 1,000 cars are wanted."""
    return kept_of(wide(times("volume", 2.0)), LIMITS)


@pytest.mark.parametrize(
    ("factor", "value"),
    [(0.5, 250_000.0), (1.0, 500_000.0), (1.6, 1_000_000.0), (2.0, 1_500_000.0)],
)
def test_every_volume_up_to_the_most_is_told_by_one_model(
    kept: Kept, factor: float, value: float
) -> None:
    """Far: 250 x 1,000; 500 x 1,000. Near: 800 x 2,500, 1,000 x 2,500 less tooling."""
    found = kept.best(stated(times("volume", factor)), LIMITS)
    assert found.way != "anew"
    assert found.value == pytest.approx(value, abs=0.01)
    assert found.value <= found.bound <= found.value + 0.01


def test_what_is_not_sold_is_paid_for_at_the_volume_asked_about(kept: Kept) -> None:
    """At a price of 1,500 none is sold: 500 x 300 are paid, where 1,000 were wanted.

    The far plant would lose 500 a car; the near one earns 500 x 1,000 less 1,000,000 =
    -500,000.
    """
    found = kept.best(stated(times("price", 0.5)), LIMITS)
    assert found.way != "anew"
    assert found.value == pytest.approx(-PENALTY * 500, abs=0.01)


def test_more_than_the_most_is_searched_anew(kept: Kept) -> None:
    """1,500 cars of the near plant earn 1,500 x 2,500 less its tooling: 2,750,000."""
    found = kept.best(stated(times("volume", 3.0)), LIMITS)
    assert found.way == "anew"
    assert found.value == pytest.approx(2_750_000.0, abs=0.01)


def test_rows_learned_where_less_is_allowed_leave_what_the_kept_model_allows(
    kept: Kept,
) -> None:
    """Rows found where plants make 300 cars may not rest on that: others make more."""
    less = stated(scaled(CASE, "shift_patterns", "", ("jobs_per_hour",), 0.03))
    place = kept.placed(less)
    assert place is not None
    at = kept._at(place)
    loosest = kept._loosest(at)
    assert np.array_equal(loosest.values, kept.rows.values)
    assert np.array_equal(loosest.row_upper, kept.rows.row_upper)
    assert np.array_equal(loosest.upper, kept.rows.upper)
    assert not np.array_equal(at.values, kept.rows.values)


def test_a_missed_sale_costs_those_that_are_made() -> None:
    """Both models are worth as much, but for 500 x 300 that are paid in any case."""
    model = stated(CASE)
    less = less_sold(model.linear)
    demand = next(one for one in less.row_families if one.name == "demand")
    assert less.row_lower[demand.first] == 0.0
    assert model.linear.row_lower[demand.first] == less.row_upper[demand.first]
    paid = PENALTY * 500 / model.numbers.scale.money
    before, after = (HighsBackend().solve(m, LIMITS) for m in (model.linear, less))
    assert after.objective - before.objective == pytest.approx(paid)
