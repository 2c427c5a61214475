"""Equation (7): do guests use no more line time than the host leaves them?"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.line_time import line_time
from brownfield.model.linear import LinearBuilder

EQUATION = "7"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add line time of programmes of other parties <= guest limit of the plant."""
    on = ["facility", "node"]
    limits = data.facilities.filter(pl.col("guest_limit").is_not_null())
    guests = (
        line_time(data, columns)
        .filter(pl.col("programme_owner") != pl.col("owner"))
        .join(limits.select("facility", "guest_limit"), on="facility")
    )
    keys = guests.select(*on, "guest_limit").unique(on, maintain_order=True)
    rows = builder.add_rows("reservation", EQUATION, keys, upper="guest_limit")
    builder.add_terms(rows, guests, "capacity_use", on=on)
