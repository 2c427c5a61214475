"""Which numbers stand in large type at the top of the page of a stress test?"""

from dataclasses import dataclass

from brownfield.questions.stress.question import Asked, StressTest
from brownfield.questions.stress.risk import TAIL, Risk
from brownfield.questions.stress.weeks.events import Event
from brownfield.questions.stress.words.cures import best_sentence
from brownfield.questions.stress.words.events import count, event_headline, never_sold
from brownfield.questions.stress.words.headline import (
    design_lines,
    flexibility_lines,
    worst_sentence,
)
from brownfield.questions.stress.words.names import currency_of, groups, of_which
from brownfield.questions.stress.words.risk import risk_lines
from brownfield.tell.numbers import listed, money, vehicles


@dataclass(frozen=True)
class Key:
    """A number in large type, with what it is and a sentence."""

    title: str
    value: str
    small: str


def headline(test: StressTest, asked: Asked) -> str:
    """Return the answer in a sentence or two: to what was asked for by name."""
    lead = [event for event in test.events if event.name in asked.events]
    if lead:
        return " ".join(event_headline(test, event) for event in lead)
    if asked.sweep:
        return worst_sentence(test)
    answers = (
        risk_lines(test) if asked.years else [],
        [best_sentence(test)] if asked.cures else [],
        design_lines(test) if asked.design else [],
        flexibility_lines(test) if asked.flexibility else [],
    )
    told = [lines[0] for lines in answers if lines and lines[0]]
    return " ".join(told) or worst_sentence(test)


def keys(test: StressTest, asked: Asked) -> list[Key]:
    """Return the cards of what was asked for; the dearest stop if nothing else was."""
    lead = [event for event in test.events if event.name in asked.events]
    found = _event_keys(test, lead[0]) if len(lead) == 1 else []
    found += [_short_key(test, event) for event in lead] if len(lead) > 1 else []
    if asked.years and test.risk:
        found += _risk_keys(test, test.risk)
    if asked.cures and test.treatment:
        found.append(_cure_key(test))
    if asked.design and test.design:
        worth = money(test.design.worth, currency_of(test))
        found.append(Key("Reckoning with it", worth, f"worth: {test.design.hazard}"))
    return found or _sweep_keys(test)


def _event_keys(test: StressTest, event: Event) -> list[Key]:
    currency, back = currency_of(test), event.hit.weeks_to_90
    penalty = of_which(event.penalty, currency).removeprefix(", ")
    found = [
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
    owed = sum(amount for amount in event.moved.values() if amount > 0)
    small = "relief and damages under contracts"
    return [*found, Key("Moved", money(owed, currency), small)] if owed else found


def _short_key(test: StressTest, event: Event) -> Key:
    lost = money(event.lost_value, currency_of(test))
    return Key(event.name, lost, f"lost; {never_sold(event)}")


def _risk_keys(test: StressTest, risk: Risk) -> list[Key]:
    currency, sold = currency_of(test), test.planned.network.demand.sum()
    tail, error = risk.cvar()
    yearly = Key(
        "Stops cost a year",
        money(risk.mean, currency),
        f"expected; standard error {money(risk.standard_error, currency)}",
    )
    worst = Key(
        "In a bad year",
        money(tail, currency),
        f"mean of the worst twentieth; standard error {money(error, currency)}",
    )
    lost = Key(
        "Vehicles lost a year",
        count(risk.vehicles),
        f"expected, of {vehicles(sold * test.setting.working_weeks)}",
    )
    return [yearly, worst, lost] if risk.is_told(TAIL) else [yearly, lost]


def _cure_key(test: StressTest) -> Key:
    best = test.treatment.best if test.treatment else None
    names = list(best.cures) if best else []
    title = "Best cure" if len(names) == 1 else "Best cures"
    worth = money(best.worth if best else 0.0, currency_of(test))
    small = f"a year: {listed(names)}" if names else "no set of cures pays"
    return Key(title, worth, small)


def _sweep_keys(test: StressTest) -> list[Key]:
    found = groups(test)[:1]
    return [
        Key(
            "Dearest stop",
            money(group.row["lost_value"], currency_of(test)),
            f"{group.title}, {group.row['weeks']:g} weeks",
        )
        for group in found
    ]
