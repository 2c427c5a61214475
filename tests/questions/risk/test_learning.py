"""What learning is worth, against formulas.

A project is worth 10 + A + B, or 0 if it is left; A and B are normal with standard
deviations 30 and 40. Whoever knows a part with deviation s gains
s (phi(k) - k Phi(-k)), k = 10 / s: 15.345 of all (50), 7.627 of A, 11.454 of B.
"""

from math import erf, exp, pi, sqrt

import numpy as np
import pytest

from brownfield.asking.ranges.learning import curve, knowing, knowing_all
from brownfield.model.arrays.linear import Floats
from tests.questions.risk.chemotherapy import benefits, parameters

DRAWS = 4_000


def formula(deviation: float) -> float:
    """Return the worth of knowing a part with that deviation."""
    k = 10.0 / deviation
    density = exp(-k * k / 2.0) / sqrt(2.0 * pi)
    return deviation * (density - k * (1.0 - erf(k / sqrt(2.0))) / 2.0)


def project(seed: int, count: int = DRAWS) -> tuple[Floats, Floats]:
    """Return A and B in draws, and what leaving and doing are worth."""
    random = np.random.default_rng(seed)
    parts = random.standard_normal((count, 2)) * [30.0, 40.0]
    return parts, np.column_stack([np.zeros(count), 10.0 + parts.sum(axis=1)])


def test_the_formula_gives_the_published_digits() -> None:
    """15.345, 7.627 and 11.454."""
    found = [formula(s) for s in (50.0, 30.0, 40.0)]
    assert found == pytest.approx([15.345, 7.627, 11.454], abs=5e-4)


@pytest.mark.parametrize("seed", range(5))
def test_knowing_all_is_within_two_standard_errors(seed: int) -> None:
    """15.345; three errors, since five seeds are tried."""
    found = knowing_all(project(seed)[1])
    assert found.standard_error < 0.5
    assert abs(found.value - formula(50.0)) < 3.0 * found.standard_error


@pytest.mark.parametrize(("part", "deviation"), [(0, 30.0), (1, 40.0)])
def test_knowing_a_part_is_within_two_standard_errors(
    part: int, deviation: float
) -> None:
    """7.627 and 11.454."""
    parts, worths = project(seed=7)
    found = knowing(parts[:, [part]], worths, seed=0)
    assert found.standard_error < 0.8
    assert abs(found.value - formula(deviation)) < 2.0 * found.standard_error


def test_knowing_both_parts_is_knowing_all() -> None:
    """The curve goes through every draw, so both say the same of the same draws."""
    parts, worths = project(seed=1)
    both, every = knowing(parts, worths, seed=0), knowing_all(worths)
    assert both.value == pytest.approx(every.value, rel=1e-6)


def test_knowing_what_has_no_bearing_is_worth_nothing() -> None:
    """A number drawn by itself: less than two standard errors, and never negative."""
    _, worths = project(seed=2)
    apart = np.random.default_rng(9).standard_normal((DRAWS, 1))
    found = knowing(apart, worths, seed=0)
    assert 0.0 <= found.value < 2.0 * found.standard_error


def test_one_plan_leaves_nothing_to_choose() -> None:
    """Knowing is worth 0, and that is sure."""
    parts, worths = project(seed=3, count=50)
    for found in (knowing_all(worths[:, :1]), knowing(parts, worths[:, :1], 0)):
        assert found.value == 0.0
        assert found.standard_error == 0.0


def test_a_curve_follows_a_bend() -> None:
    """|x| over 400 draws without noise: within 0.02 of it on average."""
    x = np.linspace(-1.0, 1.0, 400)[:, None]
    found = curve(x, np.abs(x[:, 0]))
    assert np.abs(found.values - np.abs(x[:, 0])).mean() < 0.02


@pytest.fixture(scope="module")
def treatments() -> tuple[dict[str, Floats], Floats]:
    """Return draws of the chemotherapy example and what both treatments are worth."""
    drawn = parameters(seed=0, count=10_000)
    return drawn, benefits(drawn)


def test_the_chemotherapy_example_is_met(
    treatments: tuple[dict[str, Floats], Floats],
) -> None:
    """Tests of that package say 262 to 285 for side effects under the new treatment."""
    drawn, worths = treatments
    found = knowing(drawn["new"][:, None], worths, seed=0)
    assert found.standard_error < 7.0
    assert found.value > 261.67 - 2.0 * found.standard_error
    assert found.value < 285.49 + 2.0 * found.standard_error


def test_more_knowledge_is_worth_more(
    treatments: tuple[dict[str, Floats], Floats],
) -> None:
    """Side effects of one treatment, of both, everything; a cost next to nothing."""
    drawn, worths = treatments
    both = np.column_stack([drawn["new"], drawn["usual"]])
    one = knowing(drawn["new"][:, None], worths, seed=0).value
    two = knowing(both, worths, seed=0).value
    assert one < two < knowing_all(worths).value
    home = knowing(drawn["cost_home"][:, None], worths, seed=0)
    assert home.value < 2.0 * home.standard_error
