"""Which tables stand on the page of a why?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.why import words
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import money, percent

if TYPE_CHECKING:
    from brownfield.questions.why.document import Document
    from brownfield.questions.why.facts.reasons import WhyNot

HELD = {
    "line_time": "line time at {}",
    "full_rate": "full rate at {}",
    "crew": "crew steps of {}",
    "minimum_volume": "volume promised for {}",
    "origin": "origin of {}",
}


def overview(document: Document) -> pl.DataFrame:
    """Return all that was asked about: what it brings first, then what misses least."""
    ordered = sorted(document.why_not, key=_order)
    rows = [
        {
            "Asked about": one.title,
            "In the best plan": "yes" if one.is_chosen else "no",
            "Brings": _cost(document, one) if one.is_chosen else "",
            "Misses by": "" if one.is_chosen else _cost(document, one),
        }
        for one in ordered
    ]
    return pl.DataFrame(rows)


def _order(one: WhyNot) -> tuple[bool, bool, float]:
    if one.cost is None:
        return True, True, 0.0
    return not one.is_chosen, False, -one.cost if one.is_chosen else one.cost


def _cost(document: Document, one: WhyNot) -> str:
    if one.cost is None:
        return "needed" if one.is_chosen else "not to be had"
    return money(one.cost, document.currency)


def break_evens(document: Document, one: WhyNot) -> pl.DataFrame:
    """Return the plans on both sides of each break-even."""
    rows = [
        {
            "Number": flip.title,
            "Today": words.shown(flip, flip.today),
            "Flips at": words.shown(flip, flip.flips_at),
            "Planned at": words.shown(flip, side.at) if side else "",
            "Then": ("in the plan" if side.is_used else "left out") if side else "",
            "Plan worth": money(side.value, document.currency) if side else "",
        }
        for flip in one.break_evens
        for side in (flip.sides or (None,))
    ]
    return pl.DataFrame(rows)


def binding(document: Document, one: WhyNot) -> pl.DataFrame:
    """Return the rows that hold back the plan that has it, and what they are worth."""
    rows = [
        {
            "What holds it back": HELD[held.kind].format(held.title),
            "Worth": money(held.worth, document.currency),
            "For": held.unit,
        }
        for held in one.binding
    ]
    return pl.DataFrame(rows)


def flips(document: Document) -> pl.DataFrame:
    """Return every number at which a choice flips, planned anew on both sides."""
    rows = [
        {
            "About": one.title,
            "Number": flip.title,
            "Today": words.shown(flip, flip.today),
            "Flips at": words.shown(flip, flip.flips_at),
        }
        for one in document.why_not
        for flip in one.break_evens
        if flip.verified and flip.flips_at is not None
    ]
    return pl.DataFrame(rows)


def odds(document: Document, one: WhyNot) -> pl.DataFrame:
    """Return at which probability of each branch the two plans are worth the same."""
    rows = [
        {
            "Branch": pretty(of.branch),
            "Probability": percent(of.probability),
            "Best plan worth more by": money(of.apart, document.currency),
            "Worth the same at": percent(of.flips_at)
            if of.flips_at is not None
            else "none",
        }
        for of in one.odds
    ]
    return pl.DataFrame(rows)


def futures(document: Document) -> pl.DataFrame:
    """Return what would be planned for each future, if it were certain."""
    leaves = document.knowing.futures if document.knowing else ()
    rows = [
        {
            "If this were certain": pretty(one.future),
            "Probability": percent(one.probability),
            "Best plan worth": money(one.value, document.currency),
            "It starts": ", ".join(document.options.get(s, s) for s in one.starts)
            or "nothing new",
        }
        for one in leaves
    ]
    return pl.DataFrame(rows)


def near(document: Document) -> pl.DataFrame:
    """Return the plans that are nearly as good, with what each decides."""
    plans = document.near_optimal.plans if document.near_optimal else ()
    rows = [
        {
            "Plan": str(place + 1),
            "Worth": money(plan.value, document.currency),
            "Less than the best": money(plans[0].value - plan.value, document.currency),
            "It starts": words.decided(document, plan.decisions) or "nothing new",
        }
        for place, plan in enumerate(plans)
    ]
    return pl.DataFrame(rows)
