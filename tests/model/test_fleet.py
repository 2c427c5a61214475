"""Fleet rules and their credits against paper.

Cars and vans cost 600 to make and sell at 20,000, so that every one is built; what a
plan is worth less than that is what credits cost, million.
"""

from collections.abc import Sequence

import polars as pl
import pytest

from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import (
    MILLION,
    Rows,
    buyers,
    option,
    pattern,
    product,
    small_case,
)
from tests.peers.third.on_paper import HALF, worse
from tests.peers.third.optimum import optimum
from tests.peers.third.run import checks_that_failed, is_near

GAIN = 19_400.0  # of a vehicle
PETROL = product("petrol", powertrain="ice", hs_code="870322")
ELECTRIC = {**product("electric"), "is_zero_emission": True}
VAN = {**product("van", hs_code="870460"), "is_zero_emission": True}
SOLD: dict[str, Row] = {"petrol": PETROL, "electric": ELECTRIC, "van": VAN}


def rule(name: str = "cars", **cells: str | float | None) -> Row:
    """Return a mandate of half the cars, at 1,000 a car, in 2030."""
    usual: Row = {"policy": name, "kind": "zev_mandate", "hs_code": "8703"}
    return {**usual, "year": 2030, "target": 0.5, "amount": 1_000.0, **cells}


def credit(kind: str, **cells: str | float) -> Row:
    """Return something that makers may do with credits of the cars."""
    return {"credit": kind, "policy": "cars", "kind": kind, **cells}


def makers(volumes: Sequence[tuple[str, float]]) -> Rows:
    """Return the rows of a firm that sells so many of each, a pair a year."""
    names = sorted({name for name, _ in volumes})
    demand = [
        buyers(volume, 20_000, product=name, year=2030 + age)
        for age, (name, volume) in enumerate(volumes)
    ]
    return fleet_of(names) | {"demand": demand}


def fleet_of(names: Sequence[str]) -> dict[str, Sequence[Row]]:
    """Return products and a committed programme of each."""
    return {
        "shift_patterns": [pattern("plant", 1e6)],
        "products": [SOLD[name] for name in names],
        "build_options": [
            option(name, product=name, is_committed=True, conversion_cost=600.0)
            for name in names
        ],
    }


def at_once(**volumes: float) -> dict[str, Sequence[Row]]:
    """Return the rows of a firm that sells so many of each in 2030."""
    demand = [buyers(v, 20_000, product=name) for name, v in volumes.items()]
    return {**fleet_of(sorted(volumes)), "demand": demand}


def planned(rows: Rows, *, years: int = 1, parties: Sequence[str] = ()) -> Plan:
    """Return a plan that the recount and the third formulation agree with."""
    case = small_case(rows, years=years, parties=parties)
    found, best = plan(case), optimum(case)
    assert checks_that_failed(found) == []
    assert best is not None
    assert is_near(found.value, best.value)
    return found


def account(found: Plan, **names: str | int) -> dict[str, float]:
    """Return the only account of a plan under some names."""
    frame = found.tables["fleet_credits"].filter(**names)
    (row,) = frame.to_dicts()
    return row


def test_a_share_of_the_vehicles_is_asked() -> None:
    """50,000 cars at 22 % ask for 11,000; as many electric ones owe nothing."""
    rows = at_once(petrol=39_000.0, electric=11_000.0)
    found = planned({**rows, "policies": [rule(target=0.22, amount=12_000.0)]})
    assert account(found)["asked"] == pytest.approx(11_000.0)
    assert account(found)["missing"] == pytest.approx(0.0, abs=1e-3)
    assert found.value == pytest.approx(50_000 * GAIN)


def test_each_credit_missing_is_paid() -> None:
    """60,000 + 10,000 at 38 % ask for 26,600: 16,600 at 12,000 are 199.2 million."""
    rows = at_once(petrol=60_000.0, electric=10_000.0)
    found = planned({**rows, "policies": [rule(target=0.38, amount=12_000.0)]})
    assert account(found)["missing"] == pytest.approx(16_600.0)
    assert account(found)["amount"] == pytest.approx(-199.2 * MILLION)
    assert found.value == pytest.approx(70_000 * GAIN - 199.2 * MILLION)


