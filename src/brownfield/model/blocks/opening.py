"""Equation (5): does only an open plant run shifts, only a decided one get programmes?

A plant with a closing cost runs a pattern in every year it is open.
"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder

EQUATION = "5"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add the three families that tie patterns and starts to openings."""
    add_one_pattern(builder, data, columns)
    add_one_opening(builder, data, columns)
    add_committed_site(builder, data, columns)


def opened(data: Data, columns: Columns) -> pl.DataFrame:
    """Return facility, node, column of openings in force (lead over) at each node."""
    return (
        columns.open.select("facility", "lead_years", "column", ancestor="node")
        .join(data.paths, on="ancestor")
        .filter(pl.col("age") >= pl.col("lead_years"))
        .select("facility", "node", "column")
    )


def closed(data: Data, columns: Columns) -> pl.DataFrame:
    """Return facility, node, column of closings made on the path to each node."""
    return (
        columns.close.select("facility", "column", ancestor="node")
        .join(data.paths, on="ancestor")
        .select("facility", "node", "column")
    )


def add_one_pattern(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add sum of patterns <= open at first + openings - closings.

    For plants with a closing cost it is an equation.
    """
    on = ["facility", "node"]
    status = data.facilities.select(
        "facility",
        upper=(pl.col("status") == "operating").cast(pl.Float64),
        must_run=pl.col("closing_cost").is_not_null(),
    )
    keys = (
        columns.pattern.select(on)
        .unique(maintain_order=True)
        .join(status, on="facility", maintain_order="left")
        .with_columns(
            lower=pl.when(pl.col("must_run")).then("upper").otherwise(-float("inf"))
        )
    )
    rows = builder.add_rows("one_pattern", EQUATION, keys, lower="lower", upper="upper")
    builder.add_terms(rows, columns.pattern, 1.0, on=on)
    for terms, sign in ((opened(data, columns), -1.0), (closed(data, columns), 1.0)):
        builder.add_terms(rows, terms.join(keys, on=on, how="semi"), sign, on=on)


def add_one_opening(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add at most one opening, and at most one closing, on each path."""
    for name, frame in (("one_opening", columns.open), ("one_closing", columns.close)):
        terms = frame.select("facility", "node", "column").join(
            data.leaf_paths, on="node", maintain_order="left"
        )
        keys = terms.select("facility", "leaf").unique(maintain_order=True)
        rows = builder.add_rows(
            name, EQUATION, keys.with_columns(node="leaf"), upper=1.0
        )
        builder.add_terms(rows, terms.drop("node"), 1.0, on=["facility", "leaf"])


def add_committed_site(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add start <= openings decided so far, at plants that must be opened first."""
    on = ["build_option", "node"]
    starts = columns.start.filter(pl.col("status") != "operating")
    keys = starts.select("build_option", "facility", "node")
    rows = builder.add_rows("committed_site", EQUATION, keys.select(on), upper=0.0)
    decided = (
        columns.open.select("facility", "column", ancestor="node")
        .join(data.paths, on="ancestor")
        .join(keys, on=["facility", "node"])
    )
    builder.add_terms(rows, starts, 1.0, on=on)
    builder.add_terms(rows, decided, -1.0, on=on)
