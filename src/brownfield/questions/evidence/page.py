"""What stands on the page of evidence?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from altair.utils.schemapi import debug_mode

from brownfield.questions.evidence import chances, grids, words
from brownfield.questions.evidence.figures.timeline import timeline_figure
from brownfield.questions.evidence.figures.worth import worth_figure
from brownfield.questions.evidence.keys import keys
from brownfield.tell.grids import Grid, Span, grid, web
from brownfield.tell.marked import pieces
from brownfield.tell.page import (
    Article,
    Bullets,
    Drawing,
    Page,
    Paragraph,
    Rows,
    Section,
    Words,
)

if TYPE_CHECKING:
    from brownfield.questions.evidence.document import Document

STYLE = "evidence.css"


def page(document: Document) -> Page:
    """Return the page of what is known."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        sections = tuple(_sections(document))
    return Page(
        kicker="What do we know, and who says so?",
        title=document.title,
        document_title=f"What we know: {document.title}",
        notice=document.notice,
        headline=words.headline(document),
        keys=keys(document),
        blocks=(
            *(Paragraph(line) for line in _first(document)),
            Paragraph(words.how(), is_note=True),
        ),
        after=sections,
        style=STYLE,
    )


def _first(document: Document) -> Iterable[str]:
    """Yield what stands under the answer, unless it is the answer."""
    if document.has_worth:
        yield words.worth_of_knowing(document)
        yield words.board(document)


def _sections(document: Document) -> Iterable[Section]:
    asked = tuple(_asked(document))
    if asked:
        yield Section("questions", "What to ask, and whom?", (Bullets(asked),))
    turns = tuple(chances.sentences(document.break_evens, document.currency))
    if turns:
        title = "At which chance is another plan the best?"
        yield Section("chances", title, (Bullets(turns),))
    if document.has_worth:
        title = "What would it be worth to know?"
        yield Section("worth", title, (Drawing(worth_figure(document)),))
    title = "Which claims bear on a number, and how good are they?"
    yield _section("claims", title, grids.claims(document, linked=True))
    yield from _time(document)
    if document.assumptions:
        title = "What does each say of the numbers?"
        yield _section("voices", title, grid(grids.assumptions(document)))
    others = grids.claims(document, linked=False)
    if others.rows:
        yield _section("others", "What else is claimed?", others)
    yield from _articles(document)


def _asked(document: Document) -> Iterable[Words]:
    """Yield each question, with a way to the claims that it is about."""
    for one in words.asked(document):
        head, tail = words.question(document, one)
        parts: list[str | Span] = [f"{head} ("]
        for place, name in enumerate(one.statements):
            parts += [", "] if place else []
            parts.append(Span(name, f"#{grids.CLAIM}{name}"))
        yield (*parts, f"){tail}")


def _time(document: Document) -> Iterable[Section]:
    """Yield what was said of one thing in time, if anything was said twice."""
    drawn = timeline_figure(document)
    sentences = words.contested(grids.side_by_side(document))
    blocks = (*map(Paragraph, sentences), *((Drawing(drawn),) if drawn else ()))
    if blocks:
        yield Section("time", "What was said of one thing, and when?", blocks)


def _articles(document: Document) -> Iterable[Section]:
    """Yield each article that is kept, with its statements marked."""
    for place, one in enumerate(document.articles, 1):
        details = [one.publisher, one.date, f"{one.length:,} characters"]
        head: tuple[str | Span, ...] = (", ".join(part for part in details if part),)
        if web(one.url):
            head = (*head, ": ", Span(one.url, one.url))
        marks = one.marks
        cut = pieces(one.text, marks, anchor=grids.WORDS, target=f"#{grids.CLAIM}")
        blocks = (Paragraph(head, is_note=True), Article(tuple(cut)))
        title = f"In its words: {one.title or one.document}"
        yield Section(f"article-{place}", title, blocks)


def _section(name: str, title: str, table: Grid) -> Section:
    return Section(name, title, (Rows(table, title),))
