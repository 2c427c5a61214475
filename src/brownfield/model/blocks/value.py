"""Equation (15): what is a unit of each column worth today, in expectation?

Cash counts at its probability, its party's discount factor and weight. After the last
year either nothing counts, or operating cash after tax counts some years more (their
tax is the column terminal_tax, so no relief is ever counted more than once), or a
share of capital spending comes back.
"""

import polars as pl

from brownfield.derive.frames import total
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder
from brownfield.model.money import UNREPEATED_ITEMS

EQUATION = "15"
SALVAGED_ITEMS = ("tooling", "opening")


def add(builder: LinearBuilder, data: Data, terms: pl.DataFrame) -> None:
    """Add every money term to the objective at its present value."""
    builder.add_cost(present_values(data, terms), "value")


def present_values(data: Data, terms: pl.DataFrame) -> pl.DataFrame:
    """Return `terms` with `value`: expected present value of one unit of the column."""
    weights = data.derived.case.settings.plan.objective_weights
    weight = (
        pl.col("party")
        .cast(pl.String)
        .replace_strict(weights, default=1.0, return_dtype=pl.Float64)
    )
    return terms.join(worth(data), on=["party", "node"], maintain_order="left").select(
        pl.all().exclude("factor", "salvage", "extra"),
        value=weight * pl.col("amount") * counted(data),
    )


def counted(data: Data) -> pl.Expr:
    """Return how often one unit of cash counts, terminal value included."""
    rule = data.derived.case.settings.case.terminal
    if rule == "multiple":
        is_running = ~pl.col("item").is_in(UNREPEATED_ITEMS)
        return pl.col("factor") + is_running * pl.col("extra")
    if rule == "salvage":
        is_salvaged = pl.col("item").is_in(SALVAGED_ITEMS)
        return pl.col("factor") - is_salvaged * pl.col("salvage")
    return pl.col("factor")


def worth(data: Data) -> pl.DataFrame:
    """Return party, node, factor, extra, salvage: expected present values of 1.

    ``extra`` is the terminal multiple at leaves, ``salvage`` the share of spending at
    the node that comes back at the leaves below it.
    """
    multiple = data.derived.case.settings.case.terminal_multiple
    present = data.discount.join(
        data.nodes.select("node", "probability", "is_leaf"),
        on="node",
        maintain_order="left",
    ).with_columns(factor=pl.col("factor") * pl.col("probability"))
    at_leaves = present.filter(pl.col("is_leaf")).select(
        "party", leaf="node", back=pl.col("factor") * multiple
    )
    below = (
        data.leaf_paths.join(at_leaves, on="leaf")
        .group_by("party", "node")
        .agg(salvage=total(pl.col("back")))
    )
    return present.join(below, on=["party", "node"]).with_columns(
        extra=pl.col("factor") * pl.col("is_leaf") * multiple
    )
