"""What is forgotten or absurd is told before it moves a decision, each by its row.

Every change is made to the shipped case starter, of which nothing is told as it is.
"""

import os
from pathlib import Path

import pytest

from brownfield.case.read import check_case, shipped_cases
from tests.tables.omissions import (
    Change,
    Told,
    change,
    copied,
    starter,
    times,
    told,
    with_cell,
    without,
)

TRUCKS = "BROWNFIELD_TRUCKS"  # names a folder: a case that is not part of the project
NEXT = ("place", "next_market")
OLD = ("product", "oldcar")
CHANGES: dict[str, tuple[str, Change, list[Told]]] = {
    "duty row dropped": (
        "trade_measures",
        without("measure", "next-cars"),
        [("no_measure", "products.csv", 2)],
    ),
    "heading with swapped digits": (
        "trade_measures",
        with_cell(("measure", "home-cars"), "hs_code", "8730"),
        [
            ("no_measure", "products.csv", 2),
            ("heading_of_nothing", "trade_measures.csv", 2),
        ],
    ),
    "duty in per cent": (
        "trade_measures",
        times(None, "ad_valorem", 100),
        # 10, 2, 4, 10 and 15; the two of 0 are 0 as well
        [("per_cent", "trade_measures.csv", line) for line in (2, 3, 4, 5, 6)],
    ),
    "lanes dropped": (
        "lanes",
        without("destination", "next_market"),
        [("no_lane", "demand.csv", 12)],
    ),
    "year dropped": (
        "demand",
        without("year", "2027"),
        # first rows of three markets, each of four rows now
        [("missing_years", "demand.csv", line) for line in (2, 6, 10)],
    ),
    "prices in another currency": (
        "demand",
        times(NEXT, "price", 20),  # 410,000 against 20,500 at home
        [("price_of_market", "demand.csv", 12)],
    ),
    "prices in thousands": (
        "demand",
        times(OLD, "price", 0.001),  # 17.8; parts 14,000 + 50 and conversion 500
        [("price_below_cost", "demand.csv", 7)],
    ),
    "form changed and amount left": (
        "contracts",
        with_cell(("contract", "build-fee"), "form", "cost_plus"),
        [("per_cent", "contracts.csv", 2)],
    ),
    "tooling in millions": (
        "build_options",
        times(None, "tooling_cost", 1e-6),  # 60; five vehicles are 102,500
        [("strange_money", "build_options.csv", 3)],
    ),
    "contract for a product of the host": (
        "contracts",
        with_cell(("contract", "build-fee"), "product", "oldcar"),
        [("contract_unpaid", "contracts.csv", 2)],
    ),
    "origin rules dropped": (
        "origin_rules",
        without("hs_code", "8703"),
        [("preference_without_rule", "trade_measures.csv", 7)],
    ),
    "member misspelt": (
        "agreements",
        with_cell(("customs_territory", "NEXT"), "customs_territory", "NXT"),
        [
            ("territory_without_place", "agreements.csv", 3),
            ("preference_without_rule", "trade_measures.csv", 7),
        ],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_forgotten_or_absurd_is_told_by_its_row(
    tmp_path: Path, name: str
) -> None:
    """Nothing else is told, and the case can be planned."""
    table, how, expected = CHANGES[name]
    folder = starter(tmp_path)
    change(folder, table, how)
    assert told(folder) == expected


@pytest.mark.parametrize("name", shipped_cases())
def test_nothing_is_told_of_a_shipped_case(name: str) -> None:
    """A note on a case that is right would hide the next one that is not."""
    assert check_case(name).notes == ()


def test_the_row_of_all_parts_is_no_row_for_cars(tmp_path: Path) -> None:
    """Without home-cars a row for 870 covers them; into Nextland one for 8703 does."""
    folder = starter(tmp_path)
    change(folder, "what_ifs", without("what_if", "duty-doubled"))
    change(folder, "trade_measures", without("measure", "home-cars"))
    change(
        folder, "trade_measures", with_cell(("measure", "home-parts"), "hs_code", "870")
    )
    assert told(folder) == [("coarse_measure", "products.csv", 2)]
    change(
        folder, "trade_measures", with_cell(("measure", "next-cars"), "hs_code", "870")
    )
    assert told(folder) == []


def test_a_currency_of_the_place_is_named_with_a_price_in_it(tmp_path: Path) -> None:
    """410,000 is 20 times the 20,500 at home; at 0.05 a unit it is 20,500 again."""
    folder = starter(tmp_path)
    change(folder, "demand", times(NEXT, "price", 20))
    change(folder, "places", with_cell(NEXT, "currency", "NXD"))
    rates = [f"NXD,{year},0.05" for year in range(2026, 2031)]
    text = "\n".join(["currency,year,rate", *rates, ""])
    (folder / "exchange_rates.csv").write_text(text, encoding="utf-8")
    note, _ = check_case(folder).notes
    assert note.message.endswith("has currency NXD, and prices are read as GBP")
    assert note.hint == "Enter prices in GBP: did you mean 20500?"


SLIPS: dict[str, tuple[str, Change, set[str]]] = {
    "1": (
        "trade_measures",
        without("measure", "br-trucks"),
        {"coarse_measure"},
    ),
    "2": (
        "trade_measures",
        with_cell(("measure", "br-trucks"), "hs_code", "8740"),
        {"coarse_measure", "heading_of_nothing"},
    ),
    "3": ("trade_measures", times(None, "ad_valorem", 100), {"per_cent"}),
    "4": ("lanes", without("destination", "m_uk"), {"no_lane"}),
    "5": ("demand", without("year", "2031"), {"missing_years"}),
    "6": (
        "demand",
        times(("place", "m_za"), "price", 20),
        {"price_of_market", "price_above_cost"},
    ),
    "7": ("demand", times(("product", "ht"), "price", 0.001), {"price_below_cost"}),
    "8": (
        "contracts",
        with_cell(("contract", "es-fee-lt"), "form", "cost_plus"),
        {"per_cent"},
    ),
    "9": ("build_options", times(None, "tooling_cost", 1e-6), {"strange_money"}),
    "10": (
        "contracts",
        with_cell(("contract", "es-fee-lt"), "payer", "rosslyn"),
        {"contract_unpaid"},
    ),
    "11": (
        "origin_rules",
        without("agreement", "CETA"),
        {"preference_without_rule"},
    ),
    "12": (
        "agreements",
        with_cell(("customs_territory", "ZA"), "customs_territory", "SACU"),
        {"territory_without_place", "preference_without_rule"},
    ),
}


@pytest.mark.parametrize("name", ["", *SLIPS])
def test_the_trucks_are_told_where_they_slip_and_nowhere_else(
    tmp_path: Path, name: str
) -> None:
    """A case of another hand, with four plants and five agreements."""
    source = os.environ.get(TRUCKS)
    if not source:
        pytest.skip(f"{TRUCKS} does not name the folder of the case")
    folder = copied(Path(source), tmp_path / "trucks")
    if name:
        change(folder, *SLIPS[name][:2])
    rules = {rule for rule, *_ in told(folder)}
    assert rules == (SLIPS[name][2] if name else set())
