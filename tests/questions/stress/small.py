"""Networks small enough to work by hand, and random ones."""

from dataclasses import replace

import numpy as np

from brownfield.model.arrays.linear import Floats
from brownfield.questions.stress.network.network import Network, summed


def line_and_spare(spare: float = 5.0, overtime: float = 0.0) -> Network:
    """Return demand 10 a week, stock 20, a line of 10 and a spare line."""
    return Network(
        demands=("vehicle",),
        arcs=("line", "spare"),
        resources=("line", "spare"),
        demand=np.array([10.0]),
        stock=np.array([20.0]),
        unit_loss=np.array([1.0]),
        patience=np.array([1.0]),
        arc_demand=np.array([0, 0]),
        arc_cost=np.zeros(2),
        flow=np.array([10.0, 0.0]),
        capacity=np.array([10.0, spare]),
        overtime=np.array([overtime, 0.0]),
        buffer=np.zeros(2),
        use_resource=np.array([0, 1]),
        use_arc=np.array([0, 1]),
        use_amount=np.ones(2),
    )


def random_network(generator: np.random.Generator) -> Network:
    """Return a network of 2-5 demands on 2-5 plants with planned flows that fit."""
    demands, plants = generator.integers(2, 6, 2)
    demand_at, plant = np.nonzero(
        (generator.random((demands, plants)) < 0.6)
        | (np.arange(demands)[:, None] % plants == np.arange(plants))
    )
    use = generator.uniform(0.5, 1.5, len(plant))
    flow = generator.uniform(0.0, 10.0, len(plant)) * (
        generator.random(len(plant)) < 0.7
    )
    size = len(plant)
    taken = np.bincount(plant, weights=use * flow, minlength=plants)
    return Network(
        demands=tuple(f"d{i}" for i in range(demands)),
        arcs=tuple(f"a{i}" for i in range(size)),
        resources=tuple(f"p{i}" for i in range(plants)),
        demand=summed(demand_at, flow, demands),
        stock=generator.uniform(0.0, 20.0, demands),
        unit_loss=generator.uniform(1.0, 3.0, demands),
        patience=generator.uniform(0.0, 1.0, demands),
        arc_demand=demand_at,
        arc_cost=generator.uniform(0.0, 1.0, size),
        flow=flow,
        capacity=taken * generator.uniform(1.0, 1.5, plants),
        overtime=np.zeros(plants),
        buffer=np.zeros(plants),
        use_resource=plant,
        use_arc=np.arange(size),
        use_amount=use,
    )


def without_patience(network: Network) -> Network:
    """Return the network whose buyers never wait."""
    return replace(network, patience=np.zeros(len(network.demands)))


def stopped(network: Network, *names: str) -> Floats:
    """Return availability 0 for the named resources, else 1. Shape (R,)."""
    return np.array([float(name not in names) for name in network.resources])
