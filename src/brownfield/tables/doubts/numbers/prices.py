"""Which prices are far from those of other markets, or from what a vehicle costs?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.doubts.markets import markets
from brownfield.tables.doubts.numbers.costs import Costs, costs_of
from brownfield.tables.doubts.numbers.hints import count, meant_money
from brownfield.tables.doubts.numbers.money import amounts
from brownfield.tables.problems import Finding, listed, shown

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.rule import Cells
    from brownfield.tables.settings import Settings

FOREIGN, ANY = 5.0, 10.0  # times the other markets: where a currency explains it, else
BELOW, ABOVE = 0.5, 10.0  # of the least cost, and times the most, of a vehicle
PAIR = 2


def strange_prices(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield markets whose price is far from the others' or from the cost."""
    costs = costs_of(tables)
    sold = _markets(tables, settings)
    apart = _apart(sold, costs)
    for cells in apart.to_dicts():
        yield _of_market(cells, settings, _rate(tables, cells))
    rest = sold.join(apart, on=["product", "place"], how="anti")
    yield from _beside_costs(rest, costs, settings)


def _beside_costs(
    sold: pl.DataFrame, costs: Costs, settings: Settings
) -> Iterator[Finding]:
    """Yield prices that are far from costs, where it is not the costs that are wrong.

    Those are told at the part: see `parts`.
    """
    beside = sold.join(costs.bounds, on="product", maintain_order="left")
    worth = pl.col("price") + pl.col("penalty")
    low = beside.filter(worth < BELOW * pl.col("least"))
    for rows in low.partition_by("product", maintain_order=True):
        if costs.blames_prices(rows["price"][0], rows["least"][0]):
            yield _below(rows, settings)
    for cells in beside.filter(pl.col("price") > ABOVE * pl.col("most")).to_dicts():
        if costs.blames_prices(cells["price"], cells["most"]):
            yield _above(cells, settings)


def _markets(tables: Tables, settings: Settings) -> pl.DataFrame:
    """Return row, product, place, middle price and penalty, currency of each market."""
    places = tables["places"].select("place", "currency")
    own = pl.lit(settings.case.currency, pl.String)
    is_named = tables["demand"]["currency"].is_not_null()
    is_told = ~pl.lit(is_named).gather(pl.col("row"))  # else it is converted already
    is_foreign = pl.col("currency").is_not_null() & (pl.col("currency") != own)
    sold = markets(_paid(tables)).drop_nulls("price")
    placed = sold.join(places, on="place", how="left", maintain_order="left")
    return placed.with_columns(is_foreign=is_foreign.fill_null(value=False) & is_told)


def _paid(tables: Tables) -> pl.DataFrame:
    """Return demand with its money in case currency."""
    if not tables["demand"]["currency"].count():
        return tables["demand"]
    money = ("price", "lost_sale_penalty")
    paid = [amounts(tables, "demand", name)["case_money"].alias(name) for name in money]
    return tables["demand"].with_columns(paid)


def _apart(sold: pl.DataFrame, costs: Costs) -> pl.DataFrame:
    """Return markets with the middle price of the product, where theirs is far from it.

    One whose price fits the costs is not told where the others' do not. Of two markets
    that are far from each other one is told: that in another currency, else the dearer.
    """
    price, count = pl.col("price"), pl.len().over("product")
    other = price.sum().over("product") - price
    middle = price.median().over("product")
    beside = sold.with_columns(
        count=count, others=pl.when(count > PAIR).then(middle).otherwise(other)
    )
    times = pl.max_horizontal(price / pl.col("others"), pl.col("others") / price)
    most = pl.when("is_foreign").then(FOREIGN).otherwise(ANY)
    far = beside.filter(count > 1, times > most)
    if far.is_empty():
        return far
    bounded = far.join(costs.bounds, on="product", how="left", maintain_order="left")
    is_right = _fits(price) & ~_fits(pl.col("others"))
    wrong = bounded.filter(~is_right.fill_null(value=False)).drop("least", "most")
    first = ["is_foreign", "price"]
    is_first = pl.struct(first).rank("ordinal", descending=True).over("product") == 1
    return wrong.filter((pl.col("count") > PAIR) | is_first)


def _fits(price: pl.Expr) -> pl.Expr:
    """Return whether a price is plausible beside the costs of the product."""
    return price.is_between(BELOW * pl.col("least"), ABOVE * pl.col("most"))


def _rate(tables: Tables, cells: Cells) -> float | None:
    """Return the middle rate of a market's currency; None where it is not given."""
    rates = tables["exchange_rates"].filter(
        pl.col("currency").eq_missing(pl.lit(cells["currency"], pl.String))
    )
    middle = rates["rate"].median()
    return float(middle) if isinstance(middle, float) else None


def _of_market(cells: Cells, settings: Settings, rate: float | None) -> Finding:
    price, others, currency = cells["price"], cells["others"], settings.case.currency
    is_high = price > others
    times = count(price / others if is_high else others / price)
    hint = meant_money(price, (others / ANY, others * ANY))
    if cells["is_foreign"]:
        hint = f"Enter prices in {currency}"
        hint += "" if rate is None else f": did you mean {price * rate:.6g}?"
    return Finding(
        table="demand",
        row=cells["row"],
        column="price",
        value=shown(price),
        rule="price_of_market",
        message=f"{cells['product']} is sold at {cells['place']} for "
        f"{times} {'what' if is_high else 'less than'} other markets pay "
        f"({others:,.6g}){_why(cells, settings)}",
        hint=hint,
    )


def _below(rows: pl.DataFrame, settings: Settings) -> Finding:
    cells = rows.row(0, named=True)
    price, cost, currency = cells["price"], cells["least"], settings.case.currency
    return Finding(
        table="demand",
        row=cells["row"],
        column="price",
        value=shown(price),
        rule="price_below_cost",
        message=f"{cells['product']} is sold at {listed(rows['place'])} for "
        f"{100 * (1 - price / cost):.3g} % less than its cheapest parts and conversion "
        f"({currency} {cost:,.6g})",
        hint=meant_money(price, (BELOW * cost, ABOVE * cells["most"])),
    )


def _above(cells: Cells, settings: Settings) -> Finding:
    price, cost, currency = cells["price"], cells["most"], settings.case.currency
    why = _why(cells, settings)
    hint = meant_money(price, (BELOW * cells["least"], ABOVE * cost))
    return Finding(
        table="demand",
        row=cells["row"],
        column="price",
        value=shown(price),
        rule="price_above_cost",
        message=f"{cells['product']} is sold at {cells['place']} for "
        f"{count(price / cost)} its dearest parts, conversion and freight "
        f"({currency} {cost:,.6g}){why}",
        hint=f"Enter prices in {currency}" if why else hint,
    )


def _why(cells: Cells, settings: Settings) -> str:
    """Return how the currency of a place explains its price, if it may."""
    if not cells["is_foreign"]:
        return ""
    return (
        f"; {cells['place']} has currency {cells['currency']}, and prices are read as "
        f"{settings.case.currency}"
    )
