"""What is kept of a few futures once their parts are cut from their model?"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.arrays.repeated import Repeated, repeated, same
from brownfield.model.arrays.table import Array, Table
from brownfield.solve.search.covers import covers_of
from brownfield.solve.search.mixed import Covers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brownfield.model.arrays.labels import Labels
    from brownfield.model.arrays.linear import Floats, Integers
    from brownfield.model.formulation import Formulation


@dataclass(frozen=True)
class Kept:
    """A table whose numbers are kept once each.

    Attributes
    ----------
    labels, height
        As in `Table`.
    columns
        Its columns.
    """

    labels: Mapping[str, Labels] = field(repr=False)
    height: int
    columns: Mapping[str, Array | Repeated] = field(repr=False)

    @classmethod
    def of(cls, table: Table) -> Kept:
        """Return a table as one whose numbers are kept once each."""
        columns = {
            name: repeated(each) if each.dtype.kind == "f" else each
            for name, each in table.columns.items()
        }
        return cls(table.labels, table.height, columns)

    def like(self, first: Kept) -> Kept:
        """Return the same with what another one holds as well kept once."""
        pairs = ((n, each, first.columns[n]) for n, each in self.columns.items())
        columns = {name: _like(each, other) for name, each, other in pairs}
        return Kept(first.labels, self.height, columns)

    def table(self) -> Table:
        """Return the table."""
        columns = {
            name: each.values if isinstance(each, Repeated) else each
            for name, each in self.columns.items()
        }
        return Table(columns, self.labels, self.height)


def _like(each: Array | Repeated, other: Array | Repeated) -> Array | Repeated:
    """Return a column with what another one holds as well kept once."""
    if isinstance(each, Repeated) and isinstance(other, Repeated):
        return each.like(other)
    if isinstance(each, Repeated) or isinstance(other, Repeated):
        return each
    return same(each, other)


NONE = MoreRows.of(*np.zeros((2, 0), np.int32), *np.zeros((2, 0)))  # no rows


@dataclass(frozen=True)
class Group:
    """What is asked of a few futures beside their parts.

    A column of their model stands at a *place*: that of a shared column among those,
    of any other after them.

    Attributes
    ----------
    shared
        How many columns are shared.
    before
        How many columns the parts of earlier groups have.
    places
        Place of each column, those of earlier groups left out. Shape (columns,).
    revenue
        Present value of the revenue of one unit of each column after tax, solver money.
        Shape (columns,).
    covers
        What fills the plants: the tables of `Covers`.
    """

    shared: int
    before: int
    places: Integers = field(repr=False)
    revenue: Floats = field(repr=False)
    covers: Mapping[str, Kept] = field(repr=False)

    @property
    def is_first(self) -> bool:
        """Whether it speaks for the shared columns."""
        return self.before == 0

    def earned(self, point: Floats) -> float:
        """Return what a point of all parts earns here, solver money."""
        counts = self.is_first | (self.places >= self.shared)
        return float(self.revenue[counts] @ point[self._places()][counts])

    def broken(self, point: Floats) -> MoreRows:
        """Return the rows that a point of all parts breaks here, in its columns."""
        places = self._places()
        mine = point[places]
        if not (self.is_first or mine[self.places >= self.shared].any()):
            return NONE
        rows = _covers(self.covers).broken(mine)
        rows = replace(rows, positions=places[rows.positions])
        if self.is_first or not len(rows):
            return rows
        own = np.maximum.reduceat(rows.positions, rows.starts[:-1]) >= self.shared
        return rows.where(own)

    def like(self, first: Group) -> Group:
        """Return the same with arrays of another group where they are equal."""
        return replace(
            self,
            places=same(self.places, first.places),
            revenue=same(self.revenue, first.revenue),
            covers={n: t.like(first.covers[n]) for n, t in self.covers.items()},
        )

    def _places(self) -> Integers:
        is_own = self.places >= self.shared
        return np.where(is_own, self.places + self.before, self.places)


def group_of(
    formulation: Formulation, shared: int, before: int, places: Integers
) -> Group:
    """Return what is asked of the futures of a model beside their parts."""
    column, each = formulation.net_revenues
    revenue = np.bincount(column, each, len(places)).astype(np.float64, copy=False)
    covers = covers_of(formulation.numbers, formulation.tables)
    tables = {entry.name: getattr(covers, entry.name) for entry in fields(covers)}
    kept = {name: Kept.of(table) for name, table in tables.items()}
    return Group(shared, before, places, revenue, kept)


def _covers(kept: Mapping[str, Kept]) -> Covers:
    tables: dict[str, Any] = {name: table.table() for name, table in kept.items()}
    return Covers(**tables)
