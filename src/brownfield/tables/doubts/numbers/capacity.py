"""Do plants make, and markets want, about as many vehicles as each other?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.doubts.numbers.hints import LEAVE_OR_MEND
from brownfield.tables.problems import Finding, shown

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

HOURS = ("hours_per_shift", "shifts_per_day", "days_per_year")
LEAST = 0.002  # of the vehicles of one product wanted in a year
LEAST_WANTED = 0.01  # of what the plants that build for it can make
THOUSAND = 1000


def strange_volumes(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield plants and markets of which the one is next to nothing beside the other."""
    wanted = tables["demand"].group_by("product", "year").agg(pl.col("volume").sum())
    most = wanted.group_by("product").agg(pl.col("volume").max())
    patterns = _largest_patterns(tables)
    yield from _tiny_plants(tables, patterns, most)
    total = wanted.group_by("year").agg(pl.col("volume").sum())["volume"].max()
    building = tables["build_options"]["facility"].unique().to_list()
    capacity = patterns.filter(pl.col("facility").is_in(building))["made"].sum()
    if isinstance(total, float) and 0 < total < LEAST_WANTED * float(capacity):
        yield _tiny_demand(tables["demand"], total, float(capacity))


def _tiny_plants(
    tables: Tables, patterns: pl.DataFrame, most: pl.DataFrame
) -> Iterator[Finding]:
    """Yield plants whose largest pattern makes under 0.2 % of what could be sold."""
    built = tables["build_options"].select("product", "facility")
    asked = built.join(most, on="product").group_by("facility")
    rows = patterns.join(
        asked.agg(pl.col("volume").max()), on="facility", maintain_order="left"
    )
    is_tiny = (pl.col("made") > 0) & (pl.col("made") < LEAST * pl.col("volume"))
    for cells in rows.filter(is_tiny).to_dicts():
        yield Finding(
            table="shift_patterns",
            row=cells["row"],
            column="jobs_per_hour",
            value=f"{cells['jobs_per_hour']:g}",
            rule="tiny_plant",
            message=f"{cells['facility']} makes at most {cells['made']:,.3g} vehicles "
            f"a year; {cells['volume']:,.6g} of a product built there could be sold",
            hint="Correct jobs_per_hour, hours_per_shift, shifts_per_day, "
            "days_per_year or oee, whose product it is",
        )


def _largest_patterns(tables: Tables) -> pl.DataFrame:
    """Return row, facility, jobs per hour and vehicles a year (`made`) of each."""
    vehicles = pl.col("jobs_per_hour") * pl.col("oee")
    for column in HOURS:
        vehicles *= pl.col(column)
    rows = tables["shift_patterns"].with_row_index("row").with_columns(made=vehicles)
    largest = rows.sort("made", descending=True, maintain_order=True)
    largest = largest.unique("facility", keep="first", maintain_order=True)
    return largest.select("row", "facility", "jobs_per_hour", "made").sort("row")


def _tiny_demand(demand: pl.DataFrame, total: float, capacity: float) -> Finding:
    """Return the first row of a case that sells next to nothing of what it can make."""
    row = demand.select((pl.col("volume") > 0).arg_max()).item()
    volume = demand["volume"][row]
    meant = f"Did you mean {volume * THOUSAND:.15g}? Volumes are entered in vehicles"
    return Finding(
        table="demand",
        row=row,
        column="volume",
        value=shown(volume),
        rule="tiny_demand",
        message=f"In no year could more than {total:,.6g} vehicles be sold, all "
        f"products and markets together; the plants that build them can make "
        f"{capacity:,.6g}",
        hint=meant if total * THOUSAND <= THOUSAND * capacity else LEAVE_OR_MEND,
    )
