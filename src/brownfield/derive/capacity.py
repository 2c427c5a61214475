"""How much can a plant build, in which shift pattern, and through which shop?"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from brownfield.derive.frames import Tables, years_frame
from brownfield.derive.money import with_index_factor
from brownfield.errors import UseError
from brownfield.tables.settings import Settings

SHOPS_OF_MODE = {  # shops a vehicle passes, by depth of work at the plant
    "cbu": ("press", "body", "paint", "battery", "trim"),
    "full": ("press", "body", "paint", "battery", "trim"),
    "ckd": ("body", "paint", "battery", "trim"),
    "skd": ("battery", "trim"),
}


def technical_capacity(
    jobs_per_hour: float,
    hours_per_shift: float,
    shifts_per_day: float,
    days_per_year: float,
    oee: float,
) -> float:
    """Return what a line can build in a year, standard vehicles.

    Parameters
    ----------
    jobs_per_hour
        Line rate while running, standard vehicles per hour.
    hours_per_shift
        Hours of a shift.
    shifts_per_day
        Shifts a day.
    days_per_year
        Working days a year.
    oee
        Share of planned time really run, in [0, 1].
    """
    return jobs_per_hour * hours_per_shift * shifts_per_day * days_per_year * oee


def harmonic_capacity(
    hours: npt.ArrayLike, mix: npt.ArrayLike, rates: npt.ArrayLike
) -> float:
    """Return what several shops together can build in a year, vehicles.

    Parameters
    ----------
    hours
        Hours each shop runs. Shape (Q,), hours a year.
    mix
        Volume of each product; only proportions count. Shape (I,), any unit.
    rates
        Rate of each shop for each product; inf where a product skips the shop.
        Shape (Q, I), vehicles per hour.

    Raises
    ------
    UseError
        A rate is not positive, or the mix is empty or negative.

    References
    ----------
    Equation B1: K = min over shops of hours / sum_i mix_i / rate_i.
    """
    shares = np.asarray(mix, dtype=float)
    speed = np.asarray(rates, dtype=float)
    if (speed <= 0).any() or (shares < 0).any() or shares.sum() <= 0:
        raise UseError("harmonic_capacity needs positive rates and a mix above zero")
    hours_per_vehicle = (1.0 / speed) @ (shares / shares.sum())
    with np.errstate(divide="ignore"):
        return float((np.asarray(hours, dtype=float) / hours_per_vehicle).min())


def demonstrated_capacity(history: pl.DataFrame) -> float | None:
    """Return the most a plant built in an undisrupted year, vehicles; None if unknown.

    Parameters
    ----------
    history
        Rows of `output_history` of one plant.
    """
    usual = history.filter(~pl.col("is_disrupted").fill_null(value=False))
    return float(usual["vehicles"].to_numpy().max()) if usual.height else None


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
