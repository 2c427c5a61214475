"""What is an amount in case currency, and what is a usual vehicle of the case worth?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.doubts.numbers.costs import Costs, row_rates

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

FAR = 5.0  # times that prices and costs are apart from which on one of them is wrong


def amounts(tables: Tables, table: str, column: str) -> pl.DataFrame:
    """Return the rows of a table with `row`, and the amount as `case_money`.

    That is in case currency: a row in another counts at its middle rate, and is blank
    without one.
    """
    frame = tables[table].with_row_index("row")
    if "currency" not in frame.columns or not frame["currency"].count():
        return frame.with_columns(case_money=pl.col(column))
    rated = row_rates(tables, frame, "middle")
    return rated.with_columns(case_money=pl.col(column) * pl.col("middle"))


def vehicle_worth(tables: Tables, costs: Costs) -> float | None:
    """Return what a usual vehicle of the case is worth, case currency; None without.

    That is the middle price over the rows of demand; the middle cost where prices are
    out of all proportion to costs, and it is the prices that are wrong.
    """
    price, cost = middle_price(tables), costs.middle
    if price is None or cost is None or costs.small is None:
        return price
    is_apart = abs(math.log(price / cost)) > math.log(FAR)
    return cost if is_apart and costs.blames_prices(price, cost) else price


def middle_price(tables: Tables) -> float | None:
    """Return the middle price of a vehicle over the rows of demand; None without."""
    price = pl.col("case_money")
    paid = amounts(tables, "demand", "price")
    middle = paid.select(price.filter(price > 0).median()).item()
    return None if middle is None else float(middle)
