"""How long does a network survive a stop, and what is lost until it recovers?

One linear model, in weekly rates, answers both. With r = 1 / weeks of the stop:

    sum planned + sum re-routed + stock used + lost = demand          (each demand)
    stock used <= stock x r                                           (each demand)
    sum of uses <= what the resource still offers + buffer x r        (each resource)

Time to recover (TTR): r is given, the value of what is lost is least. Time to survive
(TTS): nothing may be lost, r is least, and 1 / r is the longest such stop. Between
questions only costs and bounds change, so the loaded model is solved again from the
basis of the ordinary week.

References
----------
METHODS B6; Simchi-Levi, Schmidt, Wei 2014; Simchi-Levi et al. 2015.
"""

import hashlib
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from brownfield.errors import UseError
from brownfield.model.linear import Floats, LinearModel
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.sifted import SiftedWarm
from brownfield.solve.backends.solution import Backend
from brownfield.solve.executor import Executor, Serial
from brownfield.stress.arrays import Block, Bounds, minimise
from brownfield.stress.network import ROUTE, Network, Positions, scaled_losses

SHORTEST = 1e-6  # weeks; a stop this short is none
SMALLEST_RATE = 1e-7  # 1 / weeks; survives so long that it is for ever
BATCH = 16  # questions sent together: a small loss if a worker process dies
MOST_WARM = 8  # networks kept loaded in a process
ROUNDING = 1e-7  # vehicles a week below which nothing is lost


@dataclass(frozen=True)
class Loss:
    """What a stop costs until it is over.

    Attributes
    ----------
    weeks
        Length of the stop.
    lost
        Vehicles not delivered. Shape (D,).
    stock_used
        Vehicles taken out of stock. Shape (D,).
    delivered
        Vehicles delivered on each arc during the stop. Shape (A,).
    """

    weeks: float
    lost: Floats = field(repr=False)
    stock_used: Floats = field(repr=False)
    delivered: Floats = field(repr=False)

    @property
    def lost_vehicles(self) -> float:
        """Vehicles lost in all."""
        return float(self.lost.sum())


