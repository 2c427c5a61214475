"""Can published facility-location files be planned as cases, to their optimum?

A problem has sites with a capacity and a fixed cost, and customers with a demand and a
cost of serving all of it from each site. It becomes a case: every site is a candidate
plant of one company, its fixed cost the opening cost; every customer is a market; the
cost per unit is the freight of a lane. Nothing is sold at a price, so the value of the
plan is minus the cost of the published problem. `FOLDER` holds ``golden_cflp.csv`` and
the files it names; more lanes than ``--most`` are left out.

    python benchmarks/facility_location.py FOLDER --csv facility_location.csv
    python benchmarks/facility_location.py OR_LIBRARY_FILE --write CASE_FOLDER
"""

import argparse
import csv
import gzip
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import nan
from pathlib import Path

import polars as pl

from brownfield.case.case import Case
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.settings import Settings
from brownfield.tables.writing.write import write_tables

YEAR = 2026
GOLDEN = "golden_cflp.csv"
CASES = ("orlib", "holmberg")


@dataclass(frozen=True)
class FacilityLocation:
    """A capacitated facility-location problem.

    Attributes
    ----------
    capacity, fixed_cost
        Per site. Length m.
    demand
        Per customer. Length n.
    cost
        Cost of serving all of a customer's demand from a site: n lists of m.
    """

    capacity: list[float]
    fixed_cost: list[float]
    demand: list[float]
    cost: list[list[float]]


def numbers_of(path: Path) -> Iterator[str]:
    """Return the numbers of a file, which may be packed, one after another."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt") as lines:
        return iter(lines.read().split())


def read_problem(path: Path) -> FacilityLocation:
    """Return the problem in an OR-Library file."""
    numbers = numbers_of(path)
    sites, customers = int(next(numbers)), int(next(numbers))
    pairs = [(_capacity(next(numbers)), float(next(numbers))) for _ in range(sites)]
    demand: list[float] = []
    cost: list[list[float]] = []
    for _ in range(customers):
        demand.append(float(next(numbers)))
        cost.append([float(next(numbers)) for _ in range(sites)])
    return FacilityLocation([c for c, _ in pairs], [f for _, f in pairs], demand, cost)


def _capacity(word: str) -> float:
    """Return a capacity; some files have a word in its place, as it is varied."""
    return nan if word == "capacity" else float(word)


def read_by_site(path: Path) -> FacilityLocation:
    """Return the problem in a file of Holmberg's: pairs, demands, costs by site."""
    numbers = numbers_of(path)
    sites, customers = int(next(numbers)), int(next(numbers))
    pairs = [(float(next(numbers)), float(next(numbers))) for _ in range(sites)]
    demand = [float(next(numbers)) for _ in range(customers)]
    by_site = [[float(next(numbers)) for _ in demand] for _ in pairs]
    cost = [list(row) for row in zip(*by_site, strict=True)]
    return FacilityLocation([c for c, _ in pairs], [f for _, f in pairs], demand, cost)


def read_unit_costs(path: Path) -> FacilityLocation:
    """Return the problem in a file of TBED1: costs by site, each of one unit."""
    numbers = numbers_of(path)
    sites, customers = int(next(numbers)), int(next(numbers))
    demand = [float(next(numbers)) for _ in range(customers)]
    capacity = [float(next(numbers)) for _ in range(sites)]
    fixed = [float(next(numbers)) for _ in range(sites)]
    by_site = [[float(next(numbers)) * d for d in demand] for _ in fixed]
    cost = [list(row) for row in zip(*by_site, strict=True)]
    return FacilityLocation(capacity, fixed, demand, cost)


READERS = {
    "orlib": read_problem,
    "holmberg": read_by_site,
    "tbed1": read_unit_costs,
}


def to_case(name: str, problem: FacilityLocation) -> Case:
    """Return the problem as a case."""
    sites = [f"site{i}" for i in range(len(problem.capacity))]
    markets = [f"market{j}" for j in range(len(problem.demand))]
    dearest = sum(problem.fixed_cost) + sum(max(row) for row in problem.cost)
    penalty = dearest / min(problem.demand)
    rows = {
        "parties": [{"party": "firm"}],
        "places": [{"place": p, "customs_territory": "X"} for p in sites + markets],
        "facilities": _plants(sites, problem),
        "shift_patterns": _patterns(sites, problem),
        "products": [
            {"product": "car", "company": "firm", "hs_code": "87", "powertrain": "ice"}
        ],
        "build_options": _options(sites),
        "lanes": _lanes(sites, markets, problem),
        "demand": [
            {
                "product": "car",
                "place": market,
                "year": YEAR,
                "volume": volume,
                "price": 0.0,
                "lost_sale_penalty": penalty,
            }
            for market, volume in zip(markets, problem.demand, strict=True)
        ],
    }
    settings = Settings.model_validate(
        {
            "case": {"title": name, "first_year": YEAR, "last_year": YEAR},
            "solve": {"gap": 0.0},
        }
    )
    return Case(name, settings, _typed(rows)).checked()


