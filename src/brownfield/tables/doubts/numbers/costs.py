"""Between which amounts do parts, conversion and freight of a vehicle surely lie?

A bound from the tables alone, of any recipe in any year: the cheapest source of each
part group at the lowest rate and index, and the dearest at the highest. Duty, crew and
fixed cost are left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from brownfield.tables.memory import Latest

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

PART = ["build_option", "part_group"]
USUAL = 0.03  # of a vehicle's worth: what its conversion, or its way to a buyer, costs


@dataclass(frozen=True)
class Costs:
    """What vehicles of a case cost at least and at most, case currency per vehicle.

    Attributes
    ----------
    groups
        build_option, part_group; `low` and `high`, part with inbound freight.
    options
        row, build_option, product; `own`, conversion at its lowest; `least` and `most`
        with parts (blank where no part is known).
    freight
        The dearest way to a buyer.
    small
        Middle of what conversion and ways to buyers cost; None where nothing is given.
    """

    groups: pl.DataFrame
    options: pl.DataFrame
    freight: float
    small: float | None

    @cached_property
    def bounds(self) -> pl.DataFrame:
        """Return product, least and most, freight included.

        Products with a build option that has no parts are left out: their cost is
        unknown.
        """
        is_bounded = pl.col("most").is_not_null() & (
            pl.col("most") > pl.col("high_own")
        )
        costs = self.options.group_by("product").agg(
            pl.col("least").min(), pl.col("most").max(), is_known=is_bounded.all()
        )
        known_costs = costs.filter("is_known").drop("is_known")
        return known_costs.with_columns(pl.col("most") + self.freight)

    @cached_property
    def middle(self) -> float | None:
        """Middle of the least costs of the build options with parts; None without."""
        least = self.options["least"].drop_nulls()
        middle = least.filter(least > 0).median()
        return float(middle) if isinstance(middle, float) else None

    def blames_prices(self, price: float, cost: float) -> bool:
        """Return whether prices, not costs, are wrong where the two are far apart.

        What conversion and freight cost decides: it is a few hundredths of the one that
        is right. Without them it is the prices.
        """
        if self.small is None:
            return True
        like_price, like_cost = (
            abs(math.log(self.small / worth / USUAL)) for worth in (price, cost)
        )
        return like_cost <= like_price


LATEST = Latest[Costs](
    "build_options", "bill_of_materials", "lanes", "exchange_rates", "cost_indices"
)


def costs_of(tables: Tables) -> Costs:
    """Return what vehicles of a case cost, worked out once for the same tables."""
    return LATEST.of(tables, _costs)


def _costs(tables: Tables) -> Costs:
    groups = _group_costs(tables)
    lanes = _at_index(tables, tables["lanes"], ("freight", "insurance"))
    options = _option_costs(tables, groups)
    small = pl.concat([options["own"], lanes["high"]])
    middle, freight = small.filter(small > 0).median(), lanes["high"].max()
    return Costs(
        groups=groups,
        options=options,
        freight=freight if isinstance(freight, float) else 0.0,
        small=float(middle) if isinstance(middle, float) else None,
    )


def _group_costs(tables: Tables) -> pl.DataFrame:
    """Return build option, part group, and the cheapest and dearest of its sources."""
    money = ("unit_value", "inbound_freight")
    rows = _at_index(tables, tables["bill_of_materials"], money)
    groups = rows.group_by(PART, maintain_order=True)
    return groups.agg(pl.col("low").min(), pl.col("high").max())


def _option_costs(tables: Tables, groups: pl.DataFrame) -> pl.DataFrame:
    options = tables["build_options"].with_row_index("row")
    built = _at_index(tables, options, ("conversion_cost",))
    parts = groups.group_by("build_option").agg(
        low_parts=pl.col("low").sum(), high_parts=pl.col("high").sum()
    )
    joined = built.join(parts, on="build_option", how="left", maintain_order="left")
    return joined.select(
        *("row", "build_option", "product"),
        own="low",
        high_own="high",
        least=pl.col("low") + pl.col("low_parts"),
        most=pl.col("high") + pl.col("high_parts"),
    )


def row_rates(
    tables: Tables, frame: pl.DataFrame, *names: Literal["low", "middle", "high"]
) -> pl.DataFrame:
    """Return rows with the lowest, middle or highest rate of the currency of each.

    The rate is 1 in case currency, and blank where the case has none.
    """
    rate = pl.col("rate")
    kinds: dict[str, Any] = {
        "low": rate.min(),
        "middle": rate.median(),
        "high": rate.max(),
    }
    rates = tables["exchange_rates"].group_by("currency")
    by_currency = rates.agg(**{name: kinds[name] for name in names})
    joined = frame.join(by_currency, on="currency", how="left", maintain_order="left")
    is_own = pl.col("currency").is_null()
    return joined.with_columns(
        pl.when(is_own).then(1.0).otherwise(pl.col(name)).alias(name) for name in names
    )


def _at_index(
    tables: Tables, frame: pl.DataFrame, columns: tuple[str, ...]
) -> pl.DataFrame:
    """Return rows with `low` and `high`: the columns together, at index and rate."""
    money = pl.sum_horizontal(columns)
    is_indexed = frame["cost_index"].count() > 0
    rows = _with_factors(tables, frame) if is_indexed else frame
    low, high = (pl.col("low_factor"), pl.col("high_factor")) if is_indexed else (1, 1)
    rows = rows.with_columns(low_money=money * low, high_money=money * high)
    if "currency" not in frame.columns or not frame["currency"].count():
        return rows.rename({"low_money": "low", "high_money": "high"})
    return row_rates(tables, rows, "low", "high").with_columns(
        low=pl.col("low_money") * pl.col("low").fill_null(1.0),
        high=pl.col("high_money") * pl.col("high").fill_null(1.0),
    )


def _with_factors(tables: Tables, frame: pl.DataFrame) -> pl.DataFrame:
    factors = (
        tables["cost_indices"]
        .group_by(cost_index="index")
        .agg(low_factor=pl.col("factor").min(), high_factor=pl.col("factor").max())
    )
    joined = frame.join(factors, on="cost_index", how="left", maintain_order="left")
    return joined.with_columns(
        pl.col("low_factor", "high_factor").fill_null(pl.lit(1.0))
    )
