"""Into which parts does a model fall once its shared columns are held?

Columns on nodes that several futures pass are *shared*. With them held, a row ties only
columns of one future, or of fewer nodes still: the parts of the rest have no row in
common. Each is a model of its own whose row bounds move with the shared columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.alike import Alike, alike
from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.model.arrays.repeated import Repeated, repeated, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Integers

SHARED = -1  # in place of the number of a part
MOST_ROWS = 200_000  # that are looked at together


@dataclass(frozen=True)
class Links:
    """Entries of shared columns in rows of a part.

    Attributes
    ----------
    rows, columns
        Row of the part, and place among the shared columns. Shape (links,) each.
    factors
        The factor of each.
    """

    rows: Integers = field(repr=False)
    columns: Integers = field(repr=False)
    factors: Repeated = field(repr=False)

    @classmethod
    def of(cls, rows: Positions, columns: Positions, factors: Floats) -> Links:
        """Return the entries at these places."""
        short = rows.astype(np.int32), columns.astype(np.int32)
        return cls(*short, repeated(factors))

    def like(self, other: Links) -> Links:
        """Return the same with what the other one holds as well kept once."""
        return Links(
            same(self.rows, other.rows),
            same(self.columns, other.columns),
            self.factors.like(other.factors),
        )


@dataclass(frozen=True)
class Part:
    """One part of a model, with what ties it to the shared columns.

    Attributes
    ----------
    stated
        Its own columns and rows, with the shared columns at zero; most parts are like
        the first one.
    begin, after
        Where its first column stands in the whole model, and how far after it each one
        does. Shape (columns,).
    links
        Entries of shared columns in its rows; then those of rows that came later.
    """

    stated: Alike = field(repr=False)
    begin: int
    after: Integers = field(repr=False)
    links: tuple[Links, ...] = field(repr=False)

    @property
    def columns(self) -> Integers:
        """Where its columns stand in the whole model. Shape (columns,)."""
        return self.after + np.int32(self.begin)

    @property
    def link_rows(self) -> Integers:
        """Row of the part of each entry of a shared column. Shape (links,)."""
        return np.concatenate([each.rows for each in self.links])

    @property
    def link_columns(self) -> Integers:
        """Place among the shared columns of each such entry. Shape (links,)."""
        return np.concatenate([each.columns for each in self.links])

    @property
    def link_values(self) -> Floats:
        """Factor of each such entry. Shape (links,)."""
        return np.concatenate([each.factors.values for each in self.links])

    @property
    def model(self) -> LinearModel:
        """Its own columns and rows; put together anew each time it is asked for."""
        return self.stated.model()

    @property
    def own_rows(self) -> int:
        """Number of rows that it had before any were added."""
        return self.stated.like.rows

    @property
    def plain(self) -> Part:
        """The part without the rows that were added, which no plan breaks."""
        stated = replace(self.stated, more=None)
        return replace(self, stated=stated, links=self.links[:1])

    def at(self, shared: Floats) -> LinearModel:
        """Return the part with the shared columns held at values."""
        model, each = self.model, self.link_values * shared[self.link_columns]
        taken = np.bincount(self.link_rows, each, model.rows)
        return model.with_arrays(
            row_lower=model.row_lower - taken,
            row_upper=model.row_upper - taken,
        )

    def times(self, factor: float) -> Part:
        """Return the part whose worth counts so many times."""
        model = self.model
        model = model.with_arrays(cost=model.cost * factor)
        return replace(self, stated=Alike(model, {}))

    def slope(self, row_duals: Floats, num_shared: int) -> Floats:
        """Return what a unit of each shared column brings at the prices of the rows."""
        each = self.link_values * row_duals[self.link_rows]
        total = np.bincount(self.link_columns, each, num_shared)
        return -total.astype(np.float64)


@dataclass(frozen=True)
class Parts:
    """A model in parts.

    Attributes
    ----------
    shared
        The shared columns with the rows of nothing else, each such row once.
    columns
        Where the shared columns stand in the whole model.
    rest
        The parts that hang on them.
    """

    shared: LinearModel = field(repr=False)
    columns: Positions = field(repr=False)
    rest: tuple[Part, ...] = field(repr=False)

    @property
    def owned(self) -> list[Positions]:
        """Where shared columns stand in the whole model, then those of each part."""
        return [self.columns, *(part.columns for part in self.rest)]

    @property
    def width(self) -> int:
        """Columns of the whole model up to the last that somebody owns."""
        return 1 + max(int(each.max(initial=0)) for each in self.owned)

    def some(self, chosen: Positions) -> Parts:
        """Return the model with some parts in place of all; they count for more."""
        factor = len(self.rest) / len(chosen)
        return replace(self, rest=tuple(self.rest[n].times(factor) for n in chosen))


def parted(model: LinearModel, node_of_columns: Positions) -> Parts:
    """Return the parts of a model.

    Parameters
    ----------
    model
        The model.
    node_of_columns
        Node of each column, `SHARED` for shared ones. Shape (columns,).
    """
    of_rows, of_columns = _numbered(model, node_of_columns)
    columns = np.flatnonzero(of_columns == SHARED)
    place = np.zeros(model.columns, np.int32)
    place[columns] = np.arange(len(columns))
    shared = _once(_cut(model, np.flatnonzero(of_rows == SHARED), columns, place))
    count = int(of_columns.max(initial=SHARED)) + 1
    by_row, by_column = _groups(of_rows, count), _groups(of_columns, count)
    rest: list[Part] = []
    for rows, own in zip(by_row, by_column, strict=True):
        part = _part(model, rows, own, of_columns, place)
        rest.append(like(part, rest))
    return Parts(shared, columns, tuple(rest))


def owned_columns(model: LinearModel, node_of_columns: Positions) -> list[Positions]:
    """Return where shared columns stand in a model, then those of each part.

    The arguments are those of `parted`.
    """
    of_columns = _numbered(model, node_of_columns)[1]
    return _groups(of_columns - SHARED, int(of_columns.max(initial=SHARED)) + 2)


def like(part: Part, before: Sequence[Part]) -> Part:
    """Return a part as what sets it apart from the first one before it, if any."""
    if not before:
        return part
    first, twin = before[0], before[min(1, len(before) - 1)]
    return replace(
        part,
        stated=alike(part.model, first.model, twin.stated),
        after=same(part.after, first.after),
        links=tuple(map(Links.like, part.links, first.links)),
    )


def _numbered(model: LinearModel, node: Positions) -> tuple[Positions, Positions]:
    """Return the part of every row and of every column."""
    of_row, pairs = np.full(model.rows, SHARED, np.int32), [np.empty((0, 2), np.int32)]
    for first in range(0, model.rows, MOST_ROWS):
        rows, nodes = _own(model, node, first, min(first + MOST_ROWS, model.rows))
        of_row[rows] = nodes
        is_tied = (rows[1:] == rows[:-1]) & (nodes[1:] != nodes[:-1])
        tied = np.stack([nodes[:-1][is_tied], nodes[1:][is_tied]], axis=1)
        pairs.append(np.unique(tied, axis=0))
    distinct = np.unique(np.concatenate(pairs), axis=0)
    part = _joined(int(node.max(initial=SHARED)) + 1, distinct)
    part = np.append(part, SHARED)  # the last place is that of -1
    of_columns = part[node]
    used = np.unique(of_columns[of_columns != SHARED])
    number = np.full(len(part) + 1, SHARED, np.int32)
    number[used] = np.arange(len(used))
    return number[part[of_row]], number[of_columns]


def _own(
    model: LinearModel, node: Positions, first: int, last: int
) -> tuple[Positions, Positions]:
    """Return row and node of each entry of some rows whose column is not shared."""
    starts = model.starts[first : last + 1]
    at = node[model.positions[starts[0] : starts[-1]]]
    rows = np.repeat(np.arange(first, last, dtype=np.int32), np.diff(starts))
    return rows[at != SHARED], at[at != SHARED]


def _joined(nodes: int, pairs: Positions) -> Positions:
    """Return for each node the first of those it is joined to, by any way."""
    first = list(range(nodes))

    def root(node: int) -> int:
        while first[node] != node:
            first[node] = node = first[first[node]]
        return node

    for one, other in pairs.tolist():
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return np.array([root(node) for node in range(nodes)], dtype=np.int32)


def _groups(numbers: Positions, count: int) -> list[Positions]:
    """Return where each number from 0 on stands."""
    order = np.argsort(numbers, kind="stable")
    ends = np.searchsorted(numbers[order], np.arange(count + 1))
    return [order[a:b] for a, b in pairwise(ends.tolist())]


def _entries(model: LinearModel, rows: Positions) -> tuple[Positions, Positions]:
    """Return the entries of some rows: row among them, and place in the matrix."""
    counts = model.starts[rows + 1] - model.starts[rows]
    ends = np.cumsum(counts)
    shift = np.repeat(model.starts[rows] - (ends - counts), counts)
    return np.repeat(np.arange(len(rows)), counts), np.arange(len(shift)) + shift


def _cut(
    model: LinearModel, rows: Positions, columns: Positions, place: Positions
) -> LinearModel:
    """Return some rows and columns of a model, other entries left out."""
    row, entry = _entries(model, rows)
    is_in = np.isin(model.positions[entry], columns)
    row, entry = row[is_in], entry[is_in]
    counts = np.bincount(row, minlength=len(rows))
    return left_of(model, rows, columns, place, entry, counts)


def left_of(
    model: LinearModel,
    rows: Positions,
    columns: Positions,
    place: Positions,
    entry: Positions,
    counts: Positions,
) -> LinearModel:
    """Return some rows, columns and entries of a model.

    Parameters
    ----------
    model
        The model.
    rows, columns
        Rows and columns that are left.
    place
        Where each column stands among those that are left. Shape (columns of model,).
    entry
        Where the entries that are left stand in the matrix, row by row.
    counts
        How many of them each row that is left has. Shape (rows,).
    """
    return LinearModel(
        cost=model.cost[columns],
        lower=model.lower[columns],
        upper=model.upper[columns],
        is_integer=model.is_integer[columns],
        row_lower=model.row_lower[rows],
        row_upper=model.row_upper[rows],
        starts=np.append(0, np.cumsum(counts)).astype(np.int32),
        positions=place[model.positions[entry]].astype(np.int32),
        values=model.values[entry],
        column_families=(),
        row_families=(),
    )


def _part(
    model: LinearModel,
    rows: Positions,
    columns: Positions,
    of_columns: Positions,
    place: Positions,
) -> Part:
    place[columns] = np.arange(len(columns))
    row, entry = _entries(model, rows)
    linked = of_columns[model.positions[entry]] == SHARED
    at = place[model.positions[entry[linked]]]
    return Part(
        Alike(_cut(model, rows, columns, place), {}),
        int(columns[0]),
        (columns - columns[0]).astype(np.int32),
        (Links.of(row[linked], at, model.values[entry[linked]]),),
    )


def _once(model: LinearModel) -> LinearModel:
    """Return the model with every row that stands in it more than once left once."""
    seen: dict[tuple[bytes, ...], int] = {}
    for row in range(model.rows):
        entries = slice(model.starts[row], model.starts[row + 1])
        bounds = np.array([model.row_lower[row], model.row_upper[row]])
        parts = model.positions[entries], model.values[entries], bounds
        seen.setdefault(tuple(part.tobytes() for part in parts), row)
    columns = np.arange(model.columns)
    return _cut(model, np.array(list(seen.values()), np.int64), columns, columns)
