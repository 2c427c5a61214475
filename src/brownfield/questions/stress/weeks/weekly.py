"""What happens week by week when something stops: stock, waiting buyers, catch-up?

For each demand i and week w, with planned and re-routed deliveries x:

    x + lost + backlog_w - backlog_(w-1) + stock_(w-1) - stock_w = demand
    backlog_w - backlog_(w-1) <= patience x demand,   backlog_W = 0
    sum of uses <= share that runs x capacity (+ overtime once the stop is over) + drawn
    sum over weeks of drawn <= buffer                              (each resource)

The value of what is lost is least; a waiting buyer is served as early as possible.

References
----------
METHODS B6, weekly LP.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.errors import UseError
from brownfield.questions.stress.network.network import (
    ROUTE,
    RUNNING,
    UNIT,
    Network,
    scaled_losses,
    stock_prices,
)
from brownfield.questions.stress.weeks.arrays import Block, Bounds, minimise
from brownfield.solve.backends.highs import HighsBackend

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Backend

LATE = (
    1e-6 * UNIT
)  # of the dearest vehicle and week: enough to serve a waiting buyer first


@dataclass(frozen=True)
class Replay:
    """A stop, week by week; W weeks since it began.

    Attributes
    ----------
    lost
        Vehicles not delivered. Shape (D, W).
    backlog, stock
        Buyers waiting, vehicles in stock at the end of the week. Shape (D, W).
    built
        Vehicles built for each arc. Shape (A, W).
    quality
        Vehicles built over vehicles planned. Shape (W,).
    service
        Share of the week's buyers served in the week or from stock. Shape (W,).
    """

    lost: Floats = field(repr=False)
    backlog: Floats = field(repr=False)
    stock: Floats = field(repr=False)
    built: Floats = field(repr=False)
    quality: Floats = field(repr=False)
    service: Floats = field(repr=False)


class Weekly:
    """The weekly model of a network over W weeks, kept loaded."""

    def __init__(
        self, network: Network, horizon: int, backend: Backend | None = None
    ) -> None:
        self.network, self.horizon = network, horizon
        self._planned = np.flatnonzero(network.flow > 0)
        demands, arcs, resources = network.sizes
        sizes = [0, len(self._planned), arcs, demands, demands, demands, resources]
        self._starts = np.cumsum(sizes)
        self._height = 2 * demands + resources
        self._model = (backend or HighsBackend()).load(self._linear())
        self._model.solve()
        self._model.keep_basis()

    def replay(self, available: Floats) -> Replay:
        """Return what happens week by week.

        Parameters
        ----------
        available
            Share of each resource that runs in each week. Shape (R, W), in [0, 1].

        Raises
        ------
        UseError
            If the shape is not (R, W).
        """
        shape = (len(self.network.resources), self.horizon)
        if available.shape != shape:
            message = (
                f"availability has shape {available.shape}, the network needs {shape}: "
                "resources by weeks."
            )
            raise UseError(message)
        self._model.change(row_upper=self._rows(available).upper)
        columns = self._model.solve().columns
        if columns is None:
            message = "The solver found no answer for a replay; check the flows."
            raise UseError(message)
        return self._replay(columns.reshape(self.horizon, self._starts[-1]))

    def _replay(self, weeks: Floats) -> Replay:
        network = self.network
        planned, extra, lost, backlog, stock, drawn, _ = self._starts
        built = weeks[:, extra:lost].copy()
        built[:, self._planned] += weeks[:, planned:extra]
        waiting = weeks[:, backlog:stock]
        newly = np.diff(waiting, axis=0, prepend=0.0).clip(0.0)
        total = max(float(network.demand.sum()), 1e-9)
        missed = (weeks[:, lost:backlog] + newly).sum(axis=1)
        return Replay(
            lost=weeks[:, lost:backlog].T,
            backlog=waiting.T,
            stock=weeks[:, stock:drawn].T,
            built=built.T,
            quality=built.sum(axis=1) / max(float(network.flow.sum()), 1e-9),
            service=1.0 - missed / total,
        )

    def _rows(self, available: Floats) -> Bounds:
        network, weeks = self.network, self.horizon
        offered = network.offered(available) + self._overtime(available)
        demand = np.tile(network.demand[:, None], (1, weeks))
        first = demand.copy()
        first[:, 0] -= network.stock
        waits = network.patience[:, None] * demand
        lower = np.concatenate(
            [first, np.full_like(waits, -np.inf), np.full_like(offered, -np.inf)]
        )
        upper = np.concatenate([first, waits, offered])
        none = np.full(len(network.buffer), -np.inf)
        return Bounds(
            np.concatenate([lower.T.ravel(), none]),
            np.concatenate([upper.T.ravel(), network.buffer]),
        )

    def _overtime(self, available: Floats) -> Floats:
        """Return overtime: once nothing changes any more, where all runs. (R, W)."""
        is_last = (available == available[:, -1:]).all(axis=0)
        is_over = np.cumsum(~is_last[::-1])[::-1] == 0
        if is_over.all():  # nothing ever changes: an ordinary course, no catch-up
            return np.zeros_like(available)
        runs = (available >= RUNNING) & is_over
        return np.where(runs, self.network.overtime[:, None], 0.0)

    def _columns(self) -> tuple[Floats, Bounds]:
        network, weeks = self.network, self.horizon
        planned, extra, lost, backlog, stock, drawn, end = self._starts
        loss, route = scaled_losses(network)
        cost, upper = np.zeros((weeks, end)), np.full((weeks, end), np.inf)
        upper[:, planned:extra] = network.flow[self._planned]
        cost[:, extra:lost] = route
        cost[:, lost:backlog] = loss
        cost[:, backlog:stock] = LATE
        upper[-1, backlog:stock] = 0.0
        cost[:, stock:drawn] = ROUTE / 8 / weeks  # stock that is needed goes first,
        cost[-1, stock:drawn] = -stock_prices(network)  # and what is not needed stays
        upper[:, stock:drawn] = network.stock
        cost[:, drawn:end] = ROUTE / 2
        upper[:, drawn:end] = network.buffer
        return cost.ravel(), Bounds(np.zeros(upper.size), upper.ravel())

    def _linear(self) -> LinearModel:
        resources = len(self.network.resources)
        cost, columns = self._columns()
        rows = self._rows(np.ones((resources, self.horizon)))
        same, before = self._week()
        blocks = [self._repeated(b, 0) for b in same]
        blocks += [self._repeated(b, 1) for b in before]
        blocks.append(self._drawn_in_all())
        return minimise(cost, columns, rows, blocks)

    def _drawn_in_all(self) -> Block:
        each = np.arange(len(self.network.resources))
        weeks = np.arange(self.horizon)[:, None] * self._starts[-1]
        rows = np.tile(self.horizon * self._height + each, self.horizon)
        columns = (weeks + self._starts[-2] + each).ravel()
        return Block(rows, columns, np.ones(len(rows)))

    def _repeated(self, block: Block, later: int) -> Block:
        """Return the block for each week's columns, in rows so many weeks later."""
        week = np.arange(self.horizon - later)[:, None]
        return Block(
            (block.rows + (week + later) * self._height).ravel(),
            (block.columns + week * self._starts[-1]).ravel(),
            np.tile(block.values, len(week)),
        )

    def _week(self) -> tuple[list[Block], list[Block]]:
        """Return the entries of a week, and those of the week before in its rows."""
        network, each = self.network, np.arange(len(self.network.demands))
        planned, extra, lost, backlog, stock, drawn, _ = self._starts
        size, ones = len(each), np.ones(len(each))
        own = np.full(len(network.arcs), -1)
        own[self._planned] = np.arange(len(self._planned))
        used, has = network.use_arc, own[network.use_arc] >= 0
        resource, amount = 2 * size + network.use_resource, network.use_amount
        arcs, parts = np.arange(len(network.arcs)), np.arange(len(network.resources))
        of_planned = network.arc_demand[self._planned]
        ahead = planned + own[self._planned]
        same = [
            Block(of_planned, ahead, np.ones(len(of_planned))),
            Block(network.arc_demand, extra + arcs, np.ones(len(arcs))),
            Block(each, lost + each, ones),
            Block(each, backlog + each, ones),
            Block(each, stock + each, -ones),
            Block(size + each, backlog + each, ones),
            Block(resource[has], planned + own[used[has]], amount[has]),
            Block(resource, extra + used, amount),
            Block(2 * size + parts, drawn + parts, -np.ones(len(parts))),
        ]
        before = [
            Block(each, backlog + each, -ones),
            Block(each, stock + each, ones),
            Block(size + each, backlog + each, -ones),
        ]
        return same, before
