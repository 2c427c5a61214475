"""Grants and support by the vehicle on paper, in the plan and in the third formulation.

One plant at home; a car sells at 1,000 and costs 600 to make there: 400 a car.
"""

from typing import Any

import pytest

from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, every_year, option, product, small_case
from tests.peers.third.on_paper import (
    ABROAD,
    FIRM_AND_HOST,
    HALF,
    HOSTED,
    LANE,
    running,
    worse,
)
from tests.peers.third.optimum import optimum

STATE: Row = {"party": "state", "kind": "government"}
FIRM: Row = {"party": "firm"}
TAXED: Row = {"party": "firm", "tax_rate": 0.25}


def grant(**cells: Any) -> Row:
    """Return a grant of 50 on a car bought at home in 2030."""
    usual: dict[str, Any] = {"policy": "grant", "kind": "purchase_grant"}
    return {**usual, "territory": "HL", "year": 2030, "amount": 50.0, **cells}


def support(**cells: Any) -> Row:
    """Return support of 50 on a car built at home in 2030."""
    return grant(kind="operating_support", **cells)


def planned(
    *policies: Row,
    years: int = 1,
    who: tuple[str, ...] = (),
    weight: float = 1.0,
    keys: dict[str, Any] | None = None,
    **tables: Any,
) -> Plan:
    """Return the plan of a small case under some policies.

    Its audit must pass, and the third formulation must find the same worth.
    """
    rows: dict[str, Any] = {
        "parties": [FIRM, STATE],
        "build_options": [running()],
        "demand": every_year(years, 100, 1_000),
        "policies": list(policies),
        **tables,
    }
    case = small_case(rows, years=years, parties=who, **(keys or {}))
    weights = {"objective_weights": {"firm": weight}}
    case = case.with_settings("plan", weights)
    found, third = plan(case), optimum(case)
    assert found.is_sound, found.audit
    assert third is not None
    assert third.value == pytest.approx(found.value, abs=1e-3)
    return found


def paid(found: Plan, item: str = "grants") -> dict[tuple[str, int], float]:
    """Return the cash of an item by party and year."""
    cash = found.tables["cash"].filter(found.tables["cash"]["item"] == item)
    return {(row["party"], row["year"]): row["amount"] for row in cash.to_dicts()}


def test_a_grant_is_added_to_the_price() -> None:
    """100 cars x (400 + 50), and the plan says for how many cars it was paid."""
    found = planned(grant())
    assert found.value == pytest.approx(45_000)
    (row,) = found.tables["grants"].to_dicts()
    told = {"policy": "grant", "since": 2030, "party": "firm", "payer": None}
    sums = {"vehicles": 100.0, "capital": 0.0, "paid": 5_000.0, "amount": 5_000.0}
    assert row == pytest.approx({**told, "node": "base", "year": 2030, **sums})


def two_plants(*policies: Row) -> Plan:
    """Return a plan that may build at home for 600, or abroad for 560 + 10 freight."""
    plants = [
        {"facility": "plant", "place": "home", "owner": "firm"},
        {"facility": "far", "place": "away", "owner": "firm"},
    ]
    patterns = [
        {
            "facility": name,
            "pattern": "all",
            "jobs_per_hour": 10_000.0,
            "hours_per_shift": 1.0,
            "shifts_per_day": 1.0,
            "days_per_year": 1.0,
        }
        for name in ("plant", "far")
    ]
    away = option("import", facility="far", is_committed=True, conversion_cost=560.0)
    return planned(
        *policies,
        places=ABROAD,
        facilities=plants,
        shift_patterns=patterns,
        lanes=[{"origin": "away", "destination": "home", "freight": 10.0}],
        build_options=[running(), away],
    )


