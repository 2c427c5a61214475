"""Equation (5): does only an open plant run shifts, only a decided one get programmes?

A plant with a closing cost runs a pattern in every year it is open.
"""

import numpy as np

from brownfield.model.columns import ColumnTables
from brownfield.model.data import DataTables
from brownfield.model.linear import LinearBuilder
from brownfield.model.table import Table

EQUATION = "5"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add the three families that tie patterns and starts to openings."""
    add_one_pattern(builder, data, columns)
    add_one_opening(builder, data, columns)
    add_committed_site(builder, data, columns)


def opened(data: DataTables, columns: ColumnTables) -> Table:
    """Return facility, node, column of openings in force (lead over) at each node."""
    later = columns.open.select(
        "facility", "lead_years", "column", ancestor="node"
    ).join(data.paths, ["ancestor"])
    in_force = later.where(later["age"] >= later["lead_years"])
    return in_force.select("facility", "node", "column")


def closed(data: DataTables, columns: ColumnTables) -> Table:
    """Return facility, node, column of closings made on the path to each node."""
    closings = columns.close.select("facility", "column", ancestor="node")
    return closings.join(data.paths, ["ancestor"]).select("facility", "node", "column")


def add_one_pattern(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables
) -> None:
    """Add sum of patterns <= open at first + openings - closings.

    For plants with a closing cost it is an equation.
    """
    on = ["facility", "node"]
    upper = data.facilities.is_label("status", "operating").astype(float)
    must_run = ~np.isnan(data.facilities["closing_cost"])
    lower = np.where(must_run, upper, -np.inf)
    sides = data.facilities.select("facility", lower=lower, upper=upper)
    keys = columns.pattern.select(*on).distinct(on).join(sides, ["facility"])
    rows = builder.add_rows("one_pattern", EQUATION, keys, lower="lower", upper="upper")
    builder.add_terms(rows, columns.pattern, 1.0, on=on)
    builder.add_terms(rows, opened(data, columns).semi(keys, on), -1.0, on=on)
    builder.add_terms(rows, closed(data, columns).semi(keys, on), 1.0, on=on)


def add_one_opening(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables
) -> None:
    """Add at most one opening, and at most one closing, on each path."""
    on = ["facility", "leaf"]
    for name, table in (("one_opening", columns.open), ("one_closing", columns.close)):
        terms = table.select("facility", "node", "column")
        terms = terms.join(data.leaf_paths, ["node"])
        keys = terms.select(*on).distinct(on).with_columns(node="leaf")
        rows = builder.add_rows(name, EQUATION, keys, upper=1.0)
        builder.add_terms(rows, terms, 1.0, on=on)


def add_committed_site(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables
) -> None:
    """Add start <= openings decided so far, at plants that must be opened first."""
    on = ["build_option", "node"]
    starts = columns.start.where(~columns.start.is_label("status", "operating"))
    keys = starts.select("build_option", "facility", "node")
    rows = builder.add_rows("committed_site", EQUATION, keys.select(*on), upper=0.0)
    decided = (
        columns.open.select("facility", "column", ancestor="node")
        .join(data.paths, ["ancestor"])
        .join(keys, ["facility", "node"])
    )
    builder.add_terms(rows, starts, 1.0, on=on)
    builder.add_terms(rows, decided, -1.0, on=on)
