"""What do plants buy at home, from which sector, and where?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.parts import part_costs

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.impact.counted.home import Home
    from brownfield.questions.impact.counted.nodes import Nodes
    from brownfield.tables.frames import Tables

SPENT = {
    "node": pl.String,
    "region": pl.Int64,
    "sector": pl.String,
    "amount": pl.Float64,
}


def bought_at(
    nodes: Nodes, plan: Plan, home: Home, only: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return what is bought a year at home.

    Parameters
    ----------
    nodes, plan, home
        The plan at its nodes, and the nation.
    only
        Rows of `production` that count; None = all of them.

    Returns
    -------
    frame
        node, region (position, that of the source), sector, amount (case currency):
        parts by their part group, and what plants spend on conversion.
    """
    parts = [pl.DataFrame(schema=SPENT)]
    counted = plan.tables["production"] if only is None else only
    for case, rows in nodes.by_case():
        production = counted.join(rows, on="node", how="semi")
        parts.append(_parts(case, production, plan, home))
        parts.append(_conversion(case, production, plan, home))
    return pl.concat(parts)


def built_at(nodes: Nodes, plan: Plan, home: Home) -> pl.DataFrame:
    """Return what is spent once on tooling and on opening plants at home.

    Returns
    -------
    frame
        As `bought_at`, at the node at which it is decided.
    """
    parts = [pl.DataFrame(schema=SPENT)]
    opened = plan.tables["openings"].filter(pl.col("action") == "open")
    for case, rows in nodes.by_case():
        tables = case.tables
        options = tables["build_options"].select("build_option", amount="tooling_cost")
        plants = tables["facilities"].select("facility", amount="opening_cost")
        begun = plan.begun.join(rows, on="node", how="semi")
        tooled = begun.select("build_option", "facility", "node").join(
            options, on="build_option"
        )
        founded = opened.join(rows, on="node", how="semi").select("facility", "node")
        parts.append(_at_plants(tooled, "tooling", tables, home))
        parts.append(
            _at_plants(founded.join(plants, on="facility"), "opening", tables, home)
        )
    return pl.concat(parts)


def _parts(
    case: Case, production: pl.DataFrame, plan: Plan, home: Home
) -> pl.DataFrame:
    years = sorted(set(production["year"]))
    costs = part_costs(case.tables, years).select(
        "build_option", "part_group", "source", "year", "unit_value"
    )
    used = production.join(plan.tables["sourcing"], on="recipe").join(
        costs, on=["build_option", "part_group", "source", "year"]
    )
    spent = used.select(
        "node",
        "source",
        item="part_group",
        amount=pl.col("vehicles") * pl.col("unit_value"),
    )
    return _at(spent, "source", home.sources, case.tables)


def _conversion(
    case: Case, production: pl.DataFrame, plan: Plan, home: Home
) -> pl.DataFrame:
    costs = plan.tables["landed_cost"].select("recipe", "node", "conversion")
    each = production.join(costs.unique(["recipe", "node"]), on=["recipe", "node"])
    spent = each.select(
        "node", "facility", amount=pl.col("vehicles") * pl.col("conversion")
    )
    return _at_plants(spent, "conversion", case.tables, home)


def _at_plants(
    spent: pl.DataFrame, item: str, tables: Tables, home: Home
) -> pl.DataFrame:
    named = spent.with_columns(item=pl.lit(item))
    return _at(named, "facility", home.facility_region, tables)


def _at(
    spent: pl.DataFrame, column: str, regions: Mapping[str, int], tables: Tables
) -> pl.DataFrame:
    """Return what is spent at home, by region and the sector that is paid."""
    where = pl.DataFrame(
        list(regions.items()),
        schema={column: pl.String, "region": pl.Int64},
        orient="row",
    )
    paid = tables["purchases"].select("item", "sector", "share")
    placed = spent.join(where, on=column).join(paid, on="item")
    amount = (pl.col("amount") * pl.col("share")).sum()
    grouped = placed.group_by("node", "region", "sector", maintain_order=True)
    return grouped.agg(amount=amount).select(*SPENT)
