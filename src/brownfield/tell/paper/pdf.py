"""How does a board paper become a PDF? (The only file that imports typst.)

The text of a paper reaches typst as data, so that a party called ``#let x`` is text. No
date is written: the same paper gives the same bytes.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brownfield.extras import needed
from brownfield.tables.writing.staging import staged
from brownfield.tell.figures.style import INK, LINE, MUTED
from brownfield.tell.paper.look import PAPER, SHADES, WARNING
from brownfield.tell.paper.room import widths
from brownfield.tell.paper.text import as_text
from brownfield.tell.values import values

if TYPE_CHECKING:
    from brownfield.tell.paper.paper import Paper

EXTRA = "pdf"
LOOK = {
    "ink": INK,
    "muted": MUTED,
    "pale": PAPER,
    "rule": LINE,
    "warning": WARNING,
    "shades": SHADES,
    "fonts": ["Libertinus Serif"],  # it comes with typst
}
ROOM = 48.0  # width of a table over the size of its type
WITHOUT = "could not be displayed"  # what typst says of a letter that no font holds
TRIES: tuple[tuple[bool, list[str]], ...] = (
    (True, ["ua-1"]),
    (False, ["ua-1"]),
    (False, []),
)
"""Whether the fonts of the system are left out, and the standard that is kept."""


def pdf(paper: Paper) -> bytes:
    """Return a board paper as a PDF of four pages A4, tagged for screen readers.

    Its letters are those of the fonts that come with typst. Only where these lack one,
    as for Chinese, are the fonts of the system asked; if none has it, a box stands for
    it and the file no longer promises to be accessible (PDF/UA-1).

    Raises
    ------
    MissingExtraError
        If typst is not installed.
    """
    typst = needed("typst", "a PDF", EXTRA)
    asked = {"sys_inputs": {"paper": json.dumps(_given(paper))}, "format": "pdf"}
    for is_own, standards in TRIES[:-1]:
        try:
            return _set(typst, asked, is_own=is_own, standards=standards)
        except RuntimeError as error:
            if WITHOUT not in str(error):
                raise
    is_own, standards = TRIES[-1]
    return _set(typst, asked, is_own=is_own, standards=standards)


def _given(paper: Paper) -> Any:
    """Return what the template is filled with."""
    content = values(paper)
    for of_sheet, sheet in zip(content["sheets"], paper.sheets, strict=True):
        for table, one in zip(of_sheet["tables"], sheet.tables, strict=True):
            table["shares"] = widths(one.heads, one.rows, one.is_number, ROOM)
    return as_text(LOOK | {"paper": content})


def _set(
    typst: Any, asked: dict[str, Any], *, is_own: bool, standards: list[str]
) -> bytes:
    source = files(__package__).joinpath("paper.typ").read_bytes()
    content: bytes = typst.compile(
        source, ignore_system_fonts=is_own, pdf_standards=standards, **asked
    )
    return content


def write(paper: Paper, path: Path) -> None:
    """Write a board paper as a PDF, which appears whole or not at all.

    Raises
    ------
    MissingExtraError
        If typst is not installed.
    FileError
        If the file cannot be written; what was there is as it was.
    """
    content = pdf(paper)
    with staged(path) as stage:
        stage.write_bytes(content)
