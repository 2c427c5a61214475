"""Does a board read of a risk what the command prints?"""

import pytest

import brownfield
from brownfield.questions.risk import words
from brownfield.questions.risk.document import Document
from brownfield.questions.risk.paper import paper as paper_of
from brownfield.tell.numbers import money
from brownfield.tell.paper.paper import Paper
from brownfield.tell.paper.pdf import pdf
from brownfield.tell.values import values
from tests.questions.risk.farmer import farmer
from tests.questions.risk.toy import VALUE, toy
from tests.tell.paper.papers import pages


@pytest.fixture(scope="module")
def whole() -> Document:
    """Return what is told of the toy with ranges."""
    told: Document = brownfield.risk(toy()).document
    return told


@pytest.fixture(scope="module")
def paper(whole: Document) -> Paper:
    """Return its board paper."""
    return paper_of(whole)


def test_the_pages_hold_the_figures_of_the_json(whole: Document, paper: Paper) -> None:
    """What the plan is worth, both ends of each range, and what it was read from."""
    plain = values(whole)
    first, second, third, last = pages(pdf(paper))
    assert words.headline(whole) in first
    assert "GBP 1,600 GBP 2,800 GBP 0.70 m GBP 99,000" in second
    assert "no plan can be regretted" in third
    assert money(plain["bound"], plain["currency"]) in last
    assert plain["case_digest"][:12] in last


def test_the_chart_holds_what_each_range_takes_and_gives(paper: Paper) -> None:
    """499,000 held to the far plant: 99,000 to 699,000, then 399,000 to 599,000."""
    chart = paper.sheets[1].chart
    assert chart is not None
    less, more = chart.series
    assert less.values == pytest.approx((99e3 - VALUE, 399e3 - VALUE))
    assert more.values == pytest.approx((699e3 - VALUE, 599e3 - VALUE))
    assert chart.ends == ("GBP 99,000 to GBP 0.70 m", "GBP 0.40 m to GBP 0.60 m")


def test_plans_that_may_be_regretted_stand_on_the_third_page() -> None:
    """Those of the farmer, with what each misses at the most."""
    told: Document = brownfield.risk(farmer(1 / 3), points=2).document
    found = pages(pdf(paper_of(told)))
    assert told.regrets is not None
    assert len(found) == 4
    for one in told.regrets.plans:
        assert one.largest is not None
        assert money(one.largest, told.currency) in found[2]
