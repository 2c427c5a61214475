"""Ramps, promised volumes, people and closings, each worked out by hand."""

from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.cash import before_tax, more_heads
from brownfield.plans.recount.plants.openings import check_openings, ends, is_open
from brownfield.plans.recount.plants.programmes import (
    curve,
    full_rate,
    installation,
    is_promised,
    running_share,
)
from tests.plans.conftest import FIRST, SECOND, years

if TYPE_CHECKING:
    from brownfield.plans.recount.world import World
    from tests.plans.conftest import Tiny

HOST, HOME, NEW = 0, 1, 2  # rows of facilities in the hand-made case
FULL = 1  # row of build_options


def open_new(year: int = 2026, action: str = "open") -> dict[str, Any]:
    """Return the row of `openings` for the candidate plant."""
    node = f"base@{year}"
    return {
        "facility": "new",
        "owner": "E",
        "action": action,
        "node": node,
        "year": year,
    }


def start(year: int = 2026) -> dict[str, Any]:
    """Return the row of `starts` for a programme at the candidate plant."""
    return {
        "build_option": "third",
        "product": "car",
        "facility": "new",
        "programme_owner": "E",
        "node": f"base@{year}",
        "year": year,
    }


def ramped(tiny: "Tiny", shares: dict[int, float] | None, **plant: object) -> "Tiny":
    """Return the case with a programme `third` at the candidate plant."""
    option = {
        "build_option": "third",
        "product": "car",
        "facility": "new",
        "programme_owner": "E",
        "mode": "full",
        "minimum_volume": 10.0,
        "ramp_curve": None if shares is None else "third",
    }
    rows = [
        {"ramp_curve": "third", "years_since_start": year, "share": share}
        for year, share in (shares or {}).items()
    ]
    variant = tiny.changed("case", "facilities", NEW, **plant)
    return variant.with_case("build_options", option).with_case("ramp_curves", *rows)


def course(tiny: "Tiny") -> list[tuple[float, bool]]:
    """Return share and promise of `third` in each of five years."""
    world = tiny.world(years(5))
    option = world.option("third")
    nodes = world.nodes.values()
    return [
        (running_share(world, option, n), is_promised(world, option, n)) for n in nodes
    ]


SLOW = {0: 0.0, 1: 0.5, 2: 1.0}
RAMPS: dict[str, tuple[dict[int, float] | None, int, int, list[float], int]] = {
    # ramp, lead, year of the start, shares of 2026 to 2030, first year promised;
    # the plant is always opened in 2026
    # year 0 is installation: 0.5 in the year the plant is ready
    "one year of building": (SLOW, 1, 2026, [0, 0.5, 1, 1, 1], 2028),
    "two years of building": (SLOW, 2, 2026, [0, 0, 0.5, 1, 1], 2029),
    "three years of building": (SLOW, 3, 2026, [0, 0, 0, 0.5, 1], 2030),
    "ready at once": (SLOW, 0, 2026, [0, 0.5, 1, 1, 1], 2028),
    # by start 0, 0.5, 1 from 2028; by building 0.5 in 2027, 1 from 2028
    "started later than built": (SLOW, 1, 2028, [0, 0, 0, 0.5, 1], 2030),
    # by start 0 in 2027, 0.5 in 2028; by building 0.5 in 2028
    "started while it is built": (SLOW, 2, 2027, [0, 0, 0.5, 1, 1], 2029),
    # no installation: the first share in the year the plant is ready
    "no installation": ({0: 0.5, 1: 1.0}, 2, 2026, [0, 0, 0.5, 1, 1], 2029),
    "without a ramp": (None, 2, 2026, [0, 0, 1, 1, 1], 2028),
    # rows begin in year 2, so that years 0 and 1 have no share
    "late rows": ({2: 0.4, 3: 0.8}, 1, 2026, [0, 0, 0.4, 0.8, 0.8], 2029),
    "late rows, long building": ({2: 0.4, 3: 0.8}, 3, 2026, [0, 0, 0, 0.4, 0.8], 2030),
    # the last share is 0.95, and owed
    "never full": ({0: 0.5, 1: 0.95}, 1, 2026, [0, 0.5, 0.95, 0.95, 0.95], 2028),
    # ages 2, 3, ... by start against 0, 1, ... by building: the lower share counts
    "falling": ({0: 0.6, 1: 1.0, 2: 0.3}, 2, 2026, [0, 0, 0.3, 0.3, 0.3], 2028),
    # the last row repeats the share before it: the promise holds from the first of them
    "last row twice": ({0: 0.5, 1: 1.0, 2: 1.0}, 1, 2026, [0, 0.5, 1, 1, 1], 2028),
    "nothing ever": ({0: 0.0, 1: 0.0}, 1, 2026, [0, 0, 0, 0, 0], 2031),
}


