"""How do tables of columns, rows and terms become one sparse linear model?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from brownfield.errors import LabelError
from brownfield.model.arrays.in_order import (
    Entries,
    blocks,
    count_rows,
    in_order,
)
from brownfield.model.arrays.labels import BLANK, Positions
from brownfield.model.arrays.more_rows import Floats as Floats
from brownfield.model.arrays.more_rows import Integers as Integers
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.arrays.table import Table, partner

INFINITY = float("inf")
Bound = float | str
Keyed = TypeVar("Keyed", Table, pl.DataFrame)
"""Keys come as a table of the model or as a frame; what comes back is of that kind."""


@dataclass(frozen=True)
class Family:
    """A family of columns or rows: its name, equation id, first position and keys.

    Attributes
    ----------
    name
        Word of the glossary, e.g. ``deliver`` or ``balance``.
    equation
        Equation id of docs/formulation.md; empty for columns.
    first
        Position of its first member in the model.
    table
        One row per member: its key columns, among them ``node``.
    bounded_by
        What bounds its rows, if that has a price: line_time, demand, full_rate,
        credit or quota.
    """

    name: str
    equation: str
    first: int
    table: Table = field(repr=False)
    bounded_by: str | None = None

    @cached_property
    def keys(self) -> pl.DataFrame:
        """The keys in words."""
        return self.table.labelled()


@dataclass(frozen=True)
class LinearModel:
    """Maximise cost @ x subject to row bounds, column bounds and integrality.

    Attributes
    ----------
    cost, lower, upper, is_integer
        Per column. Shape (columns,).
    row_lower, row_upper
        Per row. Shape (rows,).
    starts, positions, values
        Matrix in compressed rows: shapes (rows + 1,), (nonzeros,), (nonzeros,).
    column_families, row_families
        What each stretch of columns and rows means.
    """

    cost: Floats = field(repr=False)
    lower: Floats = field(repr=False)
    upper: Floats = field(repr=False)
    is_integer: NDArray[np.bool_] = field(repr=False)
    row_lower: Floats = field(repr=False)
    row_upper: Floats = field(repr=False)
    starts: Integers = field(repr=False)
    positions: Integers = field(repr=False)
    values: Floats = field(repr=False)
    column_families: tuple[Family, ...] = field(repr=False)
    row_families: tuple[Family, ...] = field(repr=False)

    @cached_property
    def entry_rows(self) -> Positions:
        """Row of each matrix entry. Shape (nonzeros,)."""
        return np.repeat(np.arange(self.rows), np.diff(self.starts))

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.row_lower)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.cost)

    @property
    def nonzeros(self) -> int:
        """Number of matrix entries."""
        return len(self.values)

    @cached_property
    def binaries(self) -> int:
        """Number of integer columns."""
        return int(self.is_integer.sum())

    def relaxed(self) -> LinearModel:
        """Return the model without integrality."""
        return replace(self, is_integer=np.zeros_like(self.is_integer))

    def with_arrays(
        self,
        *,
        cost: Floats | None = None,
        lower: Floats | None = None,
        upper: Floats | None = None,
        row_lower: Floats | None = None,
        row_upper: Floats | None = None,
    ) -> LinearModel:
        """Return the model with the given arrays in place of its own."""
        return replace(
            self,
            cost=self.cost if cost is None else cost,
            lower=self.lower if lower is None else lower,
            upper=self.upper if upper is None else upper,
            row_lower=self.row_lower if row_lower is None else row_lower,
            row_upper=self.row_upper if row_upper is None else row_upper,
        )

    def with_rows(self, sums: Sequence[tuple[Floats, float]]) -> LinearModel:
        """Return the model with further rows, each a sum that is at least an amount.

        Parameters
        ----------
        sums
            Factor of every column, shape (columns,), and the least amount.
        """
        places = [np.flatnonzero(factors) for factors, _ in sums]
        counts = [len(columns) for columns in places]
        more = MoreRows.of(
            np.repeat(np.arange(len(sums)), counts),
            np.concatenate(places),
            np.concatenate([f[at] for (f, _), at in zip(sums, places, strict=True)]),
            np.array([amount for _, amount in sums]),
        )
        return self.with_more(more)

    def with_more(self, more: MoreRows) -> LinearModel:
        """Return the model with further rows after its own."""
        return replace(
            self,
            row_lower=np.concatenate([self.row_lower, more.least]),
            row_upper=np.concatenate([self.row_upper, more.most]),
            starts=np.concatenate([self.starts, self.starts[-1] + more.starts[1:]]),
            positions=np.concatenate([self.positions, more.positions]),
            values=np.concatenate([self.values, more.values]),
        )

    def sums(self, point: Floats) -> Floats:
        """Return the sum of each row at a point. Shape (rows,)."""
        each = self.values * point[self.positions]
        return np.bincount(self.entry_rows, each, self.rows).astype(float, copy=False)

    def net(self, prices: Floats) -> Floats:
        """Return what each column is worth once its rows are paid at prices."""
        each = self.values * prices[self.entry_rows]
        return self.cost - np.bincount(self.positions, each, self.columns)

    def rows_at(self, places: Integers) -> MoreRows:
        """Return the rows at these places, in their order."""
        counts = np.diff(self.starts)[places]
        starts = np.append(0, np.cumsum(counts)).astype(np.int32)
        shift = np.repeat(self.starts[places] - starts[:-1], counts)
        at = np.arange(len(shift)) + shift
        return MoreRows(
            self.row_lower[places],
            self.row_upper[places],
            starts,
            self.positions[at],
            self.values[at],
        )

    def with_only(self, rows: MoreRows) -> LinearModel:
        """Return the model with these rows in place of its own."""
        return replace(
            self,
            row_lower=rows.least,
            row_upper=rows.most,
            starts=rows.starts,
            positions=rows.positions,
            values=rows.values,
            row_families=(),
        )

    def node_of_columns(self) -> pl.Series:
        """Return the scenario node of every column: the blocks of the model."""
        return pl.concat([family.keys["node"] for family in self.column_families])

    def node_of_rows(self) -> pl.Series:
        """Return the scenario node of every row: the blocks of the model."""
        return pl.concat([family.keys["node"] for family in self.row_families])


class LinearBuilder:
    """Collects families of columns and rows and the terms that join them.

    Every term must find its row, every row must get a term: a join that would lose
    one is an error, not a silence.
    """

    def __init__(self) -> None:
        self._columns: list[tuple[Floats, Floats, NDArray[np.bool_]]] = []
        self._rows: list[tuple[Floats, Floats]] = []
        self._terms: dict[int, list[Entries]] = {}
        self._cost = np.zeros(0)
        self.column_families: list[Family] = []
        self.row_families: list[Family] = []
        self._num_columns = 0
        self._num_rows = 0

    def add_columns(
        self,
        name: str,
        keys: Keyed,
        *,
        lower: Bound = 0.0,
        upper: Bound = INFINITY,
        integer: bool | str = False,
    ) -> Keyed:
        """Add one column for each row of `keys`.

        Parameters
        ----------
        name
            Name of the family.
        keys
            Key columns, among them ``node``, and any bound columns.
        lower, upper
            Bounds: a number for all, or the name of a column of `keys`.
        integer
            Whether the columns are integer, or the name of a yes/no column.

        Returns
        -------
        `keys` with the position of each column in ``column``.
        """
        first, table = self._num_columns, _table(keys)
        is_integer = _values(table, integer).astype(bool)
        self._columns.append((_values(table, lower), _values(table, upper), is_integer))
        self._num_columns += table.height
        self.column_families.append(Family(name, "", first, table))
        return _numbered(keys, "column", first)

    def add_rows(
        self,
        name: str,
        equation: str,
        keys: Keyed,
        *,
        lower: Bound = -INFINITY,
        upper: Bound = INFINITY,
        bounded_by: str | None = None,
    ) -> Keyed:
        """Add one row for each row of `keys`; return `keys` with column ``row``."""
        first, table = self._num_rows, _table(keys)
        self._rows.append((_values(table, lower), _values(table, upper)))
        self._num_rows += table.height
        family = Family(name, equation, first, table, bounded_by)
        self.row_families.append(family)
        return _numbered(keys, "row", first)

    def add_terms(
        self, rows: Keyed, terms: Keyed, coefficient: Bound, *, on: Sequence[str]
    ) -> None:
        """Add coefficient x column to the row that agrees with a term on `on`.

        Terms made from `rows` may know their row: then `on` is ``["row"]``.

        Raises
        ------
        LabelError
            If a term finds no row or more than one.
        """
        if len(terms) == 0:
            return
        heads, table = _table(rows), _table(terms)
        row = table["row"] if on == ["row"] else self._row_of(heads, table, on)
        row = row.astype(np.int32, copy=False)
        entries = row, table["column"], _values(table, coefficient)
        self._terms.setdefault(int(heads["row"][0]), []).append(entries)

    def _row_of(self, rows: Table, terms: Table, on: Sequence[str]) -> Positions:
        try:
            partners = partner(terms, rows, on)
        except ValueError as error:
            none = terms.take(np.arange(0))
            raise LabelError(self._unmatched(rows, none, on)) from error
        if partners.min() == BLANK:
            raise LabelError(self._unmatched(rows, terms.where(partners == BLANK), on))
        return rows["row"][partners]

    def add_cost(self, terms: Table | pl.DataFrame, coefficient: str) -> None:
        """Add `coefficient` to the objective coefficient of each term's column."""
        table = _table(terms)
        more = np.zeros(self._num_columns - len(self._cost))
        value = _values(table, coefficient)
        sums = np.bincount(table["column"], value, self._num_columns)
        self._cost = np.append(self._cost, more) + sums

    def finish(self) -> LinearModel:
        """Return the model as arrays; terms on one place add up, in their order.

        The terms are let go meanwhile, so a builder is finished once.

        Raises
        ------
        LabelError
            If a row has no term.
        """
        lower, upper, is_integer = map(np.concatenate, zip(*self._columns, strict=True))
        row_lower, row_upper = map(np.concatenate, zip(*self._rows, strict=True))
        starts, positions, values = self._compressed()
        empty = np.flatnonzero(np.diff(starts) == 0)
        if len(empty):
            raise LabelError(self._row_without_term(int(empty[0]), len(empty)))
        return LinearModel(
            cost=np.append(self._cost, np.zeros(self._num_columns - len(self._cost))),
            lower=lower,
            upper=upper,
            is_integer=is_integer,
            row_lower=row_lower,
            row_upper=row_upper,
            starts=starts,
            positions=positions,
            values=values,
            column_families=tuple(self.column_families),
            row_families=tuple(self.row_families),
        )

    def _compressed(self) -> tuple[Integers, Integers, Floats]:
        """Return row starts, columns and values, by row and column."""
        counts, filled = np.zeros(self._num_rows + 1, np.int64), 0
        most = sum(len(row) for parts in self._terms.values() for row, _, _ in parts)
        columns, values = np.empty(most, np.int32), np.empty(most)
        for first in sorted(self._terms):
            for parts in blocks(self._terms.pop(first)):  # or all would stand twice
                column, value, repeated = in_order(parts)
                for row, _, _ in parts:
                    count_rows(counts, row, 1)
                count_rows(counts, repeated, -1)
                here = slice(filled, filled + len(column))
                columns[here], values[here] = column, value
                filled = here.stop
        starts = np.cumsum(counts).astype(np.int32)
        if filled < most:
            columns, values = columns[:filled].copy(), values[:filled].copy()
        return starts, columns, values

    def _row_without_term(self, row: int, count: int) -> str:
        family = next(f for f in reversed(self.row_families) if f.first <= row)
        key = family.keys.row(row - family.first, named=True)
        return (
            f"{count} rows have no term; the first is {family.name} "
            f"({family.equation}) at {key}."
        )

    def _unmatched(self, rows: Table, lost: Table, on: Sequence[str]) -> str:
        family = next(f for f in self.row_families if f.first == rows["row"][0])
        examples = lost.select(*on).labelled().head(5).rows()
        return (
            f"terms of {family.name} ({family.equation}) must find exactly one row by "
            f"{', '.join(on)}; without a row: {examples or 'none, but some find two'}."
        )


def _table(keys: Table | pl.DataFrame) -> Table:
    return Table.of(keys) if isinstance(keys, pl.DataFrame) else keys


def _numbered(keys: Keyed, name: str, first: int) -> Keyed:
    if isinstance(keys, pl.DataFrame):
        return keys.with_row_index(name, offset=first)
    numbers = np.arange(first, first + keys.height, dtype=np.int32)
    return keys.with_columns(**{name: numbers})


def _values(table: Table, value: Bound) -> Floats:
    if isinstance(value, str):
        return table[value].astype(np.float64, copy=False)
    return np.broadcast_to(float(value), table.height)
