"""Aim, carriage, indices, starts and what is stated of origin, worked out by hand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from brownfield.plans.recount.costs import carriage, conversion
from brownfield.plans.recount.money.after_tax import recount_cash
from brownfield.plans.recount.money.worth import aim
from brownfield.plans.recount.plants.demand import check_demand
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

FUTURES = [(300.0, 0.5), (100.0, 0.2), (-50.0, 0.3)]


@pytest.mark.parametrize(
    ("tail", "weight", "expected"),
    [
        # the mean: 150 + 20 - 15
        (None, 0.5, 155.0),
        (0.3, 0.0, 155.0),
        (0.3, None, 155.0),
        # the worst 30 % are -50; the worst 40 % -50 x 3/4 + 100 x 1/4 = -12.5
        (0.3, 1.0, -50.0),
        (0.4, 1.0, -12.5),
        (0.4, 0.5, 71.25),
        # of the worst 10 % all are -50
        (0.1, 0.25, 0.75 * 155 - 0.25 * 50),
        (1.0, 1.0, 155.0),
    ],
)
def test_a_party_looks_at_its_worst_futures(
    tiny: "Tiny", tail: float | None, weight: float | None, expected: float
) -> None:
    """Mean and mean of the tail, weighted."""
    world = tiny.changed("case", "parties", 0, tail=tail, tail_weight=weight).world()
    assert aim(world, "E", FUTURES) == pytest.approx(expected)


def test_the_lane_of_the_product_comes_first(tiny: "Tiny") -> None:
    """Its own lane costs 7 and 2, at an index of 1.5: 10.50 and 3."""
    row = {"origin": "cn", "destination": "uk", "product": "car"}
    money = {"freight": 7.0, "insurance": 2.0, "cost_index": "sea"}
    sea = {"index": "sea", "year": 2026, "factor": 1.5}
    world = tiny.with_case("lanes", {**row, **money}).with_case("cost_indices", sea)
    found = world.world()
    assert carriage(found, found.nodes[FIRST], "cbu", "uk") == (10.5, 3.0)
    # without a lane nothing is paid, and none leads from China to the EU
    assert carriage(found, found.nodes[FIRST], "cbu", "eu") == (0.0, 0.0)


def test_conversion_follows_its_index(tiny: "Tiny") -> None:
    """1,000 a vehicle at 1.1."""
    factor = {"index": "pay", "year": 2027, "factor": 1.1}
    variant = tiny.changed("case", "build_options", 1, cost_index="pay")
    world = variant.with_case("cost_indices", factor).world()
    assert conversion(world, world.nodes[SECOND], "full") == pytest.approx(1_100.0)


def test_shift_cost_follows_its_index(tiny: "Tiny") -> None:
    """500,000 of the pattern of 2027 at 1.2; 1,000,000 of 2026 as it is."""
    factors = [
        {"index": "pay", "year": year, "factor": factor}
        for year, factor in ((2026, 1.1), (2027, 1.2))
    ]
    variant = tiny.changed("case", "shift_patterns", 1, cost_index="pay")
    cash = recount_cash(variant.with_case("cost_indices", *factors).world())
    assert cash["H", FIRST]["shift_cost"] == pytest.approx(-1_000_000.0)
    assert cash["H", SECOND]["shift_cost"] == pytest.approx(-600_000.0)


def test_a_market_at_the_gate_needs_no_lane(tiny: "Tiny") -> None:
    """Cars sold where they are built travel nowhere; others need a way."""
    home = tiny.changed("plan", "deliveries", 0, place="site")
    away = tiny.changed("plan", "deliveries", 0, place="cn")
    for variant, lacking in ((home, False), (away, True)):
        broken = {f.check for f in check_demand(variant.world()) if f.difference > 1}
        off = {f.check for f in check_demand(variant.world()) if f.difference == 1.0}
        assert ("lane" in off) is lacking
        assert "demand balance" in broken


def test_capital_is_deducted_over_the_years_of_the_party(tiny: "Tiny") -> None:
    """Over two years 500,000 of the tooling in each: 25 % of 125,000 more and less."""
    cash = recount_cash(tiny.changed("case", "parties", 0, allowance_years=2).world())
    # 16,825,000 - 500,000 and 30,625,000 - 500,000 at 25 %
    assert cash["E", FIRST]["tax"] == pytest.approx(-4_081_250.0)
    assert cash["E", SECOND]["tax"] == pytest.approx(-7_531_250.0)


def test_a_party_with_other_profit_saves_tax_at_once(tiny: "Tiny") -> None:
    """A loss of 290,000 saves 72,500; 670,000 of profit pay 167,500."""
    world = tiny.changed("case", "parties", 1, has_other_profit=True).world()
    cash = recount_cash(world)
    assert cash["H", FIRST]["tax"] == pytest.approx(72_500.0)
    assert cash["H", SECOND]["tax"] == pytest.approx(-167_500.0)


def test_a_year_that_loses_has_a_negative_worth_after_the_last(tiny: "Tiny") -> None:
    """Operating cash of -250,000: untaxed without other profit, else relieved."""
    poor = tiny.changed("case", "contracts", 0, to_year=2026)
    poor = poor.changed("case", "build_options", 1, conversion_cost=0.0)
    poor = poor.changed("case", "shift_patterns", 1, fixed_cost=250_000.0)
    alone = recount_cash(poor.world())
    assert alone["H", SECOND]["terminal"] == pytest.approx(-500_000.0)
    group = poor.changed("case", "parties", 1, has_other_profit=True)
    relieved = recount_cash(group.world())
    assert relieved["H", SECOND]["terminal"] == pytest.approx(-375_000.0)


STARTS: dict[str, tuple[dict[str, Any], dict[str, Any], set[str]]] = {
    # cells of the build option, cells of its start -> checks that fail
    "as planned": ({}, {}, set()),
    "in the first year of its own": ({"first_year": 2026}, {}, set()),
    "before its own first year": ({"first_year": 2027}, {}, {"start year"}),
    "after its own last year": ({"last_year": 2025}, {}, {"start year"}),
    "in its own last year": ({"last_year": 2026}, {}, set()),
    "of another plant": ({}, {"facility": "home"}, {"names known"}),
    "of another owner": ({}, {"programme_owner": "H"}, {"start names its option"}),
}


@pytest.mark.parametrize("name", STARTS)
def test_a_start_is_in_its_window_and_as_its_option(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]], name: str
) -> None:
    """Years of the option come before those of the plan."""
    option, cells, checks = STARTS[name]
    variant = tiny.changed("case", "build_options", 1, **option)
    assert failing(variant.changed("plan", "starts", 1, **cells)) == checks


def test_years_of_an_option_come_before_those_of_the_plan(tiny: "Tiny") -> None:
    """The plan ends starts in 2026, the option in 2027; the plan begins in 2026."""
    late = {"node": SECOND, "year": 2027}
    variant = tiny.changed("plan", "starts", 1, **late)
    check = "start year"
    assert check in set(variant.audit().failures["check"])
    own = variant.changed("case", "build_options", 1, last_year=2027)
    assert check not in set(own.audit().failures["check"])


def test_a_running_programme_starts_in_the_first_year(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """`cbu` runs already: a start of it in 2027 is none."""
    variant = tiny.changed("plan", "starts", 0, node=SECOND, year=2027)
    wanted = {"committed start in the first year", "committed start told"}
    assert failing(variant) == wanted


@pytest.mark.parametrize(
    ("cells", "check"),
    [
        ({"headroom": 0.1}, "origin headroom"),
        ({"limit": None}, "origin limit given"),
        ({"limit": 0.46}, "origin limit"),
        ({"ex_works": 12_051.0}, "origin ex works"),
        ({"non_originating_share": 0.37}, "origin share"),
        ({"non_originating_value": 4_501.0}, "origin foreign value"),
        ({"missing_part": "battery"}, "origin missing part"),
        ({"is_originating": False}, "origin status"),
        ({"agreement": "OLD"}, "origin member"),
    ],
)
def test_every_figure_of_origin_is_recounted(
    tiny: "Tiny",
    failing: Callable[["Tiny"], set[str]],
    cells: dict[str, Any],
    check: str,
) -> None:
    """One wrong cell is named."""
    found = failing(tiny.changed("plan", "origin", 0, **cells))
    assert check in found
    assert len(found) == 1 or check == "origin member"


def test_headroom_is_told_where_there_is_a_limit_and_nowhere_else(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """Of 0.45, 0.45 - 4,500 / 12,050 are left; a rule on a part leaves no share."""
    check = "origin headroom given"
    assert check in failing(tiny.changed("plan", "origin", 0, headroom=None))
    rule = {"test": "originating_part", "part_group": "body", "threshold": None}
    without = tiny.changed("case", "origin_rules", 0, **rule)
    for row in (0, 1):
        without = without.changed("plan", "origin", row, limit=None, headroom=None)
    assert failing(without) == set()
    assert failing(without.changed("plan", "origin", 1, headroom=0.1)) == {check}


def test_the_first_of_two_missing_parts_is_named(tiny: "Tiny") -> None:
    """Battery and seats must originate; seats are not bought at all; b is before s."""
    rule = {"agreement": "TCA", "hs_code": "8703", "test": "originating_part"}
    rows = [{**rule, "part_group": group} for group in ("battery", "seats")]
    variant = tiny.with_case("origin_rules", *rows)
    for missing, fails in (("battery", False), ("seats", True), ("body", True)):
        cells = {"missing_part": missing, "is_originating": False}
        lines = variant.changed("plan", "origin", 0, **cells).audit().failures
        names = lines.filter(pl.col("where").str.contains(FIRST))["check"]
        assert ("origin missing part" in set(names)) is fails
