"""How does evidence read in a terminal?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.evidence import chances, grids, words
from brownfield.tell.text import grid

if TYPE_CHECKING:
    from brownfield.questions.evidence.document import Document


def text(document: Document) -> str:
    """Return which claim is worth most, whom to ask, and the board."""
    parts = [
        document.notice,
        words.headline(document),
        words.worth_of_knowing(document),
        "\n".join(f"- {line}" for line in words.questions(document)),
        "\n".join(
            f"- {line}"
            for line in chances.sentences(document.break_evens, document.currency)
        ),
        _table(grids.worths(document)) if document.has_worth else "",
        words.board(document) if document.has_worth else "",
        "\n".join(f"- {line}" for line in words.claims(document)),
        _table(_told_once(grids.timelines(document))),
        "\n".join(words.contested(grids.side_by_side(document))),
        _table(grids.assumptions(document)),
        words.how(),
    ]
    return "\n\n".join(part for part in parts if part)


def _told_once(frame: pl.DataFrame) -> pl.DataFrame:
    """Return rows of which only the first of each thing names it."""
    if frame.is_empty():
        return frame
    is_first = pl.col("About") != pl.col("About").shift(1)
    name = pl.when(is_first.fill_null(value=True)).then("About").otherwise(pl.lit(""))
    return frame.with_columns(name.alias("About"))


def remarks(_document: Document) -> tuple[str, ...]:
    """Return what is said on standard error: nothing."""
    return ()


def is_answered(_document: Document) -> bool:
    """Return whether everything asked for was done."""
    return True


def _table(frame: pl.DataFrame) -> str:
    return grid(frame.columns, frame.iter_rows()) if frame.height else ""
