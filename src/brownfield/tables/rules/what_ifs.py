"""Can every what-if be applied to the tables it names?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import DataError, UseError
from brownfield.tables.cells.changes import new_cells, unchangeable
from brownfield.tables.cells.conditions import conditions
from brownfield.tables.cells.values import parse_value, read_kind
from brownfield.tables.columns import Column, Table
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Finding, did_you_mean, listed
from brownfield.tables.rule import Cells, Rule
from brownfield.tables.settings import Section, Settings
from brownfield.tables.settings_words import changed
from brownfield.tables.where import matching_rows, new_row

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

SECTIONS = ("case", "plan", "solve")


def what_if_rows(tables: Tables) -> Iterator[Finding]:
    """Yield what-ifs that name no table, column or value that can be used.

    Only the columns of other tables matter, so a future that changes their rows is not
    judged anew.
    """
    refused = cache(_refused)
    for row, cells in enumerate(tables["what_ifs"].iter_rows(named=True)):
        name = cells["table"]
        if name is None or cells["op"] is None:
            continue
        if name in SECTIONS:
            yield from _section_faults(row, cells)
        elif name in TABLES:
            yield from _table_faults(row, cells, refused)
        else:
            names = [*TABLES, *SECTIONS]
            hint = did_you_mean(name, names, f"Tables: {listed(names, most=40)}")
            yield _finding(row, cells, "table", "There is no such table", hint)


def matches(tables: Tables) -> Iterator[Finding]:
    """Yield what-ifs whose `where` fits no row of the case as written."""
    frame = tables["what_ifs"]
    added = set(frame.filter(pl.col("op") == "add")["table"].to_list())
    fits = cache(partial(_may_match, tables, _changed_columns(frame)))
    for row, cells in enumerate(frame.iter_rows(named=True)):
        name = cells["table"]
        if name not in TABLES or cells["op"] == "add" or name in added:
            continue
        if fits(name, cells["where"]):
            continue
        message = f"No row of {name} fits, so this changes nothing"
        yield _finding(row, cells, "where", message, "Correct the condition")


def _changed_columns(frame: pl.DataFrame) -> dict[str, set[str]]:
    """Return the columns that some what-if changes, by table."""
    columns: dict[str, set[str]] = {}
    for table, column in frame.select("table", "column").iter_rows():
        columns.setdefault(table, set()).add(column)
    return columns


def _may_match(
    tables: Tables, changed: Mapping[str, set[str]], name: str, where: str | None
) -> bool:
    """Return whether a condition fits a row, or looks at what a what-if changes."""
    try:
        if any(entry.column in changed[name] for entry in conditions(where)):
            return True
        matched = matching_rows(tables[name], where, TABLES[name])
    except DataError:
        return True  # told by the rule about `where`
    return bool(tables[name].select(matched.any()).item())


def numbers(tables: Tables) -> Iterator[Finding]:
    """Yield what-ifs that multiply or add to a cell that cannot follow.

    A cell that another row sets or adds first is judged when the what-if is applied.
    """
    frame = tables["what_ifs"]
    added = set(frame.filter(pl.col("op") == "add")["table"].to_list())
    is_set = frame.filter(pl.col("op") == "set").select("table", "column")
    given = set(is_set.iter_rows())
    seen: set[tuple[str, ...]] = set()
    for row, cells in enumerate(frame.iter_rows(named=True)):
        if cells["op"] not in ("times", "plus") or cells["table"] in added:
            continue
        target = (cells["table"], cells["column"])
        if target not in given and (cells["what_if"], *target) not in seen:
            yield from _number_faults(row, cells, tables)
        seen.add((cells["what_if"], *target))


def _number_faults(row: int, cells: Cells, tables: Tables) -> Iterator[Finding]:
    table, name = TABLES.get(cells["table"]), cells["column"]
    if table is None or name not in table.column_names:
        return  # told by the rule about what-ifs
    by = read_kind((cells["value"] or "").strip(), "number")
    is_number = table.column(name).kind in ("integer", "number")
    if not is_number or not isinstance(by, float):
        return  # told by the rule about what-ifs
    frame = tables[table.name]
    try:
        matched = matching_rows(frame, cells["where"], table)
    except DataError:
        return  # told by the rule about `where`
    fault = unchangeable(frame, matched, table, name=name, op=cells["op"], by=by)
    if fault is not None:
        yield _finding(row, cells, "value", fault.message, fault.hint)


def idle(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield the first row of each what-if after which every cell is as it was."""
    frame = tables["what_ifs"].with_row_index("row")
    for rows in frame.partition_by("what_if", maintain_order=True):
        cells = rows.to_dicts()
        if all(_is_idle(row, tables, settings) for row in cells):
            yield replace(
                _finding(
                    cells[0]["row"],
                    cells[0],
                    "value",
                    "After this what-if every cell is as it was, so it changes nothing",
                    "Correct the value, or leave it if it is meant to stand for no "
                    "change",
                ),
                rule="idle_what_if",
            )


