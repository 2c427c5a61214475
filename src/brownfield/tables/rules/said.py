"""Do statements and what they bear on fit together?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.said import REFUSALS
from brownfield.tables.problems import Finding, shown
from brownfield.tables.rule import Rule, each_row, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

CELL = ("table", "where", "column")
OUTSIDE = r"^[/\\]|:|(^|[/\\])\.\.([/\\]|$)"
"""A path that leads out of its folder."""


def links(tables: Tables) -> Iterator[Finding]:
    """Yield links to an assumption that is none."""
    assumed = set(tables["assumptions"].select(CELL).iter_rows())
    for row, cells in enumerate(tables["assumption_links"].iter_rows(named=True)):
        cell = tuple(cells[name] for name in CELL)
        if None not in (cell[0], cell[2]) and cell not in assumed:
            yield Finding(
                table="assumption_links",
                row=row,
                column="where",
                value=shown(cells["where"]),
                rule="assumption_link",
                message=f"No row of assumptions is about {cell[0]}.{cell[2]} there",
                hint="Write table, where and column as in assumptions, or add the row",
            )


def refused(tables: Tables) -> Iterator[Finding]:
    """Yield links that make something of a refusal: it carries no information."""
    statements = tables["statements"].filter(pl.col("attribution").is_in(REFUSALS))
    is_used = pl.col("statement").is_in(statements["statement"].to_list()) & (
        pl.col("relation") != "context"
    )
    for row, cells in rows_where(tables["assumption_links"], is_used):
        yield Finding(
            table="assumption_links",
            row=row,
            column="relation",
            value=cells["relation"],
            rule="refusal_used",
            message=f"{cells['statement']} says nothing: who declines to comment "
            "neither supports nor contradicts anything",
            hint="Write context, or take the row out",
        )


RULES = (
    Rule(find=links, reads=("assumption_links", "assumptions"), is_of_files=True),
    Rule(find=refused, reads=("assumption_links", "statements")),
    each_row(
        table="documents",
        column="text",
        rule="kept_text",
        is_bad=pl.col("text").str.contains(OUTSIDE),
        message="A text stands within the folder of the tables",
        hint="Write a path in it without .., as texts/article.txt",
    ),
    each_row(
        table="statements",
        column="span_end",
        rule="span",
        is_bad=pl.col("span_end") <= pl.col("span_start"),
        message="The words end at {span_end}, before they begin at {span_start}",
        hint="Enter span_start < span_end",
    ),
    *(
        each_row(
            table="assumption_links",
            column=high,
            rule="range_order",
            is_bad=pl.col(low) > pl.col(high),
            message=f"{high} is below {low} {{{low}}}",
            hint=f"Enter {low} <= {high}",
        )
        for low, high in (("low", "mode"), ("mode", "high"))
    ),
)
