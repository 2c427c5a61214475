"""Sums, shares, volumes and places that no case means are told; neighbours are not.

Changes of the shipped case starter: prices 20,500 and 17,800, so a middle of 20,500;
newcar costs 16,000 imported and 16,590 from kits, oldcar 14,000 + 50 + 500 = 14,550.
"""

from pathlib import Path

import pytest

from brownfield.case.read import check_case
from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw
from tests.tables.conftest import Write
from tests.tables.omissions import (
    Cells,
    Change,
    Told,
    change,
    starter,
    times,
    told,
    with_cell,
)

NEXT = ("place", "next_market")
OLD = ("product", "oldcar")
KITS = ("build_option", "newcar_kits")


def group(option: str, name: str, value: str) -> Change:
    """Return the change that writes the value of the first source of a part group."""

    def how(row: Cells) -> Cells:
        is_it = (row["build_option"], row["part_group"]) == (option, name)
        is_first = row["source"] == "far_parts" or name != "battery"
        return row | {"unit_value": value} if is_it and is_first else row

    return how


def at(place: str, latitude: str, longitude: str) -> Change:
    """Return the change that puts a place somewhere."""
    return lambda row: (
        row | {"latitude": latitude, "longitude": longitude}
        if row["place"] == place
        else row
    )


def on(table: str, *lines: int, rule: str = "strange_number") -> list[Told]:
    """Return what is told of rows of a table."""
    return [(rule, f"{table}.csv", line) for line in lines]


