"""What stood in the cells of a case after each of its changes?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from brownfield.desk.store.cases import Cells, Kept, unpacked

if TYPE_CHECKING:
    from brownfield.desk.store.link import Link

State = dict[str, dict[int, Cells]]
"""Table -> number of a row -> its cells; rows in the order of their numbers."""


def state(link: Link, case: Kept, version: int) -> State:
    """Return the cells of a case as they were after a change.

    Parameters
    ----------
    link
        Connection to the workspace.
    case
        The case.
    version
        Number of the change; 0 = as it was read.
    """
    tables: State = {}
    rows = link.execute(
        'SELECT "table", row, content FROM cells WHERE case_id = ? '
        'ORDER BY "table", row',
        [case.id],
    )
    for table, row, content in rows:
        tables.setdefault(table, {})[row] = unpacked(content)
    later = link.execute(
        'SELECT "table", row, "column", was FROM edits '
        "WHERE case_id = ? AND version > ? ORDER BY id DESC",
        (case.id, version),
    )
    _take_back(tables, later)
    return {
        name: dict(sorted(of_it.items())) for name, of_it in tables.items() if of_it
    }


def rows_of_table(link: Link, case: Kept, table: str) -> dict[int, Cells]:
    """Return the rows of one table as they are now, by number."""
    asked = 'SELECT row, content FROM cells WHERE case_id = ? AND "table" = ?'
    rows = link.execute(asked, (case.id, table))
    return {row: unpacked(content) for row, content in rows}


def used_columns(link: Link, case: Kept, table: str) -> set[str]:
    """Return the columns of a table that have a cell."""
    rows = link.execute(
        f"SELECT DISTINCT key FROM cells, {link.dialect.columns} "  # noqa: S608 (words of ours)
        'WHERE case_id = ? AND "table" = ?',
        (case.id, table),
    )
    return {row[0] for row in rows}


def _take_back(tables: State, later: Iterable[Any]) -> None:
    """Undo changes, the last one first."""
    for table, row, column, was in later:
        rows = tables.setdefault(table, {})
        if column is None and was is None:
            rows.pop(row)
        elif column is None:
            rows[row] = unpacked(was)
        elif was is None:
            rows[row].pop(column)
        else:
            rows[row][column] = was
