"""Every question tells what was read otherwise, and which rows are hardly meant so."""

import json
from pathlib import Path

import pytest

from brownfield.case.read import EXAMPLES
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


@pytest.mark.parametrize("question", ["plan", "deal", "risk", "stress", "why"])
def test_a_question_tells_them_in_json_text_and_page(
    slipped: Path, tmp_path: Path, question: str
) -> None:
    """One key, one line in the terminal and one on the page for each."""
    page = tmp_path / "page.html"
    told = run(question, str(slipped), "--report", str(page)).stdout
    document = json.loads(run(question, str(slipped), "--json").stdout)
    notes = document["row_notes"]
    html = page.read_text(encoding="utf-8")
    for words in (MISSING, BLANK, READ):
        (note, *_) = (note for note in notes if words in note)
        assert told.count(f"Note: {note}") == 1
        assert html.count(words) >= 1


def test_after_a_what_if_only_what_holds_for_it_is_told(slipped: Path) -> None:
    """What was read is the same; rows that bear on nothing are left over rightly."""
    told = run("plan", str(slipped), "--what-if", "hi", "--json").stdout
    (note,) = json.loads(told)["row_notes"]
    assert READ in note
