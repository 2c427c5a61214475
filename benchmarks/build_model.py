"""How long does stating a model take, beside plain numpy?

One maker, `PRODUCTS` cars, each with an option at each of `PLANTS` plants with two
shift patterns, `MARKETS` markets, `YEARS` years: half a million matrix entries. What
each side starts from, inside the time that is taken:

- `tables`, the peer: plain numpy by hand (`numpy_tables.py`), from the derived tables
  of the case, the same object that `formulate` gets. It turns labels into positions
  itself and ends with the same arrays: costs, bounds, kinds, rows in compressed form.
- `brownfield`: `formulate` from the derived tables; it also names every row and
  column and refuses a term without a row.
- `grid`, the floor: plain numpy (`numpy_grid.py`) from dense arrays of the full grid.
  It reads no label and looks nothing up. No tool that takes tables can reach it.

`building.py` sets linopy, pyoframe, Pyomo and PuLP beside it.

Deriving the tables from the case (duty, origin, landed cost) is in no side's time.

    python benchmarks/build_model.py
    python benchmarks/build_model.py --profile
"""

import argparse
import cProfile
import gc
import pstats
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from brownfield.derive.derive import derive
from brownfield.derive.derived import Derived
from brownfield.model.arrays.linear import LinearModel
from brownfield.model.formulation import formulate
from numpy_arrays import Matrix
from numpy_grid import by_grid
from numpy_tables import by_tables
from regular_grid import Grid, case_of, grid

Array = NDArray[Any]


def check_equal(derived: Derived, numbers: Grid) -> int:
    """Return the number of entries; all three must state the same model.

    The peer has the same columns in the same order: its rows are compared as wholes,
    by their bounds and their product with a random vector. The floor numbers columns
    its own way: its values, costs and row lengths are compared.
    """
    ours, peer, floor = formulate(derived).linear, by_tables(derived), by_grid(numbers)
    for name in ("cost", "upper", "is_integer"):
        _agree(name, getattr(ours, name), getattr(peer, name))
    _agree("rows", signature(ours), signature(peer))
    for name in ("values", "cost", "upper", "row_lower", "row_upper"):
        _agree(name, np.sort(getattr(ours, name)), np.sort(getattr(floor, name)))
    lengths = (np.sort(np.diff(model.starts)) for model in (ours, floor))
    _agree("row lengths", *lengths)
    return ours.nonzeros


def _agree(what: str, mine: Array, other: Array) -> None:
    if mine.shape != other.shape or not np.allclose(mine, other):
        message = f"the builders disagree: {what}"
        raise SystemExit(message)


def signature(model: LinearModel | Matrix) -> Array:
    """Return every row's bounds, length and product with random numbers, in order."""
    random = np.random.default_rng(7).uniform(1.0, 2.0, len(model.cost))
    product = np.add.reduceat(model.values * random[model.positions], model.starts[:-1])
    lower = np.maximum(model.row_lower, -1e9)
    whole = np.column_stack([lower, model.row_upper, np.diff(model.starts), product])
    return whole[np.lexsort(np.round(whole, 6).T)]


def medians(
    builders: dict[str, Callable[[], object]], repeats: int
) -> dict[str, tuple[float, float]]:
    """Return median CPU and wall seconds of every builder.

    After one build each to warm up they take turns, so that a busy moment of the
    machine hits all of them.
    """
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in builders}
    for build in builders.values():
        build()
    for _ in range(repeats):
        for name, build in builders.items():
            gc.collect()
            cpu, wall = time.process_time(), time.perf_counter()
            build()
            times = time.process_time() - cpu, time.perf_counter() - wall
            spent[name].append(times)
    return {
        name: (
            statistics.median(c for c, _ in times),
            statistics.median(w for _, w in times),
        )
        for name, times in spent.items()
    }


def main() -> None:
    """Print CPU and wall seconds of every builder, as ratios to the peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    numbers = grid()
    derived = derive(case_of(numbers))
    print(f"{check_equal(derived, numbers):,} matrix entries, polars {pl.__version__}")
    builders: dict[str, Callable[[], object]] = {
        "tables": lambda: by_tables(derived),
        "brownfield": lambda: formulate(derived),
        "grid": lambda: by_grid(numbers),
    }
    print("builder      CPU s  ratio   wall s  ratio")
    taken = medians(builders, chosen.repeats)
    for name, (cpu, wall) in taken.items():
        ratios = cpu / taken["tables"][0], wall / taken["tables"][1]
        print(f"{name:10s} {cpu:7.3f} {ratios[0]:6.2f} {wall:8.3f} {ratios[1]:6.2f}")
    if chosen.profile:
        profiler = cProfile.Profile()
        profiler.runcall(formulate, derived)
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(25)


if __name__ == "__main__":
    main()
