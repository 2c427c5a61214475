"""Which number of a case is the largest, and where does it stand?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import row_key

if TYPE_CHECKING:
    from brownfield.case.case import Case


def largest_number(case: Case) -> str:
    """Return the cell with the number of the largest size, in words."""
    _, table, column, row = max(_largest_of_columns(case), key=lambda cell: cell[0])
    cells = case.tables[table].row(row, named=True)
    return (
        f"the largest number of the tables is {cells[column]:g}, in {table}, "
        f"column {column} ({row_key(TABLES[table], cells)})"
    )


def _largest_of_columns(case: Case) -> Iterator[tuple[float, str, str, int]]:
    """Yield size, table, column and row of the largest number of each column."""
    for table, frame in case.tables.items():
        for column in TABLES[table].columns:
            sizes = _sizes(frame, column.name) if column.kind == "number" else None
            row = None if sizes is None else sizes.arg_max()
            if sizes is not None and row is not None and sizes[row] is not None:
                yield float(sizes[row]), table, column.name, row


def _sizes(frame: pl.DataFrame, column: str) -> pl.Series:
    return frame[column].abs()
