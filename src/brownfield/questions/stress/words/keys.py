"""Which numbers stand in large type at the top of the page of a stress test?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.stress.words.cures import best_sentence
from brownfield.questions.stress.words.events import count, event_headline, never_sold
from brownfield.questions.stress.words.headline import worst_sentence
from brownfield.questions.stress.words.names import group_title, of_which
from brownfield.questions.stress.words.plans import design_lines, flexibility_lines
from brownfield.questions.stress.words.risk import risk_lines
from brownfield.tell.numbers import listed, money, vehicles
from brownfield.tell.page import Key

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.replays import EventReplay
    from brownfield.questions.stress.facts.risk import YearlyRisk


def headline(document: Document) -> str:
    """Return the answer in a sentence or two: to what was asked for by name."""
    lead = document.lead
    if lead.events:
        return " ".join(event_headline(document, event) for event in lead.events)
    if lead.sweep:
        return worst_sentence(document)
    answers = (
        risk_lines(document) if lead.years else [],
        [best_sentence(document)] if lead.cures else [],
        design_lines(document) if lead.design else [],
        flexibility_lines(document) if lead.flexibility else [],
    )
    sentences = [lines[0] for lines in answers if lines and lines[0]]
    return " ".join(sentences) or worst_sentence(document)


def keys(document: Document) -> tuple[Key, ...]:
    """Return the cards of what was asked for; the dearest stop if nothing else was."""
    lead, currency = document.lead, document.currency
    answers = _events_keys(document)
    if lead.years and document.risk:
        answers += _risk_keys(document, document.risk)
    if lead.cures and document.cures:
        answers.append(_cure_key(document))
    if lead.design and document.design:
        worth = money(document.design.worth, currency)
        small = f"worth: {document.design.hazard}"
        answers.append(Key("Reckoning with it", worth, small))
    return tuple(answers or _sweep_keys(document))


def _events_keys(document: Document) -> list[Key]:
    events = document.lead.events
    if len(events) == 1:
        return _event_keys(document, events[0])
    return [_short_key(document, event) for event in events]


def _event_keys(document: Document, event: EventReplay) -> list[Key]:
    currency, back = document.currency, event.hit.weeks_to_90
    penalty = of_which(event.of_which_penalty, currency).removeprefix(", ")
    figures = [
        Key("Lost", money(event.lost_value, currency), penalty or "contribution"),
        Key(
            "Never sold",
            count(event.lost_vehicles),
            f"of {vehicles(event.unbuilt)} not built when planned",
        ),
        Key(
            "Back at 90 %",
            "not yet" if back is None else f"{back:.1f} weeks",
            "what it hits, since the stop began",
        ),
    ]
    if not event.received:
        return figures
    small = "relief and damages under contracts"
    return [*figures, Key("Moved", money(event.received, currency), small)]


def _short_key(document: Document, event: EventReplay) -> Key:
    lost = money(event.lost_value, document.currency)
    return Key(event.event, lost, f"lost; {never_sold(event)}")


def _risk_keys(document: Document, risk: YearlyRisk) -> list[Key]:
    currency = document.currency
    yearly = Key(
        "Stops cost a year",
        money(risk.expected_loss, currency),
        f"expected; standard error {money(risk.standard_error, currency)}",
    )
    error = money(risk.cvar_95_standard_error, currency)
    worst = Key(
        "In a bad year",
        money(risk.cvar_95, currency),
        f"mean of the worst twentieth; standard error {error}",
    )
    lost = Key(
        "Vehicles lost a year",
        count(risk.expected_lost_vehicles),
        f"expected, of {vehicles(document.vehicles)}",
    )
    return [yearly, lost] if risk.cvar_95 is None else [yearly, worst, lost]


def _cure_key(document: Document) -> Key:
    best = document.cures.best if document.cures else None
    names = list(best.cures) if best else []
    title = "Best cure" if len(names) == 1 else "Best cures"
    worth = money(best.worth if best else 0.0, document.currency)
    small = f"a year: {listed(names)}" if names else "no set of cures pays"
    return Key(title, worth, small)


def _sweep_keys(document: Document) -> list[Key]:
    return [
        Key(
            "Dearest stop",
            money(group.stop.lost_value, document.currency),
            f"{group_title(document, group)}, {group.stop.weeks:g} weeks",
        )
        for group in document.groups[:1]
    ]
