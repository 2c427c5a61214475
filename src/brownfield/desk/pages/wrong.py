"""What does a reader see where something is wrong?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.desk.pages.visit import Shown, address
from brownfield.desk.store.cases import SETTINGS
from brownfield.desk.tables.sheets import SHEETS, told
from brownfield.tables.problems import TableError, several

if TYPE_CHECKING:
    from brownfield.tables.problems import Problem

MOST = 20  # problems shown


@dataclass(frozen=True)
class Said:
    """A line of what is wrong.

    Attributes
    ----------
    words
        What was found, what is allowed and what to do next.
    place, address
        What it is about, and where that is mended; blank for nothing in particular.
    """

    words: str
    place: str = ""
    address: str = ""


@dataclass(frozen=True)
class Wrong:
    """What is wrong.

    Attributes
    ----------
    lines
        What was found, what is allowed and what to do next.
    said
        The same, each with where it is mended.
    case
        Name of the case it is about; blank for none.
    """

    lines: list[str]
    said: list[Said]
    case: str


def wrong(error: Exception | str, status: int, case: str = "") -> Shown:
    """Return the page that tells what is wrong.

    Parameters
    ----------
    error
        What was raised, or words.
    status
        Status of HTTP.
    case
        Name of the case it is about; blank for none.
    """
    title = "There is no such page" if status == 404 else "This cannot be done"
    if isinstance(error, TableError) and case:
        said = _of_tables(error, case)
    else:
        lines = (line.strip() for line in str(error).splitlines())
        said = [Said(line) for line in lines if line]
    above = (("Cases", "/"), (case, address("cases", case)))
    crumbs = above if case and status != 404 else above[:1]
    page = Wrong([one.words for one in said], said, case if len(crumbs) > 1 else "")
    return Shown("wrong.html.j2", title, page, crumbs, status)


def _of_tables(error: TableError, case: str) -> list[Said]:
    """Return what must be mended in the tables of a case, each with its place."""
    count = several(len(error.problems), "problem")
    first = Said(f"{count} in the tables must be mended before a question is asked.")
    rest = len(error.problems) - MOST
    more = [Said(f"And {rest} more.", "All tables", address("cases", case, "tables"))]
    return [
        first,
        *(_said(one, case) for one in error.problems[:MOST]),
        *more[: rest > 0],
    ]


def _said(one: Problem, case: str) -> Said:
    parts: tuple[object, ...] = ("cases", case, "tables")
    if one.table in SHEETS:
        parts = (*parts, one.table)
    if one.line is not None:
        parts = (*parts, "rows", one.line)
    column = "value" if one.table == SETTINGS else one.column
    cell = f"#now-{column}" if one.line is not None and column else ""
    return Said(told(one), one.place, f"{address(*parts)}{cell}")
