"""What is built where and when, how full are the plants, and what travels where?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import by_year
from brownfield.tell.labels import Labels, pretty
from brownfield.tell.views import averaged, futures, table, views

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

ENDS = ["from_longitude", "from_latitude", "to_longitude", "to_latitude"]


def starts(plan: Plan, case: Case, labels: Labels) -> pl.DataFrame:
    """Return the programmes that start, one row each and year.

    Returns
    -------
    pl.DataFrame
        build_option, option, product, facility (printed), programme_owner (printed),
        mode, year, probability (that it starts in that year), is_committed,
        tooling_cost (case currency), first_built (calendar year; null if never built).
    """
    options = by_year(case, "build_options").select(
        "build_option", "year", "mode", "is_committed", "tooling_cost"
    )
    likely = plan.nodes.select("node", "probability")
    by = ["build_option", "product", "facility", "programme_owner", "year"]
    return (
        table(plan, "starts")
        .join(likely, on="node", maintain_order="left")
        .group_by(by, maintain_order=True)
        .agg(pl.col("probability").sum())
        .join(options, on=["build_option", "year"], how="left", maintain_order="left")
        .join(first_built(plan), on="build_option", how="left", maintain_order="left")
        .with_columns(
            option=pl.col("build_option").replace(labels.options),
            product=pl.col("product").replace(labels.short_products),
            facility=pl.col("facility").replace(labels.facilities),
            programme_owner=pl.col("programme_owner").replace(labels.parties),
            is_committed=pl.col("is_committed").fill_null(value=False),
        )
        .sort("is_committed", "year", maintain_order=True)
    )


def first_built(plan: Plan) -> pl.DataFrame:
    """Return build_option and first_built: the first year in which it builds anything.

    The calendar year is the earliest of all futures; what never builds has no row.
    """
    production = table(plan, "production").filter(pl.col("vehicles") > 0)
    return production.group_by("build_option").agg(first_built=pl.col("year").min())


def production(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return view, year, build_option, option (printed), facility, vehicles a year."""
    frame = table(plan, "production").select(
        "build_option", "product", "facility", "node", "year", "vehicles"
    )
    return averaged(plan, frame, ["build_option", "product", "facility"]).with_columns(
        option=pl.col("build_option").replace(labels.options),
        product=pl.col("product").replace(labels.short_products),
        facility=pl.col("facility").replace(labels.facilities),
    )


