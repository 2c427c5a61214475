"""Equation (5): does only an open plant run shifts, only a decided one get programmes?

A plant with a closing cost runs a pattern in every year it is open, and is closed at
the latest in the year after its last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.table import Table, has_partner
from brownfield.model.columns import ColumnTables, ended_before

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.data import DataTables

EQUATION = "5"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add the families that tie patterns, starts and closings to openings."""
    add_one_pattern(builder, data, columns)
    add_ended(builder, data, columns)
    add_one_opening(builder, data, columns)
    add_committed_site(builder, data, columns)


def opened(data: DataTables, columns: ColumnTables) -> Table:
    """Return facility, node, column of openings in force (lead over) at each node."""
    later = columns.open.select(
        "facility", "lead_years", "column", ancestor="node"
    ).join(data.paths, ["ancestor"])
    in_force = later.where(later["age"] >= later["lead_years"])
    return in_force.select("facility", "node", "column")


def on_path(data: DataTables, decided: Table) -> Table:
    """Return facility, node, column of what was decided on the path to each node."""
    earlier = decided.select("facility", "column", ancestor="node")
    return earlier.join(data.paths, ["ancestor"]).select("facility", "node", "column")


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
    builder.add_terms(rows, on_path(data, columns.close).semi(keys, on), 1.0, on=on)


def add_ended(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add closings = open at first + openings, where a last year is over.

    A plant whose last year lay before the horizon was closed then.
    """
    on = ["facility", "node"]
    ended = data.plants.where(data.plants["has_ended"])
    plants = data.facilities.where(~np.isnan(data.facilities["closing_cost"]))
    plants = plants.anti(ended_before(data), ["facility"])
    is_open = plants.is_label("status", "operating").astype(float)
    sides = plants.select("facility", is_open=is_open)
    keys = ended.select(*on).join(sides, ["facility"])
    rows = builder.add_rows("ended", EQUATION, keys, lower="is_open", upper="is_open")
    decided = on_path(data, columns.open).semi(keys, on)
    builder.add_terms(rows, on_path(data, columns.close).semi(keys, on), 1.0, on=on)
    builder.add_terms(rows, decided, -1.0, on=on)


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
    """Add start <= open at first + openings - closings decided so far."""
    on = ["build_option", "node"]
    is_open = columns.start.is_label("status", "operating")
    closable = has_partner(columns.start, columns.close, ["facility"])
    held = (~is_open | closable) & ~columns.start["is_committed"]
    starts = columns.start.with_columns(is_open=is_open.astype(float)).where(held)
    keys = starts.select("build_option", "facility", "node", "is_open")
    rows = builder.add_rows("committed_site", EQUATION, keys, upper="is_open")
    at = ["facility", "node"]
    opened = keys.join(on_path(data, columns.open), at)
    closed = keys.join(on_path(data, columns.close), at)
    builder.add_terms(rows, starts, 1.0, on=on)
    builder.add_terms(rows, opened, -1.0, on=on)
    builder.add_terms(rows, closed, 1.0, on=on)
