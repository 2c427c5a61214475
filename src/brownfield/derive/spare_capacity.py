"""How much of a plant is free, and how much of that should its owner lease out?"""

from math import inf
from statistics import NormalDist
from typing import Any

import polars as pl

from brownfield.derive.capacity import (
    demonstrated_capacity,
    pattern_capacity,
    shop_hours,
)
from brownfield.derive.frames import Tables, attach, total
from brownfield.derive.landed_cost import routes, unit_costs
from brownfield.derive.origin import origin_status
from brownfield.derive.recipes import enumerate_recipes
from brownfield.errors import UseError
from brownfield.tables.frames import with_line_time
from brownfield.tables.settings import Settings

SERVICE_LEVEL = 0.9  # share of futures in which the owner's programme still fits

PLANT_YEAR = ["facility", "year"]

CAPACITY_COLUMNS = {
    "facility": pl.String,
    "year": pl.Int64,
    "technical": pl.Float64,
    "shops": pl.Float64,
    "demonstrated": pl.Float64,
    "host_programme": pl.Float64,
    "host_sd": pl.Float64,
    "spare": pl.Float64,
    "p90_lease": pl.Float64,
    "littlewood_lease": pl.Float64,
    "margin_host": pl.Float64,
    "margin_lease": pl.Float64,
}


def reservation_quantile(mean: float, sd: float, level: float) -> float:
    """Return the volume that host demand stays within with probability `level`.

    Parameters
    ----------
    mean, sd
        Host demand, normally distributed, vehicles a year.
    level
        Probability in (0, 1).

    Raises
    ------
    UseError
        The standard deviation is negative or the level not in (0, 1).
    """
    if sd < 0 or not 0 < level < 1:
        message = f"reservation needs sd >= 0 and 0 < level < 1, not {sd} and {level}"
        raise UseError(message)
    return max(0.0, mean + sd * NormalDist().inv_cdf(level))


def leaseable(capacity: float, reserved: float) -> float:
    """Return what is left for a guest once `reserved` is kept, never below 0."""
    return max(0.0, capacity - reserved)


def littlewood_reservation(
    mean: float, sd: float, margin_host: float, margin_lease: float
) -> float:
    """Return the volume the host should keep for its own programme, vehicles a year.

    Parameters
    ----------
    mean, sd
        Host demand, normally distributed, vehicles a year.
    margin_host, margin_lease
        Contribution of a host's and a guest's standard vehicle, case currency; per
        unit of the same line time.

    Returns
    -------
    volume
        0 if a guest is worth at least as much; inf if a guest is worth nothing.

    References
    ----------
    Equation B1 (Littlewood 1972): P(host demand > y) = margin_lease / margin_host.
    """
    if margin_lease >= margin_host:
        return 0.0
    if margin_lease <= 0:
        return inf
    return reservation_quantile(mean, sd, 1.0 - margin_lease / margin_host)


def _programmes(tables: Tables) -> pl.DataFrame:
    """Return facility, product, use (line time) and is_own, once each."""
    owners = tables["facilities"].select("facility", "owner")
    sellers = tables["products"].select("product", "company")
    options = attach(tables["build_options"], owners, ["facility"], what="facilities")
    options = attach(options, sellers, ["product"], what="products")
    is_own = (pl.col("programme_owner") == pl.col("owner")) & (
        pl.col("company") == pl.col("owner")
    )
    return (
        options.with_columns(is_own=is_own)
        .group_by("facility", "product", maintain_order=True)
        .agg(use=pl.col("capacity_use").max(), is_own=pl.col("is_own").any())
    )


def _volumes(tables: Tables) -> pl.DataFrame:
    by_year = tables["demand"].group_by("product", "year", maintain_order=True)
    return by_year.agg(total(pl.col("volume")))


