"""Which numbers of candidate places stand in large type?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.tell.numbers import money, percent, significant
from brownfield.tell.page import Key

if TYPE_CHECKING:
    from brownfield.questions.site.document import Document


def keys(document: Document) -> tuple[Key, ...]:
    """Return the best place, how sure that is, and what it costs."""
    return tuple(_keys(document))


def _keys(document: Document) -> Iterator[Key]:
    first = document.places[0]
    yield Key("Best place", first.name, f"value {significant(first.value)} of 1")
    yield Key("Comes first", percent(first.first), "of all weights drawn")
    if first.cost is not None:
        yield Key("It costs", money(first.cost, document.currency), "a year")