@pytest.mark.parametrize("name", RAMPS)
def test_the_curve_does_not_run_ahead_of_the_building(tiny: "Tiny", name: str) -> None:
    """Share and promise of every year follow the start and the opening."""
    shares, lead, begin, expected, promised = RAMPS[name]
    variant = ramped(tiny, shares, lead_years=lead).with_plan("openings", open_new())
    found = course(variant.with_plan("starts", start(begin)))
    assert [share for share, _ in found] == expected
    assert [owed for _, owed in found] == [y >= promised for y in range(2026, 2031)]


def test_a_programme_without_plant_or_start_has_no_share(tiny: "Tiny") -> None:
    """Neither a start without an opening nor an opening without a start is enough."""
    variant = ramped(tiny, SLOW)
    nothing = [(0.0, False)] * 5
    assert course(variant.with_plan("starts", start())) == nothing
    assert course(variant.with_plan("openings", open_new())) == nothing


def test_at_a_running_plant_only_the_start_counts(tiny: "Tiny") -> None:
    """The ramp of 0, 0.5, 1 from 2026, whatever the lead time says."""
    running = ramped(tiny, SLOW, status="operating", lead_years=3)
    found = course(running.with_plan("starts", start()))
    assert found == [(0.0, False), (0.5, False), (1.0, True), (1.0, True), (1.0, True)]


def test_a_committed_programme_is_at_full_rate(tiny: "Tiny") -> None:
    """Without any start or opening in the plan its volume is owed at once."""
    variant = ramped(tiny, SLOW).changed("case", "build_options", 2, is_committed=True)
    assert course(variant) == [(1.0, True)] * 5


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({0: 0.5}, 0),
        ({0: 0.0, 1: 0.5}, 1),
        ({0: 0.0, 2: 0.5}, 2),
        ({1: 0.5}, 1),
        ({0: 0.0}, 1),
        ({}, 1),
    ],
)
def test_installation_is_the_years_without_a_vehicle(
    shares: dict[int, float], expected: int
) -> None:
    """Years with share 0 are counted from the beginning of the curve."""
    assert installation(shares) == expected


def test_full_rate_is_of_the_plant_not_of_the_market(tiny: "Tiny") -> None:
    """The larger pattern makes 10,000 in line time of 2 each; as given, 3,000."""
    given = tiny.world()
    option = given.option("full")
    assert full_rate(given, option, given.nodes[FIRST]) == 3_000.0
    blank = tiny.changed(
        "case", "build_options", FULL, full_rate=None, capacity_use=2.0
    )
    world = blank.world()
    rate = full_rate(world, world.option("full"), world.nodes[FIRST])
    assert rate == 5_000.0
    free = blank.changed("case", "build_options", FULL, capacity_use=0.0).world()
    endless = full_rate(free, free.option("full"), free.nodes[FIRST])
    assert endless == float("inf")
    assert curve(world, world.option("cbu")) == {0: 1.0}


def test_a_programme_that_takes_no_line_time_has_no_limit(tiny: "Tiny") -> None:
    """Half of an unlimited rate is unlimited: the recount finds nothing to compare."""
    cells = {"full_rate": None, "capacity_use": 0.0}
    variant = tiny.changed("case", "build_options", FULL, **cells)
    lines = variant.audit().lines.filter(check="ramp")
    assert "full" not in " ".join(lines["where"])


# Headcount of 100 in 2026 (pattern `one`), 60 in 2027 (pattern `half`, in force now).
def test_people_change_against_the_year_before(tiny: "Tiny") -> None:
    """100 - 60 before the first year, then 60 - 100; `home` has no current pattern."""
    world = tiny.changed("case", "shift_patterns", 2, headcount=70.0).world()
    found = {
        (plant, node.year): more_heads(world, node, plant)
        for plant in ("host", "home")
        for node in world.nodes.values()
    }
    assert found == {
        ("host", 2026): 40.0,
        ("host", 2027): -40.0,
        ("home", 2026): 0.0,
        ("home", 2027): 0.0,
    }


@pytest.mark.parametrize("is_current", [False, True])
def test_a_new_plant_starts_from_nobody(tiny: "Tiny", is_current: bool) -> None:
    """500 jobs at 1,000 each are hired in the first year the plant runs."""
    variant = tiny.changed("case", "facilities", NEW, lead_years=0, hiring_cost=1_000.0)
    crew = {"headcount": 500.0, "is_current": is_current}
    variant = variant.changed("case", "shift_patterns", 3, **crew)
    shift = {"facility": "new", "pattern": "all", "node": FIRST, "year": 2026}
    world = variant.with_plan("shifts", shift).with_plan("openings", open_new()).world()
    assert more_heads(world, world.nodes[FIRST], "new") == 500.0
    assert before_tax(world)["E", FIRST]["hiring"] == -500_000.0


