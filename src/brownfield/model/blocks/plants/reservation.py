"""Equation (7): do guests use no more line time than the host leaves them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.line_time import line_time

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "7"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add line time of programmes of other parties <= guest limit of the plant."""
    on = ["facility", "node"]
    limits = data.plants.where(~np.isnan(data.plants["guest_limit"]))
    used = line_time(data, columns)
    guests = used.where(used["programme_owner"] != used["owner"])
    guests = guests.join(limits.select(*on, "guest_limit"), on)
    keys = guests.select(*on, "guest_limit").distinct(on)
    rows = builder.add_rows("reservation", EQUATION, keys, upper="guest_limit")
    builder.add_terms(rows, guests, "capacity_use", on=on)
