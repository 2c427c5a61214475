"""Between which amounts do parts, conversion and freight of a vehicle surely lie?

A bound from the tables alone, of any recipe in any year: the cheapest source of each
part group at the lowest rate and index, and the dearest at the highest. Duty, crew and
fixed cost are left out.
"""

import polars as pl

from brownfield.tables.doubts.numbers.converted import Pick, converted
from brownfield.tables.frames import Tables
from brownfield.tables.settings import Settings

PART = ["build_option", "part_group"]
ENDS: tuple[Pick, Pick] = ("least", "most")


def cost_bounds(tables: Tables, settings: Settings) -> pl.DataFrame:
    """Return product, least and most, case currency per vehicle.

    Products with a build option that has no parts are left out: their cost is unknown.
    """
    low, high = (converted(tables, settings, pick) for pick in ENDS)
    if low is high:
        return _bounds(tables)
    highest = _bounds(high).select("product", "most")
    return _bounds(low).drop("most").join(highest, on="product", maintain_order="left")


def _bounds(tables: Tables) -> pl.DataFrame:
    options = tables["build_options"]
    built = _at_index(tables, options, ("conversion_cost",))
    parts = _parts(tables)
    costs = (
        built.join(parts, on="build_option", how="left")
        .group_by("product")
        .agg(
            least=(pl.col("low") + pl.col("low_parts")).min(),
            most=(pl.col("high") + pl.col("high_parts")).max(),
            is_known=(pl.col("high_parts") > 0).fill_null(value=False).all(),
        )
    )
    lanes = _at_index(tables, tables["lanes"], ("freight", "insurance"))
    freight = lanes["high"].max() or 0.0
    known = costs.filter("is_known").drop("is_known")
    return known.with_columns(pl.col("most") + pl.lit(freight, pl.Float64))


def _parts(tables: Tables) -> pl.DataFrame:
    """Return build option, and least and most of all its parts together."""
    bought = tables["bill_of_materials"]
    rows = _at_index(tables, bought, ("unit_value", "inbound_freight"))
    groups = rows.group_by(PART).agg(pl.col("low").min(), pl.col("high").max())
    return groups.group_by("build_option").agg(
        low_parts=pl.col("low").sum(), high_parts=pl.col("high").sum()
    )


def _at_index(
    tables: Tables, frame: pl.DataFrame, columns: tuple[str, ...]
) -> pl.DataFrame:
    """Return rows with `low` and `high`: the columns together at their index."""
    factors = (
        tables["cost_indices"]
        .group_by(cost_index="index")
        .agg(low_factor=pl.col("factor").min(), high_factor=pl.col("factor").max())
    )
    money = pl.sum_horizontal(columns)
    return frame.join(factors, on="cost_index", how="left").with_columns(
        low=money * pl.col("low_factor").fill_null(1.0),
        high=money * pl.col("high_factor").fill_null(1.0),
    )
