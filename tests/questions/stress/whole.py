"""The whole model of a stop, stated without looking at neighbourhoods: a slow twin."""

from dataclasses import replace

import numpy as np

from brownfield.model.arrays.linear import Floats
from brownfield.questions.stress.network.network import (
    Network,
    scaled_losses,
    stock_prices,
    summed,
)
from brownfield.questions.stress.weeks.arrays import Block, Bounds, minimise
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits


def whole_objective(
    network: Network, available: Floats, rate: float, *, is_by_vehicle: bool = False
) -> float:
    """Return the least cost of a stop of 1 / rate weeks over the whole network."""
    demands, size, resources = network.sizes
    loss, route = scaled_losses(network)
    stock = stock_prices(network)
    if is_by_vehicle:
        loss, route, stock = np.ones(demands), np.zeros(size), 0 * stock
    arcs, each, ones = np.arange(size), np.arange(demands), np.ones(size)
    upper = np.full(2 * size + 2 * demands, np.inf)
    upper[:size] = network.flow
    upper[2 * size : 2 * size + demands] = network.stock * rate
    offered = network.offered(available) + network.buffer * rate
    used, row = network.use_arc, demands + network.use_resource
    model = minimise(
        np.concatenate([0 * ones, route, stock, loss]),
        Bounds(np.zeros(len(upper)), upper),
        Bounds(
            np.concatenate([network.demand, np.full(resources, -np.inf)]),
            np.concatenate([network.demand, offered]),
        ),
        [
            Block(network.arc_demand, arcs, ones),
            Block(network.arc_demand, size + arcs, ones),
            Block(each, 2 * size + each, np.ones(demands)),
            Block(each, 2 * size + demands + each, np.ones(demands)),
            Block(row, used, network.use_amount),
            Block(row, size + used, network.use_amount),
        ],
    )
    found = HighsBackend().solve(model, Limits(gap=0.0))
    if found.columns is None:
        message = "the whole model has no solution"
        raise AssertionError(message)
    return -found.objective


def wide_network(generator: np.random.Generator, fill: float) -> Network:
    """Return 60 demands on 12 plants with shared parts, stock and parts put by.

    Each arc takes line time of its plant and a unit of one of four parts; plants and
    parts are as full as `fill` says, so that stops push buyers around.
    """
    demands, plants, parts, links = 60, 12, 4, 4
    plant = np.concatenate(
        [generator.choice(plants, links, replace=False) for _ in range(demands)]
    )
    size = len(plant)
    part = generator.integers(0, parts, size)
    served = np.repeat(np.arange(demands), links)
    flow = generator.uniform(1.0, 9.0, size) * (generator.random(size) < 0.4)
    flow[::links] += 1.0
    line = generator.uniform(0.8, 1.2, size)
    resource = np.concatenate([plant, plants + part])
    amount = np.concatenate([line, np.ones(size)])
    arc = np.concatenate([np.arange(size), np.arange(size)])
    taken = np.bincount(resource, amount * flow[arc], plants + parts)
    has_stock = generator.random(demands) < 0.6
    has_buffer = generator.random(plants + parts) < 0.3
    return Network(
        demands=tuple(f"d{i}" for i in range(demands)),
        arcs=tuple(f"a{i}" for i in range(size)),
        resources=tuple(f"r{i}" for i in range(plants + parts)),
        demand=summed(served, flow, demands),
        stock=generator.uniform(0.0, 30.0, demands) * has_stock,
        unit_loss=generator.uniform(1.0, 20.0, demands),
        patience=np.zeros(demands),
        arc_demand=served,
        arc_cost=generator.uniform(0.0, 5.0, size),
        flow=flow,
        capacity=taken / fill,
        overtime=np.zeros(plants + parts),
        buffer=generator.uniform(0.0, 50.0, plants + parts) * has_buffer,
        use_resource=resource,
        use_arc=arc,
        use_amount=amount,
    )


def unplanned(network: Network) -> Network:
    """Return the network with more demand than is planned for."""
    return replace(network, demand=network.demand * 1.2)
