"""Equation (16): how bad is the tail of futures of a party that looks at it?

The quantile is free; in each future the shortfall under it is at least zero and at
least quantile less present value. At the best quantile, quantile less mean shortfall
over the tail's share is the mean of the worst futures.
"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder
from brownfield.model.worth import counted, mean_weights, worth_in_each_future

EQUATION = "16"
ON = ["party", "leaf"]


def add(
    builder: LinearBuilder,
    data: Data,
    columns: Columns,
    terms: pl.DataFrame,
    payments: pl.DataFrame,
) -> None:
    """Add short >= quantile - value in each future, and what both count for."""
    if columns.short.is_empty():
        return
    moved = in_each_future(data, columns, terms)
    fixed = (
        in_each_future(data, columns, payments)
        .group_by(ON)
        .agg(lower=-pl.col("worth").sum())
    )
    keys = columns.short.select(*ON, node="leaf").join(
        fixed, on=ON, how="left", maintain_order="left"
    )
    keys = keys.with_columns(pl.col("lower").fill_null(0.0))
    rows = builder.add_rows("tail", EQUATION, keys, lower="lower")
    quantile = columns.quantile.select("party", "column").join(
        keys.select(ON), on="party"
    )
    builder.add_terms(rows, columns.short, 1.0, on=ON)
    builder.add_terms(rows, quantile, -1.0, on=ON)
    builder.add_terms(rows, moved, "worth", on=ON)
    add_worth(builder, data, columns)


def add_worth(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add weight x (quantile - mean shortfall / tail) to the objective."""
    weights = mean_weights(data)
    counted_once = columns.quantile.join(weights, on="party")
    builder.add_cost(counted_once, "tail_weight")
    chance = data.nodes.select(leaf="node", chance="probability")
    short = columns.short.join(weights, on="party").join(chance, on="leaf")
    builder.add_cost(
        short.with_columns(
            cost=-pl.col("tail_weight") * pl.col("chance") / pl.col("tail")
        ),
        "cost",
    )


def in_each_future(data: Data, columns: Columns, terms: pl.DataFrame) -> pl.DataFrame:
    """Return money terms of the parties that look at a tail, with their `worth`."""
    future = worth_in_each_future(data).join(columns.short.select(ON), on=ON)
    return terms.join(future, on=["party", "node"]).with_columns(
        worth=pl.col("amount") * counted(data)
    )
