"""Which buyers does a stop reach, and how is it proved that it reaches no others?

A stop first shakes the buyers whose planned vehicles need what stopped. Only their ways
are solved for; everybody else is served as planned. The solution puts a price on what
has become short. A buyer served as planned from something short is tempted if another
way is cheaper at these prices; the tempted join, and the model is solved again. When
nobody is tempted, plan and prices together satisfy the optimality conditions of the
whole network: planned ways are its cheapest, they are full, and what has a price is
used up. So the answer is that of the whole model, and depends on nothing asked before.

References
----------
Bixby et al. 1992 (sifting, here by rows too); METHODS A4, B6.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from brownfield.errors import UseError
from brownfield.questions.stress.sweep.near import FITS, TEMPTS, Near
from brownfield.questions.stress.sweep.ways import (
    PLANNED,
    Cost,
    cumulated,
    ranges,
    ways_of,
)

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.network.network import Network, Positions
    from brownfield.solve.backends.solution import QuickSolver

FEWEST = 32  # tempted demands that join at once in any case
GROWS = 0.5  # share of those reached that may join: the most tempted first


@dataclass(frozen=True)
class Settled:
    """How buyers near a stop are served; all others are served as planned.

    Attributes
    ----------
    columns, values
        Their columns (positions in `Ways`) and vehicles a week on each. Shape (n,).
    objective
        Cost a week beyond the plan.
    gain
        What the objective falls by for one more unit of 1 / weeks: more of the stock
        and of what was put by may then be used each week.
    demands
        Who they are, in order.
    """

    columns: Positions = field(repr=False)
    values: Floats = field(repr=False)
    objective: float
    gain: float
    demands: Positions = field(repr=False)


class Neighbourhood:
    """The network around any stop.

    Parameters
    ----------
    network
        The network.
    solver
        Solves the small models.
    """

    def __init__(self, network: Network, solver: QuickSolver) -> None:
        self.network, self.ways = network, ways_of(network)
        self._solver = solver
        self._used = network.planned_use
        self._planned = np.where(self.ways.kind == PLANNED, self.ways.upper, 0.0)

    @cached_property
    def is_as_planned(self) -> bool:
        """Whether an ordinary week can go as planned and serves all demand."""
        network = self.network
        offered = network.offered(np.ones(len(network.resources)))
        served = network.supplied(network.flow)
        is_served = np.abs(served - network.demand) <= FITS * (1 + network.demand)
        return bool(is_served.all() and (self._used <= offered + FITS).all())

    @cached_property
    def _users(self) -> tuple[Positions, Positions]:
        """Planned columns that use each resource, and where each resource's begin."""
        ways = self.ways
        column = np.repeat(np.arange(len(ways.kind)), np.diff(ways.entry_begins))
        is_planned = ways.kind[column] == PLANNED
        resource = ways.resource[is_planned]
        order = np.argsort(resource, kind="stable")
        counts = np.bincount(resource, minlength=len(self.network.resources))
        return column[is_planned][order], cumulated(counts)

    def settled(
        self, offered: Floats, rate: float, cost: Cost, reached: Positions | None
    ) -> Settled:
        """Return how everybody is served at least cost.

        Parameters
        ----------
        offered
            What each resource offers. Shape (R,), units a week.
        rate
            1 / weeks of the stop: the share of the stock that may be used a week.
        cost
            Of each column.
        reached
            Demands known to be reached; None = not known.

        Raises
        ------
        UseError
            If the solver finds nothing.
        """
        chosen = self._shaken(offered) if reached is None else reached
        room = offered + self.network.buffer * rate
        while True:
            settled, prices = self._solved(chosen, room, rate, cost)
            tempted = self._tempted(chosen, prices, cost)
            if len(tempted) == 0:
                return settled
            chosen = np.union1d(chosen, tempted)

    def _shaken(self, offered: Floats) -> Positions:
        """Return the demands planned on what no longer offers enough."""
        if not self.is_as_planned:
            return np.arange(len(self.network.demands))
        return self.planned_beyond(offered)

    def planned_beyond(self, offered: Floats) -> Positions:
        """Return the demands planned on more than is offered. Shape (n,)."""
        short = np.flatnonzero(self._used > offered + FITS)
        return np.unique(self.ways.demand[self._planned_on(short)])

    def _planned_on(self, resources: Positions) -> Positions:
        users, begins = self._users
        return users[ranges(begins[resources], begins[resources + 1])]

    def _tempted(self, chosen: Positions, prices: Floats, cost: Cost) -> Positions:
        """Return others to whom a way that is not full is cheaper than a planned one.

        Where they are many, the most tempted: they may ease what tempts the others.
        """
        near = self._dearly_planned(chosen, prices, cost)
        if len(near) == 0:
            return near
        columns, whose = self.ways.columns_of(near)
        price = self._priced(columns, prices, cost)
        first = np.searchsorted(whose, np.arange(len(near)))
        is_planned = self.ways.kind[columns] == PLANNED
        dearest = np.maximum.reduceat(np.where(is_planned, price, -np.inf), first)
        cheapest = np.minimum.reduceat(np.where(is_planned, np.inf, price), first)
        saved = dearest - cheapest
        order = np.argsort(-saved, kind="stable")
        order = order[: max(FEWEST, int(GROWS * len(chosen)))]
        return near[order[saved[order] > TEMPTS]]

    def _dearly_planned(
        self, chosen: Positions, prices: Floats, cost: Cost
    ) -> Positions:
        """Return others planned on what has a price above their cheapest other way."""
        columns = self._planned_on(np.flatnonzero(prices > 0.0))
        demand = self.ways.demand[columns]
        is_dear = self._priced(columns, prices, cost) > cost.other[demand] + TEMPTS
        is_near = np.zeros(len(self.network.demands), dtype=np.bool_)
        is_near[demand[is_dear]] = True
        is_near[chosen] = False
        return np.flatnonzero(is_near)

    def _priced(self, columns: Positions, prices: Floats, cost: Cost) -> Floats:
        """Return the cost of columns with what they use paid for."""
        entries, at = self.ways.entries_of(columns)
        paid = prices[self.ways.resource[entries]] * self.ways.amount[entries]
        return cost.column[columns] + np.bincount(at, paid, minlength=len(columns))

    def _solved(
        self, chosen: Positions, room: Floats, rate: float, cost: Cost
    ) -> tuple[Settled, Floats]:
        """Return the solution for chosen demands and the price of each resource."""
        if len(chosen) == 0:
            none = np.zeros(0)
            return Settled(chosen, none, 0.0, 0.0, chosen), np.zeros(len(room))
        can_close = self.network.buffer == 0
        near = Near(self.ways, chosen, room, self._used, can_close)
        demand, is_as_planned = self.network.demand[chosen], self.is_as_planned
        solution = self._solver.least(
            near.model(demand, rate, cost, is_as_planned=is_as_planned)
        )
        if solution is None:
            message = "The solver found no answer for a stop; check flows and capacity."
            raise UseError(message)
        prices, gain = near.prices(solution, cost), near.gain(solution)
        gain += float((prices * self.network.buffer).sum())  # @ would wake threads
        values = near.values(solution)
        return Settled(near.columns, values, solution.objective, gain, chosen), prices
