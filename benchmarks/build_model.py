"""How long does stating a model take, beside plain numpy and other builders?

One maker, `PRODUCTS` cars, each with an option at each of `PLANTS` plants with two
shift patterns, `MARKETS` markets, `YEARS` years: half a million matrix entries. The
plain numpy twin writes the same matrix for this regular grid by index arithmetic; it is
the floor, as it knows no labels, no trees and no exceptions. The same rows are also
stated with linopy and pyoframe where those are installed.

    python benchmarks/build_model.py
    python benchmarks/build_model.py --profile
"""

import argparse
import cProfile
import gc
import importlib.util
import pstats
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from brownfield.derive.derive import Derived, derive
from brownfield.model.formulation import formulate
from regular_grid import (
    MARKETS,
    PATTERNS,
    PLANTS,
    PRODUCTS,
    YEARS,
    Floats,
    Grid,
    case_of,
    grid,
)

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Matrix:
    """A model in compressed rows: costs of columns, row starts, columns, values."""

    cost: Floats
    starts: Integers
    positions: Integers
    values: Floats


class Positions:
    """Numbers rows or columns of each family, one stretch after the other."""

    def __init__(self) -> None:
        self.total = 0

    def block(self, *shape: int) -> Integers:
        """Return positions of a family, in the shape of its axes."""
        first, size = self.total, int(np.prod(shape))
        self.total += size
        return np.arange(first, first + size).reshape(shape)


class Entries:
    """Collects entries of the matrix, broadcast against each other."""

    def __init__(self) -> None:
        self.parts: list[tuple[Integers, Integers, Floats]] = []

    def add(self, row: Integers, column: Integers, value: Floats | float) -> None:
        """Add one entry for each element of the broadcast arrays."""
        wide = np.broadcast_arrays(row, column, np.asarray(value, dtype=float))
        self.parts.append((wide[0].ravel(), wide[1].ravel(), wide[2].ravel()))

    def compressed(self, cost: Floats, num_rows: int) -> Matrix:
        """Return the matrix in compressed rows, columns in order."""
        row, column, value = (
            np.concatenate([part[axis] for part in self.parts]) for axis in range(3)
        )
        order = np.argsort(row * len(cost) + column)
        counts = np.bincount(row, minlength=num_rows)
        starts = np.concatenate([[0], np.cumsum(counts)])
        return Matrix(cost, starts, column[order], value[order])


@dataclass(frozen=True)
class Columns:
    """Positions of the columns; axes I F J M T as far as a family has them."""

    start: Integers
    pattern: Integers
    make: Integers
    deliver: Integers
    unmet: Integers


def by_numpy(numbers: Grid) -> Matrix:
    """Return the matrix of the regular case by index arithmetic."""
    count = Positions()
    columns = Columns(
        start=count.block(PRODUCTS, PLANTS, YEARS),
        pattern=count.block(PLANTS, PATTERNS, YEARS),
        make=count.block(PRODUCTS, PLANTS, YEARS),
        deliver=count.block(PRODUCTS, PLANTS, PATTERNS, MARKETS, YEARS),
        unmet=count.block(PRODUCTS, MARKETS, YEARS),
    )
    rows, entries = Positions(), Entries()
    _flow_rows(rows, entries, columns)
    _programme_rows(rows, entries, columns, numbers)
    _plant_rows(rows, entries, columns, numbers)
    cost = np.zeros(count.total)
    cost[columns.start] = -numbers.tooling
    cost[columns.pattern] = -numbers.fixed_cost[None, :, None]
    cost[columns.make] = -numbers.unit_cost[:, :, None]
    cost[columns.deliver] = numbers.margin[:, :, None, :, None]
    return entries.compressed(cost, rows.total)


def _flow_rows(rows: Positions, entries: Entries, columns: Columns) -> None:
    balance = rows.block(PRODUCTS, PLANTS, YEARS)
    entries.add(balance, columns.make, -1.0)
    entries.add(balance[:, :, None, None, :], columns.deliver, 1.0)
    demand = rows.block(PRODUCTS, MARKETS, YEARS)
    entries.add(demand, columns.unmet, 1.0)
    entries.add(demand[:, None, None, :, :], columns.deliver, 1.0)


