"""What a vehicle emits at its plant, in its parts and on its way, against paper.

The firm makes cars at home (territory HL) and away (AL) in 2030 and 2031.
"""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.derive import carbon
from brownfield.derive.derive import derive
from brownfield.derive.derived import Derived
from tests.model.small_cases import buyers, option, pattern, product, small_case

Rows = list[dict[str, Any]]
PLACES = [
    {"place": "home", "customs_territory": "HL"},
    {"place": "away", "customs_territory": "AL"},
]
PLANTS = [
    {"facility": "plant", "place": "home", "owner": "firm"},
    {"facility": "far", "place": "away", "owner": "firm"},
]
SHIPPED = {"origin": "away", "destination": "home"}


def made(**tables: Any) -> Derived:
    """Return the derived columns of a firm with a programme at each plant."""
    rows: dict[str, Any] = {
        "places": PLACES,
        "facilities": PLANTS,
        "shift_patterns": [pattern("plant", 10_000), pattern("far", 10_000)],
        "build_options": [option("make"), option("import", facility="far")],
        "lanes": [SHIPPED],
        "demand": [buyers(100, 1_000), buyers(100, 1_000, year=2031)],
    }
    return derive(small_case({**rows, **tables}, years=2))


def grid(place: str, year: int, intensity: float) -> dict[str, Any]:
    """Return a row of `grids`."""
    return {"place": place, "year": year, "intensity": intensity}


@pytest.mark.parametrize(
    ("grids", "intensities"),
    [
        ([grid("home", 2030, 0.5)], (0.5, 0.5)),
        ([grid("home", 2030, 0.5), grid("away", 2030, 0.9)], (0.5, 0.5)),
        ([grid("home", 2020, 0.5), grid("home", 2031, 0.2)], (0.5, 0.2)),
        ([grid("home", 2029, 0.4), grid("home", 2020, 0.5)], (0.4, 0.4)),
        ([grid("home", 2032, 0.1), grid("home", 2020, 0.5)], (0.5, 0.5)),
    ],
)
def test_a_plant_emits_its_own_and_by_its_power(
    grids: Rows, intensities: tuple[float, float]
) -> None:
    """30 kg, and 100 kWh at what the last row of the place that has begun says."""
    options = [
        option("make", electricity=100.0, co2=30.0),
        option("import", facility="far", co2=7.0),
    ]
    found = carbon.at_plants(made(build_options=options, grids=grids))
    first, second = (30.0 + 100.0 * each for each in intensities)
    assert found.columns == ["build_option", "node", "home", "kg"]
    assert found.rows() == [
        ("import", "base@2030", "AL", 7.0),
        ("import", "base@2031", "AL", 7.0),
        ("make", "base@2030", "HL", pytest.approx(first)),
        ("make", "base@2031", "HL", pytest.approx(second)),
    ]


@pytest.mark.parametrize("grids", [[], [grid("home", 2031, 0.5)]])
def test_without_power_no_grid_is_needed(grids: Rows) -> None:
    """30 kg of the car itself, with no row of the place, or none that has begun."""
    options = [option("make", co2=30.0)]
    found = carbon.at_plants(made(build_options=options, grids=grids))
    assert found["kg"].to_list() == [30.0, 30.0]


def test_power_alone_emits() -> None:
    """100 kWh at 0.5 without a figure of the car; no power, nothing."""
    options = [option("make", electricity=100.0), option("import", facility="far")]
    grids = [grid("home", 2030, 0.5), grid("away", 2030, 0.9)]
    found = carbon.at_plants(made(build_options=options, grids=grids))
    assert found["kg"].to_list() == [0.0, 0.0, 50.0, 50.0]


