"""Which rows of a CSV file hold a number that its comma split into two cells?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.files.headings import heading_of, is_number
from brownfield.tables.problems import MOST_LISTED, Problem

if TYPE_CHECKING:
    from brownfield.tables.columns import Table
    from brownfield.tables.files.raw import RawTable, Source

FRONT = r"^[+-]?[1-9][0-9]{0,2}$"
BACK = r"^[0-9]{3}(?:\.[0-9]+)?$"
FRONT_CELL, BACK_CELL = re.compile(FRONT), re.compile(BACK)
PUSHED = r"^[0-9]{4,}(?:\.[0-9]+)?$"  # a number pushed among the texts
PROSE = ("source", "note")
RULE = "split_number"


def figures(header: Sequence[str], table: Table) -> list[int]:
    """Return the places of columns whose numbers may have thousands.

    Parameters
    ----------
    header
        Headings of a file in order.
    table
        What they are headings of.
    """
    headings = [(place, heading_of(words, table)) for place, words in enumerate(header)]
    return [
        place
        for place, heading in headings
        if heading and is_number(heading, table) and heading.column != "year"
    ]


def split_in(cells: Sequence[str], places: Sequence[int]) -> str | None:
    """Return the number that two cells of a row too long make; None if there is none.

    Parameters
    ----------
    cells
        All cells of the row.
    places
        Where numbers stand.
    """
    for place in places:
        front, back = cells[place : place + 2] if place + 1 < len(cells) else ("", "")
        if FRONT_CELL.match(front) and BACK_CELL.match(back):
            return f"{front},{back}"
    return None


def without_split(source: Source, raw: RawTable) -> RawTable:
    """Return a table without rows that a comma shifted, and note each as a problem.

    A number of thousands shows by what it leaves: three digits that begin with 0, or
    a figure among the texts.
    """
    if raw.separator != ",":
        return raw
    suspects = _suspects(raw.frame, figures(raw.frame.columns, TABLES[raw.name]))
    if not suspects:
        return raw
    kept = pl.repeat(value=True, n=raw.frame.height, eager=True)
    for place in suspects:
        mask = _split_at(raw.frame, place)
        for row in mask.arg_true().head(MOST_LISTED).to_list() if mask.any() else []:
            front, back = raw.frame.row(row)[place : place + 2]
            number = f"{front},{back}"
            column = raw.frame.columns[place]
            source.problems.append(
                split_problem(raw, raw.line(row), number, column=column)
            )
        kept &= ~mask
    return raw if kept.all() else raw.filtered(kept)


def _suspects(frame: pl.DataFrame, places: Sequence[int]) -> list[int]:
    """Return the places whose cells may hold what is left of a number in two cells."""
    names, held = frame.columns, [n for n in places if n + 1 < frame.width]
    fits = [
        (pl.col(names[place]).str.len_bytes() <= 4)
        & (pl.col(names[place + 1]).str.len_bytes() >= 3)
        & pl.col(names[place]).str.contains(FRONT)
        for place in held
    ]
    likely = _any_of(frame, held, fits)
    backs = [
        pl.col(names[place]).str.contains(FRONT)
        & pl.col(names[place + 1]).str.contains(BACK)
        for place in likely
    ]
    return _any_of(frame, likely, backs)


def _any_of(
    frame: pl.DataFrame, places: Sequence[int], masks: Sequence[pl.Expr]
) -> list[int]:
    """Return the places whose mask holds in a row at least."""
    each = [m.any().alias(str(p)) for p, m in zip(places, masks, strict=True)]
    row = frame.select(each).row(0) if each else ()
    return [place for place, is_one in zip(places, row, strict=True) if is_one]


def _split_at(frame: pl.DataFrame, place: int) -> pl.Series:
    front, back = frame.to_series(place), frame.to_series(place + 1)
    mask = front.str.contains(FRONT) & back.str.contains(BACK)
    is_left = back.str.starts_with("0") | _pushed(frame, place)
    return (mask & is_left).fill_null(value=False)


def _pushed(frame: pl.DataFrame, place: int) -> pl.Series:
    """Return rows with a bare number in a column of texts behind a place."""
    names = [name for name in frame.columns[place + 1 :] if name in PROSE]
    parts = [pl.col(name).str.contains(PUSHED).fill_null(value=False) for name in names]
    return frame.select(pl.any_horizontal(pl.lit(value=False), *parts)).to_series()


def split_problem(
    raw: RawTable, line: int | None, number: str, *, column: str | None = None
) -> Problem:
    """Return the problem of a row with a number in two cells."""
    return Problem(
        table=raw.name,
        file=raw.file,
        sheet=None,
        line=line,
        column=column,
        value=number,
        rule=RULE,
        message="A number with a comma, not in quotes, stands in two cells, and what "
        "is behind it in the wrong columns",
        hint=f'Write "{number}" in double quotes, or {number.replace(",", "")}',
    )
