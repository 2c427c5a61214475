"""Are sheets read cell by cell, whatever stands around them?"""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from brownfield.errors import DataError
from brownfield.tables.check import check
from brownfield.tables.definitions import TABLES
from brownfield.tables.files import csv_files
from brownfield.tables.files.read import read_raw
from brownfield.tables.frames import typed_frame
from brownfield.tables.problems import Problem
from brownfield.tables.writing import workbooks as workbooks_write

CASE = [("key", "value"), ("case.first_year", 2026), ("case.last_year", 2027)]
PLACES: list[tuple[Any, ...]] = [("place", "customs_territory"), ("home", "UK")]


def _book(path: Path, sheets: dict[str, list[tuple[Any, ...]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)
    return path


def _told(path: Path, table: str) -> list[Problem]:
    return [p for p in check(read_raw(path)).problems if p.table == table]


def test_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    """A third is read as a third, a heading typed as text keeps its zeros."""
    rows = [("build_option", "part_group", "source", "unit_value", "hs_code")]
    path = _book(
        tmp_path / "case.xlsx",
        {"bill_of_materials": [*rows, ("o", "g", "home", 1 / 3, "0870")]},
    )
    raw = read_raw(path).tables["bill_of_materials"].frame
    # Excel's own digits: 16 significant ones of 1/3.
    assert raw.row(0) == ("o", "g", "home", "0.3333333333333333", "0870")


def test_rows_above_the_header_count_as_lines(tmp_path: Path) -> None:
    """A blank first row moves the header and every line below it."""
    rows = [(None, None), *PLACES, ("far", None)]
    path = _book(tmp_path / "case.xlsx", {"case": CASE, "places": rows})
    (problem,) = _told(path, "places")
    assert (problem.line, problem.column, problem.rule) == (
        4,
        "customs_territory",
        "blank",
    )


def test_an_empty_sheet_and_an_unknown_one_are_told(tmp_path: Path) -> None:
    """A sheet without header, and one that is no table, each give one problem."""
    path = _book(
        tmp_path / "case.xlsx",
        {"case": CASE, "lanes": [], "placs": PLACES},
    )
    (empty,) = _told(path, "lanes")
    assert (empty.sheet, empty.line, empty.rule) == ("lanes", 1, "empty_file")
    (unknown,) = _told(path, "placs")
    assert (unknown.rule, unknown.hint) == (
        "unknown_table",
        "Did you mean 'places'?",
    )


def test_a_sheet_that_is_missing_is_told_as_a_sheet(tmp_path: Path) -> None:
    """A needed table is missed by its sheet's name."""
    path = _book(tmp_path / "case.xlsx", {"case": CASE, "places": PLACES})
    (problem,) = _told(path, "products")
    assert (problem.file, problem.sheet, problem.rule) == (
        "case.xlsx",
        "products",
        "missing_table",
    )
    assert str(problem).startswith("case.xlsx, sheet products: The table products")


def test_a_workbook_over_the_limit_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large workbook is not opened, and nothing else is held against it."""
    path = _book(tmp_path / "case.xlsx", {"case": CASE, "places": PLACES})
    monkeypatch.setattr(csv_files, "MOST_BYTES", 1_000)
    assert [p.rule for p in check(read_raw(path)).problems] == ["too_large"]


def test_a_zip_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    """A zip file without sheets cannot be read as a case."""
    path = tmp_path / "case.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    (problem,) = check(read_raw(path)).problems
    assert (problem.file, problem.rule) == ("case.xlsx", "unreadable")


def test_a_formula_beside_the_table_keeps_its_letter(tmp_path: Path) -> None:
    """A formula without a value beside the last named column is told by its cell."""
    path = tmp_path / "case.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("lanes")
        sheet.write_row(0, 0, ["origin", "destination"])
        sheet.write_formula(3, 27, "=1+1", None, "")
        other = book.add_worksheet("notes")
        other.write_formula(3, 27, "=1+1", None, "")
    (formula,) = [p for p in check(read_raw(path)).problems if p.rule == "formula"]
    assert (formula.sheet, formula.line, formula.column) == ("lanes", 4, "AB")


def test_too_many_rows_for_a_sheet_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table longer than a sheet is refused with the way out."""
    rows = [{"place": name, "customs_territory": "UK"} for name in "abc"]
    monkeypatch.setattr(workbooks_write, "MOST_ROWS", 2)
    with pytest.raises(DataError, match="places has 3 rows; a sheet holds 2"):
        workbooks_write.check_fits("places", typed_frame(TABLES["places"], rows))


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    """Bytes turned over inside a packed sheet never raise."""
    rows = [(f"place_{n}", f"T{n * n}") for n in range(500)]
    path = _book(tmp_path / "case.xlsx", {"case": CASE, "places": rows})
    whole = path.read_bytes()
    for start in range(200, len(whole) - 50, 400):
        turned = bytes(byte ^ 0xFF for byte in whole[start : start + 8])
        path.write_bytes(whole[:start] + turned + whole[start + 8 :])
        assert check(read_raw(path)).problems