SLIPS: dict[str, tuple[str, Change, list[Told], str]] = {
    # rest: 11,300, 8,800 and 14,000; the middle is 11,300, and 20 times it 226,000
    "a part far above its group": (
        "bill_of_materials",
        group("oldcar_home", "rest", "1400000"),
        on("bill_of_materials", 8, rule="far_from_other_rows"),
        "Did you mean 14000?",
    ),
    # 270,000 + 30 + 4,060 + 9,300 + 500 is above twice 20,500
    "a part dearer than its vehicle": (
        "bill_of_materials",
        group("newcar_kits", "trim", "270000"),
        on("bill_of_materials", 7, rule="part_above_price"),
        "Did you mean 2700?",
    ),
    "a part barely dearer than twice its vehicle": (
        "bill_of_materials",
        group("oldcar_home", "rest", "35051"),
        on("bill_of_materials", 8, rule="part_above_price"),
        "Correct it",
    ),
    # 15.3 m of parts for 20,500; conversion of 500 and freight say which is wrong
    "all parts a thousandfold": (
        "bill_of_materials",
        times(None, "unit_value", 1000),
        on("bill_of_materials", 3, 6, 8, rule="part_above_price"),
        "Did you mean 11300?",
    ),
    # 4 + 11.3 = 15.3, 4 + 8.8 + 2.7 = 15.5 and 14 are under 2 % of the prices, beside
    # which conversion and freight are usual
    "all parts in thousands": (
        "bill_of_materials",
        times(None, "unit_value", 0.001),
        on("bill_of_materials", 3, 6, 8, rule="part_below_price"),
        "Did you mean 14000?",
    ),
    # a thousandth of 20,500 is 20.5
    "conversion in thousands": (
        "build_options",
        with_cell(KITS, "conversion_cost", "0.5"),
        on("build_options", 3, rule="strange_money"),
        "Did you mean 500?",
    ),
    # 50,000 + 16,090 of parts is above twice 20,500
    "conversion a hundredfold": (
        "build_options",
        times(KITS, "conversion_cost", 100),
        on("build_options", 3, rule="part_above_price"),
        "Did you mean 500?",
    ),
    # and nothing of tooling, closing or hiring cost, which are right
    "all prices in thousands": (
        "demand",
        times(None, "price", 0.001),
        on("demand", 2, 7, rule="price_below_cost"),
        "Did you mean 20500?",
    ),
    # 20.5 against 20,500 at home, which fits a cost of 16,000
    "prices of one market in thousands": (
        "demand",
        times(NEXT, "price", 0.001),
        on("demand", 12, rule="price_of_market"),
        "Did you mean 20500?",
    ),
    # 44 + 36 + 20 = 100 in 2030; plants make 180,000 and 93,840
    "all volumes in thousands": (
        "demand",
        times(None, "volume", 0.001),
        on("demand", 2, rule="tiny_demand"),
        "Did you mean 25000?",
    ),
    # twice 20,500 is 41,000; the other two lanes have 120 and 380
    "freight a hundredfold": (
        "lanes",
        with_cell(("origin", "farport"), "freight", "95000"),
        on("lanes", 2, 4, rule="strange_money"),
        "Did you mean 95?",
    ),
    "freight of a part above two vehicles": (
        "bill_of_materials",
        with_cell(("part_group", "trim"), "inbound_freight", "41001"),
        on("bill_of_materials", 7, rule="strange_money"),
        "Did you mean 41.001?",
    ),
    "uptime in hundredths of per cent": (
        "shift_patterns",
        times(("facility", "home_plant"), "oee", 0.01),
        on("shift_patterns", 3, 4),
        "Did you mean 0.85?",
    ),
    "a discount rate of a thousandth": (
        "parties",
        with_cell(("party", "host"), "discount_rate", "0.0009"),
        on("parties", 3),
        "Did you mean 0.09?",
    ),
    "a discount rate of nine tenths": (
        "parties",
        with_cell(("party", "host"), "discount_rate", "0.9"),
        on("parties", 3),
        "Did you mean 0.09?",
    ),
    "tax in hundredths of per cent": (
        "parties",
        with_cell(("party", "host"), "tax_rate", "0.0025"),
        on("parties", 3),
        "Did you mean 0.25?",
    ),
    # 0.1, 0.02, 0.04, 0.1 and 0.15 over 100
    "all duties in hundredths of per cent": (
        "trade_measures",
        times(None, "ad_valorem", 0.01),
        on("trade_measures", 2, 3, 4, 5, 6),
        "Did you mean 0.1?",
    ),
    "heads in thousands": (
        "shift_patterns",
        times(None, "headcount", 0.001),
        on("shift_patterns", 3, 4),
        "Did you mean 1300?",
    ),
    # 0.002 of 20,500 is 41
    "cost of a leaver in thousands": (
        "facilities",
        with_cell(("facility", "home_plant"), "redundancy_cost", "40"),
        on("facilities", 3, rule="strange_money"),
        "Did you mean 40000?",
    ),
    "line time in per cent": (
        "build_options",
        with_cell(KITS, "capacity_use", "0.01"),
        on("build_options", 3),
        "Did you mean 1?",
    ),
    "a charge of more than five vehicles": (
        "build_options",
        with_cell(KITS, "shortfall_charge", "102501"),
        on("build_options", 3, rule="strange_money"),
        "Did you mean 102.501?",
    ),
    "room for guests in thousands": (
        "facilities",
        with_cell(("facility", "home_plant"), "guest_limit", "60"),
        on("facilities", 3),
        "Did you mean 60000?",
    ),
    "days of a month": (
        "shift_patterns",
        with_cell(("pattern", "two_shift"), "days_per_year", "23"),
        on("shift_patterns", 4),
        "Correct it",
    ),
    "vehicles a day in place of an hour": (
        "shift_patterns",
        with_cell(("pattern", "two_shift"), "jobs_per_hour", "1800"),
        on("shift_patterns", 4),
        "Correct it",
    ),
    "a limit of origin in hundredths": (
        "origin_rules",
        times(None, "threshold", 0.01),
        on("origin_rules", 2, 3, 5, 6),
        "Did you mean 0.6?",
    ),
    "a stop every other week": (
        "hazards",
        with_cell(("hazard", "host-cyber"), "rate_per_year", "26"),
        on("hazards", 2),
        "Correct it",
    ),
    # 150,000 would be usual as well (five vehicles are 102,500), but 150 m is more so
    "tooling in millions": (
        "build_options",
        with_cell(KITS, "tooling_cost", "150"),
        on("build_options", 3, rule="strange_money"),
        "Did you mean 150000000?",
    ),
    "damages of more than five vehicles": (
        "contracts",
        with_cell(("contract", "build-fee"), "stop_damages", "102501"),
        on("contracts", 2, rule="strange_money"),
        "Did you mean 102.501?",
    ),
    "a ramp that stays at nothing": (
        "ramp_curves",
        with_cell(("ramp_curve", "slow_start"), "share", "0"),
        on("ramp_curves", 4, rule="flat_ramp"),
        "Write the share it comes to, 1 for all of it",
    ),
    "a ramp in hundredths": (
        "ramp_curves",
        times(None, "share", 0.01),
        on("ramp_curves", 4, rule="flat_ramp"),
        "Did you mean 1?",
    ),
    "latitude and longitude swapped": (
        "places",
        at("hometown", "-2.9", "53.4"),
        on("places", 3, rule="far_from_its_country"),
        "Did you mean latitude 53.4 and longitude -2.9?",
    ),
    # two places of Farland; the other is on the side of the Earth where the cars go
    "a longitude with the wrong sign": (
        "places",
        at("farport", "31.2", "-121.5"),
        on("places", 2, rule="far_from_its_country"),
        "Did you mean latitude 31.2 and longitude 121.5?",
    ),
    # 8708 is covered by a row of the same importer, 8703 is not any more
    "8704 in place of 8703": (
        "trade_measures",
        with_cell(("measure", "home-cars"), "hs_code", "8704"),
        [
            ("no_measure", "products.csv", 2),
            ("heading_of_nothing", "trade_measures.csv", 2),
        ],
        "Did you mean '8703'?",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_by_its_row_with_what_was_meant(
    tmp_path: Path, name: str
) -> None:
    """Nothing else is told, and the case can be planned."""
    table, how, expected, hint = SLIPS[name]
    folder = starter(tmp_path)
    change(folder, table, how)
    assert told(folder) == expected
    assert any(hint in note.hint for note in check_case(folder).notes)


RIGHT: dict[str, tuple[str, Change]] = {
    # 35,050 + 50 + 500 is twice 17,800, and under 20 times 11,300
    "parts of twice the price": (
        "bill_of_materials",
        group("oldcar_home", "rest", "35050"),
    ),
    # 700 is above 2 % of 17,800, 356, and within 20 times 8,800 and 11,300
    "parts of a fiftieth of the price": (
        "bill_of_materials",
        group("oldcar_home", "rest", "700"),
    ),
    "conversion of a thousandth": (
        "build_options",
        with_cell(KITS, "conversion_cost", "20.5"),
    ),
    # slow sales of 0.6 x 64 + 36 = 74.4 thousand in 2030: 2,745 of 273,840
    "a hundredth of what plants make": ("demand", times(None, "volume", 0.0369)),
    "freight of two vehicles": (
        "lanes",
        with_cell(("destination", "next_market"), "freight", "41000"),
    ),
    "uptime of a tenth": ("shift_patterns", times(None, "oee", 0.12)),
    "a discount rate of a half per cent": (
        "parties",
        times(None, "discount_rate", 0.06),
    ),
    "a tax of 1 %": ("parties", with_cell(("party", "host"), "tax_rate", "0.01")),
    "duties of a half per cent": (
        "trade_measures",
        with_cell(("measure", "home-batteries"), "ad_valorem", "0.005"),
    ),
    "five people": (
        "shift_patterns",
        with_cell(("pattern", "one_shift"), "headcount", "5"),
    ),
    "a leaver of 41": (
        "facilities",
        with_cell(("facility", "home_plant"), "redundancy_cost", "41"),
    ),
    "damages of five vehicles": (
        "contracts",
        with_cell(("contract", "build-fee"), "stop_damages", "102500"),
    ),
    "a ramp to a tenth": ("ramp_curves", times(None, "share", 0.1)),
    "a place across an ocean": ("places", at("hometown", "40", "-75")),
    "cheap cars": ("demand", times(None, "price", 0.5)),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_just_inside_is_not_told(tmp_path: Path, name: str) -> None:
    """Next to what is told above; a long way from home is no slip by itself."""
    table, how = RIGHT[name]
    folder = starter(tmp_path)
    change(folder, table, how)
    assert told(folder) == []


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        # three of Britain, one in Kenya, which is where it lies if it is swapped
        (("a,53,-3", "b,52,-1", "c,51,0", "d,-1,52"), [5]),
        (("a,53,-3", "b,52,-1", "c,51,0", "d,52,-1"), []),
        (("d,-1,52",), []),  # alone
        (("a,53,-3", "d,0,130"), []),  # far, and no slip brings it near
        (("a,53,-3", "d,,"), []),
    ],
)
def test_places_are_compared_within_their_country(
    write_case: Write, rows: tuple[str, ...], lines: list[int]
) -> None:
    """Without a country, within their customs territory."""
    named = "place,customs_territory,latitude,longitude\n"
    places = named + "".join(
        f"{place},UK,{at}\n" for place, _, at in (row.partition(",") for row in rows)
    )
    places += "home,XX,,\nfar,CN,,\n"
    notes = check(read_raw(write_case(places=places))).notes
    found = [note.line for note in notes if note.rule == "far_from_its_country"]
    assert found == lines
