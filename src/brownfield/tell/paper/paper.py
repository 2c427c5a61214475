"""What is a board paper made of, whatever the question?

Four sheets, each one page of the PDF and one slide: what is decided, what the options
are worth to whom, what would change it, and what stands behind the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from brownfield.tell.grids import Cell, Grid, Span, grid

if TYPE_CHECKING:
    import polars as pl

    from brownfield.tell.page import Key, Words

MOST_ROWS = 10  # of a table; the report has all
MOST_BARS = 8
MOST_SERIES = 12
MOST_LINES = 12
LONG_CELL = 150  # characters, as of the next three
LONG_LINE = 700
LONG_NAME = 90
LONG_LEAD = 900
GAPS = re.compile(
    r"[ \t\r\n\f\v\u2028\u2029]+"
)  # but not spaces that keep a line whole


@dataclass(frozen=True)
class Figure:
    """A number in large type.

    Attributes
    ----------
    name, value
        What it is; the number, with its unit.
    note
        Small print under it; blank for none.
    """

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    title
        What it shows.
    heads
        Headings of the columns.
    is_number
        For each column, whether its cells are numbers and stand to the right.
    rows
        Cells as text, as many as there are headings.
    left_out
        Rows that are not shown.
    """

    title: str
    heads: tuple[str, ...]
    is_number: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0


@dataclass(frozen=True)
class Series:
    """Bars of one colour: name, and a value for each label in the chart's currency."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Bars:
    """A chart of bars that lie, those of one label stacked.

    Attributes
    ----------
    title
        What it shows, with the unit of its values as they are printed.
    labels
        Names of the bars, the first on top.
    series
        What each bar is made of. Values are in case currency and printed in millions.
    ends
        Printed sum of each bar.
    left_out
        Bars that are not drawn.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    ends: tuple[str, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Sheet:
    """A page of the paper, and a slide.

    Attributes
    ----------
    title
        The question that it answers.
    lead
        The answer.
    figures
        Numbers in large type.
    chart
        A chart; None for none.
    tables
        Tables.
    lines
        Further sentences, the most important first.
    small
        Small print.
    """

    title: str
    lead: str
    figures: tuple[Figure, ...] = ()
    chart: Bars | None = None
    tables: tuple[Table, ...] = ()
    lines: tuple[str, ...] = ()
    small: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A board paper.

    Attributes
    ----------
    kicker, title
        Line above the title, and the title of the case.
    notice
        What readers must know first; blank for nothing.
    sheets
        What is decided, what it is worth to whom, what would change it, the proof.
    foot
        What it was written from: case, digest, versions. Stands on every page.
    """

    kicker: str
    title: str
    notice: str
    sheets: tuple[Sheet, Sheet, Sheet, Sheet] = field(repr=False)
    foot: str


def plain(words: Words | None) -> str:
    """Return words as text; nothing for None."""
    if words is None or isinstance(words, str):
        return words or ""
    return "".join(one.text if isinstance(one, Span) else one for one in words)


def figures(keys: Iterable[Key]) -> tuple[Figure, ...]:
    """Return the numbers at the top of a page as those of a sheet."""
    return tuple(Figure(key.name, key.value, plain(key.note)) for key in keys)


def line(words: Words, most: int = LONG_LINE) -> str:
    """Return words as text that is cut at a word where it is too long for a board."""
    text = GAPS.sub(" ", plain(words)).strip(" ")
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole = cut.rsplit(" ", 1)[0]
    return f"{whole if len(whole) > most // 2 else cut}…"


def lead(words: Words) -> str:
    """Return an answer as text that is not too long for the head of a sheet."""
    return line(words, LONG_LEAD)


def lines(sentences: Iterable[Words | None]) -> tuple[str, ...]:
    """Return sentences as text, none of them blank, those too many counted."""
    said = [line(one) for one in sentences if one]
    shown = said[:MOST_LINES]
    left = len(said) - len(shown)
    return (*shown, *([f"And {left} more: see the report."] if left else []))


def table(grid: Grid, title: str = "", *, most: int = MOST_ROWS) -> Table:
    """Return the first rows of a table of the page as a table of the paper."""
    rows = tuple(tuple(map(_cell, row)) for row in grid.rows[:most])
    left = grid.num_left_out + len(grid.rows) - len(rows)
    return Table(
        title=title or grid.title,
        heads=tuple(_head(name) for name, _ in grid.headings),
        is_number=tuple(is_number for _, is_number in grid.headings),
        rows=rows,
        left_out=left,
    )


def framed(
    frame: pl.DataFrame, title: str, *, words: Collection[str]
) -> tuple[Table, ...]:
    """Return a frame whose cells are text as a table; nothing without a row.

    Columns without a word are left out.

    Parameters
    ----------
    frame
        Its cells, as they are printed.
    title
        What it shows.
    words
        Columns that hold words; those of the others are numbers.
    """
    if frame.is_empty():
        return ()
    shown = frame.select(name for name in frame.columns if any(frame[name]))
    numbers = tuple(name not in words for name in shown.columns)
    return (replace(table(grid(shown), title), is_number=numbers),)


def _head(name: str) -> str:
    """Return a heading whose unit, as in ``lost (GBP m)``, stays on one line."""
    return line(name, LONG_NAME).replace(" m)", "\u00a0m)")


def _cell(cell: Cell) -> str:
    text = ", ".join(span.text for span in cell.links) or cell.text
    return line(text.replace("\u200b", ""), LONG_CELL)


def bars(
    title: str,
    labels: Sequence[str],
    series: Iterable[tuple[str, Sequence[float]]],
    ends: Sequence[str],
) -> Bars | None:
    """Return a chart; None without a bar or anything but zeros.

    Parameters
    ----------
    title
        What it shows, with the unit in which its values are printed.
    labels, ends
        Name and printed sum of each bar.
    series
        Name and values of each colour, case currency. Those that are 0 throughout are
        left out; the last ones of too many are added up.
    """
    kept = [(name, tuple(values)) for name, values in series if any(values)]
    if not labels or not kept:
        return None
    shown, rest = kept[: MOST_SERIES - 1], kept[MOST_SERIES - 1 :]
    if len(rest) > 1:
        sums = tuple(map(sum, zip(*(values for _, values in rest), strict=True)))
        rest = [(f"{len(rest)} more", sums)]
    chosen = tuple(
        Series(line(name, LONG_NAME), values[:MOST_BARS])
        for name, values in (*shown, *rest)
    )
    return Bars(
        title=title,
        labels=tuple(line(name, LONG_NAME) for name in labels[:MOST_BARS]),
        series=chosen,
        ends=tuple(ends[:MOST_BARS]),
        left_out=max(0, len(labels) - MOST_BARS),
    )
