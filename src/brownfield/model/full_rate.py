"""How many vehicles a year can a programme at full rate make?"""

import polars as pl

from brownfield.model.data import Data


def full_rates(data: Data) -> pl.DataFrame:
    """Return build_option, node, full_rate (scaled vehicles a year).

    The largest shift pattern over the line time of a vehicle, but no more than the
    product's demand at the node.
    """
    largest = data.patterns.group_by("facility", "node").agg(pl.col("capacity").max())
    wanted = data.demand.group_by("product", "node").agg(pl.col("volume").sum())
    return (
        data.programmes.select("build_option", "facility", "product", "capacity_use")
        .join(largest, on="facility")
        .join(wanted, on=["product", "node"])
        .select(
            "build_option",
            "node",
            full_rate=pl.min_horizontal(
                pl.col("capacity") / pl.col("capacity_use"), "volume"
            ),
        )
    )
