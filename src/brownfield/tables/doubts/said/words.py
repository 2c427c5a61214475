"""Which statements cannot be looked up, and which say nothing and are cited?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.said import REFUSALS
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Finding
from brownfield.tables.rule import rows_where
from brownfield.tables.rules.evidence import ids_of

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

SHOWN = "context"  # relation of a link that moves nothing


def without_place(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield statements whose words have a digest and no place."""
    is_lost = pl.col("quote_sha").is_not_null() & pl.any_horizontal(
        pl.col("document", "span_start", "span_end").is_null()
    )
    for row, cells in rows_where(tables["statements"], is_lost):
        yield Finding(
            table="statements",
            row=row,
            column="quote_sha",
            value=cells["quote_sha"],
            rule="outside_span",
            message=f"The words of {cells['statement']} have a digest and no place",
            hint="Enter document, span_start and span_end, or leave quote_sha blank",
        )


def unsupported(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield statements that bear on a number, and that nobody can look up."""
    links = tables["assumption_links"].filter(pl.col("relation") != SHOWN)
    is_nowhere = pl.col("statement").is_in(links["statement"].to_list())
    for name in ("document", "url", "publisher"):
        is_nowhere &= pl.col(name).is_null()
    for row, cells in rows_where(tables["statements"], is_nowhere):
        yield Finding(
            table="statements",
            row=row,
            column="document",
            rule="unsupported",
            message=f"{cells['statement']} bears on a number and cannot be looked up",
            hint="Enter document, url or publisher",
        )


def cited_refusals(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield rows that cite somebody who declined to comment."""
    refused = tables["statements"].filter(pl.col("attribution").is_in(REFUSALS))
    names = set(refused["statement"])
    for name, table in TABLES.items() if names else ():
        column = table.citing_column
        texts = tables[name][column].drop_nulls().unique().to_list()
        used = [text for text in texts if names & set(ids_of(text))]
        for row, cells in rows_where(tables[name], pl.col(column).is_in(used)):
            yield _cited(name, row, column, cells[column], names)


def _cited(name: str, row: int, column: str, text: str, refused: set[str]) -> Finding:
    used = next(one for one in ids_of(text) if one in refused)
    return Finding(
        table=name,
        row=row,
        column=column,
        value=text,
        rule="refusal_used",
        message=f"{used} says nothing: who declines to comment is no source",
        hint="Take it out",
    )


DOUBTS = (without_place, unsupported, cited_refusals)
