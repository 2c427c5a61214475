"""Which parts and vehicles have a price of 0?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding, several
from brownfield.tables.rule import rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings


def free_goods(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield parts that cost nothing, and products that are given away."""
    for row, _cells in rows_where(
        tables["bill_of_materials"], pl.col("unit_value") == 0
    ):
        yield Finding(
            table="bill_of_materials",
            row=row,
            column="unit_value",
            value="0",
            rule="free_of_charge",
            message="A part that costs nothing",
            hint="Enter its price, or take the row out if the plant makes it itself",
        )
    yield from _given_away(tables["demand"])


def _given_away(demand: pl.DataFrame) -> Iterator[Finding]:
    is_free = (pl.col("price") == 0) & (pl.col("volume") > 0)
    if not demand.select(is_free.any()).item():
        return
    free = demand.with_row_index("row").filter(is_free)
    rows = free.group_by("product", maintain_order=True).agg(
        pl.col("row").first(), count=pl.len()
    )
    for product, row, count in rows.iter_rows():
        yield Finding(
            table="demand",
            row=row,
            column="price",
            value="0",
            rule="free_of_charge",
            message=f"{product} is given away here ({several(count, 'row')} so)",
            hint="Enter the price; a volume of 0 says that nothing is sold",
        )
