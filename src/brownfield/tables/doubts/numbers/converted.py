"""What are the amounts of a case in one currency, near enough to compare them?"""

from typing import Literal

import polars as pl

from brownfield.tables.cells.currencies import MONEY, currencies_of, is_money
from brownfield.tables.frames import Tables
from brownfield.tables.settings import Settings

Pick = Literal["least", "middle", "most"]
PICKS = {
    "least": pl.col("rate").min(),
    "middle": pl.col("rate").median(),
    "most": pl.col("rate").max(),
}


def converted(tables: Tables, settings: Settings, pick: Pick = "middle") -> Tables:
    """Return the tables with money in case currency, at one rate for all years.

    Parameters
    ----------
    tables
        Every declared table.
    settings
        Currency of the case, and whether money is local.
    pick
        Which rate of a currency: of its years the least, the middle or the largest. A
        currency without a rate counts as the case's.
    """
    changed = {
        name: _converted(name, tables, settings, pick)
        for name in MONEY
        if not _is_own(name, tables, settings)
    }
    return {**tables, **changed} if changed else tables


def _is_own(name: str, tables: Tables, settings: Settings) -> bool:
    own = settings.case.currency
    if not settings.case.local_money and tables[name]["currency"].null_count() == len(
        tables[name]
    ):
        return True
    return bool((currencies_of(name, tables, settings) == own).all())


def _converted(
    name: str, tables: Tables, settings: Settings, pick: Pick
) -> pl.DataFrame:
    given = tables["exchange_rates"].group_by("currency").agg(PICKS[pick])
    rates = dict(given.iter_rows()) | {settings.case.currency: 1.0}
    currencies = currencies_of(name, tables, settings)
    rate = currencies.replace_strict(rates, default=1.0, return_dtype=pl.Float64)
    return tables[name].with_columns(
        pl.when(is_money(name, column))
        .then(pl.col(column) * rate)
        .otherwise(pl.col(column))
        .alias(column)
        for column in MONEY[name]
    )


def is_as_written(tables: Tables, cell: tuple[str, int, str], amount: object) -> bool:
    """Return whether an amount compared is what stands in the cell.

    Parameters
    ----------
    tables
        The tables as written.
    cell
        Table, row and column.
    amount
        The amount in case currency.
    """
    name, row, column = cell
    return bool(tables[name][column][row] == amount)
