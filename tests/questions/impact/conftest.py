"""A case with a headquarters, support and stops, and its impact, for several tests."""

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.questions.impact.document import Brought, Document
from brownfield.questions.impact.question import Impact

SITES = [
    {"site": "dock", "place": "hometown", "pay": 55_000.0, "incentive": 2_000.0},
    {"site": "tower", "place": "home_market", "pay": 55_000.0},
    {"site": "abroad", "place": "farport", "pay": 55_000.0},
]
AWAY = {"what_if": "away", "table": "functions", "column": "site", "op": "set"}


STRIKE = {"rate_per_year": 0.1, "weeks_mode": 4.0, "residual_capacity": 0.5}
POLICIES = [
    {"policy": "tools", "kind": "capital_grant", "amount": 0.1, "year": 2026},
    {"policy": "buyers", "kind": "purchase_grant", "amount": 100.0, "year": 2026},
    {"policy": "small", "kind": "aid_ceiling", "target": 0.08, "year": 2026},
    {"policy": "large", "kind": "aid_ceiling", "cap": 10e6, "year": 2026},
    {"policy": "late", "kind": "aid_ceiling", "target": 0.5, "year": 2028},
    {"policy": "far", "kind": "aid_ceiling", "target": 0.0, "year": 2026},
]
"""Grants of .1 of tooling and 100 to each buyer; what is legal here and in Farland."""


@pytest.fixture(scope="package")
def placed_case() -> Case:
    """Return the starter case with 100 engineers from 2028 and 40 sellers at home.

    The what-if `away` has the engineers abroad.
    """
    functions = [
        {
            "function": "engineering",
            "staff": 100.0,
            "space": 0.0,
            "owner": "importer",
            "opens": 2028,
            "site": "dock",
        },
        {
            "function": "sales",
            "staff": 40.0,
            "space": 0.0,
            "owner": "importer",
            "site": "tower",
        },
    ]
    starter = brownfield.read_case("starter").with_table("sites", SITES)
    staffed = starter.with_table("functions", functions)
    moved = {"where": "function=engineering", "value": "abroad", **AWAY}
    supported = staffed.with_table("policies", _policies())
    strike = {"hazard": "strike", "scope": "party", "target": "host", **STRIKE}
    hazards = supported.tables["hazards"].to_dicts()
    stopped = supported.with_table("hazards", [*hazards, strike])
    rows = stopped.tables["what_ifs"].to_dicts()
    return stopped.with_table("what_ifs", [*rows, moved])


def _policies() -> list[dict[str, object]]:
    """Return the policies, each until 2030 but the one of 2028."""
    return [
        {
            **row,
            "territory": "FAR" if row["policy"] == "far" else "HOME",
            "to_year": 2028 if row["policy"] == "late" else 2030,
            "condition": "small firms in Homeshire"
            if row["policy"] == "small"
            else None,
        }
        for row in POLICIES
    ]


@pytest.fixture(scope="package")
def placed_answer(placed_case: Case) -> Impact:
    """Return the impact beside the engineers abroad."""
    found: Impact = brownfield.impact(placed_case, against="away", draws=2)
    return found


@pytest.fixture(scope="package")
def placed(placed_answer: Impact) -> Document:
    """Return what is told of it."""
    told: Document = placed_answer.document
    return told


@pytest.fixture(scope="package")
def brought(placed: Document) -> Brought:
    """Return what is brought."""
    assert placed.brought is not None
    return placed.brought
