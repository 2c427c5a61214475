"""What is an amount worth in case currency, and what is it worth today?"""

import polars as pl

from brownfield.derive.frames import Tables
from brownfield.errors import DataError
from brownfield.tables.settings import Settings


def discount_factor(rate: float, year: int, settings: Settings) -> float:
    """Return what one unit of money of `year` is worth at the value date.

    Parameters
    ----------
    rate
        Discount rate, share a year.
    year
        Calendar year of the cash.
    settings
        First year and the moment of the year at which cash falls.

    References
    ----------
    The value date is the end of the first year: (1 + r)^-(year - first_year), with
    mid-year discounting half a year less.
    """
    half = 0.5 if settings.case.discounting == "mid_year" else 0.0
    return float((1.0 + rate) ** -(year - settings.case.first_year - half))


def _lookup(
    frame: pl.DataFrame, values: pl.DataFrame, *, column: str, value: str, table: str
) -> pl.DataFrame:
    joined = frame.join(values, on=[column, "year"], how="left", maintain_order="left")
    lost = joined.filter(pl.col(column).is_not_null() & pl.col(value).is_null())
    if lost.height:
        first = lost.select(column, "year").unique().sort(column, "year").row(0)
        message = (
            f"{table} has no row for {column} {first[0]} in {first[1]}; add one with "
            f"the {value} of that year"
        )
        raise DataError(message)
    return joined.with_columns(pl.col(value).fill_null(1.0))


def with_index_factor(frame: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """Return `frame` with `factor`, that of its `cost_index` in `year`.

    A blank index has factor 1.

    Raises
    ------
    DataError
        An index that is named has no row for a year.
    """
    factors = tables["cost_indices"].select("year", "factor", cost_index="index")
    return _lookup(
        frame, factors, column="cost_index", value="factor", table="cost_indices"
    )


def with_exchange_rate(
    frame: pl.DataFrame, tables: Tables, settings: Settings
) -> pl.DataFrame:
    """Return `frame` with `rate`: case currency for one unit of `currency` in `year`.

    A blank currency is the case currency, whose rate is 1 always.

    Raises
    ------
    DataError
        A currency in use has no rate for a year.
    """
    own = settings.case.currency
    foreign = frame.with_columns(
        currency=pl.when(pl.col("currency") != own).then(pl.col("currency"))
    )
    rates = tables["exchange_rates"].select("currency", "year", "rate")
    return _lookup(
        foreign, rates, column="currency", value="rate", table="exchange_rates"
    )
