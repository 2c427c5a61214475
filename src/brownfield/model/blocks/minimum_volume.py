"""Equation (9): does a programme at full rate make its promised volume, or pay?"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder

EQUATION = "9"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add make + shortfall >= minimum volume x starts whose ramp is over."""
    on = ["build_option", "node"]
    keys = columns.shortfall.select(on)
    rows = builder.add_rows("minimum_volume", EQUATION, keys, lower=0.0)
    made = columns.make.join(keys, on=on, how="semi")
    full = data.ages.filter(pl.col("share") >= 1.0).select("build_option", "age")
    promised = (
        columns.start.select("build_option", "column", ancestor="node")
        .join(data.paths, on="ancestor")
        .join(full, on=["build_option", "age"])
        .join(columns.shortfall.select(*on, "minimum_volume"), on=on)
        .with_columns(promise=-pl.col("minimum_volume"))
    )
    builder.add_terms(rows, made, 1.0, on=on)
    builder.add_terms(rows, columns.shortfall, 1.0, on=on)
    builder.add_terms(rows, promised, "promise", on=on)
