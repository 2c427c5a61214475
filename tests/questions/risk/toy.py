"""A choice of two plants whose numbers have ranges, that fits on a napkin.

500 cars are sold at 3,000 in one year. The near plant makes them at 500 with tooling of
1,000,000, together 500 x 500 + 1,000,000 = 1,250,000; the far plant at 2,000 without
tooling that is worth the name (1,000): 500 x 2,000 + 1,000 = 1,001,000. So the far
plant is chosen: 1,500,000 - 1,001,000 = 499,000.

Four numbers have a range: conversion cost at the far plant 1,600 to 2,800, tooling of
the near plant 600,000 to 1,200,000, sales of 400 to 600, freight that is no lane (it is
not read). Held to the far plant:

- at 1,600: 1,500,000 - 801,000 = 699,000; at 2,800 each car still earns 200: 99,000;
- tooling of the near plant moves nothing;
- 400 cars: 400 x 1,000 - 1,000 = 399,000; 600: 599,000.

Planned anew at 2,800 the near plant is better: 1,500,000 - 1,250,000 = 250,000. With
tooling of 600,000 it is: 1,500,000 - 850,000 = 650,000.
"""

from collections.abc import Sequence

from brownfield.case.case import Case
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, small_case

VALUE = 499_000.0
NEAR: Row = {"facility": "near", "place": "home", "owner": "firm"}
FAR: Row = {"facility": "far", "place": "home", "owner": "firm"}


def ranged(
    table: str, where: str, column: str, ends: tuple[float, float, float], **cells: str
) -> Row:
    """Return a row of `assumptions`: low, mode and high."""
    low, mode, high = ends
    row: Row = {"table": table, "where": where, "column": column}
    return {**row, "low": low, "mode": mode, "high": high, **cells}


CONVERSION = ranged(
    "build_options", "build_option=there", "conversion_cost", (1600.0, 2000.0, 2800.0)
)
TOOLING = ranged(
    "build_options", "build_option=here", "tooling_cost", (6e5, 1e6, 1.2e6)
)
SALES = ranged("demand", "product=car", "volume", (400.0, 500.0, 600.0))
SHOWN = ranged("build_options", "", "labour_hours", (0.0, 0.0, 10.0))


def rows_of(
    assumptions: Sequence[Row] = (CONVERSION, TOOLING, SALES, SHOWN),
) -> dict[str, Sequence[Row]]:
    """Return the rows of the two plants."""
    here = option("here", facility="near", tooling_cost=1e6, conversion_cost=500.0)
    there = option("there", facility="far", tooling_cost=1e3, conversion_cost=2e3)
    return {
        "facilities": [NEAR, FAR],
        "shift_patterns": [pattern("near", 10_000), pattern("far", 10_000)],
        "build_options": [here, there],
        "demand": [buyers(500, 3_000)],
        "assumptions": assumptions,
    }


def toy(assumptions: Sequence[Row] = (CONVERSION, TOOLING, SALES, SHOWN)) -> Case:
    """Return the case of the two plants."""
    return small_case(rows_of(assumptions))
