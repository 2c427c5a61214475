"""Which rows of a what-if can be applied to a table at once, and what do they make?

A future often scales one column in dozens of rows, which look at other columns. Their
conditions are then asked together, and the numbers changed one row after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl

from brownfield.errors import DataError
from brownfield.tables.cells.changes import read_by
from brownfield.tables.cells.conditions import conditions
from brownfield.tables.definitions import TABLES
from brownfield.tables.memory import Again
from brownfield.tables.where import matching_rows

Tables = dict[str, pl.DataFrame]
Rows = Sequence[Mapping[str, Any]]
OPS = ("times", "plus")
MOST_ROWS = 100_000  # of the tables that are remembered beside the latest
_KEPT = Again[pl.DataFrame | None](
    64, lambda f: 0 if f is None else f.height, MOST_ROWS
)


def changed_at_once(tables: Tables, rows: Rows) -> tuple[Tables, Rows]:
    """Return the tables after the first rows, if these can be applied at once.

    Parameters
    ----------
    tables
        Every table.
    rows
        The rows of a what-if in their order.

    Returns
    -------
    tables, rows
        The tables changed, and the rows that are left to apply; both as given where
        there is a row that cannot be read, fits nothing or meets a blank cell.
    """
    count = _alike(rows)
    if count < 2:
        return tables, rows
    name, some = rows[0]["table"], [dict(row) for row in rows[:count]]
    frame = _KEPT.of([tables[name]], some, partial(_changed, tables[name], some))
    if frame is None:
        return tables, rows
    return tables | {name: frame}, rows[count:]


def _alike(rows: Rows) -> int:
    """Return how many rows at the beginning change one column of numbers alike."""
    table, column = (rows[0][name] for name in ("table", "column"))
    declared = TABLES.get(table)
    if declared is None or column not in declared.column_names:
        return 0
    if declared.column(column).kind != "number":
        return 0
    for count, row in enumerate(rows):
        is_same = (row["table"], row["column"]) == (table, column) and row["op"] in OPS
        if not is_same or _looks_at(row["where"], column):
            return count
    return len(rows)


def _looks_at(where: str | None, column: str) -> bool:
    try:
        return any(entry.column == column for entry in conditions(where))
    except DataError:
        return True  # told where the row is applied alone


def _changed(frame: pl.DataFrame, rows: Rows) -> pl.DataFrame | None:
    """Return a table after some rows; None if one of them needs a look of its own."""
    name, declared = rows[0]["column"], TABLES[rows[0]["table"]]
    column = declared.column(name)
    if frame.schema[name] != pl.Float64 or frame[name].null_count():
        return None
    try:
        amounts = [read_by(row, column) for row in rows]
        meant = [matching_rows(frame, row["where"], declared) for row in rows]
    except DataError:
        return None
    masks = frame.select(
        one.fill_null(value=False).alias(str(place)) for place, one in enumerate(meant)
    )
    if not all(masks.select(pl.all().any()).row(0)):
        return None
    values = frame[name].to_numpy().copy()
    for row, amount, mask in zip(rows, amounts, masks.iter_columns(), strict=True):
        at = mask.to_numpy()
        values[at] = (
            values[at] * amount if row["op"] == "times" else values[at] + amount
        )
    return frame.with_columns(pl.Series(name, values))
