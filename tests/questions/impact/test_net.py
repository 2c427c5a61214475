"""Do steps, taxes and the public account agree with paper?"""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from brownfield.questions.impact.net.purse import Purse, present_value
from brownfield.questions.impact.net.steps import kept, waterfall
from brownfield.questions.impact.net.taxes import on_pay, taken_home, taxes_of

BANDS = pl.DataFrame(
    [
        ("income_tax", 12570.0, 0.2, "pay", "worker"),
        ("income_tax", 50270.0, 0.4, "pay", "worker"),
        ("workers", 12570.0, 0.08, "pay", "worker"),
        ("workers", 50270.0, 0.02, "pay", "worker"),
        ("employers", 5000.0, 0.15, "pay", "employer"),
    ],
    schema=["tax", "above", "rate", "base", "payer"],
    orient="row",
)


def test_net_jobs_step_by_step() -> None:
    """(1,000 - 200) x (1 - .25) x (1 - .1) = 540; x 1.3 = 702, so suppliers add 162."""
    shares = {"displacement": 0.25, "leakage": 0.1}
    steps = waterfall(1000.0, 200.0, shares, 0.3 * 540.0)
    assert {step.name: step.change for step in steps} == pytest.approx(
        {
            "gross": 1000.0,
            "anyway": -200.0,
            "displacement": -200.0,
            "leakage": -60.0,
            "substitution": 0.0,
            "chain": 162.0,
            "net": 702.0,
        }
    )
    for before, after in pairwise(steps[:-1]):
        assert after.left == pytest.approx(before.left + after.change)
    assert kept(shares) == pytest.approx(0.675)


@pytest.mark.parametrize(
    ("pay", "income", "workers", "employers"),
    [
        (38_000, 5_086.0, 2_034.4, 4_950.0),
        (42_000, 5_886.0, 2_354.4, 5_550.0),
        (46_000, 6_686.0, 2_674.4, 6_150.0),
    ],
)
def test_tax_on_the_pay_of_a_worker(
    pay: int, income: float, workers: float, employers: float
) -> None:
    """20 % and 8 % above 12,570, 15 % above 5,000: 12,070, 13,790 and 15,510 in all.

    38,000: 25,430 x .2 = 5,086, x .08 = 2,034.40; 33,000 x .15 = 4,950.
    """
    taxes = taxes_of(BANDS)
    found = {name: tax[0] for name, tax in on_pay(taxes, np.array([pay])).items()}
    assert found == pytest.approx(
        {"income_tax": income, "workers": workers, "employers": employers}
    )
    peer = {38_000: 12_070, 42_000: 13_790, 46_000: 15_510}[pay]
    assert sum(found.values()) == pytest.approx(peer, rel=0.01)
    home = taken_home(taxes, np.array([float(pay)]))
    assert home == pytest.approx([pay - income - workers])


def test_a_higher_band() -> None:
    """60,000: 37,700 x .2 + 9,730 x .4 = 7,540 + 3,892; 3,016 + 194.60; 8,250."""
    found = on_pay(taxes_of(BANDS), np.array([60_000.0]))
    assert found["income_tax"] == pytest.approx([11_432.0])
    assert found["workers"] == pytest.approx([3_210.6])
    assert found["employers"] == pytest.approx([8_250.0])


def test_account_of_a_plant_over_five_years() -> None:
    """Jobs 200, 500, 800, 800, 800 at 10.5 k: 2.1, 5.25, 8.4, 8.4, 8.4 m.

    2.1 + 5.25 / 1.035 + 8.4 / 1.035^2 + ... = 2.1 + 5.0725 + 7.8415 + 7.5763 + 7.3201
    = 29.910; 55 % of it is 16.451, less a grant of 30 is -13.549.
    """
    yearly = [0.0105 * jobs for jobs in (200, 500, 800, 800, 800)]
    worth = present_value(yearly, 0.035, 5)
    assert worth == pytest.approx(29.910, abs=0.0005)
    account = Purse(0.035, 5, 0.55 * worth, 30.0, 0.0)
    assert account.receipts == pytest.approx(16.451, abs=0.0005)
    assert account.balance == pytest.approx(-13.549, abs=0.0005)


def test_the_last_year_goes_on() -> None:
    """1, 2 and then 2 for two years more, at 100 %: 1 + 1 + .5 + .25 = 2.75."""
    assert present_value([1.0, 2.0], 1.0, 4) == pytest.approx(2.75)
    assert present_value([1.0, 2.0], 1.0, 1) == pytest.approx(1.0)
