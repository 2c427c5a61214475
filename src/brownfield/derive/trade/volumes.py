"""Which measures admit a volume only, and which of them share one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import is_in_force

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived

LIMITED = ("quota", "undertaking")


def volumes(derived: Derived) -> pl.DataFrame:
    """Return the volume under which each measure admits vehicles, at each node.

    Of the measures of a pool that are in force, any may state the volume of all.

    Returns
    -------
    frame
        node, quota (the measure), pool (its `quota_pool`, else itself), quota_volume
        (vehicles a year; blank where no row in force states one).
    """
    columns = ("kind", "quota_volume", "quota_pool", "from_year", "to_year")
    rows = derived.at_nodes(
        lambda case: case.tables["trade_measures"].select("measure", *columns)
    ).filter(pl.col("kind").is_in(LIMITED), is_in_force())
    pooled = rows.with_columns(pool=pl.coalesce("quota_pool", "measure"))
    return pooled.select(
        "node",
        "pool",
        quota="measure",
        quota_volume=pl.col("quota_volume").max().over("node", "pool"),
    )


def licences(derived: Derived) -> pl.DataFrame:
    """Return what a licence to enter under each measure costs, at each node.

    Returns
    -------
    frame
        node, quota (the measure), holder (party that is paid; blank = nobody who
        plans), fee (case currency per vehicle); only where there is a fee.
    """
    columns = ("kind", "licence", "licence_fee", "from_year", "to_year")
    rows = derived.at_nodes(
        lambda case: case.tables["trade_measures"].select("measure", *columns)
    )
    is_asked = pl.col("kind").is_in(LIMITED) & (pl.col("licence_fee") > 0.0)
    planned = list(derived.case.planned_parties)
    return rows.filter(is_asked, is_in_force()).select(
        "node",
        quota="measure",
        holder=pl.when(pl.col("licence").is_in(planned)).then("licence"),
        fee="licence_fee",
    )
