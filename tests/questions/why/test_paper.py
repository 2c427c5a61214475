"""Does a board read of a why what the command prints?"""

import pytest

import brownfield
from brownfield.questions.why import words
from brownfield.questions.why.document import Document
from brownfield.questions.why.paper import paper as paper_of
from brownfield.tell.numbers import money
from brownfield.tell.paper.paper import Paper
from brownfield.tell.paper.pdf import pdf
from brownfield.tell.values import values
from tests.questions.why.toy import toy
from tests.tell.paper.papers import pages


@pytest.fixture(scope="module")
def whole() -> Document:
    """Return why the near plant is left out of the toy."""
    asked = {"targets": ("facility=near",), "break_evens": 1}
    told: Document = brownfield.why(toy(), **asked).document
    return told


@pytest.fixture(scope="module")
def paper(whole: Document) -> Paper:
    """Return its board paper."""
    return paper_of(whole)


def test_the_pages_hold_the_figures_of_the_json(whole: Document, paper: Paper) -> None:
    """What comes nearest, what speaks against it, and what would change it."""
    plain = values(whole)
    first, second, third, last = pages(pdf(paper))
    assert words.headline(whole) in first
    assert "misses by GBP 0.25 m" in first
    assert words.paragraph(whole, whole.why_not[0]) in second
    assert "GBP 1.00 m GBP 0.75 m" in third  # tooling today, and where it flips
    assert money(plain["value"], plain["currency"]) in last
    assert plain["case_digest"][:12] in last


def test_the_chart_leads_from_the_plan_that_was_forced_to_the_best(
    paper: Paper,
) -> None:
    """Without the near plant: 1,000,000 less tooling, 750,000 more conversion."""
    chart = paper.sheets[1].chart
    assert chart is not None
    (firm,) = chart.series
    found = dict(zip(chart.labels, firm.values, strict=True))
    assert found["tooling"] == pytest.approx(1e6)
    assert found["conversion"] == pytest.approx(-750e3)
    assert chart.ends[:2] == ("GBP +1.00 m", "GBP -0.75 m")


def test_what_is_chosen_is_told_where_nothing_is_left_out() -> None:
    """The far plant is in the plan: the second page says what it brings."""
    asked = {"targets": ("facility=far",), "break_evens": 0}
    told: Document = brownfield.why(toy(), **asked).document
    made = paper_of(told)
    assert words.nearest(told) is None
    assert made.sheets[1].lead == words.paragraph(told, told.why_not[0])
    assert len(pages(pdf(made))) == 4
