"""A stop spares what carbon of the vehicles it takes would have cost.

One plant builds 940 cars a year, 20 in each of 47 weeks, at 300; buyers pay 1,000. Six
weeks without it are 120 cars. A car emits 2 tonnes at the plant and 0.5 on its lane.
"""

from typing import Any

import pytest

from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, small_case
from tests.peers.third.on_paper import ABROAD
from tests.questions.stress.test_promises import stopped

CARS = 120


def lost(*policies: Row, **tables: Any) -> dict[str, float]:
    """Return what a stop of six weeks costs each party."""
    made = option("make", is_committed=True, conversion_cost=300.0, co2=2_000.0)
    rows: dict[str, Any] = {
        "places": ABROAD,
        "shift_patterns": [pattern("plant", 940)],
        "build_options": [made],
        "lanes": [{"origin": "home", "destination": "away", "co2": 500.0}],
        "demand": [buyers(940, 1_000, place="away")],
        "policies": list(policies),
        **tables,
    }
    return stopped(small_case(rows)).by_party


def policy(kind: str, **cells: Any) -> Row:
    """Return a price or a cap in 2030."""
    return {"policy": kind, "kind": kind, "year": 2030, **cells}


@pytest.mark.parametrize(
    ("covers", "tonnes"), [(None, 2.5), ("plants", 2.0), ("lanes", 0.5), ("parts", 0)]
)
def test_the_price_of_a_tonne_is_spared(covers: str | None, tonnes: float) -> None:
    """A car earns 700 less 40 a tonne."""
    found = lost(policy("carbon_price", amount=40.0, covers=covers))
    assert found["firm"] == pytest.approx(CARS * (700 - 40 * tonnes))


@pytest.mark.parametrize(("target", "spared"), [(1_000.0, 100.0), (1e6, 0.0)])
def test_what_is_paid_above_a_cap_is_spared(target: float, spared: float) -> None:
    """2,350 tonnes: 1,350 above a cap of 1,000 at 40 each, none above a million."""
    cap = policy("carbon_cap", target=target, amount=40.0, party="firm")
    assert lost(cap)["firm"] == pytest.approx(CARS * (700 - spared))


def test_the_plants_tonnes_are_the_hosts() -> None:
    """The guest has 1,000 less its lane, 20; the host loses 300 of cost and 80."""
    found = lost(
        policy("carbon_price", amount=40.0),
        parties=[{"party": "firm"}, {"party": "host"}],
        facilities=[{"facility": "plant", "place": "home", "owner": "host"}],
    )
    assert found["firm"] == pytest.approx(CARS * 980)
    assert found["host"] == pytest.approx(CARS * -380)
