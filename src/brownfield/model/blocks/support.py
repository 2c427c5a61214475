"""Equation (18): which vehicles does a support package make cheaper to build?

The supported volume is what the programme makes if the package is decided on the path,
else nothing; three rows say so exactly for a yes/no decision.
"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.full_rate import full_rates
from brownfield.model.linear import LinearBuilder

EQUATION = "18"
MADE_BY = ["build_option", "node"]
ON = ["policy", "since", "build_option", "node"]


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add supported <= make, <= full rate x package, >= make - rate x (1 - package)."""
    limit = (
        columns.supported.select(ON)
        .join(full_rates(data), on=MADE_BY, how="left", maintain_order="left")
        .with_columns(pl.col("full_rate").fill_null(0.0))
    )
    made = columns.make.select("column", *MADE_BY).join(limit.select(ON), on=MADE_BY)
    decided = (
        columns.package.select("column", "policy", "since", ancestor="node")
        .join(data.paths, on="ancestor")
        .join(limit, on=["policy", "since", "node"])
        .with_columns(off=-pl.col("full_rate"))
    )
    rows = builder.add_rows("supported_made", EQUATION, limit, upper=0.0)
    builder.add_terms(rows, columns.supported, 1.0, on=ON)
    builder.add_terms(rows, made, -1.0, on=ON)
    rows = builder.add_rows("supported_decided", EQUATION, limit, upper=0.0)
    builder.add_terms(rows, columns.supported, 1.0, on=ON)
    builder.add_terms(rows, decided, "off", on=ON)
    lowest = limit.with_columns(lower=-pl.col("full_rate"))
    rows = builder.add_rows("supported_in_full", EQUATION, lowest, lower="lower")
    builder.add_terms(rows, columns.supported, 1.0, on=ON)
    builder.add_terms(rows, made, -1.0, on=ON)
    builder.add_terms(rows, decided, "off", on=ON)
