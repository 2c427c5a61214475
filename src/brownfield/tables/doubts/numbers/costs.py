"""Between which amounts do parts, conversion and freight of a vehicle surely lie?

A bound from the tables alone, of any recipe in any year: the cheapest source of each
part group at the lowest rate and index, and the dearest at the highest. Duty, crew and
fixed cost are left out.
"""

import polars as pl

from brownfield.tables.frames import Tables

PART = ["build_option", "part_group"]


def cost_bounds(tables: Tables) -> pl.DataFrame:
    """Return product, least and most, case currency per vehicle.

    Products with a build option that has no parts are left out: their cost is unknown.
    """
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
    money = ("unit_value", "inbound_freight")
    rates = (
        tables["exchange_rates"]
        .group_by("currency")
        .agg(low_rate=pl.col("rate").min(), high_rate=pl.col("rate").max())
    )
    rows = _at_index(tables, bought, money).join(rates, on="currency", how="left")
    rows = rows.with_columns(
        low=pl.col("low") * pl.col("low_rate").fill_null(1.0),
        high=pl.col("high") * pl.col("high_rate").fill_null(1.0),
    )
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
