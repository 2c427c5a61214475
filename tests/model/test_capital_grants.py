"""Capital grants on paper, in the plan and in the third formulation.

One plant at home; a car sells at 1,000 and costs 600 to make: 400 each for 100 cars,
40,000 a year. Making it must be started and tooled first.
"""

from typing import Any

import pytest

from brownfield.plans.plan import Plan
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, product
from tests.model.test_grants import STATE, paid, planned
from tests.peers.third.on_paper import FIRM_AND_HOST, HALF, HOSTED, worse

TOOLING = 50_000.0
OPENING = 90_000.0


def receipts(amount: float) -> Row:
    """Return what the state receives of each car built at home in 2030."""
    cells: Row = {"policy": "tax", "kind": "receipts_per_vehicle", "territory": "HL"}
    return {**cells, "party": "state", "year": 2030, "amount": amount}


def grant(**cells: Any) -> Row:
    """Return a grant of a tenth of the capital spent at home in 2030."""
    usual: dict[str, Any] = {"policy": "grant", "kind": "capital_grant"}
    return {**usual, "territory": "HL", "year": 2030, "amount": 0.1, **cells}


def tooled(**cells: Any) -> Row:
    """Return a car that may be made for 600, once tooling is paid for."""
    usual: dict[str, Any] = {"tooling_cost": TOOLING, "conversion_cost": 600.0}
    return option("make", **{**usual, **cells})


def asked(*policies: Row, **more: Any) -> Plan:
    """Return the plan of the firm that may tool up, under some policies."""
    tables: dict[str, Any] = {
        "build_options": [tooled()],
        "demand": [buyers(100, 1_000)],
    }
    return planned(*policies, **{**tables, **more})


def test_a_grant_decides_whether_tooling_pays() -> None:
    """40,000 earned for 50,000 of tooling: -10,000; with a grant of 30 % +5,000."""
    assert asked().value == pytest.approx(0.0)
    assert asked(grant()).value == pytest.approx(0.0)  # a tenth: -5,000
    found = asked(grant(amount=0.3))
    assert found.value == pytest.approx(40_000 - 0.7 * TOOLING)
    (row,) = found.tables["grants"].to_dicts()
    told = {"policy": "grant", "since": 2030, "party": "firm", "payer": None}
    sums = {"vehicles": 0.0, "capital": 50_000.0, "paid": 15_000.0, "amount": 15_000.0}
    assert row == pytest.approx({**told, "node": "base", "year": 2030, **sums})


def test_a_share_of_one_pays_all_of_it() -> None:
    """40,000 earned, and nothing of the tooling is left to pay."""
    assert asked(grant(amount=1.0)).value == pytest.approx(40_000)


@pytest.mark.parametrize(
    ("cells", "is_paid"),
    [
        ({"territory": None}, True),
        ({"territory": "AL"}, False),
        ({"party": "firm"}, True),
        ({"party": "state"}, False),
        ({"product": "car"}, True),
        ({"mode": "full"}, True),
        ({"mode": "ckd"}, False),
        ({"hs_code": "8703"}, True),
        ({"hs_code": "8704"}, False),
        ({"powertrain": "bev"}, True),
        ({"powertrain": "ice"}, False),
        ({"year": 2029}, False),
        ({"year": 2029, "to_year": 2030}, True),
        ({"year": 2031}, False),
    ],
)
def test_a_grant_has_conditions(cells: Row, *, is_paid: bool) -> None:
    """Tooling of 30,000 pays anyway: 10,000, and 3,000 more under the grant."""
    cheap = [tooled(tooling_cost=30_000.0)]
    places = [
        {"place": "home", "customs_territory": "HL"},
        {"place": "away", "customs_territory": "AL"},
    ]
    found = asked(grant(**cells), build_options=cheap, places=places)
    assert found.value == pytest.approx(13_000 if is_paid else 10_000)


def test_committed_programmes_have_no_tooling_left_to_grant() -> None:
    """40,000, as without it."""
    running = [tooled(is_committed=True)]
    assert asked(grant(amount=0.3), build_options=running).value == pytest.approx(
        40_000
    )


