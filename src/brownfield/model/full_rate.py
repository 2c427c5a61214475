"""How many vehicles a year can a programme at full rate make?"""

import numpy as np

from brownfield.model.data import DataTables
from brownfield.model.table import Table


def full_rates(data: DataTables) -> Table:
    """Return build_option, node, full_rate (scaled vehicles a year).

    The largest shift pattern over the line time of a vehicle, but no more than the
    product's demand at the node.
    """
    wanted = data.demand.totals(["product", "node"], volume=data.demand["volume"])
    rates = (
        data.programmes.select("build_option", "facility", "product", "capacity_use")
        .join(largest_patterns(data), ["facility"])
        .join(wanted, ["product", "node"])
    )
    most = rates["capacity"] / rates["capacity_use"]
    full_rate = np.minimum(most, rates["volume"])
    return rates.select("build_option", "node", full_rate=full_rate)


def largest_patterns(data: DataTables) -> Table:
    """Return facility, node, capacity of the largest shift pattern."""
    falling = np.argsort(-data.patterns["capacity"], kind="stable")
    ordered = data.patterns.take(falling).select("facility", "node", "capacity")
    return ordered.distinct(["facility", "node"])
