"""Does an extra duty that is extended to kits change plans from then on only?

A car of 400 of Chinese parts and 100 of work is sold abroad at 1,000 from a plant at
home: 100 cars earn 500 each. The duty of 20 % is on cars of the territory CN.
"""

from typing import Any

import pytest

from brownfield.case.case import Case
from brownfield.solve.run import plan
from tests.model.small_cases import buyers, option, small_case

EXTENDED: dict[str, Any] = {
    "what_if": "extended",
    "table": "trade_measures",
    "where": "measure=extra",
    "column": "bears_on",
    "op": "set",
    "value": "origin",
}
HALF: list[Any] = [
    {"node": "now", "year": 2030},
    {"node": "calm", "parent": "now", "year": 2031, "probability": 0.5},
    {
        "node": "extended",
        "parent": "now",
        "year": 2031,
        "probability": 0.5,
        "what_if": "extended",
    },
]


def kits(*what_ifs: Any, **tables: Any) -> Case:
    """Return two years of kits from CN sold abroad."""
    rows: dict[str, list[Any]] = {
        "places": [
            {"place": "home", "customs_territory": "HL"},
            {"place": "away", "customs_territory": "AL"},
            {"place": "far", "customs_territory": "CN"},
        ],
        "lanes": [{"origin": "home", "destination": "away"}],
        "build_options": [option("make", is_committed=True, conversion_cost=100.0)],
        "bill_of_materials": [
            {
                "build_option": "make",
                "part_group": "kit",
                "source": "far",
                "unit_value": 400.0,
                "hs_code": "870829",
            }
        ],
        "demand": [buyers(100, 1_000, place="away", year=y) for y in (2030, 2031)],
        "trade_measures": [
            {
                "measure": "extra",
                "importer": "AL",
                "exporter": "CN",
                "hs_code": "87",
                "kind": "countervailing",
                "ad_valorem": 0.2,
            }
        ],
        "what_ifs": list(what_ifs),
    }
    return small_case({**rows, **tables}, years=2)


def test_the_extension_is_an_event_of_one_future() -> None:
    """100 x 500, then with half a chance 100 x (500 - 20 % of 500): 50,000 + 45,000."""
    found = plan(kits(EXTENDED, scenarios=HALF))
    assert found.is_sound
    assert found.value == pytest.approx(50_000 + 45_000)
    sent = found.tables["deliveries"].select("node", "regime", "duty_per_vehicle")
    assert sorted(sent.rows()) == [
        ("calm", "none", 0.0),
        ("extended", "none+countervailing", pytest.approx(100.0)),
        ("now", "none", 0.0),
    ]


def test_the_extension_may_come_in_a_year() -> None:
    """A row on kits from 2031: 50,000 + 100 x 400."""
    later = {**EXTENDED, "column": "from_year", "value": "2031"}
    found = plan(kits(EXTENDED, later).apply("extended"))
    assert found.is_sound
    assert found.value == pytest.approx(50_000 + 40_000)


def test_parts_inside_pay_at_their_own_value() -> None:
    """20 % of 400 a car: 2 x 100 x (500 - 80)."""
    found = plan(kits({**EXTENDED, "value": "part"}).apply("extended"))
    assert found.is_sound
    assert found.value == pytest.approx(2 * 100 * 420)


def test_sources_are_chosen_under_the_duty_on_kits() -> None:
    """A kit from home for 450 costs 50 more and saves 20 % of 500: it is bought."""
    case = kits(EXTENDED)
    kit = case.tables["bill_of_materials"].to_dicts()[0]
    parts = [kit, {**kit, "source": "home", "unit_value": 450.0}]
    found = plan(kits(EXTENDED, bill_of_materials=parts).apply("extended"))
    assert found.is_sound
    assert found.value == pytest.approx(2 * 100 * 450)
    assert set(found.tables["production"]["recipe"]) == {"make|kit=home"}
