"""What is a grant for, and how much of it is paid? Worked out by hand.

E delivers 1,500 full cars of the host's plant and 1,000 of its own in China to the UK
in 2026. It spends 1,000,000 on tooling there; a plant of its own would cost 500,000.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.grants import check_grants, moved
from tests.plans.conftest import FIRST, SECOND
from tests.plans.test_audit_grants import BUILD, BUY, STATE, Cells, told, wrong

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

TOOLS: Cells = {
    "policy": "tools",
    "kind": "capital_grant",
    "year": 2026,
    "amount": 0.2,
}
OPENED: Cells = {
    "facility": "new",
    "owner": "E",
    "action": "open",
    "node": FIRST,
    "year": 2026,
}
PACKAGE: Cells = {"party": "state", "node": FIRST, "year": 2026, "since": 2026}


def under(tiny: "Tiny", policy: Cells, *rows: Cells) -> "Tiny":
    """Return the hand-made case with a state and a grant, and the plan's rows of it."""
    variant = tiny.with_case("parties", STATE).with_case("policies", policy)
    return variant.with_plan("grants", *rows)


def received(tiny: "Tiny", node: str = FIRST) -> dict[tuple[str, str], float]:
    """Return the amount of all grants at a node by party and item."""
    world = tiny.world()
    found: dict[tuple[str, str], float] = {}
    for party, item, paid in moved(world, world.nodes[node]):
        found[party, item] = found.get((party, item), 0.0) + paid
    return found


def capital(tiny: "Tiny", **cells: Any) -> "Tiny":
    """Return the case where a new plant is opened in 2026, under a capital grant."""
    variant = tiny.changed("case", "facilities", 2, opening_cost=500_000.0)
    return under(variant.with_plan("openings", OPENED), {**TOOLS, **cells})


def of_e(amount: float) -> object:
    """Return capital grants of E alone, all but the last digit."""
    return pytest.approx({("E", "capital_grants"): amount})


@pytest.mark.parametrize(
    ("cells", "share"),
    [
        # a fifth of 1,500,000
        ({}, 300_000.0),
        ({"territory": "UK"}, 300_000.0),
        ({"territory": "CN"}, 0.0),
        ({"party": "E"}, 300_000.0),
        ({"party": "H"}, 0.0),
        # a plant is no vehicle: a fifth of 1,000,000
        ({"product": "car"}, 200_000.0),
        ({"mode": "full"}, 200_000.0),
        ({"hs_code": "8703"}, 200_000.0),
        ({"powertrain": "bev"}, 200_000.0),
        ({"product": "van"}, 0.0),
        ({"mode": "skd"}, 0.0),
        ({"hs_code": "8704"}, 0.0),
        ({"powertrain": "ice"}, 0.0),
        ({"year": 2025}, 0.0),
        ({"year": 2027}, 0.0),
        ({"year": 2025, "to_year": 2026}, 300_000.0),
    ],
)
def test_capital_is_what_tooling_and_openings_cost(
    tiny: "Tiny", cells: Cells, share: float
) -> None:
    """Who spends has it by law; half of the share is missing or too much."""
    variant = capital(tiny, **cells)
    expected = {("E", "capital_grants"): share} if share else {}
    assert received(variant) == pytest.approx(expected)
    since = cells.get("year", 2026)
    spent = {"capital": 5.0 * share, "paid": share, "amount": share}
    row = told("tools", "E", FIRST, 0.0, since=since, **spent)
    assert wrong(variant.with_plan("grants", row)) == ([] if share else ["grant known"])
    assert wrong(variant) == (["granted vehicles"] if share else [])


def test_spending_counts_where_and_when_it_is(tiny: "Tiny") -> None:
    """Nothing for a committed programme, a closing or a plant that costs nothing."""
    variant = capital(tiny)
    committed = variant.changed("case", "build_options", 1, is_committed=True)
    assert received(committed) == of_e(100_000.0)
    imports = variant.changed("case", "build_options", 0, tooling_cost=70_000.0)
    assert received(imports) == of_e(300_000.0)
    closed = variant.changed("plan", "openings", 0, action="close")
    assert received(closed) == of_e(200_000.0)
    free = variant.changed("case", "facilities", 2, opening_cost=0.0)
    assert received(free) == of_e(200_000.0)
    late = capital(tiny, to_year=2027).changed("plan", "openings", 0, node=SECOND)
    assert received(late) == of_e(200_000.0)
    assert received(late, SECOND) == of_e(100_000.0)


