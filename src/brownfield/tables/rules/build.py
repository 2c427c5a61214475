"""Do plants, build options, ramps and parts fit together?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding, listed, shown
from brownfield.tables.rule import (
    Cells,
    Rule,
    each_row,
    is_shut,
    is_staffed,
    rows_where,
)

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

NAMED = ("products", "facilities", "places", "parties", "build_options", "scenarios")
HOURS_A_DAY = 24.0
ROUNDING = 1e-9  # hours; three shifts of a third of a day are a day
RESERVED = ",|="  # they part the names in recipe labels and `where` texts


def bad_names(tables: Tables) -> Iterator[Finding]:
    """Yield short names holding a character that has a meaning of its own."""
    for table in NAMED:
        column = tables[table].columns[0]
        reserved = RESERVED + ("@" if table == "scenarios" else "")
        is_bad = pl.col(column).str.contains_any(list(reserved))
        for row, cells in rows_where(tables[table], is_bad):
            yield Finding(
                table=table,
                row=row,
                column=column,
                value=cells[column],
                rule="reserved_character",
                message=f"A short name must not hold any of {' '.join(reserved)}",
                hint="Use letters, digits, - and _",
            )


def years_in_order(tables: Tables) -> Iterator[Finding]:
    """Yield rows whose last year lies before their first."""
    pairs = (("from_year", "to_year"), ("first_year", "last_year"), ("year", "to_year"))
    for table, frame in tables.items():
        for first, last in pairs:
            if first not in frame.columns or last not in frame.columns:
                continue
            for row, cells in rows_where(frame, pl.col(last) < pl.col(first)):
                yield Finding(
                    table=table,
                    row=row,
                    column=last,
                    value=shown(cells[last]),
                    rule="years_in_order",
                    message=f"{last} lies before {first} {cells[first]}",
                    hint="Swap or correct the years",
                )


def ramp_curves(tables: Tables) -> Iterator[Finding]:
    """Yield ramp curves that skip a year, fall, or do not start at year 0."""
    frame = tables["ramp_curves"].with_row_index("row")
    frame = frame.drop_nulls(["ramp_curve", "years_since_start", "share"])
    frame = frame.sort("ramp_curve", "years_since_start", maintain_order=True)
    before = frame.with_columns(
        pl.col("share").shift(1).over("ramp_curve").alias("last_share"),
        pl.col("years_since_start").shift(1).over("ramp_curve").alias("last_year"),
    )
    for cells in before.iter_rows(named=True):
        expected = 0 if cells["last_year"] is None else cells["last_year"] + 1
        if cells["years_since_start"] > expected:
            yield _gap(cells, expected)
        if cells["last_share"] is not None and cells["share"] < cells["last_share"]:
            yield _fall(cells)


def _gap(cells: Cells, expected: int) -> Finding:
    return Finding(
        table="ramp_curves",
        row=cells["row"],
        column="years_since_start",
        value=shown(cells["years_since_start"]),
        rule="ramp_gap",
        message=f"Ramp curve {cells['ramp_curve']} has no row for year {expected}",
        hint=f"Add the row for years_since_start {expected}",
    )


def _fall(cells: Cells) -> Finding:
    return Finding(
        table="ramp_curves",
        row=cells["row"],
        column="share",
        value=shown(cells["share"]),
        rule="ramp_falls",
        message=f"The share falls below the {shown(cells['last_share'])} before it",
        hint="A ramp must not decrease; correct the share",
    )


def current_patterns(tables: Tables) -> Iterator[Finding]:
    """Yield second shift patterns of a plant that are marked as in force."""
    frame = tables["shift_patterns"].with_row_index("row").filter(pl.col("is_current"))
    first = frame.with_columns(pl.col("row").min().over("facility").alias("first"))
    for cells in first.filter(pl.col("row") > pl.col("first")).iter_rows(named=True):
        yield Finding(
            table="shift_patterns",
            row=cells["row"],
            other_row=cells["first"],
            column="is_current",
            value="true",
            rule="two_current_patterns",
            message="Two patterns of one plant are in force at once",
            hint="Set is_current to true for one of them only",
        )


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


def built_products(tables: Tables) -> Iterator[Finding]:
    """Yield the first demand row of each product that nothing builds."""
    demanded = tables["demand"]["product"].drop_nulls().unique().to_list()
    built = set(tables["build_options"]["product"].drop_nulls().to_list())
    products = set(tables["products"]["product"].to_list())
    for product in sorted(set(demanded) & products - built):
        row = tables["demand"]["product"].index_of(product)
        yield Finding(
            table="demand",
            row=row,
            column="product",
            value=product,
            rule="no_build_option",
            message="There is demand for the product, but no option to build it",
            hint=f"Add a row for {product} to build_options "
            f"(there are options for {listed(sorted(built))})",
        )


def _without_pattern(tables: Tables) -> pl.Expr:
    facilities = tables["facilities"]["facility"].to_list()
    return pl.col("facility").is_in(facilities) & ~is_staffed(tables)


def _runs_at_a_shut_plant(tables: Tables) -> pl.Expr:
    return pl.col("is_committed") & is_shut(tables)


# Three digits may begin the headings of a row of law: 870 stands for 8701 to 8709.
HEADING, OF_LAW = r"^([0-9]{2}){1,5}$", r"^([0-9]{2}){1,5}$|^[0-9]{3}$"
HEADINGS = {
    "products": HEADING,
    "bill_of_materials": HEADING,
    "trade_measures": OF_LAW,
    "origin_rules": OF_LAW,
}

RULES = (
    Rule(find=bad_names, reads=NAMED),
    *(
        each_row(
            table=table,
            column="hs_code",
            rule="hs_code",
            is_bad=~pl.col("hs_code").str.contains(pattern),
            message="A customs heading has 2, 4, 6, 8 or 10 digits, nothing else",
            hint="Take out dots and blanks, e.g. 870360",
        )
        for table, pattern in HEADINGS.items()
    ),
    Rule(find=years_in_order, reads=()),
    Rule(find=ramp_curves, reads=("ramp_curves",)),
    each_row(
        table="build_options",
        column="shortfall_charge",
        rule="shortfall_charge",
        is_bad=(pl.col("minimum_volume") > 0) & pl.col("shortfall_charge").is_null(),
        message="minimum_volume is given, but not what a missing vehicle costs",
        hint="Enter shortfall_charge, or take minimum_volume out",
    ),
    each_row(
        table="build_options",
        column="facility",
        rule="no_shift_pattern",
        is_bad=_without_pattern,
        reads=("shift_patterns", "facilities"),
        message="The plant has no shift pattern, so it can build nothing",
        hint="Add a row for {facility} to shift_patterns",
    ),
    each_row(
        table="build_options",
        column="is_committed",
        rule="committed_at_closed_plant",
        is_bad=_runs_at_a_shut_plant,
        reads=("facilities",),
        message="The programme runs already, but {facility} is not open",
        hint="Set is_committed to false, or the plant's status to operating",
    ),
    Rule(find=current_patterns, reads=("shift_patterns",)),
    Rule(find=built_products, reads=("demand", "build_options", "products")),
    Rule(find=hours_of_a_day, reads=("shift_patterns",)),
)
