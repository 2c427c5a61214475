"""For which vehicles do fleet rules ask, and what counts without a decision?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brownfield.plans.recount.money.credits import (
    SLACK,
    check_credits,
    handed,
    of_a_vehicle,
)
from tests.plans.conftest import FIRST, SECOND, years
from tests.plans.fleet_case import (
    PRODUCTS,
    RULES,
    Cells,
    Rows,
    account,
    credit,
    fleet,
    move,
    named,
    sold,
)

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

TWICE = credit("weight", rate=2.0, powertrain="bev")


def asked(tiny: "Tiny", policy: Cells, credits_: Rows, **paper: float) -> list[str]:
    """Return what differs of the numbers of E under one rule, without any move."""
    sums: Mapping[str, float] = {"missing": 1e9, **paper}
    rows = [account("cars", "E", FIRST, **sums), account("cars", "H", missing=1e9)]
    world = fleet(
        tiny, policies=[policy], credits=credits_, credit_moves=[], fleet_credits=rows
    ).world()
    return sorted(
        f.check
        for f in check_credits(world)
        if f"party=E, node={FIRST}" in f.where
        and f.difference > 1e-6 * f.scale
        and f.check.removeprefix("credits ") in ("opening", *paper)
    )


OWES = {"vehicles": 1_300.0, "asked": 650.0, "earned": 300.0, "owed": 650.0}


@pytest.mark.parametrize(
    ("cells", "paper"),
    [
        ({}, OWES),
        ({"territory": None}, {**OWES, "vehicles": 1_390.0, "earned": 390.0}),
        ({"territory": "EU"}, {"vehicles": 90.0, "asked": 45.0, "earned": 90.0}),
        ({"hs_code": None}, {**OWES, "vehicles": 1_340.0, "earned": 340.0}),
        ({"hs_code": "8704"}, {"vehicles": 40.0, "earned": 40.0, "owed": 20.0}),
        ({"hs_code": "870380"}, {"vehicles": 300.0, "earned": 300.0, "owed": 150.0}),
        ({"product": "petrol"}, {"vehicles": 1_000.0, "earned": 0.0, "owed": 500.0}),
        ({"party": "E"}, OWES),
        ({"target": 0.2}, {**OWES, "asked": 260.0, "owed": 260.0}),
    ],
)
def test_a_rule_asks_for_what_it_names(
    tiny: "Tiny", cells: Cells, paper: dict[str, float]
) -> None:
    """By territory of the market, heading and product; half of what is sold."""
    half = {"asked": paper["vehicles"] / 2, "owed": paper["vehicles"] / 2}
    sums = {**paper, **half} if "target" not in cells else paper
    assert asked(tiny, {**RULES[0], **cells}, [], **sums) == []


@pytest.mark.parametrize(
    "cells",
    [
        {"party": "H"},
        {"territory": "US"},
        {"year": 2025, "to_year": None},
        {"year": 2027},
        {"kind": "carbon_cap"},
        {"product": "mini"},
    ],
)
def test_a_rule_for_others_gives_no_account(tiny: "Tiny", cells: Cells) -> None:
    """Another maker, a land without places, another year, another law."""
    moves = [move("buy", 50.0)]
    rules = [{**RULES[0], **cells}]
    found = fleet(tiny, policies=rules, credit_moves=moves, fleet_credits=[])
    assert named(found, FIRST) == ["credits allowed"]


@pytest.mark.parametrize(
    "cells", [{"territory": "US"}, {"kind": "carbon_cap"}, {"year": 2030}]
)
def test_a_rule_that_asks_for_nothing_leaves_the_next_alone(
    tiny: "Tiny", cells: Cells
) -> None:
    """It stands first in the table; the accounts are those without it."""
    idle = {**RULES[0], "policy": "idle", "to_year": None, **cells}
    assert named(fleet(tiny, policies=[idle, *RULES])) == []


@pytest.mark.parametrize("vehicles", [1.0, 0.5])
def test_a_maker_of_one_car_owes_too(tiny: "Tiny", vehicles: float) -> None:
    """Half a credit for one, a quarter for half a car: only a row can free it."""
    half = vehicles / 2.0
    sums = {"vehicles": vehicles, "asked": half, "owed": half, "missing": half}
    rows = [account("cars", "E", FIRST, amount=-1_000.0 * half, **sums)]
    plan = {"deliveries": [sold("petrol", vehicles)], "credit_moves": []}
    variant = fleet(tiny, credits=[], fleet_credits=rows, **plan)
    assert [name for name in named(variant, FIRST) if name != "credits cash"] == []


@pytest.mark.parametrize(
    ("credits_", "paper"),
    [
        # 300 electric ones count twice
        ([credit("weight", rate=2.0, powertrain="bev")], {"earned": 600.0}),
        ([credit("weight", rate=2.0, powertrain="ice")], {"earned": 300.0}),
        ([credit("weight", rate=2.0, product="electric")], {"earned": 600.0}),
        ([credit("weight", rate=2.0, product="petrol")], {"earned": 300.0}),
        ([credit("weight")], {"earned": 300.0}),
        # 300 x 2 x 1.5
        (
            [
                credit("weight", rate=2.0),
                credit("weight", rate=1.5) | {"credit": "more"},
            ],
            {"earned": 900.0},
        ),
        # E's own row stands before the one for every maker, wherever it stands
        (
            [credit("weight", rate=3.0, party="E"), credit("weight", rate=2.0)],
            {"earned": 900.0},
        ),
        (
            [credit("weight", rate=2.0), credit("weight", rate=3.0, party="E")],
            {"earned": 900.0},
        ),
        ([credit("weight", rate=3.0, party="H")], {"earned": 300.0}),
        ([credit("weight", rate=3.0, from_year=2026, to_year=2026)], {"earned": 900.0}),
        ([credit("weight", rate=3.0, from_year=2027)], {"earned": 300.0}),
        ([credit("weight", rate=3.0, to_year=2025)], {"earned": 300.0}),
        # it sells 1,300
        ([credit("free_below", volume=1_300.0)], {**OWES, "owed": 0.0}),
        ([credit("free_below", volume=1_299.0)], OWES),
        (
            [
                credit("free_below", volume=1_299.0),
                credit("free_below", volume=1_300.0) | {"credit": "more"},
            ],
            {**OWES, "owed": 0.0},
        ),
        # an opening without a year is there in the first year of the case
        ([credit("opening", volume=7.0)], {"opening": 7.0}),
        ([credit("opening", volume=7.0, from_year=2026)], {"opening": 7.0}),
        ([credit("opening", volume=7.0, from_year=2025)], {"opening": 0.0}),
        ([credit("opening", volume=7.0, from_year=2027)], {"opening": 0.0}),
        # 5 + 7
        (
            [
                credit("opening", volume=5.0),
                credit("opening", volume=7.0) | {"credit": "more"},
            ],
            {"opening": 12.0},
        ),
    ],
)
def test_what_holds_without_a_decision(
    tiny: "Tiny", credits_: Rows, paper: dict[str, float]
) -> None:
    """Weights multiply, balances add up, small makers owe nothing."""
    assert asked(tiny, RULES[0], credits_, **paper) == []


def test_a_limit_counts_grams(tiny: "Tiny") -> None:
    """1,000 cars at 120 g are 25,000 over a limit of 95; 300 at 0 earn 28,500.

    Counted twice by a weight, the electric ones earn 57,000. Amounts are of the size of
    100 g for each of 4,000 cars: a millionth of it, 0.4 g, is no difference.
    """
    grams = {"petrol": 120.0}
    rows = [{**p, "tailpipe_co2": grams.get(p["product"], 0.0)} for p in PRODUCTS]
    limit = {**RULES[0], "kind": "co2_limit", "target": 95.0}
    sums = {"vehicles": 1_300.0, "asked": 123_500.0, "owed": 25_000.0}
    variant = fleet(tiny, products=rows)
    for credits_, earned in (([], 28_500.0), ([TWICE], 57_000.0)):
        for off, checks in ((0.39, []), (0.41, ["credits earned"])):
            told = account("cars", "E", FIRST, missing=1e9, earned=earned + off, **sums)
            found = replace(
                variant,
                case={**variant.case, "policies": [limit], "credits": credits_},
                plan={**variant.plan, "credit_moves": [], "fleet_credits": [told]},
            )
            assert named(found, FIRST) == ["credits cash", *checks]


@pytest.mark.parametrize(
    ("name", "place", "counts"),
    [
        ("electric", "uk", (1.0, 0.5, 1.0, 0.5)),
        ("petrol", "uk", (1.0, 0.5, 0.0, 0.5)),
        ("electric", "eu", (0.0, 0.0, 0.0, 0.0)),
        ("van", "uk", (0.0, 0.0, 0.0, 0.0)),
        ("mini", "uk", (0.0, 0.0, 0.0, 0.0)),
    ],
)
@pytest.mark.parametrize(
    ("credits_", "weight", "owes"),
    [
        ([], 1.0, 1.0),
        ([TWICE], 2.0, 1.0),
        # 1,300 are sold
        ([credit("free_below", volume=1_300.0)], 1.0, 0.0),
        ([credit("free_below", volume=1_299.0)], 1.0, 1.0),
        ([credit("free_below", volume=0.0)], 1.0, 1.0),
    ],
)
def test_one_vehicle_more_counts_by_itself(
    tiny: "Tiny",
    name: str,
    place: str,
    counts: tuple[float, ...],
    credits_: Rows,
    weight: float,
    owes: float,
) -> None:
    """Vehicles, asked, earned and owed of E; nothing is owed where all is free."""
    world = fleet(tiny, credits=credits_, credit_moves=[]).world()
    sold = {"product": name, "place": place}
    found = of_a_vehicle(world, world.nodes[FIRST], ("cars", "E"), sold)
    vehicles, asked_for, earned, owed = counts
    expected = (vehicles, asked_for, weight * earned, owes * owed)
    assert (found.vehicles, found.asked, found.earned, found.owed) == expected


def test_a_maker_that_sells_nothing_yet_is_free_up_to_none(tiny: "Tiny") -> None:
    """0 vehicles are at most 0: the first one owes nothing."""
    free = [credit("free_below", volume=0.0)]
    variant = fleet(tiny, credits=free, credit_moves=[], deliveries=[])
    world = variant.world()
    sold = {"product": "electric", "place": "uk"}
    found = of_a_vehicle(world, world.nodes[FIRST], ("cars", "E"), sold)
    assert (found.earned, found.owed) == (1.0, 0.0)


@pytest.mark.parametrize(("slacks", "owed"), [(1.0, 0.0), (1.5, 50.0)])
def test_a_small_maker_may_pass_its_volume_by_rounding(
    tiny: "Tiny", slacks: float, owed: float
) -> None:
    """100 cars and a ten-thousandth of one are free, half as much again is not."""
    cars = 100.0 * (1.0 + slacks * SLACK)
    variant = fleet(
        tiny,
        credits=[credit("free_below", volume=100.0)],
        deliveries=[sold("petrol", cars)],
        credit_moves=[],
        fleet_credits=[account("cars", "E", FIRST)],
    )
    found = {f.check: f.expected for f in check_credits(variant.world())}
    assert found["credits owed"] == pytest.approx(owed, rel=1e-5)


def test_only_a_pool_hands_credits_on(tiny: "Tiny") -> None:
    """Of 50 bought and 25 handed on at 600, both said to be of H, 25 are paid to it."""
    moves = [move("buy", 50.0, giver="H"), move("pool", 25.0, giver="H")]
    world = fleet(tiny, credit_moves=moves).world()
    found = [(p.party, p.amount) for p in handed(world, world.nodes[FIRST])]
    assert found == [("E", -15_000.0), ("H", 15_000.0)]


def test_what_is_kept_is_of_the_year_before_alone(tiny: "Tiny") -> None:
    """27 of 30 are left in 2027 and 75 owed; in 2028 nothing of either."""
    rules = [{**row, "to_year": 2028} for row in RULES]
    years_of = (SECOND, "base@2028")
    rows = [account("cars", "E", node) for node in years_of]
    variant = fleet(tiny, policies=rules, fleet_credits=rows)
    found = {
        (f.check, node): f.expected
        for f in check_credits(variant.world(years(3)))
        for node in years_of
        if f"party=E, node={node}" in f.where
    }
    assert [found["credits kept", node] for node in years_of] == [27.0, 0.0]
    assert [found["credits repaid", node] for node in years_of] == [75.0, 0.0]
