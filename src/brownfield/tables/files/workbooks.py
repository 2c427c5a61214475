"""Which text cells does an .xlsx workbook hold, and is it safe to open?"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import fastexcel
import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.files.csv_files import (
    NO_NAME,
    is_too_large,
    named,
    rows_above,
    without_blank_rows,
)
from brownfield.tables.files.headings import (
    HOW_TO,
    ROWS_FIRST,
    ROWS_SEARCHED,
    header_row,
    heading_of,
    is_number,
)
from brownfield.tables.files.raw import RawTable, Source
from brownfield.tables.files.settings_files import settings_of_pairs
from brownfield.tables.files.unknown import leave_out, meant_table
from brownfield.tables.files.workbook_scan import (
    Merged,
    Scanned,
    UnsafeWorkbookError,
    place_of,
    scan,
)
from brownfield.tables.problems import Problem

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

LIKE_THOUSANDS = r"^[+-]?[1-9]\d{0,2}\.\d{3}$"


def read_workbook(source: Source, path: Path) -> None:
    """Add the sheets of a workbook to `source`, or the reason they are unreadable."""
    if is_too_large(source, "case", path):
        source.unread.update(TABLES)
        return
    try:
        scanned = scan(path)
        reader = fastexcel.read_excel(path)
        names = [name for name in reader.sheet_names if name not in scanned.charts]
        meant = _meant(names)
        own = [name for name in names if name not in (*meant, HOW_TO)]
        heads = {name: partial(_head, reader, name) for name in own}
        leave_out(source, heads, list(meant.values()), (path.name, "sheet"))
        for sheet, name in meant.items():
            _read_sheet(source, path.name, (sheet, name), reader, scanned)
        problems = [p for p in scanned.problems if p.table in meant]
        source.problems.extend(
            _under_header(p, source, meant, scanned) for p in problems
        )
    except (
        UnsafeWorkbookError,
        zipfile.BadZipFile,
        fastexcel.FastExcelError,
        pl.exceptions.PanicException,
    ) as error:
        source.unread.update(["case", *TABLES])
        source.problems.append(_problem(path.name, str(error)))


def _head(reader: fastexcel.ExcelReader, sheet: str) -> list[tuple[str | None, ...]]:
    """Return the first rows of a sheet; none if it cannot be read."""
    try:
        cells = reader.load_sheet(
            sheet, header_row=None, n_rows=ROWS_FIRST, dtypes="string"
        )
    except fastexcel.FastExcelError:
        return []
    return cells.to_polars().rows()


def _meant(names: list[str]) -> dict[str, str]:
    """Return the table of each sheet that is one; the exact name comes first."""
    exact = {name for name in names if name in TABLES or name == "case"}
    meant: dict[str, str] = {}
    for name in names:
        table = meant_table(name)
        is_free = name in exact or table not in (*exact, *meant.values())
        if (table in TABLES or table == "case") and is_free:
            meant[name] = table
    return meant


def _read_sheet(
    source: Source,
    file: str,
    named_sheet: tuple[str, str],
    reader: fastexcel.ExcelReader,
    scanned: Scanned,
) -> None:
    sheet, name = named_sheet
    cells = _cells(reader, sheet)
    if name == "case":
        pairs = cells.rows()[1:] if cells.width > 1 else []
        settings = settings_of_pairs([(r[0], r[1]) for r in pairs], file, sheet)
        source.settings.append(settings)
        return
    head = cells.head(ROWS_SEARCHED).rows()
    first = header_row(head, TABLES[name])
    first = _first_filled_row(cells) if first is None else first
    if first is None:
        source.refuse(name, _empty(sheet, file))
        return
    header = [cell or "" for cell in cells.row(first)]
    cells = _told_apart(cells, header, TABLES[name], partial(_load, reader, sheet))
    is_name = [_is_name(words, TABLES[name]) for words in header]
    whole = _filled_down(cells, is_name, first + 1, scanned.merged_in_frame(sheet))
    notes = scanned.notes(sheet, cells.width)
    above = sum(any(words) for words in head[:first])
    source.tables[name] = without_blank_rows(
        RawTable(
            name=name,
            frame=named(whole.slice(first + 1), header),
            file=file,
            sheet=sheet,
            first_line=first + 2,
            above=tuple(words for words in head[:first] if any(words)),
            read_so=(
                *([rows_above(above)] if above else ()),
                *(
                    []
                    if whole is cells
                    else ["merged cells read in each of their rows"]
                ),
                *notes,
            ),
        )
    )


def _first_filled_row(cells: pl.DataFrame) -> int | None:
    rows = enumerate(cells.iter_rows())
    return next((row for row, words in rows if any(words)), None)


def _cells(reader: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    """Return every cell of a sheet as text, numbers with all their digits.

    Read as text, numbers are rounded to nine decimals; a second reading as numbers
    mends those. Text that looks like a number (a customs heading) stays as it is.
    """
    texts = _load(reader, name, "string")
    numbers = _load(reader, name, "float")
    if numbers.shape != texts.shape:
        message = f"sheet {name} reads differently as text and as numbers"
        raise UnsafeWorkbookError(message)
    return texts.with_columns(
        pl.when(text.cast(pl.Float64, strict=False) != numbers[text.name])
        .then(numbers[text.name].cast(pl.String))
        .otherwise(text)
        .alias(text.name)
        for text in texts.iter_columns()
        if numbers[text.name].dtype == pl.Float64
    )


def _load(
    reader: fastexcel.ExcelReader,
    sheet: str,
    kind: Literal["string", "float", "boolean"],
) -> pl.DataFrame:
    cells = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes=kind)
    return cells.to_polars()


def _told_apart(
    cells: pl.DataFrame,
    header: list[str],
    table: Table,
    load: Callable[[Literal["boolean"]], pl.DataFrame],
) -> pl.DataFrame:
    """Return the cells with a zero behind numbers that look like text of thousands.

    A number has a value, 14.125; text of the same look may mean thousands. Only a
    number is true or false.
    """
    numeric = [
        place
        for place, words in zip(cells.columns, header, strict=True)
        if (heading := heading_of(words, table)) and is_number(heading, table)
    ]
    alike = [n for n in numeric if cells[n].str.contains(LIKE_THOUSANDS).any()]
    if not alike:
        return cells
    values = load("boolean")
    return cells.with_columns(
        pl.when(pl.col(n).str.contains(LIKE_THOUSANDS) & values[n].is_not_null())
        .then(pl.col(n) + "0")
        .otherwise(pl.col(n))
        for n in alike
    )


def _is_name(words: str, table: Table) -> bool:
    """Return whether a column holds names or key years, no figures."""
    heading = heading_of(words, table)
    if heading is None or heading.column is None or heading.year is not None:
        return False
    return not is_number(heading, table) or table.column(heading.column).is_key


def _filled_down(
    cells: pl.DataFrame, named_columns: list[bool], top: int, spans: list[Merged]
) -> pl.DataFrame:
    """Return the cells with the text of a merged one in each row that it spans.

    A number there may be one figure for all rows together: it stays where it is.
    """
    for span in spans:
        rows = range(max(span.top, top), min(span.bottom, cells.height - 1) + 1)
        for place in range(max(span.left, 0), min(span.right + 1, cells.width)):
            if named_columns[place] and len(rows) > 1:
                cells = _with_one(cells, place, rows)
    return cells


def _with_one(cells: pl.DataFrame, place: int, rows: range) -> pl.DataFrame:
    column = cells.to_series(place)
    word = column[rows.start]
    if word is None or any(column[row] is not None for row in rows[1:]):
        return cells
    filled = column.scatter(list(rows), word)
    return cells.with_columns(filled)


def _under_header(
    problem: Problem, source: Source, meant: dict[str, str], scanned: Scanned
) -> Problem:
    """Return the problem with the column's name in place of its letters."""
    name = meant[problem.table]
    problem = replace(problem, table=name)
    table = source.tables.get(name)
    if table is None or problem.column is None:
        return problem
    first = scanned.first_column.get(problem.sheet or "", 0)
    place = place_of(problem.column) - first
    names = table.frame.columns
    is_named = place < len(names) and NO_NAME not in names[place]
    return replace(problem, column=names[place]) if is_named else problem


def _empty(name: str, file: str) -> Problem:
    return Problem(
        table=name,
        file=file,
        sheet=name,
        line=1,
        column=None,
        value=None,
        rule="empty_file",
        message="The sheet is empty; its first row must name the columns",
        hint="Enter the column names, or delete the sheet",
    )


def _problem(file: str, reason: str) -> Problem:
    first = (reason.splitlines() or ["unknown reason"])[0][:200]
    return Problem(
        table="case",
        file=file,
        sheet=None,
        line=None,
        column=None,
        value=None,
        rule="unreadable",
        message=f"The workbook cannot be read ({first})",
        hint="Save it again as .xlsx without a password",
    )
