"""What was read from the files, before anything is checked?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

if TYPE_CHECKING:
    from brownfield.tables.problems import Finding, Problem

DatabaseKind = Literal["duckdb", "sqlite"]
ENDINGS = (".xlsx", ".duckdb", ".db", ".sqlite", ".sqlite3")  # of a case in one file
Form = Literal["csv", "parquet", "workbook", "database", "python"]


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """One table as text cells, and where they came from.

    Attributes
    ----------
    name
        Name of the declared table.
    frame
        Text columns as found; a blank cell is null or empty.
    file, sheet
        Where it was read from; the file is blank for a table given in Python.
    first_line
        1-based line of the first row; None for databases.
    lines
        1-based line of each row where they are not consecutive.
    separator
        What stands between the cells of a CSV file; None elsewhere.
    above
        Rows above the header, each as wide as the frame; the last stands next to it.
    read_so
        What was read otherwise than it stands there, or not read, in words.
    """

    name: str
    frame: pl.DataFrame
    file: str
    sheet: str | None = None
    first_line: int | None = 2
    lines: pl.Series | None = None
    separator: str | None = None
    above: tuple[tuple[str | None, ...], ...] = ()
    read_so: tuple[str, ...] = ()

    def line(self, row: int) -> int | None:
        """Return the 1-based line of a 0-based row; None for databases."""
        if self.lines is not None:
            return int(self.lines[row])
        return None if self.first_line is None else self.first_line + row

    def at(self, row: int) -> str:
        """Return where a 0-based row stands: its line, in databases its number."""
        line = self.line(row)
        return f"row {row + 1}" if line is None else f"line {line}"

    def filtered(self, mask: pl.Series) -> RawTable:
        """Return the table with the rows for which a mask is true, and their lines."""
        lines = self.lines
        if lines is None and self.first_line is not None:
            lines = pl.int_range(mask.len(), eager=True) + self.first_line
        lines = None if lines is None else lines.filter(mask)
        return replace(self, frame=self.frame.filter(mask), lines=lines)

    def without_cells(self, kept: Collection[str]) -> RawTable:
        """Return what is known of the table without its cells, but for some columns."""
        names = [name for name in self.frame.columns if name in kept]
        return replace(self, frame=self.frame.select(names))


@dataclass(frozen=True, kw_only=True)
class RawSettings:
    """The settings as found: sections of keys, and the line of each ``section.key``."""

    content: dict[str, Any] = field(default_factory=dict)
    file: str
    sheet: str | None = None
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RawCase:
    """Everything read from one case, with the problems met while reading.

    Attributes
    ----------
    name
        Name of the folder or file without ending.
    form
        How the case is stored.
    file
        Name of the folder or file.
    tables
        Text tables by name; only declared tables that could be read.
    settings
        Raw settings; None if they are missing or unreadable.
    problems
        What could not be read, and tables that are not declared.
    unread
        Declared tables that are there but could not be read.
    read_so
        What was not read at all, in words, e.g. sheets that are no tables.
    findings
        What is wrong with tables that people keep in their own way.
    is_tidied
        Whether tables kept in such ways are already read as they are meant.
    """

    name: str
    form: Form
    file: str
    tables: dict[str, RawTable] = field(repr=False)
    settings: RawSettings | None
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    read_so: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_tidied: bool = False

    def without_cells(self, kept: Collection[tuple[str, str]]) -> RawCase:
        """Return the case without the text of its cells, which takes much memory.

        Parameters
        ----------
        kept
            Table and column of what is read once more.
        """
        columns: dict[str, set[str]] = {name: set() for name in self.tables}
        for table, column in kept:
            columns.setdefault(table, set()).add(column)
        bare = {n: t.without_cells(columns[n]) for n, t in self.tables.items()}
        return replace(self, tables=bare)

    def origin(self, table: str) -> tuple[str, str | None]:
        """Return file and sheet in which a table is, or would be, found."""
        if table in self.tables:
            return self.tables[table].file, self.tables[table].sheet
        if self.form == "workbook":
            return self.file, table
        if self.form in ("database", "python"):
            return self.file, None
        return f"{table}.{self.form}", None


@dataclass(frozen=True, kw_only=True)
class Source:
    """Tables and settings of one case while they are gathered."""

    tables: dict[str, RawTable] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    settings: list[RawSettings] = field(default_factory=list)
    read_so: list[str] = field(default_factory=list)

    def refuse(self, table: str, problem: Problem) -> None:
        """Note that a table is there but cannot be read."""
        self.unread.add(table)
        self.problems.append(problem)
