"""How do files that a reader sent become a case?"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.case.read import read_case
from brownfield.desk.passing import passing
from brownfield.desk.store.cases import named
from brownfield.errors import UseError
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.raw import ENDINGS
from brownfield.tables.files.settings_files import FILE

if TYPE_CHECKING:
    from brownfield.case.case import Case

MOST_UNPACKED = 500_000_000  # bytes of a workbook once unpacked
ALLOWED = (
    f"Send one file ending in {', '.join(ENDINGS)}, or all files of a folder: {FILE} "
    "and the tables as .csv."
)


@dataclass(frozen=True)
class Sheet:
    """A file that a reader sent.

    Attributes
    ----------
    name
        As the reader calls it, without folders.
    path
        Where its content is kept until the answer is sent.
    """

    name: str
    path: Path


def read_sheets(sheets: Sequence[Sheet]) -> Case:
    """Return the case in files that a reader sent.

    Parameters
    ----------
    sheets
        One workbook or database, or the files of a folder.

    Raises
    ------
    UseError
        If they are no form of a case, or too large once unpacked.
    DataError
        If anything is wrong with the tables.
    """
    with passing() as folder:
        return read_case(_placed(sheets, folder))


def _placed(sheets: Sequence[Sheet], folder: Path) -> Path:
    """Put what was sent under names of our own; return where the case is."""
    if len(sheets) == 1 and Path(sheets[0].name).suffix.lower() in ENDINGS:
        (sheet,) = sheets
        _check_size(sheet)
        given = Path(sheet.name)
        target = folder / f"{named(given.stem)}{given.suffix.lower()}"
        shutil.copyfile(sheet.path, target)
        return target
    case = folder / "case"
    case.mkdir()
    for sheet in sheets:
        shutil.copyfile(sheet.path, case / _known(sheet))
    if not (case / FILE).exists():
        message = f"{FILE} is not among the files. {ALLOWED}"
        raise UseError(message)
    return case


def _known(sheet: Sheet) -> str:
    """Return the name of a file of a case folder.

    Raises
    ------
    UseError
        If it is none.
    """
    names = {FILE, *(f"{table}.csv" for table in TABLES)}
    if sheet.name not in names:
        message = f"{sheet.name!r} is no file of a case. {ALLOWED}"
        raise UseError(message)
    return sheet.name


def _check_size(sheet: Sheet) -> None:
    """Raise UseError if a workbook is broken, or too large once unpacked."""
    if not zipfile.is_zipfile(sheet.path):
        return
    try:
        with zipfile.ZipFile(sheet.path) as book:
            size = sum(part.file_size for part in book.infolist())
    except zipfile.BadZipFile as error:
        message = f"{sheet.name} is broken: {error}. Save it again, then send it."
        raise UseError(message) from error
    if size > MOST_UNPACKED:
        message = (
            f"{sheet.name} is {size / 1e6:,.0f} MB once unpacked; at most "
            f"{MOST_UNPACKED / 1e6:,.0f} MB are read."
        )
        raise UseError(message)