def test_a_plant_that_ended_before_the_horizon_lets_its_people_go(tiny: "Tiny") -> None:
    """60 jobs of the pattern in force before 2026, at 2,000 each."""
    variant = tiny.changed("case", "facilities", HOST, last_year=2025)
    world = variant.without("shifts").world()
    cash = before_tax(world)
    assert cash["H", FIRST]["redundancy"] == -120_000.0
    assert cash["H", SECOND]["redundancy"] == 0.0


def closings(world: "World", party: str = "H") -> list[float]:
    """Return what is paid for closing in each year."""
    cash = before_tax(world)
    return [cash[party, node].get("closing", 0.0) for node in world.nodes]


def test_a_last_year_closes_a_plant_for_its_cost(tiny: "Tiny") -> None:
    """5 m in 2027, the first year after 2026, and not again."""
    variant = tiny.changed("case", "facilities", HOST, last_year=2026, closing_cost=5e6)
    world = variant.world(years(4))
    assert closings(world) == [0.0, -5e6, 0.0, 0.0]
    rows = {"facility": "host", "owner": "H", "action": "close", "year": 2027}
    told = variant.with_plan("openings", {**rows, "node": SECOND})
    assert closings(told.world(years(4))) == [0.0, -5e6, 0.0, 0.0]
    early = variant.with_plan("openings", {**rows, "node": FIRST, "year": 2026})
    assert closings(early.world(years(4))) == [-5e6, 0.0, 0.0, 0.0]


def test_a_plan_tells_the_closing_by_a_last_year(tiny: "Tiny") -> None:
    """The plan names the year in which 5 m are paid: a row in 2027, once."""
    variant = tiny.changed("case", "facilities", HOST, last_year=2026, closing_cost=5e6)
    rows = {"facility": "host", "owner": "H", "action": "close", "year": 2027}
    told = variant.with_plan("openings", {**rows, "node": SECOND})
    for case, is_told in ((variant, 0.0), (told, 1.0)):
        found = {f.check: f for f in check_openings(case.world(years(4)))}
        assert found["closing by its last year told"].found == is_told
    idle = tiny.changed("case", "facilities", HOST, last_year=2026)
    names = {f.check for f in check_openings(idle.world(years(4)))}
    assert "closing by its last year told" not in names


def test_what_is_shut_is_not_closed(tiny: "Tiny") -> None:
    """Ended before the horizon, without a cost, or never opened: nothing is paid."""
    before = tiny.changed("case", "facilities", HOST, last_year=2025, closing_cost=5e6)
    assert closings(before.world(years(3))) == [0.0, 0.0, 0.0]
    idle = tiny.changed("case", "facilities", HOST, last_year=2026)
    assert closings(idle.world(years(3))) == [0.0, 0.0, 0.0]
    cells = {"last_year": 2026, "closing_cost": 5e6}
    new = tiny.changed("case", "facilities", NEW, **cells)
    assert closings(new.world(years(3)), "E") == [0.0, 0.0, 0.0]
    opened = new.with_plan("openings", open_new())
    assert closings(opened.world(years(3)), "E") == [0.0, -5e6, 0.0]


def test_a_plant_ends_once(tiny: "Tiny") -> None:
    """The first year after the last one ends it, and only what stood until then."""
    world = tiny.changed("case", "facilities", HOST, last_year=2027).world(years(5))
    nodes = list(world.nodes.values())
    assert [ends(world, "host", n) for n in nodes] == [False, False, True, False, False]
    assert [is_open(world, "host", n) for n in nodes] == [True] * 2 + [False] * 3
    assert not any(ends(world, "home", n) for n in nodes)


def test_a_plant_closed_by_its_last_year_is_not_closed_again(tiny: "Tiny") -> None:
    """A closing in 2027 may state it, one in 2028 is too late."""
    variant = tiny.changed("case", "facilities", HOST, last_year=2025, closing_cost=0.0)
    row = {"facility": "host", "owner": "H", "action": "close", "node": FIRST}
    told = variant.with_plan("openings", {**row, "year": 2026})
    late = variant.with_plan("openings", {**row, "node": SECOND, "year": 2027})
    check = "closing of an open plant"
    assert check not in set(told.audit().failures["check"])
    assert check in set(late.audit().failures["check"])


@pytest.mark.parametrize(
    ("cells", "closes", "fails"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"last_year": 2025, "closing_cost": 1.0}, False, True),
        ({"last_year": 2026, "closing_cost": 1.0}, False, False),
    ],
)
def test_nothing_starts_at_a_plant_that_is_closed(
    tiny: "Tiny", cells: dict[str, Any], closes: bool, fails: bool
) -> None:
    """A plant closed by the plan, or by its last year, is no place for a programme."""
    variant = tiny.changed("case", "facilities", HOST, **cells)
    row = {"facility": "host", "owner": "H", "action": "close", "node": FIRST}
    if closes:
        variant = variant.with_plan("openings", {**row, "year": 2026})
    failures = variant.audit().failures["check"]
    assert ("site committed" in set(failures)) is fails
