"""Bargaining solutions against closed forms worked on paper."""

import pytest

from brownfield.errors import UseError
from brownfield.questions.deal.coalitions.bargaining import (
    deal_me_out,
    split_the_difference,
)
from brownfield.questions.deal.contracts.support import (
    Support,
    clawback,
    cost_per,
    minimum_grant,
    soft_loan,
    viability_gap,
)


def test_money_is_split_by_power() -> None:
    """45 with 10 and 5 alone: surplus 30 by .6/.4 gives 28 and 17."""
    split = split_the_difference(45.0, {"a": 10.0, "b": 5.0}, {"a": 0.6, "b": 0.4})
    assert split == pytest.approx({"a": 28.0, "b": 17.0})


def test_an_outside_offer_as_threat_point() -> None:
    """100 with 30 elsewhere: 30 + 35 = 65 and 35."""
    split = split_the_difference(100.0, {"a": 30.0, "b": 0.0})
    assert split == pytest.approx({"a": 65.0, "b": 35.0})


@pytest.mark.parametrize(
    ("offer", "answer"), [(30.0, (50.0, 50.0)), (70.0, (70.0, 30.0))]
)
def test_an_outside_offer_as_floor(offer: float, answer: tuple[float, float]) -> None:
    """Talks that can only stall: an offer under the half changes nothing."""
    split = deal_me_out(100.0, {"a": 0.0, "b": 0.0}, {"a": offer})
    assert (split["a"], split["b"]) == pytest.approx(answer)


def test_offers_worth_more_than_the_deal_end_it() -> None:
    """60 and 50 elsewhere, 100 together."""
    with pytest.raises(UseError, match="nothing to split"):
        deal_me_out(100.0, {"a": 0.0, "b": 0.0}, {"a": 60.0, "b": 50.0})


def test_a_taxed_grant_is_larger_than_the_gap() -> None:
    """Gap 30, grant taxed 25 %: 30 / .75 = 40."""
    assert minimum_grant(viability_gap(100.0, 70.0), 0.25) == pytest.approx(40.0)
    assert viability_gap(70.0, 100.0) == 0.0


@pytest.mark.parametrize(
    ("years", "loan"),
    [
        pytest.param(1, 110.0, id="10 / (1 - 1 / 1.1)"),
        pytest.param(2, 75.625, id="10 / (1 - (0.5 / 1.1 + 0.5 / 1.21))"),
    ],
)
def test_a_soft_loan_is_worth_a_grant(years: int, loan: float) -> None:
    """A loan free of interest to a company that discounts at 10 %, worth 10."""
    found = soft_loan(10.0, years, state_rate=0.0, company_rate=0.10)
    assert found == pytest.approx(loan)


def test_no_loan_helps_a_company_that_borrows_as_cheaply() -> None:
    """At the company's own rate a loan of any size is worth nothing."""
    assert soft_loan(10.0, 10, state_rate=0.08, company_rate=0.08) is None


def test_a_grant_taxed_away_is_refused() -> None:
    """Tax of 100 % leaves nothing."""
    with pytest.raises(UseError, match="leaves nothing"):
        minimum_grant(10.0, 1.0)


def test_support_must_be_legal_and_earned_back() -> None:
    """40 needed: a ceiling of 39 or receipts of 39 forbid it."""
    assert Support(30.0, 40.0, 50.0, 45.0).is_possible
    assert not Support(30.0, 40.0, 39.0, 45.0).is_proportionate
    assert not Support(30.0, 40.0, None, 39.0).is_possible
    assert Support(30.0, 40.0, 40.0 - 1e-5, 45.0).is_possible  # a quarter of 1e-6 off
    assert not Support(30.0, 40.0, 40.0 - 1e-4, 45.0).is_possible


def test_clawback_follows_missing_vehicles() -> None:
    """A quarter of the vehicles missing: a quarter of 40 comes back."""
    assert clawback(40.0, 100.0, 75.0) == pytest.approx(10.0)
    assert clawback(40.0, 100.0, 130.0) == 0.0
    assert clawback(40.0, 0.0, 0.0) == 0.0
    assert cost_per(40.0, 8.0) == 5.0
    assert cost_per(40.0, 0.0) is None
