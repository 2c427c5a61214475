"""Equation (3): does a programme build only after its start, along its ramp?

Start-time columns make ramps exact. The second family caps each market by its own
demand: it is what makes the relaxation tight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.table import has_partner
from brownfield.model.full_rate import full_rates

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.arrays.table import Table
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "3"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add make <= ramp x full rate x start, and deliver <= demand x start."""
    decided = columns.start.where(~columns.start["is_committed"])
    production = columns.make.semi(decided, ["build_option"])
    built = opened(data, columns, decided)
    begun = no_sooner(started(data, decided), built)
    add_ramp(builder, data, "ramp", production, begun)
    if not built.is_empty():
        add_ramp(
            builder, data, "site_ramp", production.semi(built, ["build_option"]), built
        )
    add_full_rate(builder, data, columns.make.anti(decided, ["build_option"]))
    add_cover(builder, columns.deliver.semi(decided, ["build_option"]), begun)


def started(data: DataTables, decided: Table) -> Table:
    """Return build_option, node, column, share: starts seen from later nodes."""
    running = data.ages.where(data.ages["share"] > 0)
    return (
        decided.select("build_option", "column", ancestor="node")
        .join(data.paths, ["ancestor"])
        .join(running, ["build_option", "age"])
        .select("build_option", "node", "column", "share")
    )


def opened(data: DataTables, columns: ColumnTables, decided: Table) -> Table:
    """Return build_option, node, column, share: openings seen from later nodes.

    Of programmes whose ramp the building of their plant may hold up.
    """
    held_up = data.ages.where((data.ages["site_share"] < 1) & (data.ages["share"] > 0))
    options = decided.distinct(["build_option"]).semi(held_up, ["build_option"])
    built = data.ages.where(data.ages["site_share"] > 0)
    built = built.select("build_option", "age", share="site_share")
    return (
        options.select("build_option", "facility")
        .join(columns.open.select("facility", "column", ancestor="node"), ["facility"])
        .join(data.paths, ["ancestor"])
        .join(built, ["build_option", "age"])
        .select("build_option", "node", "column", "share")
    )


def no_sooner(begun: Table, built: Table) -> Table:
    """Return starts with the share their plant can have reached, where that is less.

    At a node a plant has at most one opening behind it, and a programme makes no more
    than the one furthest on allows; so a start in force brings no more either.

    Parameters
    ----------
    begun
        build_option, node, share: starts seen from later nodes.
    built
        build_option, node, share: openings of plants that hold up their programmes.
    """
    on = ["build_option", "node"]
    falling = np.argsort(-built["share"], kind="stable")
    furthest = built.take(falling).distinct(on).select(*on, site="share")
    is_held = has_partner(begun, built, ["build_option"])
    site = np.where(is_held, begun.filled(furthest, on, site=0.0)["site"], np.inf)
    capped = begun.with_columns(share=np.minimum(begun["share"], site))
    return capped.where(capped["share"] > 0.0)


def add_ramp(
    builder: LinearBuilder, data: DataTables, name: str, make: Table, begun: Table
) -> None:
    """Add sum over recipes of make <= sum over starts of share x full rate.

    No programme makes more than all demand, which keeps the relaxation tight.
    """
    on = ["build_option", "node"]
    keys = make.select(*on).distinct(on)
    rows = builder.add_rows(name, EQUATION, keys, upper=0.0, bounded_by="full_rate")
    rates = full_rates(data)
    terms = begun.semi(keys, on).filled(rates, on, full_rate=0.0, wanted=0.0)
    most = np.minimum(terms["share"] * terms["full_rate"], terms["wanted"])
    builder.add_terms(rows, make, 1.0, on=on)
    builder.add_terms(rows, terms.with_columns(most=-most), "most", on=on)


def add_full_rate(builder: LinearBuilder, data: DataTables, make: Table) -> None:
    """Add sum over recipes of make <= full rate given, for committed programmes."""
    on = ["build_option", "node"]
    given = data.programme_costs.where(~np.isnan(data.programme_costs["full_rate"]))
    keys = given.select(*on, "full_rate").semi(make, on)
    rows = builder.add_rows("full_rate", EQUATION, keys, upper="full_rate")
    builder.add_terms(rows, make.semi(keys, on), 1.0, on=on)


def add_cover(builder: LinearBuilder, deliver: Table, begun: Table) -> None:
    """Add sum over recipes and routes of deliver <= demand x starts, per market."""
    on = ["build_option", "place", "node"]
    volumes = deliver.select(*on, "volume", "column")
    keys = volumes.select(*on, "volume").distinct(on)
    rows = builder.add_rows("cover", EQUATION, keys.select(*on), upper=0.0)
    limits = rows.with_columns(limit=-keys["volume"]).join(
        begun, ["build_option", "node"], keep=["row", "limit", "column"]
    )
    builder.add_terms(rows, volumes, 1.0, on=on)
    builder.add_terms(rows, limits, "limit", on=["row"])
