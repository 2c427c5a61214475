"""Which plants make next to nothing of what is wanted from them?"""

from collections.abc import Iterator

import polars as pl

from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding
from brownfield.tables.settings import Settings

HOURS = ("hours_per_shift", "shifts_per_day", "days_per_year")
LEAST = 0.002  # of the vehicles of one product wanted in a year


def tiny_plants(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield plants whose largest pattern makes under 0.2 % of what could be sold."""
    wanted = tables["demand"].group_by("product", "year").agg(pl.col("volume").sum())
    most = wanted.group_by("product").agg(pl.col("volume").max())
    built = tables["build_options"].select("product", "facility")
    asked = built.join(most, on="product").group_by("facility")
    rows = _largest_patterns(tables).join(
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
    made = pl.col("jobs_per_hour") * pl.col("oee")
    for column in HOURS:
        made *= pl.col(column)
    rows = tables["shift_patterns"].with_row_index("row").with_columns(made=made)
    largest = rows.sort("made", descending=True, maintain_order=True)
    largest = largest.unique("facility", keep="first", maintain_order=True)
    return largest.select("row", "facility", "jobs_per_hour", "made").sort("row")
