"""Ranges of contract terms against hand-worked talks.

X is 20, 40 or 60 thousand vehicles (.25/.5/.25); the entrant earns 3 thousand a
vehicle, the host pays 40 m and 0.2 thousand a vehicle; nobody has anything alone.
"""

from dataclasses import replace
from itertools import pairwise

import pytest

from brownfield.errors import UseError
from brownfield.plans.worst import tail_mean
from brownfield.questions.deal.contracts.risk import worth
from brownfield.questions.deal.contracts.talks import Form, Side, Talks
from brownfield.questions.deal.terms.terms import (
    acceptable_pairs,
    at_amounts,
    largest_total,
    nash_terms,
    shared_hope_terms,
    term_range,
)

VOLUMES = (20.0, 40.0, 60.0)
CHANCES = (0.25, 0.5, 0.25)
PROMISED = 40.0


def talks(
    entrant_weight: float = 0.0, host_weight: float = 0.0, tail: float = 0.25
) -> Talks:
    """Return the talks with the weights both put on their worst futures."""
    entrant = Side(
        "E",
        tuple(3.0 * x for x in VOLUMES),
        (0.0,) * 3,
        tail,
        entrant_weight,
    )
    host = Side(
        "H", tuple(-40.0 - 0.2 * x for x in VOLUMES), (0.0,) * 3, tail, host_weight
    )
    paid = {"fee": VOLUMES, "take": tuple(max(x, PROMISED) for x in VOLUMES)}
    forms = {
        name: Form(name, "thousand", {"E": tuple(-x for x in per), "H": per})
        for name, per in paid.items()
    }
    forms["lump"] = Form("lump", "m", {"E": (-1.0,) * 3, "H": (1.0,) * 3})
    return Talks(CHANCES, (entrant, host), forms)


@pytest.mark.parametrize(
    ("weights", "form", "low", "high"),
    [
        ((0.0, 0.0), "fee", 1.2, 3.0),
        ((1.0, 1.0), "fee", 2.2, 3.0),
        ((1.0, 1.0), "take", 1.2, 1.5),
        ((0.0, 1.0), "take", 1.2, 120 / 45),
    ],
)
def test_the_range_of_a_fee(
    weights: tuple[float, float], form: str, low: float, high: float
) -> None:
    """Neutral 48/40 to 120/40; worst quarter 44/20; promised 40: 48/40 to 60/40."""
    found = term_range(talks(*weights), form)
    assert found == pytest.approx((low, high), abs=1e-6)


def test_the_range_shrinks_as_a_party_fears_its_tail_more() -> None:
    """Weights 0, .5, 1: each range lies within the one before."""
    ranges = [term_range(talks(0.0, w), "fee") for w in (0.0, 0.5, 1.0)]
    for wide, narrow in pairwise(ranges):
        assert wide is not None
        assert narrow is not None
        assert narrow[0] >= wide[0] - 1e-9
        assert narrow[1] <= wide[1] + 1e-9


def test_the_range_vanishes_where_the_surplus_does() -> None:
    """With 73 more for the host alone the surplus of 72 is gone."""
    neutral = talks()
    entrant, host = neutral.sides
    poor = replace(neutral, sides=(entrant, replace(host, alone=(73.0,) * 3)))
    assert term_range(poor, "fee") is None
    assert nash_terms(poor, ("fee",)) is None


def test_a_second_payment_widens_the_range() -> None:
    """With a lump sum the fee may fall to 0: the host lives on the lump."""
    found = term_range(talks(1.0, 1.0), "fee", among=("lump",))
    assert found is not None
    assert found[0] == pytest.approx(0.0, abs=1e-6)


def test_equal_power_meets_in_the_middle() -> None:
    """Gains of 72 in all: 36 each, at the fee (1.2 + 3) / 2 = 2.1."""
    agreed = nash_terms(talks(), ("fee",))
    assert agreed is not None
    assert agreed.amounts["fee"] == pytest.approx(2.1, abs=1e-4)
    assert agreed.gains == pytest.approx({"E": 36.0, "H": 36.0}, abs=1e-2)


def test_power_moves_the_fee() -> None:
    """Power 3:1 for the host: it gets 54 of 72, a fee of 1.2 + 54/40 = 2.55."""
    agreed = nash_terms(talks(), ("fee",), {"H": 3.0})
    assert agreed is not None
    assert agreed.amounts["fee"] == pytest.approx(2.55, abs=1e-3)


def test_equal_hopes_meet_in_the_middle_where_money_moves_freely() -> None:
    """Both hope for 72, so each gets 36."""
    agreed = shared_hope_terms(talks(), ("fee",))
    assert agreed is not None
    assert agreed.amounts["fee"] == pytest.approx(2.1, abs=1e-6)


def test_given_amounts_leave_known_gains() -> None:
    """At a fee of 2: E 120 - 80 = 40, H 80 - 48 = 32."""
    assert at_amounts(talks(), {"fee": 2.0}).gains == pytest.approx(
        {"E": 40.0, "H": 32.0}, abs=1e-6
    )


def test_acceptable_pairs_are_a_polygon() -> None:
    """Neutral: 48 <= 40 fee + lump <= 120, both not negative: four corners."""
    corners = acceptable_pairs(talks(), "fee", "lump")
    wanted = [(1.2, 0.0), (3.0, 0.0), (0.0, 120.0), (0.0, 48.0)]
    for corner in wanted:
        assert any(c == pytest.approx(corner, abs=1e-5) for c in corners), corner
    for fee, lump in corners:
        assert 48.0 - 1e-6 <= 40.0 * fee + lump <= 120.0 + 1e-6


