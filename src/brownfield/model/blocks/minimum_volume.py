"""Equation (9): does a programme at full rate make its promised volume, or pay?"""

from brownfield.model.columns import ColumnTables
from brownfield.model.data import DataTables
from brownfield.model.linear import LinearBuilder

EQUATION = "9"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add make + shortfall >= minimum volume x starts whose ramp is over."""
    on = ["build_option", "node"]
    keys = columns.shortfall.select(*on)
    rows = builder.add_rows("minimum_volume", EQUATION, keys, lower=0.0)
    made = columns.make.semi(keys, on)
    full = data.ages.where(data.ages["share"] >= 1.0)
    promised = (
        columns.start.select("build_option", "column", ancestor="node")
        .semi(keys, ["build_option"])
        .join(data.paths, ["ancestor"])
        .semi(full, ["build_option", "age"])
        .join(columns.shortfall.select(*on, "minimum_volume"), on)
    )
    promised = promised.with_columns(promise=-promised["minimum_volume"])
    builder.add_terms(rows, made, 1.0, on=on)
    builder.add_terms(rows, columns.shortfall, 1.0, on=on)
    builder.add_terms(rows, promised, "promise", on=on)
