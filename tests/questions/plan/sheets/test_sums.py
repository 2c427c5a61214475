"""The workbook of a plan adds up: its formulas, their values, and the plan agree."""

from dataclasses import replace
from pathlib import Path

import fastexcel
import pytest

from brownfield.case.case import Case
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.question import Study, study
from brownfield.questions.plan.sheets.book import write_workbook
from brownfield.tables.frames import Row
from tests.model.small_cases import every_year, option, pattern, small_case
from tests.questions.plan.sheets.books import (
    Sheets,
    formulas,
    labelled,
    read,
    rows,
    worked_out,
)

CREWS = {"shift_patterns": [pattern("plant", 10_000, fixed_cost=10_000.0)]}


def book_of(case: Case, folder: Path) -> Sheets:
    """Return the workbook of a case's plan."""
    told = document(study(case))
    write_workbook(told, folder / "plan.xlsx")
    return read(folder / "plan.xlsx")


def firm(rate: float, **cells: float) -> dict[str, list[Row]]:
    """Return the firm with a discount rate."""
    row: Row = {"party": "firm", "discount_rate": rate, **cells}
    return {"parties": [row]}


@pytest.fixture(scope="module")
def starter_book(told: Document, tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    """Return the workbook of the starter case."""
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    write_workbook(told, path)
    return read(path)


def test_two_years_by_hand(tmp_path: Path) -> None:
    """100 cars at 1,000, crews 10,000 a year, at 25 %.

    90,000 + 90,000 / 1.25 = 90,000 + 72,000 = 162,000.
    """
    tables = {"demand": every_year(2, 100, 1_000)} | firm(0.25) | CREWS
    book = book_of(small_case(tables, years=2), tmp_path)
    cash = book["Cash"]
    assert labelled(cash, "Firm", "Sales") == [100_000, 100_000, 200_000]
    assert labelled(cash, "Firm", "Crews and sites") == [-10_000, -10_000, -20_000]
    assert labelled(cash, "Firm", "Total") == [90_000, 90_000, 180_000]
    assert labelled(cash, "Firm", "Discount factor") == [0.25, 1.0, 0.8]
    assert labelled(cash, "Firm", "Present value") == [90_000, 72_000, 162_000]
    assert labelled(cash, "Value of the plan") == [162_000]
    assert labelled(book["Summary"], "Value of the plan (GBP)") == [162_000]


def test_cash_in_the_middle_of_the_year(tmp_path: Path) -> None:
    """At 44 % the root of 1.44 is 1.2: 100,000 x 1.2 + 100,000 / 1.2 = 203,333.33."""
    tables = {"demand": every_year(2, 100, 1_000)} | firm(0.44)
    case = small_case(tables, years=2, discounting="mid_year")
    book = book_of(case, tmp_path)
    factors = labelled(book["Cash"], "Firm", "Discount factor")
    assert factors == pytest.approx([0.44, 1.2, 1 / 1.2])
    (value,) = labelled(book["Cash"], "Value of the plan")
    assert value == pytest.approx(203_333.3333)
    check_formulas(book)


def test_a_weight_is_said_beside_the_sum(tmp_path: Path) -> None:
    """The firm counts half: worth 50,000 of its 100,000, so the rest is -50,000."""
    case = small_case({"demand": every_year(1, 100, 1_000)})
    settings = case.settings.model_copy(
        update={
            "plan": case.settings.plan.model_copy(
                update={"objective_weights": {"firm": 0.5}}
            )
        }
    )
    book = book_of(replace(case, settings=settings), tmp_path)
    assert labelled(book["Cash"], "All parties planned together", "Present value") == [
        100_000
    ]
    assert labelled(book["Cash"], "Value of the plan") == [50_000]
    check_formulas(book)


def test_a_party_that_looks_on_has_no_account(tmp_path: Path) -> None:
    """A government grants 1,000: the firm has 100,000 + 1,000, and the state no row."""
    tables: dict[str, list[Row]] = {
        "demand": every_year(1, 100, 1_000),
        "parties": [{"party": "firm"}, {"party": "state", "kind": "government"}],
        "contracts": [
            {
                "contract": "help",
                "payer": "state",
                "payee": "firm",
                "form": "grant",
                "amount": 1_000.0,
            }
        ],
    }
    book = book_of(small_case(tables), tmp_path)
    assert labelled(book["Cash"], "Value of the plan") == [101_000]
    assert "State" not in [row[0] for row in rows(book["Cash"]).values() if row]
    check_formulas(book)


def test_every_formula_comes_to_the_value_beside_it(starter_book: Sheets) -> None:
    """Worked out from the numbers alone, by a reader of its own."""
    assert len(formulas(starter_book)) > 100
    check_formulas(starter_book)


def check_formulas(book: Sheets) -> None:
    """Check each formula of a workbook against the value stored with it."""
    for name, cell in formulas(book):
        stored = book[name][cell].value
        assert isinstance(stored, float)
        found = worked_out(book, name, cell)
        assert found == pytest.approx(stored, rel=1e-9, abs=1e-6), (name, cell)


def test_a_reader_without_an_engine_sees_the_numbers(
    told: Document, tmp_path: Path
) -> None:
    """The value is stored beside its formula, for readers such as data frames."""
    write_workbook(told, tmp_path / "plan.xlsx")
    sheet = fastexcel.read_excel(tmp_path / "plan.xlsx").load_sheet("Cash")
    labels = sheet.to_polars().to_series(0).to_list()
    row = sheet.to_polars().row(labels.index("Value of the plan"))
    (value,) = [float(cell) for cell in row[2:] if cell]
    assert value * 1e6 == pytest.approx(told.value)


def test_the_cash_comes_to_the_value_of_the_plan(
    starter_book: Sheets, starter: Study
) -> None:
    """Starter has no weights and nobody who fears bad futures: NPVs add up to it."""
    (value,) = labelled(starter_book["Cash"], "Value of the plan")
    assert value * 1e6 == pytest.approx(starter.plan.value, rel=1e-9)
    for party, worth in starter.plan.value_by_party.items():
        row = labelled(starter_book["Cash"], party.capitalize(), "Present value")
        assert row[-1] * 1e6 == pytest.approx(worth, rel=1e-6)


def test_each_future_is_worth_what_the_plan_says(
    starter_book: Sheets, starter: Study
) -> None:
    """The last column of a future is the present value of the table `value`."""
    names = {"fast": "Fast (60 %)", "slow": "Slow (40 %)"}
    for row in starter.plan.tables["value"].to_dicts():
        future = names[row["scenario"].partition("@")[0]]
        found = labelled(starter_book["Futures"], row["party"].capitalize(), future)
        assert found[0] == pytest.approx(row["probability"])
        assert found[-1] * 1e6 == pytest.approx(row["npv"], rel=1e-6)


def test_two_futures_by_hand(tmp_path: Path) -> None:
    """100 or 300 cars in 2031 at 1,000, 1 in 4 and 3 in 4: 250,000 are expected.

    At 25 %: 100,000 + 250,000 / 1.25 = 300,000.
    """
    tables: dict[str, list[Row]] = {
        "demand": every_year(2, 100, 1_000),
        "scenarios": [
            {"node": "root", "year": 2030, "probability": 1.0},
            {"node": "few", "parent": "root", "year": 2031, "probability": 0.25},
            {
                "node": "many",
                "parent": "root",
                "year": 2031,
                "probability": 0.75,
                "what_if": "more",
            },
        ],
        "what_ifs": [
            {
                "what_if": "more",
                "table": "demand",
                "where": "year=2031",
                "column": "volume",
                "op": "times",
                "value": "3",
            }
        ],
        "build_options": [option("make")],
    }
    book = book_of(small_case(tables | firm(0.25), years=2), tmp_path)
    future = book["Futures"]
    assert labelled(future, "Firm", "Few (25 %)") == [0.25, 100_000, 100_000, 180_000]
    assert labelled(future, "Firm", "Many (75 %)") == [0.75, 100_000, 300_000, 340_000]
    expected = labelled(future, "Firm", "Expected: each future by its probability")
    assert expected == [100_000, 250_000, 300_000]
    view = "Expected over all futures"
    assert labelled(book["Production"], view, "All together") == [100, 250, 350]
    check_formulas(book)
