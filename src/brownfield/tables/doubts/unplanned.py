"""Which tables, columns and words are read and checked, but change no plan yet?

Take a line out of `UNPLANNED` when the model begins to use what it names: the check,
the answer, the report and the documentation follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.trade_and_policy import GOVERNMENT_KINDS
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Finding, listed

if TYPE_CHECKING:
    from brownfield.tables.settings import Settings

RULE = "changes_no_plan"


@dataclass(frozen=True)
class Unplanned:
    """What no plan of this version takes into account.

    Attributes
    ----------
    table
        Name of the table.
    column
        Its column; None = every row of the table.
    words
        Values that are meant; empty = any that is not the default.
    is_for_deals
        Whether a deal reads it, though no plan does. It binds what governments decide,
        so it is left out only where one plans.
    kinds
        Only rows whose `kind` is one of these; empty = any.
    """

    table: str
    column: str | None = None
    words: tuple[str, ...] = ()
    is_for_deals: bool = False
    kinds: tuple[str, ...] = ()


UNPLANNED = (
    Unplanned("policies", "kind", ("aid_ceiling",), is_for_deals=True),
    Unplanned("policies", "target", kinds=GOVERNMENT_KINDS),
    Unplanned("policies", "cap", kinds=GOVERNMENT_KINDS),
    Unplanned("policies", "condition", kinds=GOVERNMENT_KINDS),
)
OF_EVERY_PLAN = tuple(entry for entry in UNPLANNED if not entry.is_for_deals)


def unplanned(
    tables: Mapping[str, pl.DataFrame], settings: Settings | None
) -> list[Finding]:
    """Return a note for each part of a case that changes no plan yet.

    Parameters
    ----------
    tables
        Typed frames by name; an absent table counts as empty.
    settings
        Content of case.toml; None if it is wrong.
    """
    asked = UNPLANNED if _has_state(tables, settings) else OF_EVERY_PLAN
    notes = (_note(entry, tables) for entry in asked)
    return [note for note in notes if note]


def in_words(entry: Unplanned) -> str:
    """Return what is meant, e.g. ``contracts.form take_or_pay``."""
    if entry.column is None:
        return entry.table
    column = f"{entry.table}.{entry.column}"
    return f"{column} {listed(entry.words)}" if entry.words else column


def _has_state(tables: Mapping[str, pl.DataFrame], settings: Settings | None) -> bool:
    """Return whether a government is among the parties that plan."""
    parties = tables.get("parties")
    if parties is None or settings is None or parties.is_empty():
        return False
    states = parties.filter(pl.col("kind") == "government")["party"]
    return any(party in states for party in settings.plan.parties)


def _note(entry: Unplanned, tables: Mapping[str, pl.DataFrame]) -> Finding | None:
    count = _rows(entry, tables.get(entry.table))
    noun = "row" if count == 1 else "rows"
    subject = f"{count} {noun} of {in_words(entry)}"
    subject += " (only a deal reads it)" * entry.is_for_deals
    if not count:
        return None
    return Finding(
        table=entry.table,
        column=entry.column,
        rule=RULE,
        message=subject,
        hint="Read and checked, but no plan of this version takes it into account",
    )


def _rows(entry: Unplanned, frame: pl.DataFrame | None) -> int:
    if frame is None or frame.is_empty():
        return 0
    if entry.kinds:
        frame = frame.filter(pl.col("kind").is_in(entry.kinds))
    if entry.column is None:
        return frame.height
    cell = pl.col(entry.column)
    default = TABLES[entry.table].column(entry.column).default
    is_meant = (
        cell.is_in(entry.words)
        if entry.words
        else cell.is_not_null() & cell.ne_missing(pl.lit(default))
    )
    return frame.filter(is_meant).height
