"""In which order do the entries of a family of rows stand in the matrix?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.more_rows import Floats, Integers

Entries: TypeAlias = "tuple[Positions, Positions, Floats]"
"""Row, column and value of each entry."""
MOST_AT_ONCE = 1_000_000  # entries that are put in order together


def _place(row: Integers, column: Positions, width: int) -> Positions:
    """Return where each entry would stand in a matrix that is not sparse."""
    return row.astype(np.int64) * width + column


def count_rows(counts: Positions, row: Positions | Integers, sign: int) -> None:
    """Count the entries of each row, one place further on."""
    if len(row):
        first = row.min()
        sums = np.bincount(row - first)
        counts[first + 1 : first + 1 + len(sums)] += sign * sums


def blocks(parts: Sequence[Entries]) -> Iterator[list[Entries]]:
    """Yield a family's entries in blocks of rows, in order, not too many at once."""
    count = sum(len(row) for row, _, _ in parts)
    first = min(int(row.min()) for row, _, _ in parts)
    last = max(int(row.max()) for row, _, _ in parts)
    ends = np.linspace(first, last + 1, 2 + count // MOST_AT_ONCE).astype(np.int32)
    if len(ends) == 2:
        yield list(parts)
        return
    for low, high in pairwise(ends.tolist()):
        chosen = [(part, (part[0] >= low) & (part[0] < high)) for part in parts]
        yield [
            (row[at], column[at], value[at])
            for (row, column, value), at in chosen
            if at.any()
        ]


def in_order(parts: Sequence[Entries]) -> tuple[Integers, Floats, Positions]:
    """Return column and value of a family's entries, by row and column.

    Terms come in long sorted runs, which a stable sort merges in little time. Those on
    one place add up; their rows are returned once for every term that is no more.
    """
    width = 1 + max(int(column.max()) for _, column, _ in parts)
    place = np.concatenate([_place(row, column, width) for row, column, _ in parts])
    order = np.argsort(place, kind="stable")
    column = np.concatenate([c.astype(np.int32) for _, c, _ in parts])[order]
    value = np.concatenate([part[2] for part in parts])[order]
    again = 1 + np.flatnonzero(column[1:] == column[:-1])
    again = again[place[order[again]] == place[order[again - 1]]]
    if len(again):
        first = np.delete(np.arange(len(order)), again)
        column, value = column[first], np.add.reduceat(value, first)
    return column, value, place[order[again]] // width
