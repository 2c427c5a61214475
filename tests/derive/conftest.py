"""Small typed tables, and the derived frames of a case, for tests of this package."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import pytest

from brownfield.derive.landed_cost import routes, unit_costs
from brownfield.derive.origin import origin_status
from brownfield.derive.recipes import enumerate_recipes
from brownfield.tables.columns import Table
from brownfield.tables.definitions import TABLES
from brownfield.tables.settings import CaseSection, Settings

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

    def derive(tables: Mapping[str, pl.DataFrame]) -> Frames:
        recipes, sourcing = enumerate_recipes(tables)
        years = sorted(set(tables["demand"]["year"]))
        costs = unit_costs(tables, settings, recipes, sourcing, years)
        origin = origin_status(tables, settings, recipes, sourcing, costs)
        ways = routes(tables, settings, recipes, costs, origin)
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
