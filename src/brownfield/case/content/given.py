"""How do tables and what-ifs given in Python become part of a case?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.errors import UseError
from brownfield.tables.check import Checked, check
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.given import (
    cell_text,
    check_table_name,
    given_table,
    text_frame,
)
from brownfield.tables.files.raw import RawCase, RawSettings, RawTable
from brownfield.tables.where import unknown_column

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

Where = str | Mapping[str, object] | None
Row = Mapping[str, object]
WHAT_IFS = "what_ifs"


def with_given(
    tables: Tables, settings: Settings, given: RawTable, *, is_as_written: bool
) -> Checked:
    """Return the tables of a case with one of them replaced, and all that is wrong.

    Parameters
    ----------
    tables, settings
        Those of the case, without a problem.
    given
        The table as text cells.
    is_as_written
        Whether no what-if was applied yet.
    """
    raw = RawCase(
        name="",
        form="python",
        file="",
        tables={given.name: given},
        settings=RawSettings(content=settings.model_dump(), file=""),
    )
    return check(raw, tables, is_as_written=is_as_written)


def with_what_if(tables: Tables, name: str, rows: Any) -> RawTable:
    """Return the table `what_ifs` as text cells, with one what-if more.

    Parameters
    ----------
    tables
        Those of the case.
    name
        Name of the what-if; `rows` need not hold it.
    rows
        A table as `with_table` takes it, or one dict for one row. A row without `op`
        sets its cells; its `where` may be a dict, see `where_text`.

    Raises
    ------
    UseError
        If the case has a what-if of that name, or no row is given.
    """
    what_ifs = tables[WHAT_IFS]
    if name in what_ifs["what_if"].to_list():
        message = f"The case has a what-if {name!r} already. Choose another name."
        raise UseError(message)
    new = given_table(WHAT_IFS, _plain_rows(rows))
    if new.frame.is_empty():
        message = f"The what-if {name!r} has no rows. Give at least one change."
        raise UseError(message)
    texts = new.frame.with_columns(what_if=pl.lit(name), op=_op(new.frame))
    lines = [*range(1, what_ifs.height + 1), *map(new.line, range(texts.height))]
    frame = pl.concat([text_frame(what_ifs), texts], how="diagonal")
    return replace(new, frame=frame, lines=pl.Series(lines), first_line=None)


def _plain_rows(rows: Any) -> Any:
    """Return rows with the text of each `where` that is a dict."""
    is_one = isinstance(rows, Mapping) and isinstance(rows.get("table"), str)
    rows = [rows] if is_one else rows
    if isinstance(rows, list) and all(isinstance(row, Mapping) for row in rows):
        return [_plain(row) for row in rows]
    return rows


def _plain(row: Row) -> Row:
    where = row.get("where")
    return {**row, "where": where_text(where)} if isinstance(where, Mapping) else row


def _op(frame: pl.DataFrame) -> pl.Expr:
    """Return what each row does: set, where nothing is said."""
    return pl.col("op").fill_null("set") if "op" in frame.columns else pl.lit("set")


def changing(table: str, where: Where, cells: Row) -> list[Row]:
    """Return the rows of a what-if that sets cells of the rows of a table.

    Raises
    ------
    UseError
        If there is no such table or column, or no cell is given.
    """
    check_table_name(table)
    names = TABLES[table].column_names
    for name in cells:
        if name not in names:
            raise UseError(unknown_column(name, table, names, most=40))
    if not cells:
        message = f"No cell of {table} is given. Name at least one: column=value."
        raise UseError(message)
    meant = {"table": table, "where": where_text(where), "op": "set"}
    return [{**meant, "column": n, "value": cell_text(v)} for n, v in cells.items()]


def where_text(where: Where) -> str | None:
    """Return a condition on rows as a `where` text; a text is returned as it is.

    Parameters
    ----------
    where
        Cells by column: a value, several of which any will do, or None for a blank
        cell. None or an empty dict means every row.
    """
    if not isinstance(where, Mapping):
        return where
    return ", ".join(f"{name}={_words(value)}" for name, value in where.items()) or None


def _words(value: object) -> str:
    is_several = isinstance(value, Iterable) and not isinstance(value, str)
    values = value if isinstance(value, Iterable) and is_several else [value]
    return "|".join(cell_text(one) or "" for one in values)


def free_name(tables: Tables, rows: list[Row]) -> str:
    """Return a name for a what-if that says what it does and that nobody has used."""
    first = rows[0]
    cells = ", ".join(f"{row['column']}={row['value'] or ''}" for row in rows)
    where = f" of {first['where']}" if first["where"] else ""
    name = wanted = f"{first['table']}{where}: {cells}"
    number, used = 1, set(tables[WHAT_IFS]["what_if"])
    while name in used:
        number += 1
        name = f"{wanted} ({number})"
    return name
