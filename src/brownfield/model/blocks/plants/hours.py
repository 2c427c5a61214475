"""Equation (6): do vehicles, parts and commitments fit the line time, and the shops?

Where a plant chooses among patterns that cost something, deliveries are split by the
pattern they are made under: each part fits its own pattern's line time and its own
share of each market. That is the convex hull of the choice at one node, so little is
left for the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.model.arrays.labels import BLANK
from brownfield.model.arrays.table import Table, concat
from brownfield.model.data import MODE_SHOPS, DataTables
from brownfield.model.full_rate import most_made
from brownfield.model.line_time import line_time

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables

EQUATION = "6"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add line time of vehicles, parts and commitments <= capacity; then each shop."""
    used = line_time(data, columns)
    split = columns.deliver.where(columns.deliver["pattern"] != BLANK)
    add_hours(builder, data, columns, split)
    add_pattern_hours(builder, data, columns, split)
    add_pattern_demand(builder, columns, split)
    add_committed_hours(builder, data, columns)
    add_running(builder, data, columns, used)
    add_shops(builder, data, used)


def sold_parts(data: DataTables, columns: ColumnTables) -> Table:
    """Return column, facility, node, time: line time of parts made for a recipe."""
    bought = columns.make.select("column", "recipe", "node")
    bought = bought.join(data.supplies, ["recipe", "node"])
    return bought.select("column", "facility", "node", time="units_per_vehicle")


def add_hours(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables, split: Table
) -> None:
    """Add vehicles + parts + commitments <= capacity.

    At plants that choose among patterns with a cost the split says it for vehicles, and
    a row is needed only where they make parts too.
    """
    on = ["facility", "node"]
    built = line_time(data, columns).select("column", *on, time="capacity_use")
    parts = sold_parts(data, columns)
    keys = concat([built.anti(split, on).select(*on), parts.select(*on)]).distinct(on)
    keys = keys.filled(data.committed, on, line_time=0.0)
    keys = keys.with_columns(upper=-keys["line_time"])
    rows = builder.add_rows(
        "hours", EQUATION, keys, upper="upper", bounded_by="line_time"
    )
    patterns = columns.pattern.semi(keys, on)
    patterns = patterns.with_columns(offered=-patterns["capacity"])
    builder.add_terms(rows, built.semi(keys, on), "time", on=on)
    builder.add_terms(rows, parts, "time", on=on)
    builder.add_terms(rows, patterns, "offered", on=on)


def add_pattern_hours(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables, split: Table
) -> None:
    """Add line time made under a pattern <= (capacity - commitments) x pattern."""
    on = ["facility", "pattern", "node"]
    use = data.programmes.select("build_option", "capacity_use")
    production = split.join(use, ["build_option"], keep=[*on, "column", "capacity_use"])
    keys = production.select(*on).distinct(on)
    patterns = columns.pattern.semi(keys, on)
    patterns = patterns.filled(data.committed, ["facility", "node"], line_time=0.0)
    patterns = patterns.with_columns(
        offered=patterns["line_time"] - patterns["capacity"]
    )
    rows = builder.add_rows(
        "pattern_hours", EQUATION, keys, upper=0.0, bounded_by="line_time"
    )
    builder.add_terms(rows, production, "capacity_use", on=on)
    builder.add_terms(rows, patterns, "offered", on=on)


def add_pattern_demand(
    builder: LinearBuilder, columns: ColumnTables, split: Table
) -> None:
    """Add deliveries made under a pattern <= demand x pattern, for each market."""
    at = ["facility", "pattern", "node"]
    on = [*at, "product", "place"]
    volumes = split.select(*on, "volume", "column")
    keys = volumes.select(*on, "volume").distinct(on)
    rows = builder.add_rows("pattern_demand", EQUATION, keys.select(*on), upper=0.0)
    limits = rows.with_columns(limit=-keys["volume"]).join(
        columns.pattern, at, keep=["row", "limit", "column"]
    )
    builder.add_terms(rows, volumes, 1.0, on=on)
    builder.add_terms(rows, limits, "limit", on=["row"])


def add_committed_hours(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables
) -> None:
    """Add capacity in force >= commitments: they alone keep a pattern running."""
    on = ["facility", "node"]
    committed = data.committed.where(data.committed["line_time"] > 0.0)
    keys = committed.semi(columns.pattern, on)
    rows = builder.add_rows("committed_hours", EQUATION, keys, lower="line_time")
    patterns = columns.pattern.semi(keys, on)
    builder.add_terms(rows, patterns, "capacity", on=on)


def add_running(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables, used: Table
) -> None:
    """Add make <= all demand x patterns in force, for vehicles without line time."""
    on = ["build_option", "node"]
    production = used.where(used["capacity_use"] == 0.0)
    keys = (
        production.select(*on, "facility")
        .distinct(on)
        .filled(most_made(data), on, most=0)
    )
    rows = builder.add_rows("running", EQUATION, keys.select(*on), upper=0.0)
    limits = keys.with_columns(row=rows["row"], limit=-keys["most"])
    limits = limits.join(
        columns.pattern, ["facility", "node"], keep=["row", "limit", "column"]
    )
    builder.add_terms(rows, production, 1.0, on=on)
    builder.add_terms(rows, limits, "limit", on=["row"])


def add_shops(builder: LinearBuilder, data: DataTables, used: Table) -> None:
    """Add line time in each shop <= rate x hours, for the modes that pass it.

    A shop that does not run lets nothing through, even what takes no line time.
    """
    shops = data.shops.filled(data.committed, ["facility", "node"], line_time=0.0)
    most = shops["hours_per_year"] * shops["jobs_per_hour"]
    shops = shops.with_columns(upper=most - shops["line_time"], is_down=most == 0.0)
    terms = (
        used.select("column", "facility", "node", "mode", "capacity_use")
        .join(shops, ["facility", "node"])
        .semi(passed_shops(), ["mode", "shop"])
    )
    time = np.where(terms["is_down"], 1.0, terms["capacity_use"])
    terms = terms.with_columns(time=time)
    on = ["facility", "shop", "node"]
    keys = terms.select(*on, "upper").distinct(on)
    rows = builder.add_rows("shop_hours", EQUATION, keys, upper="upper")
    builder.add_terms(rows, terms, "time", on=on)


def passed_shops() -> Table:
    """Return mode, shop: which shops a vehicle of a mode passes."""
    pairs = [(mode, shop) for mode, shops in MODE_SHOPS.items() for shop in shops]
    return Table.of(pl.DataFrame(pairs, schema=["mode", "shop"], orient="row"))
