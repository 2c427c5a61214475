"""Equation (10): does a tariff quota admit no more vehicles than its volume?"""

from brownfield.model.arrays.labels import BLANK
from brownfield.model.arrays.linear import LinearBuilder
from brownfield.model.columns import ColumnTables
from brownfield.model.data import DataTables

EQUATION = "10"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add sum of deliveries under a quota <= its volume, for each quota and node."""
    on = ["quota", "node"]
    inside = columns.deliver.where(columns.deliver["quota"] != BLANK)
    keys = data.quotas.semi(inside, on)
    rows = builder.add_rows("quota", EQUATION, keys, upper="quota_volume")
    builder.add_terms(rows, inside, 1.0, on=on)
