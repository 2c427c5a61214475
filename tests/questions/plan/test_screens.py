"""A ruling on kits is a question with a probability: planned where a future asks it.

A car of 400 of parts from CN and 100 of work is built at home and sold abroad at
1,000: 100 cars earn 500 each. All parts are from CN, and work is 100 of 500, 20 %.
"""

from typing import Any

import pytest

from brownfield.case.case import Case
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.page import page as page_of
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.words import law
from brownfield.solve.run import plan
from brownfield.tell.page import render
from tests.model.small_cases import buyers, option, small_case

EXTENDED: dict[str, Any] = {
    "what_if": "ruling",
    "table": "trade_measures",
    "where": "measure=extra",
    "column": "bears_on",
    "op": "set",
    "value": "origin",
}
WHOLE: dict[str, Any] = {
    "what_if": "ruling",
    "table": "bill_of_materials",
    "where": "part_group=kit",
    "column": "hs_code",
    "op": "set",
    "value": "870380",
}
FUTURES: list[Any] = [
    {"node": "now", "year": 2030},
    {"node": "calm", "parent": "now", "year": 2031, "probability": 0.7},
    {
        "node": "ruled",
        "parent": "now",
        "year": 2031,
        "probability": 0.3,
        "what_if": "ruling",
    },
]
KIT: dict[str, Any] = {
    "build_option": "make",
    "part_group": "kit",
    "source": "far",
    "unit_value": 400.0,
    "hs_code": "870829",
}
MADE: dict[str, Any] = {"is_committed": True, "conversion_cost": 100.0, "mode": "ckd"}


def duty(name: str, importer: str, heading: str, **more: Any) -> dict[str, Any]:
    """Return a row of trade_measures."""
    row = {"measure": name, "importer": importer, "hs_code": heading, "kind": "mfn"}
    return {**row, **more}


REMEDY = {"kind": "countervailing", "exporter": "CN", "ad_valorem": 0.2}


def kits(*what_ifs: Any, **tables: Any) -> Case:
    """Return two years of kits from CN, built at home and sold abroad."""
    rows: dict[str, list[Any]] = {
        "places": [
            {"place": "home", "customs_territory": "HL"},
            {"place": "away", "customs_territory": "AL"},
            {"place": "far", "customs_territory": "CN"},
        ],
        "lanes": [{"origin": "home", "destination": "away"}],
        "build_options": [option("make", **MADE)],
        "bill_of_materials": [KIT],
        "demand": [buyers(100, 1_000, place="away", year=y) for y in (2030, 2031)],
        "trade_measures": [
            duty("extra", "AL", "87", **REMEDY),
            duty("cars", "HL", "8703", ad_valorem=0.1),
        ],
        "what_ifs": list(what_ifs),
    }
    return small_case({**rows, **tables}, years=2)


def told(case: Case) -> Document:
    """Return what is told of the plan of a case."""
    found = plan(case)
    assert found.is_sound
    return document(Study(case, found))


def screen(found: Document, name: str) -> dict[str, Any]:
    """Return the one screen of a name."""
    (row,) = found.screens.filter(screen=name).to_dicts()
    return row


def test_an_extension_is_planned_with_its_probability() -> None:
    """50,000 + 0.7 x 50,000 + 0.3 x 100 x (500 - 20 % of 500) = 97,000."""
    found = told(kits(EXTENDED, scenarios=FUTURES))
    assert found.value == pytest.approx(50_000 + 0.7 * 50_000 + 0.3 * 40_000)
    row = screen(found, "circumvention")
    assert (row["measure"], row["finding"]) == ("extra", "meets")
    assert row["futures"] == pytest.approx(0.3)
    assert (row["target_share"], row["value_added_share"]) == (1.0, 0.2)
    assert row["duty_low"] == pytest.approx(100.0)  # 20 % of 500
    assert row["vehicles"] == pytest.approx(200.0)
    ((extra, _),) = (
        found.duty_by_delivery.filter(kind="countervailing", outcome="paid")
        .select("duty_high", "years")
        .rows()
    )
    assert extra == pytest.approx(100.0)


