"""What does each bought part cost at the plant, and which borders does it cross?"""

from collections.abc import Sequence

import polars as pl

from brownfield.derive.frames import (
    Tables,
    attach,
    facility_places,
    source_territories,
    years_frame,
)
from brownfield.derive.money import INDEX, with_index_factor
from brownfield.tables.memory import Columns, remembered

SITES: dict[str, Columns] = {
    "build_options": ("build_option", "facility"),
    "facilities": ("facility", "place", "owner"),
    "places": ("place", "customs_territory"),
}
"""What says where a build option stands."""
BILL: dict[str, Columns] = {"bill_of_materials": None, **SITES}
"""What says which part crosses which border."""
PART = ("build_option", "part_group", "source")


@remembered(**BILL)
def part_territories(tables: Tables) -> pl.DataFrame:
    """Return every row of the bill of materials with the territories at both ends.

    Returns
    -------
    frame
        The table's columns, `importer` (customs territory of the plant) and
        `exporter` (customs territory of the source).

    Raises
    ------
    LabelError
        A build option, plant, place or source is not in its table.
    """
    options = tables["build_options"].select("build_option", "facility")
    parts = attach(
        tables["bill_of_materials"], options, ["build_option"], what="build_options"
    )
    plants = facility_places(tables).select("facility", importer="customs_territory")
    parts = attach(parts, plants, ["facility"], what="facilities")
    sources = source_territories(tables).rename({"territory": "exporter"})
    return attach(parts, sources, ["source"], what="places and facilities")


@remembered(**BILL, **INDEX)
def part_costs(tables: Tables, years: Sequence[int]) -> pl.DataFrame:
    """Return unit value and inbound freight of every part, source and year.

    Returns
    -------
    frame
        build_option, part_group, source, hs_code, importer, exporter, year,
        unit_value and inbound_freight (case currency per vehicle: amount of the row
        x cost index).

    Raises
    ------
    DataError
        A cost index in use has no row for a year.
    LabelError
        A label of the bill of materials is not in its table.
    """
    rows = part_territories(tables).join(years_frame(years), how="cross")
    rows = with_index_factor(rows, tables)
    return rows.select(
        *PART,
        "hs_code",
        "importer",
        "exporter",
        "year",
        unit_value=pl.col("unit_value") * pl.col("factor"),
        inbound_freight=pl.col("inbound_freight") * pl.col("factor"),
    )
