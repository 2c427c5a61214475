"""What stands on the page of articles that were read?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.tell.marked import Mark, Piece
from brownfield.tell.marked import pieces as cut
from brownfield.tell.page import Article, Page, Paragraph, Section, render
from brownfield.tell.shell import write_page

if TYPE_CHECKING:
    from brownfield.reading.documents import Document
    from brownfield.reading.statement import Statement

MOST = 200_000  # characters of an article that are shown


def write_articles(
    documents: Sequence[Document], statements: Sequence[Statement], path: Path
) -> None:
    """Write articles with their drafted statements marked as one HTML file.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    sections = tuple(
        Section(
            f"article-{place}",
            one.title or one.name,
            (Article(pieces(one, statements)),),
        )
        for place, one in enumerate(documents, 1)
    )
    page = Page(
        kicker="Who says what?",
        title="Statements drafted",
        document_title="Statements drafted",
        notice=None,
        headline=f"{len(statements)} statements are drafted; none counts before a "
        "person confirms it.",
        keys=(),
        blocks=(Paragraph("Point at marked words to see who says them, and how."),),
        after=sections,
        style="evidence.css",
    )
    write_page(render(page), path)


def pieces(document: Document, statements: Sequence[Statement]) -> tuple[Piece, ...]:
    """Return the text piece by piece, with what is told of each that is marked."""
    marks = [
        Mark(one.span_start, one.span_end, f"{place}", _told(one))
        for place, one in enumerate(statements, 1)
        if one.document == document.name
    ]
    return tuple(cut(document.text[:MOST], marks))


def _told(one: Statement) -> str:
    how = one.attribution.replace("_", " ")
    return f"{one.speaker or 'nobody named'}: {how}, {one.modality}, {one.polarity}"
