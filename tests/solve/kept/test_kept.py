"""A kept model answers other costs as a fresh plan does; anything else goes anew.

The toy: 500 cars sell at 3,000, together 1,500,000. The far plant makes them for
1,000,000, the near one for 250,000 and its tooling of 1,000,000.
"""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.case.scaled import scaled
from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.kept.asked import Asked
from brownfield.solve.kept.branches import Branches
from brownfield.solve.kept.kept import Kept, kept_of
from tests.questions.why.toy import toy

LIMITS = Limits(gap=0.0)
CASE = toy()


def at(table: str, where: str, column: str, factor: float) -> Formulation:
    """Return the model of the toy with a number times a factor."""
    return formulate(derive(scaled(CASE, table, where, (column,), factor)))


@pytest.fixture(name="kept", scope="module")
def kept_toy() -> Kept:
    """Return the model of the toy, kept."""
    return kept_of(formulate(derive(CASE)), LIMITS)


@pytest.mark.parametrize(
    ("cells", "factor", "value"),
    [
        (("build_options", "build_option=here", "tooling_cost"), 1.0, 500_000.0),
        (("build_options", "build_option=here", "tooling_cost"), 0.7, 550_000.0),
        (("build_options", "build_option=there", "conversion_cost"), 1.3, 250_000.0),
        (("build_options", "build_option=there", "conversion_cost"), 1.1, 400_000.0),
        (("demand", "", "price"), 2.0, 2_000_000.0),
        (("shift_patterns", "facility=far", "jobs_per_hour"), 0.03, 300_000.0),
    ],
)
def test_other_costs_are_told_by_the_kept_model(
    kept: Kept, cells: tuple[str, str, str], factor: float, value: float
) -> None:
    """Each is worth 1,500,000, or 3,000,000 at twice the price, less the cheaper plant.

    The near one costs 250,000 + 1,000,000, or 950,000 at 0.7 of its tooling; the far
    one 1,000,000, 500 x 2,600 or 500 x 2,200. A far plant of 300 cars earns 300 x
    1,000; the near one alone 500 x 2,500 less 1,000,000 = 250,000, both together
    300,000 + 200 x 2,500 less 1,000,000: less.
    """
    model = at(*cells, factor)
    found = kept.best(model, LIMITS)
    assert found.way != "anew"
    assert found.value == pytest.approx(value, abs=0.01)
    assert found.value <= found.bound <= found.value + 0.01


def test_what_allows_more_is_searched_anew(kept: Kept) -> None:
    """1,000 cars of the near plant earn 1,000 x 2,500 less its tooling: 1,500,000."""
    found = kept.best(at("demand", "", "volume", 2.0), LIMITS)
    assert found.way == "anew"
    assert found.value == pytest.approx(1_500_000.0, abs=0.01)


def test_a_plan_that_is_worth_no_more_does_not_matter(kept: Kept) -> None:
    """The best is worth 500,000: nothing is worth more than 500,001."""
    model = at("demand", "", "price", 1.0)
    place = kept.placed(model)
    assert place is not None
    none = kept.best_at(place, model, LIMITS, 500_001.0)
    assert none.columns is None
    assert none.bound <= 500_001.01
    more = kept.best_at(place, model, LIMITS, 499_999.0)
    assert more.columns is not None
    assert more.value == pytest.approx(500_000.0, abs=0.01)


@pytest.mark.parametrize(
    ("bound", "is_enough"), [(504_000.0, False), (506_000.0, True)]
)
def test_a_search_follows_only_where_little_is_open(
    kept: Kept, bound: float, is_enough: bool
) -> None:
    """Of 500,000 a hundredth may be open: 4,000 are searched for, 6,000 are not."""
    model = at("demand", "", "price", 1.0)
    place = kept.placed(model)
    assert place is not None
    solver = HighsBackend().load(place.linear.relaxed())
    branches = Branches(place.linear, solver, model.objective(500_000.0))
    branches._unasked = model.objective(bound)
    asked = Asked(model, place, LIMITS, short=0.01)
    assert asked.is_enough(branches) == is_enough
    branches.columns = place.there(np.zeros(model.linear.columns))
    assert Asked(model, place, LIMITS, 499_999.0).is_enough(branches)  # it matters


def test_points_that_are_forgotten_are_not_tried() -> None:
    """What was met at other costs is known until then."""
    kept = kept_of(formulate(derive(CASE)), LIMITS)
    kept.best(at("demand", "", "price", 2.0), LIMITS)
    assert kept._points
    assert kept._ended
    kept.forget()
    assert not kept._points
    assert not kept._ended
    assert kept.best(at("demand", "", "price", 1.0), LIMITS).value == pytest.approx(5e5)


def test_a_model_without_plan_is_told_so(kept: Kept) -> None:
    """A hundred whole decisions taken are more than there are."""
    linear = kept.model.linear
    row = linear.is_integer.astype(float), 100.0
    assert linear.binaries < 100
    none = replace(kept.model, linear=linear.with_rows([row]))
    assert kept.placed(none) is not None
    found = kept.best(none, LIMITS)
    assert found.columns is None
    assert found.bound == float("-inf")


def test_rows_learned_for_one_cost_hold_for_the_points_of_others(kept: Kept) -> None:
    """The plan of each cost is a point of the model with all rows."""
    for factor in (0.5, 0.7, 1.0, 1.5):
        cells = "build_options", "build_option=here", "tooling_cost"
        found = kept.best(at(*cells, factor), LIMITS)
        assert found.columns is not None
        each = kept.rows.values * found.columns[kept.rows.positions]
        sums = np.bincount(kept.rows.entry_rows, each, kept.rows.rows)
        assert np.all(sums >= kept.rows.row_lower - 1e-6)
        assert np.all(sums <= kept.rows.row_upper + 1e-6)
