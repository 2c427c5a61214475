"""How much may a government give under aid rules, and what does it spend anyway?"""

import polars as pl

from brownfield.case.case import Case
from brownfield.deal.forms import Timing
from brownfield.plans.plan import Plan


def room_for_grants(
    case: Case, made: Plan, government: str, clock: Timing
) -> float | None:
    """Return the largest grant that aid rules leave beside a plan's packages.

    Packages of every government in the same territories count. Negative if they are
    above the ceiling already; None if the case gives no ceiling.
    """
    places = territories(case, government)
    ceiling = aid_ceiling(case, made, places)
    if ceiling is None:
        return None
    parties = case.tables["parties"].filter(pl.col("kind") == "government")["party"]
    spent = sum(
        spent_on_packages(made, state, clock)
        for state in parties
        if set(territories(case, state)) & set(places)
    )
    return ceiling - spent


def spent_on_packages(made: Plan, government: str, clock: Timing) -> float:
    """Return the expected present value of what a government's packages cost it."""
    cash = made.tables["cash"].filter(
        pl.col("party") == government, pl.col("item") == "package"
    )
    spent = 0.0
    for node, amount in cash.select("node", "amount").iter_rows():
        spent -= clock.chance[node] * clock.present[government][node] * amount
    return spent


def territories(case: Case, government: str) -> tuple[str, ...]:
    """Return the customs territories a government has a policy in."""
    policies = case.tables["policies"].filter(pl.col("party") == government)
    return tuple(policies["territory"].drop_nulls().unique(maintain_order=True))


def aid_ceiling(case: Case, made: Plan, places: tuple[str, ...]) -> float | None:
    """Return the most that rows of kind capital_grant allow; None without a row.

    `cap` limits the amount, `target` its share of the capital spent in the territory:
    tooling and openings before tax, at the plants there.
    """
    rows = case.tables["policies"].filter(
        pl.col("kind") == "capital_grant",
        pl.col("territory").is_null() | pl.col("territory").is_in(places),
    )
    if rows.is_empty():
        return None
    spent = _capital_in(made, places)
    limits = [
        limit
        for cap, share in rows.select("cap", "target").iter_rows()
        for limit in (cap, None if share is None else share * spent)
        if limit is not None
    ]
    return min(limits, default=None)


def _capital_in(made: Plan, places: tuple[str, ...]) -> float:
    """Return the expected tooling and opening spend at plants in a territory."""
    tables = made.case.tables
    sited = tables["facilities"].join(
        tables["places"].filter(pl.col("customs_territory").is_in(places)),
        on="place",
        how="semi",
    )
    options = tables["build_options"].filter(~pl.col("is_committed"))
    tooled = made.tables["starts"].join(
        options.select("build_option", cost="tooling_cost"), on="build_option"
    )
    opened = made.tables["openings"].filter(pl.col("action") == "open")
    opened = opened.join(
        tables["facilities"].select("facility", cost="opening_cost"), on="facility"
    )
    spent = pl.concat(f.select("facility", "node", "cost") for f in (tooled, opened))
    here = spent.join(sited, on="facility", how="semi")
    chance = made.nodes.select("node", "probability")
    amount = (pl.col("cost") * pl.col("probability")).sum()
    return float(here.join(chance, on="node").select(amount).item())
