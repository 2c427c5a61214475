"""Is every amount converted once, at the rate of the year of its node?"""

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.one_currency import (
    at_first_year,
    by_year,
    in_case_currency,
    paid_by_node,
)
from brownfield.errors import DataError
from brownfield.plans.recount.currencies import MONEY as RECOUNTED
from brownfield.tables.cells.currencies import (
    MONEY,
    OWN,
    currencies_of,
    currency_of,
)
from brownfield.tables.columns import Value
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import all_tables, typed_frame
from brownfield.tables.settings import CaseSection, Settings

Rows = list[dict[str, Value | None]]
RATES: Rows = [
    {"currency": currency, "year": year, "rate": rate}
    for currency, year, rate in (
        ("EUR", 2026, 0.8),
        ("EUR", 2027, 0.9),
        ("CNY", 2026, 0.1),
        ("CNY", 2027, 0.1),
    )
]
PLACES: Rows = [
    {"place": "home", "customs_territory": "UK", "currency": "GBP"},
    {"place": "far", "customs_territory": "CN", "currency": "CNY"},
]
PLANTS: Rows = [
    {"facility": "plant", "place": "far", "owner": "firm", "opening_cost": 50.0}
]
LANES: Rows = [
    {"origin": "far", "destination": "home", "freight": 100.0, "insurance": 10.0},
    {"origin": "home", "destination": "far", "freight": 200.0, "currency": "EUR"},
]
LEFT_OUT = {
    "parties": ("loss_allowance",),  # law of the whole tree, at no year's rate
    "exchange_rates": ("rate",),  # a rate, no amount
    "anchors": ("expected",),  # published figures in case currency
    "outcomes": ("happened",),
    "precedents": ("value",),  # in prices of a year outside the horizon
    "sectors": ("output", "value_added", "wages", "imports", "pay"),
    "flows": ("value",),  # as sectors: a table of one year, in case currency
    "taxes": ("above",),  # law of the nation, in case currency
}


def case_of(*, is_local: bool = False, **rows: Rows) -> Case:
    """Return a case of these rows with rates of euro and yuan."""
    section = CaseSection(
        first_year=2026, last_year=2027, currency="GBP", local_money=is_local
    )
    given = {"exchange_rates": RATES, "places": PLACES} | rows
    frames = {name: typed_frame(TABLES[name], part) for name, part in given.items()}
    return Case("paid", Settings(case=section), all_tables(frames))


def test_each_amount_is_worth_the_rate_of_the_year() -> None:
    """200 EUR are 160 at 0.8 in 2026 and 180 at 0.9 in 2027; 100 stay 100."""
    case = case_of(lanes=LANES)
    found = [in_case_currency(case, year).tables["lanes"] for year in (2026, 2027)]
    assert [frame["freight"].to_list() for frame in found] == [
        pytest.approx([100.0, 160.0]),
        pytest.approx([100.0, 180.0]),
    ]
    assert by_year(case, "lanes")["freight"].to_list() == pytest.approx(
        [100.0, 160.0, 100.0, 180.0]
    )


def test_converting_twice_is_converting_once() -> None:
    """The rows name the case currency afterwards, also where money is local."""
    once = at_first_year(case_of(is_local=True, lanes=LANES))
    assert in_case_currency(once, 2027) is once


def test_a_case_in_its_own_currency_stays_the_same_object() -> None:
    """Old cases pay nothing for what they do not use."""
    case = case_of(lanes=LANES[:1], facilities=PLANTS)
    assert in_case_currency(case, 2026) is case


def test_money_is_local_only_where_the_case_asks_for_it() -> None:
    """A lane from far: 100 yuan are 10; named euros stay euros."""
    case = case_of(is_local=True, lanes=LANES, facilities=PLANTS)
    paid = at_first_year(case).tables
    assert paid["lanes"]["freight"].to_list() == pytest.approx([10.0, 160.0])
    assert paid["facilities"]["opening_cost"].to_list() == pytest.approx([5.0])


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("facilities", {"facility": "plant", "place": "far", "owner": "firm"}),
        (
            "shift_patterns",
            {"facility": "plant", "pattern": "one", "jobs_per_hour": 1.0}
            | {"hours_per_shift": 8.0, "shifts_per_day": 1.0, "days_per_year": 200.0},
        ),
        (
            "build_options",
            {"build_option": "make", "product": "car", "facility": "plant"}
            | {"programme_owner": "firm", "mode": "full"},
        ),
        (
            "bill_of_materials",
            {"build_option": "make", "part_group": "body", "unit_value": 1.0}
            | {"source": "plant"},
        ),
        (
            "bill_of_materials",
            {"build_option": "make", "part_group": "body", "unit_value": 1.0}
            | {"source": "far"},
        ),
        ("lanes", {"origin": "far", "destination": "home"}),
        (
            "demand",
            {"product": "car", "place": "far", "year": 2026}
            | {"volume": 1.0, "price": 1.0},
        ),
        (
            "contracts",
            {"contract": "fee", "payer": "firm", "payee": "host", "amount": 1.0}
            | {"form": "fee_per_vehicle"},
        ),
    ],
)
def test_whose_money_a_row_without_a_currency_is_in(
    table: str, cells: dict[str, Value | None]
) -> None:
    """That of its place, of the place of its plant, of its source or of its payee."""
    parties: Rows = [
        {"party": "firm", "currency": "GBP"},
        {"party": "host", "currency": "CNY"},
    ]
    rows = {"facilities": PLANTS, "parties": parties} | {table: [cells]}
    for is_local, wanted in ((True, "CNY"), (False, "GBP")):
        case = case_of(is_local=is_local, **rows)
        found = currencies_of(table, case.tables, case.settings)
        assert found.to_list() == [wanted]
    assert table in OWN


