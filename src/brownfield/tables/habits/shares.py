"""Which per cent of a column are shares, where only some of its rows hold shares?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.shares import SHARES, Shares
from brownfield.tables.habits.doubtful import are_shares, shares_or_per_cent
from brownfield.tables.habits.words.numbers import Marks, plain_number
from brownfield.tables.habits.words.units import is_percent
from brownfield.tables.problems import Finding, several

if TYPE_CHECKING:
    from brownfield.tables.columns import Column
    from brownfield.tables.habits.reading import Reading

PER_CENT = 100.0
DIGITS = 15  # that a spreadsheet keeps


def shares_of_rows(reading: Reading) -> Reading:
    """Return the reading with per cent as shares, and refused in rows of no share.

    A heading in per cent means all its cells.
    """
    for (table, name), shares in SHARES.items():
        if table == reading.table.name and name in reading.raw.frame.columns:
            reading = _of_column(reading, reading.table.column(name), shares)
    return reading


def _of_column(reading: Reading, column: Column, shares: Shares) -> Reading:
    reading = _with_signs(reading, column.name)
    cells = _plain(reading.raw.frame[column.name].str.strip_chars(), column)
    numbers = (
        cells.str.strip_suffix("%").str.strip_chars().cast(pl.Float64, strict=False)
    )
    is_signed = (cells.str.ends_with("%") & numbers.is_not_null()).fill_null(
        value=False
    )
    if not is_signed.any():
        return reading
    is_share = is_signed & _holds_share(reading, shares)
    for finding in _refused(reading, column, shares, is_signed & ~is_share):
        reading = reading.refuse(finding)
    new = (numbers / PER_CENT).round_sig_figs(DIGITS).cast(pl.String)
    left = cells.set(is_signed & ~is_share, None)
    reading = reading.with_cells(new.zip_with(is_share, left).alias(column.name))
    count = int(is_share.sum())
    note = f"{several(count, 'cell')} of {column.name} read as percent"
    return reading.tell(note) if count else reading


def _plain(cells: pl.Series, column: Column) -> pl.Series:
    """Return cells in per cent with the number before the sign in our spelling."""
    signed = cells.filter(cells.str.ends_with("%")).unique().to_list()
    plain = {
        w: plain_number(w.removesuffix("%").strip(), column, Marks()) for w in signed
    }
    return cells.replace({word: f"{new[0]}%" for word, new in plain.items() if new})


def _with_signs(reading: Reading, name: str) -> Reading:
    """Return the reading with the sign of a heading in per cent at every number."""
    if not is_percent(reading.units.get(name, "")):
        return reading
    cells = reading.raw.frame[name].str.strip_chars()
    if are_shares(cells):
        reading = reading.refuse(shares_or_per_cent(reading.table.name, name))
    is_plain = cells.cast(pl.Float64, strict=False).is_not_null()
    signed = (cells + "%").zip_with(is_plain, cells)
    units = {n: unit for n, unit in reading.units.items() if n != name}
    return replace(reading.with_cells(signed.alias(name)), units=units)


def _holds_share(reading: Reading, shares: Shares) -> pl.Series:
    frame = reading.raw.frame
    if shares.by not in frame.columns:
        return pl.repeat(value=False, n=frame.height, eager=True)
    words = frame[shares.by].str.strip_chars().str.to_lowercase()
    return words.is_in(list(shares.words)).fill_null(value=False)


def _refused(
    reading: Reading, column: Column, shares: Shares, mask: pl.Series
) -> Iterator[Finding]:
    words = ", ".join(shares.words)
    for row in mask.arg_true().to_list():
        yield Finding(
            table=reading.table.name,
            column=column.name,
            row=row,
            value=reading.raw.frame[column.name][row],
            rule="per_cent",
            message=f"{column.name} is a share only where {shares.by} is {words}; here "
            f"it is a plain number ({column.unit})",
            hint=f"Write the number without %, or choose another {shares.by}",
        )
