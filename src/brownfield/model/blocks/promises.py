"""Equation (20): which promises of a guest have begun, and which does it not keep?

A guest that never comes owes nothing: a reservation, and the volume of take-or-pay, are
owed once a programme they cover has started. Payments between parties that plan
together nearly cancel, so the plan might gain by overstating them: yes/no columns say
which side of each promise holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.linear import INFINITY, LinearBuilder
from brownfield.model.covered import covered

if TYPE_CHECKING:
    from brownfield.model.arrays.table import Table
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "20"
ON = ["contract", "node"]


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add begun, missing = max(0, volume - vehicles), leave = none now, some before."""
    most = data.demand.totals(["node"], most=data.demand["volume"])
    if not columns.begun.is_empty():
        add_begun(builder, data, columns)
    if not columns.missing.is_empty():
        add_missing(builder, columns, most)
    if not columns.hosted.is_empty():
        add_hosted(builder, data, columns, most)
        add_leave(builder, columns)


def add_begun(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add begun >= each covered start on the path, and <= all of them."""
    begun = columns.begun
    names = ("column", "build_option", "programme_owner", "facility", "product")
    until = columns.start.select(*names, ancestor="node").join(data.paths, ["ancestor"])
    started = covered(until, begun.drop("column"))
    keys = begun.select(*ON)
    rows = builder.add_rows("has_begun", EQUATION, keys, upper=0.0)
    builder.add_terms(rows, begun, 1.0, on=ON)
    builder.add_terms(rows, started, -1.0, on=ON)
    each = [*ON, "build_option"]
    keys = started.distinct(each).select(*each)
    rows = builder.add_rows("begins", EQUATION, keys, upper=0.0)
    builder.add_terms(rows, started, 1.0, on=each)
    builder.add_terms(rows, keys.join(begun.select("column", *ON), ON), -1.0, on=each)


def add_missing(builder: LinearBuilder, columns: ColumnTables, most: Table) -> None:
    """Add vehicles + missing >= volume once begun; missing only up to the volume."""
    promised = columns.missing.filled(most, ["node"], most=0.0)
    production = covered(columns.make, columns.missing.drop("column"))
    begun = columns.begun.join(promised.select(*ON, promised="volume"), ON)
    begun = begun.with_columns(owed=-begun["promised"])
    flag = columns.is_missing.with_columns(
        most=promised["most"], off=-promised["volume"]
    )
    keys = promised.select(*ON, "most")
    rows = builder.add_rows("promised", EQUATION, keys, lower=0.0)
    builder.add_terms(rows, columns.missing, 1.0, on=ON)
    builder.add_terms(rows, production, 1.0, on=ON)
    builder.add_terms(rows, begun, "owed", on=ON)
    rows = builder.add_rows("not_missing", EQUATION, keys, upper=0.0)
    builder.add_terms(rows, columns.missing, 1.0, on=ON)
    builder.add_terms(rows, flag, "off", on=ON)
    rows = builder.add_rows("missing", EQUATION, keys, upper="most")
    builder.add_terms(rows, columns.missing, 1.0, on=ON)
    builder.add_terms(rows, production, 1.0, on=ON)
    builder.add_terms(rows, flag, "most", on=ON)
    builder.add_terms(rows, begun, "owed", on=ON)


def add_hosted(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables, most: Table
) -> None:
    """Add vehicles covered between one and all demand where hosted, else none."""
    hosted = columns.hosted.filled(most, ["node"], most=0.0)
    hosted = hosted.with_columns(
        one=np.full(hosted.height, -1.0 / data.scale.volume), all=-hosted["most"]
    )
    production = covered(columns.make, columns.hosted.drop("column"))
    for name, least, bound in (("hosts_one", True, "one"), ("hosts", False, "all")):
        lower, upper = (0.0, INFINITY) if least else (-INFINITY, 0.0)
        keys = hosted.select(*ON)
        rows = builder.add_rows(name, EQUATION, keys, lower=lower, upper=upper)
        builder.add_terms(rows, production, 1.0, on=ON)
        builder.add_terms(rows, hosted, bound, on=ON)


def add_leave(builder: LinearBuilder, columns: ColumnTables) -> None:
    """Add leave = hosted before and not now."""
    keys = columns.leave.select(*ON)
    now = columns.hosted.semi(keys, ON)
    before = columns.hosted.select("contract", "column", parent="node")
    before = before.join(columns.leave.select(*ON, "parent"), ["contract", "parent"])
    rows = builder.add_rows("leaves", EQUATION, keys, lower=0.0)
    builder.add_terms(rows, columns.leave, 1.0, on=ON)
    builder.add_terms(rows, now, 1.0, on=ON)
    builder.add_terms(rows, before, -1.0, on=ON)
    rows = builder.add_rows("was_hosted", EQUATION, keys, upper=0.0)
    builder.add_terms(rows, columns.leave, 1.0, on=ON)
    builder.add_terms(rows, before, -1.0, on=ON)
    rows = builder.add_rows("not_hosted", EQUATION, keys, upper=1.0)
    builder.add_terms(rows, columns.leave, 1.0, on=ON)
    builder.add_terms(rows, now, 1.0, on=ON)
