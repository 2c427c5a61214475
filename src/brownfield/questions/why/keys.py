"""Which numbers of a why stand in large type?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.why import words
from brownfield.tell.numbers import money
from brownfield.tell.page import Key

if TYPE_CHECKING:
    from brownfield.questions.why.document import Document
    from brownfield.questions.why.facts.reasons import WhyNot

MOST_KEYS = 5


def keys(document: Document) -> tuple[Key, ...]:
    """Return what the first things that were asked about bring or miss."""
    return tuple(_key(document, one) for one in words.ordered(document)[:MOST_KEYS])


def _key(document: Document, one: WhyNot) -> Key:
    cost = money(one.cost, document.currency)
    if one.cost is None:
        return Key(one.title, "not possible", one.status.replace("_", " "), "bad")
    if one.is_chosen:
        return Key(one.title, f"chosen: brings {cost}", "over doing without", "good")
    return Key(one.title, f"misses by {cost}", "left out of the best plan", "bad")
