"""What each contract pays, in which year and for whose vehicles, by hand."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.after_tax import recount_cash, stated
from brownfield.plans.recount.money.contracts import check_contracts, payments
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from brownfield.plans.recount.world import World
    from tests.plans.conftest import Tiny

# E builds `full` at `host` of H: 1,500 in 2026, 2,500 in 2027, conversion 1,000 each;
# and `cbu` at its own `home`: 1,000 and 2,000, conversion 2,000 each.
STATE = {"party": "state", "kind": "government"}


def received(world: "World", party: str = "H") -> list[float]:
    """Return what a party receives under contracts in each year."""
    return [
        sum(p.amount for p in payments(world, node) if p.party == party)
        for node in world.nodes.values()
    ]


def under(tiny: "Tiny", **cells: object) -> "Tiny":
    """Return the case with cells of its one contract, which E pays to H, changed."""
    return tiny.changed("case", "contracts", 0, **cells)


FORMS: dict[str, tuple[dict[str, Any], list[float]]] = {
    # 2 x the larger of 2,000 and 1,500; 2 x 2,500
    "take or pay": ({"form": "take_or_pay", "volume": 2_000.0}, [4_000.0, 5_000.0]),
    # 2 x (1,500 + 1,000) and 2 x (2,500 + 2,000)
    "at any plant": ({"facility": None}, [5_000.0, 9_000.0]),
    "at a plant of nobody's programme": ({"facility": "new"}, [0.0, 0.0]),
    "of the product": ({"product": "car"}, [3_000.0, 5_000.0]),
    "of another product": ({"product": "van"}, [0.0, 0.0]),
    "until 2026": ({"to_year": 2026}, [3_000.0, 0.0]),
    "until 2027": ({"to_year": 2027}, [3_000.0, 5_000.0]),
    "from 2027": ({"from_year": 2027}, [0.0, 5_000.0]),
    "before the horizon": ({"to_year": 2025}, [0.0, 0.0]),
    "reservation of 2027": ({"form": "reservation", "from_year": 2027}, [0.0, 2.0]),
    "take or pay of 2026": (
        {"form": "take_or_pay", "volume": 2_000.0, "to_year": 2026},
        [4_000.0, 0.0],
    ),
    # (1 + 2) x 1,000 x 1,500
    "cost plus of 2026": ({"form": "cost_plus", "to_year": 2026}, [4_500_000.0, 0.0]),
    # the payee's programmes: H has none, so nothing is shared
    "capital of the payee": ({"form": "capex_share"}, [0.0, 0.0]),
    "grant": ({"form": "grant"}, [2.0, 0.0]),
    "grant of 2027": ({"form": "grant", "from_year": 2027}, [0.0, 2.0]),
    "grant that was due before": ({"form": "grant", "from_year": 2025}, [0.0, 0.0]),
    "no exit without an end": ({"form": "exit_fee"}, [0.0, 0.0]),
}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_pays_for_what_it_covers(tiny: "Tiny", name: str) -> None:
    """At an amount of 2, payee and payer have the same in either year."""
    cells, expected = FORMS[name]
    world = under(tiny, amount=2.0, **cells).world()
    assert received(world) == pytest.approx(expected)
    assert received(world, "E") == pytest.approx([-paid for paid in expected])


def test_take_or_pay_without_a_volume_pays_what_is_taken(tiny: "Tiny") -> None:
    """A blank volume promises nothing."""
    world = under(tiny, amount=2.0, form="take_or_pay", volume=None).world()
    assert received(world) == pytest.approx([3_000.0, 5_000.0])


def leaving(tiny: "Tiny", **cells: object) -> "Tiny":
    """Return a case with an exit fee of 9 and a plan that leaves the host in 2027."""
    built = [row for row in tiny.plan["production"] if row["node"] == FIRST]
    plan = {**tiny.plan, "production": built}
    return replace(under(tiny, form="exit_fee", amount=9.0, **cells), plan=plan)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, [0.0, 9.0]),
        ({"from_year": 2027}, [0.0, 9.0]),
        ({"to_year": 2026}, [0.0, 0.0]),
        # no vehicle of H was built, so none is missed
        ({"payer": "H", "payee": "E"}, [0.0, 0.0]),
    ],
)
def test_an_exit_fee_is_due_when_the_last_vehicle_is_gone(
    tiny: "Tiny", cells: dict[str, Any], expected: list[float]
) -> None:
    """1,500 vehicles in 2026, none in 2027: the fee is due in 2027 alone."""
    assert received(leaving(tiny, **cells).world()) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("last", "fee"),
    [(1.0, 0.0), (0.005, 0.0), (0.004, 9.0), (0.003, 9.0), (0.0, 9.0)],
)
def test_a_vehicle_in_a_million_is_none(tiny: "Tiny", last: float, fee: float) -> None:
    """Of a largest demand of 4,000, up to 0.004 vehicles are rounding."""
    variant = under(tiny, form="exit_fee", amount=9.0)
    variant = variant.changed("plan", "production", 2, vehicles=last)
    assert received(variant.world()) == pytest.approx([0.0, fee])


@pytest.mark.parametrize(("first", "fee"), [(0.005, 9.0), (0.004, 0.0)])
def test_who_built_none_leaves_nothing(tiny: "Tiny", first: float, fee: float) -> None:
    """0.004 vehicles are none, so nobody leaves in 2027."""
    variant = leaving(tiny).changed("plan", "production", 0, vehicles=first)
    assert received(variant.world()) == pytest.approx([0.0, fee])


def test_an_exit_fee_is_of_its_own_contract(tiny: "Tiny") -> None:
    """A contract without a vehicle stands before it; 1,500 of its own are gone."""
    other = {**tiny.case["contracts"][0], "contract": "other", "facility": "new"}
    variant = leaving(tiny)
    rows = [other, *variant.case["contracts"]]
    world = replace(variant, case={**variant.case, "contracts": rows}).world()
    assert received(world) == pytest.approx([0.0, 9.0])


def test_capital_of_two_programmes_is_shared(tiny: "Tiny") -> None:
    """3 x (400 of `cbu` + 1,000,000 of `full`), neither of which runs already."""
    cells = {"is_committed": False, "tooling_cost": 400.0}
    aid = {"payer": "state", "payee": "E", "facility": None, "form": "capex_share"}
    variant = under(tiny.with_case("parties", STATE), **aid, amount=3.0)
    world = variant.changed("case", "build_options", 0, **cells).world()
    assert received(world, "E") == pytest.approx([3_001_200.0, 0.0])


def test_an_exit_fee_is_not_due_in_the_first_year(tiny: "Tiny") -> None:
    """No year comes before 2026; from 2026 to 2027 production begins."""
    variant = under(tiny, form="exit_fee", amount=9.0)
    world = variant.changed("plan", "production", 0, vehicles=0.0).world()
    assert received(world) == pytest.approx([0.0, 0.0])


def test_a_contract_that_is_new_misses_nothing(tiny: "Tiny") -> None:
    """An exit fee that only the tables of 2027 hold covered no vehicle in 2026."""
    later = leaving(tiny)
    world = replace(later, case={**later.case, "contracts": []}).later(later)
    assert received(world) == pytest.approx([0.0, 0.0])


AID: dict[str, tuple[dict[str, Any], list[float]]] = {
    # of the payee's programmes: 3 x (1,500 + 1,000), 3 x (2,500 + 2,000)
    "fee": ({"form": "fee_per_vehicle"}, [7_500.0, 13_500.0]),
    "fee at the host": (
        {"form": "fee_per_vehicle", "facility": "host"},
        [4_500.0, 7_500.0],
    ),
    # 3 x tooling of 1,000,000 of `full` (`cbu` runs already)
    "capital": ({"form": "capex_share"}, [3_000_000.0, 0.0]),
    # (1 + 3) x (1,500 x 1,000 + 1,000 x 2,000) and (2,500 x 1,000 + 2,000 x 2,000)
    "cost": ({"form": "cost_plus"}, [14_000_000.0, 26_000_000.0]),
    "grant": ({"form": "grant"}, [3.0, 0.0]),
}


@pytest.mark.parametrize("name", AID)
def test_a_state_pays_for_programmes_of_the_payee(tiny: "Tiny", name: str) -> None:
    """E receives; the state does not plan, so it has no cash in the plan."""
    cells, expected = AID[name]
    aid = {"payer": "state", "payee": "E", "facility": None, "amount": 3.0, **cells}
    world = under(tiny.with_case("parties", STATE), **aid).world()
    assert received(world, "E") == pytest.approx(expected)
    assert received(world, "state") == [0, 0]
    assert "state" not in {party for party, _ in recount_cash(world)}


def test_a_state_that_plans_pays(tiny: "Tiny") -> None:
    """The state is 3 x 2,500 poorer in 2026, and E as much richer."""
    aid = {"payer": "state", "payee": "E", "facility": None, "amount": 3.0}
    variant = under(tiny.with_case("parties", STATE), **aid)
    plan = variant.settings.plan.model_copy(update={"parties": ("E", "H", "state")})
    settings = variant.settings.model_copy(update={"plan": plan})
    world = replace(variant, settings=settings).world()
    assert received(world, "state") == pytest.approx([-7_500.0, -13_500.0])
    assert received(world, "E") == pytest.approx([7_500.0, 13_500.0])


def test_a_state_that_plans_is_not_taxed(tiny: "Tiny") -> None:
    """3 on 1,500 and 2,500 vehicles are all its own, and twice the last year after.

    A rate of 50 % stands in its row.
    """
    fee = {"payee": "state", "amount": 3.0}
    variant = under(tiny.with_case("parties", {**STATE, "tax_rate": 0.5}), **fee)
    plan = variant.settings.plan.model_copy(update={"parties": ("E", "H", "state")})
    settings = variant.settings.model_copy(update={"plan": plan})
    cash = recount_cash(replace(variant, settings=settings).world())
    assert cash["state", FIRST] == {"contracts": 4_500.0, "tax": 0.0}
    later = {"contracts": 7_500.0, "tax": 0.0, "terminal": 15_000.0}
    assert cash["state", SECOND] == later


def test_what_a_company_pays_a_state_counts_its_own_vehicles(tiny: "Tiny") -> None:
    """E pays 3 on each of its vehicles at the host to a state outside the plan."""
    fee = {"payee": "state", "amount": 3.0}
    world = under(tiny.with_case("parties", STATE), **fee).world()
    assert received(world, "E") == pytest.approx([-4_500.0, -7_500.0])


def test_one_off_and_running_contracts_are_told_apart(tiny: "Tiny") -> None:
    """A grant of 2 and a fee of 1,500 x 1,500 are one item of the plan's cash."""
    grant = {"contract": "aid", "payer": "E", "payee": "H", "form": "grant"}
    world = tiny.with_case("contracts", {**grant, "amount": 2.0}).world()
    found = [(p.amount, p.is_one_off) for p in payments(world, world.nodes[FIRST])]
    assert found == [
        (-2_250_000.0, False),
        (2_250_000.0, False),
        (-2.0, True),
        (2.0, True),
    ]
    cash = stated(recount_cash(world))
    assert cash["H", FIRST, "contracts"] == pytest.approx(2_250_002.0)


def test_a_contract_is_read_in_each_future(tiny: "Tiny") -> None:
    """1,500 on 1,500 vehicles in 2026; 2 on 2,500 in a 2027 with other terms."""
    world = tiny.later(under(tiny, amount=2.0))
    assert received(world) == pytest.approx([2_250_000.0, 5_000.0])


def test_a_form_that_only_a_later_year_holds_is_checked(tiny: "Tiny") -> None:
    """Each table of each year is looked at for forms that nobody knows."""
    world = tiny.later(under(tiny, form="barter"))
    off = [f.where for f in check_contracts(world) if f.difference > 0]
    assert off == ["contract=fee, form=barter"]
