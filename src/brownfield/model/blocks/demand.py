"""Equation (2): is every vehicle demanded delivered or counted as unmet?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "2"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add sum of deliver + unmet = volume, for each product, market and node."""
    keys = data.demand.select("product", "place", "node", "volume")
    rows = builder.add_rows(
        "demand", EQUATION, keys, lower="volume", upper="volume", bounded_by="demand"
    )
    on = ["product", "place", "node"]
    builder.add_terms(rows, columns.deliver, 1.0, on=on)
    builder.add_terms(rows, columns.unmet, 1.0, on=on)
