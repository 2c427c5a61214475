"""Equation (20): what is missing under take-or-pay, and when does a guest leave?

Payments between parties that plan together nearly cancel, so the plan might gain by
overstating them: a yes/no column says which side of the promise holds.
"""

import numpy as np

from brownfield.model.columns import ColumnTables
from brownfield.model.contracts import covered
from brownfield.model.data import DataTables
from brownfield.model.linear import INFINITY, LinearBuilder
from brownfield.model.table import Table

EQUATION = "20"
ON = ["contract", "node"]


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add missing = max(0, volume - vehicles), and leave = none now, some before."""
    most = data.demand.totals(["node"], most=data.demand["volume"])
    if not columns.missing.is_empty():
        add_missing(builder, columns, most)
    if not columns.hosted.is_empty():
        add_hosted(builder, data, columns, most)
        add_leave(builder, columns)


def add_missing(builder: LinearBuilder, columns: ColumnTables, most: Table) -> None:
    """Add vehicles + missing >= volume; missing only where vehicles <= volume."""
    promised = columns.missing.filled(most, ["node"], most=0.0)
    made = covered(columns.make, columns.missing.drop("column"))
    keys = promised.select(*ON, "volume", upper=promised["volume"] + promised["most"])
    flag = columns.is_missing.with_columns(
        most=promised["most"], off=-promised["volume"]
    )
    rows = builder.add_rows("promised", EQUATION, keys, lower="volume")
    builder.add_terms(rows, columns.missing, 1.0, on=ON)
    builder.add_terms(rows, made, 1.0, on=ON)
    rows = builder.add_rows("not_missing", EQUATION, keys.select(*ON), upper=0.0)
    builder.add_terms(rows, columns.missing, 1.0, on=ON)
    builder.add_terms(rows, flag, "off", on=ON)
    rows = builder.add_rows("missing", EQUATION, keys, upper="upper")
    builder.add_terms(rows, columns.missing, 1.0, on=ON)
    builder.add_terms(rows, made, 1.0, on=ON)
    builder.add_terms(rows, flag, "most", on=ON)


def add_hosted(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables, most: Table
) -> None:
    """Add vehicles covered between one and all demand where hosted, else none."""
    hosted = columns.hosted.filled(most, ["node"], most=0.0)
    hosted = hosted.with_columns(
        one=np.full(hosted.height, -1.0 / data.scale.volume), all=-hosted["most"]
    )
    made = covered(columns.make, columns.hosted.drop("column"))
    for name, least, bound in (("hosts_one", True, "one"), ("hosts", False, "all")):
        lower, upper = (0.0, INFINITY) if least else (-INFINITY, 0.0)
        keys = hosted.select(*ON)
        rows = builder.add_rows(name, EQUATION, keys, lower=lower, upper=upper)
        builder.add_terms(rows, made, 1.0, on=ON)
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
