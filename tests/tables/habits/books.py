"""How does a test write a case as a person keeps it?"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from brownfield.case.case import Case
from brownfield.case.read import check_case, read_case
from brownfield.tables.columns import Column
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.settings_files import pairs_of_settings, toml_of_settings
from brownfield.tables.writing.write import filled_tables

Sheet = list[list[Any]]


@dataclass(frozen=True)
class Formula:
    """A formula and the value stored with it; None if nobody worked it out."""

    text: str
    value: Any


@dataclass
class Book:
    """Sheets of cells, and what stands around them.

    Attributes
    ----------
    sheets
        Rows of cells by name, header first.
    settings
        Key and value of the sheet `case`.
    after
        What is done to the workbook before it is saved.
    separator, encoding
        How a CSV file is written.
    """

    sheets: dict[str, Sheet]
    settings: list[tuple[str, str]]
    toml: str
    after: list[Callable[[Any], None]] = field(default_factory=list)
    separator: str = ","
    encoding: str = "utf-8"

    def column(self, sheet: str, name: str) -> int:
        """Return the 0-based place of a column by its heading."""
        return int(self.sheets[sheet][0].index(name))

    def change(self, sheet: str, name: str, new: Callable[[Any], Any]) -> None:
        """Change every cell of a column that is not blank."""
        at = self.column(sheet, name)
        for row in self.sheets[sheet][1:]:
            if row[at] is not None:
                row[at] = new(row[at])

    def head(self, sheet: str, name: str, new: str) -> None:
        """Give a column another heading."""
        self.sheets[sheet][0][self.column(sheet, name)] = new


def book_of(case: Case) -> Book:
    """Return the sheets of a case."""
    sheets = {}
    for name, frame in filled_tables(case.tables).items():
        kept = [c.name for c in TABLES[name].columns if _is_told(frame, c)]
        rows = frame.select(kept).iter_rows()
        sheets[name] = [kept, *map(list, rows)]
    settings = pairs_of_settings(case.settings)
    return Book(sheets, settings, toml_of_settings(case.settings))


def _is_told(frame: pl.DataFrame, column: Column) -> bool:
    """Return whether a column holds more than the values of blank cells."""
    if column.name not in frame.columns:
        return False
    return column.default is None or not (frame[column.name] == column.default).all()


def save_workbook(book: Book, path: Path) -> Path:
    """Write a book as a workbook."""
    with xlsxwriter.Workbook(str(path)) as target:
        dates = target.add_format({"num_format": "yyyy-mm-dd"})
        pages = {"case": [["key", "value"], *map(list, book.settings)], **book.sheets}
        for name, rows in pages.items():
            sheet = target.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _write(sheet, (row, column), cell, dates)
        for change in book.after:
            change(target)
    return path


def _write(sheet: Any, at: tuple[int, int], cell: Any, dates: Any) -> None:
    if isinstance(cell, Formula):
        sheet.write_formula(
            *at, cell.text, None, "" if cell.value is None else cell.value
        )
    elif isinstance(cell, date):
        sheet.write_datetime(*at, cell, dates)
    elif isinstance(cell, str):
        sheet.write_string(*at, cell)
    elif cell is not None:
        sheet.write(*at, cell)


def save_folder(book: Book, path: Path) -> Path:
    """Write a book as a folder of CSV files; only `demand` in its own way."""
    path.mkdir()
    (path / "case.toml").write_text(book.toml, encoding="utf-8")
    for name, rows in book.sheets.items():
        is_own = name.lower() == "demand"
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=book.separator if is_own else ",")
        writer.writerows([["" if c is None else c for c in row] for row in rows])
        encoding = book.encoding if is_own else "utf-8"
        (path / f"{name}.csv").write_bytes(text.getvalue().encode(encoding))
    return path


def notes_of_same(path: Path, case: Case) -> list[str]:
    """Return what was read in its own way, of a book that must give the same digest."""
    checked = check_case(path)
    assert [str(problem) for problem in checked.problems] == []
    assert read_case(path).digest == case.digest
    return [note.message for note in checked.notes if note.rule == "read_so"]


def told_of(path: Path) -> dict[str, str]:
    """Return the words of the problems of a book, by rule."""
    found: dict[str, str] = {}
    for problem in check_case(path).problems:
        told = f"{problem.message}. {problem.hint}. "
        found[problem.rule] = found.get(problem.rule, "") + told
    return found
