"""What is each option worth, to whom, when, and in which future?"""

import polars as pl

from brownfield.plans.plan import Plan
from brownfield.questions.plan.question import Study
from brownfield.tell.labels import Labels
from brownfield.tell.views import averaged, futures, table

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
    "conversion": "Parts and conversion",
    "shift_cost": "Plant and people",
    "hiring": "Plant and people",
    "redundancy": "Plant and people",
    "opening": "Investment",
    "closing": "Investment",
    "tooling": "Investment",
    "contracts": "Contracts and support",
    "receipts": "Contracts and support",
    "support": "Contracts and support",
    "package": "Contracts and support",
    "tax": "Tax",
    "terminal": "Value after the last year",
}
CASH_ORDER = list(dict.fromkeys(CASH_GROUPS.values()))


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
    """Return title, party (printed) and expected value (case currency) per option."""
    frames = [
        party_values(plan).select(
            title=pl.lit(title),
            party=pl.col("party").replace(labels.parties),
            value="value",
        )
        for _, title, plan in plans(study)
    ]
    return pl.concat(frames)


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
