"""Which prices are far from those of other markets, or from what a vehicle costs?"""

from collections.abc import Iterator

import polars as pl

from brownfield.tables.cells.currencies import currencies_of
from brownfield.tables.doubts.markets import markets
from brownfield.tables.doubts.numbers.converted import converted
from brownfield.tables.doubts.numbers.costs import cost_bounds
from brownfield.tables.doubts.numbers.ranges import count, meant
from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding, listed, shown
from brownfield.tables.rule import Cells
from brownfield.tables.settings import Settings

FOREIGN, ANY = 5.0, 10.0  # times the other markets: where a currency explains it, else
BELOW, ABOVE = 0.5, 10.0  # of the least cost, and times the most, of a vehicle
PAIR = 2


def strange_prices(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield markets whose price is far from the others' or from the cost."""
    sold = _markets(tables, settings)
    apart = _apart(sold)
    for cells in apart.to_dicts():
        yield _of_market(cells, settings, _rate(tables, cells))
    rest = sold.join(apart, on=["product", "place"], how="anti")
    costs = rest.join(
        cost_bounds(tables, settings), on="product", maintain_order="left"
    )
    worth = pl.col("price") + pl.col("penalty")
    low = costs.filter(worth < BELOW * pl.col("least"))
    for rows in low.partition_by("product", maintain_order=True):
        yield _below(rows, settings)
    for cells in costs.filter(pl.col("price") > ABOVE * pl.col("most")).to_dicts():
        yield _above(cells, settings)


def _markets(tables: Tables, settings: Settings) -> pl.DataFrame:
    """Return row, product, place, middle price and penalty, currency of each market."""
    places = tables["places"].select("place", "currency")
    own = pl.lit(settings.case.currency, pl.String)
    demand = converted(tables, settings)["demand"]
    is_own = currencies_of("demand", tables, settings) == settings.case.currency
    is_told = pl.lit(is_own).gather(pl.col("row"))  # else it is converted already
    is_foreign = pl.col("currency").is_not_null() & (pl.col("currency") != own)
    sold = markets(demand).drop_nulls("price").with_columns(is_told=is_told)
    found = sold.join(places, on="place", how="left", maintain_order="left")
    return found.with_columns(
        is_foreign=is_foreign.fill_null(value=False) & pl.col("is_told")
    )


def _apart(sold: pl.DataFrame) -> pl.DataFrame:
    """Return markets with the middle price of the product, where theirs is far from it.

    Of two markets that are far from each other one is told: that in another currency,
    else the dearer.
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
    first = ["is_foreign", "price"]
    is_first = pl.struct(first).rank("ordinal", descending=True).over("product") == 1
    return far.filter((pl.col("count") > PAIR) | is_first)


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
    hint = meant(price, others / ANY, others * ANY)
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
        hint=meant(price, BELOW * cost, ABOVE * cells["most"]),
    )


def _above(cells: Cells, settings: Settings) -> Finding:
    price, cost, currency = cells["price"], cells["most"], settings.case.currency
    why = _why(cells, settings)
    hint = meant(price, BELOW * cells["least"], ABOVE * cost)
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
