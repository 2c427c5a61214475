"""Which sheets show what stands behind the rows, and what a reader should know?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.questions.plan.sheets.cash import BLANK
from brownfield.questions.plan.words import answer as words
from brownfield.tell.book.cells import Cell, Row, Sheet, texts

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document

SOURCES, ASSUMED, NOTES = "Sources", "Assumptions", "Notes"
COLUMNS = ("source", "about", "says", "date", "publisher", "url", "firmness")
HEADS = ("Id", "About", "Says", "Date", "Publisher", "Address", "Firmness")
OF_CELLS = ("table", "where", "column", "low", "mode", "high", "unit", "source", "note")
HEADS_OF_CELLS = (
    "Table",
    "Rows",
    "Column",
    "Low",
    "Likely",
    "High",
    "Unit",
    "Source",
    "Note",
)


def sources(document: Document) -> tuple[Sheet, ...]:
    """Return the sheet of facts and statements; none where the case has none."""
    if document.evidence.is_empty():
        return ()
    lines = document.evidence.select(COLUMNS).iter_rows()
    rows = (
        (Cell("Facts and statements behind the rows", "title"),),
        (Cell("Lines of other sheets name them by their id under Source.", "note"),),
        BLANK,
        texts(HEADS, "head"),
        *(texts(line, "wrap") for line in lines),
    )
    widths = (16, 36, 70, 12, 26, 50, 18)
    return (Sheet(SOURCES, rows, widths, frozen=(4, 1), filtered=3),)


def assumptions(document: Document) -> tuple[Sheet, ...]:
    """Return the sheet of assumed cells; none where the case names none."""
    if document.assumptions.is_empty():
        return ()
    lines = document.assumptions.select(OF_CELLS).iter_rows()
    rows = (
        (Cell("Cells that are assumed, and how far off they may be", "title"),),
        (Cell(words.unsupported(document), "note"),),
        BLANK,
        texts(HEADS_OF_CELLS, "head"),
        *(tuple(Cell(value, "wrap") for value in line) for line in lines),
    )
    widths = (20, 36, 22, 12, 12, 12, 24, 24, 60)
    return (Sheet(ASSUMED, rows, widths, frozen=(4, 3), filtered=3),)


def notes(document: Document) -> tuple[Sheet, ...]:
    """Return the sheet of notes; none without any."""
    lines = tuple(_notes(document))
    if not lines:
        return ()
    title: Row = (Cell("What a reader should know", "title"),)
    rows = (title, BLANK, *((Cell(line, "wrap"),) for line in lines))
    return (Sheet(NOTES, rows, (130,), frozen=(1, 0)),)


def _notes(document: Document) -> Iterator[str]:
    yield from words.notes(document)
    yield from words.outcomes(document)
    yield from document.row_notes
