"""Prices and caps of carbon on paper, in the plan and in the third formulation.

A car sells at 1,000. It is made at home for 600, or abroad for 500 and 20 of freight:
400 or 480 each, for 100 cars. At home a car emits 1 tonne, abroad 3 and 1 on the way.
"""

from typing import Any

import pytest

from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, product, small_case
from tests.peers.third.on_paper import ABROAD, HALF, worse
from tests.peers.third.optimum import optimum
from tests.peers.third.run import checks_that_failed

PLANTS: list[Row] = [
    {"facility": "plant", "place": "home", "owner": "firm"},
    {"facility": "far", "place": "away", "owner": "firm"},
]
LANE: Row = {"origin": "away", "destination": "home", "freight": 20.0, "co2": 1_000.0}
AT_HOME = option("make", is_committed=True, conversion_cost=600.0, co2=1_000.0)
IMPORT = option(
    "import", facility="far", is_committed=True, conversion_cost=500.0, co2=3_000.0
)


def price(amount: float = 10.0, **cells: Any) -> Row:
    """Return a price of a tonne in 2030."""
    usual: Row = {"policy": "price", "kind": "carbon_price", "year": 2030}
    return {**usual, "amount": amount, **cells}


def cap(target: float, **cells: Any) -> Row:
    """Return a cap in tonnes in 2030."""
    usual: Row = {"policy": "cap", "kind": "carbon_cap", "year": 2030}
    return {**usual, "target": target, **cells}


def planned(*policies: Row, years: int = 1, **tables: Any) -> Plan:
    """Return the plan of the two plants; audit and third formulation must agree."""
    rows: dict[str, Any] = {
        "places": ABROAD,
        "facilities": PLANTS,
        "shift_patterns": [pattern("plant", 10_000), pattern("far", 10_000)],
        "lanes": [LANE],
        "build_options": [AT_HOME, IMPORT],
        "demand": [buyers(100, 1_000)],
        "policies": list(policies),
        **tables,
    }
    keys = rows.pop("keys", {})
    case = small_case(rows, years=years, **keys)
    found, third = plan(case), optimum(case)
    assert checks_that_failed(found) == []
    assert third is not None
    assert third.value == pytest.approx(found.value, abs=1e-3)
    return found


def built(found: Plan) -> dict[str, float]:
    """Return the cars of each plant."""
    return dict(found.tables["production"].select("facility", "vehicles").rows())


def test_a_price_turns_the_source_round_where_it_costs_what_it_saves() -> None:
    """Abroad earns 80 more and emits 3 tonnes more: even at 80 / 3 = 26.67 a tonne."""
    below, above = planned(price(26.0)), planned(price(27.0))
    assert built(below) == pytest.approx({"far": 100})
    assert below.value == pytest.approx(100 * (480 - 4 * 26))
    assert built(above) == pytest.approx({"plant": 100})
    assert above.value == pytest.approx(100 * (400 - 27))


def test_the_plan_says_what_is_emitted_and_paid() -> None:
    """300 tonnes at the far plant and 100 on the way, at 10 each."""
    found = planned(price())
    emitted = found.tables["emissions"].rows()
    assert emitted == [
        ("firm", "lanes", "HL", "base", 2030, pytest.approx(100)),
        ("firm", "plants", "AL", "base", 2030, pytest.approx(300)),
    ]
    (row,) = found.tables["carbon"].to_dicts()
    told = {"policy": "price", "since": 2030, "party": "firm"}
    sums = {"tonnes": 400.0, "above": 0.0, "paid": 4_000.0}
    assert row == pytest.approx({**told, "node": "base", "year": 2030, **sums})


def test_emissions_are_told_without_a_policy() -> None:
    """400 tonnes; nothing is paid."""
    found = planned()
    assert found.tables["emissions"]["tonnes"].sum() == pytest.approx(400)
    assert found.tables["carbon"].is_empty()


