"""Equation (8): do recipes buy no more from a parts plant than it can make?"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder

EQUATION = "8"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add units bought <= capacity of the pattern in force at the parts plant."""
    on = ["facility", "node"]
    bought = columns.make.drop("facility").join(data.supplies, on="recipe")
    keys = bought.select(on).unique(maintain_order=True)
    rows = builder.add_rows("supply", EQUATION, keys, upper=0.0)
    patterns = columns.pattern.join(keys, on=on, how="semi")
    patterns = patterns.with_columns(offered=-pl.col("capacity"))
    builder.add_terms(rows, bought, "units_per_vehicle", on=on)
    builder.add_terms(rows, patterns, "offered", on=on)
