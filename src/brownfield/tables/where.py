"""Which rows does a `where` text mean?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import DataError
from brownfield.tables.cells.conditions import (
    Condition,
    conditions,
    parse_assignments,
)
from brownfield.tables.cells.values import EXPECTED, kind_hint, parse_value, read_kind
from brownfield.tables.problems import did_you_mean, listed

if TYPE_CHECKING:
    from brownfield.tables.columns import Column, Kind, Table, Value


def matching_rows(
    frame: pl.DataFrame, where: str | None, table: Table | None = None
) -> pl.Expr:
    """Return an expression that is true on the rows of `frame` that `where` means.

    Parts joined by commas must all hold; ``a|b`` accepts either value, ``low..high``
    a range of numbers, an empty value a blank cell; a blank `where` means every row.

    Parameters
    ----------
    frame
        The rows; its types say how values are read.
    where
        Text of the condition.
    table
        Declaration named in messages; None for a frame that is not declared.

    Raises
    ------
    DataError
        If a column is unknown or a value cannot be read.
    """
    parts = [_matches(frame, entry, table) for entry in conditions(where)]
    every = pl.int_range(pl.len()) >= 0
    return pl.all_horizontal(every, *parts)


def new_row(where: str | None, table: Table) -> dict[str, Value | None]:
    """Return the typed row written as assignments, defaults filled.

    Raises
    ------
    DataError
        If a column is unknown, a value cannot be read or a needed cell is missing.
    """
    cells = parse_assignments(where)
    for name in cells:
        _declared(name, table)
    row: dict[str, Value | None] = {}
    for column in table.columns:
        value = parse_value(cells.get(column.name), column)
        row[column.name] = column.default if value is None else value
        if column.is_required and row[column.name] is None:
            message = f"The new row of {table.name} in `{where}` lacks {column.name}."
            raise DataError(message)
    return row


def _declared(name: str, table: Table) -> Column:
    if name not in table.column_names:
        raise DataError(unknown_column(name, table.name, table.column_names))
    return table.column(name)


def unknown_column(
    name: str, table: str, columns: Sequence[str], *, most: int = 12
) -> str:
    """Return that a table has no such column, and which it has.

    Parameters
    ----------
    name, table
        What was asked for, and of which table.
    columns
        Its columns, of which at most `most` are named.
    """
    hint = did_you_mean(name, columns, f"Columns: {listed(columns, most=most)}.")
    return f"{table} has no column {name!r}. {hint}"


def _matches(frame: pl.DataFrame, entry: Condition, table: Table | None) -> pl.Expr:
    if entry.column not in frame.columns:
        name = table.name if table else "The result"
        raise DataError(unknown_column(entry.column, name, frame.columns))
    kind = kind_of(frame.schema[entry.column])
    cell = pl.col(entry.column)
    if entry.operator not in ("=", "!="):
        return _compared(cell, entry, kind).fill_null(value=False)
    options = [_equals(cell, word, entry, kind) for word in entry.text.split("|")]
    is_any = pl.any_horizontal(options)
    return is_any if entry.operator == "=" else ~is_any


def kind_of(dtype: pl.DataType) -> Kind:
    """Return the declared kind that goes with a polars type."""
    if dtype == pl.Boolean:
        return "boolean"
    if dtype.is_integer():
        return "integer"
    return "number" if dtype.is_numeric() else "text"


def _equals(cell: pl.Expr, word: str, entry: Condition, kind: Kind) -> pl.Expr:
    word = word.strip()
    if not word:
        return cell.is_null()
    if kind in ("integer", "number") and ".." in word:
        low, _, high = word.partition("..")
        ends = (_number(low, entry), _number(high, entry))
        return cell.is_between(*ends).fill_null(value=False)
    return cell.eq_missing(pl.lit(_value(word, entry, kind)))


def _compared(cell: pl.Expr, entry: Condition, kind: Kind) -> pl.Expr:
    if kind not in ("integer", "number"):
        message = (
            f"`{entry.column}{entry.operator}{entry.text}` compares {entry.column}, "
            "which does not hold numbers. Use = or !=."
        )
        raise DataError(message)
    number = _number(entry.text, entry)
    compare = {
        ">": cell > number,
        ">=": cell >= number,
        "<": cell < number,
        "<=": cell <= number,
    }
    return compare[entry.operator]


def _number(text: str, entry: Condition) -> float:
    return float(_value(text.strip(), entry, "number"))


def _value(word: str, entry: Condition, kind: Kind) -> Value:
    value = read_kind(word, kind)
    if value is None:
        message = (
            f"Column {entry.column} holds {EXPECTED[kind]}, not {word!r}. "
            f"{kind_hint(word, kind)}."
        )
        raise DataError(message)
    return value
