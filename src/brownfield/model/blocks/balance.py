"""Equation (1): is every vehicle made delivered in its year?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "1"


def add(builder: LinearBuilder, _data: DataTables, columns: ColumnTables) -> None:
    """Add sum over routes of deliver = make, for each recipe and node."""
    keys = columns.make.select("recipe", "node")
    rows = builder.add_rows("balance", EQUATION, keys, lower=0.0, upper=0.0)
    on = ["recipe", "node"]
    builder.add_terms(rows, columns.deliver, 1.0, on=on)
    builder.add_terms(rows, columns.make, -1.0, on=on)
