"""How fast is one stop after the other solved on a large network?

Invented cases of five shapes are planned with the program itself; the weekly network
of the plan has 20,000 arcs. One plant after the other stops for six weeks. Four ways to
the same losses, medians of five runs, CPU ms a stop: the neighbourhood of the stop
(brownfield), OR-tools' min-cost flow from scratch, the whole model rebuilt from arrays
and solved by HiGHS, and the same from the tables of the plan. OR-tools cannot share a
process with the solver, so it runs in one of its own, with the Python given by --peer.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SHAPES = (
    (400, 200, 50, 2),
    (200, 40, 50, 10),
    (100, 10, 50, 40),
    (40, 10, 50, 40),
    (100, 4, 50, 100),
)
"""Plants, products, markets, plants a product can be built in: 20,000 arcs each."""
STOPS, RUNS, REBUILDS = 40, 5, 2
WEEKS = 6  # length of every stop


@dataclass(frozen=True)
class Flow:
    """A min-cost flow in whole numbers, for the peer; plants, then demands."""

    tails: np.ndarray
    heads: np.ndarray
    unit: np.ndarray
    most: np.ndarray
    supply: np.ndarray
    offered: np.ndarray
    stops: np.ndarray
    loss: np.ndarray


def write_case(folder: Path, shape: tuple[int, int, int, int], fill: float) -> None:
    """Write an invented case: every programme runs, plants are filled alike."""
    import polars as pl

    plants, products, markets, links = shape
    draw = np.random.default_rng(1)
    volume = 47 * draw.integers(5, 60, (products, markets))
    rate = volume.sum() / plants / fill / 16 / 235
    each = [f"plant{i}" for i in range(plants)]
    at = [f"town{i}" for i in range(plants)]
    to = [f"market{i}" for i in range(markets)]
    built = [
        (f"product{i}", f"plant{j}")
        for i in range(products)
        for j in draw.choice(plants, links, replace=False)
    ]
    ways = [(a, b) for a in at for b in to]
    wanted = [(f"product{i}", b) for i in range(products) for b in to]
    tables = {
        "parties": {
            "party": ["maker"],
            "kind": "company",
            "discount_rate": 0.08,
            "tax_rate": 0.0,
        },
        "places": {"place": [*at, *to], "name": [*at, *to], "customs_territory": "X"},
        "facilities": {
            "facility": each,
            "name": each,
            "place": at,
            "owner": "maker",
            "status": "operating",
        },
        "shift_patterns": {
            "facility": each,
            "pattern": "all",
            "jobs_per_hour": rate,
            "hours_per_shift": 16,
            "shifts_per_day": 1,
            "days_per_year": 235,
            "fixed_cost": 0,
        },
        "products": {
            "product": [f"product{i}" for i in range(products)],
            "name": [f"product{i}" for i in range(products)],
            "company": "maker",
            "hs_code": "870380",
            "powertrain": "bev",
        },
        "build_options": {
            "build_option": [f"{i}-{j}" for i, j in built],
            "product": [i for i, _ in built],
            "facility": [j for _, j in built],
            "programme_owner": "maker",
            "mode": "full",
            "conversion_cost": draw.integers(2_000, 3_000, len(built)),
            "is_committed": True,
        },
        "lanes": {
            "origin": [a for a, _ in ways],
            "destination": [b for _, b in ways],
            "freight": draw.integers(100, 1_500, len(ways)),
            "days": draw.integers(0, 40, len(ways)),
            "is_sea": False,
        },
        "demand": {
            "product": [i for i, _ in wanted],
            "place": [b for _, b in wanted],
            "year": 2026,
            "volume": volume.ravel(),
            "price": draw.integers(15_000, 40_000, volume.size),
        },
    }
    for name, columns in tables.items():
        pl.DataFrame(columns).write_csv(folder / f"{name}.csv")
    (folder / "case.toml").write_text(
        '[case]\ntitle = "Invented"\ncurrency = "GBP"\nprice_base = 2026\n'
        'first_year = 2026\nlast_year = 2026\nterminal = "none"\n'
        'discounting = "end_of_year"\n[solve]\ngap = 1e-6\n',
        encoding="utf-8",
    )


class Large:
    """A planned case and its weekly network with every programme ready."""

    def __init__(self, shape: tuple[int, int, int, int], fill: float) -> None:
        from brownfield.case.read import read_case
        from brownfield.questions.stress.network.planned import usual_node
        from brownfield.solve.run import plan

        with tempfile.TemporaryDirectory() as folder:
            write_case(Path(folder), shape, fill)
            self.plan = plan(read_case(folder))
        if not self.plan.tables:
            raise SystemExit("the invented case has no plan")
        self.node = usual_node(self.plan)
        self.network = self.rebuilt_network()
        names = self.network.resources
        plants = [k for k, name in enumerate(names) if name.startswith("plant ")]
        self.stops = [
            plants[at] for at in np.linspace(0, len(plants) - 1, STOPS, dtype=int)
        ]

    def rebuilt_network(self):  # type: ignore[no-untyped-def]
        """Return the weekly network, from the tables of the plan."""
        from brownfield.questions.stress.network.of_plan import plan_network
        from brownfield.questions.stress.setting import Setting

        ready = self.plan.case.tables["build_options"]["build_option"].to_list()
        return plan_network(self.plan, self.node, Setting(), backups=ready).network

    def available(self, stopped: int) -> np.ndarray:
        """Return the share of each resource that runs."""
        shares = np.ones(len(self.network.resources))
        shares[stopped] = 0.0
        return shares


def whole_model(network, available):  # type: ignore[no-untyped-def]
    """Return the whole model of a stop: planned, re-routed, stock, lost."""
    from brownfield.questions.stress.network.network import ROUTE, scaled_losses
    from brownfield.questions.stress.weeks.arrays import Block, Bounds, minimise

    demands, size, resources = network.sizes
    arcs, each = np.arange(size), np.arange(demands)
    two, count = 2 * size, 2 * size + 2 * demands
    loss, route = scaled_losses(network)
    upper = np.full(count, np.inf)
    upper[:size], upper[two : two + demands] = network.flow, network.stock / WEEKS
    offered, ones = network.offered(available), np.ones(size)
    used, amount = network.use_arc, network.use_amount
    return minimise(
        np.concatenate([0 * ones, route, np.full(demands, ROUTE / 2), loss]),
        Bounds(np.zeros(count), upper),
        Bounds(
            np.concatenate([network.demand, np.full(resources, -np.inf)]),
            np.concatenate([network.demand, offered]),
        ),
        [
            Block(network.arc_demand, arcs, ones),
            Block(network.arc_demand, size + arcs, ones),
            Block(each, two + each, np.ones(demands)),
            Block(each, two + demands + each, np.ones(demands)),
            Block(demands + network.use_resource, used, amount),
            Block(demands + network.use_resource, size + used, amount),
        ],
    )


def solved_anew(network, available) -> float:  # type: ignore[no-untyped-def]
    """Return the lost value of a stop, the whole model solved from scratch."""
    from brownfield.solve.backends.highs import HighsBackend
    from brownfield.solve.backends.solution import Limits

    found = HighsBackend().solve(whole_model(network, available), Limits()).columns
    if found is None:
        raise SystemExit("the rebuilt model has no solution")
    return float(found[-len(network.demand) :] @ network.unit_loss) * WEEKS


def flow_of(large: Large) -> Flow:
    """Return the network as a min-cost flow, rounded to whole numbers.

    Vehicles count in thousandths; everything but plants is without limit.
    """
    from brownfield.questions.stress.network.network import ROUTE, scaled_losses

    network, fine = large.network, 1_000
    loss, route = scaled_losses(network)
    demands, size, _ = network.sizes
    limits = [k for k, n in enumerate(network.resources) if n.startswith("plant ")]
    place = {k: at for at, k in enumerate(limits)}
    is_plant = np.isin(network.use_resource, limits)
    plant = np.zeros(size, int)
    plant[network.use_arc[is_plant]] = [
        place[k] for k in network.use_resource[is_plant].tolist()
    ]
    goal, source = len(limits) + network.arc_demand, len(limits) + demands
    ways, each = np.flatnonzero(network.flow), len(limits) + np.arange(demands)
    whole = np.rint(fine * np.concatenate([network.flow[ways], network.stock / WEEKS]))
    wanted = np.zeros(demands, int)
    np.add.at(wanted, network.arc_demand[ways], whole[: len(ways)].astype(int))
    from_source = np.full(demands, source)
    units = np.concatenate(
        [
            route,
            np.zeros(len(ways)),
            np.full(demands, ROUTE / 2),
            loss,
            0 * np.array(limits),
        ]
    )
    return Flow(
        tails=np.concatenate(
            [plant, plant[ways], from_source, from_source, np.full(len(limits), source)]
        ),
        heads=np.concatenate([goal, goal[ways], each, each, np.arange(len(limits))]),
        unit=np.rint(units * 1_000).astype(int),
        most=np.concatenate([wanted[network.arc_demand], whole.astype(int), wanted]),
        supply=np.concatenate([np.zeros(len(limits), int), -wanted, [wanted.sum()]]),
        offered=np.floor(fine * network.capacity[limits]).astype(int),
        stops=np.array([place[k] for k in large.stops]),
        loss=network.unit_loss * WEEKS / fine,
    )


def peer(held: Flow) -> dict[str, list[float]]:
    """Return seconds of each run and losses of OR-tools, from scratch each time."""
    from ortools.graph.python import min_cost_flow

    first = len(held.most) - len(held.loss)

    def lost_value(stopped: int) -> float:
        offered = held.offered.copy()
        offered[stopped] = 0
        flow = min_cost_flow.SimpleMinCostFlow()
        most = np.concatenate([held.most, offered])
        flow.add_arcs_with_capacity_and_unit_cost(
            held.tails, held.heads, most, held.unit
        )
        flow.set_nodes_supplies(np.arange(len(held.supply)), held.supply)
        if flow.solve() != flow.OPTIMAL:
            raise SystemExit("the peer found no flow")
        return float(flow.flows(first + np.arange(len(held.loss))) @ held.loss)

    return timed(lost_value, RUNS, held.stops.tolist())


def timed(
    lost_value: Callable[[int], float], runs: int, stops: list[int]
) -> dict[str, list[float]]:
    """Return CPU seconds a stop of each run, and the lost value of each stop."""
    seconds, losses = [], []
    for _ in range(runs):
        begin = time.process_time()
        losses = [lost_value(stopped) for stopped in stops]
        seconds.append((time.process_time() - begin) / len(stops))
    return {"seconds": seconds, "losses": losses}


def ours(large: Large) -> dict[str, list[float]]:
    """Return seconds of each run and losses; no stop learns from another."""
    from brownfield.questions.stress.sweep.exposure import Exposure

    exposure = Exposure(large.network)
    exposure.loss(np.ones(len(large.network.resources)), WEEKS)  # loads libraries

    def lost_value(stopped: int) -> float:
        loss = exposure.loss(large.available(stopped), WEEKS)
        return float((large.network.unit_loss * loss.lost).sum())

    return timed(lost_value, RUNS, large.stops)


def main() -> None:
    """Time all ways and print seconds a stop and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="Python that has OR-tools")
    parser.add_argument("--fill", type=float, default=0.85, help="use of the plants")
    parser.add_argument("--as-peer", type=Path, help="run the peer on this file only")
    asked = parser.parse_args()
    if asked.as_peer:
        with np.load(asked.as_peer) as arrays:
            print(json.dumps(peer(Flow(**arrays))))
        return
    print(f"{STOPS} stops, medians of {RUNS}, CPU ms (ratio), {asked.fill:.0%} full")
    print(
        "plants demands   arcs  ours from arrays   from plan    OR-tools  lost  off by"
    )
    for shape in SHAPES:
        row(Large(shape, asked.fill), asked.peer)


