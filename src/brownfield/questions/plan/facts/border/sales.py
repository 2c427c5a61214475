"""What does the best plan deliver, and what crosses which border with it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.case import Case
from brownfield.case.one_currency import by_case
from brownfield.derive.trade.traced.crossing import Sent, sent_by
from brownfield.derive.trade.traced.trace import WAY
from brownfield.tables.doubts.years import runs_of_years
from brownfield.tell.views import table

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

PAID_TO_MAKE = (
    "materials",
    "inbound_freight",
    "inbound_duty",
    "conversion",
    "crew",
)  # a blank price at the gate is their sum


@dataclass(frozen=True)
class Sales:
    """Deliveries at the nodes at which one case holds.

    Attributes
    ----------
    sent
        Each way once, with what crosses borders.
    volumes
        recipe, place, year, regime, quota, node, vehicles.
    origin
        Origin tests of the recipes, by year.
    """

    sent: Sent = field(repr=False)
    volumes: pl.DataFrame = field(repr=False)
    origin: pl.DataFrame = field(repr=False)


CaseAt = Callable[[str], Case]


def sales(plan: Plan, case_at: CaseAt) -> tuple[Sales, ...]:
    """Return the deliveries of a plan, by case; none without a plan.

    Parameters
    ----------
    plan
        The plan.
    case_at
        Its case as it holds at a node, money in case currency.
    """
    return tuple(_by_case(plan, case_at))


def _by_case(plan: Plan, case_at: CaseAt) -> Iterator[Sales]:
    delivered = _delivered(plan)
    if delivered.is_empty():
        return
    for case, nodes in by_case(plan.nodes, case_at):
        here = delivered.join(nodes, on="node", how="semi", maintain_order="left")
        if not here.is_empty():
            yield _at_nodes(plan, case, here)


def _delivered(plan: Plan) -> pl.DataFrame:
    """Return deliveries with freight, insurance and what a vehicle costs to make."""
    ends = ["recipe", "place", "node", "quota"]
    items = table(plan, "landed_cost").select(
        *ends, "freight", "insurance", *PAID_TO_MAKE
    )
    return (
        table(plan, "deliveries")
        .filter(pl.col("vehicles") > 0)
        .join(items, on=ends, nulls_equal=True, maintain_order="left")
        .with_columns(work=pl.col("conversion") + pl.col("crew"))
    )


def _at_nodes(plan: Plan, case: Case, here: pl.DataFrame) -> Sales:
    prices = case.tables["build_options"].select("build_option", "ex_works_price")
    priced = here.join(prices, on="build_option", maintain_order="left").with_columns(
        ex_works=pl.coalesce("ex_works_price", pl.sum_horizontal(PAID_TO_MAKE))
    )
    tests = table(plan, "origin").join(here, on="node", how="semi")
    ways = priced.unique(WAY, maintain_order=True)
    return Sales(
        sent_by(case.tables, ways, table(plan, "sourcing")),
        here.select(*WAY, "node", "vehicles"),
        tests.unique(["recipe", "agreement", "year"], maintain_order=True),
    )


def spans(years: set[int]) -> str:
    """Return years as spans, e.g. ``2026-2030, 2032``."""
    return ", ".join(runs_of_years(years, "-"))
