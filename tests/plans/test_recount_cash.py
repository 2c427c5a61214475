"""Licences, prices of the year and closings in the cash of a plan, by hand."""

from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.after_tax import check_cash, stated
from brownfield.plans.recount.money.cash import ONE_OFF_CONTRACTS, before_tax
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

CBU_1 = 1  # row of `deliveries`: 1,000 cars from China in 2026


def quota(name: str, fee: float, holder: str | None) -> dict[str, Any]:
    """Return a quota of the UK on cars whose licences cost a fee a car."""
    row = {"measure": name, "importer": "UK", "hs_code": "8703", "kind": "quota"}
    return {**row, "quota_volume": 5_000.0, "licence_fee": fee, "licence": holder}


def licences(tiny: "Tiny", *rows: dict[str, Any], used: str | None) -> dict[str, float]:
    """Return the cash of licences in 2026 by party."""
    variant = tiny.with_case("trade_measures", *rows)
    world = variant.changed("plan", "deliveries", CBU_1, quota=used).world()
    cash = before_tax(world)
    assert "licences" not in cash["E", SECOND]
    return {
        party: items["licences"]
        for (party, node), items in cash.items()
        if node == FIRST and "licences" in items
    }


@pytest.mark.parametrize(
    ("used", "paid"),
    [
        ("of-host", {"E": -300_000.0, "H": 300_000.0}),
        ("of-state", {"E": -70_000.0}),
        (None, {}),
    ],
)
def test_the_holder_has_the_fee_if_it_plans(
    tiny: "Tiny", used: str | None, paid: dict[str, float]
) -> None:
    """1,000 cars at 300 to the host, or at 70 to a state that looks on."""
    rows = [quota("of-host", 300.0, "H"), quota("of-state", 70.0, "state")]
    variant = tiny.with_case("parties", {"party": "state", "kind": "government"})
    assert licences(variant, *rows, used=used) == pytest.approx(paid)


def test_cars_sell_at_the_price_of_their_year(tiny: "Tiny") -> None:
    """2027: 3,500 at 20,100 in the UK and 1,000 at 21,000 abroad; 2026 as before."""
    cash = before_tax(tiny.changed("case", "demand", 1, price=20_100.0).world())
    assert cash["E", FIRST]["revenue"] == 2_500 * 20_000.0
    assert cash["E", SECOND]["revenue"] == 3_500 * 20_100.0 + 1_000 * 21_000.0


@pytest.mark.parametrize(("action", "items"), [("open", 1), ("close", 0)])
def test_only_an_opening_costs_what_openings_cost(
    tiny: "Tiny", action: str, items: int
) -> None:
    """500,000 for the new plant of E in 2026, if it is opened there."""
    row = {"facility": "new", "owner": "E", "node": FIRST, "year": 2026}
    variant = tiny.changed("case", "facilities", 2, opening_cost=500_000.0)
    world = variant.with_plan("openings", {**row, "action": action}).world()
    found = before_tax(world)["E", FIRST].get("opening", 0.0)
    assert found == -500_000.0 * items


def test_what_is_paid_once_is_kept_apart_from_what_is_paid_each_year(
    tiny: "Tiny",
) -> None:
    """A grant of 2 from E to H is no operating cash; a fee of 1,500 a car is."""
    once = tiny.changed("case", "contracts", 0, form="grant", amount=2.0)
    host = before_tax(once.world())["H", FIRST]
    assert host["one-off contracts"] == 2.0
    assert "contracts" not in host
    host = before_tax(tiny.world())["H", FIRST]
    assert host["contracts"] == 1_500 * 1_500.0
    assert "one-off contracts" not in host


def test_both_kinds_of_contracts_are_told_as_one_item() -> None:
    """A fee of 3 and a grant of 2 are 5 under contracts; tax keeps its name."""
    cash = {("H", FIRST): {"contracts": 3.0, ONE_OFF_CONTRACTS: 2.0, "tax": -1.0}}
    told = {("H", FIRST, "contracts"): 5.0, ("H", FIRST, "tax"): -1.0}
    assert stated(cash) == told


def test_cash_of_one_name_adds_up_and_counts_by_the_unit_where_there_is_none(
    tiny: "Tiny",
) -> None:
    """Nobody is owed anything: 7 of rent and 5 more are 12 too much, by 1."""
    row = {**tiny.plan["cash"][0], "item": "rent"}
    rows = ({**row, "amount": amount} for amount in (7.0, 5.0))
    world = tiny.without("cash").with_plan("cash", *rows).world()
    (only,) = check_cash(world, {})
    assert (only.expected, only.found, only.scale) == (0.0, 12.0, 1.0)


def test_what_nobody_asked_for_sells_for_nothing_and_misses_nothing(
    tiny: "Tiny",
) -> None:
    """1,500 cars sent to the EU in 2026, where nobody asks; 5 missed in China."""
    sent = tiny.changed("plan", "deliveries", 0, place="eu")
    missed = sent.with_plan(
        "unmet", {**tiny.plan["unmet"][0], "place": "cn", "vehicles": 5.0}
    )
    cash = before_tax(missed.world())
    assert cash["E", FIRST]["revenue"] == 1_000 * 20_000.0
    assert cash["E", FIRST]["lost_sales"] == -500 * 100.0
