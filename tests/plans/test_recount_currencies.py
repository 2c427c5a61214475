"""Does the recount read every amount in case currency, at the rate of its node?"""

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from brownfield.errors import LabelError
from brownfield.plans.recount.currencies import MONEY, OWN
from brownfield.plans.recount.world import Rates, Rows, build_world
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import all_tables, typed_frame
from brownfield.tables.settings import Settings

Given = list[dict[str, Any]]
Frames = Mapping[str, pl.DataFrame]
PLACES: Given = [
    {"place": "home", "customs_territory": "UK"},
    {"place": "far", "customs_territory": "CN", "currency": "CNY"},
]
PARTIES: Given = [{"party": "firm"}, {"party": "host", "currency": "CNY"}]
PLANTS: Given = [
    {"facility": "plant", "place": "far", "owner": "firm"},
    {"facility": "shop", "place": "home", "owner": "firm"},
]
RATES: Given = [
    {"currency": "CNY", "year": 2026, "rate": 0.1},
    {"currency": "CNY", "year": 2027, "rate": 0.2},
    {"currency": "EUR", "year": 2026, "rate": 0.8},
]
AT_FAR: Mapping[str, dict[str, Any]] = {
    "facilities": {"facility": "works", "place": "far", "owner": "firm"},
    "shift_patterns": {"facility": "plant", "pattern": "one"},
    "build_options": {"build_option": "make", "facility": "plant"},
    "bill_of_materials": {"build_option": "make", "part_group": "a", "source": "plant"},
    "lanes": {"origin": "far", "destination": "home"},
    "demand": {"product": "car", "place": "far", "year": 2026},
    "contracts": {"contract": "fee", "payer": "firm", "payee": "host"},
    "sites": {"site": "town", "place": "far"},
}
"""A row of each table whose place or party counts in yuan."""


def frames_of(**rows: Given) -> Frames:
    """Return the tables with these rows beside places, parties, plants and rates."""
    given = {"places": PLACES, "parties": PARTIES, "facilities": PLANTS}
    every = given | {"exchange_rates": RATES} | rows
    typed = {name: typed_frame(TABLES[name], part) for name, part in every.items()}
    return all_tables(typed)


def read(table: str, frames: Frames, rates: Rates) -> Any:
    """Return the last row of a table as the recount reads it."""
    return Rows(frames, at=rates).all(table)[-1]


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, columns in MONEY.items() for column in columns],
)
def test_an_amount_is_worth_the_rate_of_its_currency(table: str, column: str) -> None:
    """1,000 yuan are 100 in 2026 and 200 in 2027; in no currency they are 1,000."""
    for currency, year, wanted in (
        ("CNY", 2026, 100.0),
        ("CNY", 2027, 200.0),
        ("GBP", 2026, 1_000.0),
        (None, 2026, 1_000.0),
    ):
        row = AT_FAR.get(table, {}) | {column: 1_000.0, "currency": currency}
        found = read(table, frames_of(**{table: [row]}), Rates(year, "GBP", False))
        assert found[column] == pytest.approx(wanted)


@pytest.mark.parametrize("table", AT_FAR)
def test_a_row_without_a_currency_is_in_that_of_its_place_or_party(table: str) -> None:
    """1,000 at the far place are 100 where money is local, else 1,000."""
    column = MONEY[table][0]
    frames = frames_of(**{table: [AT_FAR[table] | {column: 1_000.0}]})
    for is_local, wanted in ((True, 100.0), (False, 1_000.0)):
        found = read(table, frames, Rates(2026, "GBP", is_local))
        assert found[column] == pytest.approx(wanted)
    assert set(OWN) == set(AT_FAR)


def test_a_source_is_a_plant_or_a_place() -> None:
    """The plant of the name before the place; a shop at home counts in pounds."""
    bought = {"build_option": "make", "part_group": "a", "unit_value": 1_000.0}
    for source, wanted in (("far", 100.0), ("plant", 100.0), ("shop", 1_000.0)):
        frames = frames_of(bill_of_materials=[bought | {"source": source}])
        found = read("bill_of_materials", frames, Rates(2026, "GBP", True))
        assert found["unit_value"] == pytest.approx(wanted)


