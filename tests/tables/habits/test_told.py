"""Is what would be read wrong in silence told at its cell, with what to do?"""

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
    told_of,
)
from tests.tables.habits.spoils import (
    Spoil,
    both,
    cells,
    first,
    grouped,
    headed,
    insert,
    sheet,
    shifted,
    wide,
)


def _contract(form: str, heading: str, cell: Any) -> Spoil:
    head = ["contract", "payer", "payee", "facility", "product", "form", heading]
    return sheet("contracts", head, ["c", "E", "H", "HAL", "VE", form, cell])


def _as_volumes(book: Book) -> None:
    """Keep demand under a name of one's own, one column a year."""
    wide("FY{}")(book)
    book.sheets["Volumes"] = book.sheets.pop("demand")


def _dashed_limits(book: Book) -> None:
    for place, row in enumerate(book.sheets["facilities"]):
        row.append("guest_limit" if place == 0 else "-")


def _merged_volume(book: Book) -> None:
    first("demand", "volume", None, row=2)(book)
    book.after.append(
        lambda target: target.get_worksheet_by_name("demand").merge_range(
            "D2:D3", 25_000
        )
    )


BOOKS: dict[str, tuple[Spoil, str, str]] = {
    "text 25.000 alone": (
        cells("demand", "volume", lambda n: f"{n:,.0f}".replace(",", ".")),
        "two_readings",
        "Write 25000 if it marks thousands, 25.0 if it is decimal",
    ),
    "text 25.000 among numbers": (
        first("demand", "volume", "25.000"),
        "two_readings",
        "Write 25000 if it marks thousands, 25.0 if it is decimal",
    ),
    "fee in a column of %": (
        _contract("fee_per_vehicle", "amount (%)", 5),
        "per_cent",
        "amount is a share only where form is cost_plus, capex_share",
    ),
    "fee of 5%": (
        _contract("fee_per_vehicle", "amount", "5%"),
        "per_cent",
        "Write the number without %, or choose another form",
    ),
    "receipts of 10%": (
        first("policies", "amount", "10%"),
        "per_cent",
        "amount is a share only where kind is capital_grant",
    ),
    "25,000 in thousands": (
        headed("demand", "volume", "Volume (k)", grouped),
        "two_readings",
        "Write 25000 if so, 25.000 if the comma is decimal; or take the unit out",
    ),
    "hours in m": (
        headed("shift_patterns", "hours_per_shift", "hours per shift (m)", lambda n: n),
        "unit",
        "hours_per_shift is in hours; it is not clear",
    ),
    "price per thousand": (
        headed("demand", "price", "price (GBP per thousand vehicles)", lambda n: n),
        "unit",
        "it is not clear how to turn",
    ),
    "rate the other way round": (
        sheet(
            "exchange_rates",
            ["currency", "year", "rate (EUR per GBP)"],
            ["EUR", 2027, 2],
        ),
        "unit",
        "it is not clear how to turn",
    ),
    "revenue over years of volume": (
        both(wide("{}"), insert("demand", 0, None, None, None, "Revenue")),
        "wide_form",
        "These words stand above the years, and are no column of the table",
    ),
    "GBP over years of volume": (
        both(wide("{}"), insert("demand", 0, None, None, None, "in GBP")),
        "wide_form",
        "Write the column there, one of volume, price",
    ),
    "€20,500 in a case of GBP": (
        first("demand", "price", "€20,500"),
        "unit",
        "The cell is in EUR, and the case counts in GBP. Convert it",
    ),
    "25k in a column of thousands": (
        headed("demand", "volume", "Volume (k)", lambda n: f"{n / 1e3:g}k"),
        "wrong_type",
        "without units",
    ),
    "(500) in brackets": (first("demand", "volume", "(500)"), "wrong_type", "a number"),
    "dash where a blank means no limit": (
        _dashed_limits,
        "wrong_type",
        "Enter the figure, or leave the cell blank, which means: no limit",
    ),
    "demand under its own name": (
        _as_volumes,
        "unknown_table",
        "has the columns of demand; with # before its name it is your own",
    ),
    "volume merged over rows": (_merged_volume, "blank", "volume is needed"),
    "35 as a share": (
        first("parties", "tail", 35),
        "bounds",
        "Write 0.35 or 35% if 35 % is meant",
    ),
    "a heading with two years": (
        wide("{}/28"),
        "unknown_column",
        "Write `volume 2027` if it holds figures of that year; with # before its name",
    ),
    "formula never worked out, in a shifted sheet": (
        both(first("demand", "volume", Formula("=5*5000", None)), shifted),
        "formula",
        "Cell F2 holds a formula without a value",
    ),
}
FOLLOWS = ("demand under its own name", "a heading with two years")


