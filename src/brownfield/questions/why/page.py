"""What stands on the page of a why?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from altair.utils.schemapi import debug_mode

from brownfield.questions.why import words
from brownfield.questions.why.figures.bridge import bridge_figure
from brownfield.questions.why.figures.flips import flips_figure
from brownfield.questions.why.figures.frontier import frontier_figure
from brownfield.questions.why.figures.tree import tree_figure
from brownfield.questions.why.grids import (
    binding,
    break_evens,
    futures,
    near,
    odds,
    overview,
)
from brownfield.questions.why.keys import MOST_KEYS, keys
from brownfield.tell.grids import grid
from brownfield.tell.page import (
    Block,
    Drawing,
    Folded,
    Heading,
    Page,
    Paragraph,
    Rows,
    Section,
)
from brownfield.tell.text import case_notes

if TYPE_CHECKING:
    from brownfield.questions.why.document import Document
    from brownfield.questions.why.facts.reasons import WhyNot


def page(document: Document) -> Page:
    """Return the page of a why."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        sections = tuple(
            _reason(document, one, place)
            for place, one in enumerate(words.ordered(document))
        )
    return Page(
        kicker=f"Why, {document.first_year}-{document.last_year}",
        title=document.title,
        document_title=f"Why: {document.title}",
        notice=document.notice,
        headline=words.headline(document),
        keys=keys(document),
        blocks=(
            *_overview(document),
            Paragraph(words.HOW, is_note=True),
            *_noted(document),
        ),
        before=sections,
        after=(*_knowing(document), *_near(document)),
    )


def _noted(document: Document) -> Iterable[Paragraph]:
    """Yield notes on rows of the case."""
    for note in case_notes(document):
        yield Paragraph(note, is_note=True)


def _overview(document: Document) -> tuple[Block, ...]:
    """Return a table of all that was asked about, if it is more than the keys hold."""
    if len(document.why_not) <= MOST_KEYS:
        return ()
    title = "All that was asked about"
    return Heading(title), Rows(grid(overview(document)), title)


def _reason(document: Document, one: WhyNot, place: int) -> Section:
    asked = "Why" if one.is_chosen else "Why not"
    name, title = f"reason-{place}", f"{asked}: {one.title}?"
    blocks: list[Block] = [Paragraph(words.paragraph(document, one))]
    if one.bridge:
        drawn = bridge_figure(document, one, f"bridge-{place}")
        blocks += [Heading(drawn.title), Drawing(drawn)]
    strips = flips_figure(one, f"flips-{place}")
    if strips:
        blocks += [Heading(strips.title), Drawing(strips)]
    line = frontier_figure(one, f"frontier-{place}")
    if line:
        blocks += [Heading(line.title), Drawing(line)]
    if one.break_evens:
        rows = Rows(grid(break_evens(document, one)), "Break-evens")
        blocks.append(Folded("What was planned anew on both sides", (rows,)))
    if one.binding:
        rows = Rows(grid(binding(document, one)), "What holds it back")
        blocks.append(
            Folded("What holds it back, and what more room is worth", (rows,))
        )
    if one.odds:
        rows = Rows(grid(odds(document, one)), "Probabilities")
        blocks.append(Folded("How likely each branch would have to be", (rows,)))
    return Section(name, title, tuple(blocks))


def _knowing(document: Document) -> tuple[Section, ...]:
    if document.knowing is None:
        return ()
    paragraphs = tuple(Paragraph(line) for line in words.knowing(document))
    title = "What it is worth to know, and to wait"
    alone = "What would be planned for each future alone"
    blocks: list[Block] = [*paragraphs]
    drawn = tree_figure(document, document.knowing.tree)
    if drawn:
        blocks += [Heading(drawn.title), Drawing(drawn)]
    blocks += [Heading(alone), Rows(grid(futures(document)), alone)]
    return (Section("knowing", title, tuple(blocks)),)


def _near(document: Document) -> tuple[Section, ...]:
    paragraphs = tuple(Paragraph(line) for line in words.near(document))
    if not paragraphs:
        return ()
    title = "Plans that are nearly as good"
    return (Section("near", title, (*paragraphs, Rows(grid(near(document)), title))),)
