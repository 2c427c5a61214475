"""Equation (6): does what is built fit the line time of the pattern and the shops?"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import MODE_SHOPS, Data
from brownfield.model.linear import LinearBuilder

EQUATION = "6"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add line time used + commitments <= capacity of the pattern; then each shop."""
    on = ["facility", "node"]
    used = line_time(data, columns)
    keys = (
        used.select(on)
        .unique(maintain_order=True)
        .join(data.committed.select(*on, "line_time"), on=on, how="left")
        .with_columns(upper=-pl.col("line_time").fill_null(0.0))
    )
    rows = builder.add_rows("hours", EQUATION, keys, upper="upper")
    patterns = columns.pattern.join(keys, on=on, how="semi")
    patterns = patterns.with_columns(offered=-pl.col("capacity"))
    builder.add_terms(rows, used, "capacity_use", on=on)
    builder.add_terms(rows, patterns, "offered", on=on)
    add_shops(builder, data, used)


def line_time(data: Data, columns: Columns) -> pl.DataFrame:
    """Return make columns with capacity_use, mode, owner and programme owner."""
    use = data.programmes.select("build_option", "capacity_use")
    return columns.make.join(use, on="build_option", maintain_order="left")


def add_shops(builder: LinearBuilder, data: Data, used: pl.DataFrame) -> None:
    """Add hours in each shop <= hours it runs, for the modes that pass it."""
    modes = pl.DataFrame(
        [(mode, shop) for mode, shops in MODE_SHOPS.items() for shop in shops],
        schema=["mode", "shop"],
        orient="row",
    )
    taken = data.committed.select("facility", "node", "line_time")
    shops = data.shops.join(taken, on=["facility", "node"], how="left").with_columns(
        upper=pl.col("hours_per_year")
        - pl.col("line_time").fill_null(0.0) / pl.col("jobs_per_hour")
    )
    terms = (
        used.select("column", "facility", "node", "mode", "capacity_use")
        .join(modes, on="mode")
        .join(shops, on=["facility", "shop", "node"])
        .with_columns(hours=pl.col("capacity_use") / pl.col("jobs_per_hour"))
    )
    on = ["facility", "shop", "node"]
    keys = terms.select(*on, "upper").unique(on, maintain_order=True)
    rows = builder.add_rows("shop_hours", EQUATION, keys, upper="upper")
    builder.add_terms(rows, terms, "hours", on=on)
