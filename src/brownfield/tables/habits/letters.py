"""Which known word does a cell mean that is written in other letters?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.tables.columns import Column, Table
    from brownfield.tables.frames import Tables
    from brownfield.tables.problems import Finding

RULES = ("not_allowed", "unknown_reference")


@dataclass(frozen=True)
class Lettered:
    """Cells of one column that differ from a known word in upper and lower case.

    Attributes
    ----------
    table, column
        Where they are.
    count
        How many cells.
    row
        0-based row of the first.
    word, meaning
        What stands there, and what it means.
    """

    table: str
    column: str
    count: int
    row: int
    word: str
    meaning: str


def in_known_letters(
    tables: Tables, broken: list[Finding]
) -> tuple[Tables, list[Lettered]]:
    """Return the tables with words as they are known, and where they were not.

    A word that two known ones differ from only by their letters stays as it is.

    Parameters
    ----------
    tables
        Every declared table, typed.
    broken
        Findings of limits: only their columns are looked at.
    """
    places = {(f.table, f.column) for f in broken if f.rule in RULES}
    changed = dict(tables)
    lettered: list[Lettered] = []
    for table, column in sorted((t, c) for t, c in places if c):
        entry = _meant_words(tables, TABLES[table], TABLES[table].column(column))
        lettered += _told(changed[table], table, column, entry)
        cells = pl.col(column).replace(entry)
        changed[table] = changed[table].with_columns(cells)
    return (changed, lettered) if lettered else (tables, [])


def _meant_words(tables: Tables, table: Table, column: Column) -> dict[str, str]:
    names = set(_known(tables, column))
    count = Counter(word.lower() for word in names)
    by_lower = {word.lower(): word for word in names if count[word.lower()] == 1}
    words = set(tables[table.name][column.name].drop_nulls().unique()) - names
    return {w: by_lower[w.lower()] for w in words if w.lower() in by_lower}


def _known(tables: Tables, column: Column) -> Iterator[str]:
    yield from column.allowed
    for name in column.reference:
        yield from tables[name][TABLES[name].key[0]].drop_nulls().unique()


def _told(
    frame: pl.DataFrame, table: str, column: str, meant: dict[str, str]
) -> list[Lettered]:
    if not meant:
        return []
    cells = frame[column]
    rows = cells.is_in(pl.Series(list(meant)).implode()).fill_null(value=False)
    first = int(rows.arg_true()[0])
    word = cells[first]
    return [Lettered(table, column, int(rows.sum()), first, word, meant[word])]