def test_payments_that_follow_each_future_reach_the_bound() -> None:
    """The least averse bears the risk: of 16, 72, 128, (.25 x 16 + .25 x 72) / .5 = 44.

    Tails are .25 and .5, and each future has a payment of its own.
    """
    averse = talks(1.0, 1.0)
    entrant, host = averse.sides
    each = {
        f"future {at}": Form(
            f"future {at}",
            "m",
            {"E": unit(at, -1.0), "H": unit(at, 1.0)},
            low=-1e4,
            high=1e4,
        )
        for at in range(3)
    }
    free = Talks(CHANCES, (entrant, replace(host, tail=0.5)), each)
    best = largest_total(free, tuple(each))
    assert best is not None
    assert sum(best.gains.values()) == pytest.approx(44.0, abs=1e-5)


def unit(at: int, size: float) -> tuple[float, ...]:
    """Return `size` in one of three futures."""
    return tuple(size if future == at else 0.0 for future in range(3))


def test_a_tail_is_the_mean_of_the_worst() -> None:
    """Half of 1, 2, 3 (.25/.5/.25): (.25 x 1 + .25 x 2) / .5 = 1.5; mean 2."""
    assert tail_mean((3.0, 1.0, 2.0), (0.25, 0.25, 0.5), 0.5) == pytest.approx(1.5)
    assert worth((1.0, 2.0, 3.0), CHANCES, 0.5, 0.5) == pytest.approx(1.75)
    assert tail_mean((1.0, 2.0, 3.0), CHANCES, None) == pytest.approx(2.0)


def test_a_tail_of_nothing_is_refused() -> None:
    """Zero is no share of futures."""
    with pytest.raises(UseError, match="no share of futures"):
        tail_mean((1.0,), (1.0,), 0.0)


@pytest.mark.parametrize("short", [0.0, 1e-5, 1.0])
def test_a_party_that_cannot_gain_does_not_decide(short: float) -> None:
    """E gains 100 less 30 f, H 30 f: f = 100 / 60. X has 5 either way, or less."""
    forms = {"fee": Form("fee", "m", {"E": (-20.0, -40.0), "H": (20.0, 40.0)})}
    sides = (
        Side("E", (100.0, 100.0), (0.0, 0.0)),
        Side("H", (0.0, 0.0), (0.0, 0.0)),
        Side("X", (5.0 - short, 5.0 - short), (5.0, 5.0)),
    )
    found = nash_terms(Talks((0.5, 0.5), sides, forms), ("fee",))
    assert found is not None
    assert found.amounts["fee"] == pytest.approx(100 / 60, rel=1e-6)


def test_several_payments_leave_out_who_cannot_gain() -> None:
    """X owes 1 of each lump and has nothing to gain, so it decides nothing.

    E gives what H gets, 100 to share: 50 each, however it is paid.
    """
    forms = {
        "fee": Form("fee", "m", {"E": (-20.0,), "H": (20.0,), "X": (0.0,)}),
        "lump": Form("lump", "m", {"E": (-1.0,), "H": (1.0,), "X": (-1.0,)}),
    }
    sides = (
        Side("E", (100.0,), (0.0,)),
        Side("H", (0.0,), (0.0,)),
        Side("X", (5.0,), (5.0,)),
    )
    found = nash_terms(Talks((1.0,), sides, forms), ("fee", "lump"))
    assert found is not None
    assert found.gains["E"] == pytest.approx(50, rel=1e-4)
    assert found.gains["H"] == pytest.approx(50, rel=1e-4)
    assert found.amounts["lump"] == pytest.approx(0, abs=1e-6)


def test_payments_both_ways_may_have_no_meeting_point() -> None:
    """Each pays 1 for what is worth 2 to the other: a unit both ways adds 1 to both."""
    forms = {
        "there": Form("there", "a unit", {"one": (-1.0,), "other": (2.0,)}),
        "back": Form("back", "a unit", {"one": (2.0,), "other": (-1.0,)}),
        "grant": Form("grant", "money", {"state": (-1.0,), "one": (1.0,)}),
    }
    names = ("one", "other", "state")
    sides = tuple(Side(n, (3.0 * (n == "state"),), (0.0,)) for n in names)
    found = Talks((1.0,), sides, forms)
    assert nash_terms(found, tuple(forms)) is None
    edges = term_range(found, "there", tuple(forms))
    assert edges is not None
    assert edges[0] == pytest.approx(0.0, abs=1e-6)
    assert edges[1] == float("inf")


def test_the_same_payments_one_way_meet() -> None:
    """Of a grant g and x there: (g - x) 2x (3 - g) is largest at g = 2 and x = 1."""
    forms = {
        "there": Form("there", "a unit", {"one": (-1.0,), "other": (2.0,)}),
        "grant": Form("grant", "money", {"state": (-1.0,), "one": (1.0,)}),
    }
    names = ("one", "other", "state")
    sides = tuple(Side(n, (3.0 * (n == "state"),), (0.0,)) for n in names)
    met = nash_terms(Talks((1.0,), sides, forms), tuple(forms))
    assert met is not None
    assert met.gains == pytest.approx({"one": 1.0, "other": 2.0, "state": 1.0}, 1e-4)
