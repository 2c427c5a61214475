"""Line time of cars, parts and commitments, each worked out by hand."""

from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.plants.capacity import (
    check_capacity,
    committed,
    line_time,
    parts_time,
)
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from brownfield.plans.recount.world import World
    from tests.plans.conftest import Tiny

BATTERY = 2  # row of bill_of_materials and of sourcing: `full` buys it in China
FULL, CBU = 1, 0  # rows of build_options
HOST_LATER, HOME = 1, 2  # rows of capacity_use

# `host` builds 1,500 `full` in 2026 and 2,500 in 2027; it offers 10,000 and 5,000.
# `home` builds 1,000 `cbu` in 2026 and 2,000 in 2027; it offers 100,000.


def buying_from(tiny: "Tiny", source: str, **part: object) -> "Tiny":
    """Return the case and plan in which `full` buys its battery from a plant."""
    cells = {"source": source, **part}
    variant = tiny.changed("case", "bill_of_materials", BATTERY, **cells)
    return variant.changed("plan", "sourcing", BATTERY, source=source)


def over(world: "World") -> dict[tuple[str, str], float]:
    """Return by how much the plan breaks each check, by check and place."""
    return {
        (f.check, f.where): f.difference
        for f in check_capacity(world)
        if f.difference > 1e-6 * f.scale
    }


def test_a_plant_that_builds_cars_gives_time_to_parts_as_well(tiny: "Tiny") -> None:
    """1,000 cars at `home` and 1,500 batteries of 66 units: 100,000 of 100,000."""
    variant = buying_from(tiny, "home", units_per_vehicle=66.0)
    variant = variant.changed("plan", "capacity_use", HOME, used=100_000.0)
    variant = variant.changed("plan", "capacity_use", HOME + 1, used=167_000.0)
    world = variant.world()
    node = world.nodes[FIRST]
    assert parts_time(world, node, "home") == 99_000.0
    assert line_time(world, node, "home") == 1_000.0
    # 2,000 + 2,500 x 66 = 167,000 in 2027
    where = f"facility=home, node={SECOND}"
    assert over(world) == {("hours", where): pytest.approx(67_000.0)}


def test_time_for_parts_is_of_those_who_buy_there(tiny: "Tiny") -> None:
    """Nobody buys from the host; a plant may sell several groups of one recipe."""
    world = buying_from(tiny, "home").world()
    assert parts_time(world, world.nodes[FIRST], "host") == 0.0
    both = tiny.changed("case", "bill_of_materials", 1, source="home")
    both = both.changed("plan", "sourcing", 1, source="home")
    both = buying_from(both, "home", units_per_vehicle=2.0)
    world = both.world()
    # 1,500 x 1 + 1,500 x 2
    assert parts_time(world, world.nodes[FIRST], "home") == 4_500.0


@pytest.mark.parametrize("kind", ["assembly", "parts", "kit_packing"])
def test_the_kind_of_a_plant_is_not_read(tiny: "Tiny", kind: str) -> None:
    """1,500 vehicles take 3,000 units of a plant of any kind."""
    variant = buying_from(tiny, "home", units_per_vehicle=2.0)
    world = variant.changed("case", "facilities", 1, kind=kind).world()
    assert parts_time(world, world.nodes[FIRST], "home") == 3_000.0


SOURCE = {"facility": "cells", "place": "cn", "owner": "H"}
# Cells of a plant without shift patterns -> years in which it may not supply.
SOURCES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "running": ({}, set()),
    "within its years": ({"first_year": 2026, "last_year": 2027}, set()),
    "until 2026": ({"last_year": 2026}, {SECOND}),
    "from 2027": ({"first_year": 2027}, {FIRST}),
    "to be opened": ({"status": "candidate"}, {FIRST, SECOND}),
    "mothballed": ({"status": "mothballed"}, {FIRST, SECOND}),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_without_patterns_makes_what_is_asked(tiny: "Tiny", name: str) -> None:
    """It has no hours to use, but must be operating and in its years."""
    cells, years = SOURCES[name]
    variant = tiny.with_case("facilities", {**SOURCE, **cells})
    world = buying_from(variant, "cells").world()
    assert parts_time(world, world.nodes[FIRST], "cells") == 0.0
    # 1,500 vehicles buy there in 2026, 2,500 in 2027
    bought = {FIRST: 1_500.0, SECOND: 2_500.0}
    assert over(world) == {
        ("source plant runs", f"facility=cells, node={node}"): bought[node]
        for node in years
    }


def test_opening_does_not_make_a_source_without_patterns_run(tiny: "Tiny") -> None:
    """Such a plant must be operating; one that nobody buys from is not asked."""
    plant = {**SOURCE, "status": "candidate"}
    opened = {"facility": "cells", "owner": "H", "action": "open", "node": FIRST}
    variant = tiny.with_case("facilities", plant)
    assert over(variant.world()) == {}
    told = buying_from(variant, "cells").with_plan("openings", {**opened, "year": 2026})
    assert {check for check, _ in over(told.world())} == {"source plant runs"}


def promise(product: str = "car", **cells: object) -> dict[str, Any]:
    """Return a commitment of 2,000 at the host in 2027."""
    row = {"facility": "host", "product": product, "year": 2027, "vehicles": 2_000.0}
    return {**row, **cells}


