"""What is said of carbon that is not stated in full."""

from collections.abc import Sequence
from typing import Any

import pytest

from brownfield.tables.check import check_typed
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.carbon import unknown_emissions
from brownfield.tables.frames import Row, typed_frame
from brownfield.tables.problems import Finding, Problem
from tests.model.small_cases import small_case
from tests.model.test_carbon import AT_HOME, IMPORT, LANE, PLANTS, cap, price
from tests.peers.third.on_paper import ABROAD

BARE = {**IMPORT, "co2": None}


def problems(
    policies: list[Row], options: list[Row], grids: list[Row]
) -> list[Problem]:
    """Return what is wrong with a small case."""
    case = small_case({})
    rows: dict[str, Sequence[Row]] = {"policies": policies, "build_options": options}
    rows |= {"grids": grids, "places": ABROAD, "facilities": PLANTS}
    typed = {name: typed_frame(TABLES[name], some) for name, some in rows.items()}
    return check_typed(dict(case.tables) | typed, case.settings)


@pytest.mark.parametrize(
    ("policy", "column"),
    [
        ({**price(), "amount": None}, "amount"),
        ({**cap(1.0), "target": None}, "target"),
        (cap(1.0, amount=5.0), "party"),
    ],
)
def test_a_price_or_cap_says_what_it_asks(policy: Row, column: str) -> None:
    """Each finding names the cell; a cap for all cannot be paid for by nobody."""
    (found,) = problems([policy], [AT_HOME], [])
    assert (found.table, found.column, found.rule) == (
        "policies",
        column,
        "policy_figure",
    )


@pytest.mark.parametrize(("year", "count"), [(2029, 0), (2030, 0), (2031, 1)])
def test_electricity_needs_a_grid_from_the_first_year(year: int, count: int) -> None:
    """A row that begins later leaves 2030 unknown."""
    grid: Row = {"place": "home", "year": year, "intensity": 0.1}
    found = problems([], [{**AT_HOME, "electricity": 500.0}], [grid])
    assert len(found) == count
    assert all((f.rule, f.column) == ("grid", "electricity") for f in found)


def test_a_place_without_a_grid_is_told() -> None:
    """With the place, the year and what to do."""
    (found,) = problems([], [{**AT_HOME, "electricity": 500.0}], [])
    assert "electricity at home in 2030 are not given" in found.message
    assert "Add a row for home to grids" in found.hint


def doubts(*policies: Row, options: list[Row], kg: float | None = 5.0) -> list[Finding]:
    """Return what is doubted of prices and caps; the lane away emits as much."""
    way: Row = {"co2": kg}
    parts: Row = {"build_option": "make", "part_group": "pack", "source": "away"}
    rows: dict[str, Sequence[Row]] = {"policies": policies, "places": ABROAD}
    rows |= {"build_options": options}
    rows |= {"facilities": PLANTS, "bill_of_materials": [{**parts, "unit_value": 1.0}]}
    rows |= {"lanes": [LANE, {**LANE, "origin": "home", "destination": "away", **way}]}
    case = small_case({})
    typed = {name: typed_frame(TABLES[name], some) for name, some in rows.items()}
    return list(unknown_emissions(dict(case.tables) | typed, case.settings))


def test_what_no_table_gives_is_unresolved() -> None:
    """The import says nothing of its plant, and the pack nothing of itself."""
    plants, parts = doubts(price(), options=[AT_HOME, BARE])
    assert "build_options.electricity or build_options.co2 of import" in plants.message
    assert "Unresolved: needs bill_of_materials.co2 of make" in parts.message
    assert len(doubts(price(covers="plants"), options=[AT_HOME, BARE])) == 1
    assert doubts(price(covers="lanes"), options=[AT_HOME, BARE]) == []
    assert doubts(price(covers="plants"), options=[AT_HOME, IMPORT]) == []


def test_a_lane_that_says_nothing_is_unresolved() -> None:
    """0 kg are an answer; the lane ends in AL, so that HL does not ask."""
    way: dict[str, Any] = {"options": [AT_HOME], "kg": None}
    (found,) = doubts(price(covers="lanes"), **way)
    assert "Unresolved: needs lanes.co2 of home to away" in found.message
    assert len(doubts(price(covers="lanes", territory="AL"), **way)) == 1
    assert doubts(price(covers="lanes", territory="HL"), **way) == []
    assert doubts(price(covers="lanes"), options=[AT_HOME], kg=0.0) == []


def test_only_the_territory_asked_for_must_be_known() -> None:
    """The import is built in AL, the pack comes from there."""
    away = doubts(price(territory="AL"), options=[AT_HOME, BARE])
    home = doubts(price(territory="HL"), options=[AT_HOME, BARE])
    assert (len(away), len(home)) == (2, 0)
