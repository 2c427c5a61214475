"""Which sheets make the workbook of a plan, in which order?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.questions.plan.sheets.agreed import agreed
from brownfield.questions.plan.sheets.cash import cash
from brownfield.questions.plan.sheets.costs import costs
from brownfield.questions.plan.sheets.decided import decided
from brownfield.questions.plan.sheets.futures import futures
from brownfield.questions.plan.sheets.production import production
from brownfield.questions.plan.sheets.sources import assumptions, notes, sources
from brownfield.questions.plan.sheets.summary import summary
from brownfield.tell.book.write import write_book

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.tell.book.cells import Sheet


def book(document: Document) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook of a plan; without a plan only why."""
    if not document.has_plan:
        return (summary(document), *notes(document))
    return (
        summary(document),
        decided(document),
        cash(document),
        *futures(document),
        production(document),
        costs(document),
        *agreed(document),
        *sources(document),
        *assumptions(document),
        *notes(document),
    )


def write_workbook(document: Document, path: Path) -> None:
    """Write the workbook of a plan, atomically.

    Raises
    ------
    FileError
        If it cannot be written; what was there is as it was.
    """
    write_book(book(document), path, title=document.title)