def opened(*policies: Row, **cells: Any) -> Plan:
    """Return the plan of a plant that must be opened, over three years."""
    site = {**HOSTED[0], "owner": "firm", "status": "candidate"}
    site = {**site, "opening_cost": OPENING, **cells}
    tables: dict[str, Any] = {
        "facilities": [site],
        "shift_patterns": [pattern("plant", 10_000)],
        "build_options": [tooled(tooling_cost=20_000.0)],
        "demand": [buyers(100, 1_000, year=2030 + age) for age in range(3)],
    }
    return planned(*policies, years=3, **tables)


def test_an_opening_is_granted_with_the_tooling() -> None:
    """3 x 40,000 - 110,000 = 10,000; a tenth of the 110,000 back."""
    assert opened().value == pytest.approx(10_000)
    assert opened(grant()).value == pytest.approx(21_000)


def test_a_grant_for_some_vehicles_pays_for_no_plant() -> None:
    """A tenth of the tooling of 20,000 only."""
    assert opened(grant(product="car")).value == pytest.approx(12_000)


def test_a_budget_is_shared_by_what_is_spent_in_a_year() -> None:
    """A tenth of 110,000 is 11,000, but 4,500 is all there is."""
    found = opened(grant(cap=4_500.0))
    assert found.value == pytest.approx(14_500)
    (row,) = found.tables["grants"].to_dicts()
    assert (row["capital"], row["paid"]) == pytest.approx((45_000, 4_500))


def test_a_grant_that_ends_pulls_the_start_forward() -> None:
    """Tooling of 50,000 in 2030 or 2031, cars from 2031 on (100 x 400 twice).

    Discounted at 10 %, waiting saves 50,000 - 50,000 / 1.1 = 4,545; a tenth of the
    tooling, there in 2030 only, is worth 5,000: it is taken.
    """
    late = [buyers(100, 1_000, year=year) for year in (2031, 2032)]
    firm = [{"party": "firm", "discount_rate": 0.1}, STATE]
    tables: dict[str, Any] = {"demand": late, "parties": firm, "years": 3}
    waits, hurries = asked(**tables), asked(grant(), **tables)
    sold = 40_000 / 1.1 + 40_000 / 1.1**2
    assert waits.tables["starts"]["year"].to_list() == [2031]
    assert waits.value == pytest.approx(sold - TOOLING / 1.1)
    assert hurries.tables["starts"]["year"].to_list() == [2030]
    assert hurries.value == pytest.approx(sold - 0.9 * TOOLING)


def test_a_grant_is_taxed_as_its_tooling_is_deducted() -> None:
    """Tax 25 %, tooling of 30,000 over two years, one year in the horizon.

    Profit 40,000 - 15,000 = 25,000 and tax 6,250; under a grant of 3,000 profit is
    40,000 - 13,500 = 26,500 and tax 6,625: the grant leaves 3,000 - 375.
    """
    firm: Row = {"party": "firm", "tax_rate": 0.25, "allowance_years": 2}
    tables: dict[str, Any] = {
        "parties": [firm, STATE],
        "build_options": [tooled(tooling_cost=30_000.0)],
    }
    assert asked(**tables).value == pytest.approx(10_000 - 6_250)
    assert asked(grant(), **tables).value == pytest.approx(13_000 - 6_625)


def test_a_grant_is_not_paid_back_when_the_plant_is_sold() -> None:
    """Half the tooling of 30,000 comes back at the end, none of the grant leaves."""
    keys = {"terminal": "salvage", "terminal_multiple": 0.5}
    tables: dict[str, Any] = {
        "build_options": [tooled(tooling_cost=30_000.0)],
        "keys": keys,
    }
    assert asked(**tables).value == pytest.approx(25_000)
    assert asked(grant(), **tables).value == pytest.approx(28_000)


