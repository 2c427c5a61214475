"""What does a study say, in sentences?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from brownfield.questions.plan.words import board, law
from brownfield.tell.numbers import gain, listed, money, percent

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.decision import Decision
    from brownfield.questions.plan.facts.proof import TiedOut

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
STATUS_WORDS = {
    "optimal": "proven best",
    "within_gap": "proven within the gap asked for",
    "time_limit": "best found when time ran out",
    "interrupted": "best found when the search was stopped",
    "infeasible": "no plan possible",
}
ROUNDING = 1e-9  # share of a value below which a difference is none
ROUNDED_AWAY = 0.5  # case currency: who has less than this has nothing
MOST_NAMED = 2  # parties named in the answer before they are counted
MOST_GRANTS = 4  # grants named before the rest is counted
MOST_PLACES = 4  # plants named in the answer before the rest is counted
OUTCOMES = "What happened, beside the plan"
FIGURE_WORDS = {
    "published": "published figure",
    "derived": "derived figure",
    "input": "input",
    "not stated": "figure",
}


def answer(document: Document) -> str:
    """Return what to build where from when, what it is worth and against what."""
    if document.status == "infeasible":
        return (
            "No plan satisfies the tables of this case; the conflicts are named below."
        )
    if not document.has_plan:
        return "No plan was found before the search was stopped."
    worth = f"{money(document.value, document.currency)}{_to_whom(document)}"
    return (
        f"{decision(document)}{board.investing(document)}: worth {worth} in present "
        f"value over {document.period}{against(document)}."
    )


def _to_whom(document: Document) -> str:
    """Return whose worth it is, since a reader may take it for that of one party."""
    rows = document.party_values.iter_rows()
    names = [party for party, value in rows if abs(value) >= ROUNDED_AWAY]
    if len(names) > MOST_NAMED:
        return f" to all {len(names)} parties together"
    return f" to {listed(names)}{' together' * (len(names) > 1)}" if names else ""


def decision(document: Document) -> str:
    """Return what is begun, grouped by plant, what is opened, closed and left idle."""
    more = [*board.sites(document.steps), *filter(None, [_idle(document)])]
    if not document.decisions:
        steps = more or [board.unchanged(document)]
        return f"Start nothing new and {'; '.join(steps)}"
    groups = groupby(document.decisions, key=lambda one: one.facility)
    plants = [_at_plant(facility, list(of_it)) for facility, of_it in groups]
    shown, rest = plants[:MOST_PLACES], plants[MOST_PLACES:]
    if rest:
        shown.append(f"programmes at {len(rest)} more plants")
    return f"Build {'; '.join([*shown, *more])}"


def _idle(document: Document) -> str:
    """Return which running plants stand idle; beyond a few the rest is counted."""
    if not document.idle:
        return ""
    plants = document.idle
    shown, rest = list(plants[:MOST_PLACES]), len(plants) - MOST_PLACES
    names = listed([*shown, f"{rest} more plants"] if rest > 0 else shown)
    return f"leave {names} idle"


def _at_plant(facility: str, decisions: Sequence[Decision]) -> str:
    products: dict[str, list[str]] = {}
    for one in decisions:
        products.setdefault(_when(one), []).append(one.product)
    if len(products) == 1:
        ((when, names),) = products.items()
        return f"{listed(names)} at {facility} {when}"
    parts = [f"{listed(names)} {when}" for when, names in products.items()]
    return f"{listed(parts)} at {facility}"


def _when(one: Decision) -> str:
    later = " or later" if one.may_start_later else ""
    first = one.year if one.first_built is None else one.first_built
    reasons = [f"decided in {one.year}{later}"] if first > one.year else []
    reasons += [] if one.is_certain else [board.chance(one.probability, one.chance)]
    in_brackets = f" ({', '.join(reasons)})" if reasons else ""
    return f"from {first}{later}{in_brackets}"


def against(document: Document) -> str:
    """Return how much more the plan is worth than the next best option."""
    other = document.next_best
    if other is None:
        return ""
    if not other.is_clear:
        return f", no clear gain over the next best option, “{other.title}”"
    words = "more" if other.difference > 0 else "less"
    amount = money(abs(other.difference), document.currency)
    return f", {amount} {words} than the next best option, “{other.title}”"


def notes(document: Document) -> list[str]:
    """Return what a reader should know of the plan, one sentence each."""
    itself = board.planned_as(document.planned_as)
    more = (itself, law.grants(document), unplanned(document.unplanned))
    return [*document.notes, *(note for note in more if note)]


def unplanned(features: Sequence[str]) -> str | None:
    """Return what no plan of this version takes into account as one sentence."""
    if not features:
        return None
    return f"Not planned with in this version: {listed(list(features))}."


def proof(document: Document) -> str:
    """Return how sure the value is: status, bound, gap, recount."""
    if document.status == "infeasible":
        return f"Status: {STATUS_WORDS[document.status]}."
    if not document.has_plan:
        return "Status: no plan yet."
    bound = money(document.bound, document.currency)
    status = STATUS_WORDS.get(document.status, document.status)
    return (
        f"Status: {status}; no plan is worth more than {bound} "
        f"(gap {percent(document.gap)}{_in_money(document)}). {recount(document)}"
    )


def _in_money(document: Document) -> str:
    """Return what the gap is worth; nothing if it is not told apart from none."""
    if document.gap_in_money is None:
        return ""
    return f", {money(document.gap_in_money, document.currency)}"


def recount(document: Document) -> str:
    """Return what the independent recount found."""
    if document.audit is not None and document.audit.passed:
        largest = document.audit.largest_difference
        off = percent(largest) if largest else "nothing"
        return f"An independent recount agrees; it differs by {off} at most."
    return "The independent recount does not agree: do not use these numbers."


def unsupported(document: Document) -> str:
    """Return how many assumed cells name no fact or statement."""
    count = document.num_unsupported
    if not document.assumptions.height:
        return "The case lists no assumed cell."
    if not count:
        return "All of them name a fact or statement behind their range."
    return f"{count} of them name no fact or statement and are marked unsupported."


def tie_out(document: Document) -> str | None:
    """Return how many figures of each kind the model meets; None without anchors."""
    if document.tied_out is None:
        return None
    missed = [one for one in document.tied_out if one.met < one.figures]
    if missed:
        figures = listed([_missed(one) for one in missed])
        return f"The model misses {figures} set as its test: read the answer with care."
    return _met({one.kind: one.figures for one in document.tied_out})


def outcomes(document: Document) -> list[str]:
    """Return what happened and why the plan differs, a line for each outcome."""
    return [
        " ".join(part for part in (f"{one.outcome}:", one.told, one.why) if part)
        for one in document.outcomes or ()
        if one.told or one.why
    ]


def is_met(document: Document) -> bool:
    """Return whether every figure of the past is met."""
    return all(one.met == one.figures for one in document.tied_out or ())


def as_of(document: Document) -> str | None:
    """Return up to when the tables know the world, e.g. ``As known in May 2026``."""
    if document.as_of is None:
        return None
    year, month = document.as_of.split("-")
    return f"As known in {MONTHS[int(month) - 1]} {year}"


def money_words(document: Document) -> str:
    """Return in which prices and at which kind of rates money is counted."""
    prices = f"prices of {document.price_base}"
    if document.discount_rates is None:
        return prices
    return f"{prices}, {document.discount_rates} discount rates"


def _missed(one: TiedOut) -> str:
    return f"{one.figures - one.met} of {_figures(one.kind, one.figures)}"


def _figures(kind: str, number: int) -> str:
    """Return a number of figures of one kind, e.g. ``2 derived figures``."""
    word = FIGURE_WORDS[kind]
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _met(figures: Mapping[str, int]) -> str:
    """Return what it shows that every figure is met, one sentence."""
    if "not stated" in figures:
        tests = listed([_figures(kind, number) for kind, number in figures.items()])
        return (
            f"The model meets {tests} set as its test; the case does not say of each "
            "whether it is published, derived or an input."
        )
    read_only = [
        _figures(kind, n) for kind, n in figures.items() if kind != "published"
    ]
    agree = (
        "agrees"
        if sum(figures.values()) - figures.get("published", 0) == 1
        else "agree"
    )
    rest = f"{listed(read_only)} {agree}, which shows only that the tables are read."
    if "published" not in figures:
        return f"No published figure tests the model: {rest}"
    sentence = f"The model reproduces {_figures('published', figures['published'])}"
    return f"{sentence}; {rest}" if read_only else f"{sentence} set as its test."


def option_words(status: str, value: float, difference: float, currency: str) -> str:
    """Return the value of an option and its difference to the best plan."""
    if math.isnan(value):
        return STATUS_WORDS[status] if status == "infeasible" else "no plan yet"
    if math.isnan(difference):
        return money(value, currency)
    return (
        f"{money(value, currency)} ({gain(difference, currency)} against the best plan)"
    )
