"""What do firms at home earn, and what do they and the border pay the state?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.case.shapes import Floats
    from brownfield.plans.plan import Plan
    from brownfield.questions.impact.counted.home import Home
    from brownfield.questions.impact.counted.nodes import Nodes

NOT_EARNED = (
    "lost_sales",
    "tooling",
    "opening",
    "closing",
    "moving",
    "tax",
    "terminal",
    "support",
    "package",
    "grants",
    "operating_support",
    "capital_grants",
)
"""Cash that is no part of value added: capital, tax, support, goodwill."""
PAID_OUT = ("package", "operating_support", "capital_grants", "grants")
"""Cash of a government that is support, where it pays."""


def firms_of(nodes: Nodes, case: Case, plan: Plan, home: Home) -> tuple[Floats, Floats]:
    """Return operating cash and profit tax of firms that pay tax at home.

    Returns
    -------
    tuple
        Shape (N,) each, case currency. Cash is after pay and before tax and capital;
        with pay it is their value added.
    """
    cash = _cash(case, plan, home, "company")
    earned = cash.filter(~pl.col("item").is_in(NOT_EARNED))
    paid = cash.filter(pl.col("item") == "tax")
    return nodes.summed(earned), -nodes.summed(paid)


def support_of(nodes: Nodes, case: Case, plan: Plan, home: Home) -> Floats:
    """Return what the state pays out, grants to buyers with it.

    Returns
    -------
    Floats
        Shape (N,), case currency.
    """
    cash = _cash(case, plan, home, "government")
    own = cash.filter(pl.col("item").is_in(PAID_OUT), pl.col("amount") < 0.0)
    policies = case.tables["policies"].filter(
        pl.col("territory").is_in(list(home.territories))
    )["policy"]
    grants = plan.tables["grants"].filter(
        pl.col("payer").is_null(), pl.col("policy").is_in(policies.implode())
    )
    return nodes.summed(grants) - nodes.summed(own)


def duty_of(nodes: Nodes, case: Case, plan: Plan, home: Home) -> Floats:
    """Return customs duty paid at home, on vehicles and on parts.

    Returns
    -------
    Floats
        Shape (N,), case currency.
    """
    territories = dict(
        case.tables["places"].select("place", "customs_territory").iter_rows()
    )
    ours = [p for p, name in territories.items() if name in home.territories]
    sent = plan.tables["deliveries"].filter(pl.col("place").is_in(ours))
    plants = [
        plant
        for plant, place in case.tables["facilities"]
        .select("facility", "place")
        .iter_rows()
        if place in ours
    ]
    costs = plan.tables["landed_cost"].unique(["recipe", "node"])
    production = plan.tables["production"].filter(pl.col("facility").is_in(plants))
    parts = production.join(
        costs.select("recipe", "node", "inbound_duty"), on=["recipe", "node"]
    ).select("node", amount=pl.col("vehicles") * pl.col("inbound_duty"))
    return nodes.summed(sent.select("node", amount="duty")) + nodes.summed(parts)


def _cash(case: Case, plan: Plan, home: Home, kind: str) -> pl.DataFrame:
    """Return the cash of parties of a kind that pay tax at home."""
    at_home = case.tables["parties"].filter(
        pl.col("kind") == kind, pl.col("country").is_in(list(home.countries))
    )
    return plan.tables["cash"].filter(pl.col("party").is_in(at_home["party"].implode()))
