"""How do candidate places read in a terminal?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.site import grids, words
from brownfield.tell.text import case_notes, grid

if TYPE_CHECKING:
    from brownfield.questions.site.document import Document


def text(document: Document) -> str:
    """Return which place is best, how sure, and what would have to be true."""
    parts = [
        document.notice,
        words.headline(document),
        words.assumed(document),
        _table(grids.places(document)),
        "\n".join(words.sure(document)),
        _under("Another place would be the best", words.would_have(document)),
        "\n".join(words.costs(document)),
        "\n".join(words.placed(document)),
        "\n".join(words.lasting(document)),
        "\n".join(words.first(document)),
        words.how(document),
        "\n".join(case_notes(document)),
    ]
    return "\n\n".join(part for part in parts if part)


def remarks(_document: Document) -> tuple[str, ...]:
    """Return what is said on standard error: nothing."""
    return ()


def is_answered(_document: Document) -> bool:
    """Return whether everything asked for was done."""
    return True


def _table(frame: pl.DataFrame) -> str:
    return grid(frame.columns, frame.iter_rows())


def _under(title: str, lines: Iterable[str]) -> str:
    bullets = "\n".join(f"- {line}" for line in lines)
    return f"{title}:\n{bullets}" if bullets else ""
