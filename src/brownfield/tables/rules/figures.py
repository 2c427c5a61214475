"""Which figures can no plant, party or horizon have, though each cell may hold them?"""

from collections.abc import Iterator

import polars as pl

from brownfield.tables.cells.limits import shown
from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding
from brownfield.tables.rules.rule import HorizonRule, Rule, each_row, rows_where
from brownfield.tables.settings import Settings

HOURS_A_DAY = 24.0
ROUNDING = 1e-9  # hours; three shifts of a third of a day are a day


def hours_of_a_day(tables: Tables) -> Iterator[Finding]:
    """Yield shift patterns that work more hours than a day has."""
    hours = pl.col("hours_per_shift") * pl.col("shifts_per_day")
    is_bad = hours > HOURS_A_DAY + ROUNDING
    for row, cells in rows_where(tables["shift_patterns"], is_bad):
        each, shifts = cells["hours_per_shift"], cells["shifts_per_day"]
        yield Finding(
            table="shift_patterns",
            row=row,
            column="shifts_per_day",
            value=shown(shifts),
            rule="hours_of_a_day",
            message=f"{each:g} hours_per_shift x {shifts:g} shifts_per_day are "
            f"{each * shifts:g} hours a day; a day has {HOURS_A_DAY:g}",
            hint="Correct one of the two; several lines count in jobs_per_hour",
        )


def salvage(_: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield a share of capital recovered that is more than all of it."""
    case = settings.case
    if case.terminal == "salvage" and case.terminal_multiple > 1:
        yield Finding(
            table="case",
            column="case.terminal_multiple",
            value=shown(case.terminal_multiple),
            rule="settings",
            message="With terminal salvage it is the share of capital recovered, from "
            "0 to 1: above 1 a plan would earn by spending",
            hint='Write a share, e.g. 0.3; or terminal = "multiple", if years of cash '
            "are meant",
        )


RULES: tuple[Rule | HorizonRule, ...] = (
    Rule(find=hours_of_a_day, reads=("shift_patterns",)),
    each_row(
        table="parties",
        column="tail",
        rule="tail",
        is_bad=(pl.col("tail_weight") > 0) & (pl.col("tail").fill_null(0) == 0),
        message="tail_weight is {tail_weight:g}, but tail does not say which share of "
        "worst futures it weighs, so it would weigh none",
        hint="Enter tail above 0, e.g. 0.25 for the worst quarter, or set tail_weight "
        "to 0",
    ),
    HorizonRule(find=salvage, reads=()),
)