def test_the_owner_of_a_new_plant_has_its_grant(tiny: "Tiny") -> None:
    """A fifth of 1,000,000 to E for tooling, of 500,000 to H for the plant it opens."""
    variant = capital(tiny).changed("case", "facilities", 2, owner="H")
    assert received(variant) == pytest.approx(
        {("E", "capital_grants"): 200_000.0, ("H", "capital_grants"): 100_000.0}
    )


@pytest.mark.parametrize(
    ("cells", "vehicles"),
    [
        ({}, 1_500.0),
        ({"made_in": None}, 2_500.0),
        ({"made_in": "CN"}, 1_000.0),
        ({"territory": "EU"}, 0.0),
        ({"territory": None}, 1_500.0),
        ({"party": "E"}, 1_500.0),
        ({"product": "car"}, 1_500.0),
        ({"product": "van"}, 0.0),
        ({"mode": "full"}, 1_500.0),
        ({"mode": "cbu"}, 0.0),
        ({"hs_code": "8703"}, 1_500.0),
        ({"powertrain": "bev"}, 1_500.0),
        ({"price_cap": 20_000.0}, 1_500.0),
        ({"price_cap": 19_999.0}, 0.0),
        ({"amount": 0.0}, 0.0),
        ({"year": 2025}, 0.0),
    ],
)
def test_a_grant_on_purchases_is_for_what_it_names(
    tiny: "Tiny", cells: Cells, vehicles: float
) -> None:
    """100 a car, of which the seller has half: 50."""
    variant = under(tiny, {**BUY, **cells})
    expected = {("E", "grants"): 50.0 * vehicles} if vehicles else {}
    assert received(variant) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cells", "paid"),
    [
        # 10 for each of 1,500 and 1,000
        ({"territory": None}, [("E", 10_000.0), ("H", 15_000.0)]),
        ({}, [("H", 15_000.0)]),
        ({"territory": "CN"}, [("E", 10_000.0)]),
        ({"party": "H", "territory": None}, [("H", 15_000.0)]),
        ({"mode": "cbu", "territory": None}, [("E", 10_000.0)]),
        ({"pass_through": 0.5}, [("H", 15_000.0)]),
        ({"powertrain": "ice"}, []),
    ],
)
def test_support_goes_to_the_owner_of_the_plant(
    tiny: "Tiny", cells: Cells, paid: list[tuple[str, float]]
) -> None:
    """10 a car built, all of it, whatever passes through of a grant on purchases."""
    variant = under(tiny, {**BUILD, "year": 2026, **cells})
    expected = {(party, "operating_support"): amount for party, amount in paid}
    assert received(variant) == pytest.approx(expected)


def planned(tiny: "Tiny", policy: Cells, *rows: Cells) -> "Tiny":
    """Return the case where the state plans too, and pays the grant."""
    section = tiny.settings.plan.model_copy(update={"parties": ("E", "H", "state")})
    settings = tiny.settings.model_copy(update={"plan": section})
    variant = under(tiny, {**policy, "payer": "state"}, *rows)
    return type(tiny)(variant.case, variant.plan, settings, variant.value)


def test_a_payer_that_plans_pays_all_and_the_seller_has_its_share(
    tiny: "Tiny",
) -> None:
    """1,500 x 100 from the state, half of it to E."""
    row = told("buy", "E", FIRST, 1_500.0, payer="state")
    variant = planned(tiny, BUY, row)
    assert received(variant) == {
        ("E", "grants"): 75_000.0,
        ("state", "grants"): -150_000.0,
    }
    assert wrong(variant) == []


def test_a_payer_that_plans_may_not_hold_a_grant_back(tiny: "Tiny") -> None:
    """A budget of 60,000 pays 600 cars: 500 are too few, 601 too many.

    A payer that looks on is not asked whether all of it is paid.
    """
    capped = {**BUY, "cap": 60_000.0}
    for vehicles, checks in (
        (500.0, ["grant in full"]),
        (600.0, []),
        (601.0, ["grant budget", "grant in full"]),
    ):
        row = told("buy", "E", FIRST, vehicles, payer="state")
        assert wrong(planned(tiny, capped, row)) == checks
        alone = told("buy", "E", FIRST, vehicles)
        kept = [name for name in checks if name == "grant budget"]
        assert wrong(under(tiny, capped, alone)) == kept


