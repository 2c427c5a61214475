"""Which cells are read otherwise than they stand there, and as which number?

People write ``24k`` or ``£24,000``. Such a cell is taken as the number that is meant;
nobody should have to find that out from the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.files.raw import RawCase, RawSettings, RawTable
from brownfield.tables.habits.tidy import tidied
from brownfield.tables.problems import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from brownfield.tables.frames import Tables

    OfTable = Callable[[RawTable, RawTable, pl.DataFrame], list["Spelled"]]

NUMBERS = ("number", "integer")


@dataclass(frozen=True)
class Spelled:
    """A cell that is read otherwise than it stands there.

    Attributes
    ----------
    table, row, column
        Where; the number of the row.
    meant
        The number that it is read as.
    """

    table: str
    row: int
    column: str
    meant: str

    @property
    def words(self) -> str:
        """What is said of it."""
        return f"Read as {self.meant}."


def spelled(
    before: RawCase, after: RawCase, tables: Tables, of_table: OfTable | None = None
) -> tuple[Spelled, ...]:
    """Return every number that is read otherwise than it stands there.

    Parameters
    ----------
    before, after
        The case as it is kept, and once what people mean by their cells is known.
    tables
        Its typed tables.
    of_table
        Gives what `spelled_in` gives of one table, perhaps from memory.
    """
    each = of_table or spelled_in
    found = (
        each(table, after.tables[name], tables[name])
        for name, table in before.tables.items()
    )
    return tuple(one for of_it in found for one in of_it)


def spelled_in(before: RawTable, after: RawTable, typed: pl.DataFrame) -> list[Spelled]:
    """Return every number of one table that is read otherwise than it stands there."""
    if before.lines is None or after.lines is None or len(typed) != len(after.lines):
        return []
    if len(before.lines) != len(after.lines):
        before = before.filtered(before.lines.is_in(after.lines.implode()))
    if before.lines is None or not before.lines.equals(after.lines):
        return []  # a row became several, as those with a column for each year
    both = set(before.frame.columns) & set(after.frame.columns)
    names = [c.name for c in TABLES[before.name].columns if c.kind in NUMBERS]
    return [
        one
        for name in names
        if name in both
        for one in _of_column(name, before, after, typed[name])
    ]


def _of_column(
    column: str, before: RawTable, after: RawTable, typed: pl.Series
) -> Iterator[Spelled]:
    was, now = before.frame[column], after.frame[column]
    is_other = ((was != now) & typed.is_not_null()).fill_null(value=False)
    lines = before.lines
    if lines is None or not is_other.any():
        return
    rows = lines.filter(is_other).to_list()
    for row, meant in zip(rows, typed.filter(is_other).to_list(), strict=True):
        yield Spelled(before.name, int(row), column, shown(meant) or "")


def meant(
    table: str, cells: Mapping[str, str], currency: str
) -> tuple[dict[str, str], list[Finding]]:
    """Return the cells of one row as they are meant, and what is unclear in them.

    Parameters
    ----------
    table
        Name of the table.
    cells
        Text of each cell; blank ones stay as they are.
    currency
        Of the case.
    """
    filled = {name: [cell] for name, cell in cells.items() if cell}
    frame = pl.DataFrame(filled, schema=dict.fromkeys(filled, pl.String))
    lines = pl.Series([1], dtype=pl.Int64)
    raw = RawTable(name=table, frame=frame, file="", lines=lines)
    settings = RawSettings(content={"case": {"currency": currency}}, file="")
    tables = {table: raw}
    case = RawCase(name="", form="python", file="", tables=tables, settings=settings)
    case = tidied(case)
    now = case.tables[table].frame
    found = [replace(one, row=0) for one in case.findings]
    if len(now) != 1:
        return dict(cells), found
    (row,) = now.to_dicts()
    return {name: row.get(name) or "" for name in cells}, found
