"""Which tables has a case, which rows stand in one, and how do rows come in and out?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.desk.pages.asking import above
from brownfield.desk.pages.visit import (
    Cell,
    Desk,
    Moved,
    Sent,
    Shown,
    Visit,
    address,
)
from brownfield.desk.store.cases import Cells, Kept, kept_case, kept_texts
from brownfield.desk.store.edits import change, new_row
from brownfield.desk.store.states import rows_of_table, used_columns
from brownfield.desk.tables.incoming import edits_for, rows_in
from brownfield.desk.tables.outgoing import FORMS, csv_of, file_of
from brownfield.desk.tables.paging import Wanted, rows_of
from brownfield.desk.tables.ranged import assumed_in_rows
from brownfield.desk.tables.sheets import (
    SHEETS,
    Remark,
    by_row,
    in_money,
    remarks,
    sheet,
)
from brownfield.errors import UseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brownfield.desk.store.link import Link
    from brownfield.desk.tables.changed import Changes
    from brownfield.tables.columns import Column, Table

CSV = "text/csv; charset=utf-8"
NUMBERS = ("number", "integer")
MOST_TOLD = 50  # remarks on a whole table


@dataclass(frozen=True)
class Listed:
    """A table in the list.

    Attributes
    ----------
    name, meaning
        Of the table.
    num_rows
        How many rows it has.
    num_problems, num_notes
        What is wrong with its cells, and what is doubtful.
    num_changed
        How many cells and rows are not as they were read.
    """

    name: str
    meaning: str
    num_rows: int
    num_problems: int
    num_notes: int
    num_changed: int


@dataclass(frozen=True)
class Tables:
    """What the list of tables shows.

    Attributes
    ----------
    case
        Name of the case.
    filled, empty
        Tables with rows, and without.
    forms
        Endings of files in which the case can be had.
    """

    case: str
    filled: list[Listed]
    empty: list[Listed]
    forms: list[str]

    def as_rows(self) -> list[list[Cell]]:
        """Return a row for each table."""
        heads: list[Cell] = ["table", "rows", "problems", "notes", "changed"]
        return [heads, *map(_counts, (*self.filled, *self.empty))]


def _counts(one: Listed) -> list[Cell]:
    tally = one.num_rows, one.num_problems, one.num_notes, one.num_changed
    return [one.name, *tally]


@dataclass(frozen=True)
class Line:
    """A row of a table.

    Attributes
    ----------
    row
        Its number.
    cells
        Its cells by column; blank ones are not in it.
    remarks
        What is said of it and its cells.
    was
        What stood at first in cells that changed, by column; blank = nothing.
    is_new
        Whether the row was added.
    """

    row: int
    cells: Cells
    remarks: list[Remark]
    was: Mapping[str, str]
    is_new: bool

    def of(self, column: str) -> list[Remark]:
        """Return what is said of the cell of a column."""
        return [one for one in self.remarks if one.column == column]

    @property
    def wrong(self) -> set[str | None]:
        """Columns with something that must be mended; None = the row."""
        return {one.column for one in self.remarks if one.is_problem}


@dataclass(frozen=True)
class TablePage:
    """What the page of a table shows.

    Attributes
    ----------
    case, version, table, meaning
        Of the case and the table.
    columns
        Columns that are shown.
    num_hidden
        How many columns have no cell, and are not shown.
    rows
        Rows of this page.
    count, page, num_pages
        Rows on all pages, number of this page, number of pages.
    words, order, is_down, is_wrong
        Words that rows must hold, column of the order, whether the last comes first,
        whether only rows with problems are shown.
    num_problems
        What is wrong with its cells.
    of_table
        What is said of the table as a whole.
    """

    case: str
    version: int
    table: str
    meaning: str
    columns: list[Column]
    num_hidden: int
    rows: list[Line]
    count: int
    page: int
    num_pages: int
    words: str
    order: str
    is_down: bool
    is_wrong: bool
    num_problems: int
    of_table: list[Remark]

    @property
    def kinds(self) -> list[tuple[str, bool]]:
        """Name of each column that is shown, and whether it holds numbers."""
        return [(one.name, one.kind in NUMBERS) for one in self.columns]

    def at(self, page: int, order: str = "") -> str:
        """Return the address of another page or order of the same rows."""
        is_turned = bool(order) and order == self.order and not self.is_down
        is_down = is_turned if order else self.is_down
        parts = {
            "page": page if page > 1 else None,
            "words": self.words,
            "order": order or self.order,
            "down": 1 if is_down else None,
            "wrong": 1 if self.is_wrong else None,
        }
        return address("cases", self.case, "tables", self.table, **parts)


def table_list(desk: Desk, visit: Visit) -> Shown:
    """Return the list of tables of a case."""
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        read = desk.known.read(desk.space, link, case)
        asked = 'SELECT "table", count(*) FROM cells WHERE case_id = ? GROUP BY 1'
        counts = dict(link.execute(asked, [case.id]).fetchall())
        changes = desk.known.changes(desk.space, link, case)
    listed = [
        _listed(one, counts, remarks(read, one.name), changes)
        for one in SHEETS.values()
    ]
    filled = [o for o in listed if o.num_rows or o.num_problems or o.num_changed]
    empty = [one for one in listed if one not in filled]
    page = Tables(case.name, filled, empty, list(FORMS))
    return Shown("tables.html.j2", f"Tables of {case.name}", page, above(case.name))


def _listed(
    table: Table, counts: dict[str, int], table_remarks: list[Remark], changes: Changes
) -> Listed:
    problems = sum(one.is_problem for one in table_remarks)
    tally = problems, len(table_remarks) - problems, changes.count(table.name)
    return Listed(table.name, table.meaning, counts.get(table.name, 0), *tally)


def table_page(desk: Desk, visit: Visit) -> Shown:
    """Return a page of a table."""
    table = sheet(visit.place["table"])
    turn = desk.known.turn(desk.space, visit.place["case"])
    with turn, desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        read = desk.known.read(desk.space, link, case)
        row_remarks = by_row(remarks(read, table.name))
        wanted = _wanted(visit, row_remarks)
        rows = rows_of(link, case, table, wanted)
        columns = _columns(link, case, table)
        changes = desk.known.changes(desk.space, link, case)
    place = {n: (table.name, n) for n in rows.rows}
    lines = [
        Line(
            number,
            cells,
            row_remarks.get(number, []),
            changes.cells.get(place[number], {}),
            place[number] in changes.new,
        )
        for number, cells in rows.rows.items()
    ]
    page = TablePage(
        case=case.name,
        version=case.version,
        table=table.name,
        meaning=table.meaning,
        columns=[in_money(column, read.currency) for column in columns],
        num_hidden=len(table.columns) - len(columns),
        rows=lines,
        count=rows.count,
        page=max(wanted.page, 1),
        num_pages=rows.num_pages,
        words=wanted.words,
        order=wanted.order,
        is_down=wanted.is_down,
        is_wrong=wanted.rows is not None,
        num_problems=sum(o.is_problem for of_it in row_remarks.values() for o in of_it),
        of_table=row_remarks.get(None, [])[:MOST_TOLD],
    )
    crumbs = (*above(case.name), ("Tables", address("cases", case.name, "tables")))
    return Shown("table.html.j2", f"{table.name} of {case.name}", page, crumbs)


def _wanted(visit: Visit, row_remarks: dict[int | None, list[Remark]]) -> Wanted:
    wrong = [
        n for n, of_it in row_remarks.items() if n and any(o.is_problem for o in of_it)
    ]
    return Wanted(
        page=max(visit.number("page", 1), 1),
        words=visit.one("words").strip(),
        order=visit.one("order"),
        is_down=bool(visit.one("down")),
        rows=wrong if visit.one("wrong") else None,
    )


def _columns(link: Link, case: Kept, table: Table) -> list[Column]:
    """Return the columns that have a cell, or that no row may lack."""
    used = used_columns(link, case, table.name)
    return [c for c in table.columns if c.name in used or c.is_key or c.is_required]


def table_csv(desk: Desk, visit: Visit) -> Sent:
    """Return all rows of a table as CSV."""
    table = sheet(visit.place["table"])
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        rows = rows_of_table(link, case, table.name)
    text = csv_of(table, rows.values())
    return Sent(text.encode(), CSV, f"{case.name}-{table.name}.csv")


def case_file(desk: Desk, visit: Visit) -> Sent:
    """Return a case as one file.

    Raises
    ------
    UseError
        If there is no such form.
    DataError
        If anything is wrong with its cells.
    """
    form = visit.place["form"]
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        read_case = desk.known.read(desk.space, link, case).case()
        texts = kept_texts(link, case)
    content = file_of(read_case, texts, form)
    return Sent(content, FORMS[form], f"{case.name}.{form}")


def take_rows(desk: Desk, visit: Visit) -> Moved:
    """Take rows that were pasted or sent as CSV.

    Raises
    ------
    UseError
        If they are no rows of the table.
    """
    table = sheet(visit.place["table"])
    text = _text_of(visit.files[0].path) if visit.files else visit.one("rows")
    given = rows_in(table, text)
    with desk.space.changing() as link:
        case = kept_case(link, visit.place["case"])
        before = rows_of_table(link, case, table.name)
        first = new_row(link, case, table.name)
        is_whole = bool(visit.one("whole"))
        rows, ranges = assumed_in_rows(link, case, table, given)
        edits = edits_for(table, before, rows, first, is_whole=is_whole) + ranges
        summary = f"{len(given):,} rows of {table.name} taken"
        change(link, case, edits, who=visit.who, summary=summary)
    return Moved(address("cases", case.name, "tables", table.name))


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "The file is no text in UTF-8. Save it as CSV UTF-8, then send it."
        raise UseError(message) from error