def test_shares_are_no_money() -> None:
    """Cost plus 0.1 stays a tenth; a fee of 100 EUR is 80."""
    both: dict[str, Value | None] = {"payer": "firm", "payee": "host"}
    both["currency"] = "EUR"
    case = case_of(
        contracts=[
            both | {"contract": "plus", "form": "cost_plus", "amount": 0.1},
            both | {"contract": "fee", "form": "fee_per_vehicle", "amount": 100.0},
        ],
        policies=[
            {
                "policy": "tools",
                "kind": "capital_grant",
                "year": 2026,
                "amount": 0.2,
                "cap": 1_000.0,
                "currency": "EUR",
            },
        ],
    )
    paid = at_first_year(case).tables
    assert paid["contracts"]["amount"].to_list() == pytest.approx([0.1, 80.0])
    grant = paid["policies"].select("amount", "cap").row(0)
    assert grant == pytest.approx((0.2, 800.0))


def test_a_missing_rate_says_what_to_add() -> None:
    """A rate is never guessed from another year."""
    case = case_of(lanes=LANES, exchange_rates=RATES[:1])
    wanted = "exchange_rates has no row for currency EUR in 2027; add one"
    with pytest.raises(DataError, match=wanted):
        in_case_currency(case, 2027)


def test_a_what_if_on_a_rate_moves_the_money_of_its_node() -> None:
    """Euros rise by a half at the second node: 200 x 0.9 x 1.5 = 270."""
    tree: Rows = [
        {"node": "now", "year": 2026, "probability": 1.0},
        {"node": "then", "parent": "now", "year": 2027, "what_if": "up"},
    ]
    rise: Rows = [
        {
            "what_if": "up",
            "table": "exchange_rates",
            "where": "currency=EUR",
            "column": "rate",
            "op": "times",
            "value": "1.5",
        }
    ]
    case = case_of(lanes=LANES, scenarios=tree, what_ifs=rise)
    at = paid_by_node(_planless(case))
    freight = [at(node).tables["lanes"]["freight"][1] for node in ("now", "then")]
    assert freight == pytest.approx([160.0, 270.0])


NO_PLAN = ("mitigations", "journeys")


def test_model_and_recount_know_the_same_columns_of_money() -> None:
    """Two lists, written twice; no plan reads mitigations and journeys."""
    assert {n: set(c) for n, c in RECOUNTED.items()} == {
        name: set(columns) for name, columns in MONEY.items() if name not in NO_PLAN
    }


def test_every_column_of_money_is_converted_or_left_out_with_a_reason() -> None:
    """A new column of money without a currency beside it is told here."""
    every = {
        (name, column.name)
        for name, declared in TABLES.items()
        for column in declared.columns
        if "case currency" in column.unit
    }
    read = {(name, column) for name, columns in MONEY.items() for column in columns}
    left = {(name, column) for name, columns in LEFT_OUT.items() for column in columns}
    assert read | left == every
    assert not read & left


@pytest.mark.parametrize(
    ("cells", "where", "wanted"),
    [
        (("lanes", "freight"), pl.col("origin") == "home", "EUR"),
        (("lanes", "freight"), pl.col("origin") == "far", "GBP"),
        (("lanes", "freight"), pl.lit(value=True), ""),  # of both
        (("lanes", "days"), pl.lit(value=True), ""),  # no money
        (("exchange_rates", "rate"), pl.lit(value=True), "GBP"),
    ],
)
def test_numbers_are_told_in_the_currency_of_their_rows(
    cells: tuple[str, str], where: pl.Expr, wanted: str
) -> None:
    """Blank where a number is no money, or of several currencies."""
    case = case_of(lanes=LANES)
    assert currency_of(case.tables, case.settings, cells, where) == wanted


def _planless(case: Case) -> Case:
    """Return the case as restricted already: it has nobody who plans."""
    return case.restrict(())
