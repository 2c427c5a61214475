"""Which numbers of a risk stand in large type?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.questions.risk import words
from brownfield.tell.numbers import money
from brownfield.tell.page import Key

if TYPE_CHECKING:
    from brownfield.questions.risk.document import Document


def keys(document: Document) -> tuple[Key, ...]:
    """Return what the plan is worth, at the worst and if several go wrong."""
    return tuple(_keys(document))


def _keys(document: Document) -> Iterator[Key]:
    unit = document.currency
    yield Key("Best plan", money(document.value, unit), "expected present value")
    if document.frontier:
        first = document.frontier[0]
        yield Key("In the worst futures", money(first.cvar, unit), "of the best plan")
    if document.budgets:
        last = document.budgets[-1]
        value = words.amount(last.at_once, document)
        yield Key("If several go wrong", value, "assumptions at their worse end", "bad")
