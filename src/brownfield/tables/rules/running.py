"""Can what runs already, is promised or is bought happen at its plant?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding, shown
from brownfield.tables.rule import (
    Cells,
    HorizonRule,
    Rule,
    each_row,
    is_shut,
    is_staffed,
    rows_where,
)

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

COMMITTED_HINT = "Correct the year or the plant, or take the row out"


def groups_that_run(tables: Tables) -> Iterator[Finding]:
    """Yield second running programmes of one exclusive group."""
    frame = tables["build_options"].with_row_index("row")
    runs = frame.filter(pl.col("is_committed"), pl.col("exclusive_group").is_not_null())
    first = runs.with_columns(first=pl.col("row").min().over("exclusive_group"))
    for cells in first.filter(pl.col("row") > pl.col("first")).iter_rows(named=True):
        yield Finding(
            table="build_options",
            row=cells["row"],
            other_row=cells["first"],
            column="exclusive_group",
            value=cells["exclusive_group"],
            rule="two_run_in_one_group",
            message="Of one exclusive group at most one programme ever starts, but two "
            "are running already",
            hint="Set is_committed to false for all but one, or give them groups of "
            "their own",
        )


def groups_that_are_taken(tables: Tables) -> list[Finding]:
    """Return a note for each option whose group is taken by a running programme."""
    frame = tables["build_options"]
    runs = frame.filter(pl.col("is_committed"), pl.col("exclusive_group").is_not_null())
    running = dict(runs.select("exclusive_group", "build_option").iter_rows())
    is_shut = ~pl.col("is_committed") & pl.col("exclusive_group").is_in(list(running))
    return [
        Finding(
            table="build_options",
            row=row,
            column="exclusive_group",
            value=cells["exclusive_group"],
            rule="group_is_taken",
            message=f"{running[cells['exclusive_group']]} of this group runs already, "
            "so this option never starts",
            hint="Take the running programme out of the group, if this one may "
            "replace it",
        )
        for row, cells in rows_where(frame, is_shut)
    ]


def commitments(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield commitments in years in which their plant cannot run."""
    first, last = settings.case.first_year, settings.case.last_year
    opened = pl.when(pl.col("status") != "operating").then(first + pl.col("lead_years"))
    plants = tables["facilities"].select(
        "facility",
        begin=pl.max_horizontal("first_year", opened),
        end=pl.col("last_year"),
    )
    plants = plants.unique("facility", keep="first")  # a second row is told elsewhere
    frame = tables["commitments"].join(
        plants, on="facility", how="left", maintain_order="left"
    )
    year = pl.col("year")
    is_bad = (
        year.is_between(first, last)
        & (pl.col("vehicles") > 0)
        & ((year < pl.col("begin")) | (year > pl.col("end"))).fill_null(value=False)
    )
    for row, cells in rows_where(frame, is_bad):
        is_early = cells["begin"] is not None and cells["year"] < cells["begin"]
        edge = f"from {cells['begin']}" if is_early else f"until {cells['end']}"
        yield _commitment(row, cells, f"{cells['facility']} can run only {edge}")


def _commitment(row: int, cells: Cells, reason: str) -> Finding:
    return Finding(
        table="commitments",
        row=row,
        column="year",
        value=shown(cells["year"]),
        rule="commitment_at_shut_plant",
        message=f"The vehicles are committed, but {reason}",
        hint=COMMITTED_HINT,
    )


def _sells_unopened(tables: Tables) -> pl.Expr:
    sources = tables["bill_of_materials"]["source"].unique().to_list()
    sells = pl.col("facility").is_in(sources)
    return (pl.col("status") != "operating") & sells & ~is_staffed(tables)


def _takes_no_time(tables: Tables) -> pl.Expr:
    return is_staffed(tables, "source") & (pl.col("units_per_vehicle") == 0)


def _closes_unstaffed(tables: Tables) -> pl.Expr:
    return pl.col("closing_cost").is_not_null() & ~is_staffed(tables)


def _in_force_at_a_shut_plant(tables: Tables) -> pl.Expr:
    return pl.col("is_current") & is_shut(tables)


def _committed_unstaffed(tables: Tables) -> pl.Expr:
    return ~is_staffed(tables) & (pl.col("vehicles") > 0)


RULES: tuple[Rule | HorizonRule, ...] = (
    each_row(
        table="facilities",
        column="status",
        rule="no_shift_pattern",
        is_bad=_sells_unopened,
        reads=("shift_patterns", "bill_of_materials"),
        message="The plant must be opened before it sells parts, but it has no shift "
        "pattern, so nothing would ask for its opening",
        hint="Add a row for {facility} to shift_patterns, or set its status to "
        "operating",
    ),
    each_row(
        table="bill_of_materials",
        column="units_per_vehicle",
        rule="no_line_time",
        is_bad=_takes_no_time,
        reads=("shift_patterns",),
        message="{source} has shift patterns, but spends no line time on the part, so "
        "it would supply it shut",
        hint="Enter more than 0, or take the patterns of the plant out",
    ),
    each_row(
        table="facilities",
        column="closing_cost",
        rule="no_shift_pattern",
        is_bad=_closes_unstaffed,
        reads=("shift_patterns",),
        message="With a closing cost the plant runs a pattern until it is closed, but "
        "it has none",
        hint="Add a row for {facility} to shift_patterns, or leave closing_cost blank",
    ),
    Rule(find=groups_that_run, reads=("build_options",)),
    each_row(
        table="shift_patterns",
        column="is_current",
        rule="current_at_closed_plant",
        is_bad=_in_force_at_a_shut_plant,
        reads=("facilities",),
        message="The pattern is in force, but {facility} is not open",
        hint="Set is_current to false, or the plant's status to operating",
    ),
    HorizonRule(find=commitments, reads=("facilities", "commitments")),
    each_row(
        table="commitments",
        column="year",
        rule="commitment_at_shut_plant",
        is_bad=_committed_unstaffed,
        reads=("shift_patterns",),
        message="The vehicles are committed, but {facility} has no shift pattern",
        hint=COMMITTED_HINT,
    ),
)
