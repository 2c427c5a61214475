"""Which column does a heading mean, and which row of a sheet is the header?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from brownfield.tables.columns import Table

ROWS_SEARCHED = 20  # for the header
LEAST_NAMES = 2  # headings known by name in a header that is not the first row
UNIT = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*$", re.DOTALL)
COPY = re.compile(r".* \(\d+\)", re.DOTALL)  # how a repeated name is told apart
YEAR = r"(?:19|20|21)\d\d"
PLAIN_YEAR = re.compile(rf"({YEAR})(?:\.0+|-\d\d-\d\d(?:[ T].*)?)?")
YEAR_AFTER = re.compile(rf"(.+?)[\s_:-]+({YEAR})")
YEAR_BEFORE = re.compile(rf"({YEAR})[\s_:-]+(.+)")
OWN = ("#", "_")
HOW_TO = "#how to"  # sheet of a template, which nobody need be told of
Cells = Sequence[str | None]


@dataclass(frozen=True)
class Heading:
    """What the text above a column means.

    Attributes
    ----------
    column
        Declared column; None for a year alone.
    unit
        Text in brackets behind the name; None without.
    year
        Year of a column of the wide form; None in the long form.
    """

    column: str | None
    unit: str | None = None
    year: int | None = None


def heading_of(text: str | None, table: Table) -> Heading | None:
    """Return what a heading means in a table; None if it is not understood."""
    words = " ".join((text or "").split())
    if words in table.column_names:
        return Heading(words)
    if not words or COPY.fullmatch(words):
        return None
    found = UNIT.match(words)
    name, unit = found.groups() if found else (words, None)
    column, year = _column(name, table), None
    if column is None and "year" in table.key:
        column, year = _with_year(name, table)
    is_known = column is not None or year is not None
    return Heading(column, unit, year) if is_known else None


def _with_year(name: str, table: Table) -> tuple[str | None, int | None]:
    if found := PLAIN_YEAR.fullmatch(name):
        return None, int(found[1])
    if found := YEAR_AFTER.fullmatch(name):
        column, year = _column(found[1], table), found[2]
    elif found := YEAR_BEFORE.fullmatch(name):
        column, year = _column(found[2], table), found[1]
    else:
        return None, None
    return (column, int(year)) if column and column != "year" else (None, None)


def _column(text: str, table: Table) -> str | None:
    word = re.sub(r"[\s-]+", "_", text.strip(" *:\t").lower())
    return word if word in table.column_names else None


def header_row(rows: Sequence[Cells], table: Table) -> int | None:
    """Return the 0-based row of the header; None if every cell is blank.

    It is the first row with anything in it, unless a row below has more headings that
    the table knows.
    """
    filled = [place for place, cells in enumerate(rows) if any(cells)]
    if not filled:
        return None
    scores = {place: known_headings(rows[place], table) for place in filled}
    best = max(filled, key=lambda place: scores[place])
    is_better = scores[best] >= LEAST_NAMES and scores[best] > scores[filled[0]]
    return best if is_better else filled[0]


def known_headings(cells: Cells, table: Table) -> int:
    """Return how many cells of a row are headings of a table; years alone are none."""
    found = [heading_of(cell, table) for cell in cells if cell]
    named = {entry.column for entry in found if entry and entry.column}
    return len(named)


def is_number(heading: Heading, table: Table) -> bool:
    """Return whether cells under a heading are numbers; under a year alone they are."""
    if heading.column is None:
        return True
    return table.column(heading.column).kind in ("number", "integer")


def is_own(heading: str) -> bool:
    """Return whether the name of a column or sheet marks it as its writer's own."""
    return heading.startswith(OWN)
