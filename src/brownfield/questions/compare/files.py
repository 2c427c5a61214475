"""Which files are kept of plans under what-ifs besides their page?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.asking.targets import check_folder_above
from brownfield.errors import UseError
from brownfield.questions.compare.lines import tidy
from brownfield.questions.compare.sheets import sheets
from brownfield.tables.writing.staging import check_writable, staged
from brownfield.tell.book.write import write_book

if TYPE_CHECKING:
    from brownfield.questions.compare.asked import Asked
    from brownfield.questions.compare.document import Document
    from brownfield.questions.compare.question import Comparison

TEXT, BOOK = ".csv", ".xlsx"


def check(asked: Asked) -> None:
    """Raise UseError, before any work, if the file of figures cannot be written."""
    if asked.out is not None:
        _check_ending(asked.out)
        check_folder_above(asked.out)
        check_writable(asked.out)


def keep(
    _answer: Comparison, document: Document, asked: Asked
) -> Iterator[tuple[str, Path]]:
    """Write the figures as asked for; yield label and path."""
    if asked.out is not None:
        write_figures(document, asked.out)
        yield "Figures", asked.out


def write_figures(document: Document, path: Path) -> None:
    """Write all figures of plans, as text or as a workbook.

    Raises
    ------
    UseError
        If the file is called otherwise.
    FileError
        If it cannot be written; what was there is as it was.
    """
    _check_ending(path)
    if path.suffix.lower() == BOOK:
        title = f"What-ifs of {document.title}"
        write_book(sheets(document), path, title=title)
        return
    with staged(path) as stage:
        tidy(document).write_csv(stage)


def _check_ending(path: Path) -> None:
    if path.suffix.lower() not in (TEXT, BOOK):
        message = (
            f"--out {path}: figures are written as text or as a workbook. Name a file "
            "in .csv or .xlsx."
        )
        raise UseError(message)