def test_a_limit_counts_grams() -> None:
    """10,000 cars of 120 g, 2,000 of 0, limit 95: 250,000 - 190,000 = 60,000 g at 95.

    The two thousand electric cars earn 95 g each: 190,000.
    """
    petrol = {**PETROL, "tailpipe_co2": 120.0}
    rows = at_once(petrol=10_000.0, electric=2_000.0)
    limit = rule(kind="co2_limit", target=95.0, amount=95.0)
    found = planned({**rows, "products": [petrol, ELECTRIC], "policies": [limit]})
    assert account(found)["owed"] == pytest.approx(250_000.0)
    assert account(found)["earned"] == pytest.approx(190_000.0)
    assert found.value == pytest.approx(12_000 * GAIN - 60_000 * 95.0)


def test_a_weight_counts_a_vehicle_more_than_once() -> None:
    """1,000 + 200 at a half ask for 600; 200 electric ones count twice: 200 miss."""
    rows = at_once(petrol=1_000.0, electric=200.0)
    weight = credit("weight", rate=2.0, powertrain="bev")
    found = planned({**rows, "policies": [rule()], "credits": [weight]})
    assert account(found)["earned"] == pytest.approx(400.0)
    assert found.value == pytest.approx(1_200 * GAIN - 200 * 1_000.0)


def test_a_rule_without_a_payment_must_be_met() -> None:
    """100 electric cars carry 100 petrol ones at a half; 900 of 1,000 stay unsold."""
    rows = at_once(petrol=1_000.0, electric=100.0)
    found = planned({**rows, "policies": [rule(amount=None)]})
    assert found.tables["unmet"]["vehicles"].to_list() == pytest.approx([900.0])
    assert found.value == pytest.approx(200 * GAIN)


def test_credits_are_bought_up_to_the_cap_and_sold_up_to_the_volume() -> None:
    """Of 500 asked 100 are bought at 700, 400 paid; of 500 over 200 sold at 300."""
    short = at_once(petrol=1_000.0)
    market = [credit("buy", price=700.0, cap=0.2)]
    found = planned({**short, "policies": [rule()], "credits": market})
    assert found.value == pytest.approx(1_000 * GAIN - 70_000.0 - 400_000.0)
    long = at_once(electric=1_000.0)
    market = [credit("sell", price=300.0, volume=200.0)]
    found = planned({**long, "policies": [rule()], "credits": market})
    assert found.value == pytest.approx(1_000 * GAIN + 60_000.0)


def test_credits_that_are_not_there_are_not_sold() -> None:
    """A price above the payment: 300 are earned, 300 sold, and all 500 asked are paid.

    They would be worth 1,000 at home, 2,000 elsewhere.
    """
    rows = at_once(petrol=700.0, electric=300.0)
    market = [credit("sell", price=2_000.0, volume=5_000.0)]
    found = planned({**rows, "policies": [rule()], "credits": market})
    assert account(found)["sold"] == pytest.approx(300.0)
    assert account(found)["missing"] == pytest.approx(500.0)


def test_what_is_kept_loses_its_share() -> None:
    """500 over in 2030, of which nine tenths arrive: 450 of the 500 asked in 2031."""
    rows = makers([("electric", 1_000.0), ("petrol", 1_000.0)])
    more = {"policies": [rule(to_year=2031)], "credits": [credit("bank", rate=0.9)]}
    found = planned({**rows, **more}, years=2)
    assert account(found, year=2031)["kept"] == pytest.approx(450.0)
    assert found.value == pytest.approx(2_000 * GAIN - 50 * 1_000.0)


def test_what_is_borrowed_is_owed_with_interest() -> None:
    """500 over in 2031 pay back 400 borrowed at 1.25; 100 of 2030 are missing."""
    rows = makers([("petrol", 1_000.0), ("electric", 1_000.0)])
    lent = credit("borrow", rate=1.25)
    found = planned(
        {**rows, "policies": [rule(to_year=2031)], "credits": [lent]}, years=2
    )
    assert account(found, year=2030)["borrowed"] == pytest.approx(400.0)
    assert found.value == pytest.approx(2_000 * GAIN - 100 * 1_000.0)


