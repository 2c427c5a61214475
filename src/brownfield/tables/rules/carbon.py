"""Do carbon caps say who pays, and do plants have a grid?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding
from brownfield.tables.rule import HorizonRule, Rule, each_row, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings


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
        column="party",
        rule="policy_figure",
        is_bad=(pl.col("kind") == "carbon_cap")
        & pl.col("amount").is_not_null()
        & pl.col("party").is_null(),
        message="A carbon_cap of all together names nobody who would pay for what is "
        "above it",
        hint="Name a party, or leave amount blank: then the cap is kept",
    ),
)
