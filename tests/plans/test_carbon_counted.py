"""Which emissions does the recount see, and which does a price or cap count?

The full car of E at the plant of H emits 400 kg there, 1,500 are built in 2026; its
battery from China 2,000 kg. The car of E in China emits 1,000 kg, 1,000 are built.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brownfield.plans.recount.money.carbon import carbon_paid, check_carbon, emissions
from tests.plans.conftest import FIRST
from tests.plans.test_audit_carbon import CAP, PRICE, TOLD, Cells, dirty, row, wrong

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

Stages = dict[tuple[str, str, str], float]
TONNES: Stages = {
    ("E", "parts", "CN"): 3_000.0,
    ("E", "plants", "CN"): 1_000.0,
    ("H", "plants", "UK"): 600.0,
}


def emitted(tiny: "Tiny") -> Stages:
    """Return the tonnes of 2026 by party, stage and territory."""
    world = tiny.world()
    found: Stages = {}
    for one in emissions(world, world.nodes[FIRST]):
        name = one.party, one.stage, one.territory
        found[name] = found.get(name, 0.0) + one.tonnes
    return found


def test_parts_and_plants_emit_what_is_built(tiny: "Tiny") -> None:
    """1,500 x 2.0, 1,000 x 1.0 and 1,500 x 0.4 tonnes; nothing without a figure."""
    assert emitted(dirty(tiny)) == pytest.approx(TONNES)
    assert emitted(tiny) == {}


@pytest.mark.parametrize(
    ("grids", "kg"),
    [
        ([], 400.0),
        ([("site", 2026, 0.4)], 440.0),
        # the last row that has begun, wherever it stands
        ([("site", 2025, 0.3), ("site", 2020, 0.5), ("site", 2027, 0.1)], 430.0),
        ([("site", 2020, 0.5), ("site", 2025, 0.3)], 430.0),
        ([("cn", 2020, 0.5), ("site", 2027, 0.1)], 400.0),
    ],
)
def test_power_emits_what_the_grid_of_the_plant_does(
    tiny: "Tiny", grids: list[tuple[str, int, float]], kg: float
) -> None:
    """100 kWh for a car of the host: 400 kg, and 100 times the intensity."""
    rows = [dict(zip(("place", "year", "intensity"), g, strict=True)) for g in grids]
    variant = dirty(tiny).changed("case", "build_options", 1, electricity=100.0)
    found = emitted(variant.with_case("grids", *rows))
    assert found["H", "plants", "UK"] == pytest.approx(1_500.0 * kg / 1_000.0)
    assert found["E", "plants", "CN"] == pytest.approx(1_000.0)


def test_power_alone_emits_too(tiny: "Tiny") -> None:
    """1,500 cars of 100 kWh at 0.4: 60 tonnes, without a figure for the car."""
    variant = tiny.changed("case", "build_options", 1, electricity=100.0)
    grid = {"place": "site", "year": 2026, "intensity": 0.4}
    found = emitted(variant.with_case("grids", grid))
    assert found == pytest.approx({("H", "plants", "UK"): 60.0})


def test_lanes_emit_in_the_land_of_the_market(tiny: "Tiny") -> None:
    """1,000 cars x 0.2 t from China, none from the host: 200 t of E in the UK.

    80 kg from the host: 120 more. The product's own lane of 100 stands before it: 150.
    """
    sea = dirty(tiny).changed("case", "lanes", 0, co2=200.0)
    assert emitted(sea) == pytest.approx({**TONNES, ("E", "lanes", "UK"): 200.0})
    land = sea.changed("case", "lanes", 1, co2=80.0)
    assert emitted(land) == pytest.approx({**TONNES, ("E", "lanes", "UK"): 320.0})
    own = {"origin": "site", "destination": "uk", "product": "car", "co2": 100.0}
    found = emitted(land.with_case("lanes", own))
    assert found == pytest.approx({**TONNES, ("E", "lanes", "UK"): 350.0})


def test_a_market_without_a_lane_adds_nothing(tiny: "Tiny") -> None:
    """The way is a fault of another check; what is built there is still counted."""
    variant = dirty(tiny)
    cut = replace(variant, case={**variant.case, "lanes": []})
    assert emitted(cut) == pytest.approx(TONNES)


@pytest.mark.parametrize(
    ("cells", "tonnes"),
    [
        ({}, {"E": 4_000.0, "H": 600.0}),
        ({"party": "H"}, {"H": 600.0}),
        ({"party": "E"}, {"E": 4_000.0}),
        ({"covers": "plants"}, {"E": 1_000.0, "H": 600.0}),
        ({"covers": "parts"}, {"E": 3_000.0}),
        ({"covers": "lanes"}, {}),
        ({"territory": "UK"}, {"H": 600.0}),
        ({"territory": "CN"}, {"E": 4_000.0}),
        ({"product": "car"}, {"E": 4_000.0, "H": 600.0}),
        ({"product": "van"}, {}),
        ({"mode": "full"}, {"E": 3_000.0, "H": 600.0}),
        ({"mode": "cbu"}, {"E": 1_000.0}),
        ({"powertrain": "bev"}, {"E": 4_000.0, "H": 600.0}),
        ({"powertrain": "ice"}, {}),
        ({"hs_code": "8703"}, {"E": 4_000.0, "H": 600.0}),
        ({"hs_code": "8704"}, {}),
        ({"year": 2025}, {}),
        ({"year": 2025, "to_year": 2026}, {"E": 4_000.0, "H": 600.0}),
        ({"year": 2027}, {}),
        ({"amount": 0.0}, {}),
    ],
)
def test_a_price_counts_what_it_names(
    tiny: "Tiny", cells: Cells, tonnes: dict[str, float]
) -> None:
    """At 10 a tonne; every party it counts has a row, and no other."""
    since = cells.get("year", 2026)
    rows = [
        row("levy", party, many, 10.0 * many) | {"since": since}
        for party, many in tonnes.items()
    ]
    assert wrong(dirty(tiny, {**PRICE, **cells}, carbon=rows)) == []
    if rows:
        assert "carbon tonnes" in wrong(dirty(tiny, {**PRICE, **cells}, carbon=[]))
    for party in {"E", "H"} - set(tonnes):
        more = row("levy", party, 0.0, 0.0) | {"since": since}
        found = wrong(dirty(tiny, {**PRICE, **cells}, carbon=[*rows, more]))
        assert found == ["carbon known"]


@pytest.mark.parametrize(
    ("target", "checks"), [(4_600.0, []), (4_599.0, ["carbon cap"])]
)
def test_a_cap_holds_for_all_together(
    tiny: "Tiny", target: float, checks: list[str]
) -> None:
    """4,000 of E and 600 of H; a cap of 0 a tonne is in force too."""
    rows = [row("cap", "E", 4_000.0, 0.0), row("cap", "H", 600.0, 0.0)]
    for amount in (0.0, None):
        cap = {**CAP, "party": None, "target": target, "amount": amount}
        assert wrong(dirty(tiny, cap, carbon=rows)) == checks


def test_what_each_is_above_a_cap_adds_up(tiny: "Tiny") -> None:
    """4,600 under a cap of 4,500: E pays for 70, H for 30, at 20 a tonne."""
    cap = {**CAP, "party": None, "target": 4_500.0, "amount": 20.0}
    rows = [
        row("cap", "E", 4_000.0, 1_400.0, 70.0),
        row("cap", "H", 600.0, 600.0, 30.0),
    ]
    assert wrong(dirty(tiny, cap, carbon=rows)) == []
    less = [rows[0], row("cap", "H", 600.0, 580.0, 29.0)]
    assert wrong(dirty(tiny, cap, carbon=less)) == ["carbon cap"]
    # E alone pays for all 100; no row of H says nothing is above, but not its tonnes
    alone = [row("cap", "E", 4_000.0, 2_000.0, 100.0)]
    assert wrong(dirty(tiny, cap, carbon=alone)) == ["carbon tonnes"]


def test_what_is_paid_differs_by_little(tiny: "Tiny") -> None:
    """40,000 at 10 a tonne; a millionth of it, 0.04, is no difference."""
    h_pays = row("levy", "H", 600.0, 6_000.0)
    for paid, checks in ((40_000.03, []), (40_000.05, ["carbon paid"])):
        rows = [row("levy", "E", 4_000.0, paid), h_pays]
        assert wrong(dirty(tiny, PRICE, carbon=rows)) == checks


def paid(tiny: "Tiny") -> dict[str, float]:
    """Return the cash of 2026 by party, of all prices and caps together."""
    world = tiny.world()
    found: dict[str, float] = {}
    for party, amount in carbon_paid(world, world.nodes[FIRST]):
        found[party] = found.get(party, 0.0) + amount
    return found


def test_a_small_price_is_a_price(tiny: "Tiny") -> None:
    """Half a pound for each of 4,000 and 600 tonnes."""
    rows = [row("levy", "E", 4_000.0, 2_000.0), row("levy", "H", 600.0, 300.0)]
    variant = dirty(tiny, {**PRICE, "amount": 0.5}, carbon=rows)
    assert paid(variant) == pytest.approx({"E": -2_000.0, "H": -300.0})
    assert wrong(variant) == []


def test_who_is_above_a_cap_pays_beside_a_price(tiny: "Tiny") -> None:
    """E: 40,000 and 100 tonnes at 20; H: 6,000, and 30 at 20. Nobody is above a third.

    Each rule has rows of its own, whichever stands first.
    """
    cap = {**CAP, "party": None, "target": 4_470.0, "amount": 20.0}
    idle = {**CAP, "policy": "wide", "party": "E", "target": 9_999.0, "amount": 50.0}
    rows = [
        *(row("levy", "E", 4_000.0, 40_000.0), row("levy", "H", 600.0, 6_000.0)),
        *(
            row("cap", "E", 4_000.0, 2_000.0, 100.0),
            row("cap", "H", 600.0, 600.0, 30.0),
        ),
        row("wide", "E", 4_000.0, 0.0),
    ]
    for rules in ((PRICE, cap, idle), (idle, cap, PRICE)):
        for told in (rows, rows[::-1]):
            variant = dirty(tiny, *rules, carbon=told)
            assert paid(variant) == pytest.approx({"E": -42_000.0, "H": -6_600.0})
            assert wrong(variant) == []


def test_the_product_of_an_emission_is_asked_for(tiny: "Tiny") -> None:
    """H has a petrol van that nobody builds; it stands first in the table."""
    van = {"product": "van", "company": "H", "hs_code": "870421", "powertrain": "ice"}
    variant = dirty(tiny, {**PRICE, "hs_code": "8703", "powertrain": "bev"})
    products = [van, *variant.case["products"]]
    found = replace(variant, case={**variant.case, "products": products})
    assert paid(found) == pytest.approx({"E": -40_000.0, "H": -6_000.0})


def test_what_differs_says_where(tiny: "Tiny") -> None:
    """Nothing is told: three amounts of emissions, and no row of the price or cap."""
    cap = {**CAP, "party": None, "target": 4_599.0}
    found = check_carbon(dirty(tiny, PRICE, cap, carbon=[], emissions=[]).world())
    where = {(f.check, f.where) for f in found if f.difference and FIRST in f.where}
    assert where == {
        *(
            ("tonnes emitted", f"party={p}, stage={s}, territory={t}, node={FIRST}")
            for p, s, t in TONNES
        ),
        *(
            ("carbon tonnes", f"policy={name}, party={party}, node={FIRST}")
            for name in ("levy", "cap")
            for party in ("E", "H")
        ),
        *(
            ("carbon paid", f"policy=levy, party={party}, node={FIRST}")
            for party in ("E", "H")
        ),
        ("carbon cap", f"policy=cap, node={FIRST}"),
    }


@pytest.mark.parametrize(
    ("off", "checks"),
    [(0.0039, []), (0.0041, ["carbon above", "carbon cap", "tonnes emitted"])],
)
def test_a_millionth_of_the_largest_volume_is_no_difference(
    tiny: "Tiny", off: float, checks: list[str]
) -> None:
    """4,000 cars are the largest volume: 0.004 tonnes more than there may be.

    The lanes of E emit nothing; nobody is above a price; H alone is under a cap.
    """
    lanes = {"party": "E", "stage": "lanes", "customs_territory": "UK", "tonnes": off}
    told = [*TOLD, lanes]
    rows = [{**r, "node": FIRST, "year": 2026} for r in told]
    cap = {**CAP, "party": "H", "target": 600.0 - off}
    carbon = [
        {**row("levy", "E", 4_000.0, 40_000.0), "above": off},
        row("levy", "H", 600.0, 6_000.0),
        row("cap", "H", 600.0, 0.0),
    ]
    found = wrong(dirty(tiny, PRICE, cap, carbon=carbon, emissions=rows))
    assert found == checks


@pytest.mark.parametrize(
    ("price", "off", "checks"),
    [
        (1_000.0, 0.0039, []),
        (1_000.0, 0.0041, ["carbon paid"]),
        (0.5, 3.9e-6, []),
        (0.5, 4.1e-6, ["carbon paid"]),
    ],
)
def test_payments_differ_by_little(
    tiny: "Tiny", price: float, off: float, checks: list[str]
) -> None:
    """A millionth of 4,000 cars x 1,000 x a thousandth; of less than 1, as of 1.

    E emits less than its cap and has nothing to pay.
    """
    cap = {**CAP, "target": 5_000.0, "amount": price}
    told = row("cap", "E", 4_000.0, off)
    assert wrong(dirty(tiny, cap, carbon=[told])) == checks


@pytest.mark.parametrize(("off", "checks"), [(0.0039, []), (0.0041, ["carbon tonnes"])])
def test_tonnes_of_a_rule_differ_by_little(
    tiny: "Tiny", off: float, checks: list[str]
) -> None:
    """600 of H, all but a millionth of 4,000; 6,000 are paid for them."""
    rows = [row("levy", "E", 4_000.0, 40_000.0), row("levy", "H", 600.0 + off, 6_000.0)]
    assert wrong(dirty(tiny, PRICE, carbon=rows)) == checks


def test_next_to_nothing_needs_no_row(tiny: "Tiny") -> None:
    """1,500 cars of a gram are 0.0015 tonnes of H, at 10 a tonne: 0.015.

    The size of payments is 4,000 x 10 x a thousandth; 0.00004 would be no difference.
    """
    variant = tiny.changed("case", "build_options", 1, co2=0.001)
    found = variant.with_case("policies", PRICE)
    assert wrong(found) == ["carbon paid"]
    assert wrong(found.changed("case", "policies", 0, amount=0.001)) == []
