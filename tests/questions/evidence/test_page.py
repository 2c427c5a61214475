"""Does the page show claims, words, time and worth, each where a reader looks?"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.case.said.texts import digest_of_text, keep_text
from brownfield.case.write import write_case
from brownfield.questions.evidence.document import Document
from brownfield.questions.evidence.figures.timeline import day_of, timeline_figure
from brownfield.questions.evidence.figures.worth import worth_figure
from brownfield.questions.evidence.page import page
from brownfield.tables.frames import Row
from brownfield.tell.page import render
from tests.questions.evidence.small import claimed, said, two
from tests.questions.evidence.test_sides import DEAL, story

NASTY = "<script>alert('x')</script><b onclick=\"x\">"
TEXT = f'Ann said: "It is {NASTY} ours." He did not.'
START, END = TEXT.index("It is"), TEXT.index('." He')


def document(case: Case, **asked: Any) -> Document:
    """Return what is told, without draws unless asked for."""
    found: Document = brownfield.evidence(case, **{"draws": 0, **asked}).document
    return found


def kept(folder: Path) -> Case:
    """Return a case with hostile words in every place that a page shows."""
    row = said(
        "P",
        claim=NASTY,
        about=NASTY,
        speaker=NASTY,
        document="D",
        span_start=START,
        span_end=END,
        quote_sha=digest_of_text(TEXT[START:END]),
        date="2025-01-01",
    )
    other = said("Q", about=NASTY, modality="denied", date="2025-06-01", claim=NASTY)
    paper: Row = {
        "document": "D",
        "title": NASTY,
        "publisher": NASTY,
        "url": f"javascript:{NASTY}",
        "text": "texts/d.txt",
    }
    case = claimed([], []).with_table("documents", [paper])
    write_case(case.with_table("statements", [row, other]), folder)
    keep_text(folder, "texts/d.txt", TEXT)
    return brownfield.read_case(folder)


def test_nothing_is_unescaped(tmp_path: Path) -> None:
    """Hostile words are shown as they are written, and run nowhere."""
    text = render(page(document(kept(tmp_path / "case"))))
    assert "alert(&#39;x&#39;)" in text
    assert "<script>alert" not in text
    assert "<b onclick" not in text
    assert 'href="javascript' not in text


def test_a_claim_leads_to_its_words_and_back(tmp_path: Path) -> None:
    """Each anchor that is linked is there once."""
    text = render(page(document(kept(tmp_path / "case"))))
    for name in ("claim-P", "words-P"):
        assert text.count(f'href="#{name}"') == 1
        assert text.count(f'id="{name}"') == 1
    assert "#words-Q" not in text


def test_words_that_are_not_kept_have_no_article() -> None:
    """The page of a case without texts has claims alone."""
    told = page(document(story()))
    assert not [one for one in told.after if one.name.startswith("article")]


def test_marks_of_the_time_line() -> None:
    """The deal has five statements; denied is its last line, and two lead on."""
    figure = timeline_figure(document(story()))
    assert figure is not None
    assert figure.panels[0].title == DEAL
    data = figure.panels[0].spec["datasets"]
    lines = {mark["statement"]: mark["line"] for mark in data["marks"]}
    assert sorted(lines, key=lambda name: lines[name]) == ["D", "C", "A", "E", "B"]
    states = {mark["statement"]: mark["state"] for mark in data["marks"]}
    assert states["B"] == "contradicted"
    assert states["A"] == "another stands in its place"
    ways = [(way["day"], way["until"]) for way in data["ways"]]
    assert ways == [("2025-01-10", "2025-03-01"), ("2025-02-01", "2025-04-01")]


def test_numbers_of_a_cell_stand_on_their_days() -> None:
    """One that bounds at 2,500, one with a range and its middle, one number."""
    figure = timeline_figure(document(story()))
    assert figure is not None
    assert len(figure.panels) == 2
    marks = figure.panels[1].spec["datasets"]["marks"]
    names = ("statement", "day", "low", "mode", "high", "state")
    assert [[mark[name] for name in names] for mark in marks] == [
        ["X", "2025-01-01", 2500.0, 2500.0, 2500.0, "holds"],
        ["A", "2025-01-10", 1700.0, 1800.0, 2000.0, "another stands in its place"],
        ["C", "2025-03-01", 1900.0, 1900.0, 1900.0, "holds"],
    ]
    assert [mark["label"] for mark in marks] == ["at most: X", "A", "C"]


def test_statements_of_one_day_do_not_cover_each_other() -> None:
    """Three of one level and day stand on lines of their own."""
    rows = [said(name, about=DEAL, date="2025-01-01") for name in "PQR"]
    late = said("S", about=DEAL, date="2025-03-01", modality="denied")
    figure = timeline_figure(document(claimed([*rows, late], [])))
    assert figure is not None
    marks = figure.panels[0].spec["datasets"]["marks"]
    assert [mark["line"] for mark in marks] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2025-03-07", "2025-03-07"), ("2025-03", "2025-03-01"), ("2025", "2025-01-01")],
)
def test_days(text: str, day: str) -> None:
    """A month and a year count from their first day."""
    assert str(day_of(text)) == day


@pytest.mark.parametrize("text", ["", "spring 2025", "2025-13", "2025-02-30", "25-1-1"])
def test_no_days(text: str) -> None:
    """What is no day is on no picture."""
    assert day_of(text) is None


def worthy() -> Document:
    """Return a document in which c is worth 2 million to know, and T nothing."""
    found = document(two("E"))
    c, t = found.assumptions
    return replace(
        found,
        assumptions=(
            replace(
                c,
                evppi=2e6,
                standard_error=5e5,
                moves_by=9e6,
                could_change_the_decision=True,
            ),
            replace(
                t,
                evppi=1e5,
                standard_error=3e5,
                moves_by=3e7,
                could_change_the_decision=False,
            ),
        ),
        questions=tuple(replace(one, worth=2e6) for one in found.questions),
        evpi=2e6,
        evpi_standard_error=5e5,
    )


def test_worth_beside_what_moves_the_result() -> None:
    """Millions, both in one order, one standard error to each side, none below 0."""
    figure = worth_figure(worthy())
    first, second = (panel.spec["datasets"]["known"] for panel in figure.panels)
    assert first == second
    names = ("worth", "low", "high", "moves")
    bars = [[bar[name] for name in names] for bar in first]
    assert bars == [[2.0, 1.5, 2.5, 9.0], [0.1, 0.0, 0.4, 30.0]]
    assert [bar["kind"] for bar in first] == [
        "could change the decision",
        "cannot, as far as is seen",
    ]


def test_a_question_leads_to_its_claims() -> None:
    """Each is asked once, and stands once in the table of claims."""
    text = render(page(worthy()))
    for name in ("P", "Q"):
        assert text.count(f'href="#claim-{name}"') == 1
        assert text.count(f'id="claim-{name}"') == 1
    specs = json.loads(re.findall(r'id="charts">(.*?)</script>', text)[0])
    assert len(specs) == 2


def test_a_draft_alone_has_a_page() -> None:
    """Nothing is linked, dated or known, and still there is a page."""
    text = render(page(document(claimed([said("P", status="draft")], []))))
    assert "unreviewed" in text
