"""What stands on the page of candidate places?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import polars as pl
from altair.utils.schemapi import debug_mode

from brownfield.questions.site import grids, words
from brownfield.questions.site.figures.accepted import accepted_figure
from brownfield.questions.site.figures.corners import corners_figure
from brownfield.questions.site.figures.made_of import made_of_figure
from brownfield.questions.site.figures.stretched import stretched_figure
from brownfield.questions.site.keys import keys
from brownfield.tell.grids import grid
from brownfield.tell.page import (
    Block,
    Bullets,
    Drawing,
    Page,
    Paragraph,
    Rows,
    Section,
)
from brownfield.tell.text import case_notes

if TYPE_CHECKING:
    from brownfield.questions.site.document import Document


def page(document: Document) -> Page:
    """Return the page of candidate places."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        sections = tuple(_sections(document))
    return Page(
        kicker="Where should the headquarters go?",
        title=document.title,
        document_title=f"Places: {document.title}",
        notice=document.notice,
        headline=words.headline(document),
        keys=keys(document),
        blocks=(
            *(Paragraph(line) for line in (words.assumed(document),) if line),
            Paragraph(words.how(document), is_note=True),
            *(Paragraph(note, is_note=True) for note in _noted(document)),
        ),
        after=sections,
    )


def _noted(document: Document) -> list[str]:
    """Return notes on rows of the case."""
    return case_notes(document)


def _sections(document: Document) -> Iterable[Section]:
    yield _section("places", "How do the places compare?", grids.places(document))
    drawn: tuple[Block, ...] = tuple(map(Paragraph, words.sure(document)))
    figure = Drawing(accepted_figure(document))
    yield Section("ranks", "How sure is that?", (*drawn, figure))
    yield from _turning(document)
    figure = Drawing(made_of_figure(document))
    yield Section("value", "What is the value made of?", (figure,))
    yield _section("criteria", "How is each place judged?", grids.criteria(document))
    title = "Which weights speak for which place?"
    yield _section("central", title, grids.central(document))
    yield from _spending(document)


def _turning(document: Document) -> Iterable[Section]:
    """Yield what would have to be true for another place, with its pictures."""
    ways = tuple(words.would_have(document))
    if not ways:
        return
    triangle = corners_figure(document)
    figures = (triangle, stretched_figure(document) if document.stretches else None)
    drawn = tuple(Drawing(figure) for figure in figures if figure)
    title = "When would another place be the best?"
    yield Section("turns", title, (Bullets(ways), *drawn))


def _spending(document: Document) -> Iterable[Section]:
    """Yield what headquarters cost, where functions go, how long, and what follows."""
    parts = (
        ("costs", "What does it cost?", words.costs, (grids.costs,)),
        (
            "functions",
            "Where does each function go by itself?",
            words.placed,
            (grids.functions, grids.spent),
        ),
        ("lasting", "How long do they stay?", words.lasting, (grids.lasting,)),
        ("first", "What does it open the way to?", words.first, (grids.first,)),
    )
    for name, title, told_of, tables in parts:
        paragraphs = tuple(map(Paragraph, told_of(document)))
        frames = [frame for of in tables if (frame := of(document)).height]
        if paragraphs:
            shown = (Rows(grid(frame), title) for frame in frames)
            yield Section(name, title, (*paragraphs, *shown))


def _section(name: str, title: str, frame: pl.DataFrame) -> Section:
    return Section(name, title, (Rows(grid(frame), title),))
