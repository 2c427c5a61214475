"""What is each option worth, to whom, when, and in which future?"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tell.views import averaged, futures, table

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.plan.question import Study
    from brownfield.tell.labels import Labels

BEST = "Best plan"

CASH_GROUPS = {
    "revenue": "Sales",
    "lost_sales": "Lost sales and shortfalls",
    "shortfall": "Lost sales and shortfalls",
    "materials": "Parts and conversion",
    "inbound_freight": "Freight and duty",
    "inbound_duty": "Freight and duty",
    "freight": "Freight and duty",
    "insurance": "Freight and duty",
    "duty": "Freight and duty",
    "licences": "Freight and duty",
    "conversion": "Parts and conversion",
    "shift_cost": "Plant and people",
    "hiring": "Plant and people",
    "redundancy": "Plant and people",
    "headquarters": "Plant and people",
    "moving": "Plant and people",
    "opening": "Investment",
    "closing": "Investment",
    "tooling": "Investment",
    "contracts": "Contracts and support",
    "receipts": "Contracts and support",
    "support": "Contracts and support",
    "package": "Contracts and support",
    "grants": "Contracts and support",
    "operating_support": "Contracts and support",
    "capital_grants": "Contracts and support",
    "credits": "Fleet rules and carbon",
    "carbon": "Fleet rules and carbon",
    "tax": "Tax",
    "terminal": "Value after the last year",
}
CASH_ORDER = list(dict.fromkeys(CASH_GROUPS.values()))
TOTAL = pl.col("value").sum().over("title")  # of an option
NOISE = 1e-6  # share of a value within which two are the same


@dataclass(frozen=True)
class NextBest:
    """The best of the other options.

    Attributes
    ----------
    title
        Its printed title.
    difference
        What the best plan is worth more, case currency; negative if less.
    is_clear
        Whether that is more than what the search left open.
    """

    title: str
    difference: float
    is_clear: bool


@dataclass(frozen=True)
class PartyWorth:
    """What the best plan is worth to a party.

    Attributes
    ----------
    party
        Its printed name.
    value
        Expected present value, case currency.
    gain
        What that is more than under the first other option, case currency; None if
        there is none, or it leaves the party out.
    """

    party: str
    value: float
    gain: float | None


def plans(study: Study) -> list[tuple[str, str, Plan]]:
    """Return name, title and plan of the best plan and of each alternative."""
    others = [(a.name, a.title, a.plan) for a in study.alternatives]
    return [("best", BEST, study.plan), *others]


def party_values(plan: Plan) -> pl.DataFrame:
    """Return party and its expected present value (`value`, case currency)."""
    value = pl.col("probability") * pl.col("npv")
    by_party = table(plan, "value").group_by("party", maintain_order=True)
    return by_party.agg(value=value.sum())


def options(study: Study) -> pl.DataFrame:
    """Return the options side by side.

    Returns
    -------
    pl.DataFrame
        option, title, status, value, bound (case currency), gap (share), difference
        (value less that of the best plan, case currency), is_sound (audit passed).
    """
    rows = [_option(name, title, plan) for name, title, plan in plans(study)]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return frame.with_columns(difference=pl.col("value") - pl.col("value").first())


def _option(name: str, title: str, plan: Plan) -> dict[str, object]:
    return {
        "option": name,
        "title": title,
        "status": plan.status,
        "value": _number(plan.value),
        "bound": _number(plan.bound),
        "gap": _number(plan.gap),
        "is_sound": plan.audit is not None and plan.audit.passed,
    }


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def option_values(study: Study, labels: Labels) -> pl.DataFrame:
    """Return the value of each option by party.

    Returns
    -------
    pl.DataFrame
        title, party (printed), value and total (of the option): expected present
        value, case currency.
    """
    frames = [
        party_values(plan).select(
            title=pl.lit(title),
            party=pl.col("party").replace(labels.parties),
            value="value",
        )
        for _, title, plan in plans(study)
    ]
    return pl.concat(frames).with_columns(total=TOTAL)


def first_other(options: pl.DataFrame) -> str | None:
    """Return the title of the first other option that has a plan; None without."""
    others = options.slice(1).filter(pl.col("value").is_not_nan())
    return None if others.is_empty() else str(others["title"][0])


def option_gains(values: pl.DataFrame, base: str | None) -> pl.DataFrame:
    """Return what each option is worth more to each party than the one named `base`.

    Columns as in `option_values`; empty without a base.
    """
    if base is None:
        return values.clear()
    base_values = values.filter(pl.col("title") == base).select("party", base="value")
    more = pl.col("value") - pl.col("base").fill_null(0.0)
    return (
        values.filter(pl.col("title") != base)
        .join(base_values, on="party", how="left", maintain_order="left")
        .with_columns(value=more)
        .drop("base")
        .with_columns(total=TOTAL)
    )


def next_best(options: pl.DataFrame, bound: float) -> NextBest | None:
    """Return the best of the options but the first; None if none is sound.

    Parameters
    ----------
    options
        What `options` returns.
    bound
        No plan is worth more, case currency.
    """
    others = options.slice(1).filter(pl.col("value").is_not_nan() & pl.col("is_sound"))
    if others.is_empty():
        return None
    title, value = others.sort("value", descending=True).select("title", "value").row(0)
    best = float(options["value"][0])
    slack = max(bound - best, 0.0) if isfinite(bound) else 0.0
    difference = best - value
    return NextBest(title, difference, abs(difference) > slack + NOISE * abs(best))


def party_worth(options: pl.DataFrame, values: pl.DataFrame) -> tuple[PartyWorth, ...]:
    """Return the parties that hold anything in the best plan or the first other.

    Parameters
    ----------
    options, values
        What `options` and `option_values` return.
    """
    first = values.filter(pl.col("title").is_in(options["title"].to_list()[1:2]))
    base = dict(first.select("party", "value").iter_rows())
    best = values.filter(pl.col("title") == BEST).select("party", "value")
    return tuple(
        PartyWorth(party, value, value - base[party] if party in base else None)
        for party, value in best.iter_rows()
        if value or base.get(party)
    )


def future_values(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return future, probability, party (printed) and value (case currency)."""
    named = futures(plan)
    return named.join(
        table(plan, "value").drop("probability"), left_on="leaf", right_on="scenario"
    ).select(
        "future",
        "probability",
        party=pl.col("party").replace(labels.parties),
        value="npv",
    )


def cash(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return expected cash: view, year, party (printed), group, amount (currency)."""
    named = table(plan, "cash").with_columns(
        group=pl.col("item").replace(CASH_GROUPS),
        party=pl.col("party").replace(labels.parties),
    )
    kept = named.select("party", "group", "node", "year", "amount")
    return averaged(plan, kept, ["party", "group"])


def parties_with_cash(cash: pl.DataFrame) -> list[str]:
    """Return the parties (printed) with any cash, those that move most first."""
    by_party = cash.group_by("party", maintain_order=True)
    moved = by_party.agg(pl.col("amount").abs().sum()).filter(pl.col("amount") > 0)
    return moved.sort("amount", descending=True)["party"].to_list()