@pytest.mark.parametrize("years", [(2040,), (2040, 2050)])
def test_a_grid_that_has_not_begun_says_nothing(years: tuple[int, ...]) -> None:
    """`check` refuses such a case; who derives from it all the same counts 30 kg."""
    options = [option("make", electricity=100.0, co2=30.0)]
    derived = made(build_options=options, grids=[grid("home", 2030, 0.5)])
    row = derived.case.tables["grids"]
    late = pl.concat([row.with_columns(year=pl.lit(year, pl.Int64)) for year in years])
    tables = {**derived.case.tables, "grids": late}
    case = Case("late", derived.case.settings, tables)
    found = carbon.at_plants(replace(derived, case_at=lambda _: case))
    assert found["kg"].to_list() == [30.0, 30.0]


def part(group: str, source: str, kg: float | None, **cells: Any) -> dict[str, Any]:
    """Return a part group of the car made at home."""
    row = {"build_option": "make", "part_group": group, "source": source}
    return {**row, "unit_value": 10.0, "co2": kg, **cells}


def of_parts(derived: Derived) -> list[tuple[str, str, str, float]]:
    """Return recipe, node, territory and kg of parts, in order."""
    return sorted(carbon.in_parts(derived).rows())


def test_parts_of_a_territory_add_up() -> None:
    """680 from AL, 20.5 from HL; what emits nothing or says nothing is left out."""
    third = {"place": "third", "customs_territory": "TL"}
    parts = [
        *(part("clips", "home", 0.5), part("mats", "third", 0.0)),
        *(part("pack", "away", 600.0), part("seats", "away", 80.0)),
        *(part("body", "home", 20.0), part("glass", "home", 0.0)),
        part("wheels", "home", None),
    ]
    found = of_parts(made(bill_of_materials=parts, places=[*PLACES, third]))
    assert found == [
        ("make", f"base@{year}", home, kg)
        for year in (2030, 2031)
        for home, kg in (("AL", 680.0), ("HL", 20.5))
    ]


def test_a_recipe_emits_where_its_parts_come_from() -> None:
    """A pack from away emits 600 kg in AL, one from home 400 in HL; seats 80 in AL."""
    parts = [
        part("pack", "away", 600.0),
        part("pack", "home", 400.0, unit_value=11.0),
        part("seats", "away", 80.0),
    ]
    law = {"policy": "levy", "kind": "carbon_price", "year": 2030, "amount": 10.0}
    derived = made(bill_of_materials=parts, policies=[law])
    first = [row for row in of_parts(derived) if row[1] == "base@2030"]
    assert first == [
        ("make|pack=away", "base@2030", "AL", 680.0),
        ("make|pack=home", "base@2030", "AL", 80.0),
        ("make|pack=home", "base@2030", "HL", 400.0),
    ]
    assert carbon.part_loads(derived).equals(carbon.in_parts(derived))


@pytest.mark.parametrize(
    ("kind", "rows"), [("carbon_price", 2), ("carbon_cap", 2), ("support_package", 0)]
)
def test_parts_load_a_recipe_only_under_a_price_or_cap(kind: str, rows: int) -> None:
    """A row of each year; else an empty frame of the same columns."""
    cells: dict[str, Any] = {
        "carbon_price": {"amount": 10.0},
        "carbon_cap": {"target": 5.0},
        "support_package": {"amount": 10.0, "party": "state"},
    }
    law = {"policy": "law", "kind": kind, "year": 2030, **cells[kind]}
    parties = [{"party": "firm"}, {"party": "state", "kind": "government"}]
    parts = [part("pack", "away", 600.0)]
    derived = made(bill_of_materials=parts, policies=[law], parties=parties)
    found = carbon.part_loads(derived)
    assert found.height == rows
    assert found.schema == carbon.in_parts(derived).schema


