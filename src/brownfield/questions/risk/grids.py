"""Which tables stand on the page of a risk?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.risk import words
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import money, percent

if TYPE_CHECKING:
    from brownfield.questions.risk.document import Document


def frontier(document: Document) -> pl.DataFrame:
    """Return the best plan for each weight of care."""
    unit = document.currency
    rows = [
        {
            "Weight of the worst futures": f"{point.care:.3g}",
            "Expected": money(point.value, unit),
            "In the worst futures, each its own": money(point.cvar, unit),
            "In the worst futures of all together": money(point.cvar_together, unit),
            "It starts": words.starts(document, point),
        }
        for point in document.frontier
    ]
    return pl.DataFrame(rows)


def assumptions(document: Document) -> pl.DataFrame:
    """Return what each assumption does to the value at both ends."""
    rows = []
    for one in document.assumptions:
        row = {
            "Row": str(one.number),
            "Assumption": one.title,
            "Low": words.cell(one, one.low),
            "High": words.cell(one, one.high),
            "Plan held, at low": words.amount(one.held_low, document),
            "Plan held, at high": words.amount(one.held_high, document),
        }
        if document.is_anew:
            row["Planned anew, at low"] = words.amount(one.anew_low, document)
            row["Planned anew, at high"] = words.amount(one.anew_high, document)
        rows.append(row | {"Why no value": one.trouble})
    return pl.DataFrame(rows)


def budgets(document: Document) -> pl.DataFrame:
    """Return what the plan is worth if so many assumptions go wrong."""
    rows = [
        {
            "Go wrong": f"{one.wrong:.3g}",
            "Worth, effects added up": money(one.added, document.currency),
            "Worth, all at once": words.amount(one.at_once, document),
            "Chance of less, at most": percent(one.chance),
        }
        for one in document.budgets
    ]
    return pl.DataFrame(rows)


def regrets(document: Document) -> pl.DataFrame:
    """Return what each plan misses in each world, and at most."""
    regrets, unit = document.regrets, document.currency
    if regrets is None:
        return pl.DataFrame()
    rows = []
    for place, plan in enumerate(regrets.plans):
        least = " (least)" if place == regrets.safest else ""
        row = {"Plan": words.plan_name(plan)}
        row["At most"] = words.amount(plan.largest, document) + least
        if plan.expected is not None:
            row["Expected"] = money(plan.expected, unit)
        row["It starts"] = words.apart(document, plan, regrets.plans)
        for name in regrets.worlds:
            row[f"If {pretty(name)}"] = words.amount(plan.regrets[name], document)
        rows.append(row)
    return pl.DataFrame(rows, infer_schema_length=None)


def designs(document: Document) -> pl.DataFrame:
    """Return what each plan is worth over all draws."""
    sampled, unit = document.sampled, document.currency
    if sampled is None:
        return pl.DataFrame()
    rows = [
        {
            "Plan": words.design_name(place),
            "It starts": words.apart(document, design, sampled.designs),
            "Mean": words.with_error(design.mean, document),
            "More than the best plan": words.with_error(design.ahead, document),
            "Best in": percent(design.best_share),
            "5 % below": money(design.quantiles[0], unit),
            "Half below": money(design.quantiles[2], unit),
            "95 % below": money(design.quantiles[-1], unit),
        }
        for place, design in enumerate(sampled.designs)
    ]
    return pl.DataFrame(rows)


def learning(document: Document) -> pl.DataFrame:
    """Return what knowing each assumption is worth before choosing."""
    sampled = document.sampled
    if sampled is None or len(sampled.designs) < 2:
        return pl.DataFrame()
    rows = [
        {
            "Row": str(one.number),
            "If this were known": one.title,
            "Worth": words.with_error(one.worth, document),
        }
        for one in sampled.knowing
    ]
    return pl.DataFrame(rows)
