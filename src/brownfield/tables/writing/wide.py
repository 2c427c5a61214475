"""Which columns does a table have that gives each year a column of its own?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.tables.columns import Table
    from brownfield.tables.frames import Tables


def as_wide(tables: Mapping[str, pl.DataFrame]) -> Tables:
    """Return the tables, those keyed by year with one column for each year.

    What is the same in every year of a row stays one column; what differs is headed by
    column and year, e.g. ``volume 2027``. A table stays as it is where that would not
    make it shorter, or would lose a row whose cells are all blank.

    Parameters
    ----------
    tables
        Typed frames, with or without columns that are blank.
    """
    return {name: _wide(frame, TABLES[name]) for name, frame in tables.items()}


def _wide(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    if "year" not in table.key or frame["year"].null_count():
        return frame
    keys = [name for name in table.key if name != "year"]
    by_year = _by_year(frame, table, keys)
    base = frame.unique(keys, keep="first", maintain_order=True)
    if _is_lost(frame, by_year) or base.height == frame.height:
        return frame
    base = base.select(name for name in frame.columns if name not in (*by_year, "year"))
    for year in sorted(frame["year"].unique()):
        cells = [pl.col(name).alias(f"{name} {year}") for name in by_year]
        part = frame.filter(pl.col("year") == year).select(*keys, *cells)
        base = base.join(part, keys, "left", nulls_equal=True, maintain_order="left")
    return base


def _by_year(frame: pl.DataFrame, table: Table, keys: list[str]) -> list[str]:
    """Return the columns that differ by year, with needed figures if a row is lost."""
    others = [name for name in frame.columns if name not in table.key]
    counts = frame.group_by(keys).agg(pl.col(others).n_unique())
    differ = {name for name in others if (counts[name] > 1).any()}
    if _is_lost(frame, differ):
        needed = [c for c in table.columns if c.is_required and c.kind == "number"]
        differ |= {column.name for column in needed}
    return [name for name in others if name in differ]


def _is_lost(frame: pl.DataFrame, by_year: Collection[str]) -> bool:
    """Return whether some row has nothing in the columns of its year."""
    is_blank = [pl.col(name).is_null() for name in by_year]
    if not is_blank:
        return True
    return bool(frame.select(pl.all_horizontal(is_blank).any()).item())
