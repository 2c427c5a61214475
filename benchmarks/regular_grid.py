"""Which regular case, of any size, is a model built from to time the builders?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brownfield.case.case import Case
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, all_tables, typed_frame
from brownfield.tables.settings import Settings

PRODUCTS, PLANTS, PATTERNS, MARKETS, YEARS = 4, 10, 2, 45, 14
FIRST_YEAR = 2030
CAPACITY = 500_000.0  # standard vehicles a year of the smaller pattern
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Grid:
    """Numbers of the regular case, in thousand vehicles and millions.

    Axes: I products, F plants, J patterns, M markets, T years.
    """

    demand: Floats  # I, M
    margin: Floats  # I, F, M: price less freight
    unit_cost: Floats  # I, F
    tooling: float
    capacity: Floats  # J
    fixed_cost: Floats  # J


def grid() -> Grid:
    """Return numbers that differ from place to place, the same in every run."""
    i, f, m = np.ogrid[:PRODUCTS, :PLANTS, :MARKETS]
    return Grid(
        demand=(10.0 * (1 + (i * 7 + m * 3) % 5))[:, 0, :],
        margin=(20.0 - 0.1 * ((f * 5 + m) % 13) + 0 * i).astype(float),
        unit_cost=(10.0 + 0.25 * ((i + f) % 9))[:, :, 0].astype(float),
        tooling=40.0,
        capacity=CAPACITY / 1e3 * np.arange(1, PATTERNS + 1, dtype=np.float64),
        fixed_cost=10.0 + 8.0 * np.arange(PATTERNS, dtype=np.float64),
    )


def case_of(numbers: Grid) -> Case:
    """Return the regular case as tables."""
    rows: dict[str, list[Row]] = {
        "parties": [{"party": "maker"}],
        "places": _places(),
        "facilities": [_plant(f) for f in range(PLANTS)],
        "shift_patterns": _patterns(numbers),
        "products": [_product(i) for i in range(PRODUCTS)],
        "build_options": _options(numbers),
        "lanes": _lanes(numbers),
        "demand": _demand(numbers),
    }
    typed = {name: typed_frame(TABLES[name], some) for name, some in rows.items()}
    years = {"first_year": FIRST_YEAR, "last_year": FIRST_YEAR + YEARS - 1}
    settings = Settings.model_validate({"case": years})
    return Case("grid", settings, all_tables(typed)).checked()


def _places() -> list[Row]:
    names = [f"home{f}" for f in range(PLANTS)] + [f"m{m}" for m in range(MARKETS)]
    return [{"place": name, "customs_territory": "X"} for name in names]


def _plant(number: int) -> Row:
    return {"facility": f"f{number}", "place": f"home{number}", "owner": "maker"}


def _product(number: int) -> Row:
    return {
        "product": f"i{number}",
        "company": "maker",
        "hs_code": "8703",
        "powertrain": "bev",
    }


def _patterns(numbers: Grid) -> list[Row]:
    return [
        {
            "facility": f"f{f}",
            "pattern": f"j{j}",
            "jobs_per_hour": numbers.capacity[j] * 1e3,
            "hours_per_shift": 1.0,
            "shifts_per_day": 1.0,
            "days_per_year": 1.0,
            "fixed_cost": numbers.fixed_cost[j] * 1e6,
        }
        for f in range(PLANTS)
        for j in range(PATTERNS)
    ]


def _options(numbers: Grid) -> list[Row]:
    return [
        {
            "build_option": f"i{i}f{f}",
            "product": f"i{i}",
            "facility": f"f{f}",
            "programme_owner": "maker",
            "mode": "full",
            "tooling_cost": numbers.tooling * 1e6,
            "conversion_cost": numbers.unit_cost[i, f] * 1e3,
        }
        for i in range(PRODUCTS)
        for f in range(PLANTS)
    ]


def _lanes(numbers: Grid) -> list[Row]:
    return [
        {
            "origin": f"home{f}",
            "destination": f"m{m}",
            "freight": (20.0 - numbers.margin[0, f, m]) * 1e3,
        }
        for f in range(PLANTS)
        for m in range(MARKETS)
    ]


def _demand(numbers: Grid) -> list[Row]:
    return [
        {
            "product": f"i{i}",
            "place": f"m{m}",
            "year": FIRST_YEAR + t,
            "volume": numbers.demand[i, m] * 1e3,
            "price": 20_000.0,
        }
        for i in range(PRODUCTS)
        for m in range(MARKETS)
        for t in range(YEARS)
    ]
