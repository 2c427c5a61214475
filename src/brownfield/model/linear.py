"""How do tables of columns, rows and terms become one sparse linear model?"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from brownfield.errors import LabelError

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]
INFINITY = float("inf")
Bound = float | str


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
    keys
        One row per member: its key columns, among them ``node``.
    """

    name: str
    equation: str
    first: int
    keys: pl.DataFrame = field(repr=False)


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

    @property
    def binaries(self) -> int:
        """Number of integer columns."""
        return int(self.is_integer.sum())

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
        self._columns: list[pl.DataFrame] = []
        self._rows: list[pl.DataFrame] = []
        self._terms: list[tuple[NDArray[np.uint32], NDArray[np.uint32], Floats]] = []
        self._costs: list[tuple[NDArray[np.uint32], Floats]] = []
        self.column_families: list[Family] = []
        self.row_families: list[Family] = []
        self._num_columns = 0
        self._num_rows = 0

    def add_columns(
        self,
        name: str,
        keys: pl.DataFrame,
        *,
        lower: Bound = 0.0,
        upper: Bound = INFINITY,
        integer: bool | str = False,
    ) -> pl.DataFrame:
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
        first = self._num_columns
        framed = keys.with_row_index("column", offset=first)
        self._columns.append(
            framed.select(
                pl.col("column"),
                lower=_expression(lower),
                upper=_expression(upper),
                is_integer=pl.col(integer)
                if isinstance(integer, str)
                else pl.lit(integer),
            )
        )
        self._num_columns += keys.height
        self.column_families.append(Family(name, "", first, keys))
        return framed

    def add_rows(
        self,
        name: str,
        equation: str,
        keys: pl.DataFrame,
        *,
        lower: Bound = -INFINITY,
        upper: Bound = INFINITY,
    ) -> pl.DataFrame:
        """Add one row for each row of `keys`; return `keys` with column ``row``."""
        first = self._num_rows
        framed = keys.with_row_index("row", offset=first)
        self._rows.append(
            framed.select("row", lower=_expression(lower), upper=_expression(upper))
        )
        self._num_rows += keys.height
        self.row_families.append(Family(name, equation, first, keys))
        return framed

    def add_terms(
        self,
        rows: pl.DataFrame,
        terms: pl.DataFrame,
        coefficient: Bound,
        *,
        on: list[str],
    ) -> None:
        """Add coefficient x column to the row that agrees with a term on `on`.

        Raises
        ------
        LabelError
            If a term finds no row or more than one.
        """
        if terms.is_empty():
            return
        joined = terms.select(*on, "column", value=_expression(coefficient)).join(
            rows.select(*on, "row"), on=on, how="left", maintain_order="none"
        )
        if joined.height != terms.height or joined["row"].null_count():
            raise LabelError(self._unmatched(rows, joined, on))
        self._terms.append(
            (
                joined["row"].to_numpy(),
                joined["column"].to_numpy(),
                joined["value"].cast(pl.Float64).to_numpy(),
            )
        )

    def add_cost(self, terms: pl.DataFrame, coefficient: str) -> None:
        """Add `coefficient` to the objective coefficient of each term's column."""
        self._costs.append(
            (terms["column"].to_numpy(), terms[coefficient].cast(pl.Float64).to_numpy())
        )

    def finish(self) -> LinearModel:
        """Return the model as arrays; terms on one place add up.

        Raises
        ------
        LabelError
            If a row has no term.
        """
        columns, rows = pl.concat(self._columns), pl.concat(self._rows)
        starts, positions, values = self._compressed()
        empty = np.flatnonzero(np.diff(starts) == 0)
        if len(empty):
            raise LabelError(self._row_without_term(int(empty[0]), len(empty)))
        cost = np.zeros(self._num_columns)
        for position, value in self._costs:
            np.add.at(cost, position, value)
        return LinearModel(
            cost=cost,
            lower=columns["lower"].to_numpy(),
            upper=columns["upper"].to_numpy(),
            is_integer=columns["is_integer"].to_numpy(),
            row_lower=rows["lower"].to_numpy(),
            row_upper=rows["upper"].to_numpy(),
            starts=starts,
            positions=positions,
            values=values,
            column_families=tuple(self.column_families),
            row_families=tuple(self.row_families),
        )

    def _compressed(self) -> tuple[Integers, Integers, Floats]:
        row = np.concatenate([part[0] for part in self._terms]).astype(np.int64)
        column = np.concatenate([part[1] for part in self._terms])
        value = np.concatenate([part[2] for part in self._terms])
        place = row * self._num_columns + column
        if np.any(np.diff(place) <= 0):
            order = np.argsort(place, kind="stable")
            place, first = np.unique(place[order], return_index=True)
            value = np.add.reduceat(value[order], first)
        row, column = np.divmod(place, self._num_columns)
        counts = np.bincount(row, minlength=self._num_rows)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return starts, column.astype(np.int32), value

    def _row_without_term(self, row: int, count: int) -> str:
        family = next(f for f in reversed(self.row_families) if f.first <= row)
        key = family.keys.row(row - family.first, named=True)
        return (
            f"{count} rows have no term; the first is {family.name} "
            f"({family.equation}) at {key}."
        )

    def _unmatched(
        self, rows: pl.DataFrame, joined: pl.DataFrame, on: list[str]
    ) -> str:
        family = next(f for f in self.row_families if f.first == rows["row"][0])
        lost = joined.filter(pl.col("row").is_null()).select(on).head(5).rows()
        return (
            f"terms of {family.name} ({family.equation}) must find exactly one row by "
            f"{', '.join(on)}; without a row: {lost or 'none, but some find two'}."
        )


def _expression(value: Bound) -> pl.Expr:
    expression = pl.col(value) if isinstance(value, str) else pl.lit(value)
    return expression.cast(pl.Float64)
