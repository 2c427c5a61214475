"""What is kept of a few futures once their parts are cut from their model?"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from brownfield.model.arrays.alike import same
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.arrays.table import Table
from brownfield.solve.search.covers import Covers, covers_of

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, Integers
    from brownfield.model.formulation import Formulation


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
        What fills the plants.
    """

    shared: int
    before: int
    places: Integers = field(repr=False)
    revenue: Floats = field(repr=False)
    covers: Covers = field(repr=False)

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
        rows = self.covers.broken(mine)
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
            covers=_like(self.covers, first.covers),
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
    return Group(shared, before, places, revenue, covers)


def _like(covers: Covers, first: Covers) -> Covers:
    tables: dict[str, Any] = {
        entry.name: _table_like(getattr(covers, entry.name), getattr(first, entry.name))
        for entry in fields(covers)
    }
    return Covers(**tables)


def _table_like(table: Table, first: Table) -> Table:
    columns = {n: same(each, first[n]) for n, each in table.columns.items()}
    return Table(columns, first.labels, table.height)
