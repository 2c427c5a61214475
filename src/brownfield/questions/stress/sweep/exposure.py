"""How long does a network survive a stop, and what is lost until it recovers?

One linear model, in weekly rates, answers both. With r = 1 / weeks of the stop:

    sum planned + sum re-routed + stock used + lost = demand          (each demand)
    stock used <= stock x r                                           (each demand)
    sum of uses <= what the resource still offers + buffer x r        (each resource)

Time to recover (TTR): r is given, the value of what is lost is least. Time to survive
(TTS): the least r at which nothing is lost; 1 / r is the longest such stop. Only the
neighbourhood of a stop is solved, from the basis of the ordinary week.

References
----------
METHODS B6; Simchi-Levi, Schmidt, Wei 2014; Simchi-Levi et al. 2015.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np

from brownfield.errors import UseError
from brownfield.questions.stress.network.network import (
    Network,
    scaled_losses,
    stock_prices,
)
from brownfield.questions.stress.sweep.neighbourhood import Neighbourhood, Settled
from brownfield.questions.stress.sweep.rebuild import ROUNDING, Rebuilt, rebuilt, served
from brownfield.solve.backends.highs import HighsBackend
from brownfield.work.executor import Executor, Serial

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.backends.solution import Backend

SHORTEST = 1e-6  # weeks; a stop this short is none
SMALLEST_RATE = 1e-7  # 1 / weeks; survives so long that it is for ever
FASTEST_RATE = 1e7  # 1 / weeks; survives so shortly that it is not at all
BATCH = 16  # questions sent together: a small loss if a worker process dies
MOST_WARM = 8  # networks kept loaded in a process


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
    later
        How the vehicles out of stock are built again afterwards.
    """

    weeks: float
    lost: Floats = field(repr=False)
    stock_used: Floats = field(repr=False)
    delivered: Floats = field(repr=False)
    later: Rebuilt = field(repr=False)

    @property
    def lost_vehicles(self) -> float:
        """Vehicles not delivered during the stop."""
        return float(self.lost.sum())

    @property
    def never_sold(self) -> float:
        """Vehicles lost during the stop, or later in the place of stock."""
        return self.lost_vehicles + float(self.later.displaced.sum())


class Exposure:
    """The network of a plan, ready to answer one stop after the other."""

    def __init__(self, network: Network, backend: Backend | None = None) -> None:
        self.network = network
        self._solver = (backend or HighsBackend()).quick()
        self._near = Neighbourhood(network, self._solver)
        loss, route = scaled_losses(network)
        nothing, each = np.zeros_like(route), np.ones_like(loss)
        self._by_value = self._near.ways.cost(loss, route, stock_prices(network))
        self._by_vehicle = self._near.ways.cost(each, nothing, np.zeros_like(loss))

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
        offered = self.network.offered(available)
        settled = self._near.settled(offered, 1.0 / weeks, self._by_value, None)
        return self._loss(settled, weeks)

    def survives(self, available: Floats) -> float:
        """Return the longest stop, in weeks, without a lost vehicle (TTS).

        Infinite if the network can go on for ever; 0 if it loses from the first day.
        The vehicles lost a week fall along a convex course of straight pieces as
        1 / weeks grows, so Newton's steps from 0 end exactly where nothing is lost.
        """
        offered = self.network.offered(available)
        rate, reached = 0.0, None
        while True:
            settled = self._near.settled(offered, rate, self._by_vehicle, reached)
            if settled.objective <= ROUNDING:
                return float("inf") if rate < SMALLEST_RATE else 1.0 / rate
            if settled.gain <= settled.objective / FASTEST_RATE:
                return 0.0
            rate += settled.objective / settled.gain
            reached = settled.demands

    def _loss(self, settled: Settled, weeks: float) -> Loss:
        rates = served(self.network, self._near.ways, settled)
        delivered, stock_used, lost = (rate * weeks for rate in rates)
        short = np.clip(self.network.flow * weeks - delivered, 0.0, None)
        return Loss(
            weeks=weeks,
            lost=lost,
            stock_used=stock_used,
            delivered=delivered,
            later=rebuilt(self.network, short, stock_used, self._solver),
        )


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

    They go out in batches; the network stays ready in every process. An answer depends
    on its question only, so it is the same on any number of workers.
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
    held = [getattr(network, one.name) for one in fields(network)]
    key = hashlib.sha256(pickle.dumps(held)).digest()
    if key not in _warm:
        if len(_warm) >= MOST_WARM:
            _warm.clear()
        _warm[key] = Exposure(network)
    return _warm[key]
