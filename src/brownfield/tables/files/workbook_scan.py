"""Does a workbook hold formulas, error cells, hidden rows, or more than it claims?"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

from brownfield.tables.problems import Problem, several

MOST_UNPACKED = 600_000_000  # 600 MB over all parts
CHUNK = 1 << 20
OVERLAP = 64
SUSPECT = re.compile(
    rb"<(\w+:)?(f[\s>/]|mergeCell\s)|\st\s*=\s*[\"']e[\"']|\shidden\s*="
)
MERGED = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
TYPES_OF_DOCUMENT = re.compile(rb"<!(DOCTYPE|ENTITY)")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class UnsafeWorkbookError(ValueError):
    """The workbook unpacks to too much, or is not a plain workbook."""


@dataclass(frozen=True)
class Merged:
    """A cell merged over several rows: 0-based first and last row, and columns."""

    top: int
    bottom: int
    left: int
    right: int


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
    hidden_columns
        0-based columns that are hidden, by sheet.
    merged
        Cells merged over several rows, by sheet.
    first_column
        0-based first column with a cell, by sheet; only of sheets looked at closely.
    """

    problems: list[Problem] = field(default_factory=list)
    formulas: dict[str, list[str]] = field(default_factory=dict)
    hidden_rows: dict[str, list[int]] = field(default_factory=dict)
    charts: list[str] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
    hidden_columns: dict[str, list[range]] = field(default_factory=dict)
    merged: dict[str, list[Merged]] = field(default_factory=dict)
    first_column: dict[str, int] = field(default_factory=dict)

    def notes(self, sheet: str, width: int) -> Iterator[str]:
        """Yield what a reader should know of a sheet so wide, in words."""
        if formulas := self.formulas.get(sheet):
            count = several(len(formulas), "formula")
            yield f"{count} read by the value stored with it ({formulas[0]})"
        if rows := self.hidden_rows.get(sheet):
            count = several(len(rows), "hidden row")
            yield f"{count} read like the others (line {rows[0]})"
        if names := self._hidden(sheet, width):
            noun = "column" if len(names) == 1 else "columns"
            yield f"hidden {noun} {', '.join(names)} read like the others"
        if sheet in self.hidden_sheets:
            yield "hidden sheet read like the others"

    def merged_in_frame(self, sheet: str) -> list[Merged]:
        """Return the merged cells of a sheet, counted from its first column used."""
        first = self.first_column.get(sheet, 0)
        return [
            replace(span, left=span.left - first, right=span.right - first)
            for span in self.merged.get(sheet, [])
        ]

    def _hidden(self, sheet: str, width: int) -> list[str]:
        first = self.first_column.get(sheet, 0)
        used = range(first, first + width)
        spans = self.hidden_columns.get(sheet, [])
        return [_letters(place) for place in used if any(place in s for s in spans)]


def scan(path: Path) -> Scanned:
    """Return what a workbook holds beside its values.

    Raises
    ------
    UnsafeWorkbookError
        If it unpacks to more than the limit or declares its own document type.
    zipfile.BadZipFile
        If it is not a zip file or its sizes are false.
    """
    scanned = Scanned()
    try:
        with zipfile.ZipFile(path) as archive:
            suspects = _suspects(archive)
            for sheet, part in _sheets(archive, scanned):
                if "chartsheets" in part:
                    scanned.charts.append(sheet)
                elif part in suspects:
                    with archive.open(part) as stream:
                        _look(stream, path.name, sheet, scanned)
    except (ET.ParseError, KeyError, NotImplementedError) as error:
        raise UnsafeWorkbookError(str(error)) from error
    except (RuntimeError, EOFError, OSError, zlib.error) as error:
        message = f"not a plain workbook: {error}"
        raise UnsafeWorkbookError(message) from error
    return scanned


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


def _sheets(archive: zipfile.ZipFile, scanned: Scanned) -> Iterator[tuple[str, str]]:
    relations = _parsed(archive, "xl/_rels/workbook.xml.rels")
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    for entry in _parsed(archive, "xl/workbook.xml").iter():
        if _tag(entry) == "sheet":
            target = targets.get(entry.get(RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if entry.get("state", "visible") != "visible":
                scanned.hidden_sheets.append(entry.get("name", ""))
            yield entry.get("name", ""), part


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    # Document types were refused before, so no entity can expand.
    return ET.fromstring(archive.read(part))  # noqa: S314 (see above)


def _look(stream: IO[bytes], file: str, sheet: str, scanned: Scanned) -> None:
    """Note formulas, error cells and hidden rows of one sheet."""
    formulas: list[str] = []
    hidden: list[int] = []
    first: list[int] = []
    events = ET.iterparse(stream, events=("end",))  # noqa: S314 (see above)
    for _, entry in events:
        tag = _tag(entry)
        if tag == "row":
            if entry.get("hidden") in ("1", "true") and len(entry):
                hidden.append(int(entry.get("r", "0")))
            first += _first_cell(entry)
            entry.clear()  # keeps memory flat
        elif tag in ("col", "mergeCell"):
            _note_span(entry, tag, sheet, scanned)
        elif tag == "c":
            scanned.problems.extend(_bad_cell(entry, file, sheet, formulas))
    if first:
        scanned.first_column[sheet] = min(first)
    if formulas:
        scanned.formulas[sheet] = formulas
    if hidden:
        scanned.hidden_rows[sheet] = hidden


def _first_cell(row: ET.Element) -> list[int]:
    """Return the 0-based column of the first cell of a row that holds anything."""
    filled = (entry.get("r", "") for entry in row if len(entry))
    name = next(filled, "")
    return [place_of(name)] if name else []


def _note_span(entry: ET.Element, tag: str, sheet: str, scanned: Scanned) -> None:
    if tag == "col" and entry.get("hidden") in ("1", "true"):
        span = range(int(entry.get("min", "1")) - 1, int(entry.get("max", "1")))
        scanned.hidden_columns.setdefault(sheet, []).append(span)
    ends = MERGED.fullmatch(entry.get("ref", "")) if tag == "mergeCell" else None
    if ends and ends[2] != ends[4]:
        place = Merged(
            int(ends[2]) - 1, int(ends[4]) - 1, place_of(ends[1]), place_of(ends[3])
        )
        scanned.merged.setdefault(sheet, []).append(place)


def place_of(cell: str) -> int:
    """Return the 0-based column of a cell such as ``B7``, or of its letters."""
    place = 0
    for letter in cell.rstrip("0123456789"):
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _letters(place: int) -> str:
    """Return the letters of a 0-based column."""
    letters, left = "", place + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


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
        if children.get("v") or entry.get("t") == "str":
            formulas.append(cell)
        else:
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
