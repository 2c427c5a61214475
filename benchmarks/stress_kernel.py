"""How many demands a second does the flexibility kernel take; how long is a sweep?

The kernel is compared with the same flow as a linear model kept warm in HiGHS, on the
same demands; then every element of the merseyside plan is stopped once. CPU seconds,
medians of five.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from brownfield.case.read import read_case
from brownfield.plans.reopen import read_run
from brownfield.questions.stress.flexibility.flexibility import chain, sales
from brownfield.questions.stress.network.hits import elements
from brownfield.questions.stress.network.of_plan import plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep.sweep import stops_of, sweep
from brownfield.questions.stress.weeks.arrays import Block, Bounds, minimise
from brownfield.questions.stress.years.hazards import hazards
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.run import plan

RUNS, SAMPLES, SOLVES, SIZE = 5, 200_000, 300, 10


def median_of(do: Callable[[], object]) -> float:
    """Return the median CPU seconds of five runs."""
    seconds = []
    for _ in range(RUNS):
        begin = time.process_time()
        do()
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds)


def designs() -> dict[str, np.ndarray]:
    """Return designs of ten plants and ten products."""
    each, draw = np.eye(SIZE, dtype=bool), np.random.default_rng(3)
    star = each.copy()
    star[-1] = True
    return {
        "dedicated": each,
        "chain": chain(SIZE),
        "chain, three links each": chain(SIZE) | np.roll(each, 4, axis=1),
        "one product everywhere": star,
        "random, 3 of 10 links": draw.random((SIZE, SIZE)) < 0.3,
        "full": np.ones((SIZE, SIZE), dtype=bool),
    }


def warm_sales(links: np.ndarray, capacity: np.ndarray, demand: np.ndarray) -> float:
    """Return CPU seconds of a sample in a loaded linear model; check its sales."""
    product, plant = np.nonzero(links)
    each = np.arange(len(product))
    ones = np.ones(len(each))
    rows = Bounds(np.full(2 * SIZE, -np.inf), np.concatenate([demand[0], capacity]))
    model = minimise(
        -ones,
        Bounds(np.zeros(len(each)), np.full(len(each), np.inf)),
        rows,
        [Block(product, each, ones), Block(SIZE + plant, each, ones)],
    )
    warm = HighsBackend().load(model)
    warm.solve()
    begin, sold = time.process_time(), []
    for one in demand[:SOLVES]:
        warm.change(row_upper=np.concatenate([one, capacity]))
        found = warm.objective()
        sold.append(found[0] if found else np.nan)
    seconds = (time.process_time() - begin) / SOLVES
    if not np.allclose(sold, sales(links, capacity, demand[:SOLVES])):
        raise SystemExit("kernel and linear model disagree")
    return seconds


def main() -> None:
    """Print demands a second, ratios, and seconds of the sweep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, help="run folder of merseyside")
    asked = parser.parse_args()
    demand = np.random.default_rng(0).uniform(50, 150, (SAMPLES, SIZE))
    capacity = np.full(SIZE, 100.0)
    print("ten plants and products       million a CPU s   ratio to warm HiGHS")
    for name, links in designs().items():
        kernel = median_of(lambda: sales(links, capacity, demand)) / SAMPLES  # noqa: B023
        warm = warm_sales(links, capacity, demand)
        print(f"{name:30s} {1e-6 / kernel:12.2f} {warm / kernel:18.0f}")
    case = read_case("merseyside")
    made = read_run(asked.run, case) if asked.run else plan(case)
    planned = plan_network(made, usual_node(made), Setting())
    stops = stops_of(elements(planned), hazards(made.case), Setting())
    seconds = median_of(lambda: sweep(planned, stops))
    print(f"merseyside: {len(stops)} stops in {seconds:.3f} CPU s")


if __name__ == "__main__":
    main()
