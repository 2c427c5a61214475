"""A menu for a guest that knows its volumes, by hand.

Volumes 20, 40, 60, each as likely; the deal adds 40, 100, 100 to the guest and nothing
to the host. A fee and a yearly lump sum for one year.
"""

from dataclasses import replace

import pytest

from brownfield.questions.deal.contracts.forms import Pair
from brownfield.questions.deal.contracts.talks import Form, Side, Talks
from brownfield.questions.deal.terms.menu import Menu, menu

VOLUMES = (20.0, 40.0, 60.0)
PAIR = Pair("E", "H", {}, {}, {})


def talks(adds: tuple[float, ...], host: tuple[float, ...] = (0.0,) * 3) -> Talks:
    """Return the talks if the deal adds so much to the guest, and to the host."""
    none = (0.0,) * len(adds)
    paid = {
        "fee_per_vehicle": VOLUMES[: len(adds)],
        "reservation": (1.0,) * len(adds),
    }
    forms = {
        name: Form(name, "m", {"E": tuple(-v for v in per), "H": per})
        for name, per in paid.items()
    }
    chances = (1 / len(adds),) * len(adds)
    return Talks(chances, (Side("E", adds, none), Side("H", host, none)), forms)


def found(adds: tuple[float, ...], host: tuple[float, ...] = (0.0,) * 3) -> Menu:
    """Return the menu."""
    made = menu(talks(adds, host), PAIR)
    assert made is not None
    return made


def test_a_menu_bends_where_one_price_cannot() -> None:
    """T(20) <= 40 caps the fee at 2, so T(40) <= 80; 100 flat for the largest.

    (40 + 80 + 100) / 3 = 73.33. One offer R + f X under 40, 100, 100: f = 1.5, R = 10,
    (40 + 70 + 100) / 3 = 70. Knowing the future: (40 + 100 + 100) / 3 = 80.
    """
    made = found((40.0, 100.0, 100.0))
    assert made.host == pytest.approx(220 / 3)
    assert made.host_one_offer == pytest.approx(70)
    assert made.host_knowing == pytest.approx(80)
    assert [offer.host for offer in made.offers] == pytest.approx([40, 80, 100])
    assert [offer.guest for offer in made.offers] == pytest.approx([0, 20, 0], abs=1e-6)


def test_no_guest_gains_by_claiming_another_future() -> None:
    """Each pays no more for its own offer than any other would cost it."""
    made = found((40.0, 100.0, 100.0))
    for own in made.offers:
        paid = own.reservation + own.fee * VOLUMES[own.future]
        for other in made.offers:
            claimed = other.reservation + other.fee * VOLUMES[own.future]
            assert paid <= claimed + 1e-6


def test_a_poor_future_is_left_out_if_it_spoils_the_price() -> None:
    """Adding 2, 100, 150: serving all caps the fee at .1, with 2 + 4 + 6 at most.

    Without the first: T(40) = 100, T(60) = 150 at a fee of 2.5, (100 + 150) / 3.
    """
    made = found((2.0, 100.0, 150.0))
    assert made.host == pytest.approx(250 / 3)
    assert [offer.future for offer in made.offers] == [1, 2]


def test_a_deal_that_adds_nothing_has_no_offers() -> None:
    """The host's cost of 10 eats what the guest gains."""
    made = found((5.0, 5.0, 5.0), host=(-10.0,) * 3)
    assert made.offers == ()
    assert made.host == 0
    assert made.host_knowing == 0


def test_the_unit_of_money_changes_no_offer() -> None:
    """All money times 1,000: offers and gains times 1,000."""
    one = found((40.0, 100.0, 100.0))
    other = found((40e3, 100e3, 100e3))
    assert other.host == pytest.approx(1e3 * one.host)
    pairs = zip(one.offers, other.offers, strict=True)
    assert all(b.fee == pytest.approx(1e3 * a.fee, abs=1e-3) for a, b in pairs)


def test_one_future_needs_no_menu() -> None:
    """There is nothing to hide."""
    single = replace(
        talks((40.0, 100.0)),
        chances=(1.0,),
        sides=(Side("E", (40.0,), (0.0,)), Side("H", (0.0,), (0.0,))),
    )
    assert menu(single, PAIR) is None


def test_a_host_that_only_receives_cannot_pay_the_guest_to_come() -> None:
    """The deal costs the guest 10 and brings the host 50: no fee makes it come."""
    made = found((-10.0, 40.0, 40.0), host=(50.0, 0.0, 0.0))
    assert made.host_knowing == pytest.approx(80 / 3)
    assert made.host <= made.host_knowing + 1e-6
