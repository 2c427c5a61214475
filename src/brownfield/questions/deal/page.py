"""How does a deal become one HTML file?"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from altair.utils.schemapi import debug_mode

from brownfield.questions.deal import grids as tables
from brownfield.questions.deal.figures.terms import deal_figures
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.support.public import PublicPart
from brownfield.questions.deal.terms.ranges import FEE
from brownfield.questions.deal.terms.tables import Table
from brownfield.questions.deal.words import headline as words
from brownfield.questions.deal.words.support import support_sentence
from brownfield.questions.deal.words.terms import is_illegal
from brownfield.questions.deal.words.views import view_lines
from brownfield.tell.grids import Grid, grid
from brownfield.tell.numbers import money, significant
from brownfield.tell.shell import filled, shell, write_page
from brownfield.version import __version__

TEMPLATE = "deal.html.j2"


@dataclass(frozen=True)
class Key:
    """A number at the top of the page."""

    name: str
    value: str
    note: str
    tone: str = ""


def write_deal_report(told: Deal, path: Path) -> None:
    """Write the report of a deal as one self-contained HTML file, atomically."""
    write_page(render_deal(told), path)


def render_deal(told: Deal) -> str:
    """Return the report of a deal as HTML text."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        figures = deal_figures(told)
    return filled(TEMPLATE, shell(figures) | _content(told) | {"figures": figures})


def _content(told: Deal) -> dict[str, Any]:
    settings = told.case.settings.case
    first, later = words.sentences(told)
    return {
        "title": settings.title,
        "period": f"{settings.first_year}-{settings.last_year}",
        "notice": settings.notice,
        "headline": words.headline(told),
        "keys": _keys(told),
        "sentences": [*first, *later],
        "gains": grid(tables.gains(told)),
        "has_floors": told.floors is not None,
        "is_split": told.game.has_surplus,
        "built": grid(tables.built(told)),
        "parts": [
            {
                "sentence": support_sentence(told, part),
                "grid": _aligned(grid(tables.support(told, part))),
            }
            for part in told.support
        ],
        "views": [_view(told, party) for party in told.game.parties],
        "plans": grid(tables.plans(told)),
        "case": told.case.name,
        "what_ifs": ", ".join(told.case.what_ifs_applied),
        "digest": told.case.asked_digest,
        "version": __version__,
    }


def _keys(told: Deal) -> list[Key]:
    currency, game = told.case.settings.case.currency, told.game
    to_share = "what there is to share" if game.has_surplus else "nothing to share"
    keys = [
        Key("Together", money(game.total, currency), "expected present value"),
        Key("More than alone", money(game.surplus, currency), to_share),
    ]
    keys += [_fee_key(told, told.table)] if told.table else []
    return [*keys, *(_support_key(told, part) for part in told.support)]


def _fee_key(told: Deal, table: Table) -> Key:
    """Return the range of the fee, within what aid rules allow."""
    currency, fee = told.case.settings.case.currency, table.ranges[FEE]
    name = f"Fee, {currency} per vehicle"
    if table is told.private and told.seats.governments:
        name += ", without governments"
    if is_illegal(table):
        return Key(name, "none that is legal", "it needs more aid than allowed", "bad")
    if fee.low is None or fee.high is None:
        return Key(name, "none", "no fee alone is better for all", "bad")
    meet = "" if fee.nash is None else f"they meet at {significant(fee.nash)}"
    return Key(name, f"{significant(fee.low)} to {significant(fee.high)}", meet)


def _support_key(told: Deal, part: PublicPart) -> Key:
    """Return the least support, and what speaks against it."""
    currency, support = told.case.settings.case.currency, part.support
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


def _view(told: Deal, party: str) -> dict[str, Any]:
    title, *lines = view_lines(told, party)
    split = [line.strip().split(": ", 1) for line in lines]
    return {"name": title, "lines": [(word, text) for word, text in split]}
