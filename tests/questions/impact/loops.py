"""The impact on the starter case, read a second time in plain loops."""

from typing import Any

from brownfield.case.case import Case
from brownfield.plans.plan import Plan

HOME = {"home_parts": "homeland", "home_plant": "homeshire"}
SECTOR = {"battery": "parts", "rest": "parts", "trim": "parts"}
KEPT = 0.75 * 0.9  # displacement of .25, leakage of .1


def heads(plan: Plan, node: str) -> float:
    """Return people in the home plant at a node."""
    rows = plan.tables["shifts"].filter(node=node, facility="home_plant")
    return float(rows["headcount"].sum())


def bought(case: Case, plan: Plan, node: str) -> dict[str, float]:
    """Return what is bought at home at a node, by sector."""
    prices = {
        (row["build_option"], row["part_group"], row["source"]): row["unit_value"]
        for row in case.tables["bill_of_materials"].to_dicts()
    }
    costs = {
        row["build_option"]: row["conversion_cost"]
        for row in case.tables["build_options"].to_dicts()
    }
    found = {"parts": 0.0, "services": 0.0}
    for made in plan.tables["production"].filter(node=node).to_dicts():
        option, vehicles = made["build_option"], made["vehicles"]
        for part in plan.tables["sourcing"].filter(recipe=made["recipe"]).to_dicts():
            if part["source"] in HOME:
                key = option, part["part_group"], part["source"]
                found["parts"] += vehicles * prices[key]
        if made["facility"] in HOME:
            found["services"] += 0.4 * vehicles * costs[option]
    return found


def jobs_at_suppliers(spent: dict[str, float]) -> float:
    """Return jobs from purchases: services .1 of parts, each sector .1 of itself.

    Parts: 15,000 jobs for 2,000 m. Services: 100,000 for 10,000 m. A money of parts
    needs 1 / .9 of parts and .1 / .9 / .9 of services; of services 1 / .9.
    """
    parts = spent["parts"] / 0.9
    services = (spent["services"] + 0.1 * parts) / 0.9
    return parts * 15_000 / 2_000e6 + services * 100_000 / 10_000e6


def net_jobs(case: Case, plan: Plan, other: Plan, year: int) -> dict[str, float]:
    """Return further jobs in plants and at suppliers in a year, mean of the futures."""
    found: dict[str, Any] = {"direct": 0.0, "chain": 0.0}
    for row in plan.nodes.filter(year=year).to_dicts():
        node, chance = row["node"], row["probability"]
        found["direct"] += chance * KEPT * (heads(plan, node) - heads(other, node))
        mine, theirs = (bought(case, one, node) for one in (plan, other))
        more = {name: mine[name] - theirs[name] for name in mine}
        found["chain"] += chance * KEPT * jobs_at_suppliers(more)
    return found


def at_work_on_it(plan: Plan, year: int) -> float:
    """Return people who build the new car at home in a year, mean of the futures.

    The crew by line time: kits and the old car take one standard vehicle each, and
    nothing else is built there.
    """
    found = 0.0
    for row in plan.nodes.filter(year=year).to_dicts():
        made = plan.tables["production"].filter(node=row["node"], facility="home_plant")
        kits = made.filter(build_option="newcar_kits")["vehicles"].to_list()
        share = sum(kits) / sum(made["vehicles"].to_list())
        found += row["probability"] * heads(plan, row["node"]) * share
    return found
