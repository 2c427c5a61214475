"""What does a board read of candidate places?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.site import grids, words
from brownfield.questions.site.keys import keys
from brownfield.tell.numbers import money
from brownfield.tell.paper.begin import paper_from
from brownfield.tell.paper.paper import (
    Bars,
    Sheet,
    bars,
    figures,
    framed,
    lead,
    lines,
)
from brownfield.tell.text import case_notes

if TYPE_CHECKING:
    from brownfield.questions.site.document import Document
    from brownfield.tell.paper.paper import Paper

JUDGED = ("Criterion", "Unit", "Worst", "Best", "Weight", "Allowed")
"""Columns of the criteria that a board reads; the report has every score."""


def paper(document: Document) -> Paper:
    """Return the board paper of candidate places."""
    return paper_from(
        document,
        "Where should the headquarters go?",
        (
            _answer(document),
            _costs(document),
            _changes(document),
            _proof(document),
        ),
    )


def _answer(document: Document) -> Sheet:
    """Return which place is the best, and how sure that is."""
    title = "The places, the best first"
    return Sheet(
        title="Which place is the best?",
        lead=lead(words.headline(document)),
        figures=figures(keys(document)),
        tables=framed(grids.places(document), title, words=("Place",)),
        lines=lines((words.assumed(document), *words.sure(document))),
    )


def _costs(document: Document) -> Sheet:
    """Return what each place costs, and where each function goes by itself."""
    first, *rest = list(words.costs(document)) or [
        "The case does not say what people are paid there, so no cost is known."
    ]
    title = "Where each function goes by itself, and its people in the last year"
    placed = grids.functions(document)
    shown = placed.select(*placed.columns[:2], *placed.columns[2:][-1:])
    said = (*rest, *words.placed(document), *words.lasting(document))
    return Sheet(
        title="What does it cost, and who goes where?",
        lead=lead(first),
        chart=_by_function(document),
        tables=framed(shown, title, words=("Function", "Place")),
        lines=lines((*said, *words.first(document))),
    )


def _by_function(document: Document) -> Bars | None:
    """Return what each place costs a year, by function; nothing where no pay is known.

    Places whose pay is not known are left out.
    """
    paid = [place for place in document.places if place.cost is not None]
    costs = {(row["site"], row["function"]): row["cost"] for row in document.functions}
    functions = dict.fromkeys(row["function"] for row in document.functions)
    series = [
        (
            words.function(document, name),
            [costs.get((place.site, name)) or 0.0 for place in paid],
        )
        for name in functions
    ]
    ends = [money(place.cost, document.currency) for place in paid]
    title = f"Cost of the headquarters a year, {document.currency} m"
    return bars(title, [place.name for place in paid], series, ends)


def _changes(document: Document) -> Sheet:
    """Return what would have to be true for another place."""
    first, *rest = list(words.would_have(document)) or [
        "No other place comes first, whatever one weight or score is."
    ]
    title = "Which place is the best as one weight goes from nothing to all"
    stretches = grids.stretches(document)
    return Sheet(
        title="What would change it?",
        lead=lead(first),
        tables=framed(stretches, title, words=("Criterion", "Best place")),
        lines=lines(rest),
    )


def _proof(document: Document) -> Sheet:
    """Return how the places were judged."""
    noted = case_notes(document)
    judged = grids.criteria(document).select(JUDGED)
    title = "What the places are judged by"
    return Sheet(
        title="What stands behind the numbers?",
        lead=lead(words.how(document)),
        tables=framed(judged, title, words=("Criterion", "Unit")),
        small=lines(noted),
    )
