"""Which plants run, end and are closed, and which rows of `openings` are right.

The host runs, plant `new` is a candidate; the horizon is 2026 and 2027.
"""

from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.plants.openings import check_openings, is_open, may_run
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from brownfield.plans.recount.finding import Finding
    from brownfield.plans.recount.world import World
    from tests.plans.conftest import Tiny

HOST, HOME, NEW = 0, 1, 2  # rows of facilities in the hand-made case
TOLD = "closing by its last year told"


def row(facility: str, action: str, node: str = SECOND) -> dict[str, Any]:
    """Return a row of `openings` of a plant of H or E."""
    owner = "H" if facility == "host" else "E"
    ends = {"facility": facility, "owner": owner, "action": action}
    return {**ends, "node": node, "year": int(node[-4:])}


def found(world: "World", check: str) -> list["Finding"]:
    """Return the findings of one check of openings, in their order."""
    return [one for one in check_openings(world) if one.check == check]


@pytest.mark.parametrize(("closing_cost", "runs"), [(5e6, False), (None, True)])
def test_a_plant_with_a_closing_cost_does_not_come_back(
    tiny: "Tiny", closing_cost: float | None, runs: bool
) -> None:
    """It ended in 2025; the table of 2027 names no last year any more."""
    cells = {"closing_cost": closing_cost}
    ended = tiny.changed("case", "facilities", HOST, last_year=2025, **cells)
    world = ended.later(tiny.changed("case", "facilities", HOST, **cells))
    first, second = world.nodes.values()
    assert [may_run(world, "host", n) for n in (first, second)] == [False, runs]
    assert is_open(world, "host", second) is runs


@pytest.mark.parametrize(
    ("rows", "is_told"),
    [
        ([row("host", "close"), row("home", "close")], [1.0, 1.0]),
        ([row("host", "close")], [1.0, 0.0]),
        ([row("host", "open"), row("home", "close")], [0.0, 1.0]),
    ],
)
def test_each_plant_that_ends_is_told_by_its_own_closing(
    tiny: "Tiny", rows: list[dict[str, Any]], is_told: list[float]
) -> None:
    """Host and home both end with 2026: another's row, or an opening, tells nothing."""
    cells = {"last_year": 2026, "closing_cost": 5e6}
    variant = tiny.changed("case", "facilities", HOST, **cells)
    variant = variant.changed("case", "facilities", HOME, **cells)
    told = found(variant.with_plan("openings", *rows).world(), TOLD)
    assert [one.found for one in told] == is_told
    plants = [one.where for one in told]
    assert plants == [f"facility={f}, node={SECOND}" for f in ("host", "home")]


def test_what_was_opened_may_be_closed(tiny: "Tiny") -> None:
    """`new` is opened in 2026 and closed in 2027; without the opening it is not."""
    closed = tiny.with_plan("openings", row("new", "close"))
    opened = closed.with_plan("openings", row("new", "open", FIRST))
    check = "closing of an open plant"
    assert [one.found for one in found(opened.world(), check)] == [1.0]
    assert [one.found for one in found(closed.world(), check)] == [0.0]
