"""Can the places of a headquarters be compared?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.evidence import COST, OF_CRITERION
from brownfield.tables.problems import Finding, listed, shown
from brownfield.tables.rule import Cells, Rule, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

NEAR = 1e-9


def said_twice(tables: Tables) -> Iterator[Finding]:
    """Yield rows that say of a criterion what another of its rows says otherwise."""
    rows = tables["criteria"]
    for column in OF_CRITERION:
        first = pl.col(column).drop_nulls().first().over("criterion")
        other = rows.with_columns(first=first)
        for row, cells in rows_where(other, pl.col(column) != pl.col("first")):
            yield _finding(
                row,
                cells,
                column,
                f"Another row of {cells['criterion']} says {shown(cells['first'])}",
                f"Say {column} once for {cells['criterion']}, or alike in all its rows",
            )


def ranges(tables: Tables) -> Iterator[Finding]:
    """Yield criteria without a range, and scores outside it."""
    rows = tables["criteria"]
    both = [
        pl.col(name).drop_nulls().first().over("criterion").alias(f"_{name}")
        for name in ("worst", "best")
    ]
    wide = rows.with_columns(both)
    first = pl.int_range(pl.len()).over("criterion") == 0
    for end in ("worst", "best"):
        for row, cells in rows_where(wide, pl.col(f"_{end}").is_null() & first):
            hint = f"Enter the {end} score a place could have, met or not"
            yield _finding(row, cells, end, f"{cells['criterion']} needs it", hint)
    for row, cells in rows_where(wide, (pl.col("_worst") == pl.col("_best")) & first):
        message = "Worst and best are the same, so that no score counts"
        yield _finding(row, cells, "best", message, "Enter two different ends")
    low = pl.min_horizontal("_worst", "_best")
    high = pl.max_horizontal("_worst", "_best")
    outside = (pl.col("score") < low) | (pl.col("score") > high)
    for row, cells in rows_where(wide, outside):
        ends = f"{shown(cells['_worst'])} to {shown(cells['_best'])}"
        message = f"The range of {cells['criterion']} is {ends}"
        yield _finding(row, cells, "score", message, "Widen the range or correct it")


def missing(tables: Tables) -> Iterator[Finding]:
    """Yield sites that a criterion does not judge, and rows without a score."""
    rows, sites = tables["criteria"], tables["sites"]
    if rows.is_empty():
        return
    for row, cells in rows_where(
        rows, pl.col("score").is_null() & (pl.col("criterion") != COST)
    ):
        yield _finding(row, cells, "score", "A score is needed", "Enter one")
    for row, cells in rows_where(sites, pl.lit(value=True)):
        judged = rows.filter(pl.col("site") == cells["site"])["criterion"]
        names = rows["criterion"].unique(maintain_order=True)
        lacking = [name for name in names if name not in judged]
        if lacking:
            yield Finding(
                table="sites",
                row=row,
                column="site",
                value=shown(cells["site"]),
                rule="site",
                message=f"No score on {listed(lacking)}",
                hint="Add a row of criteria for each, or take the site out",
            )


def counted_cost(tables: Tables) -> Iterator[Finding]:
    """Yield costs that cannot be worked out, or would count twice."""
    rows = tables["criteria"].join(
        tables["sites"].select("site", "pay"), on="site", how="left"
    )
    is_cost = pl.col("criterion") == COST
    blank = is_cost & pl.col("score").is_null() & pl.col("pay").is_null()
    for row, cells in rows_where(rows, blank):
        message = "Neither a cost here nor pay in sites"
        hint = f"Enter sites.pay of {cells['site']}, or its cost a year here"
        yield _finding(row, cells, "score", message, hint)
    double = is_cost & pl.col("score").is_not_null() & pl.col("pay").is_not_null()
    for row, cells in rows_where(rows, double):
        message = "The cost follows from pay and rent in sites already"
        hint = "Leave score blank, so that it is counted once"
        yield _finding(row, cells, "score", message, hint)


def weights(tables: Tables) -> Iterator[Finding]:
    """Yield weights that cannot sum to 1, swings of some criteria, or outside."""
    rows = tables["criteria"]
    if rows.is_empty():
        return
    said = _said(rows)
    low, high = said["low"].sum(), said["high"].sum()
    if low > 1.0 + NEAR:
        message = f"The least weights sum to {low:.6g}"
        yield _at(
            rows, said["low"].arg_max(), said, "weight_low", message, "Lower some"
        )
        return
    if high < 1.0 - NEAR:
        message = f"The most weights sum to {high:.6g}"
        yield _at(
            rows, said["high"].arg_min(), said, "weight_high", message, "Raise some"
        )
        return
    yield from _swings(rows, said)


def _said(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each criterion: least and most weight, and swing."""
    first = {name: pl.col(name).drop_nulls().first() for name in OF_CRITERION}
    return rows.group_by("criterion", maintain_order=True).agg(
        low=first["weight_low"].fill_null(0.0),
        high=first["weight_high"].fill_null(1.0),
        swing=first["swing"],
    )


def _swings(rows: pl.DataFrame, said: pl.DataFrame) -> Iterator[Finding]:
    if said["swing"].null_count() == said.height:
        return
    if said["swing"].null_count():
        place = int(said["swing"].is_null().arg_max() or 0)
        message = "Other criteria have a swing"
        hint = "Give every criterion one, or none"
        yield _at(rows, place, said, "swing", message, hint)
        return
    total = said["swing"].sum()
    if total <= 0.0:
        yield _at(rows, 0, said, "swing", "All swings are 0", "Give one criterion 100")
        return
    share = said["swing"] / total
    outside = (share < said["low"] - NEAR) | (share > said["high"] + NEAR)
    if outside.any():
        place = int(outside.arg_max() or 0)
        ends = f"{said['low'][place]:.6g} to {said['high'][place]:.6g}"
        message = f"The swings give weight {share[place]:.3g}, the range is {ends}"
        hint = "Change the swing, or the range of the weight"
        yield _at(rows, place, said, "swing", message, hint)


def _at(
    rows: pl.DataFrame,
    place: int | None,
    said: pl.DataFrame,
    column: str,
    message: str,
    hint: str,
) -> Finding:
    """Return a finding at the row that says it of a criterion."""
    name = said["criterion"][place or 0]
    own = rows.with_row_index("row").filter(pl.col("criterion") == name)
    given = own.filter(pl.col(column).is_not_null())
    cells = (given if given.height else own).row(0, named=True)
    return _finding(cells.pop("row"), cells, column, message, hint)


def _finding(row: int, cells: Cells, column: str, message: str, hint: str) -> Finding:
    return Finding(
        table="criteria",
        row=row,
        column=column,
        value=shown(cells[column]),
        rule="criteria",
        message=message,
        hint=hint,
    )


READS = ("criteria", "sites")
RULES = (
    Rule(find=said_twice, reads=("criteria",)),
    Rule(find=ranges, reads=("criteria",)),
    Rule(find=missing, reads=READS),
    Rule(find=counted_cost, reads=READS),
    Rule(find=weights, reads=("criteria",)),
)
