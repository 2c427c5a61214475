"""Every figure is read at the node it is for: 2027 has tables of its own here."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.cash import before_tax
from brownfield.plans.recount.money.support import grants
from brownfield.plans.recount.plants.capacity import check_capacity
from brownfield.plans.recount.plants.demand import check_demand
from brownfield.plans.recount.plants.programmes import check_programmes
from brownfield.plans.recount.references import check_references
from brownfield.plans.recount.trade.duty import check_duty
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from brownfield.plans.recount.finding import Finding
    from tests.plans.conftest import Tiny

OPENING = {"facility": "new", "owner": "E", "action": "open", "node": SECOND}
SHUT = {"facility": "host", "owner": "H", "action": "close", "node": SECOND}

# Cells of 2027 -> party, item, amount of 2026 and of 2027.
COSTS: dict[str, tuple[str, int, dict[str, Any], str, str, float, float]] = {
    # 2,500 x 1,100 for `full`
    "conversion": (
        "build_options", 1, {"conversion_cost": 1_100.0},
        "H", "conversion", -1_500_000.0, -2_750_000.0,
    ),
    # 500 missing at 200
    "charge": (
        "build_options", 1, {"shortfall_charge": 200.0},
        "E", "shortfall", 0.0, -100_000.0,
    ),
    # the programme started in 2026
    "tooling": (
        "build_options", 1, {"tooling_cost": 5.0}, "E", "tooling", -1_000_000.0, 0.0,
    ),
    # 40 jobs less at 3,000
    "redundancy": (
        "facilities", 0, {"redundancy_cost": 3_000.0},
        "H", "redundancy", 0.0, -120_000.0,
    ),
    # 40 jobs more in 2026
    "hiring": (
        "facilities", 0, {"hiring_cost": 3_000.0}, "H", "hiring", -40_000.0, 0.0,
    ),
    "opening": (
        "facilities", 2, {"opening_cost": 7.0}, "E", "opening", 0.0, -7.0,
    ),
    "closing": (
        "facilities", 0, {"closing_cost": 8.0}, "H", "closing", 0.0, -8.0,
    ),
    "pattern": (
        "shift_patterns", 1, {"fixed_cost": 9.0}, "H", "shift_cost", -1e6, -9.0,
    ),
    # 50 jobs instead of 60 after 100
    "jobs": (
        "shift_patterns", 1, {"headcount": 50.0}, "H", "redundancy", 0.0, -100_000.0,
    ),
    # 3,500 in the UK at 21,000 and 1,000 in the EU at 21,000
    "price": (
        "demand", 1, {"price": 21_000.0}, "E", "revenue", 5e7, 94_500_000.0,
    ),
    "penalty": (
        "demand", 1, {"lost_sale_penalty": 1.0}, "E", "lost_sales", -50_000.0, -500.0,
    ),
    # 2,000 x 10,000 + 2,500 x (6,000 + 5,000)
    "materials": (
        "bill_of_materials", 2, {"unit_value": 5_000.0},
        "E", "materials", -25_000_000.0, -47_500_000.0,
    ),
    # 10 % of 4,500 on 1,500; 20 % on 2,500
    "duty on parts": (
        "trade_measures", 1, {"ad_valorem": 0.2},
        "E", "inbound_duty", -675_000.0, -2_250_000.0,
    ),
    # 10 % of 13,000 on 1,000; 5 % on 2,000
    "duty": (
        "trade_measures", 0, {"ad_valorem": 0.05},
        "E", "duty", -1_300_000.0, -1_300_000.0,
    ),
    # 1,500 x 100 + 1,000 x 1,000; 1,500 x 200 + 1,000 x 300 + 2,000 x 1,000
    "freight": (
        "lanes", 1, {"freight": 200.0}, "E", "freight", -1_150_000.0, -2_600_000.0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COSTS)
def test_a_cost_of_a_later_year_counts_there_alone(tiny: "Tiny", name: str) -> None:
    """The cash of 2026 is as before, that of 2027 is by its own tables."""
    table, row, cells, party, item, now, then = COSTS[name]
    plan = tiny.with_plan("openings", {**OPENING, "year": 2027}, {**SHUT, "year": 2027})
    cash = before_tax(plan.later(tiny.changed("case", table, row, **cells)))
    assert cash[party, FIRST].get(item, 0.0) == pytest.approx(now)
    assert cash[party, SECOND].get(item, 0.0) == pytest.approx(then)


def test_tooling_is_paid_at_the_price_of_its_year(tiny: "Tiny") -> None:
    """Other tables of 2026: 5 instead of 1,000,000."""
    cheap = tiny.changed("case", "build_options", 1, tooling_cost=5.0)
    cash = before_tax(cheap.later(tiny))
    assert cash["E", FIRST]["tooling"] == -5.0


def off(findings: Iterable["Finding"]) -> set[tuple[str, str]]:
    """Return check and year of the findings that differ."""
    return {
        (f.check, str(year))
        for f in findings
        if f.difference > 1e-6 * f.scale
        for year in (2026, 2027)
        if f"base@{year}" in f.where
    }


DUTY = {"duty per vehicle", "duty"}
CHECKS = (check_capacity, check_programmes, check_demand, check_duty)
# Cells of 2027 under which the plan breaks a rule, in 2027 alone.
LIMITS: dict[str, tuple[str, int, dict[str, Any], set[str]]] = {
    "guests": ("facilities", 0, {"guest_limit": 1.0}, {"guest limit"}),
    "last year": ("facilities", 0, {"last_year": 2026}, {"plant open"}),
    "first year": ("facilities", 0, {"first_year": 2028}, {"plant open"}),
    "full rate": ("build_options", 1, {"full_rate": 2_400.0}, {"ramp"}),
    "pattern": (
        "shift_patterns", 1, {"oee": 0.4},
        {"pattern capacity", "hours", "capacity stated"},
    ),
    "jobs": ("shift_patterns", 1, {"headcount": 5.0}, {"pattern headcount"}),
    "demand": ("demand", 1, {"volume": 5_000.0}, {"demand balance"}),
    # without freight the import pays 1,200 instead of 1,300
    "lane": ("lanes", 0, {"destination": "eu"}, {"lane", *DUTY}),
    "source": ("bill_of_materials", 2, {"source": "eu"}, {"sources offered"}),
    "origin": ("origin_rules", 0, {"threshold": 0.3}, {"regime open", *DUTY}),
    "territory": ("places", 1, {"customs_territory": "CN"}, {"regime open", *DUTY}),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_of_a_later_year_holds_there_alone(tiny: "Tiny", name: str) -> None:
    """Only rows of 2027 break the rule that its tables set."""
    table, row, cells, checks = LIMITS[name]
    world = tiny.later(tiny.changed("case", table, row, **cells))
    found = off(check_references(world))
    if not found:  # names unknown to the case end a recount
        found = {pair for check in CHECKS for pair in off(check(world))}
    assert found == {(check, "2027") for check in checks}


def test_a_plant_that_moves_territory_moves_what_it_earns(tiny: "Tiny") -> None:
    """1,000 on each vehicle built in the UK: 1,500 in 2026; in 2027 the site is EU."""
    row = {"policy": "gain", "kind": "receipts_per_vehicle", "territory": "UK"}
    gain = tiny.with_case(
        "policies", {**row, "party": "H", "year": 2026, "to_year": 2027, "amount": 1e3}
    )
    moved = gain.changed("case", "places", 0, customs_territory="EU")
    world = gain.later(moved)
    paid = [sum(g.amount for g in grants(world, n)) for n in world.nodes.values()]
    assert paid == [1_500_000.0, 0.0]
