"""What does a board read of a stress test?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.stress.sections import COMPARED
from brownfield.questions.stress.words import headline as words
from brownfield.questions.stress.words.cures import (
    best_sentence,
    cure_lines,
    cure_rows,
)
from brownfield.questions.stress.words.events import (
    backtest_rows,
    difference,
    event_headline,
)
from brownfield.questions.stress.words.keys import headline, keys
from brownfield.questions.stress.words.names import group_title, parties_named
from brownfield.questions.stress.words.plans import design_lines, flexibility_lines
from brownfield.questions.stress.words.risk import risk_lines
from brownfield.tell.grids import grid
from brownfield.tell.numbers import grouped, money, percent
from brownfield.tell.paper.begin import paper_from
from brownfield.tell.paper.paper import (
    Bars,
    Sheet,
    Table,
    bars,
    figures,
    lead,
    lines,
    table,
)
from brownfield.tell.text import case_notes

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.tell.paper.paper import Paper

Lost = tuple[str, float, Mapping[str, float]]
"""What stops, what that costs, and by party; case currency."""


def paper(document: Document) -> Paper:
    """Return the board paper of a stress test."""
    return paper_from(
        document,
        f"Stress test of the plan, {document.year}",
        (
            _breaks(document),
            _losers(document),
            _cures(document),
            _proof(document),
        ),
        f"seed {document.setting.seed}",
        versions=document.versions,
    )


def _breaks(document: Document) -> Sheet:
    """Return what breaks, for how long and at what cost."""
    said = (
        *words.absent_lines(document),
        *risk_lines(document)[:2],
        best_sentence(document) if document.cures else None,
    )
    return Sheet(
        title="What breaks, and what does it cost?",
        lead=lead(headline(document)),
        figures=figures(keys(document)),
        tables=_ranked(document),
        lines=lines(said),
        small=lines([words.setting_line(document)]),
    )


def _ranked(document: Document) -> tuple[Table, ...]:
    """Return every stop that costs something; nothing if they were not looked at."""
    header, rows = words.sweep_rows(document)
    lost = f"lost ({document.currency} m)"
    heads = ("what stops", "weeks", "survives (weeks)", "lost vehicles", lost)
    parts = _part(header, rows, (*heads, "who loses"))
    if not rows:
        return ()
    drawn = _table(*parts, "Stops, the dearest first")
    return (replace(drawn, is_number=(False, True, True, True, True, False)),)


def _part(
    header: Sequence[str], rows: Sequence[Sequence[object]], heads: Sequence[str]
) -> tuple[Sequence[str], list[list[object]]]:
    """Return some columns of a table, in that order."""
    places = [header.index(head) for head in heads]
    return heads, [[row[at] for at in places] for row in rows]


def _table(
    header: Sequence[str], rows: Sequence[Sequence[object]], title: str
) -> Table:
    """Return rows of the terminal as a table of the paper."""
    frame = pl.DataFrame(
        {
            f"{head[:1].upper()}{head[1:]}": [row[at] for row in rows]
            for at, head in enumerate(header)
        },
        strict=False,
    )
    return table(grid(frame), title)


def _losers(document: Document) -> Sheet:
    """Return who loses by what."""
    events = document.events or ()
    sentences = (
        [words.worst_sentence(document)] if document.groups else _events(document)
    )
    currency = document.currency
    return Sheet(
        title="Who loses, and by what?",
        lead=lead(" ".join(sentences) or "Nothing that was looked at costs anything."),
        chart=_by_party(document, _stops(document), f"Lost by each stop, {currency} m"),
        tables=_of_events(document) if events else (),
    )


def _events(document: Document) -> list[str]:
    return [event_headline(document, event) for event in document.events or ()]


def _stops(document: Document) -> list[Lost]:
    """Return the stops that are drawn: those of the ranking, else the events."""
    ranked = [
        (group_title(document, one), one.stop.lost_value, one.stop.lost_value_by_party)
        for one in document.groups
    ]
    return ranked or [
        (one.event, one.lost_value, one.lost_value_by_party)
        for one in document.events or ()
    ]


def _by_party(document: Document, losses: Sequence[Lost], title: str) -> Bars | None:
    """Return losses by party, a bar for each stop; gains lie left of the axis."""
    parties = list(dict.fromkeys(party for _, _, by in losses for party in by))
    named = parties_named(document, parties)
    series = [
        (name, [by.get(party, 0.0) for _, _, by in losses])
        for name, party in zip(named, parties, strict=True)
    ]
    ends = [money(lost, document.currency) for _, lost, _ in losses]
    return bars(title, [name for name, _, _ in losses], series, ends)


def _of_events(document: Document) -> tuple[Table, ...]:
    """Return the named events side by side."""
    heads = ("Event", "Lost", "Never sold", "Back at 90 %")
    rows = tuple(
        (
            one.event,
            money(one.lost_value, document.currency),
            grouped(one.lost_vehicles),
            "not yet"
            if one.hit.weeks_to_90 is None
            else f"{one.hit.weeks_to_90:.1f} wk",
        )
        for one in document.events or ()
    )
    return (Table("Events, week by week", heads, (False, True, True, True), rows),)


def _cures(document: Document) -> Sheet:
    """Return which cure pays, and how free the plan is to do otherwise."""
    header, rows = cure_rows(document)
    money_of = f"({document.currency} m)"
    numbers = ("less loss a year", "cost a year", "worth")
    heads = ("cure", "what it is", *(f"{name} {money_of}" for name in numbers))
    said = (
        *flexibility_lines(document),
        *design_lines(document),
        *risk_lines(document)[2:-1],
        *cure_lines(document),
    )
    best = best_sentence(document)
    return Sheet(
        title="What would change it?",
        lead=lead(best or "No cure was priced."),
        tables=(_table(*_part(header, rows, heads), "Cures"),) if rows else (),
        lines=lines(said),
    )


def _proof(document: Document) -> Sheet:
    """Return what the plan, the simulation and the replays stand on."""
    tested, case = document.plan, document.case
    worth = money(tested.value, document.currency)
    noted = case_notes(document)
    said = (
        *risk_lines(document)[-1:],
        *(difference(document, event) for event in document.events or ()),
        f"The plan itself, its proof and its sources stand in brownfield plan {case}.",
    )
    return Sheet(
        title="What stands behind the numbers?",
        lead=lead(
            f"Tested is the plan as it stands in {document.year}: it is worth {worth}, "
            f"and no plan is worth over {percent(tested.gap)} more."
        ),
        tables=_published(document),
        lines=lines([words.setting_line(document), *said]),
        small=lines([words.TABLE_NOTE, *noted]),
    )


def _published(document: Document) -> tuple[Table, ...]:
    """Return what was published of events beside what was found here."""
    rows = [
        row for one in document.events or () for row in backtest_rows(document, one)
    ]
    title = "Beside what was published (nothing is tuned)"
    return (_table(COMPARED, rows, title),) if rows else ()
