"""What does a board read of a why?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.why import grids, words
from brownfield.questions.why.keys import keys
from brownfield.tell.beside.bridge import by_item
from brownfield.tell.labels import item_name
from brownfield.tell.numbers import gain
from brownfield.tell.paper.begin import not_done, paper_from, proved
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
    from brownfield.questions.why.document import Document
    from brownfield.questions.why.facts.reasons import WhyNot
    from brownfield.tell.paper.paper import Paper

NO_PARTY = item_name("weighing")  # whose cash no item and no party holds


def paper(document: Document) -> Paper:
    """Return the board paper of a why."""
    return paper_from(
        document,
        f"Why, {document.first_year}-{document.last_year}",
        (
            _answer(document),
            _against(document),
            _changes(document),
            _proof(document),
        ),
    )


def _answer(document: Document) -> Sheet:
    """Return what was asked about, and what each thing brings or misses."""
    title = "All that was asked about"
    of_words = "Asked about", "In the best plan"
    return Sheet(
        title="Why is the best plan what it is?",
        lead=lead(words.headline(document)),
        figures=figures(keys(document)),
        tables=framed(grids.overview(document), title, words=of_words),
        lines=lines(words.near(document)),
    )


def _against(document: Document) -> Sheet:
    """Return what speaks against what comes nearest, and why the rest is out."""
    first = words.nearest(document) or next(iter(document.why_not), None)
    others = [one for one in document.why_not if one is not first]
    paragraph = (
        words.paragraph(document, first) if first else "Nothing was asked about."
    )
    return Sheet(
        title="What speaks against what comes nearest?",
        lead=lead(paragraph),
        chart=_bridge(document, first) if first else None,
        lines=lines(words.paragraph(document, one) for one in others),
    )


def _bridge(document: Document, one: WhyNot) -> Bars | None:
    """Return what the best plan has more of each cash item, by party."""
    items = [item for item, _ in by_item(one.bridge)]
    parties = dict.fromkeys(step.party for step in one.bridge)
    amounts = {(step.item, step.party): step.amount for step in one.bridge}
    series = [
        (
            document.names.get(party, party) or NO_PARTY,
            [amounts.get((item, party), 0.0) for item in items],
        )
        for party in parties
    ]
    ends = [gain(amount, document.currency) for _, amount in by_item(one.bridge)]
    without = "without it" if one.is_chosen else "with it"
    title = f"More in the best plan than {without}, {document.currency} m"
    return bars(title, [item_name(item) for item in items], series, ends)


def _changes(document: Document) -> Sheet:
    """Return at which numbers the choice flips, and what it is worth to wait."""
    title = "Where the choice flips"
    first, *rest = words.turning(document) or ("No number was moved.",)
    return Sheet(
        title="What would change it?",
        lead=lead(first),
        tables=framed(grids.flips(document), title, words=("About", "Number")),
        lines=lines((*rest, *words.knowing(document))),
    )


def _proof(document: Document) -> Sheet:
    """Return how sure the best plan is, and what would be planned for each future."""
    noted = case_notes(document)
    title = "What would be planned for each future alone"
    of_words = "If this were certain", "It starts"
    return Sheet(
        title="What stands behind the numbers?",
        lead=lead(words.HOW),
        figures=proved(document.value, document.bound, document.currency),
        tables=framed(grids.futures(document), title, words=of_words),
        lines=lines(not_done(document.left_out)),
        small=lines(noted),
    )
