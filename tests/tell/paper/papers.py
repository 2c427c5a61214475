"""Board papers of some size, and what stands on their pages and slides."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdf
from pptx import Presentation
from pptx.util import Inches

from brownfield.tell.grids import Cell, Grid
from brownfield.tell.paper.paper import (
    Figure,
    Paper,
    Sheet,
    bars,
    lead,
    lines,
    table,
)

A4 = (595.0, 842.0)  # points
LONG = "The Very Long Named Motor Company of the Northern Counties {}"
"""A name of 60 characters with its number."""


def paper(names: list[str], *, notice: str = "Nobody has agreed to it.") -> Paper:
    """Return a paper of parties, each worth a million more than the one before."""
    worth = [1e6 * number for number in range(1, len(names) + 1)]
    rows = tuple(
        (Cell(name), Cell(f"GBP {value / 1e6:.2f} m", "n"))
        for name, value in zip(names, worth, strict=True)
    )
    grid = Grid("", "", "", (("Party", False), ("Best plan", True)), rows)
    found = table(grid, "Value by party")
    drawn = bars(
        "Value by party, GBP m",
        ["Best plan", "As today"],
        [(name, (value, -value)) for name, value in zip(names, worth, strict=True)],
        ["GBP 45.0 m", "GBP -45.0 m"],
    )
    said = lines(f"{name} gains by it, and says so in a sentence." for name in names)
    keys = (Figure("Value", "GBP 45.0 m", "present value"), Figure("Gap", "0 %"))
    first = Sheet("What is decided?", lead(f"{names[0]} builds."), keys, None, (found,))
    second = Sheet("What is it worth?", "Much.", (), drawn, (found,), said)
    third = Sheet("What would change it?", "Little.", lines=said, small=said)
    last = Sheet("What stands behind it?", "Proof.", keys, tables=(found,))
    sheets = (first, second, third, last)
    title = f"A case of {names[0]}"
    return Paper("The plan, 2026-2030", title, notice, sheets, "Case a, digest b.")


def pages(made: bytes) -> list[str]:
    """Return the text of each page of a PDF, a space for every gap."""
    found = pypdf.PdfReader(BytesIO(made)).pages
    return [_plain(page.extract_text()) for page in found]


def outside(made: bytes) -> list[str]:
    """Return what stands beyond the edge of a page A4 of a PDF."""
    found: list[str] = []

    def seen(text: str, _cm: object, tm: list[float], *_: object) -> None:
        is_inside = 0 <= tm[4] <= A4[0] and 0 <= tm[5] <= A4[1]
        if text.strip() and not is_inside:
            found.append(text)

    for page in pypdf.PdfReader(BytesIO(made)).pages:
        assert tuple(round(float(one)) for one in page.mediabox[2:]) == A4
        page.extract_text(visitor_text=seen)
    return found


def shown(made: bytes) -> list[Any]:
    """Return the slides of a file."""
    return list(Presentation(BytesIO(made)).slides)


def words(slide: Any) -> str:
    """Return the text of a slide, its tables too."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [c.text for row in shape.table.rows for c in row.cells]
    return _plain(" ".join(found))


def lowest(slide: Any) -> float:
    """Return how far down anything on a slide reaches, inches."""
    ends = [shape.top + shape.height for shape in slide.shapes]
    ends += [
        shape.top + sum(row.height for row in shape.table.rows)
        for shape in slide.shapes
        if shape.has_table
    ]
    return float(max(ends) / Inches(1))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())