def _programme_rows(
    rows: Positions, entries: Entries, columns: Columns, numbers: Grid
) -> None:
    now, before = np.tril_indices(YEARS)
    ramp = rows.block(PRODUCTS, PLANTS, YEARS)
    wanted = numbers.demand.sum(axis=1)
    rate = np.minimum(wanted, numbers.capacity[-1])[:, None, None]
    entries.add(ramp, columns.make, 1.0)
    entries.add(ramp[:, :, now], columns.start[:, :, before], -rate)
    cover = rows.block(PRODUCTS, PLANTS, MARKETS, YEARS)
    limit = -numbers.demand[:, None, :, None]
    entries.add(cover[:, :, None], columns.deliver, 1.0)
    entries.add(cover[..., now], columns.start[:, :, None, before], limit)
    once = rows.block(PRODUCTS, PLANTS)
    entries.add(once[..., None], columns.start, 1.0)


def _plant_rows(
    rows: Positions, entries: Entries, columns: Columns, numbers: Grid
) -> None:
    one = rows.block(PLANTS, YEARS)
    entries.add(one[:, None, :], columns.pattern, 1.0)
    hours = rows.block(PLANTS, PATTERNS, YEARS)
    entries.add(hours, columns.pattern, -numbers.capacity[None, :, None])
    entries.add(hours[None, :, :, None, :], columns.deliver, 1.0)
    share = rows.block(PRODUCTS, PLANTS, PATTERNS, MARKETS, YEARS)
    limit = -numbers.demand[:, None, None, :, None]
    entries.add(share, columns.deliver, 1.0)
    entries.add(share, columns.pattern[None, :, :, None, :], limit)


def check_equal(derived: Derived, numbers: Grid) -> int:
    """Return the number of entries; both builders must give the same ones."""
    ours, plain = formulate(derived).linear, by_numpy(numbers)
    for mine, other in ((ours.values, plain.values), (ours.cost, plain.cost)):
        if mine.shape != other.shape or not np.allclose(np.sort(mine), np.sort(other)):
            message = "the two builders disagree"
            raise SystemExit(message)
    counts = (np.sort(np.diff(s)) for s in (ours.starts, plain.starts))
    if not np.array_equal(*counts):
        message = "rows differ in length"
        raise SystemExit(message)
    return ours.nonzeros


def by_linopy(numbers: Grid) -> int:
    """Return the number of matrix entries as linopy states them."""
    import linopy
    import xarray as xr

    sizes = dict(
        zip("ifjmt", (PRODUCTS, PLANTS, PATTERNS, MARKETS, YEARS), strict=True)
    )

    def array(values: Floats, dims: str) -> xr.DataArray:
        return xr.DataArray(
            values, dims=list(dims), coords={d: range(sizes[d]) for d in dims}
        )

    model = linopy.Model()

    def variable(name: str, dims: str) -> linopy.Variable:
        coords = [(d, range(sizes[d])) for d in dims]
        return model.add_variables(0, coords=coords, name=name)

    start, pattern = variable("start", "ift"), variable("pattern", "fjt")
    make, deliver = variable("make", "ift"), variable("deliver", "ifjmt")
    unmet = variable("unmet", "imt")
    demand = array(numbers.demand, "im")
    rate = array(np.minimum(numbers.demand.sum(1), numbers.capacity[-1]), "i")
    past = xr.DataArray(
        np.tril(np.ones((YEARS, YEARS))),
        dims=["t", "s"],
        coords={"t": range(YEARS), "s": range(YEARS)},
    )
    decided = (start.rename({"t": "s"}) * past.where(past > 0)).sum("s")
    model.add_constraints(deliver.sum(["j", "m"]) - make == 0)
    model.add_constraints(deliver.sum(["f", "j"]) + unmet == demand)
    model.add_constraints(make - rate * decided <= 0)
    model.add_constraints(deliver.sum("j") - demand * decided <= 0)
    model.add_constraints(start.sum("t") <= 1)
    model.add_constraints(pattern.sum("j") <= 1)
    hours = array(numbers.capacity, "j") * pattern
    model.add_constraints(deliver.sum(["i", "m"]) - hours <= 0)
    model.add_constraints(deliver - demand * pattern <= 0)
    gain = (array(numbers.margin, "ifm") * deliver).sum()
    spent = (array(numbers.unit_cost, "if") * make).sum()
    fixed = (array(numbers.fixed_cost, "j") * pattern).sum()
    model.add_objective(gain - spent - fixed - numbers.tooling * start.sum())
    return model.matrices.A.nnz


