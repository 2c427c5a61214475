"""How does a deal become one HTML file?"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
from altair.utils.schemapi import debug_mode

from brownfield.deal.contracts import FEE
from brownfield.deal.deal import Deal
from brownfield.deal.public import PublicPart
from brownfield.report import deal_futures_words as later
from brownfield.report import deal_wording as words
from brownfield.report import layout
from brownfield.report.deal_view_words import view_lines
from brownfield.report.figures.deal import deal_figures
from brownfield.report.figures.style import MILLION
from brownfield.report.numbers import gain, money, percent, significant
from brownfield.report.render import filled, shell, write_page
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
    sentences = (
        words.with_states_sentence(told),
        words.taxed_sentence(told),
        words.stated_sentence(told),
        words.who_objects(told),
        words.precision(told),
        later.stay_sentence(told),
        later.leave_sentence(told),
        later.menu_sentence(told),
        words.simplicity_sentence(told),
        words.distortion_sentence(told),
    )
    return {
        "title": settings.title,
        "period": f"{settings.first_year}-{settings.last_year}",
        "notice": settings.notice,
        "headline": words.headline(told),
        "keys": _keys(told),
        "sentences": [sentence for sentence in sentences if sentence],
        "gains": layout.grid(gains(told)),
        "has_floors": told.floors is not None,
        "parts": [_part(told, part) for part in told.support],
        "views": [_view(told, party) for party in told.game.parties],
        "plans": layout.grid(_plans(told)),
        "case": told.case.name,
        "what_ifs": ", ".join(told.case.what_ifs_applied),
        "digest": told.case.asked_digest,
        "version": __version__,
    }


def _keys(told: Deal) -> list[Key]:
    currency, game = told.case.settings.case.currency, told.game
    keys = [
        Key("Together", money(game.total, currency), "expected present value"),
        Key("More than alone", money(game.surplus, currency), "what there is to share"),
    ]
    fee = told.table.ranges[FEE] if told.table else None
    if fee and fee.low is not None and fee.high is not None:
        low, high = significant(fee.low), significant(fee.high)
        meet = "" if fee.nash is None else f"they meet at {significant(fee.nash)}"
        keys.append(Key(f"Fee, {currency} per vehicle", f"{low} to {high}", meet))
    for part in told.support:
        least = money(part.support.minimum, currency)
        is_fine = part.support.gap == 0.0 or part.support.is_possible
        note = (
            "earned back and allowed" if is_fine else "not both earned back and allowed"
        )
        tone = "good" if is_fine else "bad"
        keys.append(Key("Least support", least, note, tone))
    return keys


def gains(told: Deal) -> pl.DataFrame:
    """Return who has what alone and by each rule, in millions."""
    names = words.names_of(told)
    unit = f"{told.case.settings.case.currency}\u00a0m"  # one word in a narrow heading
    rows = [
        {
            "Party": names[party],
            f"Alone ({unit})": told.game.alone[party] / MILLION,
            **{
                f"{words.RULE_WORDS[rule]} ({unit})": split[party] / MILLION
                for rule, split in told.splits.items()
            },
            **(
                {f"Nash, offers as floors ({unit})": told.floors[party] / MILLION}
                if told.floors
                else {}
            ),
        }
        for party in told.game.parties
    ]
    return pl.DataFrame(rows)


def _part(told: Deal, part: PublicPart) -> dict[str, Any]:
    currency = told.case.settings.case.currency
    without, joint, support = part.counterfactual, part.supported, part.support
    ceiling = (
        "not given" if support.ceiling is None else money(support.ceiling, currency)
    )
    pairs = [
        ("Companies, before support", without.companies, joint.companies),
        ("Receipts", without.receipts, joint.receipts),
        ("Spent on packages", without.spent, joint.spent),
    ]
    rows = [
        (what, money(a, currency), money(b, currency), gain(b - a, currency))
        for what, a, b in pairs
    ]
    rows += [
        (what, significant(a), significant(b), significant(b - a))
        for what, a, b in (
            ("Vehicles a year in its territory", without.vehicles, joint.vehicles),
            ("Jobs in its territory", without.jobs, joint.jobs),
        )
        if a or b
    ]
    limits = [
        ("Gap", "", money(support.gap, currency), ""),
        ("Least support", "", money(support.minimum, currency), ""),
        ("Ceiling", "", ceiling, ""),
        *[
            (what, "", money(cost, currency), "")
            for what, cost in (
                ("Support per further job", part.cost_per_job),
                ("Support per further vehicle a year", part.cost_per_vehicle),
                ("Or a loan over ten years at the state's rate", part.loan),
                ("Or relief of duty on each further vehicle", part.relief_per_vehicle),
            )
            if cost
        ],
    ]
    frame = pl.DataFrame(
        [*rows, *limits],
        schema=["What", "Without it", "With the deal", "Change"],
        orient="row",
    )
    grid = layout.grid(frame)
    return {"sentence": words.support_sentence(told, part), "grid": _aligned(grid)}


def _aligned(grid: layout.Grid) -> layout.Grid:
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


def _plans(told: Deal) -> pl.DataFrame:
    game, currency = told.game, told.case.settings.case.currency
    known, plans = words.names_of(told), told.found.plans
    rows = [
        (
            words.group(known, coalition),
            money(game.values[coalition], currency),
            plans[coalition].status.replace("_", " ")
            if coalition in plans
            else "none: it receives what the companies, each alone, bring",
            percent(plans[coalition].gap) if coalition in plans else "",
        )
        for coalition in game.coalitions()
    ]
    return pl.DataFrame(rows, schema=["Group", "Worth", "Search", "Gap"], orient="row")
