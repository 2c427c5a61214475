"""Do trade rules and policies name customs territories that places lie in?

A library of measures may cover more of the world than a case does, so a measure of an
unknown territory is only noted. A government's receipts and packages count where
vehicles are built: for an unknown territory they would always be nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.trade_and_policy import GOVERNMENT_KINDS
from brownfield.tables.problems import Finding, did_you_mean, listed
from brownfield.tables.rule import Rule, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

COLUMNS = (
    ("trade_measures", "importer"),
    ("trade_measures", "exporter"),
    ("agreements", "customs_territory"),
    ("policies", "made_in"),
    ("policies", "territory"),
)


def territory_spelling(tables: Tables) -> Iterator[Finding]:
    """Yield customs territories written in other letter case than in places."""
    by_lower = {name.lower(): name for name in _known(tables)}
    for table, column in COLUMNS:
        is_like = pl.col(column).str.to_lowercase().is_in(list(by_lower))
        is_known = pl.col(column).is_in(list(by_lower.values()))
        for row, cells in rows_where(tables[table], is_like & ~is_known):
            yield Finding(
                table=table,
                row=row,
                column=column,
                value=cells[column],
                rule="territory_spelling",
                message="places writes this customs territory differently",
                hint=f"Write {by_lower[cells[column].lower()]!r}",
            )


def public_territories(tables: Tables) -> Iterator[Finding]:
    """Yield receipts and packages for a territory in which no place lies."""
    is_public = pl.col("kind").is_in(GOVERNMENT_KINDS)
    yield from _unknown(tables, "policies", "territory", is_public)


def strange_territories(tables: Tables) -> list[Finding]:
    """Return what is said of territories in which no place lies; no error."""
    findings = [
        finding
        for table, column in COLUMNS[:-1]
        for finding in _unknown(tables, table, column, pl.lit(value=True))
    ]
    is_other = ~pl.col("kind").is_in(GOVERNMENT_KINDS)
    return findings + list(_unknown(tables, "policies", "territory", is_other))


def _known(tables: Tables) -> list[str]:
    territories = tables["places"]["customs_territory"]
    return [str(name) for name in territories.drop_nulls().unique(maintain_order=True)]


def _unknown(
    tables: Tables, table: str, column: str, condition: pl.Expr
) -> Iterator[Finding]:
    """Yield rows whose territory is not even known in other letter case."""
    territories = _known(tables)
    is_known = pl.col(column).str.to_lowercase().is_in([n.lower() for n in territories])
    for row, cells in rows_where(tables[table], condition & ~is_known):
        yield Finding(
            table=table,
            row=row,
            column=column,
            value=cells[column],
            rule="territory_without_place",
            message="No place of the case lies in this customs territory, so the row "
            "applies to nothing",
            hint=did_you_mean(
                cells[column], territories, f"There are: {listed(territories)}"
            ),
        )


RULES = (
    Rule(find=territory_spelling, reads=("places", "trade_measures", "agreements")),
    Rule(find=public_territories, reads=("places", "policies"), is_of_files=True),
)