def host_programmes(tables: Tables) -> pl.DataFrame:
    """Return the line time each plant's owner and its commitments need in each year.

    The whole demand of the owner's products that it may build there counts, and every
    commitment; a product takes the line time of its build option that takes most.

    Returns
    -------
    frame
        facility, year, host_programme (standard vehicles a year).
    """
    programmes = _programmes(tables)
    own = programmes.filter("is_own").join(
        _volumes(tables), on="product", how="inner", maintain_order="left_right"
    )
    fixed = with_line_time(tables["commitments"], tables["build_options"])
    needs = [
        own.select(*PLANT_YEAR, need=pl.col("volume") * pl.col("use")),
        fixed.select(
            *PLANT_YEAR, need=pl.col("vehicles") * pl.col("capacity_use").fill_null(1.0)
        ),
    ]
    needed = pl.concat(needs).group_by(PLANT_YEAR, maintain_order=True)
    return needed.agg(host_programme=total(pl.col("need")))


def shop_bounds(tables: Tables) -> pl.DataFrame:
    """Return what the slowest shop of each plant lets through in each year.

    The mix is that of the demand of all products with a build option there.

    Returns
    -------
    frame
        facility, year, shops (standard vehicles a year).

    References
    ----------
    Equation B1: K = min over shops of hours / sum_i mix_i / rate_i.
    """
    mix = _programmes(tables).join(
        _volumes(tables), on="product", how="inner", maintain_order="left_right"
    )
    whole = mix.group_by(PLANT_YEAR).agg(
        standard=total(pl.col("volume") * pl.col("use"))
    )
    hours = (
        shop_hours(tables)
        .group_by("facility", "product", "shop")
        .agg(pl.col("hours_per_vehicle").max(), pl.col("hours_per_year").first())
    )
    passed = mix.join(
        hours,
        on=["facility", "product"],
        how="inner",
        maintain_order="left_right",
    )
    load = passed.group_by(*PLANT_YEAR, "shop").agg(
        pl.col("hours_per_year").first(),
        load=total(pl.col("volume") * pl.col("hours_per_vehicle")),
    )
    bound = pl.col("hours_per_year") * pl.col("standard") / pl.col("load")
    rows = load.filter(pl.col("load") > 0).join(whole, on=PLANT_YEAR, how="inner")
    return rows.group_by(PLANT_YEAR).agg(shops=bound.min())


def contributions(tables: Tables, settings: Settings) -> pl.DataFrame:
    """Return the best contribution of own and of guest programmes at each plant.

    Contribution = price - cost to make - freight - insurance - duty, over the line
    time of the vehicle; the best over recipes and markets.

    Returns
    -------
    frame
        facility, year, margin_host, margin_lease (case currency per standard vehicle;
        blank: no such programme).
    """
    recipes, sourcing = enumerate_recipes(tables)
    years = _years(settings)
    costs = unit_costs(tables, settings, recipes, sourcing, years)
    origin = origin_status(tables, settings, recipes, sourcing, costs)
    ways = routes(tables, settings, recipes, costs, origin)
    rows = attach(
        ways.filter(pl.col("quota").is_null()),
        recipes.drop("place"),
        ["recipe"],
        what="recipes",
    )
    made = ("materials", "inbound_freight", "inbound_duty", "conversion")
    to_make = costs.select("recipe", "year", to_make=pl.sum_horizontal(made))
    prices = tables["demand"].select("product", "place", "year", "price")
    use = tables["build_options"].select("build_option", "capacity_use")
    rows = attach(rows, to_make, ["recipe", "year"], what="unit costs")
    rows = attach(rows, prices, ["product", "place", "year"], what="demand")
    rows = attach(rows, use, ["build_option"], what="build_options")
    return _best(rows)


def _best(rows: pl.DataFrame) -> pl.DataFrame:
    spent = pl.sum_horizontal("to_make", "freight", "insurance", "duty")
    margin = (pl.col("price") - spent) / pl.col("capacity_use")
    is_own = pl.col("programme_owner") == pl.col("owner")
    busy = rows.filter(pl.col("capacity_use") > 0).with_columns(margin=margin)
    return busy.group_by(PLANT_YEAR).agg(
        margin_host=pl.col("margin").filter(is_own).max(),
        margin_lease=pl.col("margin").filter(~is_own).max(),
    )


def _years(settings: Settings) -> list[int]:
    return list(range(settings.case.first_year, settings.case.last_year + 1))


