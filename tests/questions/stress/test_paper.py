"""Does a board read of a stress test what the command prints?"""

import pytest

from brownfield.case.read import read_case
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.document import Document
from brownfield.questions.stress.document import whole as document
from brownfield.questions.stress.paper import paper as paper_of
from brownfield.questions.stress.question import everything, stress
from brownfield.questions.stress.words.cures import best_sentence
from brownfield.questions.stress.words.headline import worst_sentence
from brownfield.solve.run import plan
from brownfield.tell.numbers import money
from brownfield.tell.paper.paper import Paper
from brownfield.tell.paper.pdf import pdf
from brownfield.tell.paper.slides import slides
from brownfield.tell.values import values
from tests.tell.paper.papers import pages, shown


@pytest.fixture(scope="module")
def whole() -> Document:
    """Return every answer on the starter case."""
    made = plan(read_case("starter"))
    return document(stress(made, everything(made, Asked(years=2_000))))


@pytest.fixture(scope="module")
def paper(whole: Document) -> Paper:
    """Return its board paper."""
    return paper_of(whole)


def test_the_pages_hold_the_figures_of_the_json(whole: Document, paper: Paper) -> None:
    """What breaks, who loses, which cure pays, and what was tested."""
    plain = values(whole)
    first, second, third, last = pages(pdf(paper))
    currency = plain["currency"]
    assert worst_sentence(whole) in first
    assert money(plain["risk"]["expected_loss"], currency) in first
    for event in plain["events"]:
        assert f"{event['event']} {money(event['lost_value'], currency)}" in second
    assert best_sentence(whole) in third
    assert money(plain["plan"]["value"], currency) in last
    assert plain["case_digest"][:12] in last


def test_the_chart_holds_what_each_party_loses(whole: Document, paper: Paper) -> None:
    """By the dearest stop, as in the first row of the ranking."""
    dearest = values(whole)["sweep"][0]["lost_value_by_party"]
    second = shown(slides(paper))[1]
    chart = next(shape.chart for shape in second.shapes if shape.has_chart)
    drawn = {one.name: one.values[0] for one in chart.plots[0].series}
    parties = whole.names.parties
    assert {name: lost for name, lost in drawn.items() if lost} == {
        parties.get(party, party): lost for party, lost in dearest.items() if lost
    }


@pytest.mark.parametrize(
    "asked",
    [Asked(events=("host-cyber",)), Asked(cures=True), Asked(flexibility=True)],
    ids=["events", "cures", "flexibility"],
)
def test_a_part_of_the_answers_is_a_paper_too(asked: Asked) -> None:
    """Four pages, though not everything was asked for."""
    made = plan(read_case("starter"))
    told = document(stress(made, asked), asked)
    assert len(pages(pdf(paper_of(told)))) == 4
