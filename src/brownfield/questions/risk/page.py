"""What stands on the page of a risk?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import polars as pl
from altair.utils.schemapi import debug_mode

from brownfield.questions.risk import grids, words
from brownfield.questions.risk.figures.frontier import frontier_figure
from brownfield.questions.risk.figures.regret import regret_figure
from brownfield.questions.risk.figures.sampled import sampled_figure
from brownfield.questions.risk.figures.tornado import tornado_figure
from brownfield.questions.risk.keys import keys
from brownfield.tell.figures.style import Figure
from brownfield.tell.grids import grid
from brownfield.tell.page import (
    Block,
    Drawing,
    Page,
    Paragraph,
    Rows,
    Section,
)
from brownfield.tell.text import case_notes

if TYPE_CHECKING:
    from brownfield.questions.risk.document import Document


def page(document: Document) -> Page:
    """Return the page of a risk."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        sections = [_section(*parts) for parts in _parts(document)]
    return Page(
        kicker=f"Risk, {document.first_year}-{document.last_year}",
        title=document.title,
        document_title=f"Risk: {document.title}",
        notice=document.notice,
        headline=words.headline(document),
        keys=keys(document),
        blocks=(Paragraph(words.HOW, is_note=True), *_noted(document)),
        after=tuple(one for one in sections if one),
    )


def _noted(document: Document) -> Iterable[Paragraph]:
    """Yield notes on rows of the case."""
    for note in case_notes(document):
        yield Paragraph(note, is_note=True)


Part = tuple[str, str, Iterable[str], Figure | None, pl.DataFrame]


def _parts(document: Document) -> Iterable[Part]:
    """Yield name, title, sentences, picture and table of each section."""
    title = "What does care for the worst futures cost?"
    figure = frontier_figure(document)
    yield "care", title, words.frontier(document), figure, grids.frontier(document)
    title = "Which plan may be regretted least?"
    figure = regret_figure(document)
    yield "regret", title, words.regrets(document), figure, grids.regrets(document)
    title, figure = "What do the assumptions do to it?", tornado_figure(document)
    yield (
        "ranges",
        title,
        words.assumptions(document),
        figure,
        grids.assumptions(document),
    )
    title = "What if several go wrong at once?"
    yield "budget", title, words.budgets(document), None, grids.budgets(document)
    title, figure = (
        "What do futures drawn from the ranges say?",
        sampled_figure(document),
    )
    yield "draws", title, words.sampled(document), figure, grids.designs(document)
    title = "What would it be worth to know more first?"
    yield "learning", title, words.learning(document), None, grids.learning(document)


def _section(
    name: str,
    title: str,
    lines: Iterable[str],
    figure: Figure | None,
    frame: pl.DataFrame,
) -> Section | None:
    """Return a section of sentences, picture and table; None if there is nothing."""
    paragraphs: list[Block] = [Paragraph(line) for line in lines]
    if not paragraphs:
        return None
    if figure is not None:
        return Section(name, title, (*paragraphs, Drawing(figure)))
    shown = (Rows(grid(frame), title),) if frame.height else ()
    return Section(name, title, (*paragraphs, *shown))
