"""Does the economy of each nation add up, and do its regions lie in it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.region import HOUSEHOLDS, MULTIPLIER
from brownfield.tables.problems import Finding, shown
from brownfield.tables.rule import Cells, Rule, each_row, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

NEAR = 0.01  # share of its output by which a sector may fail to add up
OF_NATION = ("output", "value_added", "wages", "imports")


def nested(tables: Tables) -> Iterator[Finding]:
    """Yield regions within something that is no nation, and those without places."""
    rows, used = tables["regions"], set(tables["places"]["region"])
    within = dict(rows.select("region", "within").iter_rows())
    for row, cells in rows_where(rows, pl.lit(value=True)):
        nation = cells["within"]
        if nation is not None and within.get(nation) is not None:
            message = f"{nation} is a region itself"
            hint = f"Name its nation, {within[nation]}"
            yield _finding("regions", row, cells, "within", message, hint)
        inside = {name for name, above in within.items() if above == cells["region"]}
        if not used & {cells["region"], *inside}:
            message = "No place lies in it"
            hint = "Name it in places.region, or take it out"
            yield _finding("regions", row, cells, "region", message, hint)


def filled(tables: Tables) -> Iterator[Finding]:
    """Yield sectors of a nation that lack an amount, and of a region unknown to it."""
    rows = _with_nation(tables)
    for column in OF_NATION:
        blank = pl.col("within").is_null() & pl.col(column).is_null()
        for row, cells in rows_where(rows, blank):
            message = f"A sector of a nation needs {column}"
            hint = "Enter it; only of a region are jobs enough"
            yield _finding("sectors", row, cells, column, message, hint)
    nations = rows.filter(pl.col("within").is_null())
    whole = nations.select("sector", within="region", whole="jobs")
    beside = rows.join(
        whole, on=["sector", "within"], how="left", maintain_order="left"
    )
    regional = pl.col("within").is_not_null()
    for row, cells in rows_where(beside, regional & pl.col("whole").is_null()):
        message = f"{cells['within']} has no such sector"
        yield _finding("sectors", row, cells, "sector", message, "Use one that it has")
    for row, cells in rows_where(beside, regional & (pl.col("jobs") > pl.col("whole"))):
        message = f"{cells['within']} has {shown(cells['whole'])} in all"
        yield _finding("sectors", row, cells, "jobs", message, "Correct one of the two")


def balanced(tables: Tables) -> Iterator[Finding]:
    """Yield sectors whose purchases, imports and value added are not their output."""
    spent = (
        tables["flows"]
        .group_by(sector="buyer", region="region")
        .agg(spent=pl.col("value").sum())
    )
    rows = tables["sectors"].join(
        spent, on=["sector", "region"], how="left", maintain_order="left"
    )
    total = pl.col("spent").fill_null(0.0) + pl.col("imports") + pl.col("value_added")
    totals = rows.with_columns(total=total, off=total - pl.col("output"))
    far = pl.col("off").abs() > NEAR * pl.col("output")
    for row, cells in rows_where(totals, far):
        word = "above" if cells["off"] > 0 else "below"
        message = (
            f"Purchases {shown(cells['spent'] or 0.0)}, imports and value added sum to "
            f"{shown(cells['total'])}, {word} output"
        )
        hint = "Correct flows, imports, value_added or output; are all in one unit?"
        yield _finding("sectors", row, cells, "output", message, hint)


def flowing(tables: Tables) -> Iterator[Finding]:
    """Yield flows between sectors that the nation does not have."""
    sectors = set(tables["sectors"].select("region", "sector").iter_rows())
    for row, cells in rows_where(tables["flows"], pl.lit(value=True)):
        for column in ("sector", "buyer"):
            name, nation = cells[column], cells["region"]
            if name != HOUSEHOLDS and (nation, name) not in sectors:
                message = f"{nation} has no sector {name}"
                hint = f"Use one of sectors, or {HOUSEHOLDS} as buyer"
                yield _finding("flows", row, cells, column, message, hint)


def spent(tables: Tables) -> Iterator[Finding]:
    """Yield items on which more than all is spent, and a second sector of plants."""
    rows = tables["purchases"].with_columns(
        total=pl.col("share").sum().over("item"), count=pl.len().over("item")
    )
    for row, cells in rows_where(rows, pl.col("total") > 1.0 + 1e-9):
        if cells["item"] == "crew":
            continue
        message = f"The shares of {cells['item']} sum to {cells['total']:.3g}"
        yield _finding("purchases", row, cells, "share", message, "Lower some")
    double = (pl.col("item") == "crew") & (pl.col("count") > 1)
    for row, cells in rows_where(rows, double):
        message = "Plants belong to one sector"
        yield _finding("purchases", row, cells, "item", message, "Keep one row of crew")


def _with_nation(tables: Tables) -> pl.DataFrame:
    within = tables["regions"].select("region", "within")
    return tables["sectors"].join(
        within, on="region", how="left", maintain_order="left"
    )


def _finding(
    table: str, row: int, cells: Cells, column: str, message: str, hint: str
) -> Finding:
    return Finding(
        table=table,
        row=row,
        column=column,
        value=shown(cells[column]),
        rule="economy",
        message=message,
        hint=hint,
    )


RULES = (
    each_row(
        table="additionality",
        column="share",
        rule="economy",
        is_bad=(pl.col("step") != MULTIPLIER) & (pl.col("share") > 1.0),
        message="A step takes off at most all, 1",
        hint="Write 0.25 for 25 %",
    ),
    Rule(find=nested, reads=("regions", "places")),
    Rule(find=filled, reads=("sectors", "regions")),
    Rule(find=balanced, reads=("sectors", "flows")),
    Rule(find=flowing, reads=("flows", "sectors")),
    Rule(find=spent, reads=("purchases",)),
    each_row(
        table="sectors",
        column="value_added",
        rule="economy",
        is_bad=pl.col("value_added") < 0.0,
        message="Value added is negative",
        hint="Check output, purchases and imports of {sector}",
    ),
    each_row(
        table="sectors",
        column="wages",
        rule="economy",
        is_bad=pl.col("wages") > pl.col("value_added"),
        message="Wages are more than value added",
        hint="Correct one of the two",
    ),
)
