"""Is what an owner needs shared over its plants once, as worked out by hand?"""

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from brownfield.derive.plants.host_needs import placed_needs
from brownfield.derive.servable import RUNNING, TO_OPEN, TO_START


def way(product: str, facility: str, volume: float, **changes: Any) -> dict[str, Any]:
    """Return one row of the demand that an owner's plant can serve."""
    usual = {
        "node": "now",
        "facility": facility,
        "product": product,
        "place": "home",
        "is_own": True,
        "volume": volume,
        "use": 1.0,
        "rank": RUNNING,
        "contribution": 1.0,
    }
    return usual | changes


def shared(
    ways: list[dict[str, Any]],
    line_time: Mapping[str, float],
    committed: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return the line time placed at each plant, plants without any left out."""
    promised = committed or {}
    plants = pl.DataFrame(
        [
            {
                "node": "now",
                "facility": plant,
                "line_time": room,
                "committed": promised.get(plant, 0.0),
            }
            for plant, room in line_time.items()
        ]
    )
    placed = placed_needs(pl.DataFrame(ways), plants)
    found: dict[str, float] = {}
    for plant, taken in placed.select("facility", "line_time").iter_rows():
        found[plant] = found.get(plant, 0.0) + taken
    return {plant: taken for plant, taken in found.items() if taken}


def test_plants_share_a_need_in_proportion_to_their_room() -> None:
    """19,200 trucks in 7,680 + 30,720 = 38,400: half of each, not 19,200 twice."""
    ways = [way("truck", plant, 19_200) for plant in ("small", "large")]
    room = {"small": 7_680.0, "large": 30_720.0}
    assert shared(ways, room) == {"small": 3_840, "large": 15_360}


def test_what_fits_nowhere_is_placed_nowhere() -> None:
    """38,000 trucks in 7,680 + 10,000: both plants are full, and no fuller."""
    ways = [way("truck", plant, 38_000) for plant in ("small", "large")]
    assert shared(ways, {"small": 7_680.0, "large": 1e4}) == {
        "small": 7_680,
        "large": 10_000,
    }


def test_what_only_one_plant_can_build_goes_first() -> None:
    """Bus 8,000 only at A (10,000); car 9,000 in the rest, 2,000 + 10,000 = 12,000.

    A 8,000 + 0.75 x 2,000 = 9,500; B 0.75 x 10,000 = 7,500; 17,000 in all.
    """
    ways = [way("bus", "A", 8_000), way("car", "A", 9_000), way("car", "B", 9_000)]
    placed = shared(ways, {"A": 1e4, "B": 1e4})
    assert placed == {"A": 9_500, "B": 7_500}


@pytest.mark.parametrize("rank", [TO_START, TO_OPEN])
def test_plants_where_a_product_runs_come_first(rank: int) -> None:
    """Need 12,000: A, where it runs, takes 10,000, the other plant the rest."""
    ways = [way("car", "A", 12_000), way("car", "B", 12_000, rank=rank)]
    assert shared(ways, {"A": 1e4, "B": 1e4}) == {"A": 10_000, "B": 2_000}
    ways = [row | {"volume": 9_000} for row in ways]
    assert shared(ways, {"A": 1e4, "B": 1e4}) == {"A": 9_000}


def test_an_open_plant_comes_before_one_to_be_opened() -> None:
    """Need 12,000: 10,000 where it can be started, 2,000 where a plant must open."""
    ways = [
        way("car", "new", 12_000, rank=TO_OPEN),
        way("car", "old", 12_000, rank=TO_START),
    ]
    assert shared(ways, {"new": 1e4, "old": 1e4}) == {"old": 10_000, "new": 2_000}


def test_commitments_go_before_the_owners_products() -> None:
    """A has 10,000 - 4,000 left, B 6,000: 9,000 is 4,500 each."""
    ways = [way("car", "A", 9_000), way("car", "B", 9_000)]
    placed = shared(ways, {"A": 1e4, "B": 6_000.0}, {"A": 4_000.0})
    assert placed == {"A": 4_500, "B": 4_500}


def test_line_time_differs_by_plant() -> None:
    """2 units at A, 1 at B: room for 5,000 and 10,000 vehicles, 9,000 fill 0.6."""
    ways = [way("car", "A", 9_000, use=2.0), way("car", "B", 9_000)]
    assert shared(ways, {"A": 1e4, "B": 1e4}) == {"A": 6_000, "B": 6_000}


def test_vehicles_without_line_time_take_none() -> None:
    """Kits that A packs beside the line leave 10,000 of 10,000, at B as well."""
    ways = [way("kit", "A", 9_000, use=0.0), way("kit", "B", 9_000)]
    assert shared(ways, {"A": 1e4, "B": 1e4}) == {}


def test_a_market_goes_to_the_plants_that_reach_it() -> None:
    """B reaches the far market only: 3,000 there by 8,000 and 10,000 left of A, B.

    The near market's 2,000 can come from A alone and goes first: A 2,000 + 3,000 x
    8 / 18 = 3,333.3, B 3,000 x 10 / 18 = 1,666.7.
    """
    ways = [
        way("car", "A", 2_000, place="near"),
        way("car", "A", 3_000, place="far"),
        way("car", "B", 3_000, place="far"),
    ]
    placed = shared(ways, {"A": 1e4, "B": 1e4})
    assert placed == pytest.approx({"A": 10_000 / 3, "B": 5_000 / 3})


def test_the_order_of_rows_does_not_matter() -> None:
    """Three products on three plants, forwards and backwards."""
    ways = [
        way("a", "A", 9_000),
        way("a", "B", 9_000),
        way("b", "B", 7_000),
        way("b", "C", 7_000, rank=TO_START),
        way("c", "C", 5_000),
    ]
    room = {"A": 1e4, "B": 1e4, "C": 1e4}
    assert shared(ways, room) == shared(ways[::-1], room)


def test_a_plant_that_may_not_run_takes_nothing() -> None:
    """F1 has no line time, F5 no shift patterns: F3 takes all 9,000."""
    ways = [way("car", plant, 9_000) for plant in ("F1", "F3", "F5")]
    assert shared(ways, {"F1": 0.0, "F3": 1e4}) == {"F3": 9_000}


def test_guests_need_nothing_of_the_owner() -> None:
    """A programme of another party is no need of the plant's owner."""
    assert shared([way("car", "A", 9_000, is_own=False)], {"A": 1e4}) == {}
