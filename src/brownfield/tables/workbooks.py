"""Which text cells does an .xlsx workbook hold, and is it safe to open?"""

import zipfile
from pathlib import Path

import fastexcel
import polars as pl

from brownfield.tables.csv_files import is_too_large, named, without_blank_rows
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Problem
from brownfield.tables.raw import RawTable, Source
from brownfield.tables.settings_files import settings_of_pairs
from brownfield.tables.unknown import unknown_table
from brownfield.tables.workbook_scan import UnsafeWorkbookError, scan

HIDDEN = ("_lists",)  # sheets our own template adds


def read_workbook(source: Source, path: Path) -> None:
    """Add the sheets of a workbook to `source`, or the reason they are unreadable."""
    if is_too_large(source, "case", path):
        return
    try:
        source.problems.extend(scan(path))
        reader = fastexcel.read_excel(path)
        for name in reader.sheet_names:
            _read_sheet(source, path.name, name, reader)
    except (
        UnsafeWorkbookError,
        zipfile.BadZipFile,
        fastexcel.FastExcelError,
        pl.exceptions.PanicException,
    ) as error:
        source.unread.update(["case", *TABLES])
        source.problems.append(_problem(path.name, str(error)))


def _read_sheet(
    source: Source, file: str, name: str, reader: fastexcel.ExcelReader
) -> None:
    if name in HIDDEN:
        return
    if name not in TABLES and name != "case":
        source.problems.append(unknown_table(name, file, name))
        return
    sheet = reader.load_sheet(name, header_row=None, dtypes="string", skip_rows=0)
    cells = sheet.to_polars()
    if name == "case":
        pairs = cells.rows()[1:] if cells.width > 1 else []
        settings = settings_of_pairs([(r[0], r[1]) for r in pairs], file, name)
        source.settings.append(settings)
        return
    if cells.is_empty():
        source.refuse(name, _empty(name, file))
        return
    header = [cell or "" for cell in cells.row(0)]
    frame = named(cells.slice(1), header)
    raw = RawTable(name=name, frame=frame, file=file, sheet=name)
    source.tables[name] = without_blank_rows(raw)


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
