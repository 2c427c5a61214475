"""A stop costs the credits of the vehicles it takes, and saves those they owe.

One plant builds 940 cars a year, 20 in each of 47 weeks, at 300; buyers pay 1,000. Six
weeks without it are 120 cars, half of them electric where both are built. A rule asks
for half the cars, at 400 a credit.
"""

from typing import Any

import pytest

from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, product, small_case
from tests.questions.stress.test_promises import stopped

CARS = 120
FLEET: dict[str, Row] = {
    "petrol": product("petrol", powertrain="ice", hs_code="870322"),
    "electric": {**product("electric"), "is_zero_emission": True},
    "van": {**product("van", hs_code="870460"), "is_zero_emission": True},
}


def lost(
    volumes: dict[str, float], *credits_: Row, rules: list[Row] | None = None
) -> dict[str, float]:
    """Return what a stop of six weeks costs each party."""
    return stopped(
        small_case(
            {
                "shift_patterns": [pattern("plant", sum(volumes.values()))],
                "products": [FLEET[name] for name in volumes],
                "build_options": [made(name) for name in volumes],
                "demand": [buyers(v, 1_000, product=n) for n, v in volumes.items()],
                "policies": rules or [rule()],
                "credits": list(credits_),
            }
        )
    ).by_party


def made(name: str, **cells: Any) -> Row:
    """Return a committed programme that costs 300 a vehicle."""
    usual: dict[str, Any] = {"product": name, "is_committed": True}
    return option(name, **{**usual, "conversion_cost": 300.0, **cells})


def rule(name: str = "cars", **cells: Any) -> Row:
    """Return a mandate of half the cars at 400 a credit."""
    usual: Row = {"policy": name, "kind": "zev_mandate", "year": 2030, "hs_code": "87"}
    return {**usual, "target": 0.5, "amount": 400.0, **cells}


def credit(kind: str, **cells: Any) -> Row:
    """Return something that the maker may do with credits of the cars."""
    return {"credit": kind, "policy": "cars", "kind": kind, **cells}


def test_an_electric_car_lost_is_half_a_credit_lost_where_some_are_missing() -> None:
    """235 electric of 940: 470 asked, 235 missing.

    A petrol car earns 700 and owes half a credit, 500 in all; an electric one earns
    700 and half a credit, 900. All can be built but in the stop, which takes 20 a week:
    the plant keeps nothing, so 90 petrol and 30 electric cars are lost.
    """
    found = lost({"petrol": 705.0, "electric": 235.0})
    assert found["firm"] == pytest.approx(90 * 500 + 30 * 900)


def test_credits_to_spare_are_worth_nothing() -> None:
    """705 electric of 940: 235 credits too many, so a stop costs 700 a car."""
    found = lost({"petrol": 235.0, "electric": 705.0})
    assert found["firm"] == pytest.approx(CARS * 700)


def test_credits_to_spare_that_are_sold_are_worth_their_price() -> None:
    """235 to spare, sold at 100: 90 electric cars lose 750, 30 petrol ones 650."""
    sell = credit("sell", price=100.0, volume=1_000.0)
    found = lost({"petrol": 235.0, "electric": 705.0}, sell)
    assert found["firm"] == pytest.approx(90 * 750 + 30 * 650)


def test_credits_that_are_bought_are_worth_what_they_cost() -> None:
    """235 bought at 100 instead of missing at 400."""
    buy = credit("buy", price=100.0)
    found = lost({"petrol": 705.0, "electric": 235.0}, buy)
    assert found["firm"] == pytest.approx(90 * 650 + 30 * 750)


def test_a_credit_of_vans_stands_for_two_of_cars() -> None:
    """Vans earn what cars lack: 120 vans to spare for 240 credits of cars, 200 asked.

    400 petrol cars owe 200, for which 100 credits of vans are used; the other 20 are
    sold at 60. So one credit of cars is worth half of 60, and one of vans 60: a petrol
    car earns 700 - 15, a van, which a rule of its own asks half a credit for, 700 + 30.
    Of 640 vehicles a week takes 640 / 47.
    """
    rules = [rule(hs_code="8703"), rule("vans", hs_code="8704")]
    vans: Row = {"policy": "vans", "credit": "v", "kind": "sell", "price": 60.0}
    swap = credit("exchange", rate=2.0, from_policy="vans")
    found = lost(
        {"petrol": 400.0, "van": 240.0}, swap, {**vans, "volume": 500.0}, rules=rules
    )
    weeks = 6 / 47
    expected = weeks * (400 * (700 - 15) + 240 * (700 + 30))
    assert found["firm"] == pytest.approx(expected)


def test_a_maker_that_is_free_owes_nothing_for_a_car() -> None:
    """Up to 1,000 vehicles nothing is owed, and credits are sold at 100.

    An electric car earns 700 and a whole credit, a petrol car 700.
    """
    sell = credit("sell", price=100.0, volume=1_000.0)
    free = credit("free_below", volume=1_000.0)
    found = lost({"petrol": 470.0, "electric": 470.0}, sell, free)
    assert found["firm"] == pytest.approx(60 * 700 + 60 * 800)


def test_a_limit_counts_grams() -> None:
    """Cars of 120 g under a limit of 95 g at 2 a gram: 25 g x 2 = 50 owed for each."""
    limit = rule(kind="co2_limit", target=95.0, amount=2.0)
    case = small_case(
        {
            "shift_patterns": [pattern("plant", 940)],
            "products": [{**FLEET["petrol"], "tailpipe_co2": 120.0}],
            "build_options": [made("petrol")],
            "demand": [buyers(940, 1_000, product="petrol")],
            "policies": [limit],
        }
    )
    assert stopped(case).by_party["firm"] == pytest.approx(CARS * 650)


def test_a_pool_shares_what_a_stop_costs() -> None:
    """The guest lacks 470 credits and has them of the host at 90; the host has 30 more.

    The guest's 940 petrol cars owe 470 credits, the host's 1,000 electric ones owe 500
    and earn 1,000. The 30 to spare are sold at 60. Only the guest's plant stops: the
    guest saves 45 a car, the host loses 45 of it and sells half a credit more, 30.
    """
    pool = credit("pool", price=90.0)
    case = small_case(
        {
            "parties": [{"party": "firm"}, {"party": "host"}],
            "facilities": [
                {"facility": name, "place": "home", "owner": owner}
                for name, owner in (("plant", "firm"), ("other", "host"))
            ],
            "shift_patterns": [pattern("plant", 940), pattern("other", 1_000)],
            "products": [FLEET["petrol"], {**FLEET["electric"], "company": "host"}],
            "build_options": [
                made("petrol"),
                made("electric", facility="other", programme_owner="host"),
            ],
            "demand": [
                buyers(940, 1_000, product="petrol"),
                buyers(1_000, 1_000, product="electric"),
            ],
            "policies": [rule()],
            "credits": [
                {**pool, "party": "firm"},
                {**pool, "party": "host"},
                {**credit("sell", price=60.0, volume=500.0), "party": "host"},
            ],
        }
    )
    found = stopped(case).by_party
    assert found == pytest.approx({"firm": CARS * (700 - 45), "host": CARS * (45 - 30)})