def test_a_grant_turns_the_source_of_a_car_round() -> None:
    """Abroad a car earns 430, at home 400; with 50 for cars made at home 450."""
    without = two_plants()
    assert without.value == pytest.approx(43_000)
    assert without.tables["production"]["facility"].to_list() == ["far"]
    found = two_plants(grant(made_in="HL"))
    assert found.value == pytest.approx(45_000)
    assert found.tables["production"]["facility"].to_list() == ["plant"]


@pytest.mark.parametrize(
    ("cells", "is_paid"),
    [
        ({"price_cap": 1_000.0}, True),
        ({"price_cap": 999.0}, False),
        ({"powertrain": "bev"}, True),
        ({"powertrain": "phev"}, False),
        ({"hs_code": "8703"}, True),
        ({"hs_code": "870360"}, False),
        ({"made_in": "AL"}, False),
        ({"territory": "AL"}, False),
        ({"territory": None}, True),
        ({"mode": "ckd"}, False),
        ({"party": "state"}, False),
        ({"party": "firm"}, True),
        ({"product": "car"}, True),
        ({"year": 2029}, False),
        ({"year": 2029, "to_year": 2031}, True),
    ],
)
def test_a_grant_has_conditions(cells: Row, *, is_paid: bool) -> None:
    """100 x 400, and 100 x 50 more where the car sold at 1,000 meets them."""
    found = planned(grant(**cells), places=ABROAD)
    assert found.value == pytest.approx(45_000 if is_paid else 40_000)


def test_two_makers_share_a_budget() -> None:
    """Worth 400 a car on 60 + 100 cars; 5,000 pay for 100 grants of 50, not for 160."""
    theirs = option(
        "theirs",
        product="other",
        programme_owner="host",
        is_committed=True,
        conversion_cost=600.0,
    )
    found = planned(
        grant(cap=5_000.0),
        who=("firm", "host"),
        parties=[*FIRM_AND_HOST, STATE],
        products=[product("car"), product("other", company="host")],
        build_options=[running(), theirs],
        demand=[buyers(60, 1_000), buyers(100, 1_000, product="other")],
    )
    assert found.value == pytest.approx(160 * 400 + 5_000)
    assert found.tables["grants"]["vehicles"].sum() == pytest.approx(100)


def test_a_budget_that_is_enough_limits_nothing() -> None:
    """100 x 50 = 5,000 of 6,000."""
    assert planned(grant(cap=6_000.0)).value == pytest.approx(45_000)


def test_half_of_a_grant_reaches_the_seller() -> None:
    """100 x (400 + 0.5 x 50), less a quarter tax: 42,500 x 0.75 = 31,875."""
    found = planned(grant(pass_through=0.5), parties=[TAXED, STATE])
    assert found.value == pytest.approx(31_875)


@pytest.mark.parametrize(("cap", "spent"), [(None, 5_000), (3_000.0, 3_000)])
def test_a_payer_that_plans_pays_in_full(cap: float | None, spent: int) -> None:
    """Half of what it pays is lost to both, and it may not hold back its budget."""
    found = planned(
        grant(pass_through=0.5, payer="state", cap=cap), who=("firm", "state")
    )
    assert found.value == pytest.approx(40_000 - spent / 2)
    assert paid(found) == pytest.approx(
        {("firm", 2030): spent / 2, ("state", 2030): -spent}
    )


def test_a_payer_that_looks_on_pays_from_outside() -> None:
    """The firm has 100 x 450; the state is no part of the plan."""
    assert planned(grant(payer="state")).value == pytest.approx(45_000)


def test_years_after_the_last_repeat_a_grant_like_sales() -> None:
    """100 x 450, and twice as much again for the years after."""
    keys = {"terminal": "multiple", "terminal_multiple": 2.0}
    assert planned(grant(), keys=keys).value == pytest.approx(3 * 45_000)


def test_a_grant_that_has_ended_is_not_repeated() -> None:
    """45,000 in 2030, 40,000 in 2031 and twice again."""
    keys = {"terminal": "multiple", "terminal_multiple": 2.0}
    found = planned(grant(), years=2, keys=keys)
    assert found.value == pytest.approx(45_000 + 3 * 40_000)


