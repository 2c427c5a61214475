"""How does one row of `what_ifs` change the tables of a case?"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.errors import DataError, UseError
from brownfield.tables.cells.changes import new_cells, read_by, unchangeable
from brownfield.tables.columns import DTYPES, Column, Table
from brownfield.tables.definitions import TABLES
from brownfield.tables.memory import SAME, Again
from brownfield.tables.settings_words import changed
from brownfield.tables.targets import with_known_targets
from brownfield.tables.where import matching_rows, new_row

if TYPE_CHECKING:
    from brownfield.tables.settings import Settings

Tables = dict[str, pl.DataFrame]
SECTIONS = ("case", "plan", "solve")


def rows_of(tables: Mapping[str, pl.DataFrame], name: str) -> list[dict[str, Any]]:
    """Return the rows of what-if `name` in their order.

    Raises
    ------
    UseError
        If no row has that name; the message lists the names there are.
    """
    what_ifs = tables["what_ifs"]
    rows = what_ifs.filter(pl.col("what_if") == name).to_dicts()
    if not rows:
        names = what_ifs["what_if"].unique(maintain_order=True).to_list()
        near = difflib.get_close_matches(name, names, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        listed_names = ", ".join(names) or "none"
        message = f"There is no what-if {name!r}. The case has: {listed_names}.{hint}"
        raise UseError(message)
    return rows


def change_settings(settings: Settings, row: Mapping[str, Any]) -> Settings:
    """Return the settings with the one key of `row` changed.

    Raises
    ------
    DataError
        If the key is unknown or the value not allowed.
    """
    section, key, value = row["table"], row["column"], row["value"]
    content = settings.model_dump()
    if row["op"] != "set" or key not in content[section]:
        allowed = ", ".join(content[section])
        message = f"{place_of(row)}: only op set on one of {allowed} is allowed here."
        raise DataError(message)
    is_list = isinstance(content[section][key], tuple)
    try:
        return changed(settings, section, {key: _list_of(value) if is_list else value})
    except UseError as error:
        message = f"{place_of(row)}: {error}"
        raise DataError(message) from error


def change_tables(
    tables: Tables,
    row: Mapping[str, Any],
    *,
    is_strict: bool = True,
    at_node: bool = False,
) -> Tables | None:
    """Return the tables changed by one row of `what_ifs`; None if no row matches it.

    A drop takes with it every row of other tables that refers to what is gone.

    Parameters
    ----------
    tables
        Every table.
    row
        The row of `what_ifs`.
    is_strict
        Whether times and plus on a blank cell are an error; if not, it stays blank.
    at_node
        Whether only a node of the tree is changed, so that build options stay.

    Raises
    ------
    DataError
        If the row cannot be read, or a cell cannot be changed as it says.
    """
    name = row["table"]
    change = partial(_changed, tables[name], row, is_strict=is_strict)
    if tables[name].height > MOST_KEPT_ROWS:
        frame = change()
    else:
        asked = dict(row), is_strict
        frame = _changes_of(name).of([tables[name]], asked, change)
    if frame is None:
        return None
    after = tables | {name: frame}
    return cascade(tables, after, at_node=at_node) if row["op"] == "drop" else after


MOST_KEPT_ROWS = 10_000  # of a table whose changes are remembered


@cache
def _changes_of(_: str) -> Again[pl.DataFrame | None]:
    """Return the changes of a table made last: futures, and groups of a deal, share."""
    return Again(most=64)


def _changed(
    frame: pl.DataFrame, row: Mapping[str, Any], *, is_strict: bool
) -> pl.DataFrame | None:
    """Return a table changed by a row of `what_ifs`; None if no row matches it."""
    declared = TABLES[row["table"]]
    if row["op"] == "add":
        return _added(frame, declared, row)
    matched = matching_rows(frame, row["where"], declared)
    if frame.select(matched.any()).item() is not True:
        return None
    if row["op"] == "drop":
        return frame.filter(~matched)
    column = _column(declared, row)
    with _placed(row):
        new = new_cells(row, column)
    if row["op"] != "set":
        _check_numbers(frame, matched, declared, row, is_strict=is_strict)
    changed = pl.when(matched).then(new).otherwise(pl.col(column.name))
    changed = changed.cast(DTYPES[column.kind]).alias(column.name)
    return frame.with_columns(changed)


def without_strangers(tables: Tables, *, at_node: bool = False) -> Tables:
    """Drop rows that refer to what is not there: of a case without absent parties."""
    return cascade(None, tables, at_node=at_node)


def cascade(before: Tables | None, after: Tables, *, at_node: bool = False) -> Tables:
    """Drop rows that refer to what is in `before` and gone in `after`.

    Without `before`, every row that refers to what is not in `after` goes. A build
    option that so loses every source of a part group goes too: nobody builds a
    car without its battery. At a node of the tree it stays, and makes nothing there.
    """
    bill = after["bill_of_materials"]
    is_changed = True
    while is_changed:
        is_changed = False
        for declared in TABLES.values():
            kept = _with_living_references(
                after[declared.name], declared, before, after
            )
            if kept.height < after[declared.name].height:
                after = after | {declared.name: kept}
                is_changed = True
        if at_node or after["bill_of_materials"] is bill:
            continue
        gone = _part_groups(bill) - _part_groups(after["bill_of_materials"])
        lacking = sorted({option for option, _ in gone})
        options = after["build_options"]
        kept = options.filter(~pl.col("build_option").is_in(lacking))
        if kept.height < options.height:
            after = after | {"build_options": kept}
            is_changed = True
    return with_known_targets(after, before)


def _part_groups(bill: pl.DataFrame) -> set[tuple[str, str]]:
    """Return every build option of a bill of materials with each part group."""
    return set(bill.select("build_option", "part_group").iter_rows())


def _with_living_references(
    frame: pl.DataFrame, declared: Table, before: Tables | None, after: Tables
) -> pl.DataFrame:
    if frame.is_empty():
        return frame
    if before is None:
        every = _strangers(frame, declared, after)
    else:
        every = {c.name: _gone(c, before, after) for c in _referring(declared.name)}
    for name, gone in every.items():
        if gone:
            is_gone = pl.col(name).is_in(sorted(gone))
            frame = frame.filter(~is_gone.fill_null(value=False))
    return frame


@cache
def _referring(table: str) -> tuple[Column, ...]:
    return tuple(column for column in TABLES[table].columns if column.reference)


def _gone(column: Column, before: Tables, after: Tables) -> set[str]:
    """Return what a column may not name any more."""
    if all(before[name] is after[name] for name in column.reference):
        return set()
    return _keys(column, before) - _keys(column, after)


@cache
def _found_in(_: str) -> Again[Mapping[str, set[str]]]:
    return Again(most=16)


def _strangers(
    frame: pl.DataFrame, declared: Table, tables: Tables
) -> Mapping[str, set[str]]:
    """Return what the columns of a table name and no table has; found once."""
    columns = _referring(declared.name)
    named = [(name, TABLES[name].key[0]) for c in columns for name in c.reference]
    own = SAME.of(frame, tuple(c.name for c in columns))
    frames = [SAME.of(tables[name], (key,)) for name, key in dict.fromkeys(named)]

    def find() -> Mapping[str, set[str]]:
        cells = {c: set(own[c.name].drop_nulls().unique()) for c in columns}
        return {c.name: cells[c] - _keys(c, tables) for c in columns}

    return _found_in(declared.name).of([own, *frames], None, find)


def _keys(column: Column, tables: Tables) -> set[str]:
    keys: set[str] = set()
    for name in column.reference:
        keys |= set(tables[name][TABLES[name].key[0]].to_list())
    return keys


def _added(
    frame: pl.DataFrame, declared: Table, row: Mapping[str, Any]
) -> pl.DataFrame:
    with _placed(row):
        cells = new_row(row["where"], declared)
    return pl.concat([frame, pl.DataFrame([cells], schema=frame.schema)])


def _check_numbers(
    frame: pl.DataFrame,
    matched: pl.Expr,
    declared: Table,
    row: Mapping[str, Any],
    *,
    is_strict: bool,
) -> None:
    """Raise DataError if a cell cannot be changed as a row of `what_ifs` says."""
    name = row["column"]
    by = read_by(row, declared.column(name))
    fault = unchangeable(frame, matched, declared, name=name, op=row["op"], by=by)
    if fault is not None and (is_strict or not fault.is_blank):
        message = f"{place_of(row)}: {fault}"
        raise DataError(message)


@contextmanager
def _placed(row: Mapping[str, Any]) -> Iterator[None]:
    """Say in which row of `what_ifs` an error arose."""
    try:
        yield
    except DataError as error:
        message = f"{place_of(row)}: {error}"
        raise DataError(message) from error


def _column(declared: Table, row: Mapping[str, Any]) -> Column:
    try:
        return declared.column(row["column"])
    except KeyError:
        near = difflib.get_close_matches(str(row["column"]), declared.column_names, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        message = f"{place_of(row)}: {declared.name} has no such column.{hint}"
        raise DataError(message) from None


def _list_of(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


def place_of(row: Mapping[str, Any]) -> str:
    """Return which row of `what_ifs` is meant, in words."""
    where = f", where {row['where']}" if row["where"] else ""
    column = f", column {row['column']}" if row["column"] else ""
    return f"what-if {row['what_if']!r} ({row['op']} on {row['table']}{where}{column})"
