"""Does a case kept as people keep it read as it is meant, or say what is unclear?

Each habit is a function that spoils the clean case. It reads to the same digest, with a
note that says how; or to the one problem written for it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brownfield.case.read import check_case, read_case
from tests.tables.habits.books import (
    Book,
    Formula,
    book_of,
    save_folder,
    save_workbook,
)

Spoil = Callable[[Book], None]


def _insert(sheet: str, row: int, *cells: Any) -> Spoil:
    def spoil(book: Book) -> None:
        width = len(book.sheets[sheet][0])
        book.sheets[sheet].insert(row, [*cells, *[None] * (width - len(cells))])

    return spoil


def _append(sheet: str, *cells: Any) -> Spoil:
    def spoil(book: Book) -> None:
        width = len(book.sheets[sheet][0])
        book.sheets[sheet].append([*cells, *[None] * (width - len(cells))])

    return spoil


def _cells(sheet: str, column: str, new: Callable[[Any], Any]) -> Spoil:
    return lambda book: book.change(sheet, column, new)


def _headed(sheet: str, column: str, heading: str, new: Callable[[Any], Any]) -> Spoil:
    def spoil(book: Book) -> None:
        book.change(sheet, column, new)
        book.head(sheet, column, heading)

    return spoil


def _beside(sheet: str, heading: str | None, cell: Any) -> Spoil:
    def spoil(book: Book) -> None:
        for place, row in enumerate(book.sheets[sheet]):
            row.append(heading if place == 0 else cell)

    return spoil


def _after(change: Callable[[Any], None]) -> Spoil:
    return lambda book: book.after.append(change)


def _chart(target: Any) -> None:
    sheet = target.add_chartsheet("Picture")
    chart = target.add_chart({"type": "line"})
    chart.add_series({"values": "=demand!$D$2:$D$9"})
    sheet.set_chart(chart)


def _merged(book: Book) -> None:
    _insert("demand", 0)(book)
    book.after.append(
        lambda t: t.get_worksheet_by_name("demand").merge_range("A1:E1", "Demand plan")
    )


def _hidden(target: Any) -> None:
    target.get_worksheet_by_name("demand").set_row(3, None, None, {"hidden": True})


def _turned(book: Book) -> None:
    book.sheets["demand"] = [row[::-1] for row in book.sheets["demand"]]


def _spread(book: Book) -> None:
    rows = book.sheets["demand"]
    book.sheets["demand"] = [cells for row in rows for cells in (row, [None] * 5)]


def _renamed(new: str) -> Spoil:
    def spoil(book: Book) -> None:
        book.sheets = {new if n == "demand" else n: r for n, r in book.sheets.items()}

    return spoil


def _sheet(name: str, *rows: list[Any]) -> Spoil:
    return lambda book: book.sheets.update({name: list(rows)})


def _wide(heading: str) -> Spoil:
    """One column of volumes a year; the price, the same every year, stays a column."""

    def spoil(book: Book) -> None:
        rows = book.sheets["demand"][1:]
        years = sorted({row[2] for row in rows})
        lines: dict[Any, dict[int, Any]] = {}
        for product, place, year, volume, price in rows:
            lines.setdefault((product, place, price), {})[year] = volume
        head = ["product", "place", "price", *(heading.format(y) for y in years)]
        body = [[*key, *(cells.get(y) for y in years)] for key, cells in lines.items()]
        book.sheets["demand"] = [head, *body]

    return spoil


def _all(*spoils: Spoil) -> Spoil:
    def spoil(book: Book) -> None:
        for one in spoils:
            one(book)

    return spoil


def _grouped(number: float) -> str:
    return f"{number:,.0f}"


def _k(cell: Any) -> Any:
    return cell if isinstance(cell, str) else cell / 1e3


UNITS = ("-", "-", "year", "k", "GBP/vehicle")
MONEY = "tooling_cost"
BOOKS = {
    "formula with its value": (
        _cells("demand", "volume", lambda n: Formula(f"={n}*1", n)),
        "formulas read by the value stored with it (D2)",
    ),
    "own sheet": (_sheet("Scratch", ["a", 1]), "Sheet 'Scratch' not read"),
    "two own sheets": (
        _all(_sheet("#old demand", ["x"]), _sheet("_calc", ["x"])),
        "Sheets '#old demand', '_calc' not read",
    ),
    "copy of a sheet": (_sheet("demand (2)", ["x"]), "Sheet 'demand (2)' not read"),
    "empty own sheet": (_sheet("Sheet1"), "Sheet 'Sheet1' not read"),
    "chart sheet": (_after(_chart), None),
    "hidden row": (_after(_hidden), "1 hidden row read like the others (line 4)"),
    "note column #": (
        _beside("demand", "#check", "ok"),
        "Own column '#check' not read",
    ),
    "note column _": (_beside("demand", "_mine", 7), "Own column '_mine' not read"),
    "text beside": (
        _all(_beside("demand", None, None), _beside("demand", None, "seen")),
        "Cells beside the table not read",
    ),
    "title above": (
        _insert("demand", 0, "Demand of the plan, 2026"),
        "1 row above the header not read",
    ),
    "merged title": (_merged, "1 row above the header not read"),
    "unit row": (
        _all(_insert("demand", 1, *UNITS), _cells("demand", "volume", lambda n: _k(n))),
        "ow of units below the header; unit 'k' of volume used",
    ),
    "money in millions": (
        _headed("build_options", MONEY, "Tooling cost (m GBP)", lambda n: n / 1e6),
        "nit 'm GBP' of tooling_cost used",
    ),
    "money in thousands": (
        _headed("build_options", MONEY, "tooling_cost [k£]", lambda n: n / 1e3),
        "nit 'k£' of tooling_cost used",
    ),
    "volume in thousands": (
        _headed("demand", "volume", "Volume ('000 vehicles)", lambda n: n / 1e3),
        "nit ''000 vehicles' of volume used",
    ),
    "unit as declared": (
        _headed("demand", "price", "price (GBP per vehicle)", lambda n: n),
        None,
    ),
    "duty in %": (
        _headed("trade_measures", "ad_valorem", "ad valorem (%)", lambda n: 100 * n),
        "nit '%' of ad_valorem used",
    ),
    "duty in % under a heading in %": (
        _headed(
            "trade_measures", "ad_valorem", "ad valorem (%)", lambda n: f"{100 * n:g}%"
        ),
        "nit '%' of ad_valorem used",
    ),
    "14,000": (
        _cells("demand", "volume", _grouped),
        "cells of volume read as thousands",
    ),
    "14 000": (
        _cells("demand", "volume", lambda n: _grouped(n).replace(",", " ")),
        "cells of volume read as thousands (line 2: '25 000')",
    ),
    "14'000": (
        _cells("demand", "volume", lambda n: _grouped(n).replace(",", "'")),
        "cells of volume read as thousands",
    ),
    "35%": (
        _cells("parties", "tail", lambda n: f"{100 * n:.0f}%"),
        "cells of tail read as percent (line 2: '30%')",
    ),
    "0,35": (
        _cells("parties", "tail", lambda n: str(n).replace(".", ",")),
        "cells of tail read as decimal comma (line 2: '0,3')",
    ),
    "heading with a dot": (
        _cells("products", "hs_code", lambda w: f"{w[:4]}.{w[4:]}"),
        "customs headings without dots (line 2: '8703.80')",
    ),
    "heading as number": (_cells("products", "hs_code", int), None),
    "heading as 8703.8": (
        _cells("products", "hs_code", lambda w: f"{w[:4]} {w[4:]}"),
        "customs headings without dots",
    ),
    "date as year": (
        _cells("demand", "year", lambda y: f"01/01/{y}"),
        "cells of year read as the year of a date (line 2: '01/01/2027')",
    ),
    "date cell as year": (
        _cells("demand", "year", lambda y: date(y, 1, 1)),
        "cells of year read as the year of a date",
    ),
    "words in capitals": (
        _cells("products", "powertrain", str.upper),
        "powertrain read in the letters of its list (line 2: 'BEV' is 'bev')",
    ),
    "names in small letters": (
        _cells("demand", "product", str.lower),
        "cells of product read in the letters of its list (line 2: 've' is 'VE')",
    ),
    "blanks around": (
        _cells("demand", "product", lambda w: f" {w} "),
        "cells of product read without stray blanks (line 2)",
    ),
    "blanks around numbers": (
        _cells("demand", "volume", lambda n: f" {n:.0f} "),
        "12 cells of volume read without stray blanks (line 2)",
    ),
    "blanks and a unit": (
        _headed("demand", "volume", "volume (k)", lambda n: f" {n / 1e3}"),
        "nit 'k' of volume used",
    ),
    "blank rows between": (_spread, None),
    "totals below": (
        _append("demand", "Total", None, None, 1_234_567),
        "1 row of totals not read",
    ),
    "source below": (
        _append("demand", "Source: our own figures of last year"),
        "1 row of notes not read",
    ),
    "other order": (_turned, None),
    "yes and no": (
        _cells("products", "is_zero_emission", lambda b: "Yes" if b else "No"),
        None,
    ),
    "true as 1": (_cells("products", "is_zero_emission", float), None),
    "TRUE as text": (
        _cells("products", "is_zero_emission", lambda b: str(b).upper()),
        None,
    ),
    "sheet 'Demand '": (_renamed("Demand "), None),
    "headings in capitals": (
        _all(_headed("demand", "volume", "VOLUME", lambda n: n)),
        None,
    ),
    "one column a year": (_wide("{}"), "4 columns headed by a year read as volume"),
    "volume 2027": (_wide("Volume {}"), None),
    "2027 volume": (_wide("{} volume"), None),
    "years and a total": (
        _all(_wide("{}"), _beside("demand", "Total", 99)),
        "1 column of totals not read",
    ),
}


@pytest.mark.parametrize("habit", BOOKS)
def test_a_workbook_reads_as_it_is_meant(habit: str, tmp_path: Path) -> None:
    """Same digest as the clean case, and one note that says what was read so."""
    spoil, told = BOOKS[habit]
    case = read_case("mini")
    book = book_of(case)
    spoil(book)
    path = save_workbook(book, tmp_path / "case.xlsx")
    checked = check_case(path)
    assert [str(problem) for problem in checked.problems] == []
    assert read_case(path).digest == case.digest
    notes = [note.message for note in checked.notes if note.rule == "read_so"]
    assert len(notes) <= 1
    assert told is None or told in notes[0]


def _euro(number: float) -> str:
    return f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def _written(*, separator: str = ",", encoding: str = "utf-8") -> Spoil:
    def spoil(book: Book) -> None:
        book.separator, book.encoding = separator, encoding

    return spoil


EUROPEAN = _all(
    _written(separator=";"),
    _cells("demand", "volume", lambda n: f"{n:,.0f}".replace(",", ".")),
    _cells("demand", "price", _euro),
)
FOLDERS = {
    "semicolons": (_written(separator=";"), "Columns separated by semicolons"),
    "tabs": (_written(separator="\t"), "Columns separated by tabs"),
    "bars": (_written(separator="|"), "Columns separated by bars"),
    "sep= in the first line": (
        _all(
            _written(separator=";"), lambda b: b.sheets["demand"].insert(0, ["sep=;"])
        ),
        "Columns separated by semicolons",
    ),
    "decimal commas and thousands points": (
        EUROPEAN,
        "cells of volume read as thousands (line 2: '25.000')",
    ),
    "mark of UTF-8": (_written(encoding="utf-8-sig"), None),
    "UTF-16": (_written(encoding="utf-16"), "Read as UTF-16"),
    "Windows": (
        _all(_written(encoding="cp1252"), _beside("demand", "#Straße", "geprüft")),
        "Read as Windows-1252",
    ),
    "title and blank line": (
        _all(_insert("demand", 0), _insert("demand", 0, "Demand")),
        "1 row above the header not read",
    ),
    "quoted thousands": (
        _cells("demand", "volume", _grouped),
        "12 cells of volume read as thousands (line 2: '25,000')",
    ),
    "one column a year": (_wide("{}"), "4 columns headed by a year read as volume"),
    "own column": (_beside("demand", "# mine", 3), "Own column '# mine' not read"),
    "own file": (_sheet("workings", ["a", 1]), "File 'workings.csv' not read"),
    "file 'Demand.csv'": (_renamed("Demand"), None),
    "trailing separators": (_beside("demand", None, None), None),
    "ISO dates": (
        _cells("demand", "year", lambda y: f"{y}-12-31"),
        "12 cells of year read as the year of a date",
    ),
}


@pytest.mark.parametrize("habit", FOLDERS)
def test_a_folder_reads_as_it_is_meant(habit: str, tmp_path: Path) -> None:
    """Same digest as the clean case, and one note that says what was read so."""
    spoil, told = FOLDERS[habit]
    case = read_case("mini")
    book = book_of(case)
    spoil(book)
    path = save_folder(book, tmp_path / "case")
    checked = check_case(path)
    assert [str(problem) for problem in checked.problems] == []
    assert read_case(path).digest == case.digest
    notes = [note.message for note in checked.notes if note.rule == "read_so"]
    assert len(notes) == (0 if told is None else 1)
    assert told is None or told in notes[0]
