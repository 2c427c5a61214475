"""What was each table read as, so that only one that changed is read again?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from brownfield.desk.store.cases import Cells
from brownfield.desk.tables.spelled import Spelled, spelled_in
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.raw import RawTable
from brownfield.tables.habits.tidy import reading_of

if TYPE_CHECKING:
    from brownfield.tables.habits.reading import Reading

Rows = Mapping[int, Cells]
MOST_ROWS = 5_000  # of a table that is kept: its text takes more memory than all else


class Told(NamedTuple):
    """A table as it is meant and typed, and what is read otherwise than it stands."""

    meant: pl.DataFrame
    typed: pl.DataFrame
    spelled: list[Spelled]


class Latest:
    """The tables of one case as they were read last; for one thread at a time.

    What is remembered of a table is taken for the same rows alone: rows are compared,
    frames must be the very same ones.
    """

    def __init__(self) -> None:
        self._tables: dict[str, tuple[Rows, RawTable]] = {}
        self._readings: dict[str, tuple[RawTable, Reading]] = {}
        self._told: dict[str, Told] = {}

    def table(self, name: str, rows: Rows) -> RawTable:
        """Return the text of a table; the very same one for the same rows."""
        kept = self._tables.get(name)
        if kept and kept[0] == rows:
            return kept[1]
        table = _text(name, rows)
        if len(rows) <= MOST_ROWS:
            self._tables[name] = rows, table
        return table

    def reading(self, raw: RawTable, currency: str) -> Reading:
        """Return a table as it is meant, in the currency of its case."""
        kept = self._readings.get(raw.name)
        if kept and kept[0] is raw and kept[1].currency == currency:
            return kept[1]
        reading = reading_of(raw, currency)
        if raw.frame.height <= MOST_ROWS:
            self._readings[raw.name] = raw, reading
        return reading

    def spelled(
        self, before: RawTable, after: RawTable, typed: pl.DataFrame
    ) -> list[Spelled]:
        """Return every number of a table that is read otherwise than it stands."""
        kept = self._told.get(before.name)
        if kept and kept.meant is after.frame and kept.typed is typed:
            return kept.spelled
        found = spelled_in(before, after, typed)
        self._told[before.name] = Told(after.frame, typed, found)
        return found


def _text(name: str, rows: Rows) -> RawTable:
    """Return the rows that have cells; each keeps its number as its line."""
    filled = {number: row for number, row in rows.items() if row}
    columns = [c for c in TABLES[name].column_names if _has(c, filled)]
    texts = {c: [row.get(c) for row in filled.values()] for c in columns}
    frame = pl.DataFrame(texts, schema=dict.fromkeys(columns, pl.String))
    return RawTable(name=name, frame=frame, file="", lines=pl.Series(list(filled)))


def _has(column: str, rows: Rows) -> bool:
    return any(column in row for row in rows.values())
