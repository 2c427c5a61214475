"""Which columns of a case and of a plan say what a vehicle costs, duty paid?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.tables.memory import Columns

COSTING: Mapping[str, Columns] = {
    "agreements": (
        "agreement",
        "customs_territory",
        "cumulates",
        "allows_drawback",
    ),
    "bill_of_materials": (
        "build_option",
        "part_group",
        "source",
        "unit_value",
        "inbound_freight",
        "currency",
        "hs_code",
        "is_originating",
        "foreign_value",
        "co2",
        "cost_index",
    ),
    "build_options": (
        "build_option",
        "product",
        "facility",
        "conversion_cost",
        "capacity_use",
        "ex_works_price",
        "currency",
        "cost_index",
    ),
    "cost_indices": (
        "index",
        "year",
        "factor",
    ),
    "facilities": (
        "facility",
        "place",
    ),
    "lanes": (
        "origin",
        "destination",
        "product",
        "freight",
        "insurance",
        "currency",
        "cost_index",
    ),
    "origin_rules": (
        "agreement",
        "hs_code",
        "powertrain",
        "from_year",
        "to_year",
        "test",
        "part_group",
        "threshold",
    ),
    "places": (
        "place",
        "customs_territory",
        "currency",
    ),
    "products": (
        "product",
        "company",
        "hs_code",
        "powertrain",
    ),
    "shift_patterns": (
        "facility",
        "jobs_per_hour",
        "hours_per_shift",
        "shifts_per_day",
        "days_per_year",
        "oee",
        "fixed_cost",
        "is_current",
        "currency",
        "cost_index",
    ),
    "trade_measures": (
        "measure",
        "importer",
        "exporter",
        "hs_code",
        "company",
        "powertrain",
        "kind",
        "ad_valorem",
        "specific",
        "quota_volume",
        "quota_pool",
        "minimum_price",
        "currency",
        "agreement",
        "duty_base",
        "bears_on",
        "from_year",
        "to_year",
    ),
}
"""Columns by table of the case; currencies are those that its money may be in."""
BOUGHT: Mapping[str, Columns] = {"sourcing": None}
"""Those of the plan."""
