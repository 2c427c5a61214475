"""How does a risk read in a terminal?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.risk import grids, words
from brownfield.tell.text import case_notes, grid, unfinished

if TYPE_CHECKING:
    from brownfield.questions.risk.document import Document

MOST_ROWS = 12  # assumptions that are printed


def text(document: Document) -> str:
    """Return how sure the plan is, part by part."""
    parts = [
        document.notice,
        words.headline(document),
        *_part(
            words.frontier(document), _without(grids.frontier(document), "It starts")
        ),
        *_part(words.regrets(document), _without(grids.regrets(document), "It starts")),
        *_part(words.assumptions(document), _widest(document)),
        *_part(words.budgets(document), grids.budgets(document)),
        *_part(words.sampled(document), _without(grids.designs(document), "It starts")),
        *_part(words.learning(document), grids.learning(document).head(MOST_ROWS)),
        "\n".join(case_notes(document)),
    ]
    return "\n\n".join(part for part in parts if part)


def remarks(document: Document) -> tuple[str, ...]:
    """Return what is said on standard error: what is missing."""
    return unfinished(document.left_out)


def is_answered(document: Document) -> bool:
    """Return whether everything asked for was done."""
    return document.is_complete


def _part(lines: Iterable[str], frame: pl.DataFrame) -> tuple[str, ...]:
    """Return sentences, and the table under them."""
    sentences = "\n".join(lines)
    return (sentences, _table(frame)) if sentences else ()


def _table(frame: pl.DataFrame) -> str:
    return grid(frame.columns, frame.iter_rows()) if frame.height else ""


def _without(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    return frame.drop(name, strict=False)


def _widest(document: Document) -> pl.DataFrame:
    """Return the rows of the widest assumptions."""
    frame = grids.assumptions(document).head(MOST_ROWS)
    if not frame.height:
        return frame
    no_words = frame["Why no value"].str.len_chars().sum() == 0
    return frame.drop("Why no value") if no_words else frame
