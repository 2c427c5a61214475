"""What does a board read of a risk?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.risk import grids, words
from brownfield.questions.risk.keys import keys
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
    from brownfield.questions.risk.document import Document
    from brownfield.tell.paper.paper import Paper

OF_ENDS = "Row", "Why no value"
"""Columns of the assumptions that a board does not read."""


def paper(document: Document) -> Paper:
    """Return the board paper of a risk."""
    return paper_from(
        document,
        f"Risk, {document.first_year}-{document.last_year}",
        (
            _answer(document),
            _moved(document),
            _changes(document),
            _proof(document),
        ),
        *([f"seed {document.sampled.seed}"] if document.sampled else []),
    )


def _answer(document: Document) -> Sheet:
    """Return what the plan is worth, and how sure that is."""
    title = "If several assumptions go wrong at once"
    said = (*words.budgets(document), *words.frontier(document))
    return Sheet(
        title="How sure is the best plan?",
        lead=lead(words.headline(document)),
        figures=figures(keys(document)),
        tables=framed(grids.budgets(document), title, words=()),
        lines=lines(said),
    )


def _moved(document: Document) -> Sheet:
    """Return what each assumption does to the worth of the plan."""
    title = "The best plan at both ends of each range"
    frame = grids.assumptions(document).drop(OF_ENDS, strict=False)
    first, *rest = list(words.assumptions(document)) or [
        "No assumption of the case has a range."
    ]
    return Sheet(
        title="What moves its worth?",
        lead=lead(first),
        chart=_ranges(document),
        tables=framed(frame, title, words=("Assumption",)),
        lines=lines(rest),
    )


def _ranges(document: Document) -> Bars | None:
    """Return how far each assumption moves the plan that is held, down and up."""
    currency, value = document.currency, document.value
    moved = [one for one in document.assumptions if words.width(one, document) > 0.0]
    ends = [words.held(one, document) for one in moved]
    series = [
        ("Less than the best plan", [low - value for low, _ in ends]),
        ("More", [high - value for _, high in ends]),
    ]
    labels = [" to ".join(words.ends(one, document)) for one in moved]
    title = f"What the plan is worth less or more over each range, {currency} m"
    return bars(title, [one.title for one in moved], series, labels)


def _changes(document: Document) -> Sheet:
    """Return which other plan may be regretted less, and what it is worth to learn."""
    first, *rest = list(words.regrets(document)) or [
        "The case has one future, and no what-if was named: no plan can be regretted."
    ]
    whole = grids.regrets(document)
    shown = whole.select(name for name in whole.columns if not name.startswith("If "))
    title = "What each plan misses where another is the best"
    return Sheet(
        title="What would change it?",
        lead=lead(first),
        tables=framed(shown, title, words=("Plan", "It starts")),
        lines=lines((*rest, *words.sampled(document), *words.learning(document))),
    )


def _proof(document: Document) -> Sheet:
    """Return how the numbers were found."""
    noted = case_notes(document)
    title = "The best plan by the weight of the worst futures"
    return Sheet(
        title="What stands behind the numbers?",
        lead=lead(words.HOW),
        figures=proved(document.value, document.bound, document.currency),
        tables=framed(grids.frontier(document), title, words=("It starts",)),
        lines=lines(not_done(document.left_out)),
        small=lines(noted),
    )
