"""Does a board read of an impact what the command prints?"""

from dataclasses import replace

import pytest

from brownfield.questions.impact import words
from brownfield.questions.impact.document import Brought, Document
from brownfield.questions.impact.paper import paper as paper_of
from brownfield.tell.numbers import gain, grouped
from brownfield.tell.paper.pdf import pdf
from brownfield.tell.values import values
from tests.tell.paper.papers import pages


def test_the_pages_hold_the_figures_of_the_json(
    placed: Document, brought: Brought
) -> None:
    """Jobs and places, the public account, futures, and the way from gross to net."""
    plain = values(placed)
    first, second, third, last = pages(pdf(paper_of(placed)))
    assert words.headline(placed) in first
    for one in plain["regions"]:
        assert f"{one['name']} {grouped(one['direct'])}" in first
    assert gain(plain["exchequer"]["balance"], plain["currency"]) in second
    for future in brought.futures:
        assert f"{future.future} {100 * future.probability:.3g} %" in third
    assert f"Net jobs {grouped(plain['net'])}" in last
    assert plain["case_digest"][:12] in last


def test_the_chart_adds_up_to_what_the_state_is_left_with(
    placed: Document, brought: Brought
) -> None:
    """Receipts by head, less support: the balance, and duty is one of the heads."""
    chart = paper_of(placed).sheets[1].chart
    assert chart is not None
    (state,) = chart.series
    assert chart.labels[-1] == "Support"
    assert sum(state.values) == pytest.approx(brought.exchequer.balance)


def test_only_multipliers_are_four_pages_too(placed: Document) -> None:
    """The first has the sectors; the others say that no plan was made."""
    found = pages(pdf(paper_of(replace(placed, brought=None))))
    assert len(found) == 4
    assert f"Multipliers of {len(placed.multipliers)} sectors." in found[0]
    assert all("no plan was made" in text for text in found[1:])