def test_nothing_is_borrowed_from_a_year_without_the_rule() -> None:
    """The rule ends in 2030, so that nobody would ask for the credits again."""
    rows = makers([("petrol", 1_000.0), ("electric", 1_000.0)])
    more = {"policies": [rule()], "credits": [credit("borrow")]}
    found = planned({**rows, **more}, years=2)
    assert found.value == pytest.approx(2_000 * GAIN - 500 * 1_000.0)


def test_vans_help_cars_at_the_rate_of_exchange() -> None:
    """100 vans at a half earn 50 more than they owe: 100 credits of the 500 cars ask.

    To use the other 50 too would save 100,000 and cost 150,000 for vans.
    """
    rows = at_once(petrol=1_000.0, van=100.0)
    vans = rule("vans", hs_code="8704", amount=3_000.0)
    swap = credit("exchange", from_policy="vans", rate=2.0)
    found = planned({**rows, "policies": [rule(), vans], "credits": [swap]})
    assert account(found, policy="cars")["exchanged"] == pytest.approx(100.0)
    assert account(found, policy="vans")["exchanged"] == pytest.approx(-50.0)
    assert found.value == pytest.approx(1_100 * GAIN - 400 * 1_000.0)


def test_an_opening_balance_and_a_small_maker() -> None:
    """200 to begin with leave 300 of 500 to pay; at most 1,000 cars owe nothing."""
    rows = {**at_once(petrol=1_000.0), "policies": [rule()]}
    begun = planned({**rows, "credits": [credit("opening", volume=200.0)]})
    assert begun.value == pytest.approx(1_000 * GAIN - 300 * 1_000.0)
    small = planned({**rows, "credits": [credit("free_below", volume=1_000.0)]})
    assert account(small)["owed"] == 0.0
    assert small.value == pytest.approx(1_000 * GAIN)


def test_a_maker_stays_small_where_that_is_worth_more() -> None:
    """At 30,000 a credit, 800 cars without any beat 1,000 that owe 500."""
    rows = {**at_once(petrol=1_000.0), "policies": [rule(amount=30_000.0)]}
    found = planned({**rows, "credits": [credit("free_below", volume=800.0)]})
    assert found.value == pytest.approx(800 * GAIN)


def test_members_of_a_pool_hand_credits_to_one_another() -> None:
    """The host is 500 over, the firm 500 short: 500 at 600 instead of 1,000 each.

    The plant is the firm's, so that it bears the work of all 2,000 cars.
    """
    rows = two_makers()
    found = planned({**rows, "credits": [credit("pool", price=600.0)]})
    pooled = found.tables["fleet_credits"]["pooled"]
    assert sorted(pooled.to_list()) == pytest.approx([-500.0, 500.0])
    assert found.value == pytest.approx(2_000 * GAIN)
    assert found.value_by_party["firm"] == pytest.approx(18_800_000.0 - 300_000.0)
    assert found.value_by_party["host"] == pytest.approx(20_000_000.0 + 300_000.0)


def test_what_members_pay_each_other_is_no_part_of_the_joint_value() -> None:
    """No contract, two rates: 300,000 for credits, worth 10 % more to the firm.

    In the middle of the year the firm's 18.8 m are worth 18.8 x 1.1 at its end, at a
    rate of 21 %; the host discounts nothing, so its 20 m are 20 m.
    """
    rows = {**two_makers(), "credits": [credit("pool", price=600.0)]}
    rows["parties"] = [{"party": "firm", "discount_rate": 0.21}, {"party": "host"}]
    found = plan(small_case(rows, discounting="mid_year"))
    assert checks_that_failed(found) == []
    assert found.value == pytest.approx(18_800_000.0 * 1.1 + 20_000_000.0)
    assert found.value_by_party["firm"] == pytest.approx(18_500_000.0 * 1.1)


