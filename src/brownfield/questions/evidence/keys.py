"""Which numbers of the evidence stand in large type?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.tell.numbers import money
from brownfield.tell.page import Key

if TYPE_CHECKING:
    from brownfield.questions.evidence.document import Document


def keys(document: Document) -> tuple[Key, ...]:
    """Return how many claims there are, and what it is worth to know it all."""
    return tuple(_keys(document))


def _keys(document: Document) -> Iterator[Key]:
    linked = sum(1 for one in document.claims if one.bears_on)
    yield Key("Claims", str(len(document.claims)), f"{linked} bear on a number")
    if document.evpi is not None:
        worth = money(document.evpi, document.currency)
        yield Key("To know it all", worth, "before choosing")
        yield Key("Best on the mean", document.best_plan, f"{document.draws:,} draws")