def test_a_grant_does_not_come_again_after_the_last_year() -> None:
    """Twice more 40,000 after the last year, but no grant."""
    keys = {"terminal": "multiple", "terminal_multiple": 2.0}
    found = asked(grant(), keys=keys)
    assert found.value == pytest.approx(120_000 - 0.9 * TOOLING)


def test_a_government_that_plans_gives_where_it_gains() -> None:
    """The state takes 60 a car, 6,000; the firm lacks 10,000, 30 % would be 15,000.

    Together -4,000: nobody begins. At 120 a car they gain 2,000 together, and the grant
    is a payment between the two: the plan may give it or not.
    """
    both = ("firm", "state")
    given = grant(amount=0.3, payer="state")
    small = asked(receipts(60.0), given, who=both)
    assert small.value == pytest.approx(0.0)
    assert small.tables["support"].is_empty()
    large = asked(receipts(120.0), given, who=both)
    assert large.value == pytest.approx(2_000)


def test_a_grant_is_given_where_who_has_it_counts_more() -> None:
    """The firm counts double: 15,000 are worth 30,000 in its hands."""
    given = grant(amount=0.3, payer="state")
    firm_first = asked(receipts(120.0), given, who=("firm", "state"), weight=2.0)
    # 2 x (40,000 - 50,000 + 15,000) + 12,000 - 15,000 = 7,000
    assert firm_first.value == pytest.approx(7_000)
    (row,) = firm_first.tables["support"].to_dicts()
    assert (row["policy"], row["party"], row["year"]) == ("grant", "state", 2030)
    assert paid(firm_first, "capital_grants") == pytest.approx(
        {("firm", 2030): 15_000, ("state", 2030): -15_000}
    )


def test_a_payer_outside_the_plan_pays_by_law() -> None:
    """5,000 more for the firm; the state is not asked, and is not in the value."""
    cheap = [tooled(tooling_cost=30_000.0)]
    found = asked(grant(payer="state"), build_options=cheap)
    assert found.value == pytest.approx(13_000)
    assert paid(found, "capital_grants") == pytest.approx({("firm", 2030): 3_000})


def test_who_spends_has_the_grant() -> None:
    """Tooling is the guest's, the opening the host's, each has a tenth of its own."""
    site = {**HOSTED[0], "status": "candidate", "opening_cost": 5_000.0}
    guest = [{"policy": "g", "party": "firm"}, {"policy": "h", "party": "host"}]
    found = asked(
        *(grant(**cells) for cells in guest),
        parties=[*FIRM_AND_HOST, STATE],
        facilities=[site],
        build_options=[tooled(tooling_cost=30_000.0)],
    )
    assert found.value == pytest.approx(5_000 + 3_500)
    assert paid(found, "capital_grants") == pytest.approx(
        {("firm", 2030): 3_000, ("host", 2030): 500}
    )


def test_a_future_may_bring_a_grant() -> None:
    """In the worse half of futures 30 % of the tooling, so only there it pays.

    Two years, the second in two futures; cars are wanted in the second year only.
    """
    found = asked(
        grant(year=2031, amount=0.0),
        years=2,
        scenarios=HALF,
        what_ifs=[worse("policies", "policy=grant", "amount", "0.3")],
        demand=[buyers(100, 1_000, year=2031)],
    )
    assert found.value == pytest.approx(0.5 * 5_000)
    assert found.tables["starts"]["node"].to_list() == ["bad"]


def test_vans_and_cars_are_tooled_apart() -> None:
    """A grant on headings 8704 pays for the van's tooling, not for the car's."""
    products = [product("car"), product("van", hs_code="870460")]
    options = [
        tooled(tooling_cost=30_000.0),
        {**tooled(tooling_cost=20_000.0), "build_option": "vans", "product": "van"},
    ]
    demand = [buyers(100, 1_000), buyers(100, 1_000, product="van")]
    found = asked(
        grant(hs_code="8704"), products=products, build_options=options, demand=demand
    )
    assert found.value == pytest.approx(80_000 - 50_000 + 2_000)
