"""Which emissions does a price or cap of carbon ask for that no table gives?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.carbon import CARBON_KINDS, SAYS
from brownfield.tables.problems import Finding
from brownfield.tables.rule import Cells, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

SHOWN = 3  # names in one note
WHERE = {
    "build_options": "facility",
    "bill_of_materials": "source",
    "lanes": "destination",
}
"""Which column of a table stands in the territory asked for."""


def unknown_emissions(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield a note for each price or cap, and what it needs to be complete."""
    stages: set[tuple[str, str]] = set()
    for row, cells in rows_where(
        tables["policies"], pl.col("kind").is_in(CARBON_KINDS)
    ):
        for stage, (table, columns) in SAYS.items():
            names = _lacking(tables, table, columns, cells)
            is_new = (cells["policy"], stage) not in stages
            if cells["covers"] in (None, stage) and names and is_new:
                stages.add((cells["policy"], stage))
                yield _note(row, cells, table, columns, names)


def _lacking(
    tables: Tables, table: str, columns: tuple[str, ...], cells: Cells
) -> list[str]:
    """Return the build options or lanes in the territory that give nothing."""
    is_blank = pl.all_horizontal(pl.col(name).is_null() for name in columns)
    rows = tables[table].filter(is_blank)
    territory = cells["territory"]
    if territory is not None:
        rows = rows.filter(pl.col(WHERE[table]).is_in(_inside(tables, territory)))
    name = pl.col("build_option")
    if table == "lanes":
        name = pl.format("{} to {}", "origin", "destination")
    return rows.select(name.alias("name"))["name"].unique(maintain_order=True).to_list()


def _inside(tables: Tables, territory: str) -> list[str]:
    """Return the places and plants in a customs territory."""
    places = tables["places"].filter(pl.col("customs_territory") == territory)["place"]
    plants = tables["facilities"].filter(pl.col("place").is_in(places.implode()))
    return [*places, *plants["facility"]]


def _note(
    row: int, cells: Cells, table: str, columns: tuple[str, ...], names: list[str]
) -> Finding:
    shown = ", ".join(names[:SHOWN])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    needed = " or ".join(f"{table}.{column}" for column in columns)
    return Finding(
        table="policies",
        row=row,
        column="policy",
        value=cells["policy"],
        rule="unknown_emissions",
        message=f"Unresolved: needs {needed} of {shown}{more}, which count as emitting "
        "nothing there",
        hint="Enter kilograms, 0 where there are none; or name in covers what is known",
    )
