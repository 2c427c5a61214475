"""Can functions of a headquarters be paid, and travel to each other?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding, listed, shown
from brownfield.tables.rule import Cells, Rule, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

BOTH_WAYS = "A journey costs the same either way round: take one of the two rows out"


def itself(tables: Tables) -> Iterator[Finding]:
    """Yield trips of a function to itself, and journeys from a place to itself."""
    for table, own in (("trips", "function"), ("journeys", "site")):
        for row, cells in rows_where(tables[table], pl.col(own) == pl.col("other")):
            message = f"{cells[own]} needs no way to itself"
            yield _finding(table, row, cells, message, "Take the row out")


def twice(tables: Tables) -> Iterator[Finding]:
    """Yield journeys between two sites that stand there both ways round."""
    rows = tables["journeys"]
    ends = ("site", "other")
    turned = rows.select(site="other", other="site", is_turned=pl.lit(value=True))
    both = rows.join(turned, on=ends, how="left", maintain_order="left")
    is_second = pl.col("is_turned") & (pl.col("site") > pl.col("other"))
    for row, cells in rows_where(both, is_second):
        message = f"Another row says it of {cells['other']} and {cells['site']}"
        yield _finding("journeys", row, cells, message, BOTH_WAYS)


def lacking(tables: Tables) -> Iterator[Finding]:
    """Yield sites without a journey to another site or plant that trips may need."""
    needed = _needed(tables)
    pairs = set(tables["journeys"].select("site", "other").iter_rows())
    pairs |= {(other, site) for site, other in pairs}
    for row, cells in rows_where(tables["sites"], pl.lit(value=True)):
        site = cells["site"]
        missing = [one for one in needed if one != site and (site, one) not in pairs]
        if missing:
            yield Finding(
                table="sites",
                row=row,
                column="site",
                value=shown(site),
                rule="journeys",
                message=f"No journey to {listed(missing)}",
                hint="Add a row of journeys for each, since trips may lead there",
            )


def unpaid(tables: Tables) -> Iterator[Finding]:
    """Yield functions that stand somewhere, and cannot be paid."""
    rows = tables["functions"].join(
        tables["sites"].select("site", "pay"), on="site", how="left"
    )
    stands = pl.col("site").is_not_null()
    for row, cells in rows_where(rows, stands & pl.col("owner").is_null()):
        message = f"{cells['function']} stands in {cells['site']} and nobody pays"
        hint = "Enter its owner, or leave site blank"
        yield _of_function(row, cells, "owner", message, hint)
    is_known = pl.col("site").is_in(tables["sites"]["site"].to_list())
    for row, cells in rows_where(rows, is_known & pl.col("pay").is_null()):
        message = f"{cells['site']} has no pay"
        hint = f"Enter sites.pay of {cells['site']}, or leave site blank"
        yield _of_function(row, cells, "site", message, hint)


def _of_function(
    row: int, cells: Cells, column: str, message: str, hint: str
) -> Finding:
    return Finding(
        table="functions",
        row=row,
        column=column,
        value=shown(cells[column]),
        rule="functions",
        message=message,
        hint=hint,
    )


def _needed(tables: Tables) -> list[str]:
    """Return the sites and plants that trips may lead to."""
    others, functions = tables["trips"]["other"], tables["functions"]["function"]
    plants = [o for o in others.unique(maintain_order=True) if o not in functions]
    is_between = any(other in functions for other in others)
    return [*(tables["sites"]["site"] if is_between else ()), *plants]


def _finding(table: str, row: int, cells: Cells, message: str, hint: str) -> Finding:
    return Finding(
        table=table,
        row=row,
        column="other",
        value=shown(cells["other"]),
        rule=table,
        message=message,
        hint=hint,
    )


RULES = (
    Rule(find=unpaid, reads=("functions", "sites")),
    Rule(find=itself, reads=("trips", "journeys")),
    Rule(find=twice, reads=("journeys",)),
    Rule(find=lacking, reads=("trips", "journeys", "functions", "sites")),
)
