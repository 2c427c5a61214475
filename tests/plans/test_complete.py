"""A plan that leaves a row out, holds one twice or one too many is refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brownfield.plans.recount.complete import check_complete

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

Failing = Callable[["Tiny"], set[str]]
DUE = ("capacity_use", "origin", "landed_cost", "value")


def shortened(tiny: "Tiny", table: str, row: int) -> "Tiny":
    """Return the plan without one row of a table."""
    rows = tiny.plan[table]
    left = [*rows[:row], *rows[row + 1 :]]
    return replace(tiny, plan={**tiny.plan, table: left})


def renamed(tiny: "Tiny", recipe: str, name: str) -> "Tiny":
    """Return the plan in which a recipe is called otherwise, in every table."""
    tables = {
        table: [
            {**row, "recipe": name} if row.get("recipe") == recipe else row
            for row in rows
        ]
        for table, rows in tiny.plan.items()
    }
    return replace(tiny, plan=tables)


@pytest.mark.parametrize("table", DUE)
def test_each_row_that_is_due_is_missed(tiny: "Tiny", table: str) -> None:
    """Whichever row is left out is named with its table."""
    for row in range(len(tiny.plan[table])):
        failures = shortened(tiny, table, row).audit().failures
        missing = failures.filter(check="row missing")["where"][0]
        assert missing.startswith(f"{table}: ")


@pytest.mark.parametrize("table", sorted(DUE))
def test_a_row_that_stands_twice_is_refused(
    tiny: "Tiny", failing: Failing, table: str
) -> None:
    """The same row again counts twice for whoever adds up."""
    again = tiny.with_plan(table, tiny.plan[table][0])
    assert "one row each" in failing(again)


def test_rows_that_stand_twice_are_named_quota_or_none(tiny: "Tiny") -> None:
    """A delivery twice without a quota and twice under one: two rows, and the table."""
    row = tiny.plan["deliveries"][0]
    under = {**row, "quota": "q"}
    world = tiny.with_plan("deliveries", row, under, under).world()
    twice = [f for f in check_complete(world) if f.check == "one row each"]
    labels = "recipe=full, place=uk, node=base@2026"
    assert [(f.where, f.found) for f in twice if f.difference > 0] == [
        (f"deliveries: {labels}, quota=q", 0.0),
        (f"deliveries: {labels}, quota=None", 0.0),
        ("deliveries", 0.0),
    ]


def test_rows_without_cause_are_named_quota_or_none(tiny: "Tiny") -> None:
    """Nobody in the EU buys in 2026, freely or under a quota: both costs are too much.

    The one of 2027 is left out.
    """
    row = {**tiny.plan["landed_cost"][0], "node": "base@2026", "year": 2026}
    variant = shortened(tiny, "landed_cost", 0)
    world = variant.with_plan("landed_cost", {**row, "quota": "q"}, row).world()
    found = [
        (f.check, f.where)
        for f in check_complete(world)
        if f.difference > 0 and f.found == 0.0
    ]
    labels = "landed_cost: recipe=full, place=eu, node="
    assert found == [
        ("row missing", f"{labels}base@2027, quota=None"),
        ("row missing", "landed_cost"),
        ("row without cause", f"{labels}base@2026, quota=q"),
        ("row without cause", f"{labels}base@2026, quota=None"),
        ("row without cause", "landed_cost"),
    ]


def test_a_test_under_another_agreement_is_without_cause(
    tiny: "Tiny", failing: Failing
) -> None:
    """`full` is tested under the TCA alone; the row of another is one too many."""
    other = {**tiny.plan["origin"][0], "agreement": "DCTS"}
    assert "row without cause" in failing(tiny.with_plan("origin", other))


def test_a_plant_out_of_its_years_offers_no_line_time(
    tiny: "Tiny", failing: Failing
) -> None:
    """`new` may run from 2027: its row of 2026 is without cause."""
    later = tiny.changed("case", "facilities", 2, first_year=2027)
    assert failing(later) == {"row without cause"}
    assert failing(shortened(later, "capacity_use", 4)) == set()


def test_a_market_without_buyers_has_no_landed_cost(
    tiny: "Tiny", failing: Failing
) -> None:
    """Nobody in the EU buys in 2026; with half a car asked the cost there is due."""
    buyer = {**tiny.case["demand"][2], "year": 2026, "volume": 0.5}
    unserved = tiny.with_case("demand", buyer).with_plan(
        "unmet",
        {"product": "car", "place": "eu", "node": "base@2026", "year": 2026,
         "vehicles": 0.5},
    )  # fmt: skip
    nobody = tiny.with_case("demand", {**buyer, "volume": 0.0})
    assert failing(unserved) == {"row missing"}
    assert failing(nobody) == set()


def test_a_plant_that_may_not_supply_has_no_landed_cost(
    tiny: "Tiny", failing: Failing
) -> None:
    """`full` buys its body from `site`; of a plant there that ended, it cannot."""
    plant = {"facility": "press", "place": "site", "owner": "H", "last_year": 2026}
    variant = tiny.with_case("facilities", plant)
    variant = variant.changed("case", "bill_of_materials", 1, source="press")
    variant = variant.changed("plan", "sourcing", 1, source="press")
    assert {"row without cause", "source plant runs"} <= failing(variant)


def test_a_recipe_buys_where_its_name_says(tiny: "Tiny", failing: Failing) -> None:
    """`full|battery=cn` from the site is another recipe than its name says."""
    offer = {**tiny.case["bill_of_materials"][2], "source": "site"}
    two = tiny.with_case("bill_of_materials", offer)
    named = "full|battery=cn"
    right = renamed(two, "full", named)
    assert failing(right) == set()
    wrong = right.changed("plan", "sourcing", 2, source="site")
    assert "recipe named by its sources" in failing(wrong)


def test_another_recipe_does_not_stand_in(tiny: "Tiny", failing: Failing) -> None:
    """`cbu|battery=cn` buys no battery, though `full` buys one from there."""
    named = "cbu|battery=cn"
    found = failing(renamed(tiny, "cbu", named))
    assert found == {"recipe named by its sources"}


def test_only_its_own_sources_stop_a_recipe(tiny: "Tiny") -> None:
    """`full` buys from a plant that ended; the landed cost of `cbu` is still due."""
    plant = {"facility": "press", "place": "site", "owner": "H", "last_year": 2025}
    variant = tiny.with_case("facilities", plant)
    variant = variant.changed("case", "bill_of_materials", 1, source="press")
    variant = variant.changed("plan", "sourcing", 1, source="press")
    lines = variant.audit().failures.filter(check="row without cause")["where"]
    assert any("recipe=full" in where for where in lines)
    assert not any("recipe=cbu" in where for where in lines)


def test_buyers_at_the_plant_need_no_lane(tiny: "Tiny", failing: Failing) -> None:
    """One car is wanted at the site itself, where `full` is built: a cost is due."""
    buyer = {**tiny.case["demand"][0], "place": "site", "volume": 1.0}
    left = {**tiny.plan["unmet"][0], "place": "site", "vehicles": 1.0}
    variant = tiny.with_case("demand", buyer).with_plan("unmet", left)
    at_site = {
        **tiny.plan["landed_cost"][1],
        "place": "site",
        "freight": 0.0,
        "landed_cost": 11_950.0,
    }
    assert "row missing" in failing(variant)
    assert "row missing" not in failing(variant.with_plan("landed_cost", at_site))


def test_buyers_of_another_product_are_not_its_market(
    tiny: "Tiny", failing: Failing
) -> None:
    """A van is wanted in the EU in 2026, where nobody wants the car that year."""
    van = {"product": "van", "company": "E", "hs_code": "8704", "powertrain": "ice"}
    buyer = {**tiny.case["demand"][2], "product": "van", "year": 2026}
    left = {**tiny.plan["unmet"][0], "product": "van", "place": "eu"}
    variant = tiny.with_case("products", van).with_case("demand", buyer)
    variant = variant.with_plan("unmet", {**left, "vehicles": buyer["volume"]})
    assert failing(variant) == set()


def test_each_option_with_parts_has_a_recipe(tiny: "Tiny", failing: Failing) -> None:
    """An option of which no recipe is told could be built from anything."""
    other = {**tiny.case["build_options"][1], "build_option": "kit"}
    part = {**tiny.case["bill_of_materials"][1], "build_option": "kit"}
    variant = tiny.with_case("build_options", other)
    assert failing(variant.with_case("bill_of_materials", part)) == {
        "recipe of each option"
    }


def test_a_source_that_nobody_offers_is_refused(tiny: "Tiny", failing: Failing) -> None:
    """`cbu` from the EU stands in no bill of materials."""
    wrong = tiny.without("production", "deliveries", "landed_cost")
    wrong = wrong.changed("plan", "sourcing", 0, source="eu")
    assert "sources offered somewhere" in failing(wrong)


def test_line_time_is_told_of_the_owner(tiny: "Tiny", failing: Failing) -> None:
    """`host` is H's."""
    wrong = tiny.changed("plan", "capacity_use", 0, owner="E")
    assert failing(wrong) == {"owner of the plant"}


def test_a_running_programme_has_a_start(tiny: "Tiny", failing: Failing) -> None:
    """`cbu` runs already, so its start stands in the first year."""
    assert failing(shortened(tiny, "starts", 0)) == {"committed start told"}