def test_a_kit_as_whole_vehicle_is_planned_with_its_probability() -> None:
    """10 % of 400 at home: 50,000 + 0.7 x 50,000 + 0.3 x 100 x 460 = 98,800."""
    found = told(kits(WHOLE, scenarios=FUTURES))
    assert found.value == pytest.approx(50_000 + 0.7 * 50_000 + 0.3 * 46_000)
    row = screen(found, "kit_as_vehicle")
    assert (row["importer"], row["exporter"]) == ("HL", "CN")
    assert row["finding"] == "open"
    assert row["futures"] == pytest.approx(0.3)
    assert screen(found, "circumvention")["futures"] == 0.0


def test_a_ruling_of_no_future_is_told_with_how_to_ask() -> None:
    """Worth 2 x 50,000; the page names the row, its duty and the what-if."""
    found = told(kits())
    assert found.value == pytest.approx(100_000)
    (extension,) = (one for one in law.screens(found) if "extra" in one)
    (kit,) = (one for one in law.screens(found) if "extra" not in one)
    asks = "No future enforces it, so it is not planned with: ask with a what-if that"
    assert extension.endswith(f"{asks} sets bears_on of extra to origin.")
    assert "100 % of its parts, and the plant adds from 20 %" in extension
    assert "the duty would be GBP 100 a vehicle" in extension
    assert f"{asks} sets bill_of_materials.hs_code" in kit
    assert "bears_on of extra" in render(page_of(found))


def test_futures_that_enforce_it_are_told_in_the_sentence() -> None:
    """With 0.3 the extension is planned with."""
    found = told(kits(EXTENDED, scenarios=FUTURES))
    (line,) = (one for one in law.screens(found) if "extra" in one)
    assert line.endswith("Futures of probability 30 % enforce it; planned with.")


def test_a_future_that_ends_the_trade_is_told_as_well() -> None:
    """At 120 % of 500 a car loses 100: none is sent there, yet the chance is told.

    100 cars in 2030 and 100 with 0.7 in 2031 are 170.
    """
    dear = duty("extra", "AL", "87", **REMEDY | {"ad_valorem": 1.2})
    found = told(kits(EXTENDED, scenarios=FUTURES, trade_measures=[dear]))
    assert found.value == pytest.approx(50_000 + 0.7 * 50_000)
    row = screen(found, "circumvention")
    assert row["futures"] == pytest.approx(0.3)
    assert row["vehicles"] == pytest.approx(170.0)


@pytest.mark.parametrize(
    ("tables", "name", "needs"),
    [
        (
            {"bill_of_materials": [{**KIT, "unit_value": 0.0}]},
            "circumvention",
            "bill_of_materials.unit_value of kit",
        ),
        (
            {"build_options": [option("make", **MADE | {"conversion_cost": 0.0})]},
            "circumvention",
            "build_options.conversion_cost of make",
        ),
        (
            {"bill_of_materials": [{**KIT, "hs_code": None}]},
            "kit_as_vehicle",
            "bill_of_materials.hs_code of kit",
        ),
    ],
)
def test_a_missing_fact_leaves_a_screen_unresolved(
    tables: dict[str, Any], name: str, needs: str
) -> None:
    """It neither passes nor fails, and names the cell."""
    found = told(kits(**tables))
    row = screen(found, name)
    assert (row["finding"], row["needs"]) == ("unresolved", needs)
    assert row["target_share"] is None
    assert any(f"Unresolved: needs {needs}." in one for one in law.screens(found))


def test_little_of_its_parts_or_much_work_is_no_question() -> None:
    """Work of 200 of 600 is 33 %, over 25 %: told in JSON, not on the page."""
    much = [option("make", **MADE | {"conversion_cost": 200.0, "mode": "full"})]
    found = told(kits(build_options=much))
    assert screen(found, "circumvention")["finding"] == "does_not_meet"
    assert law.screens(found) == ()
