"""How can each buyer be served: as planned, otherwise, from stock, or not at all?

Every way is a column. Columns stand together by demand, so that the columns of some
demands are found without looking at the others; of one demand the cheapest comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.network.network import Network, Positions

PLANNED, STOCK, OTHER, LOST = range(4)  # kinds of columns, the cheapest first


@dataclass(frozen=True)
class Ways:
    """Columns by demand; C columns, E entries of arcs on resources.

    Attributes
    ----------
    kind
        PLANNED, STOCK, OTHER or LOST. Shape (C,).
    demand, arc
        Position of the demand served, of the arc used (-1 = none). Shape (C,).
    begins
        Where the columns of each demand begin. Shape (D + 1,).
    upper
        Largest value a week: the planned flow; for stock all of it. Shape (C,).
    entry_begins
        Where the entries of each column begin. Shape (C + 1,).
    resource, amount
        Resource of each entry and what a vehicle takes of it. Shape (E,).
    """

    kind: Positions = field(repr=False)
    demand: Positions = field(repr=False)
    arc: Positions = field(repr=False)
    begins: Positions = field(repr=False)
    upper: Floats = field(repr=False)
    entry_begins: Positions = field(repr=False)
    resource: Positions = field(repr=False)
    amount: Floats = field(repr=False)

    def columns_of(self, demands: Positions) -> tuple[Positions, Positions]:
        """Return the columns of demands, and to which of them each belongs."""
        begins, ends = self.begins[demands], self.begins[demands + 1]
        return ranges(begins, ends), np.repeat(np.arange(len(demands)), ends - begins)

    def entries_of(self, columns: Positions) -> tuple[Positions, Positions]:
        """Return the entries of columns, and to which of them each belongs."""
        begins, ends = self.entry_begins[columns], self.entry_begins[columns + 1]
        return ranges(begins, ends), np.repeat(np.arange(len(columns)), ends - begins)

    def cost(self, loss: Floats, route: Floats, stock: Floats) -> Cost:
        """Return the cost of each column; what is planned costs nothing.

        Parameters
        ----------
        loss
            Of a vehicle not delivered. Shape (D,).
        route
            Of a vehicle on an arc beyond the plan. Shape (A,).
        stock
            Of a vehicle out of stock. Shape (D,).
        """
        column = np.zeros(len(self.kind))
        is_other, is_lost = self.kind == OTHER, self.kind == LOST
        is_stock = self.kind == STOCK
        column[is_other] = route[self.arc[is_other]]
        column[is_stock] = stock[self.demand[is_stock]]
        column[is_lost] = loss[self.demand[is_lost]]
        other = np.where(self.kind == PLANNED, np.inf, column)
        return Cost(column, np.minimum.reduceat(other, self.begins[:-1]))


@dataclass(frozen=True)
class Cost:
    """What ways cost a vehicle.

    Attributes
    ----------
    column
        Cost of each column. Shape (C,).
    other
        Cost of the cheapest way that is not planned, for each demand. Shape (D,).
    """

    column: Floats = field(repr=False)
    other: Floats = field(repr=False)


def ways_of(network: Network) -> Ways:
    """Return the columns of a network."""
    demands, arcs, _ = network.sizes
    planned = np.flatnonzero(network.flow > 0)
    stocked = np.flatnonzero(network.stock > 0)
    none = np.full(len(stocked) + demands, -1)
    served, every = network.arc_demand, np.arange(arcs)
    sizes = [len(planned), arcs, len(stocked), demands]
    kind = np.repeat([PLANNED, OTHER, STOCK, LOST], sizes)
    arc = np.concatenate([planned, every, none])
    demand = np.concatenate([served[planned], served, stocked, np.arange(demands)])
    upper = np.full(len(kind), np.inf)
    upper[kind == PLANNED] = network.flow[planned]
    upper[kind == STOCK] = network.stock[stocked]
    extra = np.where(kind == OTHER, np.append(network.arc_cost, 0.0)[arc], 0.0)
    order = np.lexsort((extra, kind, demand))
    kind, demand, arc = kind[order], demand[order], arc[order]
    begins, resource, amount = _by_arc(network)
    own = np.where(arc < 0, arcs, arc)  # one past the last arc: no entries
    entries = ranges(begins[own], begins[own + 1])
    return Ways(
        kind=kind,
        demand=demand,
        arc=arc,
        begins=np.searchsorted(demand, np.arange(demands + 1)),
        upper=upper[order],
        entry_begins=cumulated(begins[own + 1] - begins[own]),
        resource=resource[entries],
        amount=amount[entries],
    )


def _by_arc(network: Network) -> tuple[Positions, Positions, Floats]:
    """Return uses sorted by arc: where each arc's begin, resource, amount."""
    order = np.argsort(network.use_arc, kind="stable")
    counts = np.bincount(network.use_arc, minlength=len(network.arcs) + 1)
    return cumulated(counts), network.use_resource[order], network.use_amount[order]


def ranges(begins: Positions, ends: Positions) -> Positions:
    """Return the positions from each begin up to each end, one range after another."""
    sizes = ends - begins
    places = np.cumsum(sizes)
    total = int(places[-1]) if len(places) else 0
    positions: Positions = np.arange(total) + np.repeat(begins - places + sizes, sizes)
    return positions


def cumulated(counts: NDArray[np.int64]) -> Positions:
    """Return 0 and the running totals of counts."""
    totals = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=totals[1:])
    return totals
