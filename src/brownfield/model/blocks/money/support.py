"""Equation (18): which vehicles does a support package make cheaper to build?

The supported volume is what the programme makes if the package is decided on the path,
else nothing; three rows say so exactly for a yes/no decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.model.full_rate import most_made

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "18"
MADE_BY = ["build_option", "node"]
ON = ["policy", "since", "build_option", "node"]


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add supported <= make, <= most x package, >= make - most x (1 - package)."""
    if columns.supported.is_empty():
        return
    limit = columns.supported.select(*ON)
    limit = limit.filled(most_made(data), MADE_BY, most=0.0)
    production = columns.make.select("column", *MADE_BY).join(
        limit.select(*ON), MADE_BY
    )
    decided = columns.package.select("column", "policy", "since", ancestor="node")
    decided = decided.join(data.paths, ["ancestor"])
    decided = decided.join(limit, ["policy", "since", "node"])
    decided = decided.with_columns(off=-decided["most"])
    rows = builder.add_rows("supported_made", EQUATION, limit, upper=0.0)
    builder.add_terms(rows, columns.supported, 1.0, on=ON)
    builder.add_terms(rows, production, -1.0, on=ON)
    rows = builder.add_rows("supported_decided", EQUATION, limit, upper=0.0)
    builder.add_terms(rows, columns.supported, 1.0, on=ON)
    builder.add_terms(rows, decided, "off", on=ON)
    lowest = limit.with_columns(lower=-limit["most"])
    rows = builder.add_rows("supported_in_full", EQUATION, lowest, lower="lower")
    builder.add_terms(rows, columns.supported, 1.0, on=ON)
    builder.add_terms(rows, production, -1.0, on=ON)
    builder.add_terms(rows, decided, "off", on=ON)
