"""How does a deal become one HTML file?"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from altair.utils.schemapi import debug_mode

from brownfield.questions.deal import grids as tables
from brownfield.questions.deal.document import Document
from brownfield.questions.deal.facts.support import Support
from brownfield.questions.deal.facts.talks import Talks
from brownfield.questions.deal.figures.terms import deal_figures
from brownfield.questions.deal.words import headline as words
from brownfield.questions.deal.words.support import support_sentence
from brownfield.questions.deal.words.views import view_lines
from brownfield.tell.grids import Grid, grid
from brownfield.tell.numbers import money, significant
from brownfield.tell.shell import filled, shell, write_page

TEMPLATE = "deal.html.j2"


@dataclass(frozen=True)
class Key:
    """A number at the top of the page."""

    name: str
    value: str
    note: str
    tone: str = ""


def write(document: Document, path: Path) -> None:
    """Write the report of a deal as one self-contained HTML file, atomically."""
    write_page(render(document), path)


def render(document: Document) -> str:
    """Return the report of a deal as HTML text."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        figures = deal_figures(document)
    return filled(TEMPLATE, shell(figures) | _content(document) | {"figures": figures})


def _content(document: Document) -> dict[str, Any]:
    source = document.source
    first, later = words.sentences(document)
    return {
        "title": source.title,
        "period": f"{source.first_year}-{source.last_year}",
        "notice": source.notice,
        "headline": words.headline(document),
        "keys": _keys(document),
        "sentences": [*first, *later],
        "gains": grid(tables.gains(document)),
        "has_floors": document.nash_with_outside_as_floor is not None,
        "is_split": document.groups.has_surplus,
        "built": grid(tables.built(document)),
        "parts": [
            {
                "sentence": support_sentence(document, part),
                "grid": _aligned(grid(tables.support(document, part))),
            }
            for part in document.support_by_government.values()
        ],
        "views": [_view(document, party) for party in document.parties],
        "plans": grid(tables.plans(document)),
        "case": source.case,
        "what_ifs": ", ".join(source.what_ifs),
        "digest": source.case_digest,
        "version": source.versions["brownfield"],
    }


def _keys(document: Document) -> list[Key]:
    currency, groups = document.currency, document.groups
    to_share = "what there is to share" if groups.has_surplus else "nothing to share"
    quoted, support = document.payments.quoted, document.support_by_government
    keys = [
        Key("Together", money(groups.total, currency), "expected present value"),
        Key("More than alone", money(groups.surplus, currency), to_share),
    ]
    keys += [_fee_key(document, quoted)] if quoted else []
    return [*keys, *(_support_key(part, currency) for part in support.values())]


def _fee_key(document: Document, talks: Talks) -> Key:
    """Return the range of the fee, within what aid rules allow."""
    fee, name = talks.fee, f"Fee, {document.currency} per vehicle"
    if document.has_two_talks:
        name += ", without governments"
    if talks.is_illegal:
        return Key(name, "none that is legal", "it needs more aid than allowed", "bad")
    if fee.low is None or fee.high is None:
        return Key(name, "none", "no fee alone is better for all", "bad")
    meet = "" if fee.nash is None else f"they meet at {significant(fee.nash)}"
    return Key(name, f"{significant(fee.low)} to {significant(fee.high)}", meet)


def _support_key(support: Support, currency: str) -> Key:
    """Return the least support, and what speaks against it."""
    name, least = "Least support", money(support.minimum, currency)
    if support.gap == 0.0:
        return Key(name, least, "none is needed", "good")
    earned = "earned back" if support.is_earned_back else "not earned back"
    if not support.is_proportionate:
        allowed = f"only {money(support.ceiling, currency)} allowed"
        return Key(name, least, f"{earned}, but {allowed}", "bad")
    tone = "good" if support.is_earned_back else "bad"
    return Key(name, least, f"{earned}, and allowed", tone)


def _aligned(grid: Grid) -> Grid:
    """Return a table whose amounts stand to the right and never break."""
    heads = tuple((name, at > 0) for at, (name, _) in enumerate(grid.headings))
    rows = tuple(
        (first, *(replace(cell, kind="n") for cell in rest))
        for first, *rest in grid.rows
    )
    return replace(grid, headings=heads, rows=rows)


def _view(document: Document, party: str) -> dict[str, Any]:
    title, *lines = view_lines(document, party)
    split = [line.strip().split(": ", 1) for line in lines]
    return {"name": title, "lines": [(word, text) for word, text in split]}
