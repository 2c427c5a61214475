"""Who leaves at which node of the mini case, by hand (GBP m, thousand vehicles).

In 2030, the last year, cash counts 1 + 3 times and is worth 1.08^-4 each:
4 / 1.08^4 = 2.9401. A vehicle built at HAL brings E 7.1 in the UK (21.5 - 14.2 - 0.2)
and 5.59 in the EU (22 - 14.2 - 0.5 - 10 % of 17.1); imported 2.47 in the UK
(21.5 - 13.5 - 2.5 - 1.3 - 1.73), and in the EU less than nothing, so none is sold.

- mid: 25 and 25. E: 25 (7.1 - 2.47) + 25 x 5.59 - 50 f = 255.5 - 50 f.
  H: 50 f - 50 x 2.4 - (170 - 110) = 50 f - 180: alone one shift does for its 55.
- lo: 10 and 5. E: 10 x 4.63 + 5 x 5.59 - 15 f = 74.25 - 15 f. H: 45 + 15 fit in one
  shift, so 15 f - 36.
"""

import json

import pytest

from brownfield.plans.plan import Plan
from brownfield.questions.deal.document import document
from brownfield.questions.deal.figures.terms import deal_figures
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.staying.leave import Leave, leaves
from brownfield.questions.deal.terms.ranges import FEE
from brownfield.questions.deal.words.futures import leave_sentence, menu_sentence
from brownfield.tell.values import values

WORTH = 4 / 1.08**4 * 1e6


Alone = dict[int, dict[str, Plan]]


def at_fee(alone: Alone, told: Deal, fee: float) -> dict[tuple[str, str, int], Leave]:
    """Return everybody at every node if the fee (thousand per vehicle) is agreed."""
    assert told.table is not None
    found = leaves(told.table, told.seats, {FEE: fee * 1e3}, alone)
    return {(one.party, one.node.branch, one.node.year): one for one in found}


@pytest.mark.parametrize("fee", [2.0, 3.856, 5.2])
def test_the_last_year_is_worth_what_paper_says(
    alone_later: Alone, told: Deal, fee: float
) -> None:
    """Both companies in the middle and the low future."""
    found = at_fee(alone_later, told, fee)
    by_hand = {
        ("E", "mid"): 255.5 - 50 * fee,
        ("H", "mid"): 50 * fee - 180,
        ("E", "lo"): 74.25 - 15 * fee,
        ("H", "lo"): 15 * fee - 36,
    }
    for (party, branch), gain in by_hand.items():
        assert found[party, branch, 2030].gain == pytest.approx(gain * WORTH, rel=1e-6)


def test_a_dear_fee_drives_the_guest_out_where_volumes_fail(
    alone_later: Alone, told: Deal
) -> None:
    """At 5.2: E would leave the low future in 2030 for 78 - 74.25; H loses 78 - 36."""
    leaving = at_fee(alone_later, told, 5.2)["E", "lo", 2030]
    assert leaving.leaves
    assert leaving.exit_fee == pytest.approx(3.75 * WORTH, rel=1e-5)
    assert leaving.damages == pytest.approx(42 * WORTH, rel=1e-6)


def test_a_cheap_fee_drives_the_host_out(alone_later: Alone, told: Deal) -> None:
    """At 2.0: H would leave the middle future for 180 - 100; E loses 255.5 - 100."""
    leaving = at_fee(alone_later, told, 2.0)["H", "mid", 2030]
    assert leaving.exit_fee == pytest.approx(80 * WORTH, rel=1e-6)
    assert leaving.damages == pytest.approx(155.5 * WORTH, rel=1e-6)


def test_hindsight_and_spent_tooling_differ_by_the_tooling(
    alone_later: Alone, told: Deal
) -> None:
    """E regrets the low future by 4.9, yet with 90 of tooling spent it stays: 85.1."""
    found = at_fee(alone_later, told, 3.856)
    regret = next(s for s in told.stay if s.party == "E" and s.gain < 0)
    assert found["E", "lo", 2027].gain == pytest.approx(regret.gain + 90e6, rel=1e-3)
    assert not any(one.leaves for one in found.values())


def test_at_the_root_leaving_is_acting_alone(told: Deal) -> None:
    """What each gains there is its part of the surplus: 143.115 each."""
    first = {one.party: one for one in told.leave[:2]}
    for party in ("E", "H"):
        assert first[party].gain == pytest.approx(143.115e6, abs=2e3)
        assert first[party].leaving == pytest.approx(told.game.alone[party])


def test_nodes_are_in_the_document_and_on_the_page(told: Deal) -> None:
    """One row a company and node, plain JSON; a sentence and a figure tell them."""
    content = json.loads(json.dumps(values(document(told)), allow_nan=False))
    assert len(content["stay_nodes"]) == 2 * 13
    assert content["stay_nodes"][0]["going_on"] > content["stay_nodes"][0]["leaving"]
    assert (
        content["menu"]["host_gains"]
        <= content["menu"]["host_gains_knowing_the_future"]
    )
    assert (
        leave_sentence(document(told))
        == "Later on, with what is spent by then, nobody would leave."
    )
    assert "If only E knew" in (menu_sentence(document(told)) or "")
    assert "leaving" in {figure.name for figure in deal_figures(document(told))}


def test_a_menu_leaves_the_host_no_worse_than_one_offer(told: Deal) -> None:
    """And no better than if it knew; the guest never pays more than the deal adds."""
    made = told.menu
    assert made is not None
    assert made.host_one_offer <= made.host + 1 <= made.host_knowing + 2
    assert all(offer.guest >= -1 for offer in made.offers)
