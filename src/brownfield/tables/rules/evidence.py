"""Does the evidence cited exist, and are assumed ranges in order?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import DataError
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Finding, did_you_mean, listed, shown
from brownfield.tables.rule import Cells, Rule, each_row, rows_where
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.tables.columns import Table
    from brownfield.tables.frames import Tables


def citations(table: Table, tables: Tables) -> Iterator[Finding]:
    """Yield cells of a table that cite an id that is no fact and no statement."""
    name, cites = table.name, table.citing_column
    cells = tables[name][cites]
    if cells.null_count() == len(cells):
        return
    names = set(tables["facts"]["fact"].drop_nulls().to_list())
    names |= set(tables["statements"]["statement"].drop_nulls().to_list())
    unknown = {
        text: missing
        for text in cells.drop_nulls().unique().to_list()
        if (missing := [i for i in ids_of(text) if i not in names])
    }
    for row, text in rows_where(tables[name], pl.col(cites).is_in(list(unknown))):
        missing = unknown[text[cites]]
        hint = "Add it to facts or statements, or move the words to `note`"
        yield Finding(
            table=name,
            row=row,
            column=cites,
            value=text[cites],
            rule="unknown_source",
            message=f"No fact or statement has the id {listed(missing)}",
            hint=did_you_mean(missing[0], names, hint),
        )


def ids_of(text: str) -> list[str]:
    """Return the ids that a cell cites."""
    return [word.strip() for word in text.split(",") if word.strip()]


def assumed_cells(tables: Tables) -> Iterator[Finding]:
    """Yield assumptions about a table, column or row that does not exist."""
    for row, cells in enumerate(tables["assumptions"].iter_rows(named=True)):
        name, column = cells["table"], cells["column"]
        if name is None or column is None:
            continue
        if name not in TABLES:
            hint = did_you_mean(name, TABLES, f"Tables: {listed(TABLES, most=40)}")
            yield _finding(row, cells, "table", "There is no such table", hint)
        elif column not in TABLES[name].column_names:
            columns = TABLES[name].column_names
            hint = did_you_mean(column, columns, f"Columns: {listed(columns, most=40)}")
            yield _finding(row, cells, "column", f"{name} has no such column", hint)
        else:
            yield from _condition(row, cells, tables)


def _condition(row: int, cells: Cells, tables: Tables) -> Iterator[Finding]:
    name = cells["table"]
    try:
        matched = matching_rows(tables[name], cells["where"], TABLES[name])
    except DataError as error:
        yield _finding(row, cells, "where", str(error), "Correct the condition")
        return
    if not tables[name].select(matched.any()).item():
        message = f"No row of {name} fits"
        yield _finding(row, cells, "where", message, "Correct the condition")


def ranges(tables: Tables) -> Iterator[Finding]:
    """Yield assumptions and criteria whose range is not in order."""
    pairs = (
        ("assumptions", "low", "mode"),
        ("assumptions", "mode", "high"),
        ("assumptions", "low", "high"),
        ("criteria", "weight_low", "weight_high"),
    )
    rows = set()
    for table, low, high in pairs:
        for row, cells in rows_where(tables[table], pl.col(low) > pl.col(high)):
            if (table, row) in rows:
                continue
            rows.add((table, row))
            yield Finding(
                table=table,
                row=row,
                column=high,
                value=shown(cells[high]),
                rule="range_order",
                message=f"{high} is below {low} {shown(cells[low])}",
                hint=f"Enter {low} <= {high}",
            )


def _finding(row: int, cells: Cells, column: str, message: str, hint: str) -> Finding:
    return Finding(
        table="assumptions",
        row=row,
        column=column,
        value=shown(cells[column]),
        rule="assumption",
        message=message.rstrip("."),
        hint=hint.rstrip("."),
    )


def circles(tables: Tables) -> Iterator[Finding]:
    """Yield facts that are superseded by themselves, perhaps by way of others."""
    newer = dict(tables["facts"].select("fact", "superseded_by").iter_rows())
    for row, cells in rows_where(
        tables["facts"], pl.col("superseded_by").is_not_null()
    ):
        if _leads_back(cells["fact"], newer):
            yield Finding(
                table="facts",
                row=row,
                column="superseded_by",
                value=shown(cells["superseded_by"]),
                rule="superseded",
                message="The newer facts lead back to this one",
                hint="Leave superseded_by blank in the newest of them",
            )


def _leads_back(fact: str, newer: Mapping[str, str | None]) -> bool:
    seen, at = set[str](), newer[fact]
    while at is not None and at not in seen and at != fact:
        seen.add(at)
        at = newer.get(at)
    return at == fact


ENDS = {
    "triangular": ("low", "high"),
    "uniform": ("low", "high"),
    "lognormal": ("low", "high"),
    "point": ("mode",),
}
"""What the shape of an assumption needs."""

RULES = (
    *(
        Rule(find=partial(citations, table), reads=("facts", "statements"))
        for table in TABLES.values()
    ),
    Rule(find=assumed_cells, reads=("assumptions", *TABLES), is_of_files=True),
    Rule(find=circles, reads=("facts",)),
    Rule(find=ranges, reads=("assumptions", "criteria")),
    each_row(
        table="precedents",
        column="value",
        rule="precedent",
        is_bad=(pl.col("kind") == "share_of_aid") & (pl.col("value") > 1),
        message="A share of the capital spent is at most 1",
        hint="Write 0.1 for 10 %",
    ),
    *(
        each_row(
            table="assumptions",
            column=column,
            rule="assumption",
            is_bad=(pl.col("distribution") == shape) & pl.col(column).is_null(),
            message=f"The distribution {shape} needs {column}",
            hint=f"Enter {column}",
        )
        for shape, columns in ENDS.items()
        for column in columns
    ),
)
