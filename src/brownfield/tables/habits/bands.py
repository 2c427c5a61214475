"""Which column do words above a header of years name, and which year above words?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brownfield.tables.files.csv_files import rows_above
from brownfield.tables.files.headings import Cells, Heading, heading_of
from brownfield.tables.habits.reading import Reading, quoted
from brownfield.tables.habits.words.units import currency_in
from brownfield.tables.problems import Finding, listed

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

MONEY_WORDS = {
    *("cost", "costs", "price", "prices", "revenue", "revenues", "sales", "turnover"),
    *("margin", "profit", "cash", "spend", "spending", "value", "duty", "share"),
}
COPY_MARK = re.compile(r" \(\d{1,3}\)$")  # behind a heading that stands there twice


@dataclass(frozen=True)
class Band:
    """What a row above the header says of each column.

    Attributes
    ----------
    text
        The cell that spans the column.
    heading
        What it means: a column, or a year alone.
    """

    text: str
    heading: Heading


def under_words_above(reading: Reading) -> Reading:
    """Return the reading with headings that a row above them completes.

    A cell above spans the columns up to the next one, as a merged cell does. Years take
    the column that stands above them, and columns the year.
    """
    if "year" not in reading.table.key:
        return reading
    for cells in reversed(reading.raw.above):
        new = _completed(reading, _bands(cells, reading.table))
        if new:
            return _renamed(reading, new)
    return _with_other_words(reading)


def _with_other_words(reading: Reading) -> Reading:
    """Refuse words over years that name money or another figure: of what are they?"""
    table, names = reading.table, reading.raw.frame.columns
    headings = [heading_of(COPY_MARK.sub("", name), table) for name in names]
    years = [n for n, h in enumerate(headings) if h and h.year and h.column is None]
    over = [
        text.strip()
        for cells in reading.raw.above
        for text in cells[years[0] if years else len(cells) :]
        if text and _is_of_money(text)
    ]
    return reading.refuse(_of_what(table, over[0])) if over else reading


def _is_of_money(text: str) -> bool:
    words = set(re.findall(r"[a-z]+", text.lower()))
    return bool(words & MONEY_WORDS or "%" in text or currency_in(text))


def _of_what(table: Table, words: str) -> Finding:
    names = [column.name for column in table.columns if column.kind == "number"]
    return Finding(
        table=table.name,
        column="year",
        value=words,
        rule="wide_form",
        message="These words stand above the years, and are no column of the table",
        hint=f"Write the column there, one of {listed(names)}, or take the words out",
    )


def _bands(cells: Cells, table: Table) -> list[Band | None]:
    bands: list[Band | None] = []
    for text in cells:
        last = bands[-1] if bands else None
        bands.append(_band(text, table) if text and text.strip() else last)
    return bands


def _band(text: str, table: Table) -> Band | None:
    heading = heading_of(text, table) or heading_of(_singular(text), table)
    if heading is None or (heading.year is not None and heading.column is not None):
        return None
    is_measure = heading.column is None or _is_measure(heading.column, table)
    return Band(text, heading) if is_measure else None


def _singular(text: str) -> str:
    name, bracket, unit = text.strip().partition("(")
    return f"{name.strip().removesuffix('s')} {bracket}{unit}".strip()


def _is_measure(name: str, table: Table) -> bool:
    column = table.column(name)
    return column.kind in ("number", "integer") and not column.is_key


def _completed(reading: Reading, bands: Sequence[Band | None]) -> dict[str, str]:
    """Return the whole heading of each column that a band completes."""
    by_name = {}
    for name, band in zip(reading.raw.frame.columns, bands, strict=True):
        whole = _whole(COPY_MARK.sub("", name), band, reading.table)
        if whole:
            by_name[name] = whole
    return by_name


def _whole(name: str, band: Band | None, table: Table) -> str | None:
    below = heading_of(name, table)
    if band is None or below is None:
        return None
    if below.column is None and below.year and band.heading.column:
        column, year = band.heading.column, below.year
    elif band.heading.year and below.year is None and below.column:
        if not _is_measure(below.column, table):
            return None
        column, year = below.column, band.heading.year
    else:
        return None
    unit = below.unit or band.heading.unit
    return f"{column} {year}" + (f" ({unit})" if unit else "")


def _renamed(reading: Reading, new: dict[str, str]) -> Reading:
    if len(set(new.values())) < len(new):
        return reading
    raw = reading.raw
    used, left = rows_above(len(raw.above)), rows_above(len(raw.above) - 1)
    read_so = [left if words == used else words for words in raw.read_so]
    told_so = tuple(words for words in read_so if words != rows_above(0))
    frame = raw.frame.rename(new)
    words = list(dict.fromkeys(new.values()))
    note = f"headings read with the row above them as {quoted(words)}"
    raw = replace(raw, frame=frame, read_so=told_so)
    return replace(reading, raw=raw).tell(note)
