"""Equation (12): is every change of jobs between years hired or dismissed?"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder

EQUATION = "12"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add hire - dismiss = jobs - jobs at the parent node (before the first year)."""
    del data
    on = ["facility", "node"]
    keys = columns.hire.select(
        *on,
        "parent",
        before=pl.when(pl.col("parent").is_null())
        .then(-pl.col("current"))
        .otherwise(0.0),
    )
    rows = builder.add_rows(
        "shift_change", EQUATION, keys, lower="before", upper="before"
    )
    jobs = columns.pattern.select("facility", "node", "column", "headcount")
    here = jobs.join(keys, on=on, how="semi").with_columns(jobs=-pl.col("headcount"))
    before = jobs.rename({"node": "parent"}).join(
        keys.select("facility", "parent", "node"), on=["facility", "parent"]
    )
    builder.add_terms(rows, columns.hire, 1.0, on=on)
    builder.add_terms(rows, columns.dismiss, -1.0, on=on)
    builder.add_terms(rows, here, "jobs", on=on)
    builder.add_terms(rows, before, "headcount", on=on)
