"""What does a case say whose tables are kept in people's own ways?"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from brownfield.tables.definitions import TABLES
from brownfield.tables.habits.carried import in_units_of_their_columns
from brownfield.tables.habits.cells import in_declared_units, spelled
from brownfield.tables.habits.columns import under_declared_names
from brownfield.tables.habits.reading import Reading
from brownfield.tables.habits.rows import (
    without_comments,
    without_remarks,
    without_unit_row,
)
from brownfield.tables.habits.shares import shares_of_rows
from brownfield.tables.habits.wide import as_long
from brownfield.tables.settings import CaseSection

if TYPE_CHECKING:
    from collections.abc import Callable

    from brownfield.tables.files.raw import RawCase, RawTable

    Reader = Callable[[RawTable, str], Reading]

STEPS = (
    under_declared_names,
    without_unit_row,
    without_comments,
    without_remarks,
    as_long,
    shares_of_rows,
    spelled,
    in_declared_units,
)


def tidied(raw: RawCase, read_table: Reader | None = None) -> RawCase:
    """Return the case with every table as it is meant, and what is unclear in it.

    A case that is tidied already is returned as it is. Tables of databases and of
    Parquet files are read by the same habits.

    Parameters
    ----------
    raw
        What was read from the files.
    read_table
        Gives what `reading_of` gives of a table in a currency, perhaps from memory.
    """
    if raw.is_tidied:
        return raw
    currency, each = _currency(raw), read_table or reading_of
    read = {name: each(table, currency) for name, table in raw.tables.items()}
    read = {n: _told(r) for n, r in in_units_of_their_columns(read).items()}
    return replace(
        raw,
        tables={name: reading.raw for name, reading in read.items()},
        findings=tuple(f for reading in read.values() for f in reading.findings),
        is_tidied=True,
    )


def reading_of(raw: RawTable, currency: str) -> Reading:
    """Return a table as it is meant, in the currency of its case."""
    begin = Reading(raw, TABLES[raw.name], currency)
    return reduce(lambda before, step: step(before), STEPS, begin)


def _told(reading: Reading) -> Reading:
    notes = (*reading.raw.read_so, *reading.notes)
    return replace(reading, raw=replace(reading.raw, read_so=notes))


def _currency(raw: RawCase) -> str:
    section = raw.settings.content.get("case") if raw.settings else None
    given = section.get("currency") if isinstance(section, dict) else None
    return str(given or CaseSection.model_fields["currency"].default)
