"""Workbooks of an answer: names of cells, heights of rows, what stands in a cell."""

import zipfile
from pathlib import Path

import pytest

from brownfield.tell.book.cells import Cell, Formula, Sheet, at, letters
from brownfield.tell.book.write import write_book
from tests.questions.plan.sheets.books import Held, read


@pytest.mark.parametrize(
    ("column", "name"),
    [
        (0, "A"),
        (25, "Z"),
        (26, "AA"),
        (51, "AZ"),
        (52, "BA"),
        (701, "ZZ"),
        (702, "AAA"),
    ],
)
def test_columns_are_counted_as_a_spreadsheet_does(column: int, name: str) -> None:
    """26 letters: Z is the 26th, AA the 27th, ZZ the 26 x 26 + 26 = 702nd."""
    assert letters(column) == name
    assert at(9, column, fixed="row column") == f"${name}$10"


def test_a_cell_is_written_as_what_it_is(tmp_path: Path) -> None:
    """Text stays text, numbers keep all digits, a formula has its value beside it."""
    third = 1.0 / 3.0
    row = (Cell("=1+1"), Cell(third), Cell(None), Cell(Formula("=B1*3", 1.0), "sum"))
    write_book([Sheet("One", (row,), (10,) * 4)], tmp_path / "a.xlsx", title="A")
    held = read(tmp_path / "a.xlsx")["One"]
    assert held["A1"] == Held(None, "=1+1")
    assert held["B1"] == Held(None, third)
    assert held["D1"] == Held("B1*3", 1.0)


def test_a_number_that_is_none_is_blank(tmp_path: Path) -> None:
    """A spreadsheet has no infinity, and cannot open a file that holds one."""
    row = (Cell(float("nan")), Cell(float("-inf"), "whole"), Cell("a"))
    write_book([Sheet("One", (row,), (10,) * 3)], tmp_path / "a.xlsx", title="A")
    held = read(tmp_path / "a.xlsx")["One"]
    assert held["A1"] == held["B1"] == Held(None, None)


def test_a_row_is_as_high_as_its_longest_text(tmp_path: Path) -> None:
    """20 words of 4 letters in 20 characters: 4 fit in 21, so 5 lines of 15 points."""
    text = Cell(" ".join(["word"] * 20), "wrap")
    write_book([Sheet("One", ((text,),), (20,))], tmp_path / "a.xlsx", title="A")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b'ht="75"' in archive.read("xl/worksheets/sheet1.xml")
