"""Which statements are linked to a number, and hardly may move it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding
from brownfield.tables.rule import rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings


def unreviewed(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield links of statements that no person has confirmed, or that were rejected."""
    status = dict(tables["statements"].select("statement", "status").iter_rows())
    is_used = pl.col("relation") != "context"
    for row, cells in rows_where(tables["assumption_links"], is_used):
        standing = status.get(cells["statement"])
        if standing in ("draft", "rejected"):
            yield _noted(
                row,
                cells["statement"],
                "unreviewed",
                f"This statement is {_AS[standing]}, so it moves no number",
                "Confirm it with brownfield evidence review, or take the row out",
            )


_AS = {"draft": "a draft", "rejected": "rejected"}


def stale(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield links of statements in whose place a later one stands."""
    frame = tables["statements"].filter(pl.col("superseded_by").is_not_null())
    newer = dict(frame.select("statement", "superseded_by").iter_rows())
    is_old = pl.col("statement").is_in(list(newer)) & (pl.col("relation") != "context")
    for row, cells in rows_where(tables["assumption_links"], is_old):
        old = cells["statement"]
        yield _noted(
            row,
            old,
            "superseded",
            f"{newer[old]} has taken the place of {old}",
            f"Look whether the row still holds, and link {newer[old]}",
        )


def _noted(row: int, value: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(
        table="assumption_links",
        row=row,
        column="statement",
        value=value,
        rule=rule,
        message=message,
        hint=hint,
    )


DOUBTS = (unreviewed, stale)
