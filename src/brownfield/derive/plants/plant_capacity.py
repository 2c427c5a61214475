"""How much line time has each plant at each node, and how much is promised?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import attach, is_in_force, total
from brownfield.derive.plants.capacity import shop_hours

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived

AT_PLANT = ["node", "facility"]


def plants_at_nodes(derived: Derived) -> pl.DataFrame:
    """Return the line time of every plant with shift patterns at every node.

    Returns
    -------
    frame
        node, year, probability, facility, status, guest_limit (blank: no limit). In
        standard vehicles a year: technical (largest pattern) and shops (slowest shop;
        blank: none given), both 0 where the plant may not run; line_time (the smaller
        one) and committed (what commitments take of it).
    """
    rows = _with_limits(derived)
    may_run = is_in_force("first_year", "last_year") & (
        (pl.col("status") == "operating") | (pl.col("year") >= pl.col("opened"))
    )
    rows = rows.with_columns(
        technical=pl.when(may_run).then("technical").otherwise(0.0),
        shops=pl.when(may_run | pl.col("shops").is_null()).then("shops").otherwise(0.0),
    ).with_columns(line_time=pl.min_horizontal("technical", "shops"))
    return rows.with_columns(
        committed=pl.min_horizontal(pl.col("committed").fill_null(0.0), "line_time")
    ).drop("first_year", "last_year", "opened")


def _with_limits(derived: Derived) -> pl.DataFrame:
    """Return technical capacity with all that limits it, unapplied."""
    limits = derived.plants.select(
        *AT_PLANT, "status", "first_year", "last_year", "guest_limit"
    )
    at = ["year", *AT_PLANT]
    largest = derived.capacity.group_by(at).agg(technical=pl.col("capacity").max())
    chances = derived.tree.nodes.select("node", "probability")
    taken = derived.committed.select(*AT_PLANT, committed="line_time")
    rows = attach(largest.sort(at), chances, ["node"], what="the scenario tree")
    rows = attach(rows, limits, AT_PLANT, what="facilities")
    rows = attach(rows, _first_openings(derived), ["facility"], what="facilities")
    for bounds in (shop_bounds(derived), taken):
        rows = rows.join(bounds, on=AT_PLANT, how="left", maintain_order="left")
    return rows


def _first_openings(derived: Derived) -> pl.DataFrame:
    """Return facility, opened: first year of a plant whose opening is decided at once.

    It can be decided in the first year, or in a later `earliest_start_year`.
    """
    settings = derived.case.settings
    decided = max(settings.case.first_year, settings.plan.earliest_start_year or 0)
    return derived.case.tables["facilities"].select(
        "facility", opened=decided + pl.col("lead_years")
    )


def shop_bounds(derived: Derived) -> pl.DataFrame:
    """Return what the slowest shop of each plant lets through at each node.

    The mix is that of the demand of all products with a build option there.

    Returns
    -------
    frame
        node, facility, shops (standard vehicles a year).

    References
    ----------
    Equation B1: K = min over shops of hours / sum_i mix_i / rate_i.
    """
    mix = _mix(derived)
    whole = mix.group_by(AT_PLANT).agg(standard=total(pl.col("volume") * pl.col("use")))
    hours = (
        derived.at_nodes(lambda case: shop_hours(case.tables))
        .group_by(*AT_PLANT, "product", "shop")
        .agg(pl.col("hours_per_vehicle").max(), pl.col("hours_per_year").first())
    )
    passed = mix.join(
        hours, on=[*AT_PLANT, "product"], how="inner", maintain_order="left_right"
    )
    load = passed.group_by(*AT_PLANT, "shop").agg(
        pl.col("hours_per_year").first(),
        load=total(pl.col("volume") * pl.col("hours_per_vehicle")),
    )
    bound = pl.col("hours_per_year") * pl.col("standard") / pl.col("load")
    rows = load.join(whole, on=AT_PLANT, how="inner")
    return rows.group_by(AT_PLANT).agg(shops=bound.min())


def _mix(derived: Derived) -> pl.DataFrame:
    """Return node, facility, product, volume, use of all that is wanted and takes time.

    A product takes the line time of its build option there that takes most.
    """
    uses = (
        derived.case.tables["build_options"]
        .group_by("facility", "product", maintain_order=True)
        .agg(use=pl.col("capacity_use").max())
    )
    volumes = derived.demand.group_by("node", "product", maintain_order=True).agg(
        total(pl.col("volume"))
    )
    mix = uses.join(volumes, on="product", how="inner", maintain_order="left_right")
    return mix.filter(pl.col("volume") > 0, pl.col("use") > 0)
