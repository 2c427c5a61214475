"""What stands on the page of the impact of a plan?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import polars as pl
from altair.utils.schemapi import debug_mode

from brownfield.questions.impact import grids, words
from brownfield.questions.impact.figures.jobs import regions_figure, years_figure
from brownfield.questions.impact.figures.purse import purse_figure
from brownfield.questions.impact.figures.waterfall import waterfall_figure
from brownfield.questions.impact.keys import keys
from brownfield.questions.impact.views import view
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

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought, Document


def page(document: Document) -> Page:
    """Return the page of the impact of a plan."""
    brought = document.brought
    with debug_mode(arg=False):  # its checks of each piece take seconds
        sections = tuple(_sections(document, brought)) if brought else ()
    return Page(
        kicker="What does it bring the region and the public purse?",
        title=document.title,
        document_title=f"Impact: {document.title}",
        notice=document.notice,
        headline=words.headline(document),
        keys=keys(document),
        blocks=tuple(_first(document, brought)) if brought else (),
        after=(*sections, *_table(document)),
    )


def _first(document: Document, brought: Brought) -> Iterable[Block]:
    yield Paragraph(words.anyway(document, brought))
    yield from _lines(
        words.in_region(document, brought),
        words.plants_only(document),
        words.by_studies(brought),
        words.unfit(document),
    )
    yield Paragraph(words.how(brought), is_note=True)


def _sections(document: Document, brought: Brought) -> Iterable[Section]:
    unit = document.currency
    title, asks = view(document, brought)
    yield Section("view", title, (Bullets(asks),))
    lines = _lines(words.less(brought), words.beside(brought))
    figure = Drawing(waterfall_figure(brought))
    yield Section("steps", "How do gross jobs become net ones?", (*lines, figure))
    lines = _lines(*words.regions(brought), *words.headquarters(document, brought))
    figure = Drawing(regions_figure(brought, unit))
    yield Section("places", "Where are they?", (*lines, figure))
    figure = Drawing(years_figure(brought, unit))
    lines = _lines(*words.futures(brought))
    futures = _rows(grids.futures(brought, unit), "How sure are the jobs?")
    yield Section("time", "When, and in which future?", (*lines, figure, futures))
    lines = _lines(*words.purse(document, brought), words.precedents(document, brought))
    figure = Drawing(purse_figure(brought, unit))
    yield Section("state", "Who pays and who receives?", (*lines, figure))
    yield from _aid(document, brought)
    if words.at_risk(document, brought):
        lines, title = (
            _lines(words.at_risk(document, brought)),
            "What does a stop take?",
        )
        rows = _rows(grids.at_risk(brought, unit), title)
        yield Section("at-risk", title, (*lines, rows))
    if words.co2(brought):
        lines, title = _lines(words.co2(brought)), "What does it emit?"
        yield Section("carbon", title, (*lines, _rows(grids.emissions(brought), title)))


def _aid(document: Document, brought: Brought) -> Iterable[Section]:
    lines, title = _lines(*words.legal(document, brought)), "Is the support legal?"
    unit = document.currency
    titles = {"Support by policy": grids.support, title: grids.ceilings}
    tables = [_rows(grid(brought, unit), name) for name, grid in titles.items()]
    if lines:
        shown = [one for one in tables if one.grid.rows]
        yield Section("aid", title, (*lines, *shown))


def _table(document: Document) -> Iterable[Section]:
    title = "What does a purchase bring in each sector?"
    note = Paragraph(
        "For each unit of money sold to the end: output, value added, income and jobs "
        "of the sector and its suppliers (type I), and output with what is bought out "
        "of wages (type II). Jobs are in the units of the table.",
        is_note=True,
    )
    if document.multipliers:
        rows = _rows(grids.sectors(document), title)
        yield Section("sectors", title, (rows, note), is_folded=True)


def _lines(*lines: str) -> tuple[Block, ...]:
    return tuple(Paragraph(line) for line in lines if line)


def _rows(frame: pl.DataFrame, title: str) -> Rows:
    return Rows(grid(frame), title)