def by_pyoframe(numbers: Grid) -> object:
    """Return the model as pyoframe states it, in the solver's memory."""
    import pyoframe as pf

    sizes = dict(
        zip("ifjmt", (PRODUCTS, PLANTS, PATTERNS, MARKETS, YEARS), strict=True)
    )

    def table(values: Floats, dims: str) -> pf.Param:
        axes = np.meshgrid(*(np.arange(n) for n in values.shape), indexing="ij")
        columns = {d: axis.ravel() for d, axis in zip(dims, axes, strict=True)}
        return pf.Param(pl.DataFrame(columns | {"value": values.ravel()}))

    def variable(dims: str) -> pf.Variable:
        axes = {d: np.arange(sizes[d]) for d in dims}
        return pf.Variable(pf.Set(**axes), lb=0)

    model = pf.Model(solver="highs")
    model.start, model.pattern = variable("ift"), variable("fjt")
    model.make, model.deliver = variable("ift"), variable("ifjmt")
    model.unmet = variable("imt")
    demand = table(numbers.demand, "im")
    rate = table(np.minimum(numbers.demand.sum(1), numbers.capacity[-1]), "i")
    now, before = np.tril_indices(YEARS)
    past = pf.Param(pl.DataFrame({"s": before, "t": now, "one": np.ones(len(now))}))
    decided = (model.start.rename({"t": "s"}) * past).sum("s")
    deliver, pattern = model.deliver, model.pattern
    model.balance = deliver.sum("j", "m") - model.make == 0
    model.served = deliver.sum("f", "j") + model.unmet == demand.over("t")
    model.ramp = model.make - rate * decided <= 0
    model.cover = deliver.sum("j") - demand * decided <= 0
    model.once = model.start.sum("t") <= 1
    model.one = pattern.sum("j") <= 1
    hours = table(numbers.capacity, "j") * pattern
    model.hours = deliver.sum("i", "m") - hours <= 0
    model.share = deliver - demand * pattern <= 0
    gain = (table(numbers.margin, "ifm") * deliver).sum()
    spent = (table(numbers.unit_cost, "if") * model.make).sum()
    fixed = (table(numbers.fixed_cost, "j") * pattern).sum()
    model.maximize = gain - spent - fixed - numbers.tooling * model.start.sum()
    return model


def cpu_median(build: Callable[[], object], repeats: int) -> float:
    """Return the median CPU seconds of a few builds, after one to warm up."""
    build()
    spent = []
    for _ in range(repeats):
        gc.collect()
        begin = time.process_time()
        build()
        spent.append(time.process_time() - begin)
    return statistics.median(spent)


def wall_median(build: Callable[[], object], repeats: int) -> float:
    """Return the median wall-clock seconds of a few builds."""
    spent = []
    for _ in range(repeats):
        begin = time.perf_counter()
        build()
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)


def main() -> None:
    """Print CPU and wall seconds of every builder, as ratios to plain numpy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    numbers = grid()
    derived = derive(case_of(numbers))
    print(f"{check_equal(derived, numbers):,} matrix entries, polars {pl.__version__}")
    builders: dict[str, Callable[[], object]] = {
        "numpy": lambda: by_numpy(numbers),
        "brownfield": lambda: formulate(derived),
    }
    for name, build in (("linopy", by_linopy), ("pyoframe", by_pyoframe)):
        if importlib.util.find_spec(name):
            builders[name] = partial(build, numbers)
    print("builder      CPU s  ratio   wall s  ratio")
    floor: tuple[float, float] | None = None
    for name, build in builders.items():
        cpu = cpu_median(build, chosen.repeats)
        wall = wall_median(build, chosen.repeats)
        floor = floor or (cpu, wall)
        ratios = cpu / floor[0], wall / floor[1]
        print(f"{name:10s} {cpu:7.3f} {ratios[0]:6.2f} {wall:8.3f} {ratios[1]:6.2f}")
    if chosen.profile:
        profiler = cProfile.Profile()
        profiler.runcall(formulate, derived)
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(25)


if __name__ == "__main__":
    main()
