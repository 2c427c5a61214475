"""What stands on the sheets of a plan's workbook, and what never becomes a formula."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.question import beside_nothing
from brownfield.questions.plan.sheets.book import book, write_workbook
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from brownfield.tell.book.cells import Formula, Sheet
from tests.golden.test_three_currencies import three_currencies
from tests.model.small_cases import buyers, option, small_case
from tests.questions.plan.sheets.books import formulas, read, rows

OURS = ("SUM(", "SUMIF(", "SUMPRODUCT(", "Cash!", "1/(1+")


def words(sheet: Sheet) -> list[list[object]]:
    """Return the values of a sheet, row by row; of a formula its value."""
    return [
        [c.value.value if isinstance(c.value, Formula) else c.value for c in row]
        for row in sheet.rows
    ]


def named(document: Document, name: str) -> Sheet:
    """Return the sheet of a name."""
    return next(sheet for sheet in book(document) if sheet.name == name)


def row_of(sheet: Sheet, *first: object) -> list[object]:
    """Return the only row that begins so."""
    (row,) = (r for r in words(sheet) if r[: len(first)] == list(first))
    return row


def test_the_sheets_stand_in_reading_order(told: Document) -> None:
    """The answer, decisions, money, volumes, costs and terms; then what is behind."""
    assert [sheet.name for sheet in book(told)] == [
        "Summary",
        "Starts and openings",
        "Cash",
        "Futures",
        "Production",
        "Landed cost",
        "Contracts",
        "Sources",
        "Assumptions",
    ]


def test_a_short_case_has_the_sheets_it_needs() -> None:
    """One certain future, no contract, fact or assumption: none of their sheets."""
    found = plan(small_case({}))
    names = [sheet.name for sheet in book(beside_nothing(found).document)]
    assert names[:5] == [
        "Summary",
        "Starts and openings",
        "Cash",
        "Production",
        "Landed cost",
    ]
    assert not {"Futures", "Contracts", "Sources", "Assumptions"} & set(names)


def test_the_summary_says_what_the_answer_is_and_how_it_was_made(
    told: Document,
) -> None:
    """Headline, value with unit, status, recount, case and fingerprint."""
    found = named(told, "Summary")
    assert str(row_of(found, "Answer")[1]).startswith("Build New battery car")
    assert row_of(found, "Value of the plan (GBP m)")[1] == pytest.approx(
        told.value / 1e6
    )
    assert row_of(found, "Status")[1] == "proven best"
    assert "agrees" in str(row_of(found, "Independent recount")[1])
    assert row_of(found, "Case")[1] == "starter"
    assert row_of(found, "Fingerprint of its tables")[1] == told.case_digest
    assert "brownfield" in str(row_of(found, "Made with")[1])
    assert row_of(found, "What-ifs applied")[1] == "none"


def test_the_summary_shows_the_notice_of_the_case(told: Document) -> None:
    """A reader of the file alone learns that it is a study."""
    said = replace(told, notice="A what-if study on public figures.")
    notice = row_of(named(said, "Summary"), "Notice")
    assert notice[1] == "A what-if study on public figures."


def test_a_plan_that_failed_its_recount_says_so_first(told: Document) -> None:
    """It stands right under the title."""
    failed = replace(told, trouble="the audit of the plan failed")
    assert words(named(failed, "Summary"))[1][0] == "Read first"


def test_without_a_plan_the_workbook_says_why(tmp_path: Path) -> None:
    """The plant builds 10,000 a year, and 20,000 are promised to others."""
    reserved: Row = {
        "facility": "plant",
        "product": "car",
        "year": 2030,
        "vehicles": 20_000,
    }
    found = beside_nothing(plan(small_case({"commitments": [reserved]})))
    assert found.plan.status == "infeasible"
    found.write_workbook(tmp_path / "plan.xlsx")
    held = read(tmp_path / "plan.xlsx")
    assert next(iter(held)) == "Summary"
    assert set(held) <= {"Summary", "Notes"}
    assert not formulas(held)
    said = [row for row in rows(held["Summary"]).values() if row[0] == "Read first"]
    assert "cannot hold together" in str(said)


def test_decisions_have_long_names_years_and_futures(told: Document) -> None:
    """The new car at the home plant, decided in 2026, built from 2027."""
    sheet = named(told, "Starts and openings")
    row = row_of(sheet, "Build New battery car at Home plant (kit)")
    assert row[1:7] == ["Home plant", "Importer", "2026", 2027, "all", 1.0]


def test_contracts_have_a_unit(told: Document) -> None:
    """The importer pays the host 1,500 for each vehicle."""
    row = row_of(
        named(told, "Contracts"), "Importer", "Host", "Home plant", "New battery car"
    )
    assert row[4:7] == ["Fee per vehicle", 1500.0, "GBP for each vehicle"]


@pytest.mark.parametrize("is_named", [True, False])
def test_a_contract_is_counted_in_the_money_of_its_payee(is_named: bool) -> None:
    """The rent is in euros, whether its row or the place of the payee says so."""
    found = beside_nothing(plan(three_currencies(is_named=is_named, more={})))
    (rent,) = (r for r in words(named(document(found), "Contracts")) if "EUR" in str(r))
    assert rent[4:7] == ["Reservation", 1_000_000.0, "EUR a year, once begun"]


def test_a_landed_cost_is_the_sum_of_its_items(told: Document) -> None:
    """Old car at home: 14,000 + 50 + 0 + 500 + 120 + 10 + 0 = 14,680."""
    rows_of_2026 = [row for row in words(named(told, "Landed cost")) if 2026 in row]
    (row,) = (r for r in rows_of_2026 if r[0] == "Old hybrid car in Homeland market")
    assert row[5:13] == [14_000, 50, 0, 500, 120, 10, 0, 14_680]


def test_lines_name_the_facts_behind_them() -> None:
    """Each line cites what its row of the case cites; the facts stand at the end."""
    cell = {"source": "F1"}
    case = small_case(
        {
            "facts": [
                {
                    "fact": "F1",
                    "topic": "cost",
                    "entity": "plant",
                    "quantity": "conversion",
                    "value": "12",
                    "unit": "GBP",
                    "date": "2026-01-01",
                    "publisher": "Somebody",
                    "url": "https://example.org",
                    "confidence": "reported",
                }
            ],
            "build_options": [option("make", conversion_cost=12.0, **cell)],
            "demand": [buyers(10, 100, **cell)],
        }
    )
    told = beside_nothing(plan(case)).document
    cash, made = named(told, "Cash"), named(told, "Production")
    assert row_of(cash, "Firm", "Sales")[-1] == "F1"
    assert row_of(cash, "Firm", "Conversion")[-1] == "F1"
    assert row_of(made, "The one future of the case", "plant")[-1] == "F1"
    assert row_of(named(told, "Sources"), "F1")[1:3] == ["plant: conversion", "12 GBP"]


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """Titles and names may begin with = + - or @; only our own sums are formulas."""
    found = beside_nothing(plan(_renamed(read_case("starter"))))
    write_workbook(document(found), tmp_path / "plan.xlsx")
    held = read(tmp_path / "plan.xlsx")
    for (_, cell), formula in formulas(held).items():
        is_product = set(formula) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*")
        assert formula.startswith(OURS) or is_product, (cell, formula)
    texts = {v for sheet in held.values() for row in rows(sheet).values() for v in row}
    assert {"=1+1", "+1", "-1", "@SUM(1)"} <= texts


def _renamed(case: Case) -> Case:
    """Return a case whose title and names look like formulas."""
    tables = dict(case.tables)
    plants = {"home_plant": "+1", "far_plant": "-1"}
    for table, key, names in (
        ("facilities", "facility", plants),
        ("products", "product", {"newcar": "@SUM(1)"}),
    ):
        name = pl.col(key).replace_strict(names, default=pl.col("name"))
        tables[table] = tables[table].with_columns(name=name)
    section = case.settings.case.model_copy(update={"title": "=1+1"})
    settings = case.settings.model_copy(update={"case": section})
    return replace(case, tables=tables, settings=settings)


def test_every_number_has_a_unit_in_its_heading(told: Document) -> None:
    """Amounts of cash in millions of the case currency, costs by the vehicle."""
    heads = words(named(told, "Cash"))[4]
    assert heads[1] == "Item (GBP m)"
    heads = words(named(told, "Landed cost"))[3]
    assert heads[5] == "Parts (GBP a vehicle)"
    assert heads[4] == "Delivered (vehicles a year, expected)"


def test_headings_stay_in_sight(told: Document) -> None:
    """Each sheet of rows is frozen below its headings."""
    for sheet in book(told):
        if sheet.name in ("Cash", "Futures", "Production", "Landed cost"):
            above = sheet.rows[sheet.frozen[0] - 1]
            assert all("head" in cell.look for cell in above), sheet.name
