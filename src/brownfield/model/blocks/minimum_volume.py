"""Equation (9): does a programme past its ramp make its promised volume, or pay?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.arrays.table import Table
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "9"
ON = ["build_option", "node"]


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add make + shortfall >= minimum volume x starts whose ramp is over.

    At a plant that must be opened the opening must have reached the end of the ramp
    too: start + opening - 1 is one only where both have.
    """
    promised = columns.shortfall.select(*ON, "minimum_volume")
    started = owed(data, promised, columns.start, "is_full")
    opened = owed(data, promised, sites(columns), "is_site_full")
    is_site = promised.join(sites(columns).distinct(["build_option"]), ["build_option"])
    debt = is_site.select(*ON, lower=-is_site["minimum_volume"])
    keys = promised.select(*ON).filled(debt, ON, lower=0.0)
    rows = builder.add_rows("minimum_volume", EQUATION, keys, lower="lower")
    builder.add_terms(rows, columns.make.semi(keys, ON), 1.0, on=ON)
    builder.add_terms(rows, columns.shortfall, 1.0, on=ON)
    builder.add_terms(rows, started, "promise", on=ON)
    builder.add_terms(rows, opened, "promise", on=ON)


def sites(columns: ColumnTables) -> Table:
    """Return build_option, node, column: the openings that programmes wait for."""
    waiting = columns.start.where(~columns.start.is_label("status", "operating"))
    waiting = waiting.select("build_option", "facility").distinct(["build_option"])
    opened = columns.open.select("facility", "node", "column")
    return waiting.join(opened, ["facility"]).select("build_option", "node", "column")


def owed(data: DataTables, promised: Table, decided: Table, is_over: str) -> Table:
    """Return the decisions whose ramp is over at later nodes, with the promise."""
    full = data.ages.where(data.ages[is_over].astype(np.bool_))
    promises = (
        decided.select("build_option", "column", ancestor="node")
        .semi(promised, ["build_option"])
        .join(data.paths, ["ancestor"])
        .semi(full, ["build_option", "age"])
        .join(promised, ON)
    )
    return promises.with_columns(promise=-promises["minimum_volume"])
