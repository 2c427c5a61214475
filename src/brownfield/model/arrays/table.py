"""Which rows of two tables belong together, when labels are positions on axes?

The tables of a model are read once into columns of numbers. A label is its position on
an axis, so that finding a partner is index arithmetic; the words stay with the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from brownfield.model.arrays.labels import BLANK, Labels, Positions, labels_of

Array = NDArray[Any]
ROW = np.int32  # a row of a table; half the memory of what numpy takes by itself
MOST_ROWS = 2**31
New = str | float | bool | Array


@dataclass(frozen=True)
class Table:
    """Columns of equal height by name.

    Attributes
    ----------
    columns
        Numbers, each of shape (height,). A label is its position among `labels`, blank
        is -1; a blank number is nan. Keys are labels or whole numbers from 0.
    labels
        What the positions of each label column stand for.
    height
        Number of rows.
    """

    columns: Mapping[str, Array] = field(repr=False)
    labels: Mapping[str, Labels] = field(repr=False)
    height: int

    @staticmethod
    def of(
        frame: pl.DataFrame,
        names: Sequence[str] = (),
        labels: Mapping[str, Labels] | None = None,
    ) -> Table:
        """Return columns of a frame (all, if none is named) as a table.

        A text column that is not in `labels` brings its own.

        Raises
        ------
        LabelError
            If a text is none of the labels of its column.
        """
        columns, kept = {}, {}
        for name in names or frame.columns:
            series = frame.get_column(name)
            if isinstance(series.dtype, pl.String | pl.Enum):
                kept[name] = (labels or {}).get(name) or labels_of(series)
                columns[name] = kept[name].positions(series)
            else:
                columns[name] = series.to_numpy()
        return Table(columns, kept, frame.height)

    def __getitem__(self, name: str) -> Array:
        """Return one column."""
        return self.columns[name]

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.height

    def is_empty(self) -> bool:
        """Return whether the table has no row."""
        return self.height == 0

    def labelled(self) -> pl.DataFrame:
        """Return the table as a frame, with words for positions; made once."""
        return self._labelled

    @cached_property
    def _labelled(self) -> pl.DataFrame:
        return pl.DataFrame(
            [
                self.labels[name].in_words(values, name)
                if name in self.labels
                else _numbers(name, values)
                for name, values in self.columns.items()
            ]
        )

    def take(self, rows: Array) -> Table:
        """Return the rows at these positions."""
        columns = {name: values[rows] for name, values in self.columns.items()}
        return Table(columns, self.labels, len(rows))

    def where(self, mask: Array) -> Table:
        """Return the rows where `mask` holds."""
        return self if mask.all() else self.take(np.flatnonzero(mask))

    def pieces(self, most: int) -> Iterator[Table]:
        """Yield the rows in pieces of so many at most, in order; at least one."""
        for first in range(0, max(self.height, 1), most):
            rows = slice(first, first + most)
            columns = {name: values[rows] for name, values in self.columns.items()}
            yield Table(columns, self.labels, min(most, self.height - first))

    def select(self, *names: str, **new: New) -> Table:
        """Return the columns `names` and new ones: a number, an array or a name."""
        kept = Table({n: self.columns[n] for n in names}, self.labels, self.height)
        return kept._with(self, new)

    def with_columns(self, **new: New) -> Table:
        """Return the table with new columns: a number, an array or a name."""
        return self._with(self, new)

    def drop(self, *names: str) -> Table:
        """Return the table without the columns `names`."""
        return self.select(*(name for name in self.columns if name not in names))

    def _with(self, source: Table, new: Mapping[str, New]) -> Table:
        columns, labels = dict(self.columns), dict(self.labels)
        for name, value in new.items():
            if isinstance(value, str):
                columns[name] = source.columns[value]
                labels.pop(name, None)
                if value in source.labels:
                    labels[name] = source.labels[value]
            elif isinstance(value, np.ndarray):
                columns[name] = value
            else:
                columns[name] = np.full(self.height, value)
        return Table(columns, labels, self.height)

    def is_label(self, name: str, *words: str) -> Array:
        """Return which rows hold one of `words` in the column `name`."""
        place = self.labels[name].place
        wanted = [place[word] for word in words if word in place]
        return np.isin(self.columns[name], wanted)

    def join(
        self, other: Table, on: Sequence[str], *, keep: Sequence[str] = ()
    ) -> Table:
        """Return every pair of rows that agree on `on`, with all columns or `keep`.

        Rows come in the order of this table, then of the other. Where both have a
        column that is no key, this table's is kept.
        """
        left, right = pairs(self, other, on)
        mine = self.select(*(n for n in keep if n in self.columns)) if keep else self
        theirs = other.select(*(n for n in keep if n in other.columns))
        kept = mine if left is None else mine.take(left)
        return kept._beside(theirs if keep else other, right)

    def filled(self, other: Table, on: Sequence[str], **blank: float) -> Table:
        """Return every row with the columns `blank` of its partner, else that value."""
        partners = partner(self, other, on)
        is_found = partners >= 0
        columns = {
            name: np.where(is_found, np.append(other[name], value)[partners], value)
            for name, value in blank.items()
        }
        labels = {n: e for n, e in other.labels.items() if n in blank}
        return Table(
            {**self.columns, **columns}, {**self.labels, **labels}, self.height
        )

    def semi(self, other: Table, on: Sequence[str]) -> Table:
        """Return the rows that have a partner."""
        return self.where(has_partner(self, other, on))

    def anti(self, other: Table, on: Sequence[str]) -> Table:
        """Return the rows that have no partner."""
        return self.where(~has_partner(self, other, on))

    def cross(self, other: Table) -> Table:
        """Return every row with every row of the other table."""
        left = np.repeat(np.arange(self.height), other.height)
        right = np.tile(np.arange(other.height), self.height)
        return self.take(left)._beside(other, right)

    def distinct(self, on: Sequence[str]) -> Table:
        """Return the first row of each group of rows that agree on `on`."""
        return self.take(_groups(self, on)[1])

    def totals(self, on: Sequence[str], **amounts: Array) -> Table:
        """Return one row for each group, with the sums of `amounts` in row order."""
        group, first = _groups(self, on)
        sums = {n: np.bincount(group, a)[group[first]] for n, a in amounts.items()}
        return self.take(first).select(*on, **sums)

    def _beside(self, other: Table, rows: Array) -> Table:
        new = {n: v[rows] for n, v in other.columns.items() if n not in self.columns}
        labels = {**other.labels, **self.labels}
        return Table({**self.columns, **new}, labels, self.height)


def concat(tables: Sequence[Table]) -> Table:
    """Return the rows of all tables, in order; all have the columns of the first."""
    filled = [table for table in tables if table.height] or tables[:1]
    if len(filled) == 1:
        return filled[0].select(*tables[0].columns)
    return _stacked(filled)


def _stacked(tables: Sequence[Table]) -> Table:
    first, height = tables[0], sum(table.height for table in tables)
    aligned = [
        [_like(first, table, name) for table in tables] for name in first.columns
    ]
    columns = dict(zip(first.columns, map(np.concatenate, aligned), strict=True))
    return Table(columns, first.labels, height)


def partner(left: Table, right: Table, on: Sequence[str]) -> Positions:
    """Return for every row the position of its partner on the right, or -1.

    Raises
    ------
    ValueError
        If two rows on the right agree on `on`.
    """
    ours, theirs, size = _both_keys(left, right, on)
    place, rows = np.full(size, BLANK, ROW), np.arange(right.height, dtype=ROW)
    place[theirs] = rows
    if np.any((place[theirs] != rows) & (theirs != size - 1)):
        message = f"two rows agree on {', '.join(on)}; one was expected"
        raise ValueError(message)
    return place[ours]


def has_partner(left: Table, right: Table, on: Sequence[str]) -> NDArray[np.bool_]:
    """Return which rows have a partner on the right."""
    ours, theirs, size = _both_keys(left, right, on)
    is_there = np.zeros(size, bool)
    is_there[theirs] = True
    return is_there[ours]


def pairs(
    left: Table, right: Table, on: Sequence[str]
) -> tuple[Positions | None, Positions]:
    """Return the positions of rows that agree, ordered by the left, then the right.

    None stands for every row on the left, once, in order.
    """
    ours, theirs, size = _both_keys(left, right, on)
    place, rows = np.full(size, BLANK, ROW), np.arange(right.height, dtype=ROW)
    place[theirs] = rows
    if np.array_equal(place[theirs], rows):
        return _single(place[ours])
    counts = np.bincount(theirs, minlength=size)
    order = np.argsort(theirs, kind="stable")
    first = np.cumsum(counts) - counts
    repeats = counts[ours]
    before = np.cumsum(repeats) - repeats
    chosen = np.repeat(np.arange(left.height, dtype=ROW), repeats)
    offset = np.repeat((first[ours] - before).astype(ROW), repeats)
    offset += np.arange(len(chosen), dtype=ROW)
    return chosen, order[offset].astype(ROW)


def _single(partners: Positions) -> tuple[Positions | None, Positions]:
    if partners.min(initial=0) != BLANK:
        return None, partners
    chosen = np.flatnonzero(partners != BLANK)
    return chosen, partners[chosen]


def _both_keys(
    left: Table, right: Table, on: Sequence[str]
) -> tuple[Positions, Positions, int]:
    """Return one number for the key of each row left and right, and how many exist.

    A blank matches nothing: it gets a number of its own on each side.
    """
    ours: Array = np.zeros(left.height, ROW)
    theirs: Array = np.zeros(right.height, ROW)
    size = 1
    blanks: list[tuple[Array, Array]] = []
    for name in on:
        mine, other = left[name], _like(left, right, name)
        width = 1 + int(max(mine.max(initial=0), other.max(initial=0)))
        if min(mine.min(initial=0), other.min(initial=0)) == BLANK:
            blanks.append((mine == BLANK, other == BLANK))
            mine, other = np.maximum(mine, 0), np.maximum(other, 0)
        size *= width
        kind = _kind(size)
        ours, theirs = (
            np.add(before.astype(kind) * width, more, dtype=kind, casting="unsafe")
            for before, more in ((ours, mine), (theirs, other))
        )
        if size > _most(left.height + right.height):
            ours, theirs, size = _dense(ours, theirs)
    for is_blank, is_other_blank in blanks:
        ours[is_blank], theirs[is_other_blank] = size, size + 1
    return ours, theirs, size + 2


def _kind(size: int) -> type[np.int32 | np.int64]:
    """Return the type of numbers below a size, with room for two more."""
    return np.int32 if size < MOST_ROWS - 2 else np.int64


def _dense(ours: Positions, theirs: Positions) -> tuple[Positions, Positions, int]:
    distinct, dense = np.unique(np.append(ours, theirs), return_inverse=True)
    return dense[: len(ours)], dense[len(ours) :], len(distinct)


def _most(height: int) -> int:
    """Return how many keys may exist before those in use are counted instead."""
    return 8 * height + 4096


def _groups(table: Table, on: Sequence[str]) -> tuple[Positions, Positions]:
    """Return the group of every row, and the first row of each group in order."""
    group: Array = np.zeros(table.height, ROW)
    size = 1
    for name in on:
        width = 2 + int(table[name].max(initial=0))
        size *= width
        kind, values = _kind(size), table[name]
        group = np.add(
            group.astype(kind) * width + 1, values, dtype=kind, casting="unsafe"
        )
        if size > _most(table.height):
            group, _, size = _dense(group, group[:0])
    first, rows = np.zeros(size, ROW), np.arange(table.height, dtype=ROW)
    first[group[::-1]] = rows[::-1]  # the last to write, the first of its group, stays
    return group, np.flatnonzero(first[group] == rows)


def _like(table: Table, other: Table, name: str) -> Array:
    """Return a column of `other` with its labels at their positions in `table`."""
    mine, theirs = table.labels.get(name), other.labels.get(name)
    if mine is theirs or mine is None or theirs is None or mine == theirs:
        return other[name]
    moved = [mine.place.get(word, BLANK) for word in theirs.words]
    return np.array([*moved, BLANK])[other[name]]


def _numbers(name: str, values: Array) -> pl.Series:
    is_float = values.dtype.kind == "f"
    series = pl.Series(name, values)
    return series.fill_nan(None) if is_float and np.isnan(values).any() else series
