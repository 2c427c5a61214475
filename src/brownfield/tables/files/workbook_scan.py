"""Does a workbook hold formulas, error cells, hidden rows, or more than it claims?"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

from brownfield.tables.problems import Problem, several

MOST_UNPACKED = 600_000_000  # 600 MB over all parts
CHUNK = 1 << 20
OVERLAP = 64
SUSPECT = re.compile(rb"<(\w+:)?f[\s>/]|\st\s*=\s*[\"']e[\"']|\shidden\s*=")
TYPES_OF_DOCUMENT = re.compile(rb"<!(DOCTYPE|ENTITY)")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class UnsafeWorkbookError(ValueError):
    """The workbook unpacks to too much, or is not a plain workbook."""


@dataclass(frozen=True)
class Scanned:
    """What the parts of a workbook say beside its values.

    Attributes
    ----------
    problems
        Error cells, and formulas without a stored value.
    formulas, hidden_rows
        Cells with a formula, and 1-based rows that are hidden, by sheet.
    charts
        Sheets that hold a chart and no cells.
    hidden_sheets
        Sheets that are hidden.
    """

    problems: list[Problem] = field(default_factory=list)
    formulas: dict[str, list[str]] = field(default_factory=dict)
    hidden_rows: dict[str, list[int]] = field(default_factory=dict)
    charts: list[str] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)

    def told(self, sheet: str) -> Iterator[str]:
        """Yield what a reader should know of a sheet, in words."""
        if found := self.formulas.get(sheet):
            count = several(len(found), "formula")
            yield f"{count} read by the value stored with it ({found[0]})"
        if rows := self.hidden_rows.get(sheet):
            count = several(len(rows), "hidden row")
            yield f"{count} read like the others (line {rows[0]})"
        if sheet in self.hidden_sheets:
            yield "hidden sheet read like the others"


def scan(path: Path) -> Scanned:
    """Return what a workbook holds beside its values.

    Raises
    ------
    UnsafeWorkbookError
        If it unpacks to more than the limit or declares its own document type.
    zipfile.BadZipFile
        If it is not a zip file or its sizes are false.
    """
    found = Scanned()
    try:
        with zipfile.ZipFile(path) as archive:
            suspects = _suspects(archive)
            for sheet, part in _sheets(archive, found):
                if "chartsheets" in part:
                    found.charts.append(sheet)
                elif part in suspects:
                    with archive.open(part) as stream:
                        _look(stream, path.name, sheet, found)
    except (ET.ParseError, KeyError, NotImplementedError) as error:
        raise UnsafeWorkbookError(str(error)) from error
    except (RuntimeError, EOFError, OSError, zlib.error) as error:
        message = f"not a plain workbook: {error}"
        raise UnsafeWorkbookError(message) from error
    return found


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


def _sheets(archive: zipfile.ZipFile, found: Scanned) -> Iterator[tuple[str, str]]:
    relations = _parsed(archive, "xl/_rels/workbook.xml.rels")
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    for entry in _parsed(archive, "xl/workbook.xml").iter():
        if _tag(entry) == "sheet":
            target = targets.get(entry.get(RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if entry.get("state", "visible") != "visible":
                found.hidden_sheets.append(entry.get("name", ""))
            yield entry.get("name", ""), part


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    # Document types were refused before, so no entity can expand.
    return ET.fromstring(archive.read(part))  # noqa: S314 (see above)


def _look(stream: IO[bytes], file: str, sheet: str, found: Scanned) -> None:
    """Note formulas, error cells and hidden rows of one sheet."""
    formulas: list[str] = []
    hidden: list[int] = []
    events = ET.iterparse(stream, events=("end",))  # noqa: S314 (see above)
    for _, entry in events:
        tag = _tag(entry)
        if tag == "row":
            if entry.get("hidden") in ("1", "true") and len(entry):
                hidden.append(int(entry.get("r", "0")))
            entry.clear()  # keeps memory flat
        elif tag == "c":
            found.problems.extend(_bad_cell(entry, file, sheet, formulas))
    if formulas:
        found.formulas[sheet] = formulas
    if hidden:
        found.hidden_rows[sheet] = hidden


def _bad_cell(
    entry: ET.Element, file: str, sheet: str, formulas: list[str]
) -> Iterator[Problem]:
    cell = entry.get("r", "")
    if entry.get("t") == "e":
        value = next((c.text or "" for c in entry if _tag(c) == "v"), "")
        yield _error_cell(file, sheet, cell, value)
        return
    if len(entry) == 0:
        return
    children = {_tag(child): child.text or "" for child in entry}
    if "f" in children:
        formulas.append(cell)
        if not children.get("v") and entry.get("t") != "str":
            yield _formula(file, sheet, cell, children["f"])


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
        message=f"Cell {cell} holds a formula without a value; it was never worked out",
        hint="Open the workbook in a spreadsheet, save it, and check again",
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
