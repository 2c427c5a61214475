"""Budgets of what goes wrong at once: the figures of Bertsimas and Sim, and the toy."""

import pytest

import brownfield
from brownfield.questions.risk.ranges.budget import budget_for, protection, violation
from tests.questions.risk.toy import VALUE, ranged, toy


@pytest.mark.parametrize(
    ("number", "budget"),
    [(5, 5.0), (10, 8.152), (100, 24.22), (200, 33.86), (2_000, 105.04)],
)
def test_enough_for_one_in_a_hundred(number: int, budget: float) -> None:
    """Table 1 of the paper: 5, 8.2, 24.3, 33.9, 105.

    Of ten at 8.152: v = 9.076; 2^-10 (.924 x 11 + .076 x 1) = 10.24 / 1,024.
    """
    assert budget_for(number, 0.01) == pytest.approx(budget, abs=0.005)


def test_the_bound_is_that_on_paper() -> None:
    """All but the last of five: 1 in 32 that all fail; at four 2^-5 (.5 x 5 + 1)."""
    assert violation(5, 4.999_999) == pytest.approx(1 / 32, abs=1e-4)
    assert violation(5, 4.0) == pytest.approx(3.5 / 32)
    assert violation(5, 5.0) == 0.0


@pytest.mark.parametrize(
    ("budget", "amount"), [(0.0, 0.0), (2.5, 10.5), (5.0, 15.0), (9.0, 15.0)]
)
def test_protection_takes_the_largest_first(budget: float, amount: float) -> None:
    """5 + 4 + .5 x 3 = 10.5."""
    assert protection([1.0, 5.0, 3.0, 2.0, 4.0], budget) == pytest.approx(amount)


def test_the_toy_with_one_and_two_wrong() -> None:
    """499,000 less 400,000 for conversion, then 100,000 for sales: they do not add up.

    Both at once, 400 cars that earn 200 each less tooling: 400 x 200 - 1,000 = 79,000,
    and not 499,000 - 500,000. Two of two are never exceeded; one of two with a chance
    of at most 1/4 (.5 x 2 + 1) = .5.
    """
    one, two = brownfield.risk(toy()).document.budgets
    assert (one.wrong, two.wrong) == pytest.approx((1.0, 2.0))
    assert one.added == pytest.approx(99_000.0)
    assert one.at_once == pytest.approx(99_000.0)
    assert one.chance == pytest.approx(0.5)
    assert two.added == pytest.approx(VALUE - 500_000.0)
    assert two.at_once == pytest.approx(79_000.0)
    assert two.chance == 0.0


def test_nothing_goes_wrong_where_nothing_costs() -> None:
    """Tooling that the plan does not pay."""
    idle = ranged("build_options", "build_option=here", "tooling_cost", (9e5, 1e6, 2e6))
    assert brownfield.risk(toy((idle,))).document.budgets == ()
