"""How much of a plant is free, and how much of that should its owner lease out?"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, sqrt
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.derive.derive import derive
from brownfield.derive.frames import Tables, total
from brownfield.derive.plants.capacity import demonstrated_capacity
from brownfield.derive.plants.host_needs import placed_needs
from brownfield.derive.plants.leases import Future, paying_lease, safe_lease
from brownfield.derive.plants.plant_capacity import AT_PLANT, plants_at_nodes
from brownfield.derive.servable import servable_demand

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.derive.derived import Derived

SERVICE_LEVEL = 0.9  # share of futures in which the owner's programme still fits

PLANT_YEAR = ["facility", "year"]

MARGINS = ("margin_host", "margin_lease")

CAPACITY_COLUMNS = {
    "facility": pl.String,
    "year": pl.Int64,
    "status": pl.String,
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

Row = dict[str, Any]


def spare_capacity(case: Case) -> pl.DataFrame:
    """Return how much of every plant is free in every year, and what to lease out.

    Every party counts, whether or not it plans; every node of the scenario tree is
    read as it is.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    frame
        As `capacity_table`.

    Raises
    ------
    DataError, LabelError
        As `derive`.
    """
    return capacity_table(derive(case.choose(case.tables["parties"]["party"])))


def capacity_table(derived: Derived) -> pl.DataFrame:
    """Return how much of every plant is free in every year, and what to lease out.

    Parameters
    ----------
    derived
        The derived columns of a case, of all its parties.

    Returns
    -------
    frame
        One row for each plant with shift patterns and year; means over the futures. In
        standard vehicles a year: technical (largest pattern; 0 where the plant may not
        run), shops (slowest shop; blank: none given), demonstrated (best undisrupted
        year on record, vehicles; blank: none), host_programme (what commitments and the
        owner's own products take, shared over its plants as in `placed_needs`), host_sd
        (its standard deviation), spare (smaller of technical and shops, less
        host_programme), p90_lease (largest lease that is free with chance 0.9),
        littlewood_lease (as `paying_lease`; blank: no guest gains), both within the
        guest limit. In case currency per standard vehicle, mean over the line time of
        the vehicles that gain: margin_host (own products as placed; blank: none gains),
        margin_lease (all that guests could sell from there; blank: none gains).
    """
    plants = plants_at_nodes(derived)
    servable = servable_demand(derived)
    placed = placed_needs(servable, plants)
    rows = _with_needs(plants, placed)
    for name, vehicles in zip(MARGINS, (placed, _of_guests(servable)), strict=True):
        margins = _margins(vehicles, plants, name)
        rows = rows.join(margins, on=PLANT_YEAR, how="left")
    rows = rows.join(_demonstrated(derived.case.tables), on="facility", how="left")
    return _by_year(rows.sort(*PLANT_YEAR, "node"))


def _with_needs(plants: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """Return plants at nodes with host: what commitments and the owner take there."""
    own = placed.group_by(AT_PLANT, maintain_order=True).agg(
        own=total(pl.col("line_time"))
    )
    rows = plants.join(own, on=AT_PLANT, how="left", maintain_order="left")
    return rows.with_columns(host=pl.col("committed") + pl.col("own").fill_null(0.0))


def _of_guests(servable: pl.DataFrame) -> pl.DataFrame:
    """Return node, facility, line_time, contribution of all that guests could sell."""
    return servable.filter("is_guest").select(
        *AT_PLANT, "contribution", line_time=pl.col("volume") * pl.col("use")
    )


def _margins(vehicles: pl.DataFrame, plants: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the mean contribution of the line time that gains, by plant and year."""
    runs = plants.filter(pl.col("line_time") > 0).select(
        *AT_PLANT, "year", "probability"
    )
    gains = (pl.col("contribution") > 0) & (pl.col("line_time") > 0)
    weight = pl.col("line_time") * pl.col("probability")
    rows = vehicles.filter(gains).join(
        runs, on=AT_PLANT, how="inner", maintain_order="left_right"
    )
    mean = total(weight * pl.col("contribution")) / total(weight)
    return rows.group_by(PLANT_YEAR, maintain_order=True).agg(mean.alias(name))


def _demonstrated(tables: Tables) -> pl.DataFrame:
    plants = tables["output_history"].partition_by("facility", as_dict=True)
    rows = [(name, demonstrated_capacity(rows)) for (name,), rows in plants.items()]
    schema = {"facility": pl.String, "demonstrated": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _by_year(rows: pl.DataFrame) -> pl.DataFrame:
    years = rows.partition_by(PLANT_YEAR, maintain_order=True)
    by_year = [_row(futures.to_dicts()) for futures in years if futures.height]
    return pl.DataFrame(by_year, schema=CAPACITY_COLUMNS)


def _row(rows: Sequence[Row]) -> Row:
    """Return the row of one plant and year from its futures."""
    mean = _mean(rows, "host")
    return {
        name: rows[0][name]
        for name in (*PLANT_YEAR, "status", "demonstrated", *MARGINS)
    } | {
        "technical": _mean(rows, "technical"),
        "shops": _shops(rows),
        "host_programme": mean,
        "host_sd": sqrt(sum(r["probability"] * (r["host"] - mean) ** 2 for r in rows)),
        **_leases(rows),
    }


def _shops(rows: Sequence[Row]) -> float | None:
    """Return the mean of the shops; the line counts in futures without any."""
    if all(row["shops"] is None for row in rows):
        return None
    let_through = (
        row["probability"]
        * (row["technical"] if row["shops"] is None else row["shops"])
        for row in rows
    )
    return sum(let_through, start=0.0)


def _leases(rows: Sequence[Row]) -> Row:
    futures = [_future(row) for row in rows]
    host, guest = (rows[0][name] for name in MARGINS)
    return {
        "spare": sum(future.chance * future.free for future in futures),
        "p90_lease": safe_lease(futures, SERVICE_LEVEL),
        "littlewood_lease": None
        if guest is None
        else paying_lease(futures, host or 0.0, guest),
    }


def _future(row: Row) -> Future:
    limit = inf if row["guest_limit"] is None else row["guest_limit"]
    return Future(
        chance=row["probability"],
        open_to_guests=min(limit, row["line_time"] - row["committed"]),
        free=max(0.0, row["line_time"] - row["host"]),
    )


def _mean(rows: Sequence[Row], name: str) -> float:
    return sum((row["probability"] * row[name] for row in rows), start=0.0)
