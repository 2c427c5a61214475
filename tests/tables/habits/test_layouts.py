"""Does a sheet read as it is meant that is laid out, headed and filled in other ways?

Each habit spoils the clean case and reads to its digest, with these words in a note.
"""

from pathlib import Path
from typing import Any

import pytest

from brownfield.case.read import read_case
from tests.tables.habits.books import (
    book_of,
    notes_of_same,
    save_folder,
    save_workbook,
)
from tests.tables.habits.spoils import (
    Spoil,
    across,
    after,
    append,
    both,
    cells,
    first,
    headed,
    hidden_column,
    insert,
    long_block,
    merged_products,
    priced_years,
    sheet,
    shifted,
    thousandth,
    titled,
    wide,
    years_above,
)

VOLUMES_IN_K = cells("demand", "volume", thousandth)
OWN_NAMES = ("Notes", "Volumes", "Prices", "Options", "Contents", "Policy", "Risks")


def _own_sheets(book: Any) -> None:
    for name in OWN_NAMES:
        sheet(name, ["what", "who"], ["price", "Ann"])(book)


def blank_column(book: Any) -> None:
    """Leave a column blank between the names and the years."""
    for row in book.sheets["demand"]:
        row.insert(2, None)


def _points(book: Any) -> None:
    """Write volumes with thousands points, and one price with a decimal comma."""
    cells("demand", "volume", lambda n: f"{n:,.0f}".replace(",", "."))(book)
    cells("demand", "price", lambda n: f"{n:,.2f}".translate({44: ".", 46: ","}))(book)


