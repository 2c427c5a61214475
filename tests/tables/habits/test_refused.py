"""Is what can be read in two ways, or in none, told and never guessed?

Each entry spoils the clean case; exactly one cause of problems is told, by its rule,
with these words.
"""

from pathlib import Path
from typing import Any

import pytest

from brownfield.case.read import check_case, read_case
from brownfield.tables.mending.causes import causes
from tests.tables.habits.books import (
    Book,
    Formula,
    book_of,
    save_folder,
    save_workbook,
    told_of,
)
from tests.tables.habits.spoils import (
    Spoil,
    append,
    beside,
    both,
    cells,
    headed,
    insert,
    sheet,
    wide,
    written,
)


def _same(cell: Any) -> Any:
    return cell


def _first(column: str, text: str) -> Spoil:
    def spoil(book: Book) -> None:
        book.sheets["demand"][1][book.column("demand", column)] = text

    return spoil


def _priced(book: Book) -> None:
    """Years alone, and neither volume nor price elsewhere."""
    wide("{}")(book)
    book.head("demand", "price", "#price")


def _mixed_years(book: Book) -> None:
    """Write the first year in thousands, the others as they are."""
    wide("volume {}")(book)
    head = book.sheets["demand"][0]
    head[3] += " (k)"


BOOKS: dict[str, tuple[Spoil, str, str]] = {
    "1,234 as a share": (
        cells("parties", "tail", lambda _: "1,234"),
        "wrong_type",
        "Write 1234 if the comma marks thousands, 1.234 if it is decimal",
    ),
    "shares under a heading in %": (
        headed("trade_measures", "ad_valorem", "ad valorem (%)", _same),
        "two_readings",
        "Take % out of the heading if 0.1 means 10 %",
    ),
    "years in two units": (
        _mixed_years,
        "unit",
        "Write one unit for all of its cells, or none",
    ),
    "other currency": (
        headed("demand", "price", "price (EUR)", _same),
        "unit",
        "price is in case currency per vehicle, and the case counts in GBP; it is not",
    ),
    "by month": (
        headed("demand", "volume", "volume (vehicles per month)", _same),
        "unit",
        "volume is in vehicles; it is not clear how",
    ),
    "price in %": (headed("demand", "price", "price (%)", _same), "unit", "not clear"),
    "share in thousands": (
        headed("parties", "tail", "tail (k)", _same),
        "unit",
        "tail is in share; it is not clear",
    ),
    "formula without a value": (
        _first("volume", Formula("=5*5000", None)),  # type: ignore[arg-type]  # a cell
        "formula",
        "Cell D2 holds a formula without a value",
    ),
    "heading twice": (
        beside("demand", "Volume (k)", 1),
        "column_twice",
        "The headings 'volume', 'Volume (k)' all mean volume",
    ),
    "column without a name": (
        beside("demand", None, 7),
        "unknown_column",
        "Begin its name with #",
    ),
    "year twice over": (
        beside("demand", "2030", 7),
        "wide_form",
        "There is a column year, and '2030' are years too",
    ),
    "years of what": (_priced, "wide_form", "it is not clear of what"),
    "number with a word": (_first("volume", "14 or so"), "wrong_type", "without units"),
    "half a row": (append("demand", "VE"), "blank", "place is needed"),
    "sheet nearly a table": (
        sheet("stakeholdrs", ["a"]),
        "none",
        "",
    ),
    "sheet like one that lacks": (
        sheet("Contract", ["contract", "payer", "payee", "#a"]),
        "unknown_table",
        "Did you mean 'contracts'?",
    ),
    "half a heading": (
        cells("products", "hs_code", lambda _: "8703.8x"),
        "hs_code",
        "A customs heading has 2, 4, 6, 8 or 10 digits",
    ),
    "unit row of another unit": (
        insert("demand", 1, "-", "-", "year", "vehicles", "EUR"),
        "unit",
        "the case counts in GBP",
    ),
}


@pytest.mark.parametrize("habit", BOOKS)
def test_what_is_not_clear_in_a_workbook_is_told(habit: str, tmp_path: Path) -> None:
    """One cause, with the words written for it; an own sheet is none."""
    spoil, rule, words = BOOKS[habit]
    book = book_of(read_case("mini"))
    spoil(book)
    found = told_of(save_workbook(book, tmp_path / "case.xlsx"))
    if rule == "none":
        assert found == {}
        return
    assert rule in found
    assert words in found[rule]
    follows = {"missing_column"} if habit == "years of what" else set()
    assert set(found) - follows == {rule}


FOLDERS: dict[str, tuple[Spoil, str, str]] = {
    "14.000 between semicolons": (
        both(
            written(separator=";"),
            cells("demand", "volume", lambda n: f"{n:,.0f}".replace(",", ".")),
            cells("demand", "price", int),
        ),
        "two_readings",
        "Write 25000 if it marks thousands, 25.0 if it is decimal",
    ),
    "14,000 between semicolons": (
        both(
            written(separator=";"),
            cells("demand", "volume", lambda n: f"{n:,.0f}"),
            cells("demand", "price", int),
        ),
        "wrong_type",
        "Write 25000 if the comma marks thousands, 25.000 if it is decimal",
    ),
    "both marks in one table": (
        both(
            written(separator=";"),
            cells("demand", "volume", lambda n: f"{n:,.0f}".replace(",", ".")),
            cells("demand", "price", lambda n: f"{n:.2f}"),
            _first("price", "21500,5"),
        ),
        "two_readings",
        "The point may mark thousands or decimals",
    ),
}


@pytest.mark.parametrize("habit", FOLDERS)
def test_what_is_not_clear_in_a_folder_is_told(habit: str, tmp_path: Path) -> None:
    """Twelve cells, one cause."""
    spoil, rule, words = FOLDERS[habit]
    book = book_of(read_case("mini"))
    spoil(book)
    problems = check_case(save_folder(book, tmp_path / "case")).problems
    (cause,) = causes(problems)
    assert (cause.first.rule, len(cause.problems)) == (rule, 12)
    assert words in f"{cause.first.message}. {cause.first.hint}"