def two_makers() -> dict[str, Sequence[Row]]:
    """Return a firm that sells petrol cars and a host that sells electric ones."""
    rows = at_once(petrol=1_000.0, electric=1_000.0)
    host = {"programme_owner": "host"}
    return {
        **rows,
        "parties": [{"party": "firm"}, {"party": "host"}],
        "products": [PETROL, {**ELECTRIC, "company": "host"}],
        "build_options": [
            {**row, **host} if row["product"] == "electric" else row
            for row in rows["build_options"]
        ],
        "policies": [rule()],
    }


def test_futures_keep_credits_for_what_comes() -> None:
    """200 kept for either future: half the rule is gone in one, 1,000 petrol in both.

    2030: 400 electric cars earn 400 and owe 200. 2031: 1,000 petrol cars owe 500, or
    100 at a tenth; 300 or none are missing, each with a half.
    """
    rows = makers([("electric", 400.0), ("petrol", 1_000.0)])
    rules = [rule(), rule(year=2031)]
    milder = worse("policies", "policy=cars, year=2031", "target", "0.1")
    found = planned(
        {
            **rows,
            "policies": rules,
            "credits": [credit("bank")],
            "scenarios": HALF,
            "what_ifs": [milder],
        },
        years=2,
    )
    assert found.value == pytest.approx(1_400 * GAIN - 0.5 * 300 * 1_000.0)


def test_credits_are_cash_of_the_year_that_is_taxed_and_not_repeated() -> None:
    """500 missing cost 500,000 once, less a quarter of tax; other cash counts thrice.

    Profit 19.4 m a year: the years after are worth 2 x 0.75 of it.
    """
    party: Row = {"party": "firm", "tax_rate": 0.25, "has_other_profit": True}
    rows = {**at_once(petrol=1_000.0), "parties": [party], "policies": [rule()]}
    case = small_case(rows, terminal="multiple", terminal_multiple=2.0)
    found = plan(case)
    assert found.is_sound
    assert found.value == pytest.approx(0.75 * (3 * 1_000 * GAIN - 500_000.0))


def test_a_target_of_nothing_changes_nothing_to_the_last_digit() -> None:
    """Who is asked for no credit plans as without the rule."""
    rows = at_once(petrol=1_000.0, electric=137.0)
    bare = plan(small_case(rows))
    ruled = plan(small_case({**rows, "policies": [rule(target=0.0)]}))
    assert ruled.value == bare.value
    for name in ("production", "deliveries", "cash", "value"):
        assert ruled.tables[name].equals(bare.tables[name])


@pytest.mark.parametrize("payment", [500.0, 5_000.0, 25_000.0])
def test_a_higher_payment_never_raises_the_value(payment: float) -> None:
    """At 25,000 a credit a petrol car loses half of that and is still built."""
    rows = at_once(petrol=1_000.0, electric=100.0)
    values = [
        plan(small_case({**rows, "policies": [rule(amount=amount)]})).value
        for amount in (payment, 2 * payment)
    ]
    assert values[0] >= values[1]


def test_credits_in_a_pool_add_up_to_nothing() -> None:
    """What members receive is what members hand on, node by node."""
    found = planned({**two_makers(), "credits": [credit("pool", volume=123.0)]})
    total = found.tables["fleet_credits"].select(pl.col("pooled").sum()).item()
    assert total == pytest.approx(0.0, abs=1e-6)
    assert found.tables["credit_moves"]["credits"].to_list() == pytest.approx([123.0])


def test_a_price_between_members_counts_by_its_tax_alone() -> None:
    """500 credits at 600: the host pays a fifth of 300,000, the firm saves a tenth.

    Profit of the firm 18.8 m less 0.3 m, taxed at 10 %; of the host 20 m and 0.3 m at
    20 %: 38.8 m less 1.85 m and 4.06 m of tax.
    """
    rates = {"firm": 0.1, "host": 0.2}
    parties: list[Row] = [
        {"party": name, "tax_rate": rate, "has_other_profit": True}
        for name, rate in rates.items()
    ]
    rows = two_makers() | {"parties": parties, "credits": [credit("pool", price=600.0)]}
    assert planned(rows).value == pytest.approx(38.8e6 - 1.85e6 - 4.06e6)
