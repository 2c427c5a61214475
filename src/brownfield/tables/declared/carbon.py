"""Which table says how clean the electricity of a plant is?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from brownfield.tables.declared.shorthand import key, key_year, number, table

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

CARBON_KINDS = ("carbon_price", "carbon_cap")
COVERED = ("plants", "parts", "lanes")
"""Where carbon is emitted: at the plant, in the parts, on the way to the market."""
SAYS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "plants": ("build_options", ("electricity", "co2")),
    "parts": ("bill_of_materials", ("co2",)),
    "lanes": ("lanes", ("co2",)),
}
"""Table and columns that say what is emitted there; one of them is enough."""

GRIDS = table(
    "grids",
    "What a kilowatt-hour emits at the place of a plant.",
    key("place", "Place of the plant.", reference=("places",)),
    key_year("year", "First year it holds; it ends where the place's next row begins."),
    number(
        "intensity",
        "kg CO2e per kWh",
        "Emissions of a kilowatt-hour.",
        is_required=True,
        upper=10.0,
    ),
    rows_differ=True,
)

TABLES: tuple[Table, ...] = (GRIDS,)
