"""What does the crew of a plant add to the price of a vehicle at the gate?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.money import INDEX
from brownfield.derive.plants.capacity import PATTERNS, pattern_capacity
from brownfield.tables.memory import remembered

if TYPE_CHECKING:
    from brownfield.derive.frames import Tables
    from brownfield.tables.settings import Settings

AT = ["facility", "year"]


@remembered(**PATTERNS, **INDEX)
def crew_costs(
    tables: Tables, settings: Settings, years: Sequence[int]
) -> pl.DataFrame:
    """Return what the shift pattern of every plant costs per standard vehicle.

    The pattern marked `is_current` counts; without one that makes anything, the one
    that costs least per standard vehicle. It makes its capacity x `crew_utilisation`.
    The cost is for customs and origin only: a plan pays `fixed_cost` once, a year.

    Returns
    -------
    frame
        facility, year, crew (case currency per standard vehicle). Plants without a
        pattern that makes anything have no row.

    Raises
    ------
    DataError
        A cost index in use has no row for a year.
    """
    current = tables["shift_patterns"].select("facility", "pattern", "is_current")
    vehicles = pl.col("capacity") * settings.case.crew_utilisation
    return (
        pattern_capacity(tables, settings, years)
        .join(current, on=["facility", "pattern"], how="left", maintain_order="left")
        .filter(pl.col("capacity") > 0)
        .with_columns(crew=pl.col("fixed_cost") / vehicles)
        .sort(*AT, "is_current", "crew", descending=[False, False, True, False])
        .unique(AT, keep="first", maintain_order=True)
        .select(*AT, "crew")
    )
