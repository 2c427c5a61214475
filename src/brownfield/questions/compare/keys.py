"""Which numbers of a comparison stand in large type?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.questions.compare import words
from brownfield.tell.numbers import gain, money
from brownfield.tell.page import Key

if TYPE_CHECKING:
    from brownfield.questions.compare.document import Document


def keys(document: Document) -> tuple[Key, ...]:
    """Return what the plan is worth as it is, and under the best and worst what-if."""
    return tuple(_keys(document))


def _keys(document: Document) -> Iterator[Key]:
    unit, moved = document.currency, list(document.moved.items())
    named = words.titles(document)
    first = next(iter(document.plans.values()))
    yield Key("As it is", money(first.value, unit), "expected present value")
    ends = dict([moved[0], moved[-1]]) if moved else {}
    for name, one in ends.items():
        difference = one.difference or 0.0
        tone = "good" if difference > 0 else "bad" if difference < 0 else ""
        yield Key(named[name], gain(difference, unit), "against as it is", tone)
