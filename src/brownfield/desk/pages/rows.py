"""How is a row shown, changed, added and taken away?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brownfield.desk.pages.asking import above
from brownfield.desk.pages.visit import Desk, Moved, Shown, Visit, address
from brownfield.desk.store.cases import Cells, Kept, kept_case, packed
from brownfield.desk.store.edits import Edit, change, new_row, row_of
from brownfield.desk.store.workspace import AbsentError
from brownfield.desk.tables.ranged import assumed, most_likely
from brownfield.desk.tables.sheets import (
    Remark,
    cell_remarks,
    choices,
    in_money,
    remarks,
    sheet,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brownfield.desk.store.link import Link
    from brownfield.desk.tables.reading import Read
    from brownfield.tables.columns import Column, Table

WAS, NOW = "was-", "now-"  # before the name of a column in a form


@dataclass(frozen=True)
class Cell:
    """A cell that can be changed.

    Attributes
    ----------
    name, kind, unit, meaning
        Of its column.
    value
        Text as it is kept; blank = nothing.
    usual
        What a blank cell means; blank = nothing.
    is_key, is_required
        Whether it is part of the key, and must not be blank.
    choices
        Words it may hold; none = any.
    remarks
        What is wrong or in doubt.
    first
        What stood there when the case was read, if that differs; blank = nothing.
    """

    name: str
    kind: str
    unit: str
    meaning: str
    value: str
    usual: str
    is_key: bool
    is_required: bool
    choices: tuple[str, ...]
    remarks: list[Remark]
    first: str | None


@dataclass(frozen=True)
class RowPage:
    """What the page of a row shows.

    Attributes
    ----------
    case, version, table
        Of the case and the table.
    row
        Its number; None = a new one.
    was
        The whole row as it is kept; blank for a new one.
    cells
        Its cells, those of blank columns too.
    remarks
        What is said of the row as a whole.
    """

    case: str
    version: int
    table: str
    row: int | None
    was: str
    cells: list[Cell]
    remarks: list[Remark]


def row_page(desk: Desk, visit: Visit) -> Shown:
    """Return a row with all its cells."""
    table, number = sheet(visit.place["table"]), visit.at("row")
    turn = desk.known.turn(desk.space, visit.place["case"])
    with turn, desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        cells = _row(link, case, table, number)
        read = desk.known.read(desk.space, link, case)
        changes = desk.known.changes(desk.space, link, case)
    first = changes.cells.get((table.name, number), {})
    return _shown(case, table, number, cells, read, first)


def new_page(desk: Desk, visit: Visit) -> Shown:
    """Return the form of a new row."""
    table = sheet(visit.place["table"])
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        read = desk.known.read(desk.space, link, case)
    return _shown(case, table, None, {}, read, {})


def _row(link: Link, case: Kept, table: Table, number: int) -> Cells:
    cells = row_of(link, case, table.name, number)
    if cells is None:
        message = f"{table.name} of {case.name} has no row {number}."
        raise AbsentError(message)
    return cells


def _shown(
    case: Kept,
    table: Table,
    number: int | None,
    cells: Cells,
    read: Read,
    first: Mapping[str, str],
) -> Shown:
    said = [] if number is None else remarks(read, table.name)
    said = [one for one in said if one.row == number]
    page = RowPage(
        case=case.name,
        version=case.version,
        table=table.name,
        row=number,
        was=packed(cells) if number is not None else "",
        cells=[
            replace(_cell(column, cells, said, read), first=first.get(column.name))
            for column in table.columns
        ],
        remarks=[one for one in said if one.column is None],
    )
    where = address("cases", case.name, "tables")
    crumbs = (("Tables", where), (table.name, f"{where}/{table.name}"))
    title = f"{table.name}, " + ("a new row" if number is None else f"row {number}")
    return Shown("row.html.j2", title, page, (*above(case.name), *crumbs))


def _cell(column: Column, cells: Cells, said: list[Remark], read: Read) -> Cell:
    column = in_money(column, read.currency)
    return Cell(
        name=column.name,
        kind=column.kind,
        unit=column.unit,
        meaning=column.meaning,
        value=cells.get(column.name, ""),
        usual="" if column.default is None else str(column.default),
        is_key=column.is_key,
        is_required=column.is_required,
        choices=choices(read, column),
        remarks=[one for one in said if one.column == column.name],
        first=None,
    )


@dataclass(frozen=True)
class Judged:
    """What is wrong with a cell as it is typed.

    Attributes
    ----------
    column, text
        Its column, and what is typed.
    remarks
        What is wrong; none = nothing.
    """

    column: str
    text: str
    remarks: list[Remark]


def judge(desk: Desk, visit: Visit) -> Shown:
    """Return what is wrong with a cell as it is typed; nothing is kept."""
    table, column = sheet(visit.place["table"]), visit.one("column")
    text = visit.one("text").strip()
    if column in table.column_names:
        text = most_likely(table, column, text)
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        cells = _row(link, case, table, visit.at("row"))
        read = desk.known.read(desk.space, link, case)
    cells = {name: cell for name, cell in cells.items() if name != column}
    verdict = cell_remarks(read, table, {**cells, column: text or ""}, column)
    return Shown("wrong.html.j2", column, Judged(column, text, verdict))


def save(desk: Desk, visit: Visit) -> Moved:
    """Change cells of a row, and show the row again.

    Raises
    ------
    ConflictError
        If one of them is not what the reader saw.
    """
    table, number = sheet(visit.place["table"]), visit.at("row")
    with desk.space.changing() as link:
        case = kept_case(link, visit.place["case"])
        row = _row(link, case, table, number)
        edits = assumed(link, case, table, _edits(table, number, visit), row)
        change(link, case, edits, who=visit.who, summary="")
    return Moved(address("cases", case.name, "tables", table.name, "rows", number))


def save_and_tell(desk: Desk, visit: Visit) -> Shown:
    """Change cells of a row, and give the row with what is wrong with it."""
    save(desk, visit)
    return row_page(desk, visit)


def _edits(table: Table, number: int, visit: Visit) -> list[Edit]:
    """Return a change for each cell of a form that is not what it was."""
    edits = []
    for name in table.column_names:
        was, now = visit.one(f"{WAS}{name}"), visit.one(f"{NOW}{name}").strip()
        if f"{NOW}{name}" in visit.asked and was != now:
            edits.append(Edit(table.name, number, name, was or None, now or None))
    return edits


def add(desk: Desk, visit: Visit) -> Moved:
    """Add a row with the cells of a form, and show it."""
    table = sheet(visit.place["table"])
    with desk.space.changing() as link:
        case = kept_case(link, visit.place["case"])
        number = new_row(link, case, table.name)
        edits = assumed(link, case, table, _edits(table, number, visit), {})
        cells = {one.column: one.now for one in edits if one.table == table.name}
        row = {name: text for name, text in cells.items() if name and text}
        rest = [one for one in edits if one.table != table.name]
        added = Edit(table.name, number, None, None, packed(row))
        change(link, case, [added, *rest], who=visit.who, summary="")
    return Moved(address("cases", case.name, "tables", table.name, "rows", number))


def drop(desk: Desk, visit: Visit) -> Moved:
    """Take a row away.

    Raises
    ------
    ConflictError
        If it is not what the reader saw.
    """
    table, number = sheet(visit.place["table"]), visit.at("row")
    with desk.space.changing() as link:
        case = kept_case(link, visit.place["case"])
        edit = Edit(table.name, number, None, visit.one("was"), None)
        change(link, case, [edit], who=visit.who, summary="")
    return Moved(address("cases", case.name, "tables", table.name))
