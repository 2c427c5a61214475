"""What does a vehicle emit, at the plant, in its parts and on the way to its market?

Figures are kg CO2e per vehicle; what a table does not give is left out of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import Tables, facility_places, total
from brownfield.derive.parts import part_territories
from brownfield.tables.declared.carbon import CARBON_KINDS, SAYS

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived

PARTS = {"recipe": pl.String, "node": pl.String, "home": pl.String, "kg": pl.Float64}


def is_given(derived: Derived, stage: str) -> bool:
    """Return whether the tables say at some node that a stage emits anything."""
    table, columns = SAYS[stage]
    some = pl.any_horizontal(pl.col(*columns) > 0).any()
    return derived.holds_somewhere(
        lambda case: bool(case.tables[table].select(some).item())
    )


def at_plants(derived: Derived) -> pl.DataFrame:
    """Return build_option, node, home (territory of the plant), kg of a vehicle."""
    options = derived.at_nodes(lambda case: _options(case.tables))
    grids = derived.at_nodes(lambda case: _grids(case.tables))
    rows = options.join(grids, on=["node", "place"], how="left", maintain_order="left")
    holds = pl.col("since").is_null() | (pl.col("since") <= pl.col("year"))
    latest = (
        rows.with_columns(pl.when(holds).then("intensity"), is_heard=holds)
        .sort(pl.col("is_heard"), "since", nulls_last=False, maintain_order=True)
        .unique(["build_option", "node"], keep="last", maintain_order=True)
    )
    power = pl.col("electricity").fill_null(0.0) * pl.col("intensity").fill_null(0.0)
    kg = power + pl.col("co2").fill_null(0.0)
    return latest.select("build_option", "node", "home", kg=kg).sort(
        "build_option", "node"
    )


def in_parts(derived: Derived) -> pl.DataFrame:
    """Return recipe, node, home (territory of the source), kg of all parts from there.

    Only where something is emitted.
    """
    parts = derived.at_nodes(lambda case: _parts(case.tables)).drop("year")
    options = derived.recipes.select("recipe", "build_option")
    used = derived.sourcing.join(options, on="recipe", maintain_order="left")
    rows = used.join(
        parts,
        on=["build_option", "part_group", "source"],
        maintain_order="left_right",
    )
    keys = ["recipe", "node", "home"]
    return rows.group_by(keys, maintain_order=True).agg(kg=total(pl.col("kg")))


def on_lanes(derived: Derived) -> pl.DataFrame:
    """Return build_option, place, node, home (territory of the market), kg.

    A product's own lane stands before one for every product, as for freight.
    """
    lanes = derived.at_nodes(lambda case: _lanes(case.tables)).drop("year")
    own = lanes.filter(pl.col("product").is_not_null())
    every = lanes.filter(pl.col("product").is_null()).drop("product")
    ends = ["node", "origin", "place"]
    options = derived.recipes.select("build_option", "product", origin="place").unique(
        maintain_order=True
    )
    pairs = options.join(lanes.select(*ends, "home").unique(), on="origin")
    carried = pairs.join(own.drop("home"), on=[*ends, "product"], how="left").join(
        every.drop("home"), on=ends, how="left", suffix="_any"
    )
    kg = pl.coalesce("kg", "kg_any", pl.lit(0.0))
    keys = ["build_option", "place", "node"]
    return carried.select(*keys, "home", kg=kg).sort(keys)


def part_loads(derived: Derived) -> pl.DataFrame:
    """Return recipe, node, home, kg of parts where carbon has a price or a cap.

    Where it has none, dirtier parts are no reason to keep a recipe.
    """
    if not derived.has_policy(CARBON_KINDS):
        return pl.DataFrame(schema=PARTS)
    return in_parts(derived)


def _options(tables: Tables) -> pl.DataFrame:
    plants = facility_places(tables).select(
        "facility", "place", home="customs_territory"
    )
    options = tables["build_options"].select(
        "build_option", "facility", "electricity", "co2"
    )
    return options.join(plants, on="facility", maintain_order="left")


def _grids(tables: Tables) -> pl.DataFrame:
    return tables["grids"].select("place", "intensity", since="year")


def _parts(tables: Tables) -> pl.DataFrame:
    rows = part_territories(tables).filter(pl.col("co2") > 0)
    return rows.select(
        "build_option", "part_group", "source", home="exporter", kg="co2"
    )


def _lanes(tables: Tables) -> pl.DataFrame:
    places = tables["places"].select(place="place", home="customs_territory")
    given = pl.col("co2").fill_null(0.0)
    return (
        tables["lanes"]
        .select("origin", "product", place="destination", kg=given)
        .join(places, on="place", maintain_order="left")
    )
