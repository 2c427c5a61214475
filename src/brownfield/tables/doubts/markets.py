"""Which markets does a case have, and what stands in their rows of demand?

Many doubts ask for the markets, and few rows make one; so they are gathered once for a
frame of demand, which is held weakly.
"""

import polars as pl

from brownfield.tables.cells.codes import codes
from brownfield.tables.memory import Again

MARKET = ["product", "place"]
_LATEST = Again[pl.DataFrame](most=1)


def markets(demand: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each product and place, in the order of their first rows.

    Columns: row, product, place; first and last year and the number of years; middle
    price above 0 (blank without one) and largest penalty of a lost sale, case currency
    per vehicle.
    """
    return _LATEST.of([demand], None, lambda: _gathered(demand))


def _gathered(demand: pl.DataFrame) -> pl.DataFrame:
    year, price = pl.col("year"), pl.col("price")
    if demand.select((price == 0).any()).item():
        price = price.filter(price > 0)  # far slower, and hardly ever needed
    rows = demand.select("year", "price", "lost_sale_penalty").with_row_index("row")
    by_market = (
        rows.with_columns(market=codes(demand, MARKET))
        .group_by("market")
        .agg(
            pl.col("row").min(),
            first_year=year.min(),
            last_year=year.max(),
            num_years=year.len(),
            price=price.median(),
            penalty=pl.col("lost_sale_penalty").max(),
        )
        .sort("row")
    )
    names = demand.select(MARKET)[by_market["row"]]
    return pl.concat([names, by_market.drop("market")], how="horizontal")