@pytest.mark.parametrize("policy", [BUILD, TOOLS])
def test_support_of_a_payer_that_plans_is_decided_once(
    tiny: "Tiny", policy: Cells
) -> None:
    """Given: all of it, 1,500 x 10 or a fifth of 1,000,000. Not given: nothing."""
    name = policy["policy"]
    usual = {**policy, "territory": "UK", "year": 2026, "to_year": 2026}
    if policy is BUILD:
        row = told(name, "H", FIRST, 1_500.0, paid=15_000.0, amount=15_000.0)
    else:
        sums = {"capital": 1e6, "paid": 200_000.0, "amount": 200_000.0}
        row = told(name, "E", FIRST, 0.0, **sums)
    checks = ["grant budget", "grant in full"]
    given = planned(tiny, usual, {**row, "payer": "state"})
    assert wrong(given) == checks
    decided = given.with_plan("support", {**PACKAGE, "policy": name})
    assert wrong(decided) == []
    assert wrong(planned(tiny, usual)) == []
    refused = planned(tiny, usual).with_plan("support", {**PACKAGE, "policy": name})
    assert wrong(refused) == ["grant in full"]
    other = given.with_plan("support", {**PACKAGE, "policy": "other"})
    assert wrong(other) == checks
    earlier = given.with_plan("support", {**PACKAGE, "policy": name, "since": 2025})
    assert wrong(earlier) == checks


@pytest.mark.parametrize(
    ("cells", "checks"),
    [
        ({"vehicles": 1.0}, ["grant for one thing"]),
        ({"capital": 999_000.0}, ["granted vehicles"]),
        ({"paid": 199_000.0}, ["grant paid"]),
        ({"amount": 199_000.0}, ["grant received"]),
        ({"payer": "state"}, ["grant payer"]),
    ],
)
def test_a_wrong_row_of_a_capital_grant_is_found(
    tiny: "Tiny", cells: Cells, checks: list[str]
) -> None:
    """1,000,000 spent, a fifth of it paid and received."""
    sums = {"capital": 1e6, "paid": 200_000.0, "amount": 200_000.0}
    row = told("tools", "E", FIRST, 0.0, **sums) | cells
    found = wrong(under(tiny, TOOLS, row))
    assert [name for name in found if name in checks] == checks


def test_capital_counts_by_the_dearest_spending(tiny: "Tiny") -> None:
    """Of 1,000,000 at most a millionth, 1, is no difference: 0.9 is none, 1.1 is."""
    for capital_, checks in ((999_999.1, []), (999_998.9, ["granted vehicles"])):
        paid = capital_ / 5
        row = told("tools", "E", FIRST, 0.0, capital=capital_, paid=paid, amount=paid)
        assert wrong(under(tiny, TOOLS, row)) == checks


@pytest.mark.parametrize(
    ("tooling", "opening", "told_", "checks"),
    [
        # the dearest spending of any in the tables is 1,000,000
        (1e6, 10_000.0, 9_999.1, []),
        (1e6, 10_000.0, 9_998.9, ["granted vehicles"]),
        # below 1, as if it were 1
        (0.0, 0.5, 0.5 - 0.9e-6, []),
        (0.0, 0.5, 0.5 - 1.1e-6, ["granted vehicles"]),
    ],
)
def test_a_small_spending_counts_by_the_dearest(
    tiny: "Tiny", tooling: float, opening: float, told_: float, checks: list[str]
) -> None:
    """H opens a plant: a millionth of the dearest spending is no difference."""
    variant = (
        capital(tiny, party="H")
        .changed("case", "facilities", 2, owner="H", opening_cost=opening)
        .changed("case", "build_options", 1, tooling_cost=tooling)
    )
    row = told("tools", "H", FIRST, 0.0, capital=told_, paid=told_ / 5)
    found = variant.with_plan("grants", {**row, "amount": told_ / 5})
    assert wrong(found) == checks


