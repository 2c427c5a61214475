"""What stands on the page of a deal?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from altair.utils.schemapi import debug_mode

from brownfield.questions.deal import grids
from brownfield.questions.deal.figures.terms import deal_figures
from brownfield.questions.deal.words import headline as words
from brownfield.questions.deal.words.keys import keys
from brownfield.questions.deal.words.support import support_sentence
from brownfield.questions.deal.words.views import view_lines
from brownfield.tell.grids import Grid, Span, grid
from brownfield.tell.page import (
    Block,
    Card,
    Cards,
    Drawing,
    Page,
    Pairs,
    Paragraph,
    Rows,
    Section,
)
from brownfield.tell.text import case_notes

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.tell.figures.style import Figure

RULES = (
    "There are several fair ways to split. Nash: everybody has what it has alone, and "
    "the rest is split by bargaining power. Shapley: everybody gets what it adds, "
    "averaged over every order of joining. Nucleolus: the group that is worst off is "
    "as well off as can be."
)
FLOORS = (
    " Offers as floors: while talks stall nobody starts anything, so each has less "
    "than alone; that is what the split starts from, and acting alone is only the "
    "least a party accepts."
)
SUPPORT = (
    "Without it: what the companies do if no government takes part. The gap is what "
    "they would forgo; the least support closes it, as packages, a grant or both. A "
    "package can save the companies more than it costs, and a grant is taxed, so the "
    "least support may be below or above the gap. More than that, or than the "
    "ceiling, is not justified. If fewer vehicles are built than promised, the same "
    "share of the support should be paid back."
)
PRECEDENTS = (
    "Beside it, what governments gave for comparable plants, in prices of their years. "
    "A precedent is no rule."
)
PROOF = (
    "Every group is planned by the same model; those outside it act alone. No contract "
    "between the parties counts in these plans, for the payments are what they talk "
    "about. An independent recount agreed with every plan."
)


def page(document: Document) -> Page:
    """Return the page of a deal."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        figures = deal_figures(document)
    source = document.source
    first, later = words.sentences(document)
    noted = case_notes(source)
    return Page(
        kicker=f"The deal, {source.first_year}-{source.last_year}",
        title=source.title,
        document_title=f"The deal: {source.title}",
        notice=source.notice,
        headline=words.headline(document),
        keys=keys(document),
        blocks=(
            *(Paragraph(sentence) for sentence in (*first, *later)),
            *(Paragraph(note, is_note=True) for note in noted),
        ),
        before=(*_built(document), _who(document)),
        after=(
            *map(_drawn, figures),
            *_support(document),
            _views(document),
            _proof(document),
        ),
    )


def _built(document: Document) -> tuple[Section, ...]:
    """Return what the joint plan begins; nothing if it begins nothing."""
    if not document.built:
        return ()
    title = "What would be built"
    words = "The programmes that the joint plan begins; the deal pays for these."
    rows = Rows(grid(grids.built(document)), title)
    return (Section("built", title, (Paragraph(words), rows)),)


def _who(document: Document) -> Section:
    """Return who has what by each rule."""
    title, words = "Who gains what", "There is nothing to split."
    if document.groups.has_surplus:
        words = RULES + FLOORS * (document.nash_with_outside_as_floor is not None)
    rows = Rows(grid(grids.gains(document)), title)
    return Section("who", title, (Paragraph(words), rows))


def _drawn(figure: Figure) -> Section:
    return Section(figure.name, figure.title, (Drawing(figure),))


def _support(document: Document) -> tuple[Section, ...]:
    """Return the part of each government; nothing without any."""
    title, blocks = "Support", list[Block]()
    for part in document.support_by_government.values():
        rows = Rows(_aligned(grid(grids.support(document, part))), title)
        blocks += [Paragraph(support_sentence(document, part)), rows]
    if not blocks:
        return ()
    note = Paragraph(SUPPORT, is_note=True)
    return (Section("support", title, (*blocks, *_precedents(document), note)),)


def _precedents(document: Document) -> tuple[Block, ...]:
    """Return what was paid elsewhere beside it; nothing if the case does not say."""
    if document.precedents is None:
        return ()
    rows = Rows(grid(grids.precedents(document)), "What others were given")
    return (Paragraph(PRECEDENTS), rows)


def _aligned(grid: Grid) -> Grid:
    """Return a table whose amounts stand to the right and never break."""
    heads = tuple((name, at > 0) for at, (name, _) in enumerate(grid.headings))
    rows = tuple(
        (first, *(replace(cell, kind="n") for cell in rest))
        for first, *rest in grid.rows
    )
    return replace(grid, headings=heads, rows=rows)


def _views(document: Document) -> Section:
    cards = Cards(tuple(_card(document, party) for party in document.parties))
    return Section("views", "The deal as each party sees it", (cards,))


def _card(document: Document, party: str) -> Card:
    title, *lines = view_lines(document, party)
    pairs = (line.strip().split(": ", 1) for line in lines)
    return Card(title, tuple((word, text) for word, text in pairs))


def _proof(document: Document) -> Section:
    source = document.source
    rows = Rows(grid(grids.plans(document)), "Plans of every group")
    pairs = Pairs(
        (
            ("Case", source.case),
            ("What-ifs", ", ".join(source.what_ifs) or "none"),
            ("Digest of the case", (Span(source.case_digest, is_code=True),)),
            ("Version", f"brownfield {source.versions['brownfield']}"),
        )
    )
    title = "What stands behind these numbers"
    return Section("proof", title, (Paragraph(PROOF), rows, pairs))
