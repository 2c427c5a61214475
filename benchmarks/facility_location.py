"""Can a published facility-location file be planned as a case, to its optimum?

A file of the OR-Library (``m n``; m lines ``capacity fixed_cost``; for each of n
customers its demand and m costs of serving all of it) becomes a case: every site is a
candidate plant of one company, its fixed cost the opening cost; every customer is a
market; the cost per unit is the freight of a lane. Nothing is sold at a price, so the
value of the plan is minus the cost of the published problem.

    python benchmarks/facility_location.py FOLDER_OF_FILES --golden golden_cflp.csv
    python benchmarks/facility_location.py FILE --write CASE_FOLDER
"""

import argparse
import csv
import time
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from brownfield.case.case import Case
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.settings import Settings
from brownfield.tables.writing.write import write_tables

YEAR = 2026


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


def read_problem(path: Path) -> FacilityLocation:
    """Return the problem in an OR-Library file."""
    numbers = iter(path.read_text().split())
    sites, customers = int(next(numbers)), int(next(numbers))
    pairs = [(float(next(numbers)), float(next(numbers))) for _ in range(sites)]
    demand: list[float] = []
    cost: list[list[float]] = []
    for _ in range(customers):
        demand.append(float(next(numbers)))
        cost.append([float(next(numbers)) for _ in range(sites)])
    return FacilityLocation([c for c, _ in pairs], [f for _, f in pairs], demand, cost)


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


def published(golden: Path) -> dict[str, float]:
    """Return the published optimum of every OR-Library file in the golden table."""
    with golden.open(newline="") as lines:
        return {
            row["instance"]: float(row["value"])
            for row in csv.DictReader(lines)
            if row["set"] == "orlib"
            and row["problem"] == "CFLP"
            and row["file"].endswith(".txt")
        }


def main() -> None:
    """Plan every file and print its value beside the published one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--golden", type=Path)
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    if chosen.write:
        case = to_case(chosen.path.stem, read_problem(chosen.path))
        write_tables(dict(case.tables), case.settings, chosen.write)
        return
    optimum = published(chosen.golden)
    files = sorted(p for p in chosen.path.glob("cap*.txt") if p.stem in optimum)
    print("file     published      planned   difference  CPU s")
    for path in files:
        begin = time.process_time()
        value = -plan(to_case(path.stem, read_problem(path))).value
        spent = time.process_time() - begin
        known = optimum[path.stem]
        line = f"{path.stem:7s} {known:12.3f} {value:12.3f} {value - known:11.4f}"
        print(f"{line} {spent:6.2f}")


if __name__ == "__main__":
    main()
