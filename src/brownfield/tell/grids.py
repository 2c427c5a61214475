"""How does a frame become a table on the page, with links to what made it?"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from brownfield.tell.numbers import grouped, significant

MOST_ROWS = 100  # rows of a result table on the page; the run folder has all
YEARS = range(1900, 2200)  # whole numbers that are printed as calendar years
LONG = 50  # characters from which a cell is a sentence and needs room
SHORT = 24  # characters up to which a cell with a figure stays on one line
UNSUPPORTED = "unsupported"  # what nobody is cited for
NO_SOURCES: Mapping[str, Collection[str]] = {}


@dataclass(frozen=True)
class Span:
    """A piece of text.

    Attributes
    ----------
    text
        The text.
    href
        Address or ``#anchor`` it links to; blank for none.
    is_code
        Whether it is set as code.
    """

    text: str
    href: str = ""
    is_code: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, its class, and links that stand for the text.

    `order` is the number by which rows are put in order, if that is not its text.
    """

    text: str
    kind: str = ""
    links: tuple[Span, ...] = ()
    order: str = ""


@dataclass(frozen=True)
class Grid:
    """A table for the page.

    Attributes
    ----------
    name
        Anchor; blank for none.
    title, meaning
        Heading and one sentence.
    headings
        Heading and whether its column is a number.
    rows
        Cells; `num_left_out` more rows are in the run or case folder.
    anchors
        Anchor of each row; none if empty.
    is_headed
        Whether the first cell of a row is its heading.
    look
        Class of the style sheet; blank for none.
    is_sortable
        Whether a heading puts the rows in the order of its column.
    """

    name: str
    title: str
    meaning: str
    headings: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    num_left_out: int = 0
    anchors: tuple[str, ...] = field(default=(), repr=False)
    is_headed: bool = False
    look: str = ""
    is_sortable: bool = False


def grid(
    frame: pl.DataFrame,
    *,
    name: str = "",
    title: str = "",
    meaning: str = "",
    sources: Mapping[str, Collection[str]] = NO_SOURCES,
    most: int = MOST_ROWS,
) -> Grid:
    """Return a frame as a table for the page.

    Parameters
    ----------
    frame
        Columns are shown in order under their names.
    name, title, meaning
        Anchor, heading and sentence.
    sources
        For each column that cites: ids of facts and statements that the page lists;
        its cells link to them.
    most
        Rows shown.
    """
    numbers = [kind.is_numeric() for kind in frame.dtypes]
    heads = tuple(zip(frame.columns, numbers, strict=True))
    rows = tuple(
        tuple(
            _source_cell(value, sources[column.lower()])
            if column.lower() in sources
            else _cell(shown(value), is_number=is_number)
            for (column, is_number), value in zip(heads, row, strict=True)
        )
        for row in frame.head(most).iter_rows()
    )
    return Grid(name, title, meaning, heads, rows, max(0, frame.height - most))


def _cell(text: str, *, is_number: bool) -> Cell:
    if is_number:
        return Cell(text, "n")
    if len(text) <= SHORT and any(sign.isdigit() for sign in text):
        return Cell(text, "short")
    return Cell(text, "long" if len(text) > LONG else "")


def shown(value: object) -> str:
    """Return a value as text: years plain, other numbers with three digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and value in YEARS:
        return str(value)
    if isinstance(value, int | float):
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return grouped(value) if value == int(value) else significant(value)


def _source_cell(value: object, sources: Collection[str]) -> Cell:
    ids = [part.strip() for part in str(value or "").split(",") if part.strip()]
    if not ids or ids == [UNSUPPORTED]:
        return Cell(UNSUPPORTED, "unsupported")
    links = tuple(Span(i, f"#source-{i}" if i in sources else "") for i in ids)
    return Cell("", "", links)


def claimed(claims: Iterable[str], sources: Collection[str]) -> tuple[Span, ...]:
    """Return claims, each with a way to its statement if the page lists it.

    Parameters
    ----------
    claims
        Statements with their grade: ST10 (B2).
    sources
        Ids of facts and statements that the page lists.
    """
    named = ((one, one.rpartition(" (")[0]) for one in claims)
    return tuple(
        Span(one, f"#source-{name}" if name in sources else "") for one, name in named
    )


def linked(text: str, address: str) -> Cell:
    """Return a cell that leads to an address of the web, under its text if any."""
    if not web(address):
        return Cell(text)
    return Cell("", "", (Span(text or "link", address),))


def web(address: str) -> str:
    """Return an address if a browser may follow it, else nothing."""
    return address if address.startswith(("https://", "http://")) else ""
