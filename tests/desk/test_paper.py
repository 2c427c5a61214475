"""Does the desk send the board paper of a run?"""

import sys
from dataclasses import replace

import pytest

import brownfield
from brownfield.desk.pages.visit import Desk
from brownfield.desk.runs.telling import told
from brownfield.desk.store import runs
from brownfield.desk.store.cases import kept_case
from brownfield.questions.plan.asked import Asked
from brownfield.questions.registry import ROOMS
from tests.desk.conftest import Reader
from tests.tell.paper.papers import pages, shown

(PLAN,) = (room for room in ROOMS if room.name == "plan")


@pytest.fixture(scope="module")
def answered() -> runs.Answered:
    """Return what is kept of the plan of mini."""
    return told(PLAN, brownfield.study(brownfield.read_case("mini")), Asked(), 1)


def _run(desk: Desk, question: str, answered: runs.Answered) -> str:
    """Return the address of a run that was answered."""
    with desk.space.changing() as link:
        case = kept_case(link, "mini")
        number = runs.ask(link, case, question, {}, digest="d", who="Ann")
        runs.begin(link)
        runs.finish(link, number, answered)
    return f"/runs/{number}"


def test_a_run_is_sent_as_pages_and_as_slides(
    reader: Reader, desk: Desk, answered: runs.Answered
) -> None:
    """As files to save; the page of the run leads to both."""
    at = _run(desk, "plan", answered)
    page = reader.client.get(at).text
    assert f'href="{at}/paper.pdf" download' in page
    assert f'href="{at}/slides.pptx" download' in page
    paper = reader.client.get(f"{at}/paper.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert 'filename="run-1.pdf"' in paper.headers["content-disposition"]
    assert answered.headline in pages(paper.content)[0]
    assert len(shown(reader.client.get(f"{at}/slides.pptx").content)) == 4


@pytest.mark.parametrize("form", ["paper.pdf", "slides.pptx"])
def test_a_run_without_a_paper_says_so(
    reader: Reader, desk: Desk, answered: runs.Answered, form: str
) -> None:
    """Its question has none, or there is no such run."""
    at = _run(desk, "risk", replace(answered, paper=""))
    assert form not in reader.client.get(at).text
    found = reader.client.get(f"{at}/{form}")
    assert found.status_code == 404
    assert "no board paper of run 1, risk" in found.text
    assert reader.client.get(f"/runs/7/{form}").status_code == 404


def test_a_missing_library_is_told(
    reader: Reader,
    desk: Desk,
    answered: runs.Answered,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the command that installs it."""
    at = _run(desk, "plan", answered)
    monkeypatch.setitem(sys.modules, "typst", None)
    found = reader.client.get(f"{at}/paper.pdf")
    assert found.status_code == 400
    assert "brownfield[pdf]" in found.text
