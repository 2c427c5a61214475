"""Equation (3): does a programme build only after its start, along its ramp?

Start-time columns make ramps exact. The second family caps each market by its own
demand: it is what makes the relaxation tight.
"""

from brownfield.model.columns import ColumnTables
from brownfield.model.data import DataTables
from brownfield.model.full_rate import full_rates
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