def test_each_grant_and_each_year_has_its_row(tiny: "Tiny") -> None:
    """Budgets for 600 cars a year of one grant and 300 of another; E asks for less.

    1,500 are built at the host for the UK in either year; 100 a car, half for E.
    """
    one = {**BUY, "cap": 60_000.0, "to_year": 2027}
    two = {**one, "policy": "more", "cap": 30_000.0}
    rows = [
        told("buy", "E", FIRST, 600.0),
        told("more", "E", FIRST, 300.0),
        told("buy", "E", SECOND, 500.0),
        told("more", "E", SECOND, 200.0),
    ]
    variant = under(tiny.with_case("policies", two), one, *rows)
    assert wrong(variant) == []
    assert received(variant) == {("E", "grants"): 50.0 * 900.0}
    assert received(variant, SECOND) == {("E", "grants"): 50.0 * 700.0}


@pytest.mark.parametrize(("party", "vehicles"), [("E", 1_500.0), ("H", 0.0)])
def test_the_company_of_the_product_is_asked_for(
    tiny: "Tiny", party: str, vehicles: float
) -> None:
    """H has a van that nobody builds; it stands first in the table."""
    van = {"product": "van", "company": "H", "hs_code": "870460", "powertrain": "ice"}
    asked = {"party": party, "hs_code": "8703", "powertrain": "bev"}
    products = [van, *tiny.case["products"]]
    variant = replace(tiny, case={**tiny.case, "products": products})
    expected = {("E", "grants"): 50.0 * vehicles} if vehicles else {}
    assert received(under(variant, {**BUY, **asked})) == expected


def test_the_price_of_the_market_is_asked_for(tiny: "Tiny") -> None:
    """In 2027 1,500 cars sell at 20,000 in the UK, 1,000 at 21,000 abroad."""
    law = {**BUY, "territory": None, "year": 2027, "price_cap": 20_500.0}
    assert received(under(tiny, law), SECOND) == {("E", "grants"): 50.0 * 1_500.0}


@pytest.mark.parametrize("over", ["buy", "more"])
def test_each_budget_is_kept(tiny: "Tiny", over: str) -> None:
    """600 cars of either grant are in its budget, 601 are not."""
    one = {**BUY, "cap": 60_000.0}
    rows = [
        told(name, "E", FIRST, 601.0 if name == over else 600.0)
        for name in ("buy", "more")
    ]
    variant = under(tiny.with_case("policies", one), {**one, "policy": "more"}, *rows)
    found = [f for f in check_grants(variant.world()) if f.difference > 1.0]
    assert [f.check for f in found] == ["grant budget"]
    assert [f.where for f in found] == [f"policy={over}, node={FIRST}"]


@pytest.mark.parametrize(
    ("vehicles", "checks"),
    [
        # of 4,000 cars, the largest volume, a millionth is no difference: 0.004
        (1_500.0039, []),
        (1_500.0041, ["granted vehicles", "granted vehicles made"]),
        (1_499.9961, []),
        (1_499.9959, ["granted vehicles"]),
    ],
)
def test_vehicles_differ_by_little(
    tiny: "Tiny", vehicles: float, checks: list[str]
) -> None:
    """1,500 cars are for a grant without a budget."""
    variant = under(tiny, BUY, told("buy", "E", FIRST, vehicles))
    assert wrong(variant) == checks


@pytest.mark.parametrize(
    ("vehicles", "checks"),
    [
        (600.0039, []),
        (600.0041, ["grant budget", "grant in full"]),
        (599.9961, []),
        (599.9959, ["grant in full"]),
    ],
)
def test_budgets_differ_by_little(
    tiny: "Tiny", vehicles: float, checks: list[str]
) -> None:
    """60,000 pay for 600 cars; of 100 for each of 4,000 cars a millionth is 0.4."""
    row = told("buy", "E", FIRST, vehicles, payer="state")
    variant = planned(tiny, {**BUY, "cap": 60_000.0}, row)
    assert wrong(variant) == checks
    found = check_grants(variant.world())
    full = {f.where for f in found if f.check == "grant in full"}
    assert full == {f"policy=buy, node={FIRST}"}


def test_what_differs_says_where(tiny: "Tiny") -> None:
    """A row for H that the law does not give, and none for E, which has 1,500 cars."""
    variant = under(tiny, BUY, told("buy", "H", FIRST, 1_500.0))
    found = {(f.check, f.where) for f in check_grants(variant.world()) if f.difference}
    assert found == {
        ("grant known", f"policy=buy, party=H, node={FIRST}"),
        ("granted vehicles", f"policy=buy, party=E, node={FIRST}"),
    }
