"""Which column does a heading mean, and which row of a sheet is the header?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

ROWS_SEARCHED = 200  # for the header
ROWS_FIRST = 20  # searched first; further down only where no header is among them
LEAST_NAMES = 2  # headings known by name in a header that is not the first row
UNIT = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*$", re.DOTALL)
COPY = re.compile(
    r".* \((?!0)\d{1,3}\)", re.DOTALL
)  # how a repeated name is told apart
YEAR = r"(?:19|20|21)\d\d"
KIND = r"(?:[ _]?(?:[efab]|est|estimate|forecast|plan|budget|actual)\b)?"
MIDNIGHT = r"(?:\.0+|-\d\d-\d\d(?:[ T][\d:.]*)?)?"  # as spreadsheets store years
YEAR_IN = re.compile(
    rf"(?:\b(?:FY|CY|Y)\s?)?(?<!\d)({YEAR})(?!\d){MIDNIGHT}{KIND}", re.IGNORECASE
)
BEHIND = re.compile(r"(.+?)(?:\s*,\s*|\s+(?=[^\s]*[\u00a3\u20ac$%]))(.+)")  # a unit
BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
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
    match = UNIT.match(words) or BEHIND.fullmatch(words)
    name, unit = match.groups() if match else (words, None)
    column = _column(name, table)
    if column is not None and not YEAR_IN.fullmatch(unit or ""):
        return Heading(column, unit)
    return _of_year(words, table) if "year" in table.key else None


def _of_year(words: str, table: Table) -> Heading | None:
    """Return what a heading with a year in it means, its unit anywhere in brackets."""
    year = year_in(words)
    if year is None:
        return None
    left = YEAR_IN.sub(" ", words, count=1)
    match = BRACKETED.search(left)
    unit = match[1].strip() if match and match[1].strip() else None
    name = BRACKETED.sub(" ", left).strip(" _:,-")
    column = _column(name, table) if name else None
    is_known = not name or (column and column != "year")
    return Heading(column, unit, year) if is_known else None


def year_in(text: str | None) -> int | None:
    """Return the one year that a heading names; None if there is none, or several.

    Parameters
    ----------
    text
        E.g. ``volume 2027``, ``FY2027``, ``2027E`` or ``volume (2027)``.
    """
    years = [match[1] for match in YEAR_IN.finditer(text or "")]
    return int(years[0]) if len(years) == 1 else None


def _column(text: str, table: Table) -> str | None:
    word = re.sub(r"[\s-]+", "_", text.strip(" *:\t").lower())
    return word if word in table.column_names else None


def header_row(rows: Sequence[Cells], table: Table) -> int | None:
    """Return the 0-based row of the header; None if every cell is blank.

    It is the first row with anything in it, unless a row below has more headings that
    the table knows.
    """
    filled = [place for place, cells in enumerate(rows) if any(cells)]
    for searched in (filled[:ROWS_FIRST], filled):
        best = max(searched, key=lambda place: _score(rows[place], table), default=0)
        if filled and _score(rows[best], table)[0] >= LEAST_NAMES:
            return best
    return filled[0] if filled else None


def _score(cells: Cells, table: Table) -> tuple[int, int]:
    """Return how many columns of a table a row names, and how many years."""
    headings = [
        heading for cell in cells if cell and (heading := heading_of(cell, table))
    ]
    years = {heading.year for heading in headings if heading.year}
    return known_headings(cells, table), len(years)


def known_headings(cells: Cells, table: Table) -> int:
    """Return how many cells of a row are headings of a table; years alone are none."""
    headings = [heading_of(cell, table) for cell in cells if cell]
    named = {entry.column for entry in headings if entry and entry.column}
    return len(named)


def is_number(heading: Heading, table: Table) -> bool:
    """Return whether cells under a heading are numbers; under a year alone they are."""
    if heading.column is None:
        return True
    return table.column(heading.column).kind in ("number", "integer")


def is_own(heading: str) -> bool:
    """Return whether the name of a column or sheet marks it as its writer's own."""
    return heading.startswith(OWN)
