"""Which cells and rows are not as they were when the case was read?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.desk.store.edits import Edit

Place = tuple[str, int]
"""Table and number of a row."""


@dataclass(frozen=True)
class Changes:
    """What is not as it was when the case was read.

    Attributes
    ----------
    cells
        What stood in each cell that differs, by place and column; blank = nothing.
    new, gone
        Rows that were added, and taken away.
    """

    cells: Mapping[Place, Mapping[str, str]] = field(default_factory=dict)
    new: frozenset[Place] = frozenset()
    gone: frozenset[Place] = frozenset()

    def count(self, table: str) -> int:
        """Return how many cells and rows of a table differ."""
        cells = sum(len(was) for (name, _), was in self.cells.items() if name == table)
        return cells + sum(name == table for name, _ in (*self.new, *self.gone))


def changes(edits: Iterable[Edit]) -> Changes:
    """Return what differs, from a change for each cell or row."""
    cells: dict[Place, dict[str, str]] = {}
    new, gone = set[Place](), set[Place]()
    for edit in edits:
        place = (edit.table, edit.row)
        if edit.column is not None:
            cells.setdefault(place, {})[edit.column] = edit.was or ""
        else:
            (new if edit.was is None else gone).add(place)
    return Changes(cells, frozenset(new), frozenset(gone))
