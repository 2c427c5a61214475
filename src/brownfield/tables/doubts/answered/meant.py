"""Which cells does `[check] meant` of case.toml say are meant as they stand?

An entry names a column, and where not all of its rows are meant, which: as `where` of a
what-if does, e.g. ``trade_measures.ad_valorem: measure=cars-from-afar``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from brownfield.errors import DataError
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Finding, did_you_mean, listed
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

KEY = "check.meant"
OF_SETTINGS = "case"  # table of what is told about keys of case.toml
OF_CHANGES = "what_ifs"  # what it brings is judged later


class Entry(NamedTuple):
    """One entry as it is written: table, column, and which rows; blank = all."""

    text: str
    table: str
    column: str
    where: str


class Meant:
    """The cells that are meant as they stand."""

    def __init__(self, tables: Tables, settings: Settings | None) -> None:
        self._tables = tables
        texts = settings.check.meant if settings else ()
        self.entries = [read(text) for text in texts]

    def entry_of(self, doubt: Finding) -> Entry | None:
        """Return the entry that a doubt is answered by; None where it is open."""
        return self.entry_at(doubt.table, doubt.row, doubt.column)

    def entry_at(self, table: str, row: int | None, column: str | None) -> Entry | None:
        """Return the entry that says a cell is meant; None without one."""
        for entry in self.entries:
            is_cell = entry.table == table and column in (entry.column, _whole(entry))
            is_row = not entry.where or row in self._rows(entry)
            if is_cell and is_row:
                return entry
        return None

    def split(self, doubts: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """Return doubts that are open, and those that are answered."""
        if not self.entries:
            return list(doubts), []
        pairs = [(doubt, self.entry_of(doubt)) for doubt in doubts]
        is_open = [doubt for doubt, entry in pairs if entry is None]
        return is_open, [doubt for doubt, entry in pairs if entry is not None]

    def idle(self, answered: Sequence[Finding]) -> Iterator[Finding]:
        """Yield entries that cannot be read, or that answer none of these doubts."""
        used = {self.entry_of(doubt) for doubt in answered}
        for entry in self.entries:
            if fault := self._fault(entry):
                yield _finding(entry, *fault)
            elif entry not in used and entry.table != OF_CHANGES:
                yield _finding(
                    entry,
                    "Nothing is told of this cell, so it need not be said to be meant",
                    "Take it out",
                )

    def _rows(self, entry: Entry) -> set[int | None]:
        declared = TABLES.get(entry.table)
        if declared is None:
            return set()
        frame = self._tables[entry.table]
        try:
            is_it = matching_rows(frame, entry.where, declared)
        except DataError:
            return set()  # told as an entry that cannot be read
        marks = frame.select(row=pl.int_range(pl.len()), is_it=is_it)
        return set(marks.filter("is_it")["row"])

    def _fault(self, entry: Entry) -> tuple[str, str] | None:
        """Return what cannot be read in an entry, and what to do."""
        if entry.table == OF_SETTINGS:
            return None
        if entry.table not in TABLES:
            hint = did_you_mean(entry.table, TABLES, f"Tables: {listed(TABLES)}")
            return f"There is no table {entry.table!r}", hint
        table = TABLES[entry.table]
        if entry.column not in table.column_names:
            names = table.column_names
            hint = did_you_mean(entry.column, names, f"Columns: {listed(names)}")
            return f"Table {table.name} has no column {entry.column!r}", hint
        try:
            matching_rows(self._tables[table.name], entry.where, table)
        except DataError as error:
            return str(error).rstrip("."), "Correct what stands behind the colon"
        return None


def read(text: str) -> Entry:
    """Return an entry as it is written, e.g. ``lanes.freight: origin=far``."""
    cell, _, where = text.partition(":")
    table, _, column = cell.strip().partition(".")
    return Entry(text, table, column, where.strip())


def entry_for(table: str, column: str | None, row: str | None) -> str:
    """Return how a cell is written as an entry: the column, and the key of its row."""
    name = column or ""
    cell = name if table == OF_SETTINGS else f"{table}.{name}"
    key = row.partition(", ")[0] if row and table == OF_CHANGES else row
    return f"{cell}: {key}" if key else cell


def _whole(entry: Entry) -> str:
    """Return the name of a key of case.toml, which a finding tells with its section."""
    return f"{entry.table}.{entry.column}"


def _finding(entry: Entry, message: str, hint: str) -> Finding:
    return Finding(
        table=OF_SETTINGS,
        column=KEY,
        value=entry.text,
        rule="meant_of_nothing",
        message=message,
        hint=hint,
    )
