"""How is the small model of the buyers near a stop built, and what are its prices?

Ways through something of which nothing is left are shut and get no column. Afterwards
what is full is given the least price at which none of its shut ways would be worth
taking, unless everybody who uses it is near the stop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brownfield.questions.stress.sweep.ways import PLANNED, STOCK, Cost, Ways, cumulated
from brownfield.solve.backends.solution import ByColumns, Least

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, Integers
    from brownfield.questions.stress.network.network import Positions

FITS = 1e-7  # vehicles or units a week by which a plan may overdraw
TEMPTS = 1e-6  # of the objective by which another way must be cheaper


class Near:
    """The ways of some demands, with what is left for them; n columns.

    Parameters
    ----------
    ways
        All ways.
    demands
        The demands near the stop.
    room, used
        What each resource offers, and what the plan takes of it. Shape (R,).
    can_close
        Whether the resource offers no more in a shorter stop. Shape (R,).
    """

    def __init__(
        self,
        ways: Ways,
        demands: Positions,
        room: Floats,
        used: Floats,
        can_close: NDArray[np.bool_],
    ) -> None:
        self._ways, self._demands = ways, demands
        self.columns, self._whose = ways.columns_of(demands)
        self._is_planned = ways.kind[self.columns] == PLANNED
        self._is_stock = ways.kind[self.columns] == STOCK
        entries, self._at = ways.entries_of(self.columns)
        self._resource, self._amount = ways.resource[entries], ways.amount[entries]
        planned = np.where(self._is_planned, ways.upper[self.columns], 0.0)
        taken = self._amount * planned[self._at]
        own = np.bincount(self._resource, taken, len(room))
        self._left = room - used + own
        self._is_shared = used - own > FITS
        is_full = can_close & (self._left <= FITS)
        self._on_full = is_full[self._resource]
        is_shut = np.zeros(len(self.columns), dtype=np.bool_)
        is_shut[self._at[self._on_full]] = True
        self._open = np.flatnonzero(~is_shut)
        self._entry = ~is_shut[self._at] & np.isfinite(room)[self._resource]
        self._touched, self._row = np.unique(
            self._resource[self._entry], return_inverse=True
        )

    def model(
        self, demand: Floats, rate: float, cost: Cost, *, is_as_planned: bool
    ) -> ByColumns:
        """Return the model: demand rows first, then resources with a limit.

        Parameters
        ----------
        demand
            Of the demands near the stop, vehicles a week.
        rate
            1 / weeks of the stop.
        cost
            Of all columns.
        is_as_planned
            Whether the search may begin from the ordinary week, in which planned ways
            are full and the cheapest open way of each demand is in the basis.
        """
        columns = self.columns[self._open]
        left = np.maximum(self._left[self._touched], 0.0)
        starts, rows, values = self._matrix()
        share = np.where(self._is_stock[self._open], rate, 1.0)
        first = np.searchsorted(self._whose[self._open], np.arange(len(demand)))
        return ByColumns(
            cost=cost.column[columns],
            upper=share * self._ways.upper[columns],
            row_lower=np.concatenate([demand, np.full(len(left), -np.inf)]),
            row_upper=np.concatenate([demand, left]),
            starts=starts,
            rows=rows,
            values=values,
            in_basis=first if is_as_planned else None,
            at_upper=np.flatnonzero(self._is_planned[self._open]),
            held_rows=len(demand),
        )

    def _matrix(self) -> tuple[Integers, Integers, Floats]:
        """Return starts, rows and values: of a column its demand, then resources."""
        place = np.zeros(len(self.columns), dtype=np.int64)
        place[self._open] = np.arange(len(self._open))
        at = place[self._at[self._entry]]
        starts = cumulated(np.bincount(at, minlength=len(self._open)) + 1)
        rows = np.empty(starts[-1], dtype=np.int32)
        values = np.ones(starts[-1])
        rows[starts[:-1]] = self._whose[self._open]
        rest = np.arange(len(at)) + at + 1
        rows[rest] = len(self._demands) + self._row
        values[rest] = self._amount[self._entry]
        return starts.astype(np.int32), rows, values

    def values(self, solution: Least) -> Floats:
        """Return vehicles a week on each column; none on those shut. Shape (n,)."""
        values = np.zeros(len(self.columns))
        values[self._open] = solution.columns
        return values

    def gain(self, solution: Least) -> float:
        """Return what one more unit of 1 / weeks is worth through the stock."""
        is_stock = self._is_stock[self._open]
        saved = np.maximum(-solution.reduced_costs[is_stock], 0.0)
        return float(saved @ self._ways.upper[self.columns[self._open][is_stock]])

    def prices(self, solution: Least, cost: Cost) -> Floats:
        """Return the price of a unit of each resource at the solution. Shape (R,)."""
        prices = np.zeros(len(self._left))
        size = len(self._demands)
        prices[self._touched] = np.maximum(-solution.row_duals[size:], 0.0)
        paid = np.bincount(
            self._at, prices[self._resource] * self._amount, len(self.columns)
        )
        saved = solution.row_duals[self._whose] - cost.column[self.columns] - paid
        shared = np.flatnonzero(self._deterring(saved))
        resource = self._resource[shared]
        worth = saved[self._at[shared]] / self._amount[shared]
        np.maximum.at(prices, resource, worth)
        return prices

    def _deterring(self, saved: Floats) -> NDArray[np.bool_]:
        """Return the entries whose price must keep a shut column from being taken."""
        is_closed = np.zeros(len(self.columns), dtype=np.bool_)
        is_only_near = self._on_full & ~self._is_shared[self._resource]
        is_closed[self._at[is_only_near]] = True  # its price tempts nobody else
        is_worth = (saved > TEMPTS) & ~is_closed
        return np.asarray(self._on_full & is_worth[self._at])