HABITS: dict[str, tuple[Spoil, str | None]] = {
    # headings of years
    "FY2027": (wide("FY{}"), "financial years read as the years they are named by"),
    "CY 2027": (wide("CY {}"), "4 columns headed by a year read as volume"),
    "2027E": (wide("{}E"), "4 columns headed by a year read as volume"),
    "2027 plan": (wide("{} plan"), "4 columns headed by a year read as volume"),
    "volume (2027)": (wide("volume ({})"), None),
    "volume2027": (wide("volume{}"), None),
    "Volume FY2027": (wide("Volume FY{}"), "inancial years"),
    # words above the header
    "blocks of years": (across("Volume", "{}", "Price"), "row above them as 'volume"),
    "blocks in the plural": (across("Volumes", "FY{}", "Prices"), "'price 2027'"),
    "a year above two words": (years_above, "row above them as 'volume 2027', 'price"),
    "title that names the column": (priced_years("Price"), "'price 2030'"),
    "title with a unit": (priced_years("Price (GBP)"), "'price 2027 (GBP)'"),
    # where the table stands
    "behind blank columns": (shifted, None),
    "below 25 lines": (titled(25), "25 rows above the header not read"),
    "block with headings beside": (long_block, "not read under 'Scenario', 'Value'"),
    "blank column in the middle": (blank_column, None),
    # rows
    "row of units in brackets": (
        both(VOLUMES_IN_K, insert("demand", 1, "", "", "[year]", "(k)", "(GBP)")),
        "unit 'k' of volume used",
    ),
    "row of units a year": (
        insert("demand", 1, None, None, None, "units p.a.", "GBP"),
        "ow of units below the header",
    ),
    "row of thousands": (
        both(VOLUMES_IN_K, insert("demand", 1, None, None, None, "(000)", None)),
        "unit '000' of volume used",
    ),
    "total of a product": (
        append("demand", "Total VE", None, None, 200_000),
        "1 row of totals not read (line 14)",
    ),
    "row that # takes out": (
        append("demand", "# VE", "uk", 2027, 1, 1),
        "1 row commented out by # not read (line 14)",
    ),
    # units of headings
    "volume (x1000)": (
        headed("demand", "volume", "Volume (x1000)", thousandth),
        "nit 'x1000' of volume used",
    ),
    "volume (000)": (
        headed("demand", "volume", "Volume (000)", thousandth),
        "nit '000' of volume used",
    ),
    "rate in % a year": (
        headed("parties", "discount_rate", "Discount rate (% p.a.)", lambda n: 100 * n),
        "nit '% p.a.' of discount_rate used",
    ),
    "unit behind a comma": (
        headed(
            "build_options", "tooling_cost", "Tooling cost, m GBP", lambda n: n / 1e6
        ),
        "nit 'm GBP' of tooling_cost used",
    ),
    "unit with a sign behind the name": (
        headed("build_options", "tooling_cost", "Tooling cost £m", lambda n: n / 1e6),
        "nit '£m' of tooling_cost used",
    ),
    "words over years": (
        both(wide("{}"), insert("demand", 0, None, None, None, "Forecast")),
        "4 columns headed by a year read as volume",
    ),
    # cells
    "25k": (
        cells("demand", "volume", lambda n: f"{n / 1e3:g}k"),
        "12 cells of volume read as number with its unit (line 2: '25k')",
    ),
    "25 thousand": (
        cells("demand", "volume", lambda n: f"{n / 1e3:g} thousand"),
        "12 cells of volume read as number with its unit",
    ),
    "£21,500": (
        cells("demand", "price", lambda n: f"£{n:,.0f}"),
        "12 cells of price read as number with its unit (line 2: '£21,500')",
    ),
    "GBP 0.0215 m": (
        cells("demand", "price", lambda n: f"GBP {n / 1e6} m"),
        "12 cells of price read as number with its unit",
    ),
    "45 days": (
        cells("lanes", "days", lambda n: f"{n:g} days"),
        "7 cells of days read as number with its unit (line 2: '45 days')",
    ),
    "dash for zero": (
        first("lanes", "freight", "-", row=7),
        "1 cell of freight read as zero (line 8: '-')",
    ),
    "Y and N": (
        cells("products", "is_zero_emission", lambda b: "Y" if b else "N"),
        None,
    ),
    "HS 8703.80": (
        cells("products", "hs_code", lambda w: f"HS {w[:4]}.{w[4:]}"),
        "customs headings without dots (line 2: 'HS 8703.80')",
    ),
    "HS870380": (
        cells("products", "hs_code", lambda w: f"HS{w}"),
        "customs headings without letters",
    ),
    "heading 8703.80 as a number": (
        cells("products", "hs_code", lambda w: float(f"{w[:4]}.{w[4:]}")),
        "customs headings that lost their last 0 (line 2: '8703.8')",
    ),
    "points and commas in one table": (
        _points,
        "cells of volume read as thousands (line 2: '25.000')",
    ),
    "FY2027 in a cell": (
        cells("demand", "year", lambda y: f"FY{y}"),
        "12 cells of year read as the year that is named (line 2: 'FY2027')",
    ),
}
SHEETS: dict[str, tuple[Spoil, str | None]] = {
    "own sheets": (_own_sheets, "Sheets 'Notes', 'Volumes', 'Prices', 'Options',"),
    "merged products": (merged_products, "Merged cells read in each of their rows"),
    "hidden column": (after(hidden_column), "Hidden column D read like the others"),
    "hidden column of a shifted sheet": (
        both(
            shifted,
            after(
                lambda target: target.get_worksheet_by_name("demand").set_column(
                    "F:F", None, None, {"hidden": True}
                )
            ),
        ),
        "Hidden column F read like the others",
    ),
}


@pytest.mark.parametrize("habit", [*HABITS, *SHEETS])
def test_a_workbook_reads_as_it_is_meant(habit: str, tmp_path: Path) -> None:
    """The digest of the clean case, and the words of the note."""
    spoil, told = (HABITS | SHEETS)[habit]
    case = read_case("mini")
    book = book_of(case)
    spoil(book)
    notes = " ".join(notes_of_same(save_workbook(book, tmp_path / "case.xlsx"), case))
    assert told is None or told in notes
    assert told is not None or notes == ""


@pytest.mark.parametrize("habit", HABITS)
def test_a_folder_reads_as_it_is_meant(habit: str, tmp_path: Path) -> None:
    """The same in CSV files, where every cell is text."""
    spoil, told = HABITS[habit]
    case = read_case("mini")
    book = book_of(case)
    spoil(book)
    notes = " ".join(notes_of_same(save_folder(book, tmp_path / "case"), case))
    assert told is None or told in notes


def test_own_files_lie_beside_the_tables(tmp_path: Path) -> None:
    """A workbook named like a table that is there as CSV is a copy, and no problem."""
    case = read_case("mini")
    book = book_of(case)
    _own_sheets(book)
    folder = save_folder(book, tmp_path / "case")
    (folder / "demand.xlsx").write_bytes(b"kept by somebody")
    (note,) = notes_of_same(folder, case)
    assert "'Contents.csv'" in note
    assert "'demand.xlsx'" in note