def test_a_grant_is_read_at_the_node() -> None:
    """Now 45,000; in good 45,000, in bad 100 x (400 + 20): 45,000 + 0.5 x 87,000."""
    found = planned(
        grant(to_year=2031),
        years=2,
        scenarios=HALF,
        what_ifs=[worse("policies", "policy=grant", "amount", "20")],
    )
    assert found.value == pytest.approx(45_000 + 0.5 * (45_000 + 42_000))


def test_support_goes_to_the_owner_of_the_plant() -> None:
    """100 x 400 to the firm, 100 x 50 to its host, wherever the cars are sold."""
    found = planned(
        support(),
        who=("firm", "host"),
        parties=[*FIRM_AND_HOST, STATE],
        facilities=HOSTED,
        places=ABROAD,
        lanes=LANE,
        demand=[buyers(100, 1_000, place="away")],
    )
    assert found.value == pytest.approx(45_000)
    assert paid(found, "operating_support") == {("host", 2030): pytest.approx(5_000)}


@pytest.mark.parametrize(("cost", "worth"), [(960.0, 4_000.0), (1_020.0, 0.0)])
def test_support_that_only_moves_money_is_worth_nothing(
    cost: float, worth: float
) -> None:
    """To those who plan together 50 cancel: a car is built if it is worth it alone."""
    found = planned(
        support(payer="state"),
        who=("firm", "state"),
        build_options=[{**running(), "conversion_cost": cost}],
    )
    assert found.value == pytest.approx(worth)


@pytest.mark.parametrize(("receipt", "worth"), [(30.0, 1_000.0), (15.0, 0.0)])
def test_support_is_given_if_it_is_worth_it(receipt: float, worth: float) -> None:
    """A car loses the firm 20 before tax and brings the state its receipt.

    100 x (30 - 20) = 1,000; with 15 no car is built, and no support given.
    """
    gain: Row = {"policy": "gain", "kind": "receipts_per_vehicle", "party": "state"}
    found = planned(
        support(payer="state"),
        {**gain, "year": 2030, "amount": receipt},
        who=("firm", "state"),
        build_options=[{**running(), "conversion_cost": 1_020.0}],
    )
    assert found.value == pytest.approx(worth)


def test_support_is_refused_where_tax_takes_a_part_of_it() -> None:
    """A quarter of all support would go in tax: 40,000 x 0.75 without any is best."""
    found = planned(
        support(payer="state", amount=20.0),
        who=("firm", "state"),
        parties=[TAXED, STATE],
    )
    assert found.value == pytest.approx(30_000)
    assert found.tables["support"].is_empty()


@pytest.mark.parametrize(("cap", "used"), [(None, 2_000), (1_000.0, 1_000)])
def test_support_is_given_where_the_firm_counts_for_more(
    cap: float | None, used: int
) -> None:
    """With a weight of 2 on the firm: 2 x (40,000 + used) - used."""
    found = planned(
        support(payer="state", amount=20.0, cap=cap), who=("firm", "state"), weight=2.0
    )
    assert found.value == pytest.approx(2 * (40_000 + used) - used)
    (row,) = found.tables["support"].select("policy", "since", "party").rows()
    assert row == ("grant", 2030, "state")
    assert paid(found, "operating_support")["state", 2030] == pytest.approx(-used)


def test_support_begun_before_the_horizon_is_decided_in_its_first_year() -> None:
    """A weight of 2 on the firm: 2 x (40,000 + 5,000) - 5,000, in both years."""
    found = planned(
        support(payer="state", year=2028, to_year=2031),
        years=2,
        who=("firm", "state"),
        weight=2.0,
    )
    assert found.value == pytest.approx(2 * 85_000)
    assert found.tables["support"]["year"].to_list() == [2030]
