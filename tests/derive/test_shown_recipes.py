"""Every recipe can be looked up, with its cost from paper and its standing."""

import polars as pl
import pytest

import brownfield
from brownfield.derive.shown.recipes import by_market, recipes
from tests.model.small_cases import Rows, small_case


def two_sources(values: tuple[float, float], freight: tuple[float, float]) -> Rows:
    """Return a car whose battery comes from here or there, sold at two places."""
    sources = zip(("here", "there"), values, strict=True)
    return {
        "places": [
            {"place": place, "customs_territory": "HL"}
            for place in ("home", "here", "there")
        ],
        "bill_of_materials": [
            {
                "build_option": "make",
                "part_group": "battery",
                "source": source,
                "unit_value": value,
                "inbound_freight": cost,
            }
            for (source, value), cost in zip(sources, freight, strict=True)
        ],
    }


def standings(ways: pl.DataFrame) -> dict[str, str]:
    """Return the standing of each recipe at its only market and node."""
    return dict(ways.select("recipe", "standing").iter_rows())


def test_a_dearer_mix_of_sources_is_shown_as_never_worth_choosing() -> None:
    """100 + 5 from here against 90 + 20 from there: 105 and 110 a car."""
    ways = recipes(small_case(two_sources((100, 90), (5, 20))))
    assert dict(ways.select("recipe", "landed_cost").iter_rows()) == {
        "make|battery=here": 105.0,
        "make|battery=there": 110.0,
    }
    assert standings(ways) == {
        "make|battery=here": "contends",
        "make|battery=there": "never",
    }


def test_of_equal_ones_the_first_contends() -> None:
    """100 a car from both."""
    ways = recipes(small_case(two_sources((95, 80), (5, 20))))
    assert list(standings(ways).values()) == ["contends", "never"]


@pytest.fixture(scope="module")
def starter() -> pl.DataFrame:
    """Return the recipes of the starter case, a line for each market."""
    return by_market(recipes(brownfield.read_case("starter")))


def test_costs_of_the_starter_are_those_of_its_tables(starter: pl.DataFrame) -> None:
    """From the bill of materials, lanes and duties of the starter.

    Import: parts 4,000 + 11,300, conversion 700: 16,000. With freight 950 and insurance
    60 that is 17,010, on which 10 % duty is 1,701: 18,711. Kits from afar: parts 4,000,
    8,800 and 2,700, their freight 60 + 500 + 30, duty 2 % of 4,060 and 4 % of 9,300,
    conversion 500: 17,043.2; freight and insurance of 130 make 17,173.2.
    """
    home = starter.filter(pl.col("place") == "home_market")
    lowest = dict(home.select("recipe", "lowest").iter_rows())
    assert lowest["newcar_import"] == pytest.approx(18_711.0)
    assert lowest["newcar_kits|battery=far_parts"] == pytest.approx(17_173.2)
    assert home["first_year"].to_list() == [2026] * home.height
    assert home["nodes"].to_list() == [8] * home.height


def test_what_is_dearer_in_one_market_may_contend_in_another(
    starter: pl.DataFrame,
) -> None:
    """A pack from afar breaks the rule of origin next door, and is cheaper at home."""
    far = starter.filter(pl.col("recipe") == "newcar_kits|battery=far_parts")
    assert dict(far.select("place", "standing").iter_rows()) == {
        "home_market": "contends",
        "next_market": "dearer",
    }
    assert far["contending"].to_list() == [8, 0]
