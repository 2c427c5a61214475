"""Does the model meet figures of the past?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.plans.results import RESULTS
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

TIE_OUT_SCHEMA = {
    "anchor": pl.String,
    "kind": pl.String,
    "what_if": pl.String,
    "result": pl.String,
    "where": pl.String,
    "expected": pl.Float64,
    "found": pl.Float64,
    "tolerance": pl.Float64,
    "passed": pl.Boolean,
    "source": pl.String,
}


def tie_out(anchors: pl.DataFrame, plans: Mapping[str, Plan]) -> pl.DataFrame | None:
    """Return published figures beside what the plans give; None without anchors.

    Parameters
    ----------
    anchors
        Table `anchors` of the case.
    plans
        Plan of each what-if that the anchors name; anchors without a plan are left out.
    """
    rows = [
        _anchored(row, plans[row["what_if"]])
        for row in anchors.to_dicts()
        if row["what_if"] in plans
    ]
    return pl.DataFrame(rows, schema=TIE_OUT_SCHEMA) if rows else None


def _anchored(row: dict[str, object], found_in: Plan) -> dict[str, object]:
    name = str(row["result"])
    frame = found_in.tables.get(name, RESULTS[name].empty())
    where = matching_rows(frame, _text(row["where"]), RESULTS[name])
    vehicles = float(frame.filter(where)["vehicles"].sum())
    expected, tolerance = float(str(row["expected"])), float(str(row["tolerance"]))
    is_near = abs(vehicles - expected) <= max(tolerance * abs(expected), 0.5)
    kept = {key: row[key] for key in TIE_OUT_SCHEMA if key in row}
    return kept | {"found": vehicles, "passed": is_near}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
