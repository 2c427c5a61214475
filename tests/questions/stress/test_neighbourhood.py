"""The neighbourhood of a stop has the losses of the whole network."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from brownfield.errors import UseError
from brownfield.model.arrays.linear import Floats
from brownfield.questions.stress.network.network import (
    Network,
    scaled_losses,
    stock_prices,
)
from brownfield.questions.stress.sweep.exposure import Exposure, Loss
from brownfield.questions.stress.weeks.arrays import Block, Bounds, minimise
from brownfield.solve.backends.highs import HighsBackend
from tests.questions.stress.small import random_network, stopped
from tests.questions.stress.whole import unplanned, whole_objective, wide_network

WEEKS = (0.5, 2.0, 6.0)


def objective_of(network: Network, found: Loss) -> float:
    """Return the cost of an answer: lost, re-routed and out of stock, a week."""
    loss, route = scaled_losses(network)
    beyond = np.clip(found.delivered - network.flow * found.weeks, 0.0, None)
    total = (
        loss @ found.lost + route @ beyond + stock_prices(network) @ found.stock_used
    )
    return float(total) / found.weeks


def some_stops(network: Network, generator: np.random.Generator) -> list[Floats]:
    """Return three single stops, a common one, and a partial one."""
    names = generator.permutation(network.resources).tolist()
    single = [stopped(network, name) for name in names[:3]]
    partial = np.where(stopped(network, names[0]) == 0, 0.4, 1.0)
    return [*single, stopped(network, *names[:4]), partial]


@pytest.mark.peer
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("fill", [0.8, 0.97, 1.0])
def test_losses_are_those_of_the_whole_network(seed: int, fill: float) -> None:
    """Value by value, for single, common and partial stops of three lengths."""
    generator = np.random.default_rng(seed)
    network = wide_network(generator, fill)
    exposure = Exposure(network)
    for available in some_stops(network, generator):
        for weeks in WEEKS:
            found = exposure.loss(available, weeks)
            whole = whole_objective(network, available, 1 / weeks)
            assert objective_of(network, found) == pytest.approx(
                whole, rel=1e-6, abs=1e-4
            )


@pytest.mark.peer
@pytest.mark.parametrize("seed", range(6))
def test_a_network_beyond_its_plan_is_solved_as_a_whole(seed: int) -> None:
    """With more demand than planned no start is the plan; the losses agree."""
    generator = np.random.default_rng(seed)
    network = unplanned(wide_network(generator, 0.9))
    exposure = Exposure(network)
    for available in some_stops(network, generator):
        found = exposure.loss(available, 3.0)
        whole = whole_objective(network, available, 1 / 3)
        assert objective_of(network, found) == pytest.approx(whole, rel=1e-6, abs=1e-4)


@pytest.mark.peer
@pytest.mark.parametrize("seed", range(12))
def test_survival_ends_where_the_whole_network_first_loses(seed: int) -> None:
    """Just before it nothing is lost, just after it something is."""
    generator = np.random.default_rng(seed)
    network = wide_network(generator, (0.8, 0.97, 1.0)[seed % 3])
    exposure = Exposure(network)
    for available in some_stops(network, generator):
        tts = exposure.survives(available)
        lost = [
            whole_objective(network, available, 1 / weeks, is_by_vehicle=True)
            for weeks in (max(tts, 1e-3) * 0.99, min(tts, 1e4) * 1.01 + 1e-5)
            if np.isfinite(tts)
        ]
        if np.isinf(tts):
            forever = whole_objective(network, available, 0.0, is_by_vehicle=True)
            assert forever == pytest.approx(0, abs=1e-6)
        elif tts == 0.0:
            assert lost[1] > 0
        else:
            assert lost[0] == pytest.approx(0, abs=1e-6)
            assert lost[1] > 1e-7


def test_an_answer_does_not_depend_on_what_was_asked_before() -> None:
    """The same stops in two orders give the same bits."""
    generator = np.random.default_rng(5)
    network = wide_network(generator, 0.95)
    stops = some_stops(network, generator)
    one, other = Exposure(network), Exposure(network)
    first = [one.loss(a, 4.0).delivered for a in stops]
    second = [other.loss(a, 4.0).delivered for a in reversed(stops)][::-1]
    assert all((a == b).all() for a, b in zip(first, second, strict=True))


def test_only_buyers_near_a_stop_change() -> None:
    """Of two products on lines of their own, the other is served as planned."""
    network = Network(
        demands=("a", "b"),
        arcs=("a on 1", "b on 2"),
        resources=("1", "2"),
        demand=np.array([10.0, 20.0]),
        stock=np.zeros(2),
        unit_loss=np.ones(2),
        patience=np.zeros(2),
        arc_demand=np.array([0, 1]),
        arc_cost=np.zeros(2),
        flow=np.array([10.0, 20.0]),
        capacity=np.array([10.0, 20.0]),
        overtime=np.zeros(2),
        buffer=np.zeros(2),
        use_resource=np.array([0, 1]),
        use_arc=np.array([0, 1]),
        use_amount=np.ones(2),
    )
    found = Exposure(network).loss(stopped(network, "1"), 3)
    assert found.lost.tolist() == [30, 0]
    assert found.delivered.tolist() == [0, 60]


@pytest.mark.parametrize("seed", range(10))
def test_a_longer_stop_never_loses_less_a_week(seed: int) -> None:
    """Stock lasts shorter the longer a stop is."""
    generator = np.random.default_rng(seed)
    network = random_network(generator)
    exposure = Exposure(network)
    available = stopped(network, network.resources[0])
    value = [
        float(network.unit_loss @ exposure.loss(available, weeks).lost) / weeks
        for weeks in (1.0, 2.0, 4.0, 8.0)
    ]
    assert all(short <= long + 1e-6 for short, long in pairwise(value))


def test_a_stop_of_no_length_is_refused() -> None:
    """The message says what to give."""
    network = random_network(np.random.default_rng(1))
    with pytest.raises(UseError, match="Give more than 0 weeks"):
        Exposure(network).loss(np.ones(len(network.resources)), 0.0)


def test_a_model_with_integers_cannot_be_kept_warm() -> None:
    """The message says how many and what to do."""
    one = np.array([0])
    bounds = Bounds(np.zeros(1), np.ones(1))
    model = minimise(np.ones(1), bounds, bounds, [Block(one, one, np.ones(1))])
    whole = replace(model, is_integer=np.ones(1, dtype=np.bool_))
    with pytest.raises(UseError, match="1 integer columns cannot be kept warm"):
        HighsBackend().load(whole)