class Exposure:
    """The model of a network, kept loaded; answers one stop after the other.

    Columns: planned (P), re-routed (A), stock used (D), lost (D), r.
    """

    def __init__(self, network: Network, backend: Backend | None = None) -> None:
        self.network = network
        self._planned = np.flatnonzero(network.flow > 0)
        self._rate: float | None = -1.0  # none asked yet
        self._stocked = np.flatnonzero(network.stock > 0)
        self._starts = self._places()
        linear = self._linear()
        always = np.ones(linear.columns, dtype=np.bool_)
        always[self._starts[1] : self._starts[2]] = False  # other routes
        self._model = SiftedWarm(backend or HighsBackend(), linear, always)
        self._ask(np.ones(len(network.resources)), rate=1.0)
        self._model.solve()
        self._model.keep_basis()

    def _places(self) -> Positions:
        """Return where planned, re-routed, stock, lost and r begin."""
        demands, arcs, _ = self.network.sizes
        sizes = [0, len(self._planned), arcs, len(self._stocked), demands]
        return np.cumsum(sizes)

    def loss(self, available: Floats, weeks: float) -> Loss:
        """Return what a stop of `weeks` costs (TTR).

        Parameters
        ----------
        available
            Share of each resource that still runs. Shape (R,), in [0, 1].
        weeks
            Length of the stop, weeks.

        Raises
        ------
        UseError
            If the stop is not longer than nothing.
        """
        if weeks < SHORTEST:
            message = f"A stop of {weeks:g} weeks is none. Give more than 0 weeks."
            raise UseError(message)
        self._ask(available, rate=1.0 / weeks)
        found = self._model.solve().columns
        if found is None:
            message = "The solver found no answer for a stop; check the flows."
            raise UseError(message)
        return self._loss(found, weeks)

    def objective(self, available: Floats, weeks: float) -> float:
        """Return the scaled loss rate only, which is faster than `loss`."""
        self._ask(available, rate=1.0 / weeks)
        found = self._model.objective()
        return float("nan") if found is None else -found[0]

    def survives(self, available: Floats) -> float:
        """Return the longest stop, in weeks, without a lost vehicle (TTS).

        Infinite if the network can go on for ever; 0 if it loses from the first day.
        """
        self._ask(available, rate=None)
        found = self._model.objective()
        if found is None:
            return 0.0
        rate = -found[0]
        return float("inf") if rate < SMALLEST_RATE else 1.0 / rate

    def _ask(self, available: Floats, *, rate: float | None) -> None:
        if rate == self._rate:  # only what runs differs
            self._model.change(row_upper=self._rows(available).upper)
            return
        _, extra, stock, lost, last = self._starts
        lower, upper = self._columns.lower.copy(), self._columns.upper.copy()
        cost = np.zeros(last + 1)
        if rate is None:
            upper[lost:last] = 0.0
            cost[last] = -1.0
        else:
            lower[last] = upper[last] = rate
            loss, route = scaled_losses(self.network)
            cost[extra:stock] = -route
            cost[stock:lost] = -ROUTE / 2
            cost[lost:last] = -loss
        rows = self._rows(available)
        self._model.change(cost=cost, lower=lower, upper=upper, row_upper=rows.upper)
        self._rate = rate

    def _loss(self, found: Floats, weeks: float) -> Loss:
        planned, extra, stock, lost, last = self._starts
        delivered = found[extra:stock].copy()
        delivered[self._planned] += found[planned:extra]
        missing = found[lost:last]
        return Loss(
            weeks=weeks,
            lost=np.where(missing > ROUNDING, missing, 0.0) * weeks,
            stock_used=self._whole(found[stock:lost]) * weeks,
            delivered=delivered * weeks,
        )

    def _whole(self, stocked: Floats) -> Floats:
        """Return values of demands with stock as values of all demands."""
        values = np.zeros(len(self.network.demands))
        values[self._stocked] = stocked
        return values

    @cached_property
    def _columns(self) -> Bounds:
        upper = np.full(self._starts[-1] + 1, np.inf)
        upper[: len(self._planned)] = self.network.flow[self._planned]
        return Bounds(np.zeros(len(upper)), upper)

    def _rows(self, available: Floats) -> Bounds:
        demand = self.network.demand
        offered = self.network.offered(available)
        none = np.zeros(len(self._stocked))
        return Bounds(
            np.concatenate(
                [demand, np.full_like(none, -np.inf), np.full_like(offered, -np.inf)]
            ),
            np.concatenate([demand, none, offered]),
        )

    def _linear(self) -> LinearModel:
        everything = np.ones(len(self.network.resources))
        cost = np.zeros(self._starts[-1] + 1)
        rows = self._rows(everything)
        return minimise(cost, self._columns, rows, [*self._supply(), *self._uses()])

    def _supply(self) -> list[Block]:
        network, each = self.network, np.arange(len(self.network.demands))
        planned, extra, stock, lost, last = self._starts
        kept, size = self._stocked, len(each)
        held = np.arange(len(kept))
        arcs = np.arange(len(network.arcs))
        own = network.arc_demand[self._planned]
        return [
            _ones(own, planned + np.arange(len(own))),
            _ones(network.arc_demand, extra + arcs),
            _ones(kept, stock + held),
            _ones(each, lost + each),
            _ones(size + held, stock + held),
            Block(size + held, np.full(len(kept), last), -network.stock[kept]),
            self._buffers(),
        ]

    def _buffers(self) -> Block:
        kept = np.flatnonzero(self.network.buffer > 0)
        rows = len(self.network.demands) + len(self._stocked) + kept
        last = np.full(len(kept), self._starts[-1])
        return Block(rows, last, -self.network.buffer[kept])

    def _uses(self) -> list[Block]:
        network = self.network
        planned, extra, *_ = self._starts
        rows = len(network.demands) + len(self._stocked) + network.use_resource
        position = np.full(len(network.arcs), -1)
        position[self._planned] = np.arange(len(self._planned))
        own = position[network.use_arc]
        has = own >= 0
        return [
            Block(rows[has], planned + own[has], network.use_amount[has]),
            Block(rows, extra + network.use_arc, network.use_amount),
        ]


def _ones(rows: Positions, columns: Positions) -> Block:
    return Block(rows, columns, np.ones(len(rows)))


@dataclass(frozen=True)
class Question:
    """A stop to be solved.

    Attributes
    ----------
    available
        Share of each resource that runs. Shape (R,).
    weeks
        Length of the stop.
    with_survival
        Whether the time to survive is wanted too.
    """

    available: Floats = field(repr=False)
    weeks: float
    with_survival: bool = False


@dataclass(frozen=True)
class Answer:
    """Loss of a stop, and the time to survive it in weeks if it was wanted."""

    loss: Loss
    survives: float | None


@dataclass(frozen=True)
class _Batch:
    network: Network
    questions: tuple[Question, ...]


_warm: dict[bytes, Exposure] = {}  # models loaded in this process, by network


def answers(
    network: Network,
    questions: Sequence[Question],
    executor: Executor | None = None,
) -> Iterator[Answer]:
    """Yield the answers to questions on a network, in order.

    They go out in batches whose size does not depend on the executor; the model stays
    loaded in every process, and each question is solved from the same basis.
    """
    batches = [
        _Batch(network, tuple(questions[i : i + BATCH]))
        for i in range(0, len(questions), BATCH)
    ]
    for batch in (executor or Serial()).map(_answered, batches):
        yield from batch


def _answered(batch: _Batch) -> list[Answer]:
    exposure = _loaded(batch.network)
    return [
        Answer(
            exposure.loss(q.available, q.weeks),
            exposure.survives(q.available) if q.with_survival else None,
        )
        for q in batch.questions
    ]


def _loaded(network: Network) -> Exposure:
    key = hashlib.sha256(pickle.dumps(network)).digest()
    if key not in _warm:
        if len(_warm) >= MOST_WARM:
            _warm.clear()
        _warm[key] = Exposure(network)
    return _warm[key]
