"""Equation (6): does what is built fit the line time of the pattern and the shops?

Where a plant chooses among patterns that cost something, deliveries are split by the
pattern they are made under: each part fits its own pattern's line time and its own
share of each market. That is the convex hull of the choice at one node, so little is
left for the search.
"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import MODE_SHOPS, Data
from brownfield.model.line_time import line_time
from brownfield.model.linear import LinearBuilder

EQUATION = "6"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add line time used + commitments <= capacity in force; then each shop."""
    used = line_time(data, columns)
    split = columns.deliver.filter(pl.col("pattern").is_not_null())
    free = used.join(split, on=["facility", "node"], how="anti")
    add_hours(builder, data, columns, free)
    add_pattern_hours(builder, data, columns, split)
    add_pattern_demand(builder, columns, split)
    add_shops(builder, data, used)


def add_hours(
    builder: LinearBuilder, data: Data, columns: Columns, used: pl.DataFrame
) -> None:
    """Add line time used + commitments <= capacity, where patterns cost nothing."""
    on = ["facility", "node"]
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


def add_pattern_hours(
    builder: LinearBuilder, data: Data, columns: Columns, split: pl.DataFrame
) -> None:
    """Add line time made under a pattern <= (capacity - commitments) x pattern."""
    on = ["facility", "pattern", "node"]
    use = data.programmes.select("build_option", "capacity_use")
    split = split.join(use, on="build_option", maintain_order="left")
    keys = split.select(on).unique(maintain_order=True)
    taken = data.committed.select("facility", "node", "line_time")
    patterns = (
        columns.pattern.join(keys, on=on, how="semi")
        .join(taken, on=["facility", "node"], how="left")
        .with_columns(offered=pl.col("line_time").fill_null(0.0) - pl.col("capacity"))
    )
    rows = builder.add_rows("pattern_hours", EQUATION, keys, upper=0.0)
    builder.add_terms(rows, split, "capacity_use", on=on)
    builder.add_terms(rows, patterns, "offered", on=on)


def add_pattern_demand(
    builder: LinearBuilder, columns: Columns, split: pl.DataFrame
) -> None:
    """Add deliveries made under a pattern <= demand x pattern, for each market."""
    at = ["facility", "pattern", "node"]
    on = [*at, "product", "place"]
    keys = split.select(*on, "volume").unique(on, maintain_order=True)
    limits = columns.pattern.select(*at, "column").join(keys, on=at)
    limits = limits.with_columns(limit=-pl.col("volume"))
    rows = builder.add_rows("pattern_demand", EQUATION, keys.select(on), upper=0.0)
    builder.add_terms(rows, split, 1.0, on=on)
    builder.add_terms(rows, limits, "limit", on=on)


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
