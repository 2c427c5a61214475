"""Equation (16): how bad is the tail of futures of a party that looks at it?

The quantile is free; in each future the shortfall under it is at least zero and at
least quantile less present value. At the best quantile, quantile less mean shortfall
over the tail's share is the mean of the worst futures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.model.worth import counted, mean_weights, worth_in_each_future

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.arrays.table import Table
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "16"
ON = ["party", "leaf"]


def add(
    builder: LinearBuilder,
    data: DataTables,
    columns: ColumnTables,
    terms: Table,
    payments: Table,
) -> None:
    """Add short >= quantile - value in each future, and what both count for."""
    if columns.short.is_empty():
        return
    moved = in_each_future(data, columns, terms)
    paid = in_each_future(data, columns, payments)
    fixed = paid.totals(ON, lower=-paid["worth"])
    keys = columns.short.select(*ON, "node").filled(fixed, ON, lower=0.0)
    rows = builder.add_rows("tail", EQUATION, keys, lower="lower")
    quantile = columns.quantile.select("party", "column").join(
        keys.select(*ON), ["party"]
    )
    builder.add_terms(rows, columns.short, 1.0, on=ON)
    builder.add_terms(rows, quantile, -1.0, on=ON)
    builder.add_terms(rows, moved, "worth", on=ON)
    add_worth(builder, data, columns)


def add_worth(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add weight x (quantile - mean shortfall / tail) to the objective."""
    weights = mean_weights(data)
    builder.add_cost(columns.quantile.join(weights, ["party"]), "tail_weight")
    chance = data.nodes.select(leaf="node", chance="probability")
    short = columns.short.join(weights, ["party"]).join(chance, ["leaf"])
    cost = -short["tail_weight"] * short["chance"] / short["tail"]
    builder.add_cost(short.with_columns(cost=cost), "cost")


def in_each_future(data: DataTables, columns: ColumnTables, terms: Table) -> Table:
    """Return money terms of the parties that look at a tail, with their `worth`."""
    future = worth_in_each_future(data).semi(columns.short, ON)
    moved = terms.join(future, ["party", "node"])
    return moved.with_columns(worth=moved["amount"] * counted(data, moved))
