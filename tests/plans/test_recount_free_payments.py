"""Payments that a plan may choose: whose cash they are, and how large, by hand."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.cash import before_tax
from brownfield.plans.recount.money.free_payments import (
    check_free_payments,
    paid_freely,
)
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

PAID: "dict[str, Any]" = {
    "payer": "E",
    "payee": "H",
    "node": FIRST,
    "year": 2026,
    "amount": 5_000.0,
}
LATER: "dict[str, Any]" = {"node": SECOND, "year": 2027}


def paying(tiny: "Tiny", *, is_free: bool = True, **cells: object) -> "Tiny":
    """Return a variant in which E pays H 5,000 in 2026, or as `cells` say."""
    plan = tiny.settings.plan.model_copy(update={"has_free_payments": is_free})
    settings = tiny.settings.model_copy(update={"plan": plan})
    return replace(tiny, settings=settings).with_plan("payments", PAID | cells)


def test_what_one_pays_the_other_has(tiny: "Tiny") -> None:
    """E is 5,000 poorer in 2026 and H as much richer; 2027 has no payment."""
    world = paying(tiny).world()
    first, second = world.nodes.values()
    assert list(paid_freely(world, first)) == [("E", -5_000.0), ("H", 5_000.0)]
    assert list(paid_freely(world, second)) == []
    cash = before_tax(world)
    assert cash["E", FIRST]["payments"] == -5_000.0
    assert cash["H", FIRST]["payments"] == 5_000.0
    assert "payments" not in cash["E", SECOND]


@pytest.mark.parametrize(
    ("cells", "sold"),
    [
        # 1,500 x 20,000; the 1,000 of `cbu` are built at E's own plant
        ({}, 30_000_000.0),
        # 1,500 x 20,000 + 1,000 x 21,000
        (LATER, 51_000_000.0),
        # H has no programme at a plant of E
        ({"payer": "H", "payee": "E"}, 0.0),
        # `cbu` of 2026 at E's own plant: 1,000 x 20,000
        ({"payee": "E"}, 20_000_000.0),
    ],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_a_guest_pays_at_most_what_its_vehicles_sell_for(
    tiny: "Tiny", cells: dict[str, Any], sold: float, is_turned: bool
) -> None:
    """Whatever the order of the deliveries, the limit is what was sold."""
    rows = tiny.plan["deliveries"]
    turned = replace(
        tiny, plan={**tiny.plan, "deliveries": rows[::-1] if is_turned else rows}
    )
    row = PAID | cells
    where = f"payer={row['payer']}, payee={row['payee']}, node={row['node']}"
    for more in (0.0, 1_000.0):
        world = paying(turned, **cells, amount=sold + more).world()
        allowed, within = check_free_payments(world)
        assert (allowed.check, allowed.where) == ("payments allowed", where)
        assert allowed.difference == 0.0
        assert (within.check, within.where) == ("payment", where)
        assert (within.expected, within.difference) == (sold, more)


def test_a_delivery_that_nobody_asked_for_sells_for_nothing(tiny: "Tiny") -> None:
    """Without buyers in eu, 1,500 x 20,000 are left of 2027."""
    demand = [row for row in tiny.case["demand"] if row["place"] != "eu"]
    variant = replace(tiny, case={**tiny.case, "demand": demand})
    _, within = check_free_payments(paying(variant, **LATER).world())
    assert within.expected == 30_000_000.0


def test_prices_are_of_the_product_and_of_the_year(tiny: "Tiny") -> None:
    """1,500 x 30,000 + 1,000 x 21,000 in 2027; vans sell for 5."""
    van = {**tiny.case["demand"][0], "product": "van", "price": 5.0}
    demand = [van, {**van, "year": 2027}, *tiny.case["demand"]]
    variant = replace(tiny, case={**tiny.case, "demand": demand})
    variant = variant.changed("case", "demand", 3, price=30_000.0)
    _, within = check_free_payments(paying(variant, **LATER).world())
    assert within.expected == 66_000_000.0


def test_payments_are_refused_where_they_are_not_free(tiny: "Tiny") -> None:
    """The case does not let the plan choose them."""
    failed = set(paying(tiny, is_free=False).audit().failures["check"])
    assert "payments allowed" in failed
    assert "payments allowed" not in set(paying(tiny).audit().failures["check"])
    assert "payment" in set(paying(tiny, amount=4e7).audit().failures["check"])
