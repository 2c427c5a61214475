"""Equation (3): does a programme build only after its start, along its ramp?

Start-time columns make ramps exact. The second family caps each market by its own
demand: it is what makes the relaxation tight.
"""

import numpy as np

from brownfield.model.columns import ColumnTables
from brownfield.model.data import DataTables
from brownfield.model.linear import LinearBuilder
from brownfield.model.table import Table

EQUATION = "3"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add make <= ramp x full rate x start, and deliver <= demand x start."""
    decided = columns.start.where(~columns.start["is_committed"])
    begun = started(data, decided)
    add_ramp(builder, data, columns.make.semi(decided, ["build_option"]), begun)
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


def full_rates(data: DataTables) -> Table:
    """Return build_option, node, full_rate (scaled vehicles a year).

    The largest shift pattern over the line time of a vehicle, but no more than the
    product's demand at the node.
    """
    wanted = data.demand.totals(["product", "node"], volume=data.demand["volume"])
    rates = (
        data.programmes.select("build_option", "facility", "product", "capacity_use")
        .join(largest_patterns(data), ["facility"])
        .join(wanted, ["product", "node"])
    )
    most = rates["capacity"] / rates["capacity_use"]
    full_rate = np.minimum(most, rates["volume"])
    return rates.select("build_option", "node", full_rate=full_rate)


def largest_patterns(data: DataTables) -> Table:
    """Return facility, node, capacity of the largest shift pattern."""
    falling = np.argsort(-data.patterns["capacity"], kind="stable")
    ordered = data.patterns.take(falling).select("facility", "node", "capacity")
    return ordered.distinct(["facility", "node"])


def add_ramp(
    builder: LinearBuilder, data: DataTables, make: Table, begun: Table
) -> None:
    """Add sum over recipes of make <= sum over starts of share x full rate."""
    on = ["build_option", "node"]
    keys = make.select(*on).distinct(on)
    rows = builder.add_rows("ramp", EQUATION, keys, upper=0.0)
    terms = begun.semi(keys, on).filled(full_rates(data), on, full_rate=0.0)
    terms = terms.with_columns(rate=-terms["share"] * terms["full_rate"])
    builder.add_terms(rows, make, 1.0, on=on)
    builder.add_terms(rows, terms, "rate", on=on)


def add_cover(builder: LinearBuilder, deliver: Table, begun: Table) -> None:
    """Add sum over recipes and routes of deliver <= demand x starts, per market."""
    on = ["build_option", "place", "node"]
    made = deliver.select(*on, "volume", "column")
    keys = made.select(*on, "volume").distinct(on)
    rows = builder.add_rows("cover", EQUATION, keys.select(*on), upper=0.0)
    limits = rows.with_columns(limit=-keys["volume"]).join(
        begun, ["build_option", "node"], keep=["row", "limit", "column"]
    )
    builder.add_terms(rows, made, 1.0, on=on)
    builder.add_terms(rows, limits, "limit", on=["row"])
