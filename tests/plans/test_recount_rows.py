"""Which row of a table does the recount take, where several are alike? By hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.errors import UseError
from brownfield.plans.recount.plants.capacity import parts_time
from brownfield.plans.recount.references import check_references, require_columns
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

Failing = Callable[["Tiny"], set[str]]
OPENED = {"facility": "new", "owner": "E", "action": "open", "node": FIRST}


def lines(variant: "Tiny", check: str) -> list[dict[str, Any]]:
    """Return the lines of a check that fails, the summary last."""
    return variant.audit().failures.filter(check=check).to_dicts()


def told(variant: "Tiny", check: str) -> tuple[object, object, object]:
    """Return where a check fails first, what was expected and what was found."""
    line = lines(variant, check)[0]
    return line["where"], line["expected"], line["found"]


def test_units_are_of_the_option_and_of_the_source(tiny: "Tiny") -> None:
    """1,500 vehicles at 2 units; `cbu` would take 5 of there, China would ask 1."""
    bill = tiny.case["bill_of_materials"]
    battery = {**bill[2], "source": "new"}
    rows = [{**battery, "build_option": "cbu", "units_per_vehicle": 5.0}, *bill]
    rows.append({**battery, "units_per_vehicle": 2.0})
    variant = replace(tiny, case={**tiny.case, "bill_of_materials": rows})
    world = variant.changed("plan", "sourcing", 2, source="new").world()
    assert parts_time(world, world.nodes[FIRST], "new") == 3_000.0


def test_units_are_of_each_part_group(tiny: "Tiny") -> None:
    """1,500 vehicles take 3 bodies and 2 batteries each of one plant."""
    variant = tiny
    for row, units in ((1, 3.0), (2, 2.0)):
        cells = {"source": "new", "units_per_vehicle": units}
        variant = variant.changed("case", "bill_of_materials", row, **cells)
        variant = variant.changed("plan", "sourcing", row, source="new")
    world = variant.world()
    assert parts_time(world, world.nodes[FIRST], "new") == 7_500.0


@pytest.mark.parametrize("cells", [{"jobs_per_hour": 0.0}, {"hours_per_year": 0.0}])
def test_a_shut_shop_lets_nothing_through(tiny: "Tiny", cells: dict[str, Any]) -> None:
    """1,500 vehicles that take no line time are 1,500 too many."""
    shop = {"facility": "host", "shop": "body", "jobs_per_hour": 1.0}
    variant = tiny.changed("case", "build_options", 1, capacity_use=0.0)
    shut = variant.with_case("shops", {**shop, "hours_per_year": 9.0, **cells})
    assert [line["found"] for line in lines(shut, "shop hours")[:2]] == [1_500, 2_500]
    # an open one has time for any number of them
    assert (
        lines(variant.with_case("shops", {**shop, "hours_per_year": 9.0}), "shop hours")
        == []
    )


def test_deliveries_of_one_quota_add_up(tiny: "Tiny") -> None:
    """300 and 400 in a quota of 500."""
    row = {"measure": "q", "importer": "UK", "hs_code": "8703", "kind": "quota"}
    variant = tiny.with_case("trade_measures", {**row, "quota_volume": 500.0})
    cells = {"quota": "q", "regime": "quota"}
    variant = variant.changed("plan", "deliveries", 1, vehicles=300.0, **cells)
    second = {**variant.plan["deliveries"][1], "vehicles": 400.0}
    found = told(variant.with_plan("deliveries", second), "quota")
    assert found == (f"quota=q, node={FIRST}", 500.0, 700.0)


@pytest.mark.parametrize(
    ("section", "plant", "check"),
    [
        ({"earliest_start_year": 2027, "latest_start_year": None}, {}, "opening year"),
        ({"latest_start_year": 2025}, {}, "opening year"),
        ({}, {"last_year": 2025}, "opening before its last year is over"),
    ],
)
def test_a_plant_is_opened_in_time(
    tiny: "Tiny", section: dict[str, Any], plant: dict[str, Any], check: str
) -> None:
    """`new` is opened in 2026."""
    opened = tiny.with_plan("openings", {**OPENED, "year": 2026})
    assert lines(opened, check) == []
    plan = tiny.settings.plan.model_copy(update=section)
    settings = tiny.settings.model_copy(update={"plan": plan})
    late = replace(opened, settings=settings).changed("case", "facilities", 2, **plant)
    assert len(lines(late, check)) == 2


def test_a_source_that_ends_is_not_bought_from(tiny: "Tiny") -> None:
    """The batteries of 2027 have no row any more."""
    bill = tiny.case["bill_of_materials"][:2]
    later = replace(tiny, case={**tiny.case, "bill_of_materials": bill})
    findings = list(check_references(tiny.later(later)))
    off = {f.where for f in findings if f.difference > 0}
    tables = ("production", "deliveries", "origin", "landed_cost")
    assert off == {f"{name}: recipe=full, node={SECOND}" for name in tables}
    assert {f.check for f in findings if f.difference > 0} == {"sources offered"}


def test_what_another_option_may_buy_is_not_offered(tiny: "Tiny") -> None:
    """Only `cbu` could have batteries of `new`."""
    row = {**tiny.case["bill_of_materials"][2], "source": "new"}
    variant = tiny.with_case("bill_of_materials", {**row, "build_option": "cbu"})
    world = variant.changed("plan", "sourcing", 2, source="new").world()
    off = {(f.check, f.where) for f in check_references(world) if f.difference > 0}
    assert ("sources offered", f"production: recipe=full, node={FIRST}") in off


@pytest.mark.parametrize("table", ["sourcing", "origin", "landed_cost"])
def test_a_recipe_of_no_option_is_unknown(tiny: "Tiny", table: str) -> None:
    """No build option is called ghost, whatever the table."""
    row = {**tiny.plan[table][0], "recipe": "ghost", "build_option": "ghost"}
    known = {k: v for k, v in row.items() if k in tiny.plan[table][0]}
    assert lines(tiny.with_plan(table, known), "names known") != []


@pytest.mark.parametrize(
    ("cells", "checks"),
    [
        ({"year": 2027}, {"year of the node"}),
        ({"node": "nowhere"}, {"names known", "year of the node"}),
        ({"place": "nowhere"}, {"names known"}),
        ({"build_option": "cbu"}, {"names known"}),
        ({"product": "van"}, {"names known"}),
        ({"facility": "home"}, {"names known"}),
    ],
)
def test_a_row_names_what_there_is(
    tiny: "Tiny", failing: Failing, cells: dict[str, Any], checks: set[str]
) -> None:
    """A delivery of `full` from the host to uk in 2026, one word changed."""
    assert failing(tiny.changed("plan", "deliveries", 0, **cells)) == checks


def without(tiny: "Tiny", table: str, *rows: int) -> "Tiny":
    """Return a variant whose plan lacks rows of a table."""
    kept = [row for i, row in enumerate(tiny.plan[table]) if i not in rows]
    return replace(tiny, plan={**tiny.plan, table: kept})


def test_what_nobody_asked_for_is_not_served(tiny: "Tiny") -> None:
    """5 vehicles are unmet in a place without buyers."""
    row = {**tiny.plan["unmet"][0], "place": "cn", "vehicles": 5.0}
    found = told(tiny.with_plan("unmet", row), "demand balance")
    assert found == (f"product=car, place=cn, node={FIRST}", 0.0, 5.0)


def test_a_market_that_is_left_out_is_missed(tiny: "Tiny") -> None:
    """Eu asks for 1,000 in 2027: neither delivered nor unmet."""
    found = told(without(tiny, "deliveries", 3), "demand balance")
    assert found == (f"product=car, place=eu, node={SECOND}", 1_000.0, 0.0)


def test_what_is_built_is_delivered_and_the_other_way_round(tiny: "Tiny") -> None:
    """1,000 of `cbu` in 2026 are built, and delivered to uk."""
    where = f"recipe=cbu, node={FIRST}"
    kept = told(without(tiny, "deliveries", 1), "production")
    assert kept == (where, 0.0, 1_000.0)
    assert told(without(tiny, "production", 1), "production") == (where, 1_000.0, 0.0)


def test_a_delivery_needs_a_lane_or_stays_where_it_is(tiny: "Tiny") -> None:
    """No lane leads from China to eu; `cbu` may stay in China."""
    where = "recipe=cbu, place={}, node=" + FIRST
    sent = tiny.changed("plan", "deliveries", 1, place="eu")
    assert told(sent, "lane") == (where.format("eu"), 1.0, 0.0)
    assert lines(tiny.changed("plan", "deliveries", 1, place="cn"), "lane") == []


def test_rows_of_volumes_are_named_in_full(tiny: "Tiny") -> None:
    """A delivery by its five labels, a shortfall by the two it has."""
    check = "no negative volume"
    sent = told(tiny.changed("plan", "deliveries", 0, vehicles=-7.0), check)
    labels = "recipe=full, build_option=full, product=car, place=uk"
    assert sent == (f"deliveries: {labels}, node={FIRST}", 0.0, 7.0)
    short = told(tiny.changed("plan", "shortfall", 0, vehicles=-7.0), check)
    assert short == (f"shortfall: build_option=full, node={SECOND}", 0.0, 7.0)


def test_a_name_that_is_unknown_is_told_with_its_row(tiny: "Tiny") -> None:
    """The second delivery, of `cbu`, goes to a place that is not in the case."""
    variant = tiny.changed("plan", "deliveries", 1, place="moon")
    labels = "row=1, recipe=cbu, node={}, build_option=cbu, product=car"
    where = f"deliveries: {labels}, facility=home, place=moon".format(FIRST)
    assert told(variant, "names known") == (where, 1.0, 0.0)


def test_what_lacks_is_named_one_after_the_other(tiny: "Tiny") -> None:
    """Two columns of two tables."""
    frames = dict(tiny.frames)
    frames["value"] = frames["value"].drop("npv")
    frames["cash"] = frames["cash"].drop("item")
    with pytest.raises(UseError) as refused:
        require_columns(frames)
    lacks = "the plan lacks cash.item, value.npv; write plan tables in full"
    assert str(refused.value) == lacks


def test_a_row_without_a_year_has_no_wrong_one(tiny: "Tiny") -> None:
    """Nothing asks a start for its year, and what a recipe buys is of no node."""
    rows = [{k: v for k, v in r.items() if k != "year"} for r in tiny.plan["starts"]]
    world = replace(tiny, plan={**tiny.plan, "starts": rows}).world()
    assert {f.difference for f in check_references(world)} == {0.0}
