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
    brought = document.brought
    if brought is None:
        parts = [words.headline(document), _table(grids.sectors(document))]
    else:
        parts = list(_brought(document, brought))
    return "\n\n".join(part for part in (document.notice, *parts) if part)


def _brought(document: Document, brought: Brought) -> list[str]:
    return [
        words.anyway(document, brought),
        words.headline(document),
        words.in_region(document, brought),
        _table(grids.steps(brought)),
        words.plants_only(document),
        words.less(brought),
        words.beside(brought),
        words.by_studies(brought),
        "\n".join(words.regions(brought)),
        "\n".join(words.headquarters(document, brought)),
        "\n".join(words.futures(brought)),
        "\n".join(words.purse(document, brought)),
        _table(grids.heads(brought, document.currency)),
        "\n".join(words.legal(document, brought)),
        _table(grids.support(brought, document.currency)),
        _table(grids.ceilings(brought, document.currency)),
        words.at_risk(document, brought),
        _table(grids.at_risk(brought, document.currency)),
        words.precedents(document, brought),
        words.co2(brought),
        _view(document, brought),
        words.how(brought),
    ]


def remarks(document: Document) -> tuple[str, ...]:
    """Return what is said on standard error: a table that does not add up."""
    remark = words.unfit(document)
    return (f"brownfield: {remark}",) if remark else ()


def is_answered(_document: Document) -> bool:
    """Return whether everything asked for was done."""
    return True


def _view(document: Document, brought: Brought) -> str:
    title, lines = view(document, brought)
    bullets = "\n".join(f"- {line}" for line in lines)
    return f"{title}\n{bullets}"


def _table(frame: pl.DataFrame) -> str:
    return grid(frame.columns, frame.iter_rows()) if frame.height else ""
