"""How is a cell or row of a kept case changed, and a change taken back?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.desk.store.cases import Cells, Kept, packed, unpacked
from brownfield.desk.store.workspace import now
from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.desk.store.link import Link


@dataclass(frozen=True)
class Edit:
    """A change of one cell, or of a whole row.

    Attributes
    ----------
    table, row
        Where; rows are numbered.
    column
        Which cell; None = the whole row.
    was, now
        Text of the cell; of a row its cells as they are kept. None = blank, no row.
    """

    table: str
    row: int
    column: str | None
    was: str | None
    now: str | None

    @property
    def back(self) -> Edit:
        """The change that takes this one back."""
        return Edit(self.table, self.row, self.column, self.now, self.was)


class ConflictError(UseError):
    """Somebody else changed a cell since it was shown; nothing is changed."""


def change(
    link: Link,
    case: Kept,
    edits: Sequence[Edit],
    *,
    who: str,
    summary: str,
    undoes: int | None = None,
) -> int:
    """Make changes together as the next version of a case; return its number.

    Where nothing changes there is no next version: the number of the last is returned.

    Raises
    ------
    ConflictError
        If a cell or row is not what the change says it was.
    """
    edits = [edit for edit in edits if edit.was != edit.now]
    number = _next(link, case)
    if not edits:
        return number - 1
    link.execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)",
        (case.id, number, who, now(), summary, undoes),
    )
    for edit in edits:
        _make(link, case, edit)
        link.execute(
            'INSERT INTO edits (case_id, version, "table", row, "column", was, now) '
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (case.id, number, edit.table, edit.row, edit.column, edit.was, edit.now),
        )
    link.execute("UPDATE cases SET version = ? WHERE id = ?", (number, case.id))
    return number


def _next(link: Link, case: Kept) -> int:
    asked = "SELECT version FROM cases WHERE id = ?"
    return int(link.execute(asked, [case.id]).fetchone()[0]) + 1


def row_of(link: Link, case: Kept, table: str, row: int) -> Cells | None:
    """Return the cells of a row; None if there is no such row."""
    record = link.execute(
        'SELECT content FROM cells WHERE case_id = ? AND "table" = ? AND row = ?',
        (case.id, table, row),
    ).fetchone()
    return None if record is None else unpacked(record[0])


def _make(link: Link, case: Kept, edit: Edit) -> None:
    cells = row_of(link, case, edit.table, edit.row)
    after = _after(link, case, edit, cells)
    place = (case.id, edit.table, edit.row)
    if after is None:
        gone = 'DELETE FROM cells WHERE case_id = ? AND "table" = ? AND row = ?'
        link.execute(gone, place)
        return
    link.execute(
        'INSERT INTO cells VALUES (?, ?, ?, ?) ON CONFLICT (case_id, "table", row) '
        "DO UPDATE SET content = excluded.content",
        (*place, after),
    )


def _after(link: Link, case: Kept, edit: Edit, cells: Cells | None) -> str | None:
    """Return what stands in a row after a change; None if it is gone."""
    if edit.column is None:
        if cells != (None if edit.was is None else unpacked(edit.was)):
            raise ConflictError(_told(link, case, edit, cells))
        return edit.now
    if cells is None or cells.get(edit.column) != edit.was:
        raise ConflictError(_told(link, case, edit, cells))
    rest = {name: cell for name, cell in cells.items() if name != edit.column}
    return packed(rest if edit.now is None else {**cells, edit.column: edit.now})


def _told(link: Link, case: Kept, edit: Edit, cells: Cells | None) -> str:
    """Return who was quicker, what stands there now, and what to do."""
    last = link.execute(
        "SELECT who, at FROM edits JOIN versions USING (case_id, version) "
        'WHERE case_id = ? AND "table" = ? AND row = ? ORDER BY edits.id DESC LIMIT 1',
        (case.id, edit.table, edit.row),
    ).fetchone()
    by = f"{last[0]} changed it at {last[1]} UTC" if last else "It changed"
    place = f"{edit.table}, row {edit.row}"
    if cells is None:
        return f"{place} is gone. {by}. Your change is not made."
    if edit.column is None:
        return f"{place} is not what was shown. {by}. Your change is not made."
    cell = cells.get(edit.column) or "blank"
    return (
        f"{place}, column {edit.column} is {cell} now. {by}. Your "
        f"{edit.now or 'blank'} is not kept: look at the cell and change it again."
    )


def new_row(link: Link, case: Kept, table: str) -> int:
    """Return a number for a row that comes last and that no row ever had."""
    place = (case.id, table)
    counts = [
        link.execute(
            f'SELECT max(row) FROM {kept} WHERE case_id = ? AND "table" = ?',  # noqa: S608 (two names of ours)
            place,
        ).fetchone()[0]
        for kept in ("cells", "edits")
    ]
    return max(count or 0 for count in counts) + 1


def edits_between(
    link: Link, case: Kept, first: int, last: int, *, most: int | None = None
) -> list[Edit]:
    """Return the changes after version `first` up to `last`, oldest first.

    At most `most` of them; None = all.
    """
    asked = (
        'SELECT "table", row, "column", was, now FROM edits '
        "WHERE case_id = ? AND version > ? AND version <= ? ORDER BY id"
    )
    values = [case.id, first, last]
    rows = (
        link.execute(asked, values)
        if most is None
        else link.execute(f"{asked} LIMIT ?", [*values, most])
    )
    return [Edit(*row) for row in rows]


def back(edits: Iterable[Edit]) -> list[Edit]:
    """Return the changes that take others back, the last one first."""
    return [edit.back for edit in reversed(list(edits))]


def undo(link: Link, case: Kept, who: str) -> int:
    """Take back the last change that is not taken back yet, as a change of its own.

    Raises
    ------
    UseError
        If there is none.
    """
    last = link.execute(
        "SELECT max(version) FROM versions AS one WHERE case_id = ? AND version > 0 "
        "AND undoes IS NULL AND NOT EXISTS (SELECT 1 FROM versions AS other WHERE "
        "other.case_id = one.case_id AND other.undoes = one.version)",
        [case.id],
    ).fetchone()[0]
    if last is None:
        message = f"{case.name} has no change that could be taken back."
        raise UseError(message)
    edits = back(edits_between(link, case, last - 1, last))
    return change(
        link, case, edits, who=who, summary=f"takes back version {last}", undoes=last
    )
