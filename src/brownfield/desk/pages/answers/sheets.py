"""Which tables stand in an answer, and how is each had as a file?"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from brownfield.desk.pages.asking import above
from brownfield.desk.pages.visit import Cell, Desk, Sent, Shown, Visit, address
from brownfield.desk.store.runs import kept_text, run_of
from brownfield.desk.store.workspace import AbsentError
from brownfield.desk.tables.outgoing import rows_as_csv

CSV = "text/csv; charset=utf-8"
SPOKEN = "Table: "  # before the name of a table, for screen readers


@dataclass(frozen=True)
class Sheet:
    """A table of an answer.

    Attributes
    ----------
    name
        What it is.
    rows
        Its cells as they are printed, names of columns first.
    """

    name: str
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True)
class SheetList:
    """What the list of the tables of an answer shows.

    Attributes
    ----------
    run
        Number of the run.
    sheets
        Its tables, in the order of the page.
    """

    run: int
    sheets: list[Sheet]


class _Tables(HTMLParser):
    """Finds the tables of a page of ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Sheet] = []
        self._name = ""
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, row or cell."""
        given = dict(attrs)
        if given.get("role") == "region":
            self._name = (given.get("aria-label") or "").removeprefix(SPOKEN)
        if tag == "table":
            self.found.append(Sheet(self._name))
        if tag == "tr" and self.found:
            self.found[-1].rows.append([])
        if tag in ("th", "td"):
            self._cell = []

    def handle_data(self, data: str) -> None:
        """Keep the words of a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("th", "td") and self._cell is not None:
            self.found[-1].rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None


def sheets_in(page: str) -> list[Sheet]:
    """Return the tables of a page."""
    reader = _Tables()
    reader.feed(page)
    return reader.found


def sheet_list(desk: Desk, visit: Visit) -> Shown:
    """Return the list of the tables of an answer."""
    number = visit.at("run")
    with desk.space.reading() as link:
        run = run_of(link, number)
        page = SheetList(number, sheets_in(kept_text(link, number, "page")))
    where = (*above(run.case), (f"Run {number}", address("runs", number)))
    return Shown("sheets.html.j2", f"Tables of run {number}", page, where)


def sheet_csv(desk: Desk, visit: Visit) -> Sent:
    """Return a table of an answer as CSV.

    Raises
    ------
    AbsentError
        If the answer has no such table.
    """
    number, which = visit.at("run"), visit.at("number")
    with desk.space.reading() as link:
        run_of(link, number)
        sheets = sheets_in(kept_text(link, number, "page"))
    if which >= len(sheets):
        message = f"Run {number} has {len(sheets)} tables; there is no number {which}."
        raise AbsentError(message)
    content = rows_as_csv(sheets[which].rows).encode()
    return Sent(content, CSV, f"run-{number}-table-{which}.csv")
