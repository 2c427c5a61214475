"""How far may a volume be off before the recount refuses it?

A millionth of the largest market. Of a market of 1,000,000,000 that is 1,000 vehicles,
so that in these tests 900 too many pass and 1,100 do not.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

HUGE = {"product": "car", "place": "cn", "year": 2026, "volume": 1e9, "price": 1.0}
FULL_1, FULL_2 = 0, 2  # rows of `production`
SHOP = {"facility": "host", "shop": "body", "jobs_per_hour": 1.0, "hours_per_year": 500}
MAKER = {"facility": "maker", "place": "cn", "owner": "E", "status": "candidate"}


def stated(row: int, column: str, amount: float) -> "Callable[[Tiny, float], Tiny]":
    """Return how a figure of `capacity_use`, rightly `amount`, is made too high."""
    return lambda tiny, off: tiny.changed(
        "plan", "capacity_use", row, **{column: amount + off}
    )


def built(row: int, limit: float) -> "Callable[[Tiny, float], Tiny]":
    """Return how so many vehicles more than a limit are built."""
    return lambda tiny, off: tiny.changed(
        "plan", "production", row, vehicles=limit + off
    )


def idle(tiny: "Tiny", off: float) -> "Tiny":
    """Return a plan that builds at a plant without a pattern in 2026."""
    rows = tiny.plan["shifts"]
    shifts = [r for r in rows if (r["facility"], r["node"]) != ("host", FIRST)]
    variant = replace(tiny, plan={**tiny.plan, "shifts": shifts})
    return variant.changed("plan", "production", FULL_1, vehicles=off)


def in_shop(tiny: "Tiny", off: float) -> "Tiny":
    """Return a plan that passes more vehicles than 1 x 500 through a shop."""
    return built(FULL_1, 500.0)(tiny.with_case("shops", SHOP), off)


def bought(tiny: "Tiny", off: float) -> "Tiny":
    """Return a plan that buys batteries of a plant that is not open, in 2026."""
    variant = tiny.with_case("facilities", MAKER)
    variant = variant.changed("case", "bill_of_materials", 2, source="maker")
    variant = variant.changed("plan", "sourcing", 2, source="maker")
    return built(FULL_1, 0.0)(variant.changed("plan", "production", 2, vehicles=0), off)


def in_quota(tiny: "Tiny", off: float) -> "Tiny":
    """Return a plan that brings more than 700 vehicles in under a quota."""
    row = {"measure": "q", "importer": "UK", "hs_code": "8703", "kind": "quota"}
    variant = tiny.with_case("trade_measures", {**row, "quota_volume": 700.0})
    cells = {"quota": "q", "regime": "quota", "vehicles": 700.0 + off}
    return variant.changed("plan", "deliveries", 1, **cells)


TOO_MANY: "Mapping[str, Callable[[Tiny, float], Tiny]]" = {
    "capacity stated": stated(0, "capacity", 10_000.0),
    "use stated": stated(0, "used", 1_500.0),
    "guest use stated": stated(0, "guest_used", 1_500.0),
    "committed stated": stated(0, "committed", 0.0),
    "production": built(FULL_1, 1_500.0),
    # a full rate of 3,000 in 2027; 5,000 standard vehicles; a guest limit of 9,000
    "ramp": built(FULL_2, 3_000.0),
    "hours": built(FULL_2, 5_000.0),
    "guest limit": built(FULL_2, 9_000.0),
    "shortfall": lambda tiny, off: tiny.changed(
        "plan", "shortfall", 0, vehicles=500.0 + off
    ),
    "demand balance": lambda tiny, off: tiny.changed(
        "plan", "unmet", 1, vehicles=500.0 + off
    ),
    "no negative volume": lambda tiny, off: tiny.changed(
        "plan", "unmet", 0, vehicles=-off
    ),
    "plant runs": idle,
    "shop hours": in_shop,
    "source plant runs": bought,
    "quota": in_quota,
}


def failures(variant: "Tiny", check: str, node: str) -> list[dict[str, Any]]:
    """Return the lines of a check that fails at a node, the summary left out."""
    lines = variant.audit().failures.filter(check=check).to_dicts()
    there = [line for line in lines if node in line["where"]]
    return [line for line in there if not line["where"].startswith("largest")]


@pytest.mark.parametrize("check", TOO_MANY)
def test_a_volume_may_be_off_by_a_millionth_of_the_largest_market(
    tiny: "Tiny", check: str
) -> None:
    """900 vehicles too many are rounding, 1,100 are not."""
    huge = tiny.with_case("demand", HUGE)
    is_later = check in ("ramp", "hours", "guest limit", "shortfall", "demand balance")
    node = SECOND if is_later else FIRST
    assert failures(TOO_MANY[check](huge, 900.0), check, node) == []
    assert len(failures(TOO_MANY[check](huge, 1_100.0), check, node)) == 1


@pytest.mark.parametrize("check", ["plant runs", "source plant runs"])
def test_half_a_vehicle_too_many_is_refused(tiny: "Tiny", check: str) -> None:
    """In a market of 4,000 it is no rounding: none may be built."""
    (line,) = failures(TOO_MANY[check](tiny, 0.5), check, FIRST)
    assert (line["expected"], line["found"]) == (0.0, 0.5)


def test_a_negative_volume_is_refused(tiny: "Tiny") -> None:
    """Half a vehicle less than none is told as half a vehicle beyond the limit of 0."""
    variant = TOO_MANY["no negative volume"](tiny, 0.5)
    (line,) = failures(variant, "no negative volume", FIRST)
    assert (line["expected"], line["found"], line["difference"]) == (0.0, 0.5, 0.5)


@pytest.mark.parametrize(("off", "fails"), [(0.9, False), (1.1, True)])
def test_a_duty_may_be_off_by_a_millionth_of_a_vehicle(
    tiny: "Tiny", off: float, fails: bool
) -> None:
    """Of 1,300 on 2,000 vehicles, 2,600,000, a millionth is 2.6; so 2.34 pass."""
    variant = tiny.changed("plan", "deliveries", 4, duty=2_600_000.0 + 2.6 * off)
    assert ("duty" in set(variant.audit().failures["check"])) is fails


def test_a_plant_that_closes_twice_is_refused(tiny: "Tiny") -> None:
    """`home` is closed in 2026 and again in 2027."""
    rows = [
        {"facility": "home", "owner": "E", "action": "close", "node": node,
         "year": int(node[-4:])}
        for node in (FIRST, SECOND)
    ]  # fmt: skip
    once = tiny.with_plan("openings", rows[0]).audit().failures["check"]
    twice = tiny.with_plan("openings", *rows).audit().failures["check"]
    assert "opened or closed once" not in set(once)
    assert "opened or closed once" in set(twice)


@pytest.mark.parametrize(
    ("section", "fails"),
    [
        ({"earliest_start_year": 2026, "latest_start_year": None}, False),
        ({"earliest_start_year": 2027, "latest_start_year": None}, True),
        ({"earliest_start_year": None, "latest_start_year": 2025}, True),
        ({"earliest_start_year": None, "latest_start_year": None}, False),
    ],
)
def test_a_start_is_in_the_years_of_the_plan(
    tiny: "Tiny", section: dict[str, Any], fails: bool
) -> None:
    """`full` starts in 2026 and has no years of its own."""
    plan = tiny.settings.plan.model_copy(update=section)
    settings = tiny.settings.model_copy(update={"plan": plan})
    failed = set(replace(tiny, settings=settings).audit().failures["check"])
    assert ("start year" in failed) is fails
