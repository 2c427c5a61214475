"""What care costs: random cases keep to the line, and one careful firm by hand."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given

import brownfield
from brownfield.case.case import Case
from brownfield.questions.risk.care.frontier import point, with_care
from brownfield.questions.risk.document import Document
from tests.model.small_cases import MILLION
from tests.model.test_tail import gamble
from tests.properties.random_cases import few, random_cases, slack


def test_a_gamble_is_left_once_the_worst_half_weighs_enough() -> None:
    """60 m or -40 m: 10 m expected, -40 m in the worst half; or nothing at all.

    (1 - w) 10 - w 40 is below 0 from w = .2 on.
    """
    found: Document = brownfield.risk(gamble(0.5, 0.0), points=11).document
    had = [(p.value / MILLION, p.cvar / MILLION) for p in found.frontier]
    assert had[:2] == [pytest.approx((10.0, -40.0))] * 2
    assert had[3:] == [pytest.approx((0.0, 0.0))] * 8
    assert [len(p.starts) for p in found.frontier[3:]] == [0] * 8


def test_a_tail_of_its_own_stays() -> None:
    """.5 of the party; who has none gets the one asked for."""
    own = with_care(gamble(0.5, 0.0), 0.3, 0.25).tables["parties"]
    none = with_care(gamble(None, 0.0), 0.3, 0.25).tables["parties"]
    assert own.select("tail", "tail_weight").rows() == [(0.5, 0.3)]
    assert none.select("tail", "tail_weight").rows() == [(0.25, 0.3)]


def plain(case: Case) -> Case:
    """Return a case without payments between its companies."""
    gone = ("contracts", "credits", "policies")
    return case.with_tables("plain", **{n: case.tables[n].clear() for n in gone})


@few(3)
@given(case=random_cases())
def test_more_care_means_less_expected_and_more_in_bad_futures(case: Case) -> None:
    """Both go one way only; together is never less than each its own."""
    points = [point(plain(case), care, 0.4) for care in (0.0, 0.5, 1.0)]
    for before, after in pairwise(points):
        fuzz = 2.0 * slack(before.mean) + 4.0 * slack(before.worst)
        assert after.mean <= before.mean + fuzz
        assert after.worst >= before.worst - fuzz
    for one in points:
        assert one.plan.is_sound, one.plan.audit
        aim = (1.0 - one.care) * one.mean + one.care * one.worst
        assert aim == pytest.approx(one.plan.value, abs=slack(one.plan.value))
        if case.tables["parties"]["tail"].drop_nulls().n_unique() <= 1:
            assert one.together >= one.worst - slack(one.worst)


def test_mini_shares_risk_by_free_payments() -> None:
    """Full care: each has in its worst futures what all have together."""
    last = brownfield.risk(brownfield.read_case("mini"), points=2).document.frontier[1]
    assert last.cvar == pytest.approx(last.cvar_together, rel=1e-6)
    assert pl.Series(last.starts).str.ends_with("2026").all()
