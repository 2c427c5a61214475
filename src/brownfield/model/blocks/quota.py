"""Equation (10): do quotas and undertakings admit no more than their volume?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.model.arrays.labels import BLANK

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "10"


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add sum of deliveries under a volume <= it, for each volume and node.

    Measures of one pool count against one volume.
    """
    pools = data.quotas.select("quota", "node", "pool")
    inside = columns.deliver.where(columns.deliver["quota"] != BLANK)
    inside = inside.join(pools, ["quota", "node"])
    keys = data.quotas.semi(inside, ["quota", "node"]).distinct(["pool", "node"])
    keys = keys.select("node", "quota_volume", quota="pool")
    rows = builder.add_rows(
        "quota", EQUATION, keys, upper="quota_volume", bounded_by="quota"
    )
    terms = inside.drop("quota").select("node", "column", quota="pool")
    builder.add_terms(rows, terms, 1.0, on=["quota", "node"])