def _plants(sites: list[str], problem: FacilityLocation) -> list[dict[str, object]]:
    return [
        {
            "facility": site,
            "place": site,
            "owner": "firm",
            "status": "candidate",
            "opening_cost": cost,
        }
        for site, cost in zip(sites, problem.fixed_cost, strict=True)
    ]


def _patterns(sites: list[str], problem: FacilityLocation) -> list[dict[str, object]]:
    once = {"hours_per_shift": 1.0, "shifts_per_day": 1.0, "days_per_year": 1.0}
    return [
        {"facility": site, "pattern": "all", "jobs_per_hour": capacity, **once}
        for site, capacity in zip(sites, problem.capacity, strict=True)
    ]


def _options(sites: list[str]) -> list[dict[str, object]]:
    return [
        {
            "build_option": f"at-{site}",
            "product": "car",
            "facility": site,
            "programme_owner": "firm",
            "mode": "full",
        }
        for site in sites
    ]


def _lanes(
    sites: list[str], markets: list[str], problem: FacilityLocation
) -> list[dict[str, object]]:
    return [
        {"origin": site, "destination": market, "freight": cost / volume}
        for market, volume, row in zip(
            markets, problem.demand, problem.cost, strict=True
        )
        for site, cost in zip(sites, row, strict=True)
    ]


def _typed(rows: dict[str, list[dict[str, object]]]) -> dict[str, pl.DataFrame]:
    tables = {}
    for name, declared in TABLES.items():
        filled = [
            {c.name: row.get(c.name, c.default) for c in declared.columns}
            for row in rows.get(name, [])
        ]
        tables[name] = pl.DataFrame(filled, schema=declared.polars_schema)
    return tables


@dataclass(frozen=True)
class Published:
    """A problem with its published optimum.

    Attributes
    ----------
    name
        Its name.
    family
        Its set, which says how the file is read.
    file
        Where it is.
    capacity
        Capacity of every site in place of that of the file; None = as there.
    optimum
        Published cost.
    """

    name: str
    family: str
    file: Path
    capacity: float | None
    optimum: float

    def problem(self) -> FacilityLocation:
        """Return what is in the file."""
        found = READERS[self.family](self.file)
        if self.capacity is None:
            return found
        return replace(found, capacity=[self.capacity] * len(found.capacity))


def published(folder: Path, families: Sequence[str] = CASES) -> Iterator[Published]:
    """Yield the capacitated problems of some sets whose optimum is known.

    Parameters
    ----------
    folder
        Holds `GOLDEN` and the files it names.
    families
        Names in its first column.
    """
    with (folder / GOLDEN).open(newline="") as lines:
        for row in csv.DictReader(lines):
            kind, _, capacity = row["problem"].partition(", capacity=")
            is_known = kind.startswith("CFLP") and "optimal" in row["status"]
            if is_known and row["set"] in families:
                yield Published(
                    row["instance"],
                    row["set"],
                    folder / row["file"],
                    float(capacity) if capacity else None,
                    float(row["value"]),
                )


def judged(one: Published) -> tuple[float, float]:
    """Return the cost of the plan of a problem, and the CPU s it took.

    Raises
    ------
    SystemExit
        If the audit of the plan failed.
    """
    begin = time.process_time()
    found = plan(to_case(one.name, one.problem()))
    if not found.is_sound:
        message = f"{one.name}: {found.audit}"
        raise SystemExit(message)
    return -found.value, time.process_time() - begin


def main() -> None:
    """Plan every file and print its cost beside the published one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--sets", nargs="+", default=CASES)
    parser.add_argument("--most", type=int, default=20_000, help="lanes of a problem")
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    if chosen.write:
        case = to_case(chosen.path.stem, read_problem(chosen.path))
        write_tables(dict(case.tables), case.settings, chosen.write)
        return
    lines = [("set", "instance", "published", "planned", "difference", "cpu_seconds")]
    print(*lines[0], sep="\t")
    for one in published(chosen.path, chosen.sets):
        size = one.problem()
        if len(size.capacity) * len(size.demand) > chosen.most:
            continue
        cost, spent = judged(one)
        figures = (f"{x:.4f}" for x in (one.optimum, cost, cost - one.optimum))
        lines.append((one.family, one.name, *figures, f"{spent:.2f}"))
        print(*lines[-1], sep="\t", flush=True)
    if chosen.csv:
        with chosen.csv.open("w", newline="") as out:
            csv.writer(out).writerows(lines)


if __name__ == "__main__":
    main()
