"""Where there is nothing to share there are no terms; "everybody" means everybody."""

import pytest

from brownfield.errors import UseError
from brownfield.questions.deal.coalitions import seats as seating
from brownfield.questions.deal.coalitions.seats import (
    hosts_left_out,
    seated_with_hosts,
    seats,
)
from brownfield.questions.deal.document import document
from brownfield.questions.deal.page import page as page_of
from brownfield.questions.deal.question import Deal, deal
from brownfield.questions.deal.text import text
from brownfield.tell.page import render
from brownfield.tell.values import values
from tests.questions.deal.rivals import rivals

MILLION = 1e6


@pytest.fixture(scope="module")
def losing() -> Deal:
    """Return the deal of the three whose options of A and B exclude each other."""
    return deal(rivals())


def test_together_they_have_less(losing: Deal) -> None:
    """A 10 or B 9, and C's 3 at A's: 13 together, 10 + 9 + 0 = 19 apart."""
    game = losing.game
    assert game.total / MILLION == pytest.approx(13)
    assert game.surplus / MILLION == pytest.approx(-6)
    assert not game.has_surplus


def test_without_a_surplus_no_rule_that_divides_it_and_no_terms(losing: Deal) -> None:
    """Nash would give C -2 where it has 0 alone: it is not defined there."""
    content = values(document(losing))
    for name in ("nash", "equal", "kalai_smorodinsky", "pair", "simplicity", "menu"):
        assert content[name] is None
    assert content["terms"] == {}
    assert content["stay"] == []
    assert content["nash_with_outside_as_floor"] is None
    assert content["shapley"]["A"] / MILLION == pytest.approx(7)


def test_the_answer_says_what_is_lost_why_and_who_gains_without_the_other(
    losing: Deal,
) -> None:
    """A and C gain 20 - 17 = 3 a car by C building at A's plant."""
    told = document(losing)
    words, page = text(told), render(page_of(told))
    for part in (words, page):
        assert "have GBP 6.00 m less together than each acting alone" in part
        assert "A and C together would have GBP 3.00 m more than each alone" in part
        assert "The exclusive group local has options of A and B" in part
    assert "at that fee" not in words
    assert "rather have acted alone" not in words
    assert "Nash" not in words
    assert "There is nothing to split." in page
    assert told.shares.groups_across_owners == {"local": ("A", "B")}


def test_two_who_exclude_each_other_have_no_deal() -> None:
    """A 10, B 9, together 10: Nash would give 5.5 and 4.5, less than each has alone."""
    told = deal(rivals(), ("A", "B"))
    assert values(document(told))["nash"] is None
    assert "have GBP 9.00 m less together" in text(document(told))


def test_who_is_not_paid_is_not_everybody() -> None:
    """Each in a group of its own: 10 + 9 + 3; B takes no part in the fee of A and C.

    C pays at least the 17,000 that its car costs A, and at most its price.
    """
    told = deal(rivals(group=None))
    assert told.table is not None
    fee = values(document(told))["terms"]["fee_per_vehicle"]
    assert (fee["low"], fee["high"]) == pytest.approx((17_000, 20_000))
    assert told.table.unpaid == {"B": pytest.approx(0.0, abs=1.0)}
    words = text(document(told))
    assert "A and C gain at a fee of GBP 17,000 to GBP 20,000 per vehicle" in words
    assert "B, whom none of these payments reaches, has what it has alone." in words
    assert "none of A and C would rather have acted alone" in words
    assert "verybody gains" not in words


def test_who_loses_by_a_deal_of_the_others_is_named() -> None:
    """C's car at 30,000: A 10 + C 13 = 23 against 10 + 9; B builds nothing: -9."""
    told = deal(rivals(price=30_000.0))
    assert told.game.surplus / MILLION == pytest.approx(4)
    assert values(document(told))["pair"]["unpaid"]["B"] / MILLION == pytest.approx(-9)
    assert "reaches, has GBP -9.00 m against acting alone." in text(document(told))


def test_a_host_that_is_left_out_is_said_first() -> None:
    """C builds at A's plant only: without A at the table it builds nothing.

    With A it builds its 1,000 cars there: 10 + 9 + 3 = 22 against 10 and 9 apart.
    """
    told = deal(rivals(group=None), ("B", "C"))
    content = values(document(told))
    assert content["hosts_left_out"] == {"A": ["FA"]}
    assert content["hosts_left_out_used"]["FA"] == pytest.approx(1_000)
    assert content["hosts_left_out_more"] / MILLION == pytest.approx(3)
    assert text(document(told)).startswith(
        "A is not at the table, so nothing of those who are is built at FA, though the "
        "case has options there (--seat-hosts). The best plan found with A builds "
        "1,000 vehicles a year at FA, and is worth GBP 3.00 m more than the companies "
        "and A apart. B and C gain nothing together"
    )


def test_a_host_whose_plant_is_not_worth_using_is_named_too() -> None:
    """C's car costs 17,000 and sells for 16,000: nobody builds it at A's plant."""
    words = text(document(deal(rivals(group=None, price=16_000.0), ("B", "C"))))
    assert "A is not at the table" in words
    assert "The best plan found with A builds nothing of theirs there." in words


@pytest.mark.parametrize(
    ("names", "is_seating", "parties"),
    [
        (("B", "C"), None, ("B", "C")),
        (("B", "C"), True, ("A", "B", "C")),
        ((), None, ("A", "B", "C")),
        ((), False, ("B", "C")),
    ],
)
def test_hosts_sit_down_unless_parties_are_named(
    names: tuple[str, ...], is_seating: bool | None, parties: tuple[str, ...]
) -> None:
    """case.toml names B and C; everybody who could host is at the table of three."""
    case = rivals(group=None).with_settings("deal", {"parties": ("B", "C")})
    found = seated_with_hosts(case, names, is_seating=is_seating)
    assert found.parties == parties
    assert hosts_left_out(case, seats(case, ("A", "B", "C"))) == {}


def test_too_many_hosts_are_refused_or_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With room for two only, A sits down nowhere; asked for, it is one too many."""
    case = rivals(group=None).with_settings("deal", {"parties": ("B", "C")})
    monkeypatch.setattr(seating, "MOST_PARTIES", 2)
    assert seated_with_hosts(case, ()).parties == ("B", "C")
    with pytest.raises(UseError, match=r"With the hosts A there are 3.*--leave-hosts"):
        seated_with_hosts(case, (), is_seating=True)
