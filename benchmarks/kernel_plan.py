"""Which plan of a large facility location is found among the sites worth looking at?

    python benchmarks/kernel_plan.py FOLDER --names i300_1 --drawn 1000 --csv tbed1.csv

Sites and lanes come from the prices of `lagrangian.py`; HiGHS plans among them, and the
bound of the prices proves how near the plan is to the best of all. Beside it HiGHS is
given the whole problem in its strong form, ``--times`` as many processor seconds. This
is a search of its own: `brownfield plan` does not use it.
"""

import argparse
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from brownfield.model.arrays.linear import LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from facility_location import FacilityLocation, published
from keeping import keep
from lagrangian import Positions, Priced, Sites, priced

NEAR = 5  # cheapest lanes of each customer that are looked at
SPARE = 1.3  # room among the sites that are looked at, over all demand
OPEN = 1e-3  # average opening from which a site is looked at


@dataclass(frozen=True)
class Cell:
    """One problem, by both ways.

    Attributes
    ----------
    instance
        Its name, or sites x customers if it is drawn.
    bound, cost
        Of the prices, and of the plan found among the sites worth looking at.
    gap
        Between them, over the cost.
    prices_seconds, seconds
        Processor seconds of the prices, and of prices and plan.
    direct_cost, direct_bound, direct_gap, direct_seconds
        The same of HiGHS with the whole problem.
    """

    instance: str
    bound: float
    cost: float
    gap: float
    prices_seconds: float
    seconds: float
    direct_cost: float = np.nan
    direct_bound: float = np.nan
    direct_gap: float = np.nan
    direct_seconds: float = np.nan


def sites_of(problem: FacilityLocation) -> Sites:
    """Return a problem as arrays."""
    demand = np.array(problem.demand)
    unit = np.array(problem.cost).T / demand
    return Sites(np.array(problem.capacity), np.array(problem.fixed_cost), demand, unit)


def drawn(count: int, ratio: float, seed: int) -> Sites:
    """Return a problem drawn as the files of TBED1 are.

    Sites and customers lie in the unit square; a unit costs ten times their distance;
    demand is 5 to 35, capacity 10 to 160 and then scaled to `ratio` times all demand; a
    site costs up to 90 and up to 110 times the root of its capacity before that.
    """
    draw = np.random.default_rng(seed)
    place, market = draw.random((2, count, 2))
    unit = 10.0 * np.linalg.norm(place[:, None] - market[None], axis=2)
    demand = draw.uniform(5.0, 35.0, count)
    raw = draw.uniform(10.0, 160.0, count)
    fixed = draw.uniform(0.0, 90.0, count)
    fixed += draw.uniform(0.0, 110.0, count) * np.sqrt(raw)
    return Sites(raw * ratio * demand.sum() / raw.sum(), fixed, demand, unit)


def kernel(sites: Sites, found: Priced) -> tuple[Positions, Positions]:
    """Return the lanes worth looking at: site and customer of each."""
    order = np.argsort(-found.opened, kind="stable")
    room = np.cumsum(sites.capacity[order])
    enough = int(np.searchsorted(room, SPARE * sites.demand.sum())) + 1
    chosen = order[: max(enough, int((found.opened > OPEN).sum()))]
    cheapest = np.argsort(sites.unit[chosen], axis=0, kind="stable")[:NEAR]
    lanes = np.zeros_like(sites.unit, np.bool_)
    lanes[chosen[cheapest], np.arange(len(sites.demand))] = True
    lanes[chosen] |= found.served[chosen] > OPEN
    lanes[chosen] |= sites.unit[chosen] - found.prices < 0.0
    site, customer = np.nonzero(lanes)
    return site, customer


def stated(sites: Sites, site: Positions, customer: Positions) -> LinearModel:
    """Return the strong form with some lanes: sites, then what each lane carries.

    A lane carries a share of its customer's demand, and no more than its site is open.
    """
    count, lanes = len(sites.fixed), len(site)
    lane, each = count + np.arange(lanes), np.arange(lanes)
    used = np.unique(site)
    amount = sites.demand[customer]
    row_site = np.searchsorted(used, site)
    served, room = len(sites.demand), len(sites.demand) + len(used)
    rows = MoreRows.of(
        np.concatenate(
            [
                customer,
                served + row_site,
                room - len(used) + np.arange(len(used)),
                room + each,
                room + each,
            ]
        ),
        np.concatenate([lane, lane, used, site, lane]),
        np.concatenate(
            [
                np.ones(lanes),
                -amount,
                sites.capacity[used],
                np.ones(lanes),
                -np.ones(lanes),
            ]
        ),
        np.concatenate([np.ones(served), np.zeros(len(used) + lanes)]),
        most=np.concatenate([np.ones(served), np.full(len(used) + lanes, np.inf)]),
    )
    cost = np.append(sites.fixed, sites.unit[site, customer] * amount)
    return LinearModel(
        cost=-cost,
        lower=np.zeros(count + lanes),
        upper=np.ones(count + lanes),
        is_integer=np.arange(count + lanes) < count,
        row_lower=rows.least,
        row_upper=rows.most,
        starts=rows.starts,
        positions=rows.positions,
        values=rows.values,
        column_families=(),
        row_families=(),
    )


def measured(name: str, sites: Sites, *, gap: float, times: float) -> Cell:
    """Return what both ways find.

    Parameters
    ----------
    name
        Of the problem.
    sites
        The problem.
    gap
        Relative gap that is asked for.
    times
        How many times the processor seconds of the first way HiGHS gets; 0 = none.
    """
    begin = time.process_time()
    found = priced(sites)
    spent = time.process_time() - begin
    model = stated(sites, *kernel(sites, found))
    plan = HighsBackend().solve(model, Limits(gap=gap / 2))
    seconds, cost = time.process_time() - begin, -plan.objective
    first = name, found.bound, cost, 1 - found.bound / cost, spent, seconds
    if not times:
        return Cell(*first)
    begin = time.process_time()
    every = np.nonzero(np.ones_like(sites.unit))
    limits = Limits(gap=gap, processor_seconds=times * seconds)
    direct = HighsBackend().solve(stated(sites, *every), limits)
    least, best = -direct.bound, -direct.objective
    return Cell(*first, best, least, 1 - least / best, time.process_time() - begin)


def main() -> None:
    """Measure every problem asked for, and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--names", nargs="*", default=())
    parser.add_argument("--drawn", type=int, nargs="*", default=())
    parser.add_argument("--ratio", type=float, default=5.0)
    parser.add_argument("--gap", type=float, default=0.01)
    parser.add_argument("--times", type=float, default=10.0)
    parser.add_argument("--csv", type=Path)
    told = parser.parse_args()
    files = published(told.folder, ["tbed1"])
    problems = {p.name: sites_of(p.problem()) for p in files if p.name in told.names}
    for count in told.drawn:
        problems[f"{count} x {count}"] = drawn(count, told.ratio, seed=0)
    cells = []
    print(*(one.name for one in fields(Cell)), sep="\t", flush=True)
    for name, sites in problems.items():
        cells.append(asdict(measured(name, sites, gap=told.gap, times=told.times)))
        print(*cells[-1].values(), sep="\t", flush=True)
    keep(cells, told.csv)


if __name__ == "__main__":
    main()
