"""Does a board read of evidence what the command prints?"""

import pytest

import brownfield
from brownfield.questions.evidence import words
from brownfield.questions.evidence.document import Document
from brownfield.questions.evidence.paper import paper as paper_of
from brownfield.tell.numbers import money
from brownfield.tell.paper.paper import Paper
from brownfield.tell.paper.pdf import pdf
from brownfield.tell.values import values
from tests.questions.evidence.small import two
from tests.tell.paper.papers import pages


@pytest.fixture(scope="module")
def whole() -> Document:
    """Return what is told of the claims of P and Q about two plants."""
    told: Document = brownfield.evidence(two("A"), draws=2_000).document
    return told


@pytest.fixture(scope="module")
def paper(whole: Document) -> Paper:
    """Return its board paper."""
    return paper_of(whole)


def test_the_pages_hold_the_figures_of_the_json(whole: Document, paper: Paper) -> None:
    """Whom to ask, what it is worth to know, and every claim on the last page."""
    plain = values(whole)
    first, second, _, last = pages(pdf(paper))
    assert words.headline(whole) in first
    assert money(plain["evpi"], plain["currency"]) in first
    for one in plain["assumptions"]:
        assert money(one["evppi"], plain["currency"]) in second
    for one in plain["claims"]:
        assert f"{one['statement']}:" in last
    assert plain["case_digest"][:12] in last


def test_the_chart_holds_what_each_answer_is_worth(
    whole: Document, paper: Paper
) -> None:
    """As it stands in the JSON, most first."""
    chart = paper.sheets[1].chart
    assert chart is not None
    (worth,) = chart.series
    asked = values(whole)["questions"]
    assert chart.labels == ("speaker of P", "speaker of Q")
    assert worth.values == pytest.approx([one["worth"] for one in asked])


def test_without_draws_the_claims_alone_are_told() -> None:
    """Nothing is drawn, and the second page says how to ask."""
    told: Document = brownfield.evidence(two("A"), draws=0).document
    made = paper_of(told)
    assert made.sheets[1].chart is None
    assert "ask with --draws" in pages(pdf(made))[1]