def shifts(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return the shift pattern of each plant, future and year.

    Returns
    -------
    pl.DataFrame
        view, year, facility (printed), pattern (printed), headcount, capacity
        (standard vehicles a year). The expected view shows the likeliest pattern.
    """
    frame = table(plan, "shifts").join(views(plan), on="node", maintain_order="left")
    likely = (
        frame.group_by("view", "year", "facility", "pattern", maintain_order=True)
        .agg(pl.col("weight").sum(), pl.col("headcount", "capacity").first())
        .sort("weight", descending=True, maintain_order=True)
        .unique(["view", "year", "facility"], keep="first", maintain_order=True)
    )
    patterns = {name: pretty(name) for name in likely["pattern"].unique()}
    return likely.drop("weight").with_columns(
        facility=pl.col("facility").replace(labels.facilities),
        pattern=pl.col("pattern").replace(patterns),
    )


def capacity_use(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return line time by plant: what it is used for, and what is free.

    Returns
    -------
    pl.DataFrame
        view, year, facility (printed), capacity, own (used by the owner's own
        programmes), guest_used, committed, free: standard vehicles a year.
    """
    columns = [
        "facility",
        "node",
        "year",
        "capacity",
        "used",
        "guest_used",
        "committed",
    ]
    frame = averaged(plan, table(plan, "capacity_use").select(columns), ["facility"])
    free = pl.col("capacity") - pl.col("used") - pl.col("committed")
    return frame.with_columns(
        own=pl.col("used") - pl.col("guest_used"),
        free=pl.max_horizontal(free, pl.lit(0.0)),
        facility=pl.col("facility").replace(labels.facilities),
    ).drop("used")


def plants_in_use(capacity_use: pl.DataFrame) -> list[str]:
    """Return plants (printed) that are used in some year, hosts of guests first."""
    used = pl.col("own") + pl.col("guest_used") + pl.col("committed")
    totals = capacity_use.group_by("facility", maintain_order=True).agg(
        guest=pl.col("guest_used").sum(), used=used.sum()
    )
    ordered = totals.sort("guest", "used", descending=True)
    return ordered.filter(pl.col("used") > 0)["facility"].to_list()


def idle_plants(plan: Plan, labels: Labels) -> tuple[str, ...]:
    """Return the running car plants (printed) that make nothing in any year.

    Those that are closed in some future are left out. A parts plant that nobody of the
    case buys from may well make parts for others.
    """
    facilities = plan.case.tables["facilities"]
    builders = plan.case.tables["build_options"]["facility"].to_list()
    running = facilities.filter(status="operating")["facility"].to_list()
    use = table(plan, "capacity_use").select(
        "facility", taken=pl.col("used") + pl.col("committed")
    )
    busy = use.filter(pl.col("taken") > 0.0)["facility"].to_list()
    busy += table(plan, "production")["facility"].to_list()
    busy += table(plan, "openings").filter(action="close")["facility"].to_list()
    could = use["facility"].unique(maintain_order=True).to_list()
    idle = [n for n in could if n in running and n in builders and n not in busy]
    return tuple(labels.facilities.get(name, name) for name in idle)


def hour_values(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return view, year, facility (printed), value of one more standard vehicle."""
    frame = table(plan, "prices").filter(pl.col("quantity") == "line_time")
    kept = frame.select("facility", "node", "year", "value")
    return averaged(plan, kept, ["facility"]).with_columns(
        facility=pl.col("facility").replace(labels.facilities)
    )


def flows(plan: Plan, case: Case) -> pl.DataFrame:
    """Return expected deliveries by plant, market and year with both positions.

    Returns
    -------
    pl.DataFrame
        facility, place (short names), year, vehicles, origin (place of the plant),
        from_longitude, from_latitude, to_longitude, to_latitude (degrees), is_sea; only
        where both positions are known.
    """
    delivered = table(plan, "deliveries").select(
        "facility", "place", "node", "year", "vehicles"
    )
    likely = plan.nodes.select("node", "probability")
    expected = (
        delivered.join(likely, on="node", maintain_order="left")
        .group_by("facility", "place", "year", maintain_order=True)
        .agg(vehicles=(pl.col("vehicles") * pl.col("probability")).sum())
    )
    placed = _with_positions(expected, case).drop_nulls(ENDS)
    return placed.sort("facility", "place", "year")


def delivering_plants(flows: pl.DataFrame) -> list[str]:
    """Return plants (short names) that deliver, those that deliver most first."""
    by_plant = flows.group_by("facility", maintain_order=True)
    total = by_plant.agg(pl.col("vehicles").sum())
    return total.sort("vehicles", descending=True)["facility"].to_list()


def _with_positions(frame: pl.DataFrame, case: Case) -> pl.DataFrame:
    stands = case.tables["facilities"].select("facility", origin="place")
    spots = case.tables["places"].select("place", "longitude", "latitude")
    sea = (
        case.tables["lanes"]
        .group_by("origin", "destination")
        .agg(is_sea=pl.col("is_sea").fill_null(value=False).any())
    )
    near = spots.rename({"place": "origin"}).rename(
        {"longitude": "from_longitude", "latitude": "from_latitude"}
    )
    far = spots.rename({"longitude": "to_longitude", "latitude": "to_latitude"})
    return (
        frame.join(stands, on="facility", how="left")
        .join(near, on="origin", how="left")
        .join(far, on="place", how="left")
        .join(
            sea,
            left_on=["origin", "place"],
            right_on=["origin", "destination"],
            how="left",
        )
        .with_columns(pl.col("is_sea").fill_null(value=False))
    )


def future_starts(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return future, option (printed), year: the starts on the path of each future."""
    paths = views(plan).join(futures(plan).select(view="future"), on="view", how="semi")
    return (
        table(plan, "starts")
        .join(paths, on="node", maintain_order="left")
        .select(
            future="view",
            build_option="build_option",
            option=pl.col("build_option").replace(labels.options),
            year="year",
        )
    )


def shift_runs(shifts: pl.DataFrame) -> pl.DataFrame:
    """Return stretches of years with one pattern: from, to (exclusive), last."""
    by = ["view", "facility"]
    change = pl.col("pattern").ne_missing(pl.col("pattern").shift().over(by))
    gap = pl.col("year") != pl.col("year").shift().over(by) + 1
    return (
        shifts.sort(*by, "year")
        .with_columns(run=(change | gap.fill_null(value=True)).cum_sum().over(by))
        .group_by(*by, "run", maintain_order=True)
        .agg(
            pl.col("pattern").first(),
            pl.col("capacity", "headcount").first(),
            pl.col("year").min().alias("from"),
            (pl.col("year").max() + 1).alias("to"),
            pl.col("year").max().alias("last"),
        )
        .drop("run")
    )
