"""Every question tells what was read otherwise, and which rows are hardly meant so."""

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

import brownfield
from brownfield.asking.answer import Answer
from brownfield.case.case import Case
from brownfield.case.read import EXAMPLES, read_case
from tests.tables.omissions import change, copied, with_cell, without
from tests.test_cli import run

MISSING = "No row of kind mfn covers these goods from CN, UK into EU"
BLANK = "The cell is blank, so it costs nothing"
READ = "1 cell of owner read without stray blanks"


@pytest.fixture
def slipped(tmp_path: Path) -> Path:
    """Return the case mini without a duty, with a blank freight and a stray blank."""
    folder = copied(EXAMPLES / "mini", tmp_path / "mine")
    change(folder, "trade_measures", without("measure", "eu-cars"))
    change(folder, "lanes", with_cell(("days", "4"), "freight", ""))
    change(folder, "facilities", with_cell(("facility", "HAL"), "owner", " H"))
    return folder


ASKED: dict[str, Callable[[Case], Answer]] = {
    "stress": lambda case: brownfield.stress(brownfield.plan(case)),
    "deal": lambda case: brownfield.deal(case, parties=("E", "H")),
    "risk": brownfield.risk,
    "why": lambda case: brownfield.why(case, targets=("facility=NEW",), break_evens=0),
}


@pytest.mark.parametrize("question", ASKED)
def test_a_question_tells_them_in_json_text_and_page(
    slipped: Path, tmp_path: Path, question: str
) -> None:
    """One key, one line in the terminal and one on the page for each."""
    answer = ASKED[question](read_case(slipped))
    answer.write_report(tmp_path / "page.html")
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    told = import_module(f"{type(answer).__module__.rpartition('.')[0]}.text")
    text = told.text(answer.document)
    notes = json.loads(answer.to_json())["row_notes"]
    for words in (MISSING, BLANK, READ):
        (note, *_) = (note for note in notes if words in note)
        assert text.count(f"Note: {note}") == 1
        assert words in html


def test_after_a_what_if_only_what_holds_for_it_is_told(slipped: Path) -> None:
    """What was read is the same; rows that bear on nothing are left over rightly."""
    told = run("plan", str(slipped), "--what-if", "hi", "--json").stdout
    (note,) = json.loads(told)["row_notes"]
    assert READ in note
