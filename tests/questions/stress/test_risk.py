"""When do simulated years suffice to judge them, and to tell rare ones?"""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.questions.stress.facts.risk import yearly_risk
from brownfield.questions.stress.risk import Risk, draw
from brownfield.questions.stress.years.frequency import Lengths, YearlyLoss
from brownfield.questions.stress.years.hazards import Hazard


def quiet(years: int) -> Risk:
    """Return years without a stop where 2 a year with deviation 10 are expected."""
    nothing = {"E": 0.0}
    return Risk(years, np.zeros(years), {"h": 0.0}, nothing, 0.0, YearlyLoss(2.0, 10.0))


def test_the_error_told_is_the_one_tested() -> None:
    """10 / sqrt(100) = 1; 4 x 1 > 2: 0 would agree, so 100 years judge nothing.

    (4 x 10 / 2)^2 = 400 years do: 4 x 10 / sqrt(500) = 1.79 < 2 is not agreed with.
    """
    few, many = quiet(100), quiet(500)
    assert few.standard_error == pytest.approx(1)
    assert few.years_to_judge == 400
    assert few.is_as_expected
    assert not few.is_judged
    assert many.is_judged
    assert not many.is_as_expected
    assert yearly_risk(few).agrees_with_analytic is None
    assert yearly_risk(many).agrees_with_analytic is False
    assert yearly_risk(few).standard_error == pytest.approx(1)


@pytest.mark.parametrize(
    ("years", "told"),
    [
        (19, ()),
        (20, ("50%",)),
        (199, ("50%", "90%")),
        (200, ("50%", "90%", "95%")),
        (999, ("50%", "90%", "95%")),
        (1_000, ("50%", "90%", "95%", "99%")),
    ],
)
def test_rare_years_are_told_if_ten_lie_beyond(
    years: int, told: tuple[str, ...]
) -> None:
    """10 / .5 = 20, 10 / .1 = 100, 10 / .05 = 200, 10 / .01 = 1,000 years."""
    found = yearly_risk(quiet(years))
    assert tuple(k for k, v in found.percentiles.items() if v is not None) == told
    assert (found.cvar_95 is not None) == ("95%" in told)


def test_a_case_without_losses_needs_no_years() -> None:
    """Mean 0 with deviation 0 is judged by any two years."""
    never = Risk(2, np.zeros(2), {}, {}, 0.0, YearlyLoss(0.0, 0.0))
    assert never.is_judged
    assert never.is_as_expected


def test_parts_of_a_split_hazard_share_out_its_stops() -> None:
    """Two parts at 1 a year have, together, the very stops of the whole at 2 a year."""
    whole = Hazard("cyber", ("outage_domain", "it"), 2.0, Lengths(1.0, 2.0, 6.0))
    parts = [
        replace(whole, name=f"cyber at {at}", rate=1.0, part=at, parts=2, cause="cyber")
        for at in (0, 1)
    ]
    when, weeks = draw(whole, 500, seed=3)
    found = [draw(part, 500, seed=3) for part in parts]
    assert sum(len(own) for own, _ in found) == len(when)
    assert sorted(np.concatenate([w for _, w in found])) == sorted(weeks)
    assert all(len(own) > len(when) / 3 for own, _ in found)
