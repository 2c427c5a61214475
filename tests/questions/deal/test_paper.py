"""Does a board read of a deal what the command prints?"""

import pytest

from brownfield.questions.deal.document import Document, document
from brownfield.questions.deal.paper import paper as paper_of
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.words.headline import headline
from brownfield.tell.numbers import money, significant
from brownfield.tell.paper.paper import Paper
from brownfield.tell.paper.pdf import pdf
from brownfield.tell.paper.slides import slides
from brownfield.tell.values import values
from tests.tell.paper.papers import pages, shown


@pytest.fixture(scope="module")
def whole(three: Deal) -> Document:
    """Return what is told of the deal of entrant, host and government."""
    return document(three)


@pytest.fixture(scope="module")
def paper(whole: Document) -> Paper:
    """Return its board paper."""
    return paper_of(whole)


def test_the_pages_hold_the_figures_of_the_json(whole: Document, paper: Paper) -> None:
    """Terms on the first, shares on the second, what every group is worth at last."""
    plain = values(whole)
    first, second, _, last = pages(pdf(paper))
    currency = plain["currency"]
    assert headline(whole) in first
    assert money(plain["total"], currency) in first
    for party, alone in plain["disagreement"].items():
        assert f"{whole.names[party]} {significant(alone / 1e6)}" in second
    assert money(plain["coalitions"]["E,H,G"], currency) in last
    assert plain["case_digest"][:12] in last


def test_the_chart_holds_what_each_rule_gives(whole: Document, paper: Paper) -> None:
    """Share less what each has alone, as both stand in the JSON."""
    plain = values(whole)
    second = shown(slides(paper))[1]
    chart = next(shape.chart for shape in second.shapes if shape.has_chart)
    categories = [name.split(":")[0] for name in chart.plots[0].categories]
    drawn = {one.name: one.values for one in chart.plots[0].series}
    for party, alone in plain["disagreement"].items():
        found = dict(zip(categories, drawn[whole.names[party]], strict=True))
        for rule in ("nash", "shapley", "nucleolus"):
            expected = plain[rule][party] - alone
            assert found[rule.capitalize()] == pytest.approx(expected, abs=1e-6)


def test_where_nothing_is_shared_nothing_is_drawn(told: Deal) -> None:
    """The paper of a deal without a surplus has four sheets, too."""
    whole = document(told)
    made = paper_of(whole)
    assert len(pages(pdf(made))) == 4
    assert (made.sheets[1].chart is not None) is whole.groups.has_surplus