@pytest.mark.parametrize(
    ("lanes", "kg"),
    [
        ([{**SHIPPED, "co2": 90.0}], (90.0, 90.0)),
        ([SHIPPED], (0.0, 0.0)),
        # the van's own lane stands before the one for every product
        (
            [{**SHIPPED, "co2": 90.0}, {**SHIPPED, "product": "van", "co2": 40.0}],
            (90.0, 40.0),
        ),
        # its own lane that gives nothing emits nothing
        ([{**SHIPPED, "co2": 90.0}, {**SHIPPED, "product": "van"}], (90.0, 0.0)),
        # a van has a lane and the car has none
        ([{**SHIPPED, "product": "van", "co2": 40.0}], (0.0, 40.0)),
    ],
)
def test_the_way_emits_in_the_territory_of_the_market(
    lanes: Rows, kg: tuple[float, float]
) -> None:
    """Cars and vans from away to home; the home plant has no lane of its own."""
    options = [
        option("import", facility="far"),
        option("bring", product="van", facility="far"),
    ]
    vans = [buyers(10, 1_000, product="van", year=year) for year in (2030, 2031)]
    cars = [buyers(10, 1_000, year=year) for year in (2030, 2031)]
    found = carbon.on_lanes(
        made(
            products=[product("car"), product("van")],
            build_options=options,
            demand=[*cars, *vans],
            lanes=lanes,
        )
    )
    assert found.columns == ["build_option", "place", "node", "home", "kg"]
    assert {row[:4] for row in found.rows()} <= {
        (name, "home", f"base@{year}", "HL")
        for name in ("import", "bring")
        for year in (2030, 2031)
    }
    of = {(name, node): each for name, _, node, _, each in found.rows()}
    for year in (2030, 2031):
        assert of.get(("import", f"base@{year}"), 0.0) == kg[0]
        assert of[("bring", f"base@{year}")] == kg[1]


def test_each_market_has_its_own_way() -> None:
    """A car made at home emits 5 kg to AL, 1 at home; rows are in order."""
    lanes = [
        {"origin": "home", "destination": "home", "co2": 1.0},
        {"origin": "home", "destination": "away", "co2": 5.0},
        {**SHIPPED, "co2": 90.0},
    ]
    found = carbon.on_lanes(made(lanes=lanes)).filter(node="base@2030")
    assert found.rows() == [
        ("import", "home", "base@2030", "HL", 90.0),
        ("make", "away", "base@2030", "AL", 5.0),
        ("make", "home", "base@2030", "HL", 1.0),
    ]


@pytest.mark.parametrize(
    ("tables", "stages"),
    [
        ({}, []),
        (
            {
                "build_options": [option("make", electricity=1.0)],
                "grids": [grid("home", 2030, 0.5)],
            },
            ["plants"],
        ),
        ({"build_options": [option("make", co2=1.0)]}, ["plants"]),
        ({"build_options": [option("make", co2=0.0)]}, []),
        ({"bill_of_materials": [part("pack", "away", 1.0)]}, ["parts"]),
        ({"bill_of_materials": [part("pack", "away", 0.0)]}, []),
        ({"lanes": [SHIPPED, {**SHIPPED, "product": "car", "co2": 1.0}]}, ["lanes"]),
        ({"lanes": []}, []),
    ],
)
def test_a_stage_is_given_where_a_row_says_more_than_nothing(
    tables: dict[str, Any], stages: list[str]
) -> None:
    """Power or a figure at the plant, a figure of a part, a figure of a lane."""
    derived = made(**tables)
    found = [s for s in ("plants", "parts", "lanes") if carbon.is_given(derived, s)]
    assert found == stages


def test_a_stage_is_given_where_one_future_says_so() -> None:
    """Only in 2031, under a what-if, does the lane emit anything."""
    what_if = {"what_if": "dirty", "table": "lanes", "where": "", "column": "co2"}
    half = {"parent": "now", "year": 2031, "probability": 0.5}
    futures = [
        {"node": "now", "year": 2030, "probability": 1.0},
        {"node": "clean", **half},
        {"node": "later", **half, "what_if": "dirty"},
    ]
    derived = made(what_ifs=[{**what_if, "op": "set", "value": "3"}], scenarios=futures)
    assert carbon.is_given(derived, "lanes")
    found = carbon.on_lanes(derived).filter(pl.col("build_option") == "import")
    assert dict(found.select("node", "kg").rows()) == {
        "now": 0.0,
        "clean": 0.0,
        "later": 3.0,
    }