def test_what_is_at_no_place_has_no_currency_of_its_own() -> None:
    """A duty of 1,000 stays 1,000 where money is local."""
    frames = frames_of(trade_measures=[{"measure": "duty", "specific": 1_000.0}])
    found = read("trade_measures", frames, Rates(2026, "GBP", True))
    assert found["specific"] == 1_000.0


@pytest.mark.parametrize(
    ("table", "column", "word", "wanted"),
    [
        ("policies", "kind", "capital_grant", 0.5),
        ("policies", "kind", "purchase_grant", 0.05),
        ("contracts", "form", "cost_plus", 0.5),
        ("contracts", "form", "capex_share", 0.5),
        ("contracts", "form", "reservation", 0.05),
    ],
)
def test_a_share_is_no_money(table: str, column: str, word: str, wanted: float) -> None:
    """0.5 of the capital stays a half; 0.5 yuan are 0.05; a cap is money always."""
    row = {column: word, "amount": 0.5, "currency": "CNY"}
    more = {"cap": 1_000.0} if table == "policies" else {"stop_damages": 1_000.0}
    frames = frames_of(**{table: [row | more]})
    found = read(table, frames, Rates(2026, "GBP", False))
    assert found["amount"] == pytest.approx(wanted)
    assert [found[name] for name in more] == pytest.approx([100.0])


def test_what_is_not_given_stays_blank() -> None:
    """A plant without a closing cost may stand idle, in any currency."""
    row = {"facility": "works", "place": "far", "currency": "CNY", "opening_cost": 10.0}
    found = read("facilities", frames_of(facilities=[row]), Rates(2026, "GBP", False))
    assert (found["closing_cost"], found["opening_cost"]) == (None, 1.0)


def test_a_missing_rate_is_told_with_its_year() -> None:
    """The euro has none in 2027."""
    frames = frames_of(lanes=[AT_FAR["lanes"] | {"currency": "EUR"}])
    with pytest.raises(LabelError, match="currency=EUR, year=2027"):
        read("lanes", frames, Rates(2027, "GBP", False))


@pytest.mark.parametrize(
    ("second", "is_shared"), [(0.1, True), (0.2, False), (None, False)]
)
def test_nodes_share_rows_while_rates_are_the_same(
    second: float | None, is_shared: bool
) -> None:
    """What was read at one rate is not read at another, or at none."""
    rates = [RATES[0]]
    rates += [] if second is None else [RATES[1] | {"rate": second}]
    frames = frames_of(
        lanes=[AT_FAR["lanes"] | {"freight": 1_000.0, "currency": "CNY"}],
        exchange_rates=rates,
    )
    nodes = pl.DataFrame(
        {"node": ["now", "then"], "parent": [None, "now"], "year": [2026, 2027]}
        | {"probability": [1.0, 1.0]},
        schema_overrides={"parent": pl.String},
    )
    settings = Settings.model_validate(
        {"case": {"first_year": 2026, "last_year": 2027}}
    )
    plan = {"sourcing": pl.DataFrame()}
    world = build_world(lambda _: frames, settings, nodes, plan)
    now, then = world.case["now"], world.case["then"]
    assert (now is then, now.trade is then.trade) == (is_shared, is_shared)
    assert now.all("lanes")[0]["freight"] == pytest.approx(100.0)
    if second is not None:
        assert then.all("lanes")[0]["freight"] == pytest.approx(1_000.0 * second)


@pytest.mark.parametrize("is_local", [True, False])
def test_currencies_of_places_keep_nodes_apart_only_where_money_is_local(
    is_local: bool,
) -> None:
    """The yuan moves between the years, and only places and parties name it."""
    frames = frames_of()
    nodes = pl.DataFrame(
        {"node": ["now", "then"], "parent": [None, "now"], "year": [2026, 2027]}
        | {"probability": [1.0, 1.0]},
        schema_overrides={"parent": pl.String},
    )
    section = {"first_year": 2026, "last_year": 2027, "local_money": is_local}
    settings = Settings.model_validate({"case": section})
    world = build_world(lambda _: frames, settings, nodes, {"sourcing": pl.DataFrame()})
    assert (world.case["now"] is world.case["then"]) != is_local
