"""How many vehicles a year can a programme at full rate make?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.table import Table
    from brownfield.model.data import DataTables


def full_rates(data: DataTables) -> Table:
    """Return build_option, node, full_rate, wanted (scaled vehicles a year).

    The full rate given, else the largest shift pattern over the line time of a vehicle.
    `wanted` is all demand of the product: no programme ever makes more.
    """
    wanted = data.demand.totals(["product", "node"], wanted=data.demand["volume"])
    rates = (
        data.programmes.select("build_option", "facility", "product", "capacity_use")
        .join(largest_patterns(data), ["facility"])
        .join(wanted, ["product", "node"])
        .join(data.programme_costs, ["build_option", "node"])
    )
    use = rates["capacity_use"].astype(float)
    endless = np.full(rates.height, np.inf)
    most = np.divide(rates["capacity"], use, out=endless, where=use > 0.0)
    given = rates["full_rate"].astype(float)
    full_rate = np.where(np.isnan(given), most, given)
    return rates.select("build_option", "node", "wanted", full_rate=full_rate)


def most_made(data: DataTables) -> Table:
    """Return build_option, node, most: full rate, but no more than all demand."""
    rates = full_rates(data)
    most = np.minimum(rates["full_rate"], rates["wanted"])
    return rates.select("build_option", "node", most=most)


def largest_patterns(data: DataTables) -> Table:
    """Return facility, node, capacity of the largest shift pattern."""
    falling = np.argsort(-data.patterns["capacity"], kind="stable")
    ordered = data.patterns.take(falling).select("facility", "node", "capacity")
    return ordered.distinct(["facility", "node"])
