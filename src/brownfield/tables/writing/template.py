"""How does a planner get a workbook that guides the filling of every table?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.errors import UseError
from brownfield.tables.cells.values import bounds_text
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.settings_files import pairs_of_settings
from brownfield.tables.frames import all_tables
from brownfield.tables.settings import Section, Settings
from brownfield.tables.writing.how_to import (
    PLAIN,
    WHOLE,
    YEAR,
    number_format,
    write_how_to,
)
from brownfield.tables.writing.staging import staged
from brownfield.tables.writing.workbooks import check_fits, workbook, write_sheet

if TYPE_CHECKING:
    from brownfield.tables.columns import Column, Table

ROWS_GUIDED = 2_000  # rows below the header that get drop-downs
MOST_LISTED = 255  # characters of a drop-down written out in full
COMMENT = {"x_scale": 2.2, "y_scale": 1.4}
KEY_MEANINGS = {
    "case": "What the case is and how money is counted.",
    "plan": "Whose decisions are optimised, and when they may fall.",
    "solve": "How long and how exactly to search.",
}


def write_workbook_template(
    path: Path, tables: Mapping[str, pl.DataFrame], settings: Settings
) -> None:
    """Write a workbook with a sheet for every table, filled with the given rows.

    The first sheet says how to fill the others, the next, `case`, has the settings.
    Headers carry meaning and unit as
    comments; allowed words and references have drop-downs.

    Parameters
    ----------
    path
        ``.xlsx`` file that does not exist yet.
    tables
        Typed rows to fill in; an absent table gets its header only.
    settings
        Content of the sheet `case`.

    Raises
    ------
    UseError
        If the path is taken or has another ending.
    FileError
        If it cannot be written.
    """
    if path.suffix.lower() != ".xlsx" or path.exists():
        message = f"{path} is taken or not an .xlsx file. Choose a new .xlsx path."
        raise UseError(message)
    with staged(path) as stage, workbook(stage) as book:
        formats = {
            "plain": book.add_format({"bold": True}),
            "needed": book.add_format({"bold": True, "bg_color": "#DCE6F1"}),
            **{n: book.add_format({"num_format": n}) for n in (WHOLE, PLAIN, YEAR)},
        }
        write_how_to(book)
        _write_settings(book, settings, formats)
        for name, frame in all_tables(tables).items():
            check_fits(name, frame)
            _write_table(book, TABLES[name], frame, formats)


def comment_of(column: Column) -> str:
    """Return what a column's header comment says: meaning, unit, what is allowed."""
    lines = [column.meaning]
    if column.unit != "-":
        lines.append(f"Unit: {column.unit}.")
    if column.kind in ("integer", "number"):
        lines.append(f"Enter {bounds_text(column)}.")
    if column.allowed:
        lines.append(f"Allowed: {', '.join(column.allowed)}.")
    if column.reference:
        lines.append(f"A row of {' or '.join(column.reference)}.")
    if column.is_required:
        lines.append("Needed.")
    elif column.default is not None:
        lines.append(f"Blank = {column.default}.")
    return "\n".join(lines)


def _write_settings(book: Any, settings: Settings, formats: dict[str, Any]) -> None:
    given = dict(pairs_of_settings(settings))
    keys = [*_section_keys(), *(key for key in given if key not in _section_keys())]
    rows = [(key, given.get(key)) for key in keys]
    frame = pl.DataFrame(
        rows, schema={"key": pl.String, "value": pl.String}, orient="row"
    )
    sheet = book.add_worksheet("case")
    write_sheet(sheet, frame, formats["plain"])
    meaning = "\n".join(f"{name}: {text}" for name, text in KEY_MEANINGS.items())
    sheet.write_comment(0, 0, meaning, COMMENT)


def _section_keys() -> list[str]:
    keys = []
    for section, entry in Settings.model_fields.items():
        model = entry.annotation
        if isinstance(model, type) and issubclass(model, Section):
            keys += [f"{section}.{k}" for k in model.model_fields if "weights" not in k]
    return keys


def _write_table(
    book: Any, table: Table, frame: pl.DataFrame, formats: dict[str, Any]
) -> None:
    sheet = book.add_worksheet(table.name)
    write_sheet(sheet, frame, formats["plain"], _shown(table, formats))
    for position, column in enumerate(table.columns):
        if column.is_required:
            sheet.write_string(0, position, column.name, formats["needed"])
        sheet.write_comment(0, position, comment_of(column), COMMENT)
        if choices := _choices(column):
            last = max(ROWS_GUIDED, frame.height)
            sheet.data_validation(1, position, last, position, choices)


def _shown(table: Table, formats: dict[str, Any]) -> dict[str, Any]:
    formats_of = {column.name: number_format(column) for column in table.columns}
    return {name: formats[shown] for name, shown in formats_of.items() if shown}


def _choices(column: Column) -> dict[str, Any] | None:
    """Return the drop-down of a column; None for free entry."""
    if column.kind == "boolean":
        return {"validate": "list", "source": ["true", "false"], "show_error": False}
    if column.allowed and len(",".join(column.allowed)) <= MOST_LISTED:
        return {
            "validate": "list",
            "source": list(column.allowed),
            "error_title": "Not an allowed word",
            "error_message": f"Choose one of the list for {column.name}.",
        }
    if column.reference:
        is_only = len(column.reference) == 1
        return {
            "validate": "list",
            "source": f"={column.reference[0]}!$A$2:$A${ROWS_GUIDED + 1}",
            "show_error": is_only,
            "error_type": "warning",
            "error_message": f"There is no such row in {column.reference[0]} yet.",
        }
    return None
