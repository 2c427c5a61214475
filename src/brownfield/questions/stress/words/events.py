"""What does the replay of an event say, and what was published of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.stress.words.names import (
    element_name,
    of_which,
    parties_named,
)
from brownfield.tell.numbers import listed, money, percent, vehicles

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.published import PublishedFigure
    from brownfield.questions.stress.facts.replays import Dent, EventReplay

OUTPUT = "lost_output_per_week"  # in vehicles; other results are money
COMPARED = {
    OUTPUT: "Vehicles not built a week, before catch-up",
    "lost_value_per_week": "Loss a week, before catch-up",
    "lost_value": "Loss of the whole stop, after catch-up",
}


def event_lines(document: Document, event: EventReplay) -> list[str]:
    """Return what happens in an event, one line each."""
    return [
        _stopped(document, event),
        _dents(event),
        _missing(event),
        _lost(document, event),
        *_penalty(document, event),
        *_received(document, event),
        *_damages(document, event),
        *_helped(event),
    ]


def _stopped(document: Document, event: EventReplay) -> str:
    first, names = event.outages[0], document.names
    stopped = listed([element_name(names, o.scope, o.target) for o in event.outages])
    return (
        f"{event.event}: {stopped} {_down(first.residual)} for {first.weeks:g} "
        f"weeks, then a ramp of {first.recovery:g} weeks."
    )


def _down(residual: float) -> str:
    return f"at {percent(residual)} of its rate" if residual > 0 else "down"


def _dents(event: EventReplay) -> str:
    """Return the dent of what is hit, then that of the whole plan if it differs."""
    hit, whole = _dent(event.hit, "all"), _dent(event.built, "all")
    if hit == whole:
        return f"The whole plan: {whole}."
    return f"What it hits: {_dent(event.hit, 'its')}. The whole plan: {whole}."


def _dent(dent: Dent, whose: str) -> str:
    return (
        f"{percent(dent.depth)} short at the worst, {dent.area_weeks:.1f} weeks of "
        f"{whose} output missed, {_back(dent.weeks_to_90)}"
    )


def _back(weeks: float | None) -> str:
    if weeks is None:
        return "not back at 90 % within the weeks followed"
    return f"back at 90 % after {weeks:.1f} weeks" if weeks else "never below 90 %"


def _missing(event: EventReplay) -> str:
    """Return vehicles not built, not made up, never sold, and buyers who wait."""
    missing = event.missing
    waiting = f"; at most {count(missing.waiting)} buyers wait"
    wait = waiting if missing.waiting else ""
    if not missing.unbuilt:
        return f"All is built when planned{wait}."
    built = f"{vehicles(missing.unbuilt)} are not built when planned"
    if not missing.left:
        return f"{built}; all of them are made up{wait}."
    return (
        f"{built}; {count(missing.left)} of them are still missing after "
        f"{len(event.weeks)} weeks: {_where_from(event)}{wait}."
    )


def _where_from(event: EventReplay) -> str:
    """Return what became of the buyers of vehicles missing: lost, or out of stock."""
    lost, stock = event.missing.never_sold, event.missing.out_of_stock
    if not lost:
        return "all came out of stock on the way"
    if not stock:
        return "all are never sold"
    return f"{count(lost)} are never sold, {count(stock)} came out of stock on the way"


def count(value: float) -> str:
    """Return a number of vehicles, rounded as volumes are, without the word."""
    return vehicles(value).removesuffix(" vehicles")


def _lost(document: Document, event: EventReplay) -> str:
    currency, lost = document.currency, event.lost_value_by_party
    is_mixed = any(amount < 0 for amount in lost.values())
    names = parties_named(document, list(lost))
    parts = [
        f"{name} {_verb(amount) * is_mixed}{money(abs(amount), currency)}"
        for name, amount in zip(names, lost.values(), strict=True)
        if amount
    ]
    shares = listed(parts) or "nobody loses"
    return f"Lost: {money(event.lost_value, currency)} ({shares})."


def _verb(lost: float) -> str:
    return "gains " if lost < 0 else "loses "


def _penalty(document: Document, event: EventReplay) -> list[str]:
    if event.of_which_penalty <= 0:
        return []
    penalty = money(event.of_which_penalty, document.currency)
    rest = "an assumption of the table demand; the rest is contribution"
    return [f"Of which {penalty} lost-sale penalty, {rest}."]


def _received(document: Document, event: EventReplay) -> list[str]:
    moved = event.moved_by_contracts
    names = parties_named(document, list(moved))
    return [
        f"{name} receives {money(amount, document.currency)} of relief and damages "
        "under its contracts, counted above."
        for name, amount in zip(names, moved.values(), strict=True)
        if amount > 0
    ]


def _damages(document: Document, event: EventReplay) -> list[str]:
    owed, further = event.damages_per_lost_vehicle, bool(event.moved_by_contracts)
    names = parties_named(document, list(owed))
    return [
        f"{name} is a guest where it stops; {'further ' * further}damages of "
        f"{money(amount, document.currency)} for each of its vehicles not built as "
        "planned would make it whole."
        for name, amount in zip(names, owed.values(), strict=True)
    ]


def _helped(event: EventReplay) -> list[str]:
    if event.helped_by is None:
        return []
    if not event.helped_by:
        return ["No cure of the case shortens or softens it."]
    acts = "acts" if len(event.helped_by) == 1 else "act"
    return [f"Of the cures of the case {listed(list(event.helped_by))} {acts} on it."]


def never_sold(event: EventReplay) -> str:
    """Return how many vehicles are never sold."""
    if not event.missing.never_sold:
        return "every vehicle is sold in the end"
    return f"{vehicles(event.lost_vehicles)} are never sold"


def event_headline(document: Document, event: EventReplay) -> str:
    """Return what an event costs in one sentence."""
    currency = document.currency
    return (
        f"{event.event} costs {money(event.lost_value, currency)}"
        f"{of_which(event.of_which_penalty, currency)}, and {never_sold(event)}."
    )


def backtest_rows(document: Document, event: EventReplay) -> list[list[str]]:
    """Return what is compared, published, ours, ours over published, source, note."""
    currency = document.currency
    return [
        [
            COMPARED[row.result],
            _figure(row, row.published, currency),
            _figure(row, row.ours, currency) + of_which(row.penalty, currency),
            percent(row.ratio),
            row.source,
            row.note,
        ]
        for row in event.published
    ]


def _figure(row: PublishedFigure, value: float, currency: str) -> str:
    return vehicles(value) if row.result == OUTPUT else money(value, currency)


def backtest_lines(document: Document, event: EventReplay) -> list[str]:
    """Return the published figures beside ours and what explains the difference."""
    if not event.published:
        return []
    return [
        "Beside what was published (nothing is tuned):",
        *other_year(document, event),
        *(_compared(row, document.currency) for row in event.published),
        difference(document, event),
    ]


def _compared(row: PublishedFigure, currency: str) -> str:
    return (
        f"{COMPARED[row.result]}: published {_figure(row, row.published, currency)}, "
        f"here {_figure(row, row.ours, currency)} ({percent(row.ratio)})"
        f"{of_which(row.penalty, currency)}. {row.note} [{row.source}]"
    )


def other_year(document: Document, event: EventReplay) -> list[str]:
    """Return a warning if the figures were published for another year than this."""
    difference = event.difference
    if difference is None or difference.other_year is None:
        return []
    published = f"These figures were published for {difference.other_year}"
    warning = f"{published}; this is {document.year}"
    if difference.what_if is None:
        return [f"{warning}, with other plants, volumes and prices."]
    replayed = f"`--what-if {difference.what_if}` replays it"
    return [f"{warning}: {replayed} in the plants of that time."]


def difference(document: Document, event: EventReplay) -> str:
    """Return why ours differs: how much the case covers, what a vehicle is worth."""
    published, currency = event.difference, document.currency
    if published is None or published.share_of_output is None:
        return ""
    covered = (
        f"The case covers {percent(published.share_of_output)} of the published output"
    )
    if published.share_of_loss is None:
        return f"{covered}."
    return (
        f"{covered}, and a vehicle not built loses "
        f"{money(published.loss_per_vehicle, currency)} here against "
        f"{money(published.published_per_vehicle, currency)} published "
        f"({percent(published.share_of_loss)}). "
        "The two shares multiplied give the share of the weekly loss."
    )
