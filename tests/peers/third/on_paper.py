"""How are small cases stated and valued, to compare them with a figure on paper?"""

from typing import Any

from tests.model.small_cases import option, small_case
from tests.peers.third.optimum import optimum

Row = dict[str, Any]
HALF: list[Row] = [
    {"node": "now", "year": 2030},
    {"node": "good", "parent": "now", "year": 2031, "probability": 0.5},
    {
        "node": "bad",
        "parent": "now",
        "year": 2031,
        "probability": 0.5,
        "what_if": "worse",
    },
]
ABROAD: list[Row] = [
    {"place": "home", "customs_territory": "HL"},
    {"place": "away", "customs_territory": "AL"},
]
LANE: list[Row] = [{"origin": "home", "destination": "away"}]
FIRM_AND_HOST: list[Row] = [{"party": "firm"}, {"party": "host"}]
HOSTED: list[Row] = [{"facility": "plant", "place": "home", "owner": "host"}]


def worth(rows: dict[str, Any], *, years: int = 1, **keys: Any) -> float:
    """Return the value of the best plan of a small case."""
    found = optimum(small_case(rows, years=years, **keys))
    assert found is not None
    return found.value


def worse(table: str, where: str, column: str, value: str, op: str = "set") -> Row:
    """Return a row of the what-if `worse`."""
    cells: Row = {"what_if": "worse", "table": table, "where": where}
    return cells | {"column": column, "op": op, "value": value}


def measure(name: str, kind: str, rate: float, **cells: str | float) -> Row:
    """Return a duty on cars into the territory AL."""
    usual: Row = {"measure": name, "importer": "AL", "hs_code": "8703", "kind": kind}
    return {**usual, "ad_valorem": rate, **cells}


def running(**cells: str | float) -> Row:
    """Return a build option that runs already and costs 600 a car to convert."""
    return dict(option("make", is_committed=True, conversion_cost=600.0, **cells))


def plant(**cells: str | float) -> list[Row]:
    """Return the plant of the firm at home."""
    return [{"facility": "plant", "place": "home", "owner": "firm", **cells}]