@pytest.mark.parametrize(
    ("cells", "tonnes"),
    [
        ({"covers": "plants"}, 300),
        ({"covers": "lanes"}, 100),
        ({"covers": "parts"}, 0),
        ({"territory": "AL"}, 300),
        ({"territory": "HL"}, 100),
        ({"territory": "AL", "covers": "lanes"}, 0),
        ({"party": "firm"}, 400),
        ({"product": "car"}, 400),
        ({"mode": "ckd"}, 0),
        ({"powertrain": "bev"}, 400),
        ({"powertrain": "ice"}, 0),
        ({"hs_code": "8704"}, 0),
        ({"year": 2029}, 0),
        ({"year": 2029, "to_year": 2030}, 400),
    ],
)
def test_a_price_has_conditions(cells: Row, tonnes: float) -> None:
    """48,000 less 10 for each tonne that is meant."""
    asked: dict[str, Any] = dict(cells)
    assert planned(price(**asked)).value == pytest.approx(48_000 - 10 * tonnes)


def test_a_cap_is_kept_and_a_tonne_is_worth_what_it_moves() -> None:
    """250 tonnes: x cars from abroad emit 4 x, the rest 100 - x: 50 cars each.

    One tonne more lets a third of a car come from abroad, 80 / 3.
    """
    found = planned(cap(250.0))
    assert built(found) == pytest.approx({"plant": 50, "far": 50})
    assert found.value == pytest.approx(50 * 480 + 50 * 400)
    prices = found.tables["prices"]
    (worth,) = prices.filter(prices["quantity"] == "carbon").to_dicts()
    assert worth["value"] == pytest.approx(80 / 3)
    assert (worth["policy"], worth["party"], worth["node"]) == ("cap", None, "base")


def test_below_what_the_cleanest_plan_emits_cars_are_not_built() -> None:
    """60 tonnes are 60 cars made at home; the next tonne is worth a car, 400."""
    found = planned(cap(60.0))
    assert built(found) == pytest.approx({"plant": 60})
    assert found.value == pytest.approx(24_000)
    prices = found.tables["prices"]
    carbon = prices.filter(prices["quantity"] == "carbon")
    assert carbon["value"].to_list() == pytest.approx([400])


def test_what_is_above_a_cap_may_be_paid_for() -> None:
    """At 20 a tonne above 250: 150 tonnes are paid for, cheaper than 80 / 3 each."""
    found = planned(cap(250.0, party="firm", amount=20.0))
    assert built(found) == pytest.approx({"far": 100})
    assert found.value == pytest.approx(48_000 - 150 * 20)
    (row,) = found.tables["carbon"].to_dicts()
    assert (row["above"], row["paid"]) == pytest.approx((150, 3_000))
    dear = planned(cap(250.0, party="firm", amount=30.0))
    assert dear.value == pytest.approx(44_000)


def test_a_cap_of_a_firm_counts_what_it_emits() -> None:
    """The host's plant emits the host's tonnes; parts and lanes are the firm's."""
    hosts = [PLANTS[0], {**PLANTS[1], "owner": "host"}]
    parties: list[Row] = [{"party": "firm"}, {"party": "host"}]
    both: dict[str, Any] = {"facilities": hosts, "parties": parties}
    assert planned(cap(100.0, party="firm"), **both).value == pytest.approx(48_000)
    host = planned(cap(0.0, party="host"), **both)
    assert built(host) == pytest.approx({"plant": 100})


@pytest.mark.parametrize("policy", [price(0.0), cap(400.0), cap(1e9)])
def test_what_asks_for_nothing_changes_nothing(policy: Row) -> None:
    """To the last digit."""
    assert planned(policy).value == planned().value


def test_a_higher_price_never_raises_the_value() -> None:
    """Nor a lower cap."""
    prices = [planned(price(float(amount))).value for amount in range(0, 60, 12)]
    caps = [planned(cap(float(tonnes))).value for tonnes in range(500, -1, -100)]
    assert prices == sorted(prices, reverse=True)
    assert caps == sorted(caps, reverse=True)


