"""Do typed cells keep what their columns declare: blanks, bounds, words, keys?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.tables.cells.codes import codes
from brownfield.tables.cells.values import bounds_hint, bounds_text
from brownfield.tables.definitions import TABLES
from brownfield.tables.memory import Memory
from brownfield.tables.problems import (
    MOST_LISTED,
    Finding,
    did_you_mean,
    listed,
    shown,
)

if TYPE_CHECKING:
    from brownfield.tables.columns import Column, Table
    from brownfield.tables.frames import Tables

HUNDRED = 100
TWO_PER_CENT = 2  # fewer are hardly meant as per cent
FEW_ROWS = 2_000  # up to which a plain set is faster
JUDGED = Memory()


def broken_limits(tables: Tables, *, unread: frozenset[str]) -> list[Finding]:
    """Return every cell or row of typed tables that breaks its declaration.

    Parameters
    ----------
    tables
        Every declared table, typed.
    unread
        Tables that could not be read; references to them are not judged.
    """
    findings: list[Finding] = []
    for table in TABLES.values():
        judge = partial(_broken_in, table, unread)
        findings += JUDGED.findings(table.name, judge, tables, unread)
    return findings


def _broken_in(
    table: Table, unread: frozenset[str], tables: Tables
) -> Iterator[Finding]:
    name = table.name
    if tables[name].is_empty():
        return
    seen = _survey(tables[name], table)
    for column in table.columns:
        yield from _blanks(tables[name][column.name], column, name)
        if seen.get(column.name) is True:
            yield from _out_of_bounds(tables[name][column.name], column, name)
        elif column.allowed:
            yield from _unknown_words(tables, table, column, seen)
        elif column.reference and not unread.intersection(column.reference):
            yield from _unknown_references(tables, table, column, seen)
    yield from _duplicates(tables[name], table)


def _survey(frame: pl.DataFrame, table: Table) -> dict[str, Any]:
    """Return whether any number is outside, and the words of each list, by column."""
    parts = []
    for column in table.columns:
        if column.kind in ("integer", "number"):
            parts.append(_is_outside(column).any())
        elif column.allowed or column.reference:
            parts.append(pl.col(column.name).unique().drop_nulls().implode())
    return frame.select(parts).row(0, named=True) if parts else {}


def _blanks(cells: pl.Series, column: Column, table: str) -> Iterator[Finding]:
    if not column.is_required or not cells.null_count():
        return
    for row in _rows(cells.is_null()):
        yield Finding(
            table=table,
            row=row,
            column=column.name,
            rule="blank",
            message=f"The cell is blank, and {column.name} is needed",
            hint=f"Enter it: {column.meaning}".rstrip("."),
        )


def _out_of_bounds(cells: pl.Series, column: Column, table: str) -> Iterator[Finding]:
    mask = cells.to_frame().select(_is_outside(column).fill_null(value=False))
    for row in _rows(mask.to_series()):
        yield Finding(
            table=table,
            row=row,
            column=column.name,
            value=shown(cells[row]),
            rule="bounds",
            message=f"This column holds {bounds_text(column, cells[row])} "
            f"(unit: {column.unit})",
            hint=bounds_hint(column, cells[row]),
        )


def _is_outside(column: Column) -> pl.Expr:
    cells = pl.col(column.name)
    is_outside = ~cells.is_finite()
    if column.lower is not None:
        is_outside |= cells < column.lower
    if column.upper is not None:
        is_outside |= cells > column.upper
    return is_outside


def _unknown_words(
    tables: Tables, table: Table, column: Column, seen: dict[str, Any]
) -> Iterator[Finding]:
    unknown = set(seen[column.name]) - set(column.allowed)
    for row, word in _cells_in(tables[table.name][column.name], unknown):
        allowed = listed(column.allowed, most=20)
        yield Finding(
            table=table.name,
            row=row,
            column=column.name,
            value=word,
            rule="not_allowed",
            message=f"This word is not allowed; allowed: {allowed}",
            hint=did_you_mean(word, column.allowed, "Choose one of the allowed words"),
        )


def _unknown_references(
    tables: Tables, table: Table, column: Column, seen: dict[str, Any]
) -> Iterator[Finding]:
    names: set[str] = set()
    for name in column.reference:
        names.update(tables[name][TABLES[name].key[0]].drop_nulls().to_list())
    where = " or ".join(column.reference)
    unknown = set(seen[column.name]) - names
    for row, word in _cells_in(tables[table.name][column.name], unknown):
        yield Finding(
            table=table.name,
            row=row,
            column=column.name,
            value=word,
            rule="unknown_reference",
            message=f"Not in {where}; there are: {listed(sorted(names))}",
            hint=did_you_mean(word, names, f"Add it to {where}, or correct the cell"),
        )


def _duplicates(frame: pl.DataFrame, table: Table) -> Iterator[Finding]:
    if not has_duplicates(frame, table.key):
        return
    numbered = frame.select(table.key).with_row_index("row")
    first = pl.col("row").min().over(table.key).alias("first")
    repeated = numbered.with_columns(first).filter(pl.col("row") > pl.col("first"))
    for row in repeated.head(MOST_LISTED).iter_rows(named=True):
        key = ", ".join(f"{name}={row[name]}" for name in table.key)
        yield Finding(
            table=table.name,
            row=row["row"],
            other_row=row["first"],
            column=table.key[0],
            value=shown(row[table.key[0]]),
            rule="duplicate_key",
            message=f"The key {key} is there twice",
            hint="Keep one of the two rows, or give them different keys",
        )


def has_duplicates(frame: pl.DataFrame, names: tuple[str, ...]) -> bool:
    """Return whether two rows of the frame agree in all of the named columns."""
    if frame.height < FEW_ROWS:
        return len(set(frame.select(names).iter_rows())) < frame.height
    if len(names) == 1:
        return frame[names[0]].n_unique() < frame.height
    return codes(frame, names).n_unique() < frame.height


def _cells_in(cells: pl.Series, words: set[str]) -> Iterator[tuple[int, str]]:
    """Yield row and text of each cell that holds one of the words."""
    if not words:
        return
    is_word = cells.is_in(sorted(words))
    for row in _rows(is_word.fill_null(value=False)):
        yield row, cells[row]


def _rows(mask: pl.Series) -> list[int]:
    return mask.arg_true().head(MOST_LISTED).to_list() if mask.any() else []