def _spread(host_volumes: pl.DataFrame) -> pl.DataFrame:
    """Return mean and standard deviation of the volumes of each plant and year."""
    chance, volume = pl.col("probability"), pl.col("volume")
    spread = host_volumes.group_by(PLANT_YEAR).agg(
        whole=total(chance),
        mean=total(chance * volume),
        square=total(chance * volume**2),
    )
    wrong = spread.filter((pl.col("whole") - 1.0).abs() > 1e-6)
    if wrong.height:
        facility, year, whole = wrong.select(*PLANT_YEAR, "whole").row(0)
        message = (
            f"host_volumes: the probabilities of {facility} in {year} add up to "
            f"{whole:g}, not 1"
        )
        raise UseError(message)
    variance = (pl.col("square") - pl.col("mean") ** 2).clip(lower_bound=0.0)
    return spread.select(*PLANT_YEAR, "mean", sd=variance.sqrt())


def _demonstrated(tables: Tables) -> pl.DataFrame:
    plants = tables["output_history"].partition_by("facility", as_dict=True)
    rows = [(name, demonstrated_capacity(rows)) for (name,), rows in plants.items()]
    schema = {"facility": pl.String, "demonstrated": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _known(
    tables: Tables, settings: Settings, host_volumes: pl.DataFrame | None
) -> pl.DataFrame:
    years = _years(settings)
    technical = pattern_capacity(tables, settings, years)
    plants = technical.group_by(PLANT_YEAR).agg(technical=pl.col("capacity").max())
    if host_volumes is None:
        schema = {"facility": pl.String, "year": pl.Int64}
        spread = pl.DataFrame(schema=schema | {"mean": pl.Float64, "sd": pl.Float64})
    else:
        spread = _spread(host_volumes)
    rows = plants.join(_demonstrated(tables), on="facility", how="left")
    for found in (
        shop_bounds(tables),
        host_programmes(tables),
        contributions(tables, settings),
        spread,
    ):
        rows = rows.join(found, on=PLANT_YEAR, how="left")
    return rows.with_columns(
        host_programme=pl.coalesce("mean", "host_programme", 0.0),
        host_sd=pl.col("sd").fill_null(0.0),
    ).sort(PLANT_YEAR)


def _leases(row: dict[str, Any]) -> dict[str, Any]:
    mean, sd = row["host_programme"], row["host_sd"]
    capacity = min(row["technical"], inf if row["shops"] is None else row["shops"])
    safe = reservation_quantile(mean, sd, SERVICE_LEVEL)
    margins = row["margin_host"], row["margin_lease"]
    best = (
        None
        if None in margins
        else leaseable(capacity, littlewood_reservation(mean, sd, *margins))
    )
    return row | {
        "spare": leaseable(capacity, mean),
        "p90_lease": leaseable(capacity, safe),
        "littlewood_lease": best,
    }


def capacity_table(
    tables: Tables, settings: Settings, *, host_volumes: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return how much of every plant is free in every year, and what to lease out.

    Parameters
    ----------
    tables, settings
        The case.
    host_volumes
        facility, year, volume (standard vehicles the owner and its commitments need),
        probability: the futures of the owner's programme. None = certain demand.

    Returns
    -------
    frame
        One row for each plant with shift patterns and year. In standard vehicles a
        year: technical (largest pattern), shops (slowest shop; blank: none given),
        demonstrated (best undisrupted year on record, vehicles; blank: none),
        host_programme (expected), host_sd, spare (smaller of technical and shops, less
        host_programme), p90_lease (left with the 90 % quantile kept), littlewood_lease
        (left with Littlewood's reservation kept; blank: no host or no guest
        programme). In case currency per standard vehicle: margin_host, margin_lease.

    Raises
    ------
    UseError
        Probabilities of `host_volumes` do not add up to 1.
    DataError, LabelError
        As `unit_costs`, `origin_status` and `routes`.
    """
    rows = _known(tables, settings, host_volumes)
    leased = [_leases(row) for row in rows.to_dicts()]
    complete = [{name: row[name] for name in CAPACITY_COLUMNS} for row in leased]
    return pl.DataFrame(complete, schema=CAPACITY_COLUMNS)
