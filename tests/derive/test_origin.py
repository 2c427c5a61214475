"""Does a vehicle originate when the rules, worked out by hand, say so?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from brownfield.derive.landed_cost import unit_costs
from brownfield.derive.recipes import enumerate_recipes
from brownfield.derive.trade.origin import origin_status
from brownfield.errors import DataError, LabelError
from brownfield.tables.settings import Settings

MakeTables = Callable[..., dict[str, pl.DataFrame]]
Derive = Callable[[Mapping[str, pl.DataFrame]], Any]
Rows = dict[str, Sequence[Mapping[str, Any]]]


def most(limit: float, **more: object) -> dict[str, object]:
    """Return a rule on the share of foreign value in cars."""
    rule = {"agreement": "tca", "hs_code": "8703", "test": "max_non_originating"}
    return {**rule, "threshold": limit, **more}


def own_pack(**more: object) -> dict[str, object]:
    """Return a rule that the pack of cars originates."""
    rule = {"agreement": "tca", "hs_code": "8703", "test": "originating_part"}
    return {**rule, "part_group": "pack", **more}


UNTIL_2026, FROM_2027 = {"to_year": 2026}, {"from_year": 2027}

# Annex 3 and 5 of the trade agreement of the EU and the UK, as prolonged in 2023.
RULES = [
    *(most(0.60, powertrain=name, **UNTIL_2026) for name in ("hev", "phev", "bev")),
    *(
        rule
        for name in ("phev", "bev")
        for rule in (
            most(0.45, powertrain=name, **FROM_2027),
            own_pack(powertrain=name, **FROM_2027),
        )
    ),
    most(0.45),
    most(0.70, hs_code="8507", **UNTIL_2026),
    most(0.30, hs_code="8507", **FROM_2027),
]


def part(group: str, value: float, source: str, **more: object) -> dict[str, object]:
    """Return a part group of the car."""
    row = {"build_option": "build", "part_group": group, "source": source}
    return {**row, "unit_value": value, **more}


def car(
    rows: Rows, *, price: float | None, year: int = 2025, powertrain: str = "bev"
) -> Rows:
    """Return the rows with that price, year and powertrain under the real rules."""
    return {
        **rows,
        "build_options": [{**rows["build_options"][0], "ex_works_price": price}],
        "demand": [{**rows["demand"][0], "year": year}],
        "products": [{**rows["products"][0], "powertrain": powertrain}],
        "origin_rules": RULES,
    }


@pytest.mark.parametrize(
    ("year", "powertrain", "price", "foreign", "has_own_pack", "share", "duty"),
    [
        (2025, "bev", 30_000, 17_000, False, 0.566667, 0.0),  # <= 60 %
        (2025, "bev", 30_000, 18_000, False, 0.6, 0.0),  # exactly 60 %
        (2025, "bev", 30_000, 18_001, False, 0.600033, 3_000.0),  # one pound more
        (2027, "bev", 30_000, 13_500, True, 0.45, 0.0),  # exactly 45 %, own pack
        (2027, "bev", 30_000, 13_500, False, 0.45, 3_000.0),  # foreign pack
        (2027, "bev", 30_000, 13_501, True, 0.450033, 3_000.0),  # one pound more
        (2025, "ice", 20_000, 9_000, True, 0.45, 0.0),  # exactly 45 %
        (2025, "ice", 20_000, 9_001, True, 0.45005, 2_000.0),  # one pound more
        (2025, "hev", 30_000, 18_000, False, 0.6, 0.0),  # hybrid until 2026
        (2027, "hev", 30_000, 13_500, False, 0.45, 0.0),  # no pack rule for hybrids
        (2027, "hev", 30_000, 18_000, False, 0.6, 3_000.0),  # 45 % from 2027
    ],
)
def test_the_share_of_foreign_value_decides_to_the_pound(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    year: int,
    powertrain: str,
    price: float,
    foreign: float,
    has_own_pack: bool,
    share: float,
    duty: float,
) -> None:
    """Share = foreign value / ex works; duty 10 % of ex works if it fails."""
    rows = car(trade, price=price, year=year, powertrain=powertrain)
    rows["bill_of_materials"] = (
        [part("pack", 1_000, "uk"), part("rest", foreign, "china")]
        if has_own_pack
        else [part("pack", 1_000, "china"), part("rest", foreign - 1_000, "china")]
    )
    frames = derive_frames(make_tables(**rows))
    status = frames.origin.row(0, named=True)
    assert status["non_originating_share"] == pytest.approx(share, abs=5e-7)
    assert status["is_originating"] == (duty == 0)
    assert frames.routes["duty"].to_list() == pytest.approx([duty])


@pytest.mark.parametrize(
    ("year", "foreign", "share", "originates", "missing"),
    [
        # 5,000 / 8,000 = 62.5 % <= 70 %: the pack counts as originating in full.
        (2026, 14_000, 14 / 30, True, None),
        # 62.5 % > 30 %: the pack counts as foreign with its whole price, 8,000.
        (2027, 22_000, 22 / 30, False, "pack"),
    ],
)
def test_a_part_counts_fully_one_way_or_the_other(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    year: int,
    foreign: float,
    share: float,
    originates: bool,
    missing: str | None,
) -> None:
    """A pack of 8,000 with 5,000 of foreign cells, other foreign parts 14,000."""
    rows = car(trade, price=30_000, year=year)
    rows["bill_of_materials"] = [
        part("pack", 8_000, "uk", hs_code="850760", foreign_value=5_000),
        part("rest", 14_000, "china"),
    ]
    status = derive_frames(make_tables(**rows)).origin.row(0, named=True)
    assert status["non_originating_value"] == pytest.approx(foreign)
    assert status["non_originating_share"] == pytest.approx(share)
    assert status["is_originating"] == originates
    assert status["missing_part"] == missing


@pytest.mark.parametrize(
    ("row", "foreign"),
    [
        (part("rest", 900, "uk", inbound_freight=100), 0.0),
        (part("rest", 900, "eu", inbound_freight=100), 0.0),  # bilateral cumulation
        (part("rest", 900, "china", inbound_freight=100), 1_000.0),  # with freight
        (part("rest", 900, "china", is_originating=True), 0.0),  # the row says so
        (part("rest", 900, "uk", is_originating=False), 900.0),  # the row says so
        (part("rest", 900, "uk", foreign_value=900.0), 0.0),  # no heading: not tested
        (part("rest", 900, "uk", foreign_value=900.0, hs_code="9401"), 0.0),  # no rule
        (part("rest", 900, "china", foreign_value=0.0, hs_code="8507"), 900.0),
        (part("rest", 1_000, "uk", foreign_value=700.0, hs_code="8507"), 0.0),
        (part("rest", 1_000, "uk", foreign_value=701.0, hs_code="8507"), 1_000.0),
    ],
)
def test_what_counts_as_foreign(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    row: dict[str, object],
    foreign: float,
) -> None:
    """The row's word, then the test of the part, then the territory of its source."""
    rows = car(trade, price=30_000)
    rows["bill_of_materials"] = [row]
    status = derive_frames(make_tables(**rows)).origin.row(0, named=True)
    assert status["non_originating_value"] == pytest.approx(foreign)


