"""Equation (10): does a tariff quota admit no more vehicles than its volume?"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder

EQUATION = "10"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add sum of deliveries under a quota <= its volume, for each quota and node."""
    on = ["quota", "node"]
    inside = columns.deliver.filter(pl.col("quota").is_not_null())
    keys = data.quotas.join(inside, on=on, how="semi", maintain_order="left")
    rows = builder.add_rows("quota", EQUATION, keys, upper="quota_volume")
    builder.add_terms(rows, inside, 1.0, on=on)
