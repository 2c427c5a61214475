"""Which assumptions are about what a plan does not have?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.tables.definitions import TABLES
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

OF_OPTIONS = ("build_options", "bill_of_materials")
OF_PLANTS = ("facilities", "shift_patterns")
COSTS = ("tooling_cost", "opening_cost")  # at 0 a start is no decision any more


@dataclass(frozen=True)
class Had:
    """What a plan has, or may take up though its starts and openings are held.

    Attributes
    ----------
    options
        Build options that it starts, or whose start costs nothing.
    plants
        Plants that are open from the first year, that it opens, or whose opening costs
        nothing.
    """

    options: frozenset[str]
    plants: frozenset[str]


def had(case: Case, best: Plan) -> Had:
    """Return what a plan of a case has."""
    model = formulate(derive(case))
    operating = pl.col("status") == "operating"
    begun = best.tables["starts"]["build_option"]
    opened = best.tables["openings"]["facility"]
    running = case.tables["facilities"].filter(operating)["facility"]
    return Had(
        frozenset(begun) | _free(model, "start", "build_option"),
        frozenset(opened) | frozenset(running) | _free(model, "open", "facility"),
    )


def _free(model: Formulation, family: str, key: str) -> frozenset[str]:
    """Return what a plan is not held to: decisions that are not yes or no."""
    rows: pl.DataFrame = getattr(model.columns, family)
    is_whole = model.linear.is_integer[rows["column"].to_numpy()]
    return frozenset(rows.filter(~pl.Series(is_whole))[key].cast(pl.String))


def is_idle(case: Case, begun: Had, row: Assumption) -> bool:
    """Return whether an assumption cannot move a plan whose starts are held.

    So it is if each of its cells is of a programme, or of a plant, that the plan has
    not, or of a site where no function stands.

    Parameters
    ----------
    case
        The case.
    begun
        What the plan has.
    row
        The assumption.
    """
    if row.table == "sites":
        return _is_empty(case, row)
    is_decided = row.column not in COSTS or row.low > 0.0
    if row.table not in OF_OPTIONS + OF_PLANTS or not is_decided:
        return False
    frame, declared = case.tables[row.table], TABLES[row.table]
    meant = frame.filter(matching_rows(frame, row.where or None, declared))
    if row.table in OF_OPTIONS:
        return not begun.options & set(meant["build_option"])
    return not begun.plants & set(meant["facility"])


def _is_empty(case: Case, row: Assumption) -> bool:
    """Return whether no function of a headquarters stands at the sites of a row."""
    sites, declared = case.tables["sites"], TABLES["sites"]
    meant = sites.filter(matching_rows(sites, row.where or None, declared))
    return not set(case.tables["functions"]["site"].drop_nulls()) & set(meant["site"])
