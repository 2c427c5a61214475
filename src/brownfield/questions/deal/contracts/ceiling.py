"""How much may a government give under aid rules, and what does it spend anyway?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from brownfield.case.one_currency import at_first_year, by_year

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.deal.contracts.forms import Timing

AID_ITEMS = ("package", "operating_support", "capital_grants")
"""What a government that plans decides to pay, and so counts as aid."""


def room_for_grants(
    case: Case, plan: Plan, government: str, clock: Timing
) -> float | None:
    """Return the largest grant that aid rules leave beside a plan's packages.

    Support and capital grants that a government chooses to give count as they do.

    Packages of every government in the same territories count. Negative if they are
    above the ceiling already; None if the case gives no ceiling.
    """
    places = territories(case, government)
    ceiling = aid_ceiling(case, plan, places)
    if ceiling is None:
        return None
    parties = case.tables["parties"].filter(pl.col("kind") == "government")["party"]
    spent = sum(
        spent_on_packages(plan, state, clock)
        for state in parties
        if set(territories(case, state)) & set(places)
    )
    return ceiling - spent


def spent_on_packages(plan: Plan, government: str, clock: Timing) -> float:
    """Return the expected present value of what a government's packages cost it."""
    cash = plan.tables["cash"].filter(
        pl.col("party") == government, pl.col("item").is_in(AID_ITEMS)
    )
    spent = 0.0
    for node, amount in cash.select("node", "amount").iter_rows():
        spent -= clock.chance[node] * clock.present[government][node] * amount
    return spent


def territories(case: Case, government: str) -> tuple[str, ...]:
    """Return the customs territories a government has a policy in, or pays a grant."""
    is_theirs = pl.any_horizontal(pl.col("party", "payer") == government)
    policies = case.tables["policies"].filter(is_theirs)
    return tuple(policies["territory"].drop_nulls().unique(maintain_order=True))


class Limit(NamedTuple):
    """One limit of aid: an amount, or a share of the capital spent.

    Attributes
    ----------
    policy
        Row of `policies` that states it.
    cap
        Case currency; None for a share.
    share
        Of tooling and openings in the territory before tax; None for an amount.
    """

    policy: str
    cap: float | None
    share: float | None

    def amount(self, capital: float) -> float:
        """Return the most aid where so much capital is spent."""
        return self.cap if self.cap is not None else (self.share or 0.0) * capital


def limits_of(case: Case, places: Sequence[str]) -> tuple[Limit, ...]:
    """Return every limit of aid that holds in some territories.

    Rows of kind aid_ceiling: `cap` limits the amount, at the rates of the first year;
    `target` its share of the capital spent there.
    """
    rows = (
        at_first_year(case)
        .tables["policies"]
        .filter(
            pl.col("kind") == "aid_ceiling",
            pl.col("territory").is_null() | pl.col("territory").is_in(places),
        )
    )
    limits = []
    for policy, cap, share in rows.select("policy", "cap", "target").rows():
        limits += [Limit(policy, cap, None)] if cap is not None else []
        limits += [Limit(policy, None, share)] if share is not None else []
    return tuple(limits)


def binding_limit(case: Case, plan: Plan, places: Sequence[str]) -> Limit | None:
    """Return the limit that allows a plan least aid; None without any."""
    capital = capital_in(plan, places)
    limits = limits_of(case, places)
    return min(limits, key=lambda limit: limit.amount(capital), default=None)


def aid_ceiling(case: Case, plan: Plan, places: Sequence[str]) -> float | None:
    """Return the most aid that rules allow for a plan; None without a limit."""
    limit = binding_limit(case, plan, places)
    return None if limit is None else limit.amount(capital_in(plan, places))


def capital_items(
    case: Case, places: Sequence[str]
) -> dict[tuple[str, str, int], float]:
    """Return what counts as capital spent in some territories, before tax.

    Returns
    -------
    items
        Tooling of ("build_option", name, year) at plants there, unless committed, and
        the opening cost of ("facility", name, year) there; case currency.
    """
    tables = case.tables
    inside = tables["places"].filter(pl.col("customs_territory").is_in(places))
    plants = by_year(case, "facilities").join(inside, on="place", how="semi")
    options = by_year(case, "build_options").filter(~pl.col("is_committed"))
    tooled = options.join(plants, on="facility", how="semi")
    return {
        (key, name, year): cost or 0.0
        for key, frame, column in (
            ("build_option", tooled, "tooling_cost"),
            ("facility", plants, "opening_cost"),
        )
        for name, year, cost in frame.select(key, "year", column).rows()
    }


def capital_in(plan: Plan, places: Sequence[str]) -> float:
    """Return the expected tooling and opening spend at plants in some territories."""
    items = capital_items(plan.case, places)
    chance = dict(plan.nodes.select("node", "probability").iter_rows())
    opened = plan.tables["openings"].filter(pl.col("action") == "open")
    spent = sum(
        items.get((key, name, year), 0.0) * chance[node]
        for key, frame in (
            ("build_option", plan.tables["starts"]),
            ("facility", opened),
        )
        for name, node, year in frame.select(key, "node", "year").iter_rows()
    )
    return float(spent)
