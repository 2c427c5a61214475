"""The audit accepts a right plan and names the line of every wrong one."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.errors import UseError
from brownfield.plans.recount.references import COLUMNS, MAY_BE_BLANK

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

FIRST, SECOND = "base@2026", "base@2027"
HOST, NEW = 0, 4  # rows of `capacity_use` of the first year


def test_a_right_plan_passes_every_check(tiny: "Tiny") -> None:
    """Amounts worked out on paper agree with the recount."""
    found = tiny.audit()
    assert found.passed, found.failures
    assert found.largest_difference is not None
    assert found.largest_difference < 1e-9


# Change of one row of the plan -> check that must fail, and what its line names.
WRONG_CELLS: dict[str, tuple[str, int, dict[str, Any], str, str]] = {
    "one vehicle more delivered": (
        "deliveries", 1, {"vehicles": 1_001.0}, "demand balance", FIRST,
    ),
    "one vehicle more built": (
        "production", 1, {"vehicles": 1_001.0}, "production", "cbu",
    ),
    "one vehicle less unmet": (
        "unmet", 1, {"vehicles": 499.0}, "demand balance", SECOND,
    ),
    "negative unmet": (
        "unmet", 0, {"vehicles": -1.0}, "no negative volume", FIRST,
    ),
    "no lane": ("deliveries", 4, {"place": "eu"}, "lane", "cbu"),
    "over the ramp": (
        "production", 0, {"vehicles": 1_501.0}, "ramp", FIRST,
    ),
    "pattern of another plant": (
        "shifts", 0, {"pattern": "all"}, "shift pattern known", "host",
    ),
    "capacity overstated": (
        "shifts", 0, {"capacity": 10_001.0}, "pattern capacity", "one",
    ),
    "headcount overstated": (
        "shifts", 0, {"headcount": 101.0}, "pattern headcount", "one",
    ),
    "over capacity": (
        "production", 2, {"vehicles": 5_001.0}, "hours", SECOND,
    ),
    "over the guest limit": (
        "production", 0, {"vehicles": 9_001.0}, "guest limit", "host",
    ),
    "start too late": (
        "starts", 1, {"node": SECOND, "year": 2027}, "start year", "full",
    ),
    "shortfall too small": (
        "shortfall", 0, {"vehicles": 499.0}, "shortfall", "full",
    ),
    "wrong duty": (
        "deliveries", 1, {"duty_per_vehicle": 1_299.0}, "duty per vehicle", "cbu",
    ),
    "wrong duty total": ("deliveries", 1, {"duty": 1.0}, "duty", "cbu"),
    "preference without origin": (
        "deliveries", 1, {"regime": "TCA"}, "regime open", "cbu",
    ),
    "origin claimed too cheaply": (
        "origin", 0, {"non_originating_value": 4_000.0}, "origin foreign value", FIRST,
    ),
    "origin denied": (
        "origin", 1, {"is_originating": False}, "origin status", SECOND,
    ),
    "limit changed": ("origin", 1, {"limit": 0.5}, "origin limit", SECOND),
    "part said to be missing": (
        "origin", 0, {"missing_part": "body"}, "origin missing part", FIRST,
    ),
    "share changed": (
        "origin", 0, {"non_originating_share": 0.3}, "origin share", FIRST,
    ),
    "landed cost": (
        "landed_cost", 0, {"landed_cost": 12_000.0}, "landed cost", "eu",
    ),
    "use stated": ("capacity_use", 0, {"used": 1_400.0}, "use stated", "host"),
    "wrong npv": ("value", 0, {"npv": 74_000_000.0}, "npv", "party=E"),
    "wrong probability": ("value", 1, {"probability": 0.9}, "probability", "party=H"),
    "unknown plant": ("shifts", 0, {"facility": "moon"}, "names known", "moon"),
    "unknown node": ("unmet", 0, {"node": "never"}, "names known", "never"),
    "recipe of another option": (
        "production", 0, {"build_option": "cbu"}, "names known", "full",
    ),
    "wrong year": ("unmet", 0, {"year": 2027}, "year of the node", FIRST),
    "part bought elsewhere": (
        "sourcing", 2, {"source": "site"}, "sources offered", "full",
    ),
    "part group bought twice": (
        "sourcing", 2, {"part_group": "body", "source": "site"}, "sourcing", "full",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_CELLS)
def test_one_wrong_number_fails_its_check_by_name(tiny: "Tiny", name: str) -> None:
    """Changing one row of the plan makes the audit name the rule and the row."""
    table, row, cells, check, label = WRONG_CELLS[name]
    variant = tiny.changed("plan", table, row, **cells)
    lines = variant.audit().failures.filter(check=check)
    assert label in " ".join(lines["where"])
    assert all(lines["difference"] > lines["tolerance"])


@pytest.mark.parametrize("position", range(34))
def test_each_wrong_amount_of_cash_fails_its_item(tiny: "Tiny", position: int) -> None:
    """Half a per cent more of any amount of the plan's cash is noticed."""
    row = tiny.plan["cash"][position]
    variant = tiny.changed("plan", "cash", position, amount=row["amount"] * 1.005)
    lines = variant.audit().failures.filter(check=f"cash {row['item']}")
    where = f"party={row['party']}, node={row['node']}, item={row['item']}"
    assert where in list(lines["where"])


