"""What is one unit of cash worth today, in expectation and in one future?"""

import polars as pl

from brownfield.model.data import Data
from brownfield.model.money import UNREPEATED_ITEMS

SALVAGED_ITEMS = ("tooling", "opening")


def present_values(data: Data, terms: pl.DataFrame) -> pl.DataFrame:
    """Return `terms` with `value`: expected present value of one unit of the column."""
    mean = mean_weights(data).select("party", "mean_weight")
    terms = terms.join(mean, on="party", maintain_order="left")
    return terms.join(worth(data), on=["party", "node"], maintain_order="left").select(
        pl.all().exclude("factor", "salvage", "extra", "mean_weight"),
        value=pl.col("mean_weight") * pl.col("amount") * counted(data),
    )


def mean_weights(data: Data) -> pl.DataFrame:
    """Return party, tail, mean_weight, tail_weight: how much mean and tail count.

    Both are shares of the party's objective weight; a party without a tail has only
    its mean.
    """
    weights = data.derived.case.settings.plan.objective_weights
    own = (
        pl.col("party")
        .cast(pl.String)
        .replace_strict(weights, default=1.0, return_dtype=pl.Float64)
    )
    share = pl.when(pl.col("tail") > 0).then("tail_weight").otherwise(0.0)
    return data.parties.select(
        "party", "tail", mean_weight=own * (1.0 - share), tail_weight=own * share
    )


def worth_in_each_future(data: Data) -> pl.DataFrame:
    """Return party, node, leaf, factor, extra, salvage: present values of 1.

    As `worth`, but in the future that ends in `leaf`, without its probability.
    """
    multiple = data.derived.case.settings.case.terminal_multiple
    leaves = data.discount.select(
        "party", leaf="node", back=pl.col("factor") * multiple
    )
    return (
        data.leaf_paths.join(data.discount, on="node")
        .join(leaves, on=["party", "leaf"])
        .with_columns(
            extra=pl.when(pl.col("node") == pl.col("leaf")).then("back").otherwise(0.0),
            salvage=pl.col("back"),
        )
        .drop("back")
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
        .agg(salvage=pl.col("back").sum())
    )
    return present.join(below, on=["party", "node"]).with_columns(
        extra=pl.col("factor") * pl.col("is_leaf") * multiple
    )
