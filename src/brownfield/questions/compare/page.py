"""What stands on the page of plans under what-ifs?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from altair.utils.schemapi import debug_mode

from brownfield.questions.compare import grids, words
from brownfield.questions.compare.figures.bars import bars_figure
from brownfield.questions.compare.figures.bridges import bridge_figure
from brownfield.questions.compare.keys import keys
from brownfield.tell.page import Bullets, Drawing, Page, Paragraph, Rows, Section

if TYPE_CHECKING:
    from brownfield.questions.compare.document import Document

MOST_BRIDGES = 5  # that are told in words


def page(document: Document) -> Page:
    """Return the page of plans under what-ifs."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        sections = tuple(_sections(document))
    return Page(
        kicker=f"What-ifs, {document.first_year}-{document.last_year}",
        title=document.title,
        document_title=f"What-ifs: {document.title}",
        notice=document.notice,
        headline=words.headline(document),
        keys=keys(document),
        blocks=tuple(_under(document)),
        after=sections,
    )


def _under(document: Document) -> Iterator[Paragraph]:
    """Yield what is said under the headline."""
    yield Paragraph(words.HOW, is_note=True)
    for line in (*words.unproved(document), *words.missing(document)):
        yield Paragraph(line, is_note=True)
    yield Paragraph(f"Digest of the case: {document.case_digest[:12]}.", is_note=True)


def _sections(document: Document) -> Iterator[Section]:
    """Yield the table of all plans, then the pictures."""
    title = "What is each what-if worth?"
    table = Rows(
        grids.what_ifs(document), title, is_tall=True, caption=words.caption(document)
    )
    bars, bridges = bars_figure(document), bridge_figure(document)
    drawn = () if bars is None else (Drawing(bars),)
    yield Section("what-ifs", title, (table, *drawn))
    if bridges is not None:
        lines = words.bridges(document, words.titles(document), MOST_BRIDGES)
        largest = Bullets(tuple(lines))
        title = "Which cash makes up the difference?"
        yield Section("bridges", title, (Drawing(bridges), largest))
