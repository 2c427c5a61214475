"""Equation (4): does each programme start at most once, each group only one of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.labels import BLANK, Labels
from brownfield.model.arrays.table import Table

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "4"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add sum over the path of start <= 1, for each group of programmes and leaf.

    A programme without an exclusive group is a group of its own.
    """
    grouped = with_group(columns.start)
    decided = grouped.where(~grouped["is_committed"])
    terms = grouped.semi(decided, ["group"]).join(data.leaf_paths, ["node"])
    terms = terms.select("group", "leaf", "column")
    keys = terms.select("group", "leaf").distinct(["group", "leaf"])
    rows = builder.add_rows(
        "one_start", EQUATION, keys.with_columns(node="leaf"), upper=1.0
    )
    builder.add_terms(rows, terms, 1.0, on=["group", "leaf"])


def with_group(table: Table) -> Table:
    """Return a table of programmes with the group of each; its own if it has none."""
    groups = table.labels["exclusive_group"].words
    options = table.labels["build_option"].words
    words = [f"group {name}" for name in groups] + [f"option {n}" for n in options]
    alone = len(groups) + table["build_option"].astype(np.int64)
    is_alone = table["exclusive_group"] == BLANK
    group = np.where(is_alone, alone, table["exclusive_group"])
    labels = {**table.labels, "group": Labels(tuple(words))}
    return Table({**table.columns, "group": group}, labels, table.height)
