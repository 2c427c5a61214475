"""The answer of a plan tells which rows are missing or hardly plausible."""

import json
from pathlib import Path

import pytest

from brownfield.asking.row_notes import row_notes
from brownfield.case.case import Case
from brownfield.case.read import EXAMPLES, read_case
from tests.tables.omissions import change, copied, times, without
from tests.test_cli import run


@pytest.fixture
def slipped(tmp_path: Path) -> Path:
    """Return the case mini without the duty on cars into the EU."""
    folder = copied(EXAMPLES / "mini", tmp_path / "mine")
    change(folder, "trade_measures", without("measure", "eu-cars"))
    return folder


def rules(case: Case) -> list[str]:
    """Return the beginning of each note: table and column."""
    return [note.partition(" (")[0] for note in row_notes(case)]


def test_what_is_free_by_omission_is_told_of_the_case_as_written(
    slipped: Path,
) -> None:
    """After a what-if, or without a company, rows are left over, and rightly so."""
    case = read_case(slipped)
    assert rules(case) == ["products, column hs_code"]
    assert rules(case.apply("hi")) == []
    assert rules(case.choose(["E"])) == []
    assert rules(read_case("mini")) == []


def test_what_is_hardly_plausible_is_told_after_a_what_if_too(slipped: Path) -> None:
    """90 and 150 for tooling, where a car sells for 21,500 and more."""
    change(slipped, "build_options", times(None, "tooling_cost", 1e-6))
    found = rules(read_case(slipped).apply("hi"))
    assert found == ["build_options, column tooling_cost"] * 3


def test_terminal_json_and_page_tell_the_same(slipped: Path, tmp_path: Path) -> None:
    """One sentence, word for word; the page has it once."""
    page = tmp_path / "page.html"
    done = run("plan", str(slipped), "--report", str(page))
    (told,) = (line for line in done.stdout.splitlines() if line.startswith("Note: "))
    (note,) = json.loads(run("plan", str(slipped), "--json").stdout)["row_notes"]
    assert told == f"Note: {note}"
    assert "No row of kind mfn covers these goods from CN, UK into EU" in note
    assert page.read_text(encoding="utf-8").count("enter free of the base duty") == 1
