"""Small typed tables, and the derived frames of a case, for tests of this package."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.one_currency import in_case_currency
from brownfield.derive.landed_cost import markets, refunds, routes, unit_costs
from brownfield.derive.recipes import enumerate_recipes
from brownfield.derive.shown.spare_capacity import spare_capacity
from brownfield.derive.trade.origin import origin_status
from brownfield.derive.trade.remedies import content_remedies
from brownfield.tables.columns import Table
from brownfield.tables.definitions import TABLES
from brownfield.tables.settings import CaseSection, PlanSection, Settings
from tests.derive import small_plants
from tests.derive.small_plants import (
    ByPlant,
    CapacityOf,
    line,
    option,
    plant,
    product,
    sold,
)

Rows = Sequence[Mapping[str, Any]]
MakeTables = Callable[..., dict[str, pl.DataFrame]]


@dataclass(frozen=True)
class Frames:
    """Every derived frame of some tables."""

    recipes: pl.DataFrame
    sourcing: pl.DataFrame
    costs: pl.DataFrame
    origin: pl.DataFrame
    routes: pl.DataFrame


Derive = Callable[[Mapping[str, pl.DataFrame]], Frames]


def typed(declared: Table, rows: Rows) -> pl.DataFrame:
    """Return `rows` as the declared table, defaults filled in."""
    complete = [
        {c.name: row.get(c.name, c.default) for c in declared.columns} for row in rows
    ]
    for row, whole in zip(rows, complete, strict=True):
        assert set(row) <= set(whole), f"{declared.name} has no such column: {row}"
    return pl.DataFrame(complete, schema=declared.polars_schema, strict=False)


@pytest.fixture
def make_tables() -> MakeTables:
    """Return a function from rows by table to all declared tables."""

    def make(**rows: Rows) -> dict[str, pl.DataFrame]:
        assert set(rows) <= set(TABLES)
        return {
            name: typed(declared, rows.get(name, ()))
            for name, declared in TABLES.items()
        }

    return make


@pytest.fixture
def settings() -> Settings:
    """Return settings of the years 2025 to 2028 in pounds."""
    return Settings(case=CaseSection(first_year=2025, last_year=2028, currency="GBP"))


@pytest.fixture
def derive_frames(settings: Settings) -> Derive:
    """Return a function from tables to every derived frame, years as in demand."""

    def derive(stated: Mapping[str, pl.DataFrame]) -> Frames:
        years = sorted(set(stated["demand"]["year"]))
        case = Case("derived", settings, stated)
        tables = in_case_currency(case, years[0]).tables
        recipes, sourcing = enumerate_recipes(tables)
        costs = unit_costs(tables, settings, recipes, sourcing, years)
        origin = origin_status(tables, recipes, sourcing, costs)
        remedies = content_remedies(tables, recipes, sourcing, costs)
        back = refunds(tables, recipes, sourcing, years)
        ways = routes(tables, markets(tables), recipes, costs, origin, remedies, back)
        return Frames(recipes, sourcing, costs, origin, ways)

    return derive


def two_sided_trade() -> dict[str, Rows]:
    """Return a UK plant selling one car at home and in the EU, without parts.

    Both sides levy 10 % and grant preference under the agreement `tca`.
    """
    return {
        "parties": [{"party": "maker"}],
        "places": [
            {"place": "uk", "customs_territory": "UK"},
            {"place": "eu", "customs_territory": "EU"},
            {"place": "china", "customs_territory": "CN"},
        ],
        "facilities": [{"facility": "plant", "place": "uk", "owner": "maker"}],
        "products": [
            {
                "product": "car",
                "company": "maker",
                "hs_code": "870380",
                "powertrain": "bev",
            }
        ],
        "build_options": [
            {
                "build_option": "build",
                "product": "car",
                "facility": "plant",
                "programme_owner": "maker",
                "mode": "full",
            }
        ],
        "demand": [
            {"product": "car", "place": "eu", "year": 2025, "volume": 1, "price": 1}
        ],
        "lanes": [{"origin": "uk", "destination": "eu"}],
        "trade_measures": [
            {
                "measure": f"mfn-{side}",
                "importer": side,
                "hs_code": "8703",
                "kind": "mfn",
                "ad_valorem": 0.1,
            }
            for side in ("UK", "EU")
        ]
        + [
            {
                "measure": f"tca-{side}",
                "importer": side,
                "hs_code": "87",
                "kind": "preference",
                "agreement": "tca",
            }
            for side in ("UK", "EU")
        ],
        "agreements": [
            {"agreement": "tca", "customs_territory": side} for side in ("UK", "EU")
        ],
    }


@pytest.fixture
def trade() -> dict[str, Rows]:
    """Return the rows of `two_sided_trade`, to be changed by a test."""
    return two_sided_trade()


@pytest.fixture
def one_plant() -> small_plants.Rows:
    """Return a plant of 10,000 whose owner sells 9,000 cars for 20,000 each."""
    return {
        "parties": [
            {"party": name, "discount_rate": 0, "tax_rate": 0}
            for name in ("maker", "guest", "rival")
        ],
        "places": [
            {"place": place, "customs_territory": "X"}
            for place in ("works", "market", "abroad")
        ],
        "facilities": [plant("A")],
        "shift_patterns": [line("A")],
        "products": [product("car")],
        "build_options": [option("car", "A")],
        "demand": sold("car", 9_000),
        "lanes": [
            {"origin": "works", "destination": "market", "freight": 0},
            {"origin": "works", "destination": "abroad", "freight": 0},
        ],
    }


@pytest.fixture
def with_guest(one_plant: small_plants.Rows) -> small_plants.Rows:
    """Return the plant with a guest that could sell 3,000 cars for 17,500 each."""
    one_plant["products"] += [product("visitor", "guest")]
    one_plant["build_options"] += [option("visitor", "A", "guest", is_committed=False)]
    one_plant["demand"] += sold("visitor", 3_000, 17_500)
    return one_plant


@pytest.fixture
def capacity_of(make_tables: MakeTables) -> CapacityOf:
    """Return a function from rows to the table, by plant and year."""

    def found(rows: small_plants.Rows, **plan: Any) -> ByPlant:
        settings = Settings(
            case=CaseSection(first_year=2026, last_year=2027, currency="GBP"),
            plan=PlanSection(**plan),
        )
        case = Case("plants", settings, make_tables(**rows)).checked()
        table = spare_capacity(case)
        return {(row["facility"], row["year"]): row for row in table.to_dicts()}

    return found


@pytest.fixture
def four_plants(one_plant: small_plants.Rows) -> small_plants.Rows:
    """Return four plants of 10,000 of one owner for one car: two cannot run."""
    names = ("ended", "planned", "limited", "open")
    return one_plant | {
        "facilities": [
            plant("ended", last_year=2025, guest_limit=100),
            plant("planned", status="candidate", opening_cost=9e6, lead_years=3),
            plant("limited", guest_limit=100),
            plant("open"),
        ],
        "shift_patterns": [line(name) for name in names],
        "build_options": [
            option("car", name, is_committed=name != "planned") for name in names
        ],
    }
