"""Who changed what in a case, and when?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brownfield.desk.store.cases import Cells, Kept, packed, unpacked
from brownfield.desk.store.edits import Edit, back, change, edits_between
from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.desk.store.link import Link


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


def history(link: Link, case: Kept) -> list[Version]:
    """Return the last versions of a case, the newest first."""
    rows = link.execute(
        "SELECT version, who, at, told FROM versions WHERE case_id = ? "
        "ORDER BY version DESC LIMIT ?",
        (case.id, MOST),
    ).fetchall()
    return [_version(link, case, row) for row in rows]


def _version(link: Link, case: Kept, row: Sequence[Any]) -> Version:
    number, who, at, summary = row
    return Version(number, who, at, summary, _edits(link, case, number))


def _edits(link: Link, case: Kept, version: int) -> tuple[Edit, ...]:
    if not version:
        return ()
    return tuple(edits_between(link, case, version - 1, version, most=MOST_EDITS))


def difference(link: Link, case: Kept, first: int, last: int) -> list[Edit]:
    """Return what differs between two versions, a change for each cell or row.

    What was changed and changed back is left out. A new row holds its cells as they
    are at the end, a row that is gone those it had at the beginning; whole rows come
    first.
    """
    rows: dict[tuple[str, int], list[Edit]] = {}
    for edit in edits_between(link, case, first, last):
        rows.setdefault((edit.table, edit.row), []).append(edit)
    differences = [one for edits in rows.values() for one in _of_row(edits)]
    return sorted(differences, key=lambda edit: edit.column is not None)


def _of_row(edits: list[Edit]) -> list[Edit]:
    """Return what all changes of one row come to, oldest first."""
    table, row = edits[0].table, edits[0].row
    was, now = _before(edits), _before(back(edits))
    if was is None or now is None:
        ends = [None if cells is None else packed(cells) for cells in (was, now)]
        return [] if was == now else [Edit(table, row, None, *ends)]
    return [
        Edit(table, row, name, was.get(name), now.get(name))
        for name in dict.fromkeys([*was, *now])
        if was.get(name) != now.get(name)
    ]


def _before(edits: list[Edit]) -> Cells | None:
    """Return the cells of a row before its changes; None if there was no row.

    Where no change is of the whole row, only cells that changed are known.
    """
    cells: Cells | None = {}
    for edit in reversed(edits):
        if edit.column is None:
            cells = None if edit.was is None else unpacked(edit.was)
            continue
        rest = {n: cell for n, cell in (cells or {}).items() if n != edit.column}
        cells = rest if edit.was is None else {**rest, edit.column: edit.was}
    return cells


def restore(link: Link, case: Kept, version: int, who: str) -> int:
    """Bring a case back to an earlier version, as a change of its own.

    Only what differs is changed, not each step on the way.

    Raises
    ------
    UseError
        If there is no such version.
    """
    if not 0 <= version < case.version:
        message = (
            f"{case.name} has versions 0 to {case.version}; {version} is none before "
            "the last."
        )
        raise UseError(message)
    edits = back(difference(link, case, version, case.version))
    return change(link, case, edits, who=who, summary=f"back to version {version}")
