"""Which policies, hazards and purchases bear on nothing that a case builds?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.fleet import FLEET_RULES
from brownfield.tables.declared.region import PLANT_ITEMS
from brownfield.tables.declared.trade_and_policy import GOVERNMENT_KINDS, REFUSABLE
from brownfield.tables.doubts.markets import markets
from brownfield.tables.doubts.unread import READ
from brownfield.tables.problems import Finding, listed
from brownfield.tables.rule import Cells, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

SOLD = ("purchase_grant", *FLEET_RULES)
BUILT = (*GOVERNMENT_KINDS, *REFUSABLE)
WHO = {
    **dict.fromkeys(SOLD, ("company",)),
    "operating_support": ("plant_owner",),
    "capital_grant": ("plant_owner", "programme_owner"),
}
"""Whose a vehicle must be where such a policy names a party."""


def idle_policies(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield policies of whose goods none is sold, or built, in their territory."""
    territories = tables["places"]["customs_territory"]
    is_told = pl.col("territory").is_null() | pl.col("territory").is_in(
        territories.implode()
    )
    for kinds, verb, vehicles in (
        (SOLD, "sold", _sold(tables)),
        (BUILT, "built", _built(tables)),
    ):
        policies = set[str]()
        for row, cells in rows_where(
            tables["policies"], pl.col("kind").is_in(kinds) & is_told
        ):
            is_idle = vehicles.filter(*_meant(cells)).is_empty()
            if is_idle and cells["policy"] not in policies:
                policies.add(cells["policy"])
                yield _idle(row, cells, verb)


def _meant(cells: Cells) -> Iterator[pl.Expr]:
    """Yield what a vehicle must be for a policy to bear on it."""
    asked = [name for name in READ[cells["kind"]] if cells[name] is not None]
    for name in ("territory", "product", "mode", "powertrain"):
        if name in asked:
            yield pl.col(name) == cells[name]
    if "hs_code" in asked:
        yield pl.col("hs_code").str.starts_with(cells["hs_code"])
    if "party" in asked and cells["kind"] in WHO:
        yield pl.any_horizontal(pl.col(WHO[cells["kind"]]) == cells["party"])


def _sold(tables: Tables) -> pl.DataFrame:
    """Return each build option in each territory where its product is wanted."""
    wanted = markets(tables["demand"]).select("product", "place")
    where = tables["places"].select("place", territory="customs_territory")
    wanted = wanted.join(where, on="place").select("product", "territory").unique()
    return _options(tables).join(wanted, on="product")


def _built(tables: Tables) -> pl.DataFrame:
    """Return each build option in the territory of its plant."""
    where = tables["places"].select("place", territory="customs_territory")
    return _options(tables).join(where, on="place")


def _options(tables: Tables) -> pl.DataFrame:
    plants = tables["facilities"].select("facility", "place", plant_owner="owner")
    products = tables["products"].select("product", "company", "hs_code", "powertrain")
    options = tables["build_options"].select(
        "product", "facility", "mode", "programme_owner"
    )
    return options.join(plants, on="facility").join(products, on="product")


def _idle(row: int, cells: Cells, verb: str) -> Finding:
    where = f" in {cells['territory']}" if cells["territory"] else ""
    return Finding(
        table="policies",
        row=row,
        column="policy",
        value=cells["policy"],
        rule="policy_of_nothing",
        message=f"No vehicle that the row is for is {verb}{where}, so it does nothing",
        hint="Correct territory, party, product, mode, hs_code or powertrain",
    )


def idle_hazards(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield hazards of a place or party at which nothing is made or bought."""
    plants, parts = tables["facilities"], tables["bill_of_materials"]
    busy = {
        "place": {*plants["place"], *parts["source"]},
        "party": {*plants["owner"]},
    }
    for scope, names in busy.items():
        is_idle = (pl.col("scope") == scope) & ~pl.col("target").is_in(sorted(names))
        for row, cells in rows_where(tables["hazards"], is_idle):
            yield Finding(
                table="hazards",
                row=row,
                column="target",
                value=cells["target"],
                rule="hazard_of_nothing",
                message=f"No plant and no supplier belongs to this {scope}, so the "
                "hazard stops nothing",
                hint="Correct scope or target",
            )


def idle_purchases(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield purchases of an item that no plant buys."""
    groups = tables["bill_of_materials"]["part_group"].unique().to_list()
    items = [*PLANT_ITEMS, *sorted(groups)]
    for row, cells in rows_where(tables["purchases"], ~pl.col("item").is_in(items)):
        yield Finding(
            table="purchases",
            row=row,
            column="item",
            value=cells["item"],
            rule="purchase_of_nothing",
            message="No part group of bill_of_materials is called so, and no plant "
            "spends on it",
            hint=f"Use one of: {listed(items, most=20)}",
        )
