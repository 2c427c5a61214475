"""A choice of two plants that fits on a napkin.

500 cars are sold at 3,000 in one year. The near plant makes them at 500 with tooling of
1,000,000, together 500 x 500 + 1,000,000 = 1,250,000; the far plant at 2,000 without
tooling, 500 x 2,000 = 1,000,000. So the far plant is chosen, and the near one misses by
250,000. It would be chosen

- with tooling of 1,000,000 - 250,000 = 750,000,
- with 500 x (c - 500) = 1,000,000 at the far plant: c = 2,500,
- with n x (2,000 - 500) = 1,000,000 cars: n = 666.7,
- never by a price, at which both sell the same, as long as it covers 2,000.
"""

from collections.abc import Sequence

from brownfield.case.case import Case
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, small_case

COST, TOOLING = 250_000.0, 1_000_000.0
NEAR: Row = {"facility": "near", "place": "home", "owner": "firm"}
FAR: Row = {"facility": "far", "place": "home", "owner": "firm"}


def rows_of(tooling: float = TOOLING) -> dict[str, Sequence[Row]]:
    """Return the rows of the two plants."""
    here = option("here", facility="near", tooling_cost=tooling, conversion_cost=500.0)
    return {
        "facilities": [NEAR, FAR],
        "shift_patterns": [pattern("near", 10_000), pattern("far", 10_000)],
        "build_options": [here, option("there", facility="far", conversion_cost=2e3)],
        "demand": [buyers(500, 3_000)],
    }


def toy(tooling: float = TOOLING) -> Case:
    """Return the case of the two plants."""
    return small_case(rows_of(tooling))


CREW: Row = {"what_if": "crew-paid", "table": "shift_patterns", "op": "set"}
DEAR: Row = {**CREW, "where": "facility=far", "column": "fixed_cost", "value": "400000"}


def toy_with_crew() -> Case:
    """Return the toy with a what-if under which the far plant pays 400,000 of crew."""
    return small_case({**rows_of(), "what_ifs": [DEAR]})
