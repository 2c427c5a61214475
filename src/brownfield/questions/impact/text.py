"""How does the impact of a plan read in a terminal?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.impact import grids, words
from brownfield.questions.impact.views import view
from brownfield.tell.text import grid

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought, Document


def text(document: Document) -> str:
    """Return net jobs, what they cost the state, and what comes back."""
    found = document.brought
    if found is None:
        parts = [words.headline(document), _table(grids.sectors(document))]
    else:
        parts = list(_brought(document, found))
    return "\n\n".join(part for part in (document.notice, *parts) if part)


def _brought(document: Document, found: Brought) -> list[str]:
    return [
        words.anyway(document, found),
        words.headline(document),
        words.in_region(document, found),
        _table(grids.steps(found)),
        words.plants_only(document),
        words.less(found),
        words.beside(found),
        words.by_studies(found),
        "\n".join(words.regions(found)),
        "\n".join(words.headquarters(document, found)),
        "\n".join(words.futures(found)),
        "\n".join(words.purse(document, found)),
        _table(grids.heads(found, document.currency)),
        "\n".join(words.legal(document, found)),
        _table(grids.support(found, document.currency)),
        _table(grids.ceilings(found, document.currency)),
        words.at_risk(document, found),
        _table(grids.at_risk(found, document.currency)),
        words.precedents(document, found),
        words.co2(found),
        _view(document, found),
        words.how(found),
    ]


def remarks(document: Document) -> tuple[str, ...]:
    """Return what is said on standard error: a table that does not add up."""
    told = words.unfit(document)
    return (f"brownfield: {told}",) if told else ()


def is_answered(_document: Document) -> bool:
    """Return whether everything asked for was done."""
    return True


def _view(document: Document, found: Brought) -> str:
    title, lines = view(document, found)
    told = "\n".join(f"- {line}" for line in lines)
    return f"{title}\n{told}"


def _table(frame: pl.DataFrame) -> str:
    return grid(frame.columns, frame.iter_rows()) if frame.height else ""
