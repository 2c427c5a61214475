"""What does a week without the host's plant cost the guest?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import paid_by_node
from brownfield.case.scenarios import as_planned

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.deal.contracts.forms import Pair

WEEKS = 47.0  # working weeks of a year, as in a stress test
UNIT_COSTS = (
    "materials",
    "inbound_freight",
    "inbound_duty",
    "freight",
    "insurance",
    "duty",
)


def week_without_host(plan: Plan, pair: Pair) -> float:
    """Return the guest's margin, before any fee, on a week of hosted vehicles.

    The mean over years with hosted vehicles and over futures, in case currency. A
    hosted product stops when its host stops: this is what the guest then loses, and
    why it should owe neither fee nor promised volume for such weeks.

    Parameters
    ----------
    plan
        A plan.
    pair
        The guest and its host.
    """
    case_at = paid_by_node(as_planned(plan.case))
    years = plan.nodes.select("node", "year", "probability")
    prices = pl.concat(
        case_at(node)
        .tables["demand"]
        .filter(pl.col("year") == year)
        .select("product", "place", "price", node=pl.lit(node))
        for node, year in years.select("node", "year").iter_rows()
    )
    own = plan.case.tables["build_options"].filter(
        pl.col("programme_owner") == pair.entrant
    )
    keys = ["recipe", "place", "node", "regime"]
    costs = plan.tables["landed_cost"].select(*keys, cost=pl.sum_horizontal(UNIT_COSTS))
    sold = (
        plan.tables["deliveries"]
        .filter(pl.col("facility").is_in(pair.facilities))
        .join(own, on="build_option", how="semi")
        .select(*keys, "product", "vehicles")
        .join(costs, on=keys)
        .join(prices, on=["product", "place", "node"])
        .join(years, on="node")
    )
    margin = pl.col("probability") * pl.col("vehicles")
    total = sold.select((margin * (pl.col("price") - pl.col("cost"))).sum()).item()
    busy = years.filter(pl.col("node").is_in(list(pair.vehicles)))["year"].n_unique()
    return float(total) / (WEEKS * max(1, busy))
