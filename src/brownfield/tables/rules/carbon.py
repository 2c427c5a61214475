"""Do carbon prices and caps say what they ask, and do plants have a grid?"""

from collections.abc import Iterator

import polars as pl

from brownfield.tables.declared.carbon import CARBON_KINDS
from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding
from brownfield.tables.rule import HorizonRule, Rule, each_row, rows_where
from brownfield.tables.settings import Settings

KIND = pl.col("kind")
PRICE, CAP = CARBON_KINDS
IS_CARBON = KIND.is_in(CARBON_KINDS)
UNREAD = {
    "target": (KIND == PRICE) & pl.col("target").is_not_null(),
    **{
        column: IS_CARBON & pl.col(column).is_not_null()
        for column in ("made_in", "price_cap", "cap", "payer")
    },
    "pass_through": IS_CARBON & (pl.col("pass_through") != 1.0),
    "one_off_cost": IS_CARBON & (pl.col("one_off_cost") != 0.0),
    "covers": ~IS_CARBON & pl.col("covers").is_not_null(),
}
"""Where a column of policies holds what nobody would read."""


def grids_of_plants(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield build options that use electricity of which nothing is known."""
    plants = dict(tables["facilities"].select("facility", "place").iter_rows())
    grids = tables["grids"].group_by("place").agg(pl.col("year").min())
    begins = dict(grids.iter_rows())
    first = settings.case.first_year
    for row, cells in rows_where(tables["build_options"], pl.col("electricity") > 0):
        place = plants.get(cells["facility"])
        if place is not None and begins.get(place, first + 1) > first:
            yield Finding(
                table="build_options",
                row=row,
                column="electricity",
                value=str(cells["electricity"]),
                rule="grid",
                message=f"Emissions of electricity at {place} in {first} are not given",
                hint=f"Add a row for {place} to grids that begins by {first}",
            )


RULES: tuple[Rule | HorizonRule, ...] = (
    HorizonRule(find=grids_of_plants, reads=("build_options", "facilities", "grids")),
    each_row(
        table="policies",
        column="amount",
        rule="policy_figure",
        is_bad=(KIND == PRICE) & pl.col("amount").is_null(),
        message="A policy of kind {kind} needs amount",
        hint="Enter the price of a tonne",
    ),
    each_row(
        table="policies",
        column="target",
        rule="policy_figure",
        is_bad=(KIND == CAP) & pl.col("target").is_null(),
        message="A policy of kind {kind} needs target",
        hint="Enter tonnes a year",
    ),
    each_row(
        table="policies",
        column="party",
        rule="policy_figure",
        is_bad=(KIND == CAP)
        & pl.col("amount").is_not_null()
        & pl.col("party").is_null(),
        message="A carbon_cap of all together names nobody who would pay for what is "
        "above it",
        hint="Name a party, or leave amount blank: then the cap is kept",
    ),
    *(
        each_row(
            table="policies",
            column=column,
            rule="unread_condition",
            is_bad=is_bad,
            message=f"A policy of kind {{kind}} does not read {column}",
            hint=f"Leave {column} blank",
        )
        for column, is_bad in UNREAD.items()
    ),
)
