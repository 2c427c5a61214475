"""What does a range mean that is typed in a cell, e.g. ``20000 to 24000``?

The cell gets the most likely number, and `assumptions` a row with both ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brownfield.desk.store.cases import SETTINGS, Cells, Kept, packed
from brownfield.desk.store.edits import Edit, new_row
from brownfield.desk.store.states import rows_of_table
from brownfield.desk.tables.as_what_if import row_words
from brownfield.tables.bounds import read_number
from brownfield.tables.problems import shown

if TYPE_CHECKING:
    from brownfield.desk.store.link import Link
    from brownfield.tables.columns import Table

ASSUMPTIONS = "assumptions"
WORDS = re.compile(r"\s+to\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Range:
    """A range of a number.

    Attributes
    ----------
    low, mode, high
        Its ends, and the most likely number between them, in the unit of the cell.
    """

    low: float
    mode: float
    high: float

    @property
    def cells(self) -> Cells:
        """Its numbers as the cells of a row of `assumptions`."""
        ends = {"low": self.low, "mode": self.mode, "high": self.high}
        return {name: shown(end) or "" for name, end in ends.items()}


def range_in(table: Table, column: str, text: str) -> Range | None:
    """Return the range that a text means; None if it is none, or none may stand there.

    Two numbers are its ends, the most likely one in the middle of them; of three the
    second is the most likely.
    """
    if table.name in (SETTINGS, ASSUMPTIONS) or table.column(column).kind != "number":
        return None
    numbers = [read_number(word) for word in WORDS.split(text.strip())]
    ends = [number for number in numbers if number is not None]
    if len(ends) != len(numbers) or len(ends) not in (2, 3):
        return None
    low, high = ends[0], ends[-1]
    mode = ends[1] if len(ends) == 3 else (low + high) / 2
    return Range(low, mode, high) if low <= mode <= high and low < high else None


def most_likely(table: Table, column: str, text: str) -> str:
    """Return what a cell holds once a text is typed; of a range its likeliest."""
    ends = range_in(table, column, text)
    return text if ends is None else shown(ends.mode) or ""


def assumed(
    link: Link,
    case: Kept,
    table: Table,
    cells: Sequence[Edit],
    row: Cells,
) -> list[Edit]:
    """Return the changes that ranges typed in cells of a row mean.

    Parameters
    ----------
    link, case
        The case.
    table, row
        The table, and the cells of the row as they are.
    cells
        The changes of its cells as they were typed.

    Raises
    ------
    UseError
        If the row cannot be named in `assumptions`.
    """
    given = [range_in(table, cell.column or "", cell.now or "") for cell in cells]
    if not any(given):
        return list(cells)
    typed = {**row, **{cell.column or "": cell.now or "" for cell in cells}}
    noted = _Noted(link, case)
    edits = list[Edit]()
    for cell, ends in zip(cells, given, strict=True):
        if ends is None:
            edits.append(cell)
            continue
        edits.append(replace(cell, now=ends.cells["mode"]))
        edits += noted.edits(table, cell, typed, ends)
    return edits


def assumed_in_rows(
    link: Link, case: Kept, table: Table, rows: Sequence[Cells]
) -> tuple[list[Cells], list[Edit]]:
    """Return rows with the likeliest number of each range, and what that assumes.

    Parameters
    ----------
    link, case
        The case.
    table, rows
        The table, and the rows as they were pasted or sent.

    Raises
    ------
    UseError
        If a row cannot be named in `assumptions`.
    """
    noted, plain, edits = _Noted(link, case), list[Cells](), list[Edit]()
    for number, row in enumerate(rows, 1):
        each = ((name, range_in(table, name, text)) for name, text in row.items())
        ranges = {name: ends for name, ends in each if ends is not None}
        plain.append(row | {name: ends.cells["mode"] for name, ends in ranges.items()})
        for name, ends in ranges.items():
            cell = Edit(table.name, number, name, None, row[name])
            edits += noted.edits(table, cell, row, ends)
    return plain, edits


class _Noted:
    """Rows of `assumptions`, those too that this change adds."""

    def __init__(self, link: Link, case: Kept) -> None:
        self._known = rows_of_table(link, case, ASSUMPTIONS)
        self._new = new_row(link, case, ASSUMPTIONS)

    def edits(
        self, table: Table, cell: Edit, row: Mapping[str, str], ends: Range
    ) -> list[Edit]:
        """Return the changes of the row for a cell, or the new row."""
        key = {name: row[name] for name in table.key if row.get(name)}
        place = {"table": table.name, "where": row_words(cell, key)}
        place["column"] = cell.column or ""
        edits = _of_assumption(self._known, self._new, place, ends.cells)
        if any(one.column is None for one in edits):
            self._known[self._new] = {**place, **ends.cells}
            self._new += 1
        return edits


def _of_assumption(
    rows: Mapping[int, Cells], new: int, place: Cells, ends: Cells
) -> list[Edit]:
    """Return the changes of the row of `assumptions` for a cell, or the new row."""
    for number, row in rows.items():
        if all(row.get(name, "") == word for name, word in place.items()):
            return [
                Edit(ASSUMPTIONS, number, name, row.get(name), end)
                for name, end in ends.items()
                if row.get(name) != end
            ]
    return [Edit(ASSUMPTIONS, new, None, None, packed({**place, **ends}))]
