"""Which vehicles enter under a price undertaking in place of countervailing duty?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.trade.duty import (
    GOODS,
    distinct_goods,
    measures_in_force,
    on_top,
    with_duty,
)
from brownfield.tables.frames import Replaced

if TYPE_CHECKING:
    from brownfield.derive.frames import Tables

REPLACED = "countervailing"
SUFFIX = "+undertaking"
EXACT = 1e-6  # case currency; a price so little under the least one still keeps it
BARE = ("customs_value", "duty", "added", "suffix")


def undertakings(tables: Tables, goods: pl.DataFrame) -> pl.DataFrame:
    """Return the undertaking that covers each good, the most exact one.

    Parameters
    ----------
    tables
        Tables of the case.
    goods
        As for `measures_in_force`.

    Returns
    -------
    frame
        The columns of `goods`, undertaking (the measure), minimum_price, quota_volume.

    Raises
    ------
    DataError
        Two rows for the same goods are equally exact.
    """
    rows = tables["trade_measures"].filter(pl.col("kind") == "undertaking")
    terms = rows.select("measure", "minimum_price", "quota_volume", "quota_pool")
    measures = measures_in_force(Replaced(tables, trade_measures=rows), goods)
    return measures.join(terms, on="measure", maintain_order="left").select(
        *GOODS,
        "minimum_price",
        quota=pl.when(
            pl.col("quota_volume").is_not_null() | pl.col("quota_pool").is_not_null()
        ).then("measure"),
    )


def has_undertakings(tables: Tables) -> bool:
    """Return whether any row of the tables is an undertaking."""
    return bool((tables["trade_measures"]["kind"] == "undertaking").any())


def with_undertakings(
    tables: Tables, rows: pl.DataFrame, goods: pl.DataFrame, levied: pl.DataFrame
) -> pl.DataFrame:
    """Return ways to a market and those that an undertaking opens beside them.

    Every way outside a quota that owes countervailing duty is open without it too, if
    the price its buyers pay, less what is still due, is `minimum_price` or more.

    Parameters
    ----------
    tables
        Tables of the case.
    rows
        Ways to a market with number, leg, price, cif, ex_works, regime (without what
        comes on top), rates, duty and suffix.
    goods
        leg and what crosses the border on it.
    levied
        Every extra duty that is asked, by number.

    Returns
    -------
    frame
        The columns of `rows`.
    """
    if not has_undertakings(tables):
        return rows
    distinct = distinct_goods(goods)
    covered = goods.join(undertakings(tables, distinct), on=list(GOODS)).drop(GOODS)
    spared = levied.filter(pl.col("kind") == REPLACED)
    rest = on_top(levied.filter(pl.col("kind") != REPLACED))
    open_rows = (
        rows.filter(pl.col("quota").is_null())
        .drop("quota", *BARE)
        .join(spared, on="number", how="semi")
        .join(covered, on="leg", maintain_order="left")
        .join(rest, on="number", how="left", maintain_order="left")
    )
    kept = with_duty(open_rows).filter(
        pl.col("price") - pl.col("duty") >= pl.col("minimum_price") - EXACT
    )
    named = kept.with_columns(regime=pl.col("regime") + SUFFIX)
    return pl.concat([rows, named.select(rows.columns)])
