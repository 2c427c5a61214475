"""What is an amount worth in case currency, and what is it worth today?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import DataError

if TYPE_CHECKING:
    from brownfield.derive.frames import Tables
    from brownfield.tables.memory import Columns
    from brownfield.tables.settings import Settings

INDEX: dict[str, Columns] = {"cost_indices": ("index", "year", "factor")}
"""What says how costs move over the years."""


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
