"""What does a board read of the evidence of a case?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.evidence import chances, grids, words
from brownfield.questions.evidence.keys import keys
from brownfield.tell.numbers import listed, money
from brownfield.tell.paper.begin import paper_from
from brownfield.tell.paper.paper import (
    Bars,
    Sheet,
    bars,
    figures,
    framed,
    lead,
    lines,
    table,
)

if TYPE_CHECKING:
    from brownfield.questions.evidence.document import Document
    from brownfield.tell.paper.paper import Paper

OF_WORDS = ("Assumption", "Which")


def paper(document: Document) -> Paper:
    """Return the board paper of the evidence of a case."""
    day = [f"as it was known on {document.as_of}"] if document.as_of else []
    return paper_from(
        document,
        "What do we know, and who says so?",
        (
            _answer(document),
            _worth(document),
            _changes(document),
            _proof(document),
        ),
        *day,
    )


def _answer(document: Document) -> Sheet:
    """Return whom to ask what, and how many claims there are."""
    sentences = (
        (words.worth_of_knowing(document), words.board(document))
        if document.has_worth
        else ()
    )
    return Sheet(
        title="What do we know, and whom should we ask?",
        lead=lead(words.headline(document)),
        figures=figures(keys(document)),
        lines=lines((*words.questions(document), *sentences)),
    )


def _worth(document: Document) -> Sheet:
    """Return what it would be worth to know each assumption."""
    title = "What it would be worth to know each assumption"
    worths = grids.worths(document) if document.has_worth else None
    sentence = (
        "The case was not planned in draws, so no worth is told: ask with --draws."
        if worths is None
        else words.worth_of_knowing(document)
    )
    return Sheet(
        title="What would it be worth to know?",
        lead=lead(sentence),
        chart=_by_speaker(document),
        tables=() if worths is None else framed(worths, title, words=OF_WORDS),
    )


def _by_speaker(document: Document) -> Bars | None:
    """Return what a straight answer of each speaker is worth, most first."""
    asked = list(words.asked(document))
    worths = [one.worth for one in asked]
    ends = [money(worth, document.currency) for worth in worths]
    title = f"What a straight answer is worth, at the most, {document.currency} m"
    return bars(title, [one.whom for one in asked], [("Worth", worths)], ends)


def _changes(document: Document) -> Sheet:
    """Return which answers and chances make another plan the best."""
    turns = list(chances.sentences(document.break_evens, document.currency))
    flips = [
        f"{listed(list(one.about[: words.MOST_NAMED]))}: {'; '.join(one.flips)}."
        for one in words.asked(document)
        if one.flips
    ]
    first, *rest = [*turns, *flips] or [
        "Nothing that was looked at makes another plan the best."
    ]
    contested = words.contested(grids.side_by_side(document))
    return Sheet(
        title="What would change it?",
        lead=lead(first),
        lines=lines((*rest, *contested)),
    )


def _proof(document: Document) -> Sheet:
    """Return the claims that bear on a number, and how they are weighed."""
    claims = grids.claims(document, linked=True)
    title = "Claims that bear on a number"
    return Sheet(
        title="What stands behind the numbers?",
        lead=lead(words.how()),
        tables=(table(claims, title),) if claims.rows else (),
    )
