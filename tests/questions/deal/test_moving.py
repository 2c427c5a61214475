"""Other terms of a deal are told from its payoffs, without a plan."""

from time import process_time

import pytest

import brownfield
from brownfield.errors import UseError
from brownfield.questions.deal.moving import Payoffs, from_text, moved, payoffs, to_text
from brownfield.questions.deal.question import Deal

FEE = "fee_per_vehicle"


def kept(deal: Deal) -> Payoffs:
    """Return the payoffs of a deal as they are kept and read again."""
    found = payoffs(deal)
    assert found is not None
    again = from_text(to_text(found))
    assert again == found
    return again


def check_ends(found: Payoffs, deal: Deal) -> tuple[float, float]:
    """Check that a side has at an end of the range what it has alone, and no more."""
    assert deal.private is not None
    fee = deal.private.ranges[FEE]
    assert fee.low is not None
    assert fee.high is not None
    small = 1e-4 * deal.game.surplus
    assert moved(found, {FEE: fee.low}).gains[found.host] == pytest.approx(0, abs=small)
    least = moved(found, {FEE: fee.high}).gains[found.guest]
    assert least == pytest.approx(0, abs=small)
    assert moved(found, {FEE: (fee.low + fee.high) / 2}).losers == ()
    assert moved(found, {FEE: fee.low - 50}).losers == (found.host,)
    assert moved(found, {FEE: fee.high + 50}).losers == (found.guest,)
    return fee.low, fee.high


def test_at_the_ends_of_its_range_a_side_has_what_it_has_alone(told: Deal) -> None:
    """Beyond them it would leave; between them both share the whole surplus."""
    found = kept(told)
    low, _ = check_ends(found, told)
    gains = moved(found, {FEE: 1.05 * low}).gains
    assert sum(gains.values()) == pytest.approx(told.game.surplus, rel=1e-6)


def test_too_much_is_told(told: Deal) -> None:
    """The host pays all of the guest's tooling at most."""
    found = kept(told)
    assert moved(found, {FEE: 4_000.0, "capex_share": 1.0}).beyond == ()
    assert moved(found, {FEE: 4_000.0, "capex_share": 1.01}).beyond == ("capex_share",)


@pytest.mark.slow
def test_a_moved_slider_answers_at_once() -> None:
    """Even where losses are carried forward: under 100 ms of processor time."""
    case = brownfield.read_case("starter")
    deal = brownfield.deal(case, case.companies)
    found = kept(deal)
    assert any(side.books for side in found.talks.sides)
    low, high = check_ends(found, deal)
    began = process_time()
    for step in range(10):
        moved(found, {FEE: low + step / 10 * (high - low)})
    assert (process_time() - began) / 10 < 0.1


@pytest.mark.parametrize("amounts", [{"bribe": 1.0}, {FEE: float("nan")}])
def test_terms_that_are_none_are_told(told: Deal, amounts: dict[str, float]) -> None:
    """With what is allowed."""
    with pytest.raises(UseError, match="Give a number for one of fee_per_vehicle"):
        moved(kept(told), amounts)