def test_commitments_take_the_line_time_of_their_option(tiny: "Tiny") -> None:
    """2,000 x 1.5, and 100 of a product that has no option there at 1."""
    van = {"product": "van", "company": "H", "hs_code": "8704", "powertrain": "ice"}
    variant = tiny.changed("case", "build_options", FULL, capacity_use=1.5)
    variant = variant.changed("case", "build_options", CBU, capacity_use=9.0)
    variant = variant.with_case("products", van)
    van_row = promise("van", vehicles=100.0)
    world = variant.with_case("commitments", promise(), van_row).world()
    assert committed(world, world.nodes[SECOND], "host") == 3_100.0
    assert committed(world, world.nodes[FIRST], "host") == 0.0
    assert committed(world, world.nodes[SECOND], "home") == 0.0
    # 2,500 x 1.5 + 3,100 = 6,850 of 5,000
    assert over(world)["hours", f"facility=host, node={SECOND}"] == 1_850.0


def test_of_several_options_the_largest_line_time_counts(tiny: "Tiny") -> None:
    """Kits of 0.5 and whole cars of 1.25: 2,000 x 1.25."""
    kit = {
        "build_option": "kit",
        "product": "car",
        "facility": "host",
        "programme_owner": "E",
        "mode": "skd",
        "capacity_use": 0.5,
    }
    variant = tiny.changed("case", "build_options", FULL, capacity_use=1.25)
    variant = variant.with_case("build_options", kit)
    world = variant.with_case("commitments", promise()).world()
    assert committed(world, world.nodes[SECOND], "host") == 2_500.0


def test_a_plant_without_a_pattern_makes_nothing(tiny: "Tiny") -> None:
    """Even of vehicles that take no line time."""
    variant = tiny.changed("case", "build_options", FULL, capacity_use=0.0)
    world = variant.without("shifts").world()
    broken = over(world)
    assert broken[("plant runs", f"facility=host, node={FIRST}")] == 1_500.0
    assert ("hours", f"facility=host, node={FIRST}") not in broken
    assert broken[("plant runs", f"facility=home, node={SECOND}")] == 2_000.0


def test_guests_are_programmes_of_others(tiny: "Tiny") -> None:
    """2,500 x 2 of E at the host of H; E is no guest at its own plant."""
    variant = tiny.changed("case", "build_options", FULL, capacity_use=2.0)
    variant = variant.changed("case", "facilities", 0, guest_limit=4_999.0)
    variant = variant.changed("case", "facilities", 1, guest_limit=0.0)
    broken = {
        name: off for name, off in over(variant.world()).items() if "guest l" in name[0]
    }
    assert broken == {("guest limit", f"facility=host, node={SECOND}"): 1.0}


@pytest.mark.parametrize(
    ("shop", "mode", "fits"),
    [
        ("press", "full", False),
        ("press", "cbu", False),
        ("press", "ckd", True),
        ("press", "skd", True),
        ("body", "ckd", False),
        ("body", "skd", True),
        ("paint", "ckd", False),
        ("paint", "skd", True),
        ("battery", "skd", False),
        ("trim", "skd", False),
        ("trim", "ckd", False),
        ("battery", "ckd", False),
    ],
)
def test_vehicles_pass_the_shops_of_their_mode(
    tiny: "Tiny", shop: str, mode: str, fits: bool
) -> None:
    """A shop of 10 x 249 = 2,490 is too slow for 2,500 x 1 of 2027 that pass it."""
    row = {"facility": "host", "shop": shop, "jobs_per_hour": 10.0}
    variant = tiny.with_case("shops", {**row, "hours_per_year": 249.0})
    variant = variant.changed("case", "build_options", FULL, mode=mode)
    name = ("shop hours", f"facility=host, shop={shop}, node={SECOND}")
    assert over(variant.world()) == ({} if fits else {name: pytest.approx(10.0)})


def test_commitments_pass_every_shop(tiny: "Tiny") -> None:
    """2,000 committed at 1.5 beside 2,500 x 1.5 built: 6,750 of 6,749 in the shop."""
    row = {"facility": "host", "shop": "trim", "jobs_per_hour": 6_749.0}
    variant = tiny.with_case("shops", {**row, "hours_per_year": 1.0})
    variant = variant.changed("case", "build_options", FULL, capacity_use=1.5)
    variant = variant.changed("case", "shift_patterns", 1, hours_per_shift=10.0)
    world = variant.with_case("commitments", promise()).world()
    name = ("shop hours", f"facility=host, shop=trim, node={SECOND}")
    assert over(world)[name] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("column", "check"),
    [
        ("capacity", "capacity stated"),
        ("used", "use stated"),
        ("guest_used", "guest use stated"),
        ("committed", "committed stated"),
    ],
)
def test_line_time_stated_is_recounted(tiny: "Tiny", column: str, check: str) -> None:
    """5,000 offered, 2,500 used by a guest and as parts, 1,000 committed."""
    right = {"capacity": 5_000.0, "used": 2_500.0, "guest_used": 2_500.0}
    right["committed"] = 1_000.0
    variant = tiny.with_case("commitments", promise(vehicles=1_000.0))
    told = variant.changed("plan", "capacity_use", HOST_LATER, **right)
    wrong = {**right, column: right[column] + 1.0}
    mistold = variant.changed("plan", "capacity_use", HOST_LATER, **wrong)
    where = f"facility=host, node={SECOND}"
    assert over(told.world()) == {}
    assert over(mistold.world()) == {(check, where): pytest.approx(1.0)}
