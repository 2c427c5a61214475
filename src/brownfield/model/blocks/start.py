"""Equation (4): does each programme start at most once, each group only one of it?"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder

EQUATION = "4"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add sum over the path of start <= 1, for each group of programmes and leaf.

    A programme without an exclusive group is a group of its own.
    """
    grouped = columns.start.select(
        "column",
        "node",
        "is_committed",
        group=pl.coalesce(
            pl.format("group {}", "exclusive_group"),
            pl.format("option {}", pl.col("build_option").cast(pl.String)),
        ),
    )
    decided = grouped.filter(~pl.col("is_committed")).select("group").unique()
    terms = (
        grouped.join(decided, on="group", how="semi", maintain_order="left")
        .join(data.leaf_paths, on="node", maintain_order="left")
        .select("group", "leaf", "column")
    )
    keys = terms.select("group", "leaf").unique(maintain_order=True)
    rows = builder.add_rows(
        "one_start", EQUATION, keys.with_columns(node="leaf"), upper=1.0
    )
    builder.add_terms(rows, terms, 1.0, on=["group", "leaf"])
