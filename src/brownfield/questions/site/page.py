"""What stands on the page of candidate places?"""

from collections.abc import Iterable

import polars as pl
from altair.utils.schemapi import debug_mode

from brownfield.questions.site import grids, words
from brownfield.questions.site.document import Document
from brownfield.questions.site.figures.accepted import accepted_figure
from brownfield.questions.site.figures.made_of import made_of_figure
from brownfield.questions.site.figures.stretched import stretched_figure
from brownfield.tell.grids import grid
from brownfield.tell.numbers import money, percent, significant
from brownfield.tell.page import (
    Block,
    Bullets,
    Drawing,
    Key,
    Page,
    Paragraph,
    Rows,
    Section,
)


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
        keys=tuple(_keys(document)),
        blocks=(
            *(Paragraph(line) for line in (words.assumed(document),) if line),
            Paragraph(words.how(document), is_note=True),
        ),
        after=sections,
    )


def _keys(document: Document) -> Iterable[Key]:
    first = document.places[0]
    yield Key("Best place", first.name, f"value {significant(first.value)} of 1")
    yield Key("Comes first", percent(first.first), "of all weights drawn")
    if first.cost is not None:
        yield Key("It costs", money(first.cost, document.currency), "a year")


def _sections(document: Document) -> Iterable[Section]:
    yield _section("places", "How do the places compare?", grids.places(document))
    drawn: tuple[Block, ...] = tuple(map(Paragraph, words.sure(document)))
    figure = Drawing(accepted_figure(document))
    yield Section("ranks", "How sure is that?", (*drawn, figure))
    ways = tuple(words.would_have(document))
    if ways:
        title = "When would another place be the best?"
        strips = (Drawing(stretched_figure(document)),) if document.stretches else ()
        yield Section("turns", title, (Bullets(ways), *strips))
    figure = Drawing(made_of_figure(document))
    yield Section("value", "What is the value made of?", (figure,))
    yield _section("criteria", "How is each place judged?", grids.criteria(document))
    title = "Which weights speak for which place?"
    yield _section("central", title, grids.central(document))
    told = tuple(map(Paragraph, words.costs(document)))
    if told:
        title, frame = "What does it cost?", grids.costs(document)
        yield Section("costs", title, (*told, Rows(grid(frame), title)))


def _section(name: str, title: str, frame: pl.DataFrame) -> Section:
    return Section(name, title, (Rows(grid(frame), title),))
