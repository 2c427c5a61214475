"""Equation (12): is every change of jobs between years hired or dismissed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.labels import BLANK

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "12"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add hire - dismiss = jobs - jobs at the parent node (before the first year)."""
    on, unit = ["facility", "node"], data.scale.jobs
    hire = columns.hire
    before = np.where(hire["parent"] == BLANK, -hire["current"] / unit, 0.0)
    keys = hire.select(*on, "parent", before=before)
    rows = builder.add_rows(
        "shift_change", EQUATION, keys, lower="before", upper="before"
    )
    jobs = columns.pattern.select("facility", "node", "column", "headcount")
    jobs = jobs.with_columns(headcount=jobs["headcount"] / unit)
    here = jobs.semi(keys, on)
    earlier = jobs.select("facility", "column", "headcount", parent="node")
    earlier = earlier.join(keys.select(*on, "parent"), ["facility", "parent"])
    builder.add_terms(rows, hire, 1.0, on=on)
    builder.add_terms(rows, columns.dismiss, -1.0, on=on)
    builder.add_terms(rows, here.with_columns(jobs=-here["headcount"]), "jobs", on=on)
    builder.add_terms(rows, earlier, "headcount", on=on)
