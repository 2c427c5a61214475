"""How fast is one stop after the other solved on a large network?

Three ways on the same network and stops, medians of five runs, CPU seconds: the loaded
model solved again (brownfield), the model rebuilt for every stop, and OR-tools'
min-cost flow from scratch. OR-tools cannot share a process with the solver, so it runs
in one of its own, with the Python given by --peer.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PLANTS, DEMANDS, LINKS, STOPS, RUNS = 200, 2_000, 10, 40, 5
WEEKS = 6  # length of every stop
SCALE = 1_000  # costs of the peer are whole numbers


@dataclass(frozen=True)
class Instance:
    """A transport network: 20,000 arcs from plants to demands; whole numbers."""

    plant: np.ndarray
    demand_at: np.ndarray
    cost: np.ndarray
    capacity: np.ndarray
    demand: np.ndarray
    loss: np.ndarray


def instance(seed: int = 1) -> Instance:
    """Return a network whose plants are 85 % full."""
    draw = np.random.default_rng(seed)
    plant = np.concatenate(
        [draw.choice(PLANTS, LINKS, replace=False) for _ in range(DEMANDS)]
    )
    demand = draw.integers(5, 60, DEMANDS)
    spare = np.full(PLANTS, int(demand.sum() / PLANTS / 0.85) + 1)
    return Instance(
        plant=plant,
        demand_at=np.repeat(np.arange(DEMANDS), LINKS),
        cost=draw.integers(0, 400, DEMANDS * LINKS),
        capacity=spare,
        demand=demand,
        loss=draw.integers(2_000, 10_000, DEMANDS),
    )


def stops() -> list[int]:
    """Return the plants that stop, one at a time."""
    return np.linspace(0, PLANTS - 1, STOPS).astype(int).tolist()


def peer(held: Instance) -> dict[str, object]:
    """Return seconds of each run and losses of OR-tools, from scratch each time."""
    from ortools.graph.python import min_cost_flow

    plants = np.arange(PLANTS)
    demands = PLANTS + np.arange(DEMANDS)
    source = PLANTS + DEMANDS
    tails = np.concatenate([held.plant, np.full(DEMANDS, source), [source] * PLANTS])
    heads = np.concatenate([PLANTS + held.demand_at, demands, plants])
    unit = np.concatenate([held.cost, held.loss * SCALE, np.zeros(PLANTS, int)])
    seconds, losses = [], []
    for _ in range(RUNS):
        begin, losses = time.process_time(), []
        for stopped in stops():
            offered = held.capacity.copy()
            offered[stopped] = 0
            wide = np.concatenate([held.demand[held.demand_at], held.demand, offered])
            flow = min_cost_flow.SimpleMinCostFlow()
            flow.add_arcs_with_capacity_and_unit_cost(tails, heads, wide, unit)
            flow.set_node_supply(source, int(held.demand.sum()))
            for node, wanted in zip(demands, held.demand, strict=True):
                flow.set_node_supply(int(node), -int(wanted))
            if flow.solve() != flow.OPTIMAL:
                raise SystemExit("the peer found no flow")
            lost = flow.flows(np.arange(len(held.plant), len(held.plant) + DEMANDS))
            losses.append(float((lost * held.loss).sum()))
        seconds.append((time.process_time() - begin) / STOPS)
    return {"seconds": seconds, "losses": losses}


def ours(held: Instance) -> dict[str, object]:
    """Return seconds of each run, losses, and seconds of a rebuild."""
    from brownfield.stress.exposure import Exposure

    network = network_of(held)
    exposure, available = Exposure(network), np.ones(PLANTS)
    seconds, losses = [], []
    for _ in range(RUNS):
        begin, losses = time.process_time(), []
        for stopped in stops():
            available[:] = 1.0
            available[stopped] = 0.0
            losses.append(exposure.objective(available, WEEKS))
        seconds.append((time.process_time() - begin) / STOPS)
    rebuilt = []
    for stopped in stops()[:RUNS]:
        available[:] = 1.0
        available[stopped] = 0.0
        begin = time.process_time()
        Exposure(network_of(held)).objective(available, WEEKS)
        rebuilt.append(time.process_time() - begin)
    exact = [_lost_value(exposure, available, stopped) for stopped in stops()]
    return {"seconds": seconds, "losses": exact, "rebuilt": rebuilt}


def _lost_value(exposure, available, stopped) -> float:  # type: ignore[no-untyped-def]
    available[:] = 1.0
    available[stopped] = 0.0
    loss = exposure.loss(available, WEEKS)
    return float(exposure.network.unit_loss @ loss.lost) / WEEKS


def network_of(held: Instance):  # type: ignore[no-untyped-def]
    """Return the same network for brownfield; nothing is in stock."""
    from brownfield.stress.network import Network

    arcs = len(held.plant)
    return Network(
        demands=tuple(map(str, range(DEMANDS))),
        arcs=tuple(map(str, range(arcs))),
        resources=tuple(map(str, range(PLANTS))),
        demand=held.demand.astype(float),
        stock=np.zeros(DEMANDS),
        unit_loss=held.loss.astype(float),
        patience=np.zeros(DEMANDS),
        arc_demand=held.demand_at,
        arc_cost=held.cost.astype(float),
        flow=np.zeros(arcs),
        capacity=held.capacity.astype(float),
        overtime=np.zeros(PLANTS),
        buffer=np.zeros(PLANTS),
        use_resource=held.plant,
        use_arc=np.arange(arcs),
        use_amount=np.ones(arcs),
    )


def main() -> None:
    """Time all ways and print seconds a stop and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="Python that has OR-tools")
    parser.add_argument("--as-peer", action="store_true", help="run the peer only")
    asked = parser.parse_args()
    held = instance()
    if asked.as_peer:
        print(json.dumps(peer(held)))
        return
    found = ours(held)
    mine = statistics.median(found["seconds"])
    rebuilt = statistics.median(found["rebuilt"])
    print(f"{len(held.plant):,} arcs, {STOPS} stops, medians of {RUNS}, CPU ms a stop")
    print(f"loaded model solved again {1e3 * mine:10.3f}    1")
    print(f"model rebuilt             {1e3 * rebuilt:10.3f} {rebuilt / mine:6.0f}")
    if asked.peer:
        command = [asked.peer, str(Path(__file__)), "--as-peer"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        other = json.loads(done.stdout)
        scratch = statistics.median(other["seconds"])
        print(f"OR-tools from scratch     {1e3 * scratch:10.3f} {scratch / mine:6.1f}")
        gaps = np.abs(np.array(found["losses"]) - np.array(other["losses"]))
        print(f"largest difference of lost value: {gaps.max():.6f}")


if __name__ == "__main__":
    sys.exit(main())
