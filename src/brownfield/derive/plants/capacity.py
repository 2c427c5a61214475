"""How much can a plant build, in which shift pattern, and through which shop?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import Tables, years_frame
from brownfield.derive.money import INDEX, with_index_factor
from brownfield.tables.memory import Columns, remembered

if TYPE_CHECKING:
    from brownfield.tables.settings import Settings

PATTERNS: dict[str, Columns] = {
    "shift_patterns": (
        "facility",
        "pattern",
        "jobs_per_hour",
        "hours_per_shift",
        "shifts_per_day",
        "days_per_year",
        "oee",
        "fixed_cost",
        "headcount",
        "is_current",
        "cost_index",
    )
}
"""What says how much a shift pattern makes, and what it costs."""

SHOPS_OF_MODE = {  # shops a vehicle passes, by depth of work at the plant
    "cbu": ("press", "body", "paint", "battery", "trim"),
    "full": ("press", "body", "paint", "battery", "trim"),
    "ckd": ("body", "paint", "battery", "trim"),
    "skd": ("battery", "trim"),
}


def demonstrated_capacity(history: pl.DataFrame) -> float | None:
    """Return the most a plant built in an undisrupted year, vehicles; None if unknown.

    Parameters
    ----------
    history
        Rows of `output_history` of one plant.
    """
    usual = history.filter(~pl.col("is_disrupted").fill_null(value=False))
    return float(usual["vehicles"].to_numpy().max()) if usual.height else None


@remembered(**PATTERNS, **INDEX)
def pattern_capacity(
    tables: Tables,
    settings: Settings,  # noqa: ARG001 (the signature every derived frame shares)
    years: Sequence[int],
) -> pl.DataFrame:
    """Return capacity, yearly cost and jobs of every shift pattern and year.

    Returns
    -------
    frame
        facility, pattern, year, capacity (standard vehicles a year), fixed_cost (case
        currency a year, scaled by its index), headcount (people).

    Raises
    ------
    DataError
        A cost index in use has no row for a year.
    """
    dated = tables["shift_patterns"].join(years_frame(years), how="cross")
    return with_index_factor(dated, tables).select(
        "facility",
        "pattern",
        "year",
        capacity=pl.col("jobs_per_hour")
        * pl.col("hours_per_shift")
        * pl.col("shifts_per_day")
        * pl.col("days_per_year")
        * pl.col("oee"),
        fixed_cost=pl.col("fixed_cost") * pl.col("factor"),
        headcount="headcount",
    )


def shop_hours(tables: Tables) -> pl.DataFrame:
    """Return the hours a vehicle of every build option takes in each shop it passes.

    Kits of mode skd pass battery and trim only; ckd kits skip the press.

    Returns
    -------
    frame
        build_option, product, facility, shop, hours_per_vehicle, hours_per_year (of
        the shop). Plants without shops have no row.
    """
    passed = pl.DataFrame(
        [(mode, shop) for mode, shops in SHOPS_OF_MODE.items() for shop in shops],
        schema={"mode": pl.String, "shop": pl.String},
        orient="row",
    )
    options = tables["build_options"].join(passed, on="mode", how="inner")
    rows = options.join(tables["shops"], on=["facility", "shop"], how="inner")
    return rows.select(
        "build_option",
        "product",
        "facility",
        "shop",
        "hours_per_year",
        hours_per_vehicle=pl.col("capacity_use") / pl.col("jobs_per_hour"),
    )