def test_a_member_may_cumulate_a_share_only(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """Half of 1,000 from the EU counts as foreign where `cumulates` is 0.5."""
    rows = car(trade, price=30_000)
    rows["agreements"] = [
        {"agreement": "tca", "customs_territory": "UK"},
        {"agreement": "tca", "customs_territory": "EU", "cumulates": 0.5},
    ]
    rows["bill_of_materials"] = [part("rest", 1_000, "eu")]
    status = derive_frames(make_tables(**rows)).origin.row(0, named=True)
    assert status["non_originating_value"] == pytest.approx(500)


def test_without_a_rule_nothing_originates(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """A heading no rule covers gets no preference."""
    rows = car(trade, price=30_000) | {"origin_rules": [most(0.9, hs_code="8704")]}
    status = derive_frames(make_tables(**rows)).origin.row(0, named=True)
    assert status["is_originating"] is False
    assert status["limit"] is None


def test_the_longest_heading_decides(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """A rule for 870380 replaces the one for 8703 even for a named powertrain."""
    rows = car(trade, price=1_000) | {
        "origin_rules": [most(0.9, powertrain="bev"), most(0.1, hs_code="870380")]
    }
    rows["bill_of_materials"] = [part("rest", 500, "china")]
    status = derive_frames(make_tables(**rows)).origin.row(0, named=True)
    assert status["limit"] == 0.1
    assert status["headroom"] == pytest.approx(-0.4)
    assert status["is_originating"] is False


def test_a_part_that_is_not_listed_does_not_originate(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """A car must show an originating pack, not merely lack one in the table."""
    rows = car(trade, price=1_000, year=2027)
    status = derive_frames(make_tables(**rows)).origin.row(0, named=True)
    assert status["missing_part"] == "pack"
    assert status["is_originating"] is False


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({**most(0.4), "threshold": None}, "max_non_originating needs a threshold"),
        ({**own_pack(), "part_group": None}, "originating_part needs"),
    ],
)
def test_a_rule_without_its_number_is_an_error(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    rule: dict[str, object],
    message: str,
) -> None:
    """A rule that cannot be tested must not pass in silence."""
    rows = car(trade, price=1_000) | {"origin_rules": [rule]}
    with pytest.raises(DataError, match=message):
        derive_frames(make_tables(**rows))


def test_foreign_parts_in_a_vehicle_of_price_zero_are_an_error(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """A share of nothing has no meaning, however little the parts are worth."""
    told = (
        "^build_options: recipe build.* has ex-works price 0 in 2025 but holds foreign"
    )
    for value in (1.0, 0.5):
        rows = car(trade, price=0.0)
        rows["demand"] = [*rows["demand"], {**rows["demand"][0], "year": 2026}]
        rows["bill_of_materials"] = [part("rest", value, "china")]
        with pytest.raises(DataError, match=told):
            derive_frames(make_tables(**rows))


@pytest.mark.parametrize(
    ("price", "value", "source", "share"),
    [(0.0, 1.0, "uk", 0.0), (1.0, 0.5, "china", 0.5), (0.0, 0.0, "china", 0.0)],
)
def test_a_price_of_nothing_needs_parts_without_foreign_value(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    price: float,
    value: float,
    source: str,
    share: float,
) -> None:
    """Nothing foreign is no share; half a pound of one is half."""
    rows = car(trade, price=price)
    rows["bill_of_materials"] = [part("rest", value, source)]
    origin = derive_frames(make_tables(**rows)).origin
    assert origin["non_originating_share"].to_list() == [share]


@pytest.mark.parametrize(
    ("rise", "originates"), [(0.0, True), (0.03846, True), (0.03847, False)]
)
def test_origin_is_lost_when_the_currency_of_the_parts_rises(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    rise: float,
    originates: bool,
) -> None:
    """10,400 x (1 + a) <= 45 % of 24,000 = 10,800 holds up to a = 3.846 %."""
    rows = car(trade, price=24_000) | {"origin_rules": [most(0.45)]}
    rows["bill_of_materials"] = [part("rest", 1_040, "china", currency="CNY")]
    rows["exchange_rates"] = [
        {"currency": "CNY", "year": 2025, "rate": 10 * (1 + rise)}
    ]
    status = derive_frames(make_tables(**rows)).origin.row(0, named=True)
    assert status["is_originating"] == originates


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("facilities", {"facility": "ghost"}),
        ("products", {"product": "ghost"}),
        ("recipes", {"recipe": "ghost"}),
    ],
)
def test_a_name_that_is_in_no_table_is_told_with_it(
    make_tables: MakeTables,
    trade: Rows,
    settings: Settings,
    table: str,
    cells: dict[str, str],
) -> None:
    """A recipe of a plant or product that is not there, a source of no recipe."""
    trade["bill_of_materials"] = [part("pack", 1_000, "china")]
    tables = make_tables(**trade)
    recipes, sourcing = enumerate_recipes(tables)
    costs = unit_costs(tables, settings, recipes, sourcing, [2025])
    other = {name: pl.lit(word) for name, word in cells.items()}
    if table == "recipes":
        sourcing = sourcing.with_columns(**other)
    else:
        recipes = recipes.with_columns(**other)
    with pytest.raises(LabelError, match=f"^{table} has no row for .*ghost"):
        origin_status(tables, recipes, sourcing, costs)