def test_a_grid_that_becomes_cleaner_brings_the_car_home() -> None:
    """2,000 kWh at 2 kg are 4 tonnes in 2030, at 0.25 kg half a tonne from 2031 on.

    At 10 a tonne home earns 400 - 40, then 400 - 5; abroad, 30 dearer here, 450 - 40
    and 450 - 40 at any time. At 30 a tonne: 280, then 385 at home against 330.
    """
    home = {**AT_HOME, "co2": None, "electricity": 2_000.0}
    far = {**IMPORT, "conversion_cost": 530.0}
    grids = [
        {"place": "home", "year": 2028, "intensity": 2.0},
        {"place": "home", "year": 2031, "intensity": 0.25},
    ]
    found = planned(
        price(30.0, to_year=2032),
        years=3,
        grids=grids,
        build_options=[home, far],
        demand=[buyers(100, 1_000, year=2030 + age) for age in range(3)],
    )
    rows = found.tables["production"].select("facility", "year").rows()
    assert rows == [("far", 2030), ("plant", 2031), ("plant", 2032)]
    assert found.value == pytest.approx(100 * (330 + 385 + 385))


def test_dirty_parts_give_way_to_clean_ones() -> None:
    """A pack at 100 with 5 tonnes, or at 140 with 1: even at 10 a tonne."""
    pack: Row = {"build_option": "make", "part_group": "pack"}
    parts = [
        {**pack, "source": "away", "unit_value": 100.0, "co2": 5_000.0},
        {**pack, "source": "home", "unit_value": 140.0, "co2": 1_000.0},
    ]
    bought: dict[str, Any] = {"build_options": [AT_HOME], "bill_of_materials": parts}
    cheap = planned(price(9.0, covers="parts"), **bought)
    assert cheap.value == pytest.approx(100 * (400 - 100 - 45))
    clean = planned(price(11.0, covers="parts"), **bought)
    assert clean.value == pytest.approx(100 * (400 - 140 - 11))
    mixed = planned(cap(300.0, covers="parts"), **bought)
    assert mixed.value == pytest.approx(50 * 300 + 50 * 260)
    here = planned(price(11.0, covers="parts", territory="HL"), **bought)
    assert here.value == pytest.approx(100 * 300)  # those from abroad are not meant


def test_a_future_with_a_price_is_heard_there_only() -> None:
    """27 a tonne in the worse half of futures: 480 now, then 480 or 400 - 27."""
    found = planned(
        price(0.0, year=2031),
        years=2,
        scenarios=HALF,
        what_ifs=[worse("policies", "policy=price", "amount", "27")],
        demand=[buyers(100, 1_000, year=2030 + age) for age in range(2)],
    )
    assert found.value == pytest.approx(100 * (480 + 0.5 * 480 + 0.5 * 373))


def test_a_grid_that_changes_at_one_node_moves_that_node_only() -> None:
    """At home 2,000 kWh: at 0.5 kg a tonne, in the worse half 2.5 kg and 5 tonnes.

    At 30 a tonne the car earns 400 - 30 at home, there 400 - 150, and abroad 360.
    """
    found = planned(
        price(30.0, to_year=2031),
        years=2,
        scenarios=HALF,
        grids=[{"place": "home", "year": 2030, "intensity": 0.5}],
        what_ifs=[worse("grids", "place=home", "intensity", "2.5")],
        build_options=[{**AT_HOME, "co2": None, "electricity": 2_000.0}, IMPORT],
        demand=[buyers(100, 1_000, year=2030 + age) for age in range(2)],
    )
    assert found.value == pytest.approx(100 * (370 + 0.5 * 370 + 0.5 * 360))
    sums = dict.fromkeys(("now", "good", "bad"), 0.0)
    for row in found.tables["emissions"].to_dicts():
        sums[row["node"]] += row["tonnes"]
    assert sums == pytest.approx({"now": 100, "good": 100, "bad": 400})


def test_carbon_is_a_cost_before_tax_and_comes_again() -> None:
    """Tax of 25 % on 48,000 - 4,000, and twice more after the last year."""
    keys = {"terminal": "multiple", "terminal_multiple": 2.0}
    found = planned(price(), parties=[{"party": "firm", "tax_rate": 0.25}], keys=keys)
    assert found.value == pytest.approx(3 * 0.75 * 44_000)


@pytest.mark.parametrize("kg", [0.0, None])
def test_a_products_own_lane_stands_before_the_one_for_all(kg: float | None) -> None:
    """The car's own lane emits nothing, or does not say; the common one does."""
    own: Row = {**LANE, "product": "car", "co2": kg}
    found = planned(price(covers="lanes"), lanes=[LANE, own], products=[product("car")])
    assert found.value == pytest.approx(48_000)
