"""Which tables stand beside the words on the impact of a plan?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.impact import words
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import gain, grouped, money, percent

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought, Document


def steps(brought: Brought) -> pl.DataFrame:
    """Return the steps from gross to net jobs."""
    rows = [
        {
            "Step": words.STEPS[step.name],
            "Jobs": grouped(step.change),
            "Left": grouped(step.left),
        }
        for step in brought.steps
        if step.change or step.name in ("gross", "anyway", "net")
    ]
    return pl.DataFrame(rows)


def regions(brought: Brought, currency: str) -> pl.DataFrame:
    """Return further jobs by region."""
    rows = [
        {
            "Region": one.name,
            "In plants and offices": grouped(one.direct),
            "At suppliers": grouped(one.chain),
            "Net jobs": grouped(one.jobs),
            "Pay a year": money(one.pay, currency),
        }
        for one in brought.regions
    ]
    return pl.DataFrame(rows)


def years(brought: Brought, currency: str) -> pl.DataFrame:
    """Return what is additional in each year."""
    rows = [
        {
            "Year": str(one.year),
            "In plants and offices": grouped(one.direct),
            "At suppliers": grouped(one.chain),
            "Building, once": grouped(one.construction),
            "Pay": money(one.pay, currency),
            "Value added": money(one.value_added, currency),
            "Taxes": money(one.receipts, currency),
            "Support": money(one.support, currency),
            "Duty": money(one.duty, currency),
        }
        for one in brought.years
    ]
    return pl.DataFrame(rows)


def heads(brought: Brought, currency: str) -> pl.DataFrame:
    """Return who pays the state what more."""
    state = brought.exchequer
    rows = [
        {
            "Head": one.name,
            f"In {brought.jobs.year}": gain(one.last_year, currency),
            f"Worth over {state.years} years": gain(one.worth, currency),
        }
        for one in state.heads
    ]
    rows.append(
        {
            "Head": "Support",
            f"In {brought.jobs.year}": gain(-brought.years[-1].support, currency),
            f"Worth over {state.years} years": gain(-state.support, currency),
        }
    )
    return pl.DataFrame(rows)


def support(brought: Brought, currency: str) -> pl.DataFrame:
    """Return what the plan receives by policy."""
    rows = [
        {
            "Support": pretty(one.policy),
            "Kind": pretty(one.kind),
            "Paid over the plan": money(one.paid, currency),
        }
        for one in brought.aid.support
    ]
    return pl.DataFrame(rows)


def ceilings(brought: Brought, currency: str) -> pl.DataFrame:
    """Return each ceiling on aid with what is paid under it."""
    rows = [
        {
            "Ceiling": pretty(one.policy),
            "For": one.condition or "",
            "Years": words.span(one.from_year, one.to_year),
            "Support": money(one.paid, currency),
            "Allowed": money(one.most, currency),
            "Verdict": words.verdict(one.above, currency),
            "Source": one.source or "",
        }
        for one in brought.aid.ceilings
    ]
    return pl.DataFrame(rows)


def at_risk(brought: Brought, currency: str) -> pl.DataFrame:
    """Return what a stop of each company's plants takes of value added."""
    rows = [
        {
            "Company": pretty(one.company),
            "Stop": "Any" if one.hazard is None else pretty(one.hazard),
            "Weeks": f"{one.weeks:g}",
            "Stands still": percent(one.stopped),
            "In its plants": money(one.own, currency),
            "Suppliers, at most": money(one.suppliers, currency),
            "In all, at most": money(one.most, currency),
        }
        for one in brought.value_added_at_risk
    ]
    return pl.DataFrame(rows)


def futures(brought: Brought, currency: str) -> pl.DataFrame:
    """Return jobs and public account of each future."""
    rows = [
        {
            "Future": one.future,
            "Chance": percent(one.probability),
            "Net jobs": grouped(one.jobs),
            "Public account of the plan": gain(one.balance, currency),
        }
        for one in brought.futures
    ]
    return pl.DataFrame(rows)


def sectors(document: Document) -> pl.DataFrame:
    """Return what a money of final sales of each sector brings."""
    kinds = {
        "Output": "output",
        "Value added": "value_added",
        "Income": "income",
        "Jobs": "jobs",
        "Output, type II": "output_ii",
    }
    rows = [
        {"Sector": one.sector}
        | {title: _figure(getattr(one, name)) for title, name in kinds.items()}
        for one in document.multipliers
    ]
    frame = pl.DataFrame(rows)
    return frame.drop(_blank(frame, list(kinds)))


def emissions(brought: Brought) -> pl.DataFrame:
    """Return further emissions by stage over the plan."""
    rows = []
    for stage, name in words.STAGES.items():
        own = [row for row in brought.co2 if row["stage"] == stage]
        rows.append(
            {
                "Where": name,
                "At home, t CO2e": grouped(sum(row["at_home"] for row in own)),
                "Abroad, t CO2e": grouped(sum(row["abroad"] for row in own)),
            }
        )
    return pl.DataFrame(rows)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _blank(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    return [name for name in columns if (frame[name] == "").all()]