def test_the_mutations_of_cash_cover_every_row(tiny: "Tiny") -> None:
    """The test above changes each of the rows of `cash`."""
    assert len(tiny.plan["cash"]) == 34


SHIFT = {"facility": "host", "node": FIRST, "year": 2026}
START = {
    "build_option": "full",
    "product": "car",
    "facility": "host",
    "programme_owner": "E",
    "node": SECOND,
    "year": 2027,
}
OPENING = {"facility": "new", "owner": "E", "node": SECOND, "year": 2027}
WRONG_ROWS: dict[str, tuple[str, dict[str, Any], str]] = {
    "two patterns": (
        "shifts",
        {**SHIFT, "pattern": "half", "capacity": 5_000.0, "headcount": 60.0},
        "one shift pattern",
    ),
    "second start": ("starts", START, "one start per build_option"),
    "opening too late": ("openings", {**OPENING, "action": "open"}, "opening year"),
    "closing a plant that is shut": (
        "openings",
        {**OPENING, "action": "close"},
        "closing of an open plant",
    ),
    "opening an open plant": (
        "openings",
        {**OPENING, "facility": "host", "owner": "H", "action": "open"},
        "opening of a shut plant",
    ),
    "opening for another": (
        "openings",
        {**OPENING, "owner": "H", "action": "open"},
        "opening owner",
    ),
    "plant not opened": (
        "shifts",
        {**SHIFT, "facility": "new", "pattern": "all", "capacity": 1e4, "headcount": 0},
        "plant open",
    ),
    "running on after closing": (
        "openings",
        {**OPENING, "facility": "host", "owner": "H", "action": "close"},
        "plant open",
    ),
}


@pytest.mark.parametrize("name", WRONG_ROWS)
def test_one_row_too_many_fails_its_check(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]], name: str
) -> None:
    """A decision that the rules forbid is named."""
    table, row, check = WRONG_ROWS[name]
    assert check in failing(tiny.with_plan(table, row))


