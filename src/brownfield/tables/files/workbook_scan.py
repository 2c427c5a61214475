"""Does a workbook hold formulas, error cells, or more than it claims?"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

from brownfield.tables.problems import Problem

MOST_UNPACKED = 600_000_000  # 600 MB over all parts
CHUNK = 1 << 20
OVERLAP = 64
SUSPECT = re.compile(rb"<(\w+:)?f[\s>/]|\st\s*=\s*[\"']e[\"']")
TYPES_OF_DOCUMENT = re.compile(rb"<!(DOCTYPE|ENTITY)")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class UnsafeWorkbookError(ValueError):
    """The workbook unpacks to too much, or is not a plain workbook."""


def scan(path: Path) -> list[Problem]:
    """Return a problem for each formula and error cell of a workbook.

    Raises
    ------
    UnsafeWorkbookError
        If it unpacks to more than the limit or declares its own document type.
    zipfile.BadZipFile
        If it is not a zip file or its sizes are false.
    """
    problems = []
    try:
        with zipfile.ZipFile(path) as archive:
            suspects = _suspects(archive)
            for sheet, part in _sheets(archive):
                if part in suspects:
                    with archive.open(part) as stream:
                        problems += list(_bad_cells(stream, path.name, sheet))
    except (ET.ParseError, KeyError, NotImplementedError) as error:
        raise UnsafeWorkbookError(str(error)) from error
    except (RuntimeError, EOFError, OSError, zlib.error) as error:
        message = f"not a plain workbook: {error}"
        raise UnsafeWorkbookError(message) from error
    return problems


def _suspects(archive: zipfile.ZipFile) -> set[str]:
    """Unpack every part once, counting bytes, and name those worth a closer look."""
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        message = f"it unpacks to more than {MOST_UNPACKED / 1e6:.0f} MB"
        raise UnsafeWorkbookError(message)
    return {e.filename for e in entries if _is_suspect(archive, e.filename)}


def _is_suspect(archive: zipfile.ZipFile, part: str) -> bool:
    is_suspect, tail = False, b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            window = tail + chunk
            if part.endswith((".xml", ".rels")) and TYPES_OF_DOCUMENT.search(window):
                message = f"{part} declares a document type"
                raise UnsafeWorkbookError(message)
            is_suspect = is_suspect or SUSPECT.search(window) is not None
            tail = window[-OVERLAP:]
    return is_suspect


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = _parsed(archive, "xl/_rels/workbook.xml.rels")
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    for entry in _parsed(archive, "xl/workbook.xml").iter():
        if _tag(entry) == "sheet":
            target = targets.get(entry.get(RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            yield entry.get("name", ""), part


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    # Document types were refused before, so no entity can expand.
    return ET.fromstring(archive.read(part))  # noqa: S314 (see above)


def _bad_cells(stream: IO[bytes], file: str, sheet: str) -> Iterator[Problem]:
    events = ET.iterparse(stream, events=("end",))  # noqa: S314 (see above)
    for _, entry in events:
        if _tag(entry) == "row":
            entry.clear()  # keeps memory flat
        if _tag(entry) != "c":
            continue
        children = {_tag(child): child.text or "" for child in entry}
        if "f" in children:
            yield _formula(file, sheet, entry.get("r", ""), children["f"])
        elif entry.get("t") == "e":
            yield _error_cell(file, sheet, entry.get("r", ""), children.get("v", ""))


def _tag(entry: ET.Element) -> str:
    return entry.tag.rpartition("}")[2]


def _formula(file: str, sheet: str, cell: str, formula: str) -> Problem:
    return Problem(
        table=sheet,
        file=file,
        sheet=sheet,
        line=_row_of(cell),
        column=_column_of(cell),
        value=f"={formula}"[:200],
        rule="formula",
        message=f"Cell {cell} holds a formula, which may be stale or hide its source",
        hint="Replace it by its value (copy, paste values)",
    )


def _error_cell(file: str, sheet: str, cell: str, value: str) -> Problem:
    return Problem(
        table=sheet,
        file=file,
        sheet=sheet,
        line=_row_of(cell),
        column=_column_of(cell),
        value=value,
        rule="error_cell",
        message=f"Cell {cell} holds a spreadsheet error",
        hint="Enter the value, or leave the cell blank",
    )


def _row_of(cell: str) -> int | None:
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdigit() else None


def _column_of(cell: str) -> str | None:
    return cell.rstrip("0123456789") or None
