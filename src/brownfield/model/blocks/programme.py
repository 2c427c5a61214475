"""Equation (3): does a programme build only after its start, along its ramp?

Start-time columns make ramps exact. The second family caps each market by its own
demand: it is what makes the relaxation tight.
"""

import polars as pl

from brownfield.derive.frames import total
from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder

EQUATION = "3"


def add(builder: LinearBuilder, data: Data, columns: Columns) -> None:
    """Add make <= ramp x full rate x start, and deliver <= demand x start."""
    decided = columns.start.filter(~pl.col("is_committed")).select("build_option")
    add_ramp(builder, data, columns, decided)
    add_cover(builder, data, columns, decided)


def started(data: Data, columns: Columns) -> pl.DataFrame:
    """Return build_option, node, column, share: starts seen from later nodes."""
    return (
        columns.start.filter(~pl.col("is_committed"))
        .select("build_option", "column", ancestor="node")
        .join(data.paths, on="ancestor")
        .join(data.ages.filter(pl.col("share") > 0), on=["build_option", "age"])
        .select("build_option", "node", "column", "share")
    )


def full_rates(data: Data) -> pl.DataFrame:
    """Return build_option, node, full_rate (scaled vehicles a year).

    The largest shift pattern over the line time of a vehicle, but no more than the
    product's demand at the node.
    """
    largest = data.patterns.group_by("facility", "node").agg(pl.col("capacity").max())
    wanted = data.demand.group_by("product", "node").agg(total(pl.col("volume")))
    return (
        data.programmes.select("build_option", "facility", "product", "capacity_use")
        .join(largest, on="facility")
        .join(wanted, on=["product", "node"])
        .select(
            "build_option",
            "node",
            full_rate=pl.min_horizontal(
                pl.col("capacity") / pl.col("capacity_use"), "volume"
            ),
        )
    )


def add_ramp(
    builder: LinearBuilder, data: Data, columns: Columns, decided: pl.DataFrame
) -> None:
    """Add sum over recipes of make <= sum over starts of share x full rate."""
    at_node = ["build_option", "node"]
    make = columns.make.join(decided, on="build_option", how="semi")
    keys = make.select(at_node).unique(maintain_order=True)
    rows = builder.add_rows("ramp", EQUATION, keys, upper=0.0)
    terms = (
        started(data, columns)
        .join(keys, on=at_node, how="semi")
        .join(full_rates(data), on=at_node, how="left")
        .with_columns(rate=-pl.col("share") * pl.col("full_rate").fill_null(0.0))
    )
    builder.add_terms(rows, make, 1.0, on=at_node)
    builder.add_terms(rows, terms, "rate", on=at_node)


def add_cover(
    builder: LinearBuilder, data: Data, columns: Columns, decided: pl.DataFrame
) -> None:
    """Add sum over recipes and routes of deliver <= demand x starts, per market."""
    on = ["build_option", "place", "node"]
    deliver = columns.deliver.join(decided, on="build_option", how="semi")
    keys = deliver.select(*on, "volume").unique(on, maintain_order=True)
    rows = builder.add_rows("cover", EQUATION, keys.select(on), upper=0.0)
    terms = started(data, columns).join(keys, on=["build_option", "node"])
    terms = terms.with_columns(limit=-pl.col("volume"))
    builder.add_terms(rows, deliver, 1.0, on=on)
    builder.add_terms(rows, terms, "limit", on=on)
