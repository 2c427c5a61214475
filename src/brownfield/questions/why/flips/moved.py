"""How much cash does a number move in one plan more than in another?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import by_year
from brownfield.questions.why.flips.dutied import dutied, worth
from brownfield.tables.cells.currencies import currencies_of
from brownfield.tables.definitions import TABLES
from brownfield.tables.where import matching_rows
from brownfield.tell.views import weighed

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.why.forced.bridge import Rivals

Cells = tuple[str, str, str]  # table, where, column
ROUTE = ["recipe", "place", "node", "regime", "quota"]
RATE = ("exchange_rates", "rate")
ITEMS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("facilities", "opening_cost"): ("opening",),
}
"""Cash of numbers that are not followed vehicle by vehicle."""
PAID: Mapping[str, tuple[str, ...]] = {
    "bill_of_materials": ("materials",),
    "facilities": ("opening", "closing", "hiring", "redundancy"),
    "shift_patterns": ("shift_cost",),
    "build_options": ("tooling", "conversion", "shortfall"),
    "lanes": ("freight", "insurance"),
    "demand": ("revenue", "lost_sales"),
    "trade_measures": ("duty", "licences"),
    "contracts": ("contracts",),
    "credits": ("credits",),
    "sites": ("headquarters", "moving"),
}
"""Cash of a table with rows in a currency, which its rate moves."""
EARNED = ("price", "volume")  # columns that bring cash; all others cost it


@dataclass(frozen=True)
class Sold:
    """The vehicles of a plan with their costs, and what a unit of cash is worth.

    Attributes
    ----------
    case, plan
        The case and its plan.
    rows
        Deliveries with the parts of their landed cost, `price` and `weight`: the
        expected present value of one unit of cash of each vehicle, times vehicles.
    """

    case: Case
    plan: Plan
    rows: pl.DataFrame

    def total(self, is_meant: pl.Expr, each: pl.Expr) -> float:
        """Return the present value of an amount per vehicle over the rows meant."""
        return worth(self.rows.filter(is_meant), each)


def sold(case: Case, plan: Plan) -> Sold:
    """Return the vehicles of a plan with their costs."""
    owners = case.tables["build_options"].select("build_option", "programme_owner")
    prices = by_year(case, "demand").select("product", "place", "year", "price")
    costs = plan.tables["landed_cost"].select(
        *ROUTE, "conversion", "freight", "inbound_duty"
    )
    rows = (
        plan.tables["deliveries"]
        .join(costs, on=ROUTE, how="left", nulls_equal=True, maintain_order="left")
        .join(prices, on=["product", "place", "year"], how="left")
        .join(owners, on="build_option", how="left")
    )
    valued = weighed(case, plan, rows, "programme_owner")
    return Sold(case, plan, valued.with_columns(pl.col("weight") * pl.col("vehicles")))


def moved(rivals: Rivals, both: tuple[Sold, Sold], cells: Cells) -> float:
    """Return how much more cash a number moves in one of two plans, case currency.

    It is what the plan that has what is asked about falls further short of the other if
    the number is doubled and neither changes.

    Parameters
    ----------
    rivals
        The two plans with the bridge between them.
    both
        Their vehicles.
    cells
        The number.
    """
    table, where, column = cells
    if (table, column) in ITEMS or (table, column) == RATE:
        items = ITEMS.get((table, column)) or _items_at_a_rate(both[0].case, where)
        return sum(step.amount for step in rivals.steps if step.item in items)
    first, second = (FOLLOWED[table, column](one, where) for one in both)
    return second - first if column in EARNED else first - second


def _items_at_a_rate(case: Case, where: str) -> set[str]:
    """Return the items of cash that the rates meant move."""
    rates = case.tables["exchange_rates"]
    meant = rates.filter(matching_rows(rates, where, TABLES["exchange_rates"]))
    currencies = set(meant["currency"])
    return {
        item
        for table, items in PAID.items()
        if currencies & set(currencies_of(table, case.tables, case.settings))
        for item in items
    }


def _options(one: Sold, where: str) -> pl.DataFrame:
    table = one.case.tables["build_options"]
    return table.filter(matching_rows(table, where, TABLES["build_options"]))


def _tooling(one: Sold, where: str) -> float:
    meant = _options(one, where).select("build_option")
    cost = by_year(one.case, "build_options").select(
        "build_option", "year", "tooling_cost"
    )
    tooled = cost.join(meant, on="build_option", how="semi")
    rows = one.plan.tables["starts"].join(tooled, on=["build_option", "year"])
    valued = weighed(one.case, one.plan, rows, "programme_owner")
    return worth(valued, pl.col("tooling_cost"))


def _conversion(one: Sold, where: str) -> float:
    names = _options(one, where)["build_option"].to_list()
    return one.total(pl.col("build_option").is_in(names), pl.col("conversion"))


def _freight(one: Sold, where: str) -> float:
    """Return freight of vehicles from the plants at the origin of lanes."""
    lanes = one.case.tables["lanes"]
    origins = lanes.filter(matching_rows(lanes, where, TABLES["lanes"]))["origin"]
    plants = one.case.tables["facilities"].filter(
        pl.col("place").is_in(origins.unique().to_list())
    )
    names = plants["facility"].to_list()
    return one.total(pl.col("facility").is_in(names), pl.col("freight"))


def _crew(one: Sold, where: str) -> float:
    """Return what crews and sites cost under the shift patterns meant."""
    table = one.case.tables["shift_patterns"]
    meant = table.filter(matching_rows(table, where, TABLES["shift_patterns"]))
    owners = one.case.tables["facilities"].select("facility", "owner")
    key = ["facility", "pattern"]
    cost = by_year(one.case, "shift_patterns").join(meant, on=key, how="semi")
    cost = cost.select(*key, "year", "fixed_cost")
    rows = one.plan.tables["shifts"].join(cost, on=[*key, "year"])
    valued = weighed(one.case, one.plan, rows.join(owners, on="facility"), "owner")
    return worth(valued, pl.col("fixed_cost"))


def _duty(one: Sold, where: str) -> float:
    table = one.case.tables["trade_measures"]
    meant = table.filter(matching_rows(table, where, TABLES["trade_measures"]))
    return dutied(one.case, one.rows, meant)


def _price(one: Sold, where: str) -> float:
    demand = one.case.tables["demand"]
    rows = demand.filter(matching_rows(demand, where, TABLES["demand"]))
    names = rows["product"].unique().to_list()
    return one.total(pl.col("product").is_in(names), pl.col("price").fill_null(0.0))


FOLLOWED: Mapping[tuple[str, str], Callable[[Sold, str], float]] = {
    ("build_options", "tooling_cost"): _tooling,
    ("build_options", "conversion_cost"): _conversion,
    ("lanes", "freight"): _freight,
    ("shift_patterns", "fixed_cost"): _crew,
    ("trade_measures", "ad_valorem"): _duty,
    ("demand", "price"): _price,
    ("demand", "volume"): _price,
}
"""Cash of numbers that is followed vehicle by vehicle."""
