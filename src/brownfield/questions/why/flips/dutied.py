"""How much duty do rows of `trade_measures` take of the vehicles of a plan?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from brownfield.case.case import Case


def dutied(case: Case, sold: pl.DataFrame, measures: pl.DataFrame) -> float:
    """Return the duty on vehicles of the headings meant, and on parts of them.

    It tells which numbers are worth trying, no more: the duty on the parts of a vehicle
    is known as a whole, of which a heading has its share of their value.

    Parameters
    ----------
    case
        The case.
    sold
        Deliveries with `duty_per_vehicle`, `inbound_duty` and `weight`, the worth of a
        unit of cash of each vehicle times vehicles.
    measures
        Rows of `trade_measures`.

    Returns
    -------
    float
        Expected present value, case currency.
    """
    deliveries, parts = _with_ways(case, sold), case.tables["bill_of_materials"]
    total = 0.0
    for row in measures.iter_rows(named=True):
        total += _of_vehicles(
            deliveries, row["importer"], row["exporter"], row["hs_code"]
        )
        built = deliveries.filter(pl.col("exporter") == row["importer"])
        shares = built.join(_shares(parts, row["hs_code"]), on="build_option")
        total += worth(shares, pl.col("inbound_duty") * pl.col("share"))
    return total


def _of_vehicles(
    deliveries: pl.DataFrame, importer: str, exporter: str | None, heading: str | None
) -> float:
    """Return the duty on vehicles of a heading, if they come from where it bears."""
    if exporter is not None:
        deliveries = deliveries.filter(pl.col("exporter") == exporter)
    is_meant = pl.col("heading").str.starts_with(heading or "")
    into = deliveries.filter(pl.col("importer") == importer, is_meant)
    return worth(into, pl.col("duty_per_vehicle"))


def _with_ways(case: Case, sold: pl.DataFrame) -> pl.DataFrame:
    """Return deliveries with heading and the territories of plant and market."""
    lands = dict(case.tables["places"].select("place", "customs_territory").iter_rows())
    codes = dict(case.tables["products"].select("product", "hs_code").iter_rows())
    plants = case.tables["facilities"].select("facility", "place").iter_rows()
    homes = {plant: lands.get(place) for plant, place in plants}
    return sold.with_columns(
        heading=pl.col("product").replace_strict(codes, return_dtype=pl.String),
        importer=pl.col("place").replace_strict(lands, return_dtype=pl.String),
        exporter=pl.col("facility").replace_strict(homes, return_dtype=pl.String),
    )


def _shares(parts: pl.DataFrame, heading: str | None) -> pl.DataFrame:
    """Return the share of a heading in the value of the parts of each build option."""
    is_meant = pl.col("hs_code").fill_null("").str.starts_with(heading or "")
    value = pl.col("unit_value").sum()
    of_heading = pl.col("unit_value").filter(is_meant).sum()
    return parts.group_by("build_option").agg(
        share=pl.when(value > 0.0).then(of_heading / value).otherwise(0.0)
    )


def worth(rows: pl.DataFrame, each: pl.Expr) -> float:
    """Return the present value of an amount in each row, by their `weight`."""
    return float(rows.select((each * pl.col("weight")).sum()).item() or 0.0)
