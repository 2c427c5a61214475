"""Which tables can be shown, and what is wrong with their cells?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.desk.store.cases import SETTINGS
from brownfield.desk.store.workspace import AbsentError
from brownfield.desk.tables.spelled import Spelled, meant
from brownfield.tables.cells.limits import broken_limits
from brownfield.tables.cells.typed import typed_table
from brownfield.tables.columns import Column, Table
from brownfield.tables.declared.shorthand import MONEY
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import (
    READ_SO,
    Finding,
    Problem,
    did_you_mean,
    shown,
)

if TYPE_CHECKING:
    from brownfield.desk.tables.reading import Read

OF_SETTINGS = Table(
    name=SETTINGS,
    meaning="A setting of the case, as `case.toml` has it.",
    columns=(
        Column(name="key", meaning="Section and name, e.g. `solve.gap`.", is_key=True),
        Column(name="value", meaning="What it is set to."),
    ),
)
SHEETS = {SETTINGS: OF_SETTINGS, **TABLES}


@dataclass(frozen=True)
class Remark:
    """What is said of a cell or row.

    Attributes
    ----------
    row, column
        Where; None = the whole table, the whole row.
    words
        What is wrong or in doubt, and what to do.
    is_problem
        Whether it must be mended before a question is asked.
    """

    row: int | None
    column: str | None
    words: str
    is_problem: bool


def sheet(name: str) -> Table:
    """Return a table by its name.

    Raises
    ------
    AbsentError
        If there is none.
    """
    if name not in SHEETS:
        hint = did_you_mean(name, SHEETS, "")
        message = f"There is no table {name!r}. {hint}"
        raise AbsentError(message.strip())
    return SHEETS[name]


def remarks(read: Read, table: str) -> list[Remark]:
    """Return what is wrong with a table, then what is in doubt."""
    problems = (*read.checked.problems, *read.checked.notes)
    said = [_remark(one) for one in problems if one.table == table]
    return said + [
        Remark(one.row, one.column, one.words, is_problem=False)
        for one in read.spelled
        if one.table == table
    ]


def _remark(one: Problem) -> Remark:
    column = "value" if one.table == SETTINGS and one.line else one.column
    words = told(one)
    if one.table == SETTINGS and one.column and not one.line:
        words = f"{one.column}: {words}"
    return Remark(one.line, column, words, one.severity == "error")


def told(one: Problem | Finding) -> str:
    """Return what is wrong or in doubt, and what to do, as a page says it."""
    if one.rule == READ_SO:
        return f"{one.message}."  # its hint is for files
    end = "" if one.hint.endswith("?") else "."
    return f"{one.message}. {one.hint}{end}" if one.hint else f"{one.message}."


def cell_remarks(
    read: Read, table: Table, cells: Mapping[str, str], column: str
) -> list[Remark]:
    """Return what is wrong with one cell of a row that is not kept yet.

    Only what its column declares is judged: type, limits, words and references.

    Parameters
    ----------
    read
        The case.
    table, cells, column
        The table, all cells of the row, and the column of the cell.
    """
    if table.name == SETTINGS or column not in table.column_names:
        return []
    plain, unclear = meant(table.name, cells, read.currency)
    texts = {name: pl.Series(name, [cell]) for name, cell in plain.items()}
    typed, problems = typed_table(texts, table)
    tables = {**read.checked.tables, table.name: typed}
    first = [one for one in (*unclear, *problems) if one.column == column]
    problems = first or broken_limits(tables, unread=frozenset())
    said = [
        Remark(None, column, told(one), is_problem=True)
        for one in problems
        if (one.table, one.column) == (table.name, column)
    ]
    is_other = not said and plain[column] != cells[column]
    return said + [_read_as(typed[column].item(), column)] * is_other


def _read_as(value: object, column: str) -> Remark:
    words = Spelled("", 0, column, shown(value) or "").words
    return Remark(None, column, words, is_problem=False)


def in_money(column: Column, currency: str) -> Column:
    """Return a column whose unit and meaning name the currency of the case."""
    named = currency or MONEY
    unit, meaning = (t.replace(MONEY, named) for t in (column.unit, column.meaning))
    return replace(column, unit=unit, meaning=meaning)


def by_row(table_remarks: Iterable[Remark]) -> dict[int | None, list[Remark]]:
    """Return remarks by the number of their row; None = the whole table."""
    rows: dict[int | None, list[Remark]] = {}
    for one in table_remarks:
        rows.setdefault(one.row, []).append(one)
    return rows


def choices(read: Read, column: Column) -> tuple[str, ...]:
    """Return the words that a cell of a column may hold; none = any."""
    if column.allowed or not column.reference:
        return ("true", "false") if column.kind == "boolean" else column.allowed
    keys = (read.checked.tables[name][TABLES[name].key[0]] for name in column.reference)
    return tuple(dict.fromkeys(key for of_it in keys for key in of_it if key))
