"""How does a table or case leave the desk as a file?"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.case.said.texts import keep_text
from brownfield.case.write import write_case
from brownfield.desk.passing import passing
from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.desk.store.cases import Cells
    from brownfield.tables.columns import Table

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a cell begins that a spreadsheet might take for a formula, or a mark of one."""
FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "duckdb": "application/octet-stream",
    "sqlite": "application/octet-stream",
    "zip": "application/zip",
}
"""Media type of a case as a file, by ending; zip = a folder of CSV files."""


def csv_of(table: Table, rows: Iterable[Cells]) -> str:
    """Return rows of a table as CSV; no text of it begins like a formula."""
    room = io.StringIO()
    writer = csv.writer(room, lineterminator="\n")
    writer.writerow(table.column_names)
    for cells in rows:
        writer.writerow(safe(cells.get(name, "")) for name in table.column_names)
    return room.getvalue()


def rows_as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV, names of columns first; no text begins like a formula."""
    room = io.StringIO()
    writer = csv.writer(room, lineterminator="\n")
    for row in rows:
        writer.writerow(
            safe(cell) if isinstance(cell, str) else "" if cell is None else cell
            for cell in row
        )
    return room.getvalue()


def ascii_name(name: str) -> str:
    """Return a name of a file without signs that have a meaning elsewhere."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "table.csv"


def safe(cell: str) -> str:
    """Return a cell as it may stand in CSV: numbers as they are, texts marked.

    Examples
    --------
    >>> safe("-12.5"), safe("=1+1"), safe("kit")
    ('-12.5', "'=1+1", 'kit')
    """
    return f"'{cell}" if cell.startswith(FORMULA) and not _is_number(cell) else cell


def unmarked(cell: str) -> str:
    """Return what a cell of CSV means; the inverse of `safe`."""
    is_marked = cell.startswith("'") and cell[1:].startswith(FORMULA)
    return cell[1:] if is_marked else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell.isascii() and cell == cell.strip()


def file_of(case: Case, texts: Mapping[str, str], form: str) -> bytes:
    """Return a case as one file.

    Parameters
    ----------
    case
        The case.
    texts
        Texts beside its tables, by file name; only a folder holds them.
    form
        Ending of the file, see `FORMS`.

    Raises
    ------
    UseError
        If there is no such form.
    """
    if form not in FORMS:
        message = f"There is no form {form!r}; there are {', '.join(FORMS)}."
        raise UseError(message)
    with passing() as folder:
        ending = "" if form == "zip" else f".{form}"
        path = folder / f"{case.name}{ending}"
        write_case(case, path)
        if form != "zip":
            return path.read_bytes()
        for name, text in texts.items():
            if (path / name).resolve().is_relative_to(path.resolve()):
                keep_text(path, name, text)
        return _zipped(path)


def _zipped(folder: Path) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as book:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                book.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return room.getvalue()
