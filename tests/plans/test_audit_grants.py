"""Grants of the recount, worked out by hand, and what the audit finds of wrong ones.

The hand-made plan delivers 1,500 full cars of the host's plant in 2026 and 2,500 in
2027, of which 1,000 abroad; the rest comes from China.
"""

from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.after_tax import recount_cash
from brownfield.plans.recount.money.grants import check_grants
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

Cells = dict[str, Any]
STATE: Cells = {"party": "state", "kind": "government", "tax_rate": 0.5}
BUY: Cells = {
    "policy": "buy",
    "kind": "purchase_grant",
    "territory": "UK",
    "made_in": "UK",
    "year": 2026,
    "amount": 100.0,
    "pass_through": 0.5,
}
BUILD: Cells = {
    "policy": "build",
    "kind": "operating_support",
    "territory": "UK",
    "year": 2027,
    "amount": 10.0,
}


def told(policy: str, party: str, node: str, vehicles: float, **cells: Any) -> Cells:
    """Return a row of `grants` of 100 a car, half of it for the seller."""
    row = {"policy": policy, "since": 2026, "party": party, "payer": None}
    sums = {"paid": 100 * vehicles, "amount": 50 * vehicles}
    return {
        **row,
        "node": node,
        "year": int(node[-4:]),
        "vehicles": vehicles,
        "capital": 0.0,
    } | (sums | cells)


def wrong(tiny: "Tiny") -> list[str]:
    """Return which checks of grants differ."""
    found = check_grants(tiny.world())
    return sorted({f.check for f in found if f.difference > 1e-6 * f.scale})


def granted(tiny: "Tiny", row: Cells, **cells: Any) -> "Tiny":
    """Return the hand-made case under the grant on cars bought, with a row of it."""
    variant = tiny.with_case("parties", STATE).with_case("policies", {**BUY, **cells})
    return variant.with_plan("grants", row)


def test_the_seller_has_its_share_of_a_grant(tiny: "Tiny") -> None:
    """1,500 cars x 100 x 0.5 in 2026, and none in 2027, when the row has ended."""
    variant = granted(tiny, told("buy", "E", FIRST, 1_500.0))
    cash = recount_cash(variant.world())
    assert cash["E", FIRST]["grants"] == 75_000.0
    assert "grants" not in cash["E", SECOND]
    assert wrong(variant) == []


def test_support_follows_what_is_built(tiny: "Tiny") -> None:
    """2,500 cars x 10 to the host in 2027, those sold abroad too."""
    variant = tiny.with_case("parties", STATE).with_case("policies", BUILD)
    row = told("build", "H", SECOND, 2_500.0, since=2027, paid=25_000.0)
    variant = variant.with_plan("grants", {**row, "amount": 25_000.0})
    cash = recount_cash(variant.world())
    assert cash["H", SECOND]["operating_support"] == 25_000.0
    assert wrong(variant) == []


@pytest.mark.parametrize(
    ("cells", "check"),
    [
        ({"vehicles": 1_600.0, "paid": 160_000.0, "amount": 80_000.0}, "granted"),
        ({"paid": 140_000.0}, "grant paid"),
        ({"amount": 150_000.0}, "grant received"),
        ({"payer": "state"}, "grant payer"),
        ({"party": "H"}, "grant known"),
        ({"policy": "gift"}, "grant known"),
        ({"since": 2027}, "grant known"),
    ],
)
def test_a_wrong_row_is_found(tiny: "Tiny", cells: Cells, check: str) -> None:
    """Each cell is recounted from the tables."""
    found = wrong(granted(tiny, told("buy", "E", FIRST, 1_500.0) | cells))
    assert any(name.startswith(check) for name in found), found


@pytest.mark.parametrize(
    ("cells", "paid_for"),
    [
        ({"price_cap": 19_999.0}, 0.0),
        ({"powertrain": "hev"}, 0.0),
        ({"mode": "skd"}, 0.0),
        ({"hs_code": "8507"}, 0.0),
        ({"party": "H"}, 0.0),
        ({"cap": 50_000.0}, 500.0),
        ({"cap": 0.0}, 0.0),
    ],
)
def test_more_than_the_law_gives_is_found(
    tiny: "Tiny", cells: Cells, paid_for: float
) -> None:
    """Conditions that no car meets, and budgets for fewer of them."""
    assert wrong(granted(tiny, told("buy", "E", FIRST, 1_500.0), **cells)) != []
    row = told("buy", "E", FIRST, paid_for)
    right = (
        granted(tiny, row, **cells)
        if paid_for
        else tiny.with_case("policies", {**BUY, **cells})
    )
    assert wrong(right) == []


def test_a_car_counts_where_it_is_sold(tiny: "Tiny") -> None:
    """2027: 1,000 cars of the UK are bought in the EU, at 100 each."""
    abroad = {**BUY, "territory": "EU", "year": 2027}
    row = told("buy", "E", SECOND, 1_000.0, since=2027)
    variant = tiny.with_case("parties", STATE).with_case("policies", abroad)
    assert wrong(variant.with_plan("grants", row)) == []
    fewer = {**row, "vehicles": 999.0, "paid": 99_900.0, "amount": 49_950.0}
    assert wrong(variant.with_plan("grants", fewer)) == ["granted vehicles"]
