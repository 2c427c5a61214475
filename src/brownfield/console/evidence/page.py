"""What stands on the page of articles that were read?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from brownfield.reading.documents import Document
from brownfield.reading.statement import Statement
from brownfield.tell.page import Article, Page, Paragraph, Section, render
from brownfield.tell.shell import write_page

MOST = 200_000  # characters of an article that are shown


def write_articles(
    documents: Sequence[Document], found: Sequence[Statement], path: Path
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
            (Article(tuple(pieces(one, found))),),
        )
        for place, one in enumerate(documents, 1)
    )
    page = Page(
        kicker="Who says what?",
        title="Statements drafted",
        document_title="Statements drafted",
        notice=None,
        headline=f"{len(found)} statements are drafted; none counts before a person "
        "confirms it.",
        keys=(),
        blocks=(Paragraph("Point at marked words to see who says them, and how."),),
        after=sections,
    )
    write_page(render(page), path)


def pieces(document: Document, found: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """Yield the text piece by piece, each with what is told of it, or nothing."""
    text, at = document.text[:MOST], 0
    for one in sorted(found, key=lambda one: one.span_start):
        if one.document != document.name or not at <= one.span_start < len(text):
            continue
        yield text[at : one.span_start], ""
        yield text[one.span_start : one.span_end], _told(one)
        at = one.span_end
    yield text[at:], ""


def _told(one: Statement) -> str:
    how = one.attribution.replace("_", " ")
    return f"{one.speaker or 'nobody named'}: {how}, {one.modality}, {one.polarity}"
