"""Who changed what in a case, and when?"""

import sqlite3
from dataclasses import dataclass

from brownfield.desk.store.cases import Kept
from brownfield.desk.store.edits import Edit, edits_between


@dataclass(frozen=True)
class Version:
    """One change of a case, of one cell or many.

    Attributes
    ----------
    version
        Its number; 0 = as the case was read.
    who, at
        Who made it, and when, UTC.
    told
        What was done, in words; blank for cells and rows by hand.
    edits
        Cells and rows that changed.
    """

    version: int
    who: str
    at: str
    told: str
    edits: tuple[Edit, ...]


MOST = 200  # versions shown
MOST_EDITS = 20  # changes shown of one version


def history(link: sqlite3.Connection, case: Kept) -> list[Version]:
    """Return the last versions of a case, the newest first."""
    found = link.execute(
        "SELECT version, who, at, told FROM versions WHERE case_id = ? "
        "ORDER BY version DESC LIMIT ?",
        (case.id, MOST),
    ).fetchall()
    return [_version(link, case, row) for row in found]


def _version(link: sqlite3.Connection, case: Kept, row: sqlite3.Row) -> Version:
    number, who, at, told = row
    return Version(number, who, at, told, _edits(link, case, number))


def _edits(link: sqlite3.Connection, case: Kept, version: int) -> tuple[Edit, ...]:
    if not version:
        return ()
    return tuple(edits_between(link, case, version - 1, version)[:MOST_EDITS])


def difference(
    link: sqlite3.Connection, case: Kept, first: int, last: int
) -> list[Edit]:
    """Return what differs between two versions, a change for each cell or row.

    What was changed and changed back is left out. A new row holds its cells as they
    are at the end; changes of its cells are not told again.
    """
    found: dict[tuple[str, int, str | None], Edit] = {}
    whole: dict[tuple[str, int], Edit] = {}
    for edit in edits_between(link, case, first, last):
        place = (edit.table, edit.row)
        if edit.column is None:
            before = whole.get(place)
            whole[place] = edit if before is None else _joined(before, edit)
            continue
        before = found.get((*place, edit.column))
        found[(*place, edit.column)] = edit if before is None else _joined(before, edit)
    edits = [*whole.values(), *(e for p, e in found.items() if p[:2] not in whole)]
    return [edit for edit in edits if edit.was != edit.now]


def _joined(first: Edit, last: Edit) -> Edit:
    return Edit(first.table, first.row, first.column, first.was, last.now)
