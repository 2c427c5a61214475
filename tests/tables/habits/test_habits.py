"""Does a case kept as people keep it read as it is meant, or say what is unclear?

Each habit is a function that spoils the clean case. It reads to the same digest, with a
note that says how; or to the one problem written for it.
"""

from datetime import date
from pathlib import Path

import pytest

from brownfield.case.read import read_case
from tests.tables.habits.books import (
    Formula,
    book_of,
    notes_of_same,
    save_folder,
    save_workbook,
)
from tests.tables.habits.spoils import (
    after,
    append,
    beside,
    both,
    cells,
    chart,
    european,
    grouped,
    headed,
    hidden_row,
    insert,
    merged_title,
    renamed,
    sheet,
    spread,
    thousandth,
    turned,
    wide,
    written,
)

UNITS = ("-", "-", "year", "k", "GBP/vehicle")
MONEY = "tooling_cost"
BOOKS = {
    "formula with its value": (
        cells("demand", "volume", lambda n: Formula(f"={n}*1", n)),
        "formulas read by the value stored with it (D2)",
    ),
    "own sheet": (sheet("Scratch", ["a", 1]), "Sheet 'Scratch' not read"),
    "two own sheets": (
        both(sheet("#old demand", ["x"]), sheet("_calc", ["x"])),
        "Sheets '#old demand', '_calc' not read",
    ),
    "copy of a sheet": (sheet("demand (2)", ["x"]), "Sheet 'demand (2)' not read"),
    "empty own sheet": (sheet("Sheet1"), "Sheet 'Sheet1' not read"),
    "chart sheet": (after(chart), None),
    "hidden row": (after(hidden_row), "1 hidden row read like the others (line 4)"),
    "note column #": (
        beside("demand", "#check", "ok"),
        "Own column '#check' not read",
    ),
    "note column _": (beside("demand", "_mine", 7), "Own column '_mine' not read"),
    "text beside": (
        both(beside("demand", None, None), beside("demand", None, "seen")),
        "Cells beside the table not read",
    ),
    "title above": (
        insert("demand", 0, "Demand of the plan, 2026"),
        "1 row above the header not read",
    ),
    "merged title": (merged_title, "1 row above the header not read"),
    "unit row": (
        both(
            insert("demand", 1, *UNITS),
            cells("demand", "volume", lambda n: thousandth(n)),
        ),
        "ow of units below the header; unit 'k' of volume used",
    ),
    "money in millions": (
        headed("build_options", MONEY, "Tooling cost (m GBP)", lambda n: n / 1e6),
        "nit 'm GBP' of tooling_cost used",
    ),
    "money in thousands": (
        headed("build_options", MONEY, "tooling_cost [k£]", lambda n: n / 1e3),
        "nit 'k£' of tooling_cost used",
    ),
    "volume in thousands": (
        headed("demand", "volume", "Volume ('000 vehicles)", lambda n: n / 1e3),
        "nit ''000 vehicles' of volume used",
    ),
    "unit as declared": (
        headed("demand", "price", "price (GBP per vehicle)", lambda n: n),
        None,
    ),
    "duty in %": (
        headed("trade_measures", "ad_valorem", "ad valorem (%)", lambda n: 100 * n),
        "nit '%' of ad_valorem used",
    ),
    "duty in % under a heading in %": (
        headed(
            "trade_measures", "ad_valorem", "ad valorem (%)", lambda n: f"{100 * n:g}%"
        ),
        "nit '%' of ad_valorem used",
    ),
    "14,000": (
        cells("demand", "volume", grouped),
        "cells of volume read as thousands",
    ),
    "14 000": (
        cells("demand", "volume", lambda n: grouped(n).replace(",", " ")),
        "cells of volume read as thousands (line 2: '25 000')",
    ),
    "14'000": (
        cells("demand", "volume", lambda n: grouped(n).replace(",", "'")),
        "cells of volume read as thousands",
    ),
    "35%": (
        cells("parties", "tail", lambda n: f"{100 * n:.0f}%"),
        "cells of tail read as percent (line 2: '30%')",
    ),
    "0,35": (
        cells("parties", "tail", lambda n: str(n).replace(".", ",")),
        "cells of tail read as decimal comma (line 2: '0,3')",
    ),
    "heading with a dot": (
        cells("products", "hs_code", lambda w: f"{w[:4]}.{w[4:]}"),
        "customs headings without dots (line 2: '8703.80')",
    ),
    "heading as number": (cells("products", "hs_code", int), None),
    "heading as 8703.8": (
        cells("products", "hs_code", lambda w: f"{w[:4]} {w[4:]}"),
        "customs headings without dots",
    ),
    "date as year": (
        cells("demand", "year", lambda y: f"01/01/{y}"),
        "cells of year read as the year of a date (line 2: '01/01/2027')",
    ),
    "date cell as year": (
        cells("demand", "year", lambda y: date(y, 1, 1)),
        "cells of year read as the year of a date",
    ),
    "words in capitals": (
        cells("products", "powertrain", str.upper),
        "powertrain read in the letters of its list (line 2: 'BEV' is 'bev')",
    ),
    "names in small letters": (
        cells("demand", "product", str.lower),
        "cells of product read in the letters of its list (line 2: 've' is 'VE')",
    ),
    "blanks around": (
        cells("demand", "product", lambda w: f" {w} "),
        "cells of product read without stray blanks (line 2)",
    ),
    "blanks around numbers": (
        cells("demand", "volume", lambda n: f" {n:.0f} "),
        "12 cells of volume read without stray blanks (line 2)",
    ),
    "blanks and a unit": (
        headed("demand", "volume", "volume (k)", lambda n: f" {n / 1e3}"),
        "nit 'k' of volume used",
    ),
    "blank rows between": (spread, None),
    "totals below": (
        append("demand", "Total", None, None, 1_234_567),
        "1 row of totals not read",
    ),
    "source below": (
        append("demand", "Source: our own figures of last year"),
        "1 row of notes not read",
    ),
    "other order": (turned, None),
    "yes and no": (
        cells("products", "is_zero_emission", lambda b: "Yes" if b else "No"),
        None,
    ),
    "true as 1": (cells("products", "is_zero_emission", float), None),
    "TRUE as text": (
        cells("products", "is_zero_emission", lambda b: str(b).upper()),
        None,
    ),
    "sheet 'Demand '": (renamed("Demand "), None),
    "headings in capitals": (
        both(headed("demand", "volume", "VOLUME", lambda n: n)),
        None,
    ),
    "one column a year": (wide("{}"), "4 columns headed by a year read as volume"),
    "volume 2027": (wide("Volume {}"), None),
    "2027 volume": (wide("{} volume"), None),
    "years and a total": (
        both(wide("{}"), beside("demand", "Total", 99)),
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
    notes = notes_of_same(path, case)
    about = [note for note in notes if "on demand.volume read in" not in note]
    assert len(about) <= 1
    assert told is None or told in about[0]


EUROPEAN = both(
    written(separator=";"),
    cells("demand", "volume", lambda n: f"{n:,.0f}".replace(",", ".")),
    cells("demand", "price", european),
)
FOLDERS = {
    "semicolons": (written(separator=";"), "Columns separated by semicolons"),
    "tabs": (written(separator="\t"), "Columns separated by tabs"),
    "bars": (written(separator="|"), "Columns separated by bars"),
    "sep= in the first line": (
        both(written(separator=";"), lambda b: b.sheets["demand"].insert(0, ["sep=;"])),
        "Columns separated by semicolons",
    ),
    "decimal commas and thousands points": (
        EUROPEAN,
        "cells of volume read as thousands (line 2: '25.000')",
    ),
    "mark of UTF-8": (written(encoding="utf-8-sig"), None),
    "UTF-16": (written(encoding="utf-16"), "Read as UTF-16"),
    "Windows": (
        both(written(encoding="cp1252"), beside("demand", "#Straße", "geprüft")),
        "Read as Windows-1252",
    ),
    "title and blank line": (
        both(insert("demand", 0), insert("demand", 0, "Demand")),
        "1 row above the header not read",
    ),
    "quoted thousands": (
        cells("demand", "volume", grouped),
        "12 cells of volume read as thousands (line 2: '25,000')",
    ),
    "one column a year": (wide("{}"), "4 columns headed by a year read as volume"),
    "own column": (beside("demand", "# mine", 3), "Own column '# mine' not read"),
    "own file": (sheet("workings", ["a", 1]), "File 'workings.csv' not read"),
    "file 'Demand.csv'": (renamed("Demand"), None),
    "trailing separators": (beside("demand", None, None), None),
    "ISO dates": (
        cells("demand", "year", lambda y: f"{y}-12-31"),
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
    notes = notes_of_same(path, case)
    assert len(notes) == (0 if told is None else 1)
    assert told is None or told in notes[0]