def _is_idle(row: Cells, tables: Tables, settings: Settings) -> bool:
    """Return whether one row, applied to the case as written, changes no cell."""
    if row["table"] in SECTIONS:
        return _is_set_already(row, settings)
    if row["op"] in ("add", "drop"):
        return False
    table = TABLES[row["table"]]
    frame = tables[table.name]
    matched = matching_rows(frame, row["where"], table)
    new = new_cells(row, table.column(row["column"]))
    is_same = new.eq_missing(pl.col(row["column"]))
    return bool(frame.select((is_same | ~matched).all()).item())


def _is_set_already(row: Cells, settings: Settings) -> bool:
    """Return whether a key of the settings has the value that a row gives it."""
    section, key, text = row["table"], row["column"], row["value"]
    is_list = isinstance(getattr(getattr(settings, section), key), tuple)
    value = tuple(p.strip() for p in (text or "").split(",")) if is_list else text
    try:
        return changed(settings, section, {key: value}) == settings
    except UseError:
        return False  # told where the what-if is applied


def _section_faults(row: int, cells: Cells) -> Iterator[Finding]:
    field = Settings.model_fields[cells["table"]].annotation
    is_section = isinstance(field, type) and issubclass(field, Section)
    keys = tuple(field.model_fields) if is_section and field else ()
    if cells["column"] not in keys:
        hint = did_you_mean(cells["column"] or "", keys, f"Keys: {listed(keys)}")
        message = f"Section {cells['table']} of the settings has no such key"
        yield _finding(row, cells, "column", message, hint)
    if cells["op"] != "set":
        message = "Settings can only be set"
        yield _finding(row, cells, "op", message, "Write op set and the new value")


def _refused(name: str, where: str | None) -> str | None:
    """Return why a condition cannot be read for a table; None if it can."""
    table = TABLES[name]
    try:
        matching_rows(table.empty(), where, table)
    except DataError as error:
        return str(error)
    return None


def _table_faults(
    row: int, cells: Cells, refused: Callable[[str, str | None], str | None]
) -> Iterator[Finding]:
    table = TABLES[cells["table"]]
    if cells["op"] == "add":
        yield from _try_new_row(row, cells, table)
        return
    message = refused(table.name, cells["where"])
    if message is not None:
        yield _finding(row, cells, "where", message, "Correct the condition")
    if cells["op"] == "drop":
        return
    name = cells["column"]
    if name not in table.column_names:
        columns = table.column_names
        hint = did_you_mean(name or "", columns, f"Columns: {listed(columns, most=40)}")
        message = f"{table.name} has no such column, and op {cells['op']} needs one"
        yield _finding(row, cells, "column", message, hint)
        return
    yield from _value_faults(row, cells, table.column(name))


def _try_new_row(row: int, cells: Cells, table: Table) -> Iterator[Finding]:
    try:
        new_row(cells["where"], table)
    except DataError as error:
        hint = "Write its cells as `column=value, column=value`"
        yield _finding(row, cells, "where", str(error), hint)


def _value_faults(row: int, cells: Cells, column: Column) -> Iterator[Finding]:
    if cells["op"] == "set":
        yield from _set_faults(row, cells, column)
        return
    if column.kind not in ("integer", "number"):
        message = f"{column.name} does not hold numbers, as op {cells['op']} needs"
        yield _finding(row, cells, "column", message, "Use op set")
        return
    number = Column(name="value", kind="number", meaning=column.meaning)
    try:
        if parse_value(cells["value"], number) is None:
            message = f"Op {cells['op']} needs a value"
            yield _finding(row, cells, "value", message, "Enter a number")
    except DataError as error:
        yield _finding(row, cells, "value", str(error), "Enter a number")


def _set_faults(row: int, cells: Cells, column: Column) -> Iterator[Finding]:
    try:
        value = parse_value(cells["value"], column)
    except DataError as error:
        yield _finding(row, cells, "value", str(error), "Correct the value")
        return
    if value is None and column.default is None and column.is_required:
        message = f"{column.name} must not be blank"
        yield _finding(row, cells, "value", message, "Enter a value")


def _finding(row: int, cells: Cells, column: str, message: str, hint: str) -> Finding:
    return Finding(
        table="what_ifs",
        row=row,
        column=column,
        value=cells[column],
        rule="what_if",
        message=message.rstrip("."),
        hint=hint.rstrip("."),
    )


RULES = (
    Rule(find=what_if_rows, reads=("what_ifs",)),
    Rule(find=matches, reads=("what_ifs", *TABLES), is_of_files=True),
    Rule(find=numbers, reads=("what_ifs", *TABLES), is_of_files=True),
)
