"""Do inverse, multipliers, extraction and regions agree with paper?"""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from brownfield.questions.impact.economy.given import scaled
from brownfield.questions.impact.economy.leontief import (
    coefficients,
    extracted,
    inverse,
    multipliers,
    taken_out,
    total,
)
from brownfield.questions.impact.economy.read import read_economy
from brownfield.questions.impact.economy.regional import kept_shares, small_region
from tests.questions.impact.tables import SHARES, two_sectors

ROOT = Path(__file__).parents[3]
SHARED = Path(
    os.environ.get("BROWNFIELD_BENCHMARKS", ROOT.parent / "shared" / "benchmarks")
)
CLOSED = np.array([[0.15, 0.25, 0.05], [0.20, 0.05, 0.40], [0.30, 0.25, 0.05]])


def test_inverse_of_two_sectors() -> None:
    """1 / (.85 x .95 - .25 x .2) = 1 / .7575 times [[.95, .25], [.2, .85]]."""
    found = inverse(coefficients(two_sectors()))
    assert coefficients(two_sectors()) == pytest.approx(SHARES)
    assert found == pytest.approx(np.array([[0.95, 0.25], [0.2, 0.85]]) / 0.7575)
    assert found.sum(axis=0) == pytest.approx([1.15 / 0.7575, 1.10 / 0.7575])


def test_output_and_labour_for_new_final_sales() -> None:
    """(600, 1,500): (.95 x 600 + .25 x 1,500) / .7575 = 945 / .7575 = 1,247.5.

    (.2 x 600 + .85 x 1,500) / .7575 = 1,395 / .7575 = 1,841.6; labour .3 and .25 of
    them, 374.26 and 460.40.
    """
    made = inverse(SHARES) @ np.array([600.0, 1500.0])
    assert made == pytest.approx([945 / 0.7575, 1395 / 0.7575])
    assert made * [0.3, 0.25] == pytest.approx([374.26, 460.40], abs=0.005)


def test_what_all_sales_bring_is_direct_and_indirect() -> None:
    """Row of coefficients times inverse is the row times (I + A + A^2 + ...)."""
    direct, matrix = np.array([0.3, 0.25]), SHARES
    rounds = [direct]
    for _ in range(200):
        rounds.append(rounds[-1] @ matrix)
    assert total(direct, inverse(matrix)) == pytest.approx(sum(rounds))


def test_households_as_a_sector() -> None:
    """Published: output truncated 1.8924 and 1.7733, income I and II."""
    closed = inverse(CLOSED)
    assert closed == pytest.approx(
        np.array(
            [
                [1.3651, 0.4253, 0.2509],
                [0.5273, 1.3481, 0.5954],
                [0.5698, 0.4890, 1.2885],
            ]
        ),
        abs=5e-5,
    )
    assert total(np.ones(2), closed) == pytest.approx([1.8924, 1.7733], abs=1e-4)
    first = total(np.array([0.3, 0.25]), inverse(SHARES)) / [0.3, 0.25]
    assert first == pytest.approx([1.4741, 1.5182], abs=5e-5)
    assert closed[2, :2] / [0.3, 0.25] == pytest.approx([1.8995, 1.9562], abs=5e-5)


def test_multipliers_of_a_table_close_it_with_its_own_consumption() -> None:
    """Wages 300 + 500 = 800; consumption 40 and 320 of them: .05 and .40.

    Households pay no wages here. By hand: det of I - A = .85 (.95 - .4 x .25)
    - (-.25)(-.2 - .4 x .3) + (-.05)(.2 x .25 + .95 x .3)
    = .7225 - .08 - .01675 = .62575; the column of farms is (.95 - .1, .2 + .12) over
    it, so output (.85 + .32) / .62575.
    """
    found = multipliers(two_sectors())
    assert found["output"] == pytest.approx([1.15 / 0.7575, 1.10 / 0.7575])
    assert found["output_ii"][0] == pytest.approx(1.17 / 0.62575)
    assert found["income_ratio"] == pytest.approx([1.4741, 1.5182], abs=5e-5)
    assert np.isnan(found["jobs"]).all()


def test_money_units_leave_multipliers_as_they_are() -> None:
    """All money twice as high: the same output and income; half the jobs a unit."""
    table = two_sectors(np.array([30.0, 40.0]))
    once, twice = multipliers(table), multipliers(scaled(table, 2.0, 1.0))
    for name in ("output", "income", "output_ii", "jobs_ratio"):
        assert twice[name] == pytest.approx(once[name])
    assert twice["jobs"] == pytest.approx(once["jobs"] / 2.0)


def test_a_sector_taken_out() -> None:
    """3,000 is made with it; without, works makes 1,700 / .95."""
    lost = extracted(SHARES, np.array([350.0, 1700.0]), 0)
    assert lost == pytest.approx(3000 - 1700 / 0.95)
    assert lost == pytest.approx(1210.53, abs=0.005)
    assert taken_out(two_sectors())[0] == pytest.approx(1210.53 / 3000, abs=5e-6)


def test_a_small_region_buys_little_from_itself() -> None:
    """Jobs 1, 1, 2 of 50, 25, 25: quotients .5, 1 and 2, and 4 % of all jobs.

    log2(1.04)^.25 = .48772. The first sells to the second .5 x .48772 = .24386 of what
    it needs, and with a coefficient of .2 that is .04877; the third sells to the first
    2 / .5 = 4 times as much as it needs, so all of it.
    """
    assert small_region(0.04, 0.25) == pytest.approx(0.48772, abs=5e-6)
    region, nation = np.array([1.0, 1.0, 2.0]), np.array([50.0, 25.0, 25.0])
    shares = kept_shares(region, nation, 0.25)
    assert shares[0, 1] == pytest.approx(0.24386, abs=5e-6)
    assert 0.2 * shares[0, 1] == pytest.approx(0.04877, abs=5e-6)
    assert shares[2, 0] == 1.0


def test_a_sector_that_the_nation_does_not_have() -> None:
    """One job where the table has none: all is bought there, and no figure breaks."""
    shares = kept_shares(np.array([3.0, 1.0]), np.array([100.0, 0.0]), 0.0)
    assert shares[1].tolist() == [1.0, 1.0]
    assert np.isfinite(shares).all()


def test_within_a_sector_its_own_quotient_counts() -> None:
    """A region with half the nation's share of the sector: .5 x log2(1.5)^0 = .5."""
    shares = kept_shares(np.array([10.0, 40.0]), np.array([40.0, 60.0]), 0.0)
    assert np.diag(shares) == pytest.approx([0.5, 1.0])  # .2 / .4, and .8 / .6 capped


@pytest.mark.peer
@pytest.mark.parametrize("kind", ["output", "gva", "employment"])
def test_germany_1995_has_the_published_multipliers(kind: str) -> None:
    """Eurostat's manual (2008), tables 15.4 to 15.10: all six sectors."""
    path = SHARED / "input_output" / "germany_1995_Beutel_15_4.csv"
    if not path.exists():
        pytest.skip("the published table lies beside the repository, not in it")
    golden = json.loads(
        (SHARED / "input_output" / "golden_io.json").read_text(encoding="utf-8")
    )[1]
    published = golden["published"]["backward_linkages" if kind == "output" else kind]
    names = {"output": "output", "gva": "value_added", "employment": "jobs"}
    found = multipliers(read_economy(path))[names[kind]]
    assert [round(x, 4) for x in found] == published
    assert found == pytest.approx(golden[f"{kind}_multipliers"], abs=5e-7)