@pytest.mark.parametrize("habit", BOOKS)
def test_a_workbook_is_refused_at_its_cell(habit: str, tmp_path: Path) -> None:
    """By the rule and the words written for it, and by no other rule."""
    spoil, rule, words = BOOKS[habit]
    book = book_of(read_case("mini"))
    spoil(book)
    found = told_of(save_workbook(book, tmp_path / "case.xlsx"))
    assert words in found[rule]
    if habit not in FOLLOWS:
        assert set(found) == {rule}


def test_a_slip_of_a_comma_is_told_beside_decimal_points(tmp_path: Path) -> None:
    """25,0000 is no thousands, and no decimal where 21500.5 stands beside it."""
    book = book_of(read_case("mini"))
    first("demand", "volume", "25,0000")(book)
    found = told_of(save_folder(book, tmp_path / "case"))
    assert set(found) == {"wrong_type"}
    assert "Write 25.0000 if the comma is decimal, 250000" in found["wrong_type"]


def test_points_that_nothing_explains_are_noted(tmp_path: Path) -> None:
    """In a CSV file 25.000 is 25; where no other cell has a point, that is said."""
    book = book_of(read_case("mini"))
    cells("demand", "volume", lambda n: f"{n:,.0f}".replace(",", "."))(book)
    cells("demand", "price", int)(book)
    checked = check_case(save_folder(book, tmp_path / "case"))
    (note,) = [note.message for note in checked.notes if note.rule == "read_so"]
    assert note == "12 cells of volume read with a decimal point (line 2: '25.000')"
    assert checked.tables["demand"]["volume"][0] == 25.0


def test_a_formula_never_worked_out_is_not_noted_as_read(tmp_path: Path) -> None:
    """One of two formulas has a value: one note on one formula, D3."""
    book = book_of(read_case("mini"))
    first("demand", "volume", Formula("=1", None))(book)
    first("demand", "volume", Formula("=25000", 25_000), row=2)(book)
    checked = check_case(save_workbook(book, tmp_path / "case.xlsx"))
    (note,) = [note.message for note in checked.notes if note.rule == "read_so"]
    assert note == "1 formula read by the value stored with it (D3)"
    assert [problem.rule for problem in checked.problems] == ["formula"]


@pytest.mark.parametrize(
    ("form", "heading", "cell", "share"),
    [
        ("cost_plus", "amount", "5%", 0.05),
        ("cost_plus", "amount (%)", 5, 0.05),
        ("capex_share", "amount", "12,5%", 0.125),
        ("capex_share", "amount", "0.125%", 0.00125),
        ("fee_per_vehicle", "amount", 900, 900.0),
    ],
)
def test_per_cent_are_shares_where_the_form_is_one(
    form: str, heading: str, cell: Any, share: float, tmp_path: Path
) -> None:
    """5 % is 0.05, 12,5 % is 0.125, 0.125 % is 0.00125; an amount of money stays."""
    book = book_of(read_case("mini"))
    _contract(form, heading, cell)(book)
    checked = check_case(save_workbook(book, tmp_path / "case.xlsx"))
    assert checked.problems == ()
    assert checked.tables["contracts"]["amount"].to_list() == [share]


@pytest.mark.parametrize("heading", ["rate (GBP per EUR)", "rate [£/€]"])
def test_a_rate_names_both_its_currencies(heading: str, tmp_path: Path) -> None:
    """So many GBP for one EUR is how rates are declared: 0.85 stays 0.85."""
    book = book_of(read_case("mini"))
    rows = [["EUR", year, 0.85] for year in range(2026, 2031)]
    sheet("exchange_rates", ["currency", "year", heading], *rows)(book)
    checked = check_case(save_workbook(book, tmp_path / "case.xlsx"))
    assert checked.problems == ()
    assert set(checked.tables["exchange_rates"]["rate"]) == {0.85}


def test_a_number_of_three_decimals_is_a_number(tmp_path: Path) -> None:
    """14.125 in a cell of numbers is no text, and means no thousands."""
    book = book_of(read_case("mini"))
    first("demand", "volume", 14.125)(book)
    checked = check_case(save_workbook(book, tmp_path / "case.xlsx"))
    assert checked.problems == ()
    assert checked.tables["demand"]["volume"][0] == 14.125
