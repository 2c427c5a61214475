"""How does a study say what stands behind the figures that it was given?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.tell.grids import Span, claimed

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.basis import Basis

Words = tuple[str | Span, ...]


def basis(document: Document) -> Words | None:
    """Return sources of what the answer takes from the tables; None if nothing is.

    Each source leads to its row in the list of facts and statements.
    """
    if not document.basis:
        return None
    sources = set(document.evidence["source"])
    pieces: list[str | Span] = ["Given, and not worked out: "]
    for position, one in enumerate(document.basis):
        pieces += ["; "] if position else []
        pieces += _one(one, sources)
    return (*pieces, ". All other figures of the answer follow from the plan's rows.")


def _one(one: Basis, sources: set[str]) -> Iterator[str | Span]:
    """Yield e.g. ``fees CO51, CO49 (assumption)``, and the claims linked to it."""
    yield one.what
    for position, source in enumerate(one.sources):
        yield ", " if position else " "
        yield Span(source, f"#source-{source}" if source in sources else "")
    if one.is_assumed or not one.sources:
        yield " (assumption)"
    for position, claim in enumerate(one.claims):
        yield ", " if position else ", claimed by "
        yield from claimed((claim,), sources)
