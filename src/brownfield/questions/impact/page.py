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
    found = document.brought
    with debug_mode(arg=False):  # its checks of each piece take seconds
        sections = tuple(_sections(document, found)) if found else ()
    return Page(
        kicker="What does it bring the region and the public purse?",
        title=document.title,
        document_title=f"Impact: {document.title}",
        notice=document.notice,
        headline=words.headline(document),
        keys=keys(document),
        blocks=tuple(_first(document, found)) if found else (),
        after=(*sections, *_table(document)),
    )


def _first(document: Document, found: Brought) -> Iterable[Block]:
    yield Paragraph(words.anyway(document, found))
    yield from _lines(
        words.in_region(document, found),
        words.plants_only(document),
        words.by_studies(found),
        words.unfit(document),
    )
    yield Paragraph(words.how(found), is_note=True)


def _sections(document: Document, found: Brought) -> Iterable[Section]:
    unit = document.currency
    title, asks = view(document, found)
    yield Section("view", title, (Bullets(asks),))
    told = _lines(words.less(found), words.beside(found))
    figure = Drawing(waterfall_figure(found))
    yield Section("steps", "How do gross jobs become net ones?", (*told, figure))
    told = _lines(*words.regions(found), *words.headquarters(document, found))
    figure = Drawing(regions_figure(found, unit))
    yield Section("places", "Where are they?", (*told, figure))
    figure = Drawing(years_figure(found, unit))
    told = _lines(*words.futures(found))
    futures = _rows(grids.futures(found, unit), "How sure are the jobs?")
    yield Section("time", "When, and in which future?", (*told, figure, futures))
    told = _lines(*words.purse(document, found), words.precedents(document, found))
    figure = Drawing(purse_figure(found, unit))
    yield Section("state", "Who pays and who receives?", (*told, figure))
    yield from _aid(document, found)
    if words.at_risk(document, found):
        told, title = _lines(words.at_risk(document, found)), "What does a stop take?"
        rows = _rows(grids.at_risk(found, unit), title)
        yield Section("at-risk", title, (*told, rows))
    if words.co2(found):
        told, title = _lines(words.co2(found)), "What does it emit?"
        yield Section("carbon", title, (*told, _rows(grids.emissions(found), title)))


def _aid(document: Document, found: Brought) -> Iterable[Section]:
    told, title = _lines(*words.legal(document, found)), "Is the support legal?"
    unit = document.currency
    titles = {"Support by policy": grids.support, title: grids.ceilings}
    tables = [_rows(made(found, unit), name) for name, made in titles.items()]
    if told:
        shown = [one for one in tables if one.grid.rows]
        yield Section("aid", title, (*told, *shown))


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
