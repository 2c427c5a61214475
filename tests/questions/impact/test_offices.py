"""Do functions of a headquarters count where they stand, as on paper?"""

import json

import numpy as np
import pytest

from brownfield.plans.json_text import json_text
from brownfield.questions.impact.document import Brought, Document
from brownfield.questions.impact.net.taxes import before_employers, taxes_of
from brownfield.questions.impact.text import text
from brownfield.tell.values import values
from tests.questions.impact.test_net import BANDS


def test_staff_counts_from_its_opening_in_the_region_of_its_site(
    brought: Brought,
) -> None:
    """100 x .75 x .9 = 67.5 in Homeshire from 2028; both plans build the same."""
    assert {one.year: one.direct for one in brought.years} == pytest.approx(
        {2026: 0.0, 2027: 0.0, 2028: 67.5, 2029: 67.5, 2030: 67.5}
    )
    own, elsewhere = brought.regions
    assert own.region == "homeshire"
    assert (own.direct, own.offices, own.jobs) == pytest.approx((67.5, 67.5, 67.5))
    assert elsewhere.jobs == pytest.approx(0.0)
    assert brought.gross == pytest.approx(100.0)
    assert brought.net == pytest.approx(67.5)
    assert brought.jobs.full_time == pytest.approx(67.5)


def test_pay_and_taxes_of_the_staff(brought: Brought) -> None:
    """55,000 less .1 of pay on top is 50,000; taxed 7,600 + 5,000 + 4,240 each."""
    assert brought.regions[0].pay == pytest.approx(67.5 * 50_000.0)
    heads = {one.tax: one.last_year for one in brought.exchequer.heads}
    assert heads["income_tax"] == pytest.approx(67.5 * 7_600.0)
    assert heads["payroll_tax"] == pytest.approx(67.5 * 5_000.0)
    assert heads["sales_tax"] == pytest.approx(67.5 * 4_240.0)
    assert brought.years[-1].value_added == pytest.approx(67.5 * 55_000.0)


def test_the_incentive_is_support_once(brought: Brought) -> None:
    """100 x 2,000 in 2028, and nothing is taken off it."""
    support = {one.year: one.support for one in brought.years}
    assert support == pytest.approx({2026: 0, 2027: 0, 2028: 200_000, 2029: 0, 2030: 0})


def test_functions_are_told(placed: Document, brought: Brought) -> None:
    """The engineers, and the sellers who are there in both plans."""
    engineers, sales = brought.headquarters
    assert (engineers.people, engineers.against) == pytest.approx((100.0, 0.0))
    assert (sales.people, sales.against) == pytest.approx((40.0, 40.0))
    assert engineers.pay == pytest.approx(5_500_000.0)
    told = text(placed)
    assert "Engineering in Dock, Homeshire: 100 jobs and GBP 5.50 m" in told
    assert "in both plans, so not counted: Sales in Tower (40)." in told
    found = json.loads(json_text(values(placed)))
    assert [one["site"] for one in found["headquarters"]] == ["dock", "tower"]
    assert found["jobs"]["offices"] == pytest.approx(67.5)


def test_pay_before_what_employers_pay_on_it() -> None:
    """38,000 + .15 x 33,000 = 42,950; at most 5,000 nothing is on top."""
    found = before_employers(taxes_of(BANDS), np.array([42_950.0, 4_000.0, 0.0]))
    assert found == pytest.approx([38_000.0, 4_000.0, 0.0])
