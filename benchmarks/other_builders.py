"""How do linopy, pyoframe, Pyomo and PuLP state the regular model?

They start from dense arrays, which spares them reading tables and joining labels:
`demand` (I, M), `margin` (I, F, M), `unit_cost` (I, F), `capacity` and `fixed_cost`
(J,), `tooling` and `years`; products I, plants F, patterns J, markets M, years T. Each
ends where its own way to a solver begins. This file needs numpy and one of them only,
so that it runs in an environment of its own:

    python other_builders.py NAME NUMBERS.npz
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import product
from typing import Any

import numpy as np

Numbers = dict[str, Any]


def sizes_of(numbers: Numbers) -> dict[str, int]:
    """Return the length of each axis by its letter."""
    products, plants, markets = numbers["margin"].shape
    lengths = products, plants, len(numbers["capacity"]), markets, int(numbers["years"])
    return dict(zip("ifjmt", lengths, strict=True))


def rates_of(numbers: Numbers) -> Any:
    """Return the full rate of each product, the smaller of demand and a plant."""
    return np.minimum(numbers["demand"].sum(1), numbers["capacity"][-1])


def by_linopy(numbers: Numbers) -> int:
    """State the model in linopy, to its matrix; return the entries."""
    import linopy
    import xarray as xr

    sizes = sizes_of(numbers)

    def array(values: Any, dims: str) -> xr.DataArray:
        coords = {d: range(sizes[d]) for d in dims}
        return xr.DataArray(values, dims=list(dims), coords=coords)

    model = linopy.Model()

    def variable(name: str, dims: str) -> linopy.Variable:
        coords = [(d, range(sizes[d])) for d in dims]
        return model.add_variables(0, coords=coords, name=name)

    start, pattern = variable("start", "ift"), variable("pattern", "fjt")
    make, deliver = variable("make", "ift"), variable("deliver", "ifjmt")
    unmet, years = variable("unmet", "imt"), sizes["t"]
    demand, rate = array(numbers["demand"], "im"), array(rates_of(numbers), "i")
    past = xr.DataArray(
        np.tril(np.ones((years, years))),
        dims=["t", "s"],
        coords={"t": range(years), "s": range(years)},
    )
    decided = (start.rename({"t": "s"}) * past.where(past > 0)).sum("s")
    model.add_constraints(deliver.sum(["j", "m"]) - make == 0)
    model.add_constraints(deliver.sum(["f", "j"]) + unmet == demand)
    model.add_constraints(make - rate * decided <= 0)
    model.add_constraints(deliver.sum("j") - demand * decided <= 0)
    model.add_constraints(start.sum("t") <= 1)
    model.add_constraints(pattern.sum("j") <= 1)
    hours = array(numbers["capacity"], "j") * pattern
    model.add_constraints(deliver.sum(["i", "m"]) - hours <= 0)
    model.add_constraints(deliver - demand * pattern <= 0)
    gain = (array(numbers["margin"], "ifm") * deliver).sum()
    spent = (array(numbers["unit_cost"], "if") * make).sum()
    fixed = (array(numbers["fixed_cost"], "j") * pattern).sum()
    tooling = float(numbers["tooling"]) * start.sum()
    model.add_objective(gain - spent - fixed - tooling)
    return int(model.matrices.A.nnz)


def by_pyoframe(numbers: Numbers) -> int:
    """State the model in pyoframe, which hands it to HiGHS; return 0."""
    import polars as pl
    import pyoframe as pf

    sizes = sizes_of(numbers)

    def table(values: Any, dims: str) -> pf.Param:
        axes = np.meshgrid(*(np.arange(n) for n in values.shape), indexing="ij")
        columns = {d: axis.ravel() for d, axis in zip(dims, axes, strict=True)}
        return pf.Param(pl.DataFrame(columns | {"value": values.ravel()}))

    def variable(dims: str) -> pf.Variable:
        return pf.Variable(pf.Set(**{d: np.arange(sizes[d]) for d in dims}), lb=0)

    model = pf.Model(solver="highs")
    model.start, model.pattern = variable("ift"), variable("fjt")
    model.make, model.deliver = variable("ift"), variable("ifjmt")
    model.unmet = variable("imt")
    demand, rate = table(numbers["demand"], "im"), table(rates_of(numbers), "i")
    now, before = np.tril_indices(sizes["t"])
    past = pf.Param(pl.DataFrame({"s": before, "t": now, "one": np.ones(len(now))}))
    decided = (model.start.rename({"t": "s"}) * past).sum("s")
    deliver, pattern = model.deliver, model.pattern
    model.balance = deliver.sum("j", "m") - model.make == 0
    model.served = deliver.sum("f", "j") + model.unmet == demand.over("t")
    model.ramp = model.make - rate * decided <= 0
    model.cover = deliver.sum("j") - demand * decided <= 0
    model.once = model.start.sum("t") <= 1
    model.one = pattern.sum("j") <= 1
    hours = table(numbers["capacity"], "j") * pattern
    model.hours = deliver.sum("i", "m") - hours <= 0
    model.share = deliver - demand * pattern <= 0
    gain = (table(numbers["margin"], "ifm") * deliver).sum()
    spent = (table(numbers["unit_cost"], "if") * model.make).sum()
    fixed = (table(numbers["fixed_cost"], "j") * pattern).sum()
    tooling = float(numbers["tooling"]) * model.start.sum()
    model.maximize = gain - spent - fixed - tooling
    return 0


def by_pyomo(numbers: Numbers) -> int:
    """State the model in Pyomo, to its matrix; return the entries."""
    import pyomo.environ as pyo
    from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

    model = pyo.ConcreteModel()

    def variables(*lengths: int) -> Any:
        return pyo.Var(*(range(n) for n in lengths), domain=pyo.NonNegativeReals)

    sizes = tuple(sizes_of(numbers).values())
    products, plants, patterns, markets, years = sizes
    model.start = variables(products, plants, years)
    model.pattern = variables(plants, patterns, years)
    model.make = variables(products, plants, years)
    model.deliver = variables(*sizes)
    model.unmet = variables(products, markets, years)
    model.rows = pyo.ConstraintList()
    columns = {
        name: getattr(model, name)
        for name in ("start", "pattern", "make", "deliver", "unmet")
    }
    for left, sense, right in plain_rows(numbers, columns, pyo.quicksum):
        model.rows.add(left == right if sense == "=" else left <= right)
    value = plain_value(numbers, columns, pyo.quicksum)
    model.value = pyo.Objective(expr=value, sense=pyo.maximize)
    return int(LinearStandardFormCompiler().write(model, mixed_form=True).A.nnz)


def by_pulp(numbers: Numbers) -> int:
    """State the model in PuLP, as its own objects; return the entries."""
    import pulp

    model = pulp.LpProblem("grid", pulp.LpMaximize)
    sizes = tuple(sizes_of(numbers).values())
    products, plants, patterns, markets, years = sizes
    shapes = {
        "start": (products, plants, years),
        "pattern": (plants, patterns, years),
        "make": (products, plants, years),
        "deliver": sizes,
        "unmet": (products, markets, years),
    }
    columns = {
        name: {
            key: pulp.LpVariable(f"{name}_{'_'.join(map(str, key))}", 0)
            for key in product(*map(range, shape))
        }
        for name, shape in shapes.items()
    }
    model += plain_value(numbers, columns, pulp.lpSum)
    for left, sense, right in plain_rows(numbers, columns, pulp.lpSum):
        model += left == right if sense == "=" else left <= right
    return sum(len(row) for row in model.constraints.values())


def plain_rows(numbers: Numbers, columns: dict[str, Any], total: Any) -> Any:
    """Yield left side, sense and right side of every row, in plain loops."""
    start, pattern, make, deliver, unmet = columns.values()
    demand, rate = numbers["demand"].tolist(), rates_of(numbers).tolist()
    capacity = numbers["capacity"].tolist()
    products, plants, patterns, markets, years = map(range, sizes_of(numbers).values())
    for i, f, t in product(products, plants, years):
        sold = total(deliver[i, f, j, m, t] for j in patterns for m in markets)
        yield sold - make[i, f, t], "=", 0
        decided = total(start[i, f, s] for s in range(t + 1))
        yield make[i, f, t] - rate[i] * decided, "<", 0
        for m in markets:
            served = total(deliver[i, f, j, m, t] for j in patterns)
            most = total(demand[i][m] * start[i, f, s] for s in range(t + 1))
            yield served - most, "<", 0
            for j in patterns:
                share = demand[i][m] * pattern[f, j, t]
                yield deliver[i, f, j, m, t] - share, "<", 0
    for i, m, t in product(products, markets, years):
        served = total(deliver[i, f, j, m, t] for f in plants for j in patterns)
        yield served + unmet[i, m, t], "=", demand[i][m]
    for i, f in product(products, plants):
        yield total(start[i, f, t] for t in years), "<", 1
    for f, t in product(plants, years):
        yield total(pattern[f, j, t] for j in patterns), "<", 1
        for j in patterns:
            used = total(deliver[i, f, j, m, t] for i in products for m in markets)
            yield used - capacity[j] * pattern[f, j, t], "<", 0


def plain_value(numbers: Numbers, columns: dict[str, Any], total: Any) -> Any:
    """Return the value that is maximised, in plain loops."""
    start, pattern, make, deliver, _ = columns.values()
    margin, unit = numbers["margin"].tolist(), numbers["unit_cost"].tolist()
    fixed, tooling = numbers["fixed_cost"].tolist(), float(numbers["tooling"])
    products, plants, patterns, markets, years = map(range, sizes_of(numbers).values())
    every = product(products, plants, patterns, markets, years)
    sold = (margin[i][f][m] * deliver[i, f, j, m, t] for i, f, j, m, t in every)
    made = (-unit[i][f] * make[i, f, t] for i, f, t in product(products, plants, years))
    run = (-fixed[j] * pattern[f, j, t] for f, j, t in product(plants, patterns, years))
    begun = (-tooling * start[key] for key in product(products, plants, years))
    return total(sold) + total(made) + total(run) + total(begun)


BUILDERS: dict[str, Callable[[Numbers], int]] = {
    "linopy": by_linopy,
    "pyoframe": by_pyoframe,
    "pyomo": by_pyomo,
    "pulp": by_pulp,
}


def megabytes() -> float:
    """Return the largest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def timed(build: Callable[[], int], name: str) -> dict[str, float | str | int]:
    """Return what two builds in this process took, the second one warm.

    Returns
    -------
    entries
        Matrix entries, 0 if the builder does not tell.
    cpu, wall, warm_cpu, warm_wall
        Seconds of the first build and of the second.
    megabytes
        By which the first build raised the largest memory of the process.
    """
    before, times, entries, after = megabytes(), [], 0, [0.0]
    for _ in range(2):
        cpu, wall = time.process_time(), time.perf_counter()
        entries = build()
        times += [time.process_time() - cpu, time.perf_counter() - wall]
        after.append(megabytes())
    keys = ("cpu", "wall", "warm_cpu", "warm_wall")
    told = dict(zip(keys, times, strict=True))
    known = {"version": version(name), "entries": entries}
    return {**known, **told, "megabytes": after[1] - before}


if __name__ == "__main__":
    asked, file = sys.argv[1:]
    given = dict(np.load(file))
    __import__({"pyomo": "pyomo.environ"}.get(asked, asked))
    print(json.dumps(timed(lambda: BUILDERS[asked](given), asked)))
