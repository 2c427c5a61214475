"""How is a case written as one .xlsx workbook?"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl
import xlsxwriter

from brownfield.errors import DataError
from brownfield.tables.files.settings_files import pairs_of_settings

if TYPE_CHECKING:
    from brownfield.tables.columns import Value
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

# Text that begins like a formula or a link stays text.
OPTIONS = {
    "in_memory": True,  # leaves nothing in the folder of temporary files
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_ROWS = 1_048_575  # rows of a sheet below its header
MOST_CHARACTERS = 32_767  # in one cell
NARROWEST, WIDEST = 10, 48  # characters
ROWS_MEASURED = 200
NOT_SHOWN: Mapping[str, Any] = MappingProxyType({})


class ExactNumber(float):
    """A number that is written with all digits needed to read it back."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


def write_workbook(tables: Tables, settings: Settings, path: Path) -> None:
    """Write a sheet `case` with the settings and one sheet for each table.

    Raises
    ------
    DataError
        If a table or text does not fit a sheet.
    """
    with workbook(path) as book:
        bold = book.add_format({"bold": True})
        write_settings(book, settings, bold)
        for name, frame in tables.items():
            check_fits(name, frame)
            write_sheet(book.add_worksheet(name), frame, bold)


@contextmanager
def workbook(path: Path) -> Iterator[Any]:
    """Give a new workbook, which is written to `path` at the end.

    It is made in memory: a workbook that fails on a full disk cannot even be closed.
    """
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        yield book
    path.write_bytes(held.getvalue())


def write_settings(book: Any, settings: Settings, bold: Any) -> None:
    """Add the sheet `case` with one row for each key of the settings."""
    pairs = pl.DataFrame(
        pairs_of_settings(settings), schema=["key", "value"], orient="row"
    )
    write_sheet(book.add_worksheet("case"), pairs, bold)


def write_sheet(
    sheet: Any, frame: pl.DataFrame, bold: Any, shown: Mapping[str, Any] = NOT_SHOWN
) -> None:
    """Write a frame to a sheet: header in bold and frozen, widths that fit.

    Parameters
    ----------
    shown
        Format of the numbers of a column, by name; it changes no value.
    """
    sheet.freeze_panes(1, 0)
    formats = [shown.get(name) for name in frame.columns]
    for position, name in enumerate(frame.columns):
        sheet.write_string(0, position, name, bold)
        width = column_width(frame[name])
        sheet.set_column(position, position, width, formats[position])
    for row, cells in enumerate(frame.iter_rows(), start=1):
        for position, value in enumerate(cells):
            _write_cell(sheet, (row, position), value, formats[position])


def column_width(cells: pl.Series) -> int:
    """Return a width in characters that shows the name and most of the cells."""
    texts = cells.head(ROWS_MEASURED).cast(pl.String).drop_nulls().to_list()
    longest = max([len(cells.name), *map(len, texts)])
    return min(max(longest + 2, NARROWEST), WIDEST)


def check_fits(name: str, frame: pl.DataFrame) -> None:
    """Check that a table fits a sheet.

    Raises
    ------
    DataError
        If it has too many rows or too long a text.
    """
    if frame.height > MOST_ROWS:
        message = (
            f"{name} has {frame.height:,} rows; a sheet holds {MOST_ROWS:,}. Write "
            "a folder or a database instead."
        )
        raise DataError(message)
    for column, dtype in frame.schema.items():
        length = frame[column].str.len_chars().max() if dtype == pl.String else 0
        if isinstance(length, int) and length > MOST_CHARACTERS:
            message = (
                f"{name}, column {column}: a text of {length:,} characters does not "
                f"fit a cell ({MOST_CHARACTERS:,}). Write a folder or a database."
            )
            raise DataError(message)


def _write_cell(
    sheet: Any, at: tuple[int, int], value: Value | None, shown: Any
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, str):
        sheet.write_string(*at, value)
    else:
        number = ExactNumber(value) if isinstance(value, float) else value
        sheet.write_number(*at, number, shown)
