"""Equation (8): do recipes buy no more from a parts plant than it can make?"""

from brownfield.model.columns import ColumnTables
from brownfield.model.data import DataTables
from brownfield.model.linear import LinearBuilder

EQUATION = "8"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add units bought <= capacity of the pattern in force at the parts plant."""
    on = ["facility", "node"]
    bought = columns.make.drop("facility").join(data.supplies, ["recipe"])
    keys = bought.select(*on).distinct(on)
    rows = builder.add_rows("supply", EQUATION, keys, upper=0.0)
    patterns = columns.pattern.semi(keys, on)
    patterns = patterns.with_columns(offered=-patterns["capacity"])
    builder.add_terms(rows, bought, "units_per_vehicle", on=on)
    builder.add_terms(rows, patterns, "offered", on=on)