def test_a_plant_runs_only_after_its_lead_time(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """A plant with a lead of one year, opened in 2026, runs in 2027, not in 2026."""
    opened = tiny.with_plan(
        "openings", {**OPENING, "node": FIRST, "year": 2026, "action": "open"}
    )
    shift = {"facility": "new", "pattern": "all", "capacity": 1e4, "headcount": 0.0}
    early = opened.with_plan("shifts", {**shift, "node": FIRST, "year": 2026})
    early = early.changed("plan", "capacity_use", NEW, capacity=1e4)
    late = opened.with_plan("shifts", {**shift, "node": SECOND, "year": 2027})
    late = late.changed("plan", "capacity_use", NEW + 1, capacity=1e4)
    assert failing(early) == {"plant open"}
    assert failing(late) == set()


def test_a_plant_with_a_closing_cost_runs_until_it_is_closed(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """Given (even 0) the cost, a year without a shift pattern breaks the rule."""
    rows = [row for row in tiny.plan["shifts"] if row["facility"] != "home"]
    idle = replace(tiny, plan={**tiny.plan, "shifts": rows})
    bound = idle.changed("case", "facilities", 1, closing_cost=0.0)
    assert "runs until closed" not in failing(idle)
    assert "runs until closed" in failing(bound)


def test_opened_twice_on_a_path_fails(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """A plant opens once in each future."""
    row = {**OPENING, "node": FIRST, "year": 2026, "action": "open"}
    found = failing(tiny.with_plan("openings", row, row))
    assert found == {"opened or closed once", "one row each"}


# Change of one row of the case -> check that must fail: the rule reads the case.
OTHER_CASES: dict[str, tuple[str, int, dict[str, Any], set[str]]] = {
    "start before its first year": (
        "build_options", 1, {"first_year": 2027}, {"start year"},
    ),
    "origin rule": ("origin_rules", 0, {"threshold": 0.37}, {"regime open"}),
    "ramp": ("ramp_curves", 0, {"share": 0.4}, {"ramp"}),
    "plant closed in 2027": ("facilities", 0, {"last_year": 2026}, {"plant open"}),
    "guest limit": ("facilities", 0, {"guest_limit": 2_000.0}, {"guest limit"}),
    "lane": ("lanes", 0, {"destination": "eu"}, {"lane"}),
    "demand": ("demand", 0, {"volume": 3_001.0}, {"demand balance"}),
    "fee": ("contracts", 0, {"amount": 1_501.0}, {"cash contracts"}),
    "unknown form": ("contracts", 0, {"form": "barter"}, {"contract form"}),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_CASES)
def test_the_recount_follows_the_case(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]], name: str
) -> None:
    """The same plan fails under a case in which it breaks a rule."""
    table, row, cells, checks = OTHER_CASES[name]
    assert checks <= failing(tiny.changed("case", table, row, **cells))


def test_commitments_and_shops_take_line_time(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """2,500 built + 2,501 promised exceed 5,000; a 2,499-a-year shop is too slow."""
    taken = {"facility": "host", "product": "car", "year": 2027, "vehicles": 2_501.0}
    shop = {"facility": "host", "shop": "press", "jobs_per_hour": 2_499.0}
    told = tiny.changed("plan", "capacity_use", HOST + 1, committed=2_501.0)
    assert failing(told.with_case("commitments", taken)) == {"hours"}
    slow = tiny.with_case("shops", {**shop, "hours_per_year": 1.0})
    assert failing(slow) == {"shop hours"}
    kits = slow.changed("case", "build_options", 1, mode="ckd")
    assert failing(kits) == set()


def test_an_exclusive_group_starts_once(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """Two options of one group in one future are named."""
    both = tiny.changed("case", "build_options", 0, exclusive_group="one")
    both = both.changed("case", "build_options", 1, exclusive_group="one")
    assert failing(both) == {"one start per exclusive_group"}


def test_a_wrong_objective_fails(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """A value of the plan that is not the weighted sum is named."""
    assert failing(replace(tiny, value=tiny.value + 1_000)) == {"value"}


def test_objective_weights_count(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """With weight 0 for H only E's value is left in the objective."""
    plan = tiny.settings.plan.model_copy(update={"objective_weights": {"H": 0.0}})
    settings = tiny.settings.model_copy(update={"plan": plan})
    npv = tiny.plan["value"][0]["npv"]
    assert failing(replace(tiny, settings=settings, value=npv)) == set()


def test_a_plan_without_a_column_is_refused(tiny: "Tiny") -> None:
    """The audit says which column is missing instead of passing it over."""
    rows = [{"recipe": "cbu", "part_group": "kit"}]
    with pytest.raises(UseError, match=r"lacks sourcing\.source"):
        replace(tiny, plan={**tiny.plan, "sourcing": rows}).audit()


@pytest.mark.parametrize(
    ("table", "column"), [(t, c) for t, columns in COLUMNS.items() for c in columns]
)
def test_an_empty_cell_fails(tiny: "Tiny", table: str, column: str) -> None:
    """A cell without its number or name is told, whichever it is, and never breaks."""
    if not tiny.plan[table]:
        pytest.skip("the small plan has no such row")
    is_given = tiny.plan[table][0][column] is not None
    found = tiny.changed("plan", table, 0, **{column: None}).audit()
    assert found.passed is not is_given
    if column not in MAY_BE_BLANK.get(table, ()):
        assert set(found.failures["check"]) == {"cells given"}
        assert found.failures["where"][0] == f"{table}: row=0, {column}"


def test_headroom_without_a_limit_fails(tiny: "Tiny") -> None:
    """The only rule begins in 2027: in 2026 there is nothing to be away from."""
    later = tiny.changed("case", "origin_rules", 0, from_year=2027)
    untested: dict[str, Any] = {"limit": None, "is_originating": False}
    right = later.changed("plan", "origin", 0, headroom=None, **untested)
    assert right.audit().passed
    wrong = later.changed("plan", "origin", 0, headroom=0.4, **untested).audit()
    assert set(wrong.failures["check"]) == {"origin headroom given"}
