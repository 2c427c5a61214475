"""What does a what-if make of the cells of a column, and which can it not change?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from brownfield.errors import DataError
from brownfield.tables.cells.values import parse_value
from brownfield.tables.columns import Column, Table
from brownfield.tables.problems import row_key
from brownfield.tables.rule import Cells, rows_where

ROUNDING = 1e-9  # of a whole number that a factor such as 0.1 just misses


@dataclass(frozen=True)
class Unchangeable:
    """A cell that cannot be changed, why, and what to do instead."""

    is_blank: bool
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}."


def changed_number(column: Column, op: str, number: float) -> pl.Expr:
    """Return the cells of a column times or plus a number, whole where they must be."""
    cell = pl.col(column.name)
    changed = cell * number if op == "times" else cell + number
    return changed.round() if column.kind == "integer" else changed


def new_cells(row: Mapping[str, Any], column: Column) -> pl.Expr:
    """Return what a row of `what_ifs` with op set, times or plus makes of a column.

    Raises
    ------
    DataError
        If the value cannot be read, or is missing where a number is needed.
    """
    if row["op"] == "set":
        value = parse_value(row["value"], column)
        return pl.lit(column.default if value is None else value)
    if column.kind not in ("number", "integer"):
        message = f"op {row['op']} needs a column of numbers."
        raise DataError(message)
    return changed_number(column, row["op"], read_by(row, column))


def read_by(row: Mapping[str, Any], column: Column) -> float:
    """Return by how much a row of `what_ifs` multiplies or adds.

    Raises
    ------
    DataError
        If the value is no number.
    """
    plain = Column(name=column.name, kind="number", meaning=column.meaning)
    by = parse_value(row["value"], plain)
    if by is None:
        message = f"op {row['op']} needs a number in `value`."
        raise DataError(message)
    return float(by)


def unchangeable(
    frame: pl.DataFrame,
    matched: pl.Expr,
    table: Table,
    *,
    name: str,
    op: str,
    by: float,
) -> Unchangeable | None:
    """Return the first cell that `op` cannot change; None if it can change all.

    Parameters
    ----------
    frame, matched
        The rows of the table, and which of them the what-if means.
    table, name
        Declaration of the table, and its column.
    op, by
        times or plus, and by how much.
    """
    column = table.column(name)
    cell = pl.col(name)
    if frame[name].null_count():
        for row in rows_where(frame, matched & cell.is_null())[:1]:
            return _blank(row[1], table, column, op)
    if column.kind == "integer":
        exact = cell * by if op == "times" else cell + by
        is_broken = (exact - exact.round()).abs() > ROUNDING
        for row in rows_where(frame, matched & is_broken)[:1]:
            return _broken(row[1], table, column, op, by)
    return None


def _place(cells: Cells, table: Table) -> str:
    return f"{table.name} ({row_key(table, cells)})"


def _blank(cells: Cells, table: Table, column: Column, op: str) -> Unchangeable:
    return Unchangeable(
        is_blank=True,
        message=f"{_place(cells, table)} has no {column.name}, and {op} on a blank "
        "cell changes nothing",
        hint=f"Enter {column.name} there, use op set, or leave blank cells out with "
        f"`{column.name}!=` in where",
    )


def _broken(
    cells: Cells, table: Table, column: Column, op: str, by: float
) -> Unchangeable:
    value = cells[column.name]
    result = value * by if op == "times" else value + by
    sign = "x" if op == "times" else "+"
    return Unchangeable(
        is_blank=False,
        message=f"{_place(cells, table)} holds {column.name} {value}; {value} {sign} "
        f"{by:g} is {result:g}, and {column.name} is a whole number",
        hint="Choose a value that gives a whole number, or use op set",
    )