def row(large: Large, python: str | None) -> None:
    """Print one network."""
    found, few = ours(large), large.stops[:REBUILDS]
    arrays = timed(lambda k: solved_anew(large.network, large.available(k)), 1, few)
    tables = timed(
        lambda k: solved_anew(large.rebuilt_network(), large.available(k)), 1, few
    )
    mine = statistics.median(found["seconds"])
    demands, size, _ = large.network.sizes
    plants = sum(name.startswith("plant ") for name in large.network.resources)
    text = f"{plants:6} {demands:7} {size:6,} {1e3 * mine:5.2f}"
    text += shown(arrays["seconds"], mine) + shown(tables["seconds"], mine)
    gaps = [difference(found["losses"], arrays["losses"])]
    if python:
        other = from_peer(large, python)
        text += shown(other["seconds"], mine)
        gaps.append(difference(found["losses"], other["losses"]))
    lost = statistics.mean(found["losses"]) / 1e6
    print(f"{text} {lost:5.1f} {max(gaps):7.0e}", flush=True)


def shown(seconds: list[float], mine: float) -> str:
    """Return milliseconds and the ratio to ours."""
    other = statistics.median(seconds)
    return f"{1e3 * other:6.0f} ({other / mine:4.0f})"


def difference(ours: list[float], theirs: list[float]) -> float:
    """Return the largest difference of lost values against the largest of them."""
    most = max(1.0, *map(abs, theirs))
    return max(abs(a - b) / most for a, b in zip(ours, theirs, strict=False))


def from_peer(large: Large, python: str) -> dict[str, list[float]]:
    """Return what OR-tools finds, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "network.npz"
        np.savez(file, **vars(flow_of(large)))
        command = [python, str(Path(__file__)), "--as-peer", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
