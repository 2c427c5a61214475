"""Which rows of a case hardly mean what they say, as every question tells it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.tables.doubts.every import notes_as_written, notes_of
from brownfield.tables.problems import READ_SO

if TYPE_CHECKING:
    from brownfield.case.case import Case


def row_notes(case: Case) -> tuple[str, ...]:
    """Return what was read otherwise than it stands there, and doubts about rows.

    A row or cell that is missing, or bears on nothing, is told of the case as written:
    after a what-if, or without a company, such rows are left over, and rightly so.

    Parameters
    ----------
    case
        The case that was asked about.
    """
    is_whole = set(case.companies) <= set(case.planned_parties)
    is_written = is_whole and not case.what_ifs_applied
    find = notes_as_written if is_written else notes_of
    kept = (one for one in case.read_notes if is_written or one.rule == READ_SO)
    return tuple(str(note) for note in (*kept, *find(case.tables, case.settings)))
