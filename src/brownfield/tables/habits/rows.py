"""Which rows are no data: units below the header, totals, notes?"""

from __future__ import annotations

import operator
import re
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.habits.columns import with_units
from brownfield.tables.habits.reading import ROW, Reading
from brownfield.tables.habits.words.units import BRACKETS, SCALES, is_unit
from brownfield.tables.problems import several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brownfield.tables.columns import Column

COMMENT = "#"
IS_TOTAL = r"(?i)^\s*(grand |sub-?)?(total|sum)s?\b"
TOTAL = re.compile(IS_TOTAL)
IS_REMARK = r"(?i)^\s*(#|\*|(notes?|sources?|remarks?)\s*:)"
REMARK = re.compile(IS_REMARK)
PROSE = re.compile(
    r"\S+\s+\S+\s+\S+|.*:$", re.DOTALL
)  # three words, or a colon at the end
Cells = dict[str, str]


def without_unit_row(reading: Reading) -> Reading:
    """Return the reading with a row of units below the header taken as units."""
    frame = reading.raw.frame
    if frame.is_empty():
        return reading
    cells = _filled(frame.row(0, named=True))
    columns = {name: _column(reading, name) for name in cells}
    numeric = [n for n, c in columns.items() if c and c.kind in ("number", "integer")]
    if not any(map(_is_no_number, (cells[name] for name in numeric))):
        return reading
    if not all(
        c and is_unit(cells[n], c, reading.currency) for n, c in columns.items()
    ):
        return reading
    written = [
        (str(c.name), cells[n].strip(BRACKETS)) for n in numeric if (c := columns[n])
    ]
    raw = reading.raw.filtered(pl.int_range(frame.height, eager=True) > 0)
    below = replace(reading, raw=raw).tell("row of units below the header")
    return with_units(below, written)


def _is_no_number(text: str) -> bool:
    is_word = any(map(str.isalpha, text)) or "%" in text
    return is_word or text.strip(BRACKETS) in SCALES


def _column(reading: Reading, name: str) -> Column | None:
    word = reading.years[name][0] if name in reading.years else name
    is_column = word in reading.table.column_names
    return reading.table.column(word) if is_column else None


def without_comments(reading: Reading) -> Reading:
    """Return the reading without rows whose key begins with ``#``."""
    frame = reading.raw.frame
    keys = [c.name for c in reading.table.columns if c.is_key and c.kind == "text"]
    names = [name for name in keys if name in frame.columns]
    if not _hold(frame, names, COMMENT):  # nearly always
        return reading
    mask = reduce(operator.or_, [_begins(frame[name]) for name in names])
    if not mask.any():
        return reading
    where = reading.raw.at(mask.arg_true()[0])
    count = several(int(mask.sum()), "row")
    note = f"{count} commented out by {COMMENT} not read ({where})"
    return replace(reading, raw=reading.raw.filtered(~mask)).tell(note)


def _hold(frame: pl.DataFrame, names: Sequence[str], mark: str) -> bool:
    """Return whether a cell of some columns holds a mark anywhere."""
    each = [pl.col(name).str.contains(mark, literal=True).any() for name in names]
    return any(frame.select(each).row(0)) if each else False


def _begins(cells: pl.Series) -> pl.Series:
    return cells.str.strip_chars_start().str.starts_with(COMMENT).fill_null(value=False)


def without_remarks(reading: Reading) -> Reading:
    """Return the reading without rows of totals and of notes."""
    frame = reading.raw.frame
    suspects = _suspects(reading)
    if not suspects:
        return reading
    totals, remarks = [], []
    for row in suspects:
        cells = _filled(frame.row(row, named=True))
        if _is_total(cells):
            totals.append(row)
        elif _is_remark(reading, cells):
            remarks.append(row)
    for rows, what in ((totals, "of totals"), (remarks, "of notes")):
        if rows:
            where = reading.raw.at(rows[0])
            note = f"{several(len(rows), 'row')} {what} not read ({where})"
            reading = reading.tell(note)
    gone = pl.Series([*totals, *remarks], dtype=pl.Int64)
    kept = ~pl.int_range(frame.height, eager=True).is_in(gone.implode())
    return replace(reading, raw=reading.raw.filtered(kept))


def _suspects(reading: Reading) -> list[int]:
    """Return rows that lack a needed cell, or begin like a remark."""
    frame = reading.raw.frame
    needed = [
        column.name
        for column in reading.table.columns
        if column.is_required and column.name in frame.columns
    ]
    blank = [name for name in needed if _may_be_blank(frame[name])]
    parts = [pl.col(name).fill_null("") == "" for name in blank]
    parts += [pl.col(name).str.contains(IS_REMARK) for name in frame.columns[:1]]
    mask = frame.select(pl.any_horizontal(parts)).to_series().fill_null(value=False)
    return _few_words(frame.with_row_index(ROW).filter(mask)) if mask.any() else []


def _few_words(frame: pl.DataFrame) -> list[int]:
    """Return the rows that have one cell, or a word of totals."""
    names = [name for name in frame.columns if name != ROW]
    texts = [pl.col(name).fill_null("").str.strip_chars() for name in names]
    has_one = pl.sum_horizontal(text != "" for text in texts) == 1
    is_total = pl.any_horizontal(text.str.contains(IS_TOTAL) for text in texts)
    return frame.filter(has_one | is_total)[ROW].to_list()


def _may_be_blank(column: pl.Series) -> bool:
    return column.null_count() > 0 or bool((column == "").any())


def _is_total(cells: Cells) -> bool:
    first = next(iter(cells.values()), "")
    return bool(TOTAL.match(first))


def _is_remark(reading: Reading, cells: Cells) -> bool:
    """Return whether a row is one cell of prose, which no other row has as a name."""
    if len(cells) != 1:
        return False
    ((name, text),) = cells.items()
    if REMARK.match(text):
        return True
    needed = [column for column in reading.table.columns if column.is_required]
    count = (reading.raw.frame[name] == text).sum()
    return len(needed) > 1 and count == 1 and bool(PROSE.fullmatch(text.strip()))


def _filled(cells: dict[str, str | None]) -> Cells:
    return {name: text for name, text in cells.items() if text and text.strip()}
