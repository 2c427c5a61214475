"""Can what runs already, is promised or is bought happen at its plant?"""

from collections.abc import Iterator

import polars as pl

from brownfield.tables.cells.limits import shown
from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding
from brownfield.tables.rules.rule import Cells, HorizonRule, Rule, rows_where
from brownfield.tables.settings import Settings


def parts_plants(tables: Tables) -> Iterator[Finding]:
    """Yield plants that must be opened to sell parts and have no shift pattern."""
    staffed = tables["shift_patterns"]["facility"].unique().to_list()
    sources = tables["bill_of_materials"]["source"].unique().to_list()
    must_open = pl.col("status") != "operating"
    sells = pl.col("facility").is_in(sources) & ~pl.col("facility").is_in(staffed)
    for row, cells in rows_where(tables["facilities"], must_open & sells):
        yield _without_pattern(
            row,
            "status",
            cells["status"],
            "The plant must be opened before it sells parts, but it has no shift "
            "pattern, so nothing would ask for its opening",
            f"Add a row for {cells['facility']} to shift_patterns, or set its status "
            "to operating",
        )


def _without_pattern(
    row: int, column: str, value: str | None, message: str, hint: str
) -> Finding:
    return Finding(
        table="facilities",
        row=row,
        column=column,
        value=value,
        rule="no_shift_pattern",
        message=message,
        hint=hint,
    )


def parts_without_line_time(tables: Tables) -> Iterator[Finding]:
    """Yield parts that take no line time of a plant whose patterns should bind."""
    staffed = tables["shift_patterns"]["facility"].unique().to_list()
    is_bad = pl.col("source").is_in(staffed) & (pl.col("units_per_vehicle") == 0)
    for row, cells in rows_where(tables["bill_of_materials"], is_bad):
        yield Finding(
            table="bill_of_materials",
            row=row,
            column="units_per_vehicle",
            value=shown(cells["units_per_vehicle"]),
            rule="no_line_time",
            message=f"{cells['source']} has shift patterns, but spends no line time on "
            "the part, so it would supply it shut",
            hint="Enter more than 0, or take the patterns of the plant out",
        )


def closable_plants(tables: Tables) -> Iterator[Finding]:
    """Yield plants with a closing cost that have no pattern to run until then."""
    staffed = tables["shift_patterns"]["facility"].unique().to_list()
    is_bad = pl.col("closing_cost").is_not_null() & ~pl.col("facility").is_in(staffed)
    for row, cells in rows_where(tables["facilities"], is_bad):
        yield _without_pattern(
            row,
            "closing_cost",
            shown(cells["closing_cost"]),
            "With a closing cost the plant runs a pattern until it is closed, but it "
            "has none",
            f"Add a row for {cells['facility']} to shift_patterns, or leave "
            "closing_cost blank",
        )


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


def current_patterns(tables: Tables) -> Iterator[Finding]:
    """Yield patterns in force before the first year at plants that are not open."""
    shut = tables["facilities"].filter(pl.col("status") != "operating")["facility"]
    is_bad = pl.col("is_current") & pl.col("facility").is_in(shut.to_list())
    for row, cells in rows_where(tables["shift_patterns"], is_bad):
        yield Finding(
            table="shift_patterns",
            row=row,
            column="is_current",
            value="true",
            rule="current_at_closed_plant",
            message=f"The pattern is in force, but {cells['facility']} is not open",
            hint="Set is_current to false, or the plant's status to operating",
        )


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


def unstaffed_commitments(tables: Tables) -> Iterator[Finding]:
    """Yield commitments at plants without a shift pattern."""
    staffed = tables["shift_patterns"]["facility"].unique().to_list()
    is_bad = ~pl.col("facility").is_in(staffed) & (pl.col("vehicles") > 0)
    for row, cells in rows_where(tables["commitments"], is_bad):
        yield _commitment(row, cells, f"{cells['facility']} has no shift pattern")


def _commitment(row: int, cells: Cells, reason: str) -> Finding:
    return Finding(
        table="commitments",
        row=row,
        column="year",
        value=shown(cells["year"]),
        rule="commitment_at_shut_plant",
        message=f"The vehicles are committed, but {reason}",
        hint="Correct the year or the plant, or take the row out",
    )


RULES: tuple[Rule | HorizonRule, ...] = (
    Rule(
        find=parts_plants, reads=("facilities", "shift_patterns", "bill_of_materials")
    ),
    Rule(find=parts_without_line_time, reads=("bill_of_materials", "shift_patterns")),
    Rule(find=closable_plants, reads=("facilities", "shift_patterns")),
    Rule(find=groups_that_run, reads=("build_options",)),
    Rule(find=current_patterns, reads=("facilities", "shift_patterns")),
    HorizonRule(find=commitments, reads=("facilities", "commitments")),
    Rule(find=unstaffed_commitments, reads=("commitments", "shift_patterns")),
)
