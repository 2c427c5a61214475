"""A second search overturns a wrong first one, and the gap tells of it."""

from dataclasses import dataclass, replace

import pytest

from brownfield.derive.derive import derive
from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.model.formulation import formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, OnProgress, Solution
from brownfield.solve.run import relative_gap
from brownfield.solve.search.extensive import solve_extensive
from brownfield.solve.search.twice import in_finer_units, in_own_units, spread
from tests.solve.sites import Sites, case_of

TWO_SITES = Sites([900, 5_000], [100, 100], [100], [[1], [1]], 0.0, 1e6)


@dataclass
class Mistaken(HighsBackend):
    """A solver whose first search opens every site and calls that proved."""

    searches: int = 0

    def solve(
        self,
        model: LinearModel,
        limits: Limits,
        on_progress: OnProgress | None = None,
        start: Floats | None = None,
    ) -> Solution:
        """Solve; the first time with all integer columns at their upper bounds."""
        self.searches += 1
        if self.searches > 1:
            return super().solve(model, limits, on_progress, start)
        held = replace(model, lower=model.lower + model.is_integer)
        found = super().solve(held, limits, on_progress)
        return replace(found, bound=found.objective)


def two_sites() -> tuple[LinearModel, float]:
    """Return the model of two sites and its unit of money."""
    made = formulate(derive(case_of(TWO_SITES)))
    return made.linear, made.data.scale.money


def test_the_better_plan_of_two_searches_is_taken_and_the_bound_widened() -> None:
    """All open: -900 - 5,000 - 100 = -6,000; one: -1,000. The bound was off by 5,000.

    So the bound is -1,000 + 5,000 = 4,000.
    """
    model, unit = two_sites()
    found = solve_extensive(model, Mistaken(), Limits(gap=0.0))
    assert found.objective * unit == pytest.approx(-1_000)
    assert found.search.bound * unit == pytest.approx(4_000)


def test_finer_units_state_the_same_model() -> None:
    """Its optimum, in its own units, is -1,000: 900 + 100 x 1."""
    model, unit = two_sites()
    found = HighsBackend().solve(in_finer_units(model), Limits(gap=0.0))
    assert in_own_units(model, found).objective * unit == pytest.approx(-1_000)


def test_the_spread_is_that_of_one_sum() -> None:
    """Freight 1 and a penalty of 1e6 are paid in one sum."""
    assert spread(two_sites()[0]) >= 1e6


def test_a_gap_is_not_below_the_tolerance_over_the_value() -> None:
    """1e-6 of a unit of 1,000 is .001: over a value of 10, 1e-4; a gap of 5 is .5."""
    assert relative_gap(10.0, 10.0, 1e-6, 1_000.0) == pytest.approx(1e-4)
    assert relative_gap(10.0, 15.0, 1e-6, 1_000.0) == pytest.approx(0.5)
    assert relative_gap(0.0, 0.0, 1e-9, 1_000.0) == pytest.approx(1e-9)
