"""Do plants, build options, ramps and parts fit together?"""

from collections.abc import Iterator

import polars as pl

from brownfield.tables.cells.limits import shown
from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding, listed
from brownfield.tables.rules.rule import Cells, Rule, rows_where

NAMED = ("products", "facilities", "places", "parties", "build_options", "scenarios")
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


def hs_codes(tables: Tables) -> Iterator[Finding]:
    """Yield customs headings that are not digits only, in pairs.

    Three digits may begin the headings of a row of law: 870 stands for 8701 to 8709.
    """
    for table in ("products", "bill_of_materials", "trade_measures", "origin_rules"):
        shorter = r"|^[0-9]{3}$" if table in ("trade_measures", "origin_rules") else ""
        is_bad = ~pl.col("hs_code").str.contains(r"^([0-9]{2}){1,5}$" + shorter)
        for row, cells in rows_where(tables[table], is_bad):
            yield Finding(
                table=table,
                row=row,
                column="hs_code",
                value=cells["hs_code"],
                rule="hs_code",
                message="A customs heading has 2, 4, 6, 8 or 10 digits, nothing else",
                hint="Take out dots and blanks, e.g. 870360",
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


def shortfall_charges(tables: Tables) -> Iterator[Finding]:
    """Yield build options that promise a volume without a charge for missing it."""
    is_open = (pl.col("minimum_volume") > 0) & pl.col("shortfall_charge").is_null()
    for row, _ in rows_where(tables["build_options"], is_open):
        yield Finding(
            table="build_options",
            row=row,
            column="shortfall_charge",
            rule="shortfall_charge",
            message="minimum_volume is given, but not what a missing vehicle costs",
            hint="Enter shortfall_charge, or take minimum_volume out",
        )


def patterns_of_plants(tables: Tables) -> Iterator[Finding]:
    """Yield build options at a plant that has no shift pattern."""
    staffed = tables["shift_patterns"]["facility"].unique().to_list()
    known = tables["facilities"]["facility"].to_list()
    has_none = pl.col("facility").is_in(known) & ~pl.col("facility").is_in(staffed)
    for row, cells in rows_where(tables["build_options"], has_none):
        yield Finding(
            table="build_options",
            row=row,
            column="facility",
            value=cells["facility"],
            rule="no_shift_pattern",
            message="The plant has no shift pattern, so it can build nothing",
            hint=f"Add a row for {cells['facility']} to shift_patterns",
        )


def committed_plants(tables: Tables) -> Iterator[Finding]:
    """Yield running programmes at plants that are not open."""
    closed = tables["facilities"].filter(pl.col("status") != "operating")
    is_bad = pl.col("is_committed") & pl.col("facility").is_in(
        closed["facility"].to_list()
    )
    for row, cells in rows_where(tables["build_options"], is_bad):
        yield Finding(
            table="build_options",
            row=row,
            column="is_committed",
            value="true",
            rule="committed_at_closed_plant",
            message=f"The programme runs already, but {cells['facility']} is not open",
            hint="Set is_committed to false, or the plant's status to operating",
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


def built_products(tables: Tables) -> Iterator[Finding]:
    """Yield the first demand row of each product that nothing builds."""
    demanded = tables["demand"]["product"].drop_nulls().unique().to_list()
    built = set(tables["build_options"]["product"].drop_nulls().to_list())
    known = set(tables["products"]["product"].to_list())
    for product in sorted(set(demanded) & known - built):
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


RULES = (
    Rule(find=bad_names, reads=NAMED),
    Rule(
        find=hs_codes,
        reads=("products", "bill_of_materials", "trade_measures", "origin_rules"),
    ),
    Rule(find=years_in_order, reads=()),
    Rule(find=ramp_curves, reads=("ramp_curves",)),
    Rule(find=shortfall_charges, reads=("build_options",)),
    Rule(
        find=patterns_of_plants,
        reads=("build_options", "shift_patterns", "facilities"),
    ),
    Rule(find=committed_plants, reads=("build_options", "facilities")),
    Rule(find=current_patterns, reads=("shift_patterns",)),
    Rule(find=built_products, reads=("demand", "build_options", "products")),
)
