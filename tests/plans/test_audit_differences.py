"""How far a plan is off is a number that a document may hold, or nothing."""

import json
from dataclasses import replace
from math import inf, nan
from typing import TYPE_CHECKING

import pytest

from brownfield.plans.recount.finding import at_most, holds, same
from brownfield.plans.recount.money.support import check_support, grants
from tests.plans.conftest import FIRST

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny


@pytest.mark.parametrize("cell", [None, nan, inf])
def test_a_cell_without_a_number_has_no_largest_difference(
    tiny: "Tiny", cell: float | None
) -> None:
    """The audit fails, and says so in a document and in a notebook."""
    found = tiny.changed("plan", "origin", 0, ex_works=cell).audit()
    assert not found.passed
    assert found.largest_difference is None
    json.dumps(found.largest_difference, allow_nan=False)
    assert "no number" in found._repr_html_()


def test_a_largest_difference_is_a_share_of_its_scale(tiny: "Tiny") -> None:
    """1,200 at the gate instead of 12,050: 10,850 off, 10,850 / 12,050."""
    found = tiny.changed("plan", "origin", 0, ex_works=1_200.0).audit()
    assert found.largest_difference == pytest.approx(10_850 / 12_050)
    assert f"{10_850 / 12_050:.2%}" in found._repr_html_()


def test_a_duty_where_none_is_due_has_a_difference(tiny: "Tiny") -> None:
    """400 a car claimed within one territory, where 1,300 is the largest duty."""
    cells = {"duty_per_vehicle": 400.0, "duty": 600_000.0}
    found = tiny.changed("plan", "deliveries", 0, **cells).audit()
    assert set(found.failures["check"]) == {"duty per vehicle", "duty"}
    assert found.largest_difference == pytest.approx(400 / 1_300)


@pytest.mark.parametrize(
    ("expected", "found", "difference"),
    [
        (2.0, 2.5, 0.5),
        (2.5, 2.0, 0.5),
        (2.0, None, inf),
        (2.0, nan, inf),
        (nan, 2.0, inf),
        (inf, inf, inf),
        (inf, 2.0, inf),
    ],
)
def test_equal_amounts_are_compared_as_numbers(
    expected: float, found: float | None, difference: float
) -> None:
    """What is no number on either side differs without limit."""
    assert same("check", "where", expected, found).difference == difference


@pytest.mark.parametrize(
    ("limit", "found", "over"), [(2.0, 1.0, 0.0), (2.0, 2.5, 0.5), (2.0, nan, inf)]
)
def test_a_limit_is_passed_from_above_only(
    limit: float, found: float, over: float
) -> None:
    """Less than the limit is no difference; no number is one without limit."""
    assert at_most("check", "where", limit, found).difference == over


@pytest.mark.parametrize(
    ("expected", "scale", "size"), [(0.5, 1.0, 1.0), (-7.0, 1.0, 7.0), (2.0, 9.0, 9.0)]
)
def test_the_scale_is_the_larger_of_amount_and_size(
    expected: float, scale: float, size: float
) -> None:
    """The tolerance of a check is a share of the size of what is compared."""
    assert same("check", "where", expected, 0.0, scale).scale == size
    assert at_most("check", "where", expected, 0.0, scale).scale == size


def test_a_statement_holds_or_not() -> None:
    """True is no difference, false is one."""
    assert holds("check", "where", truth=[1]).difference == 0.0
    assert holds("check", "where", truth=[]).difference == 1.0


def test_a_party_named_twice_counts_once(tiny: "Tiny") -> None:
    """The value of E and H is what it was."""
    plan = tiny.settings.plan.model_copy(update={"parties": ("E", "H", "E")})
    settings = tiny.settings.model_copy(update={"plan": plan})
    found = replace(tiny, settings=settings).audit()
    assert found.passed, found.failures


def test_only_companies_plan_unless_others_are_asked(tiny: "Tiny") -> None:
    """A government in the tables has no part in the value of a plan."""
    state = {"party": "state", "kind": "government"}
    assert tiny.with_case("parties", state).world().parties == ("E", "H")


PACKAGE = {
    "policy": "help",
    "kind": "support_package",
    "territory": "UK",
    "party": "H",
    "year": 2026,
    "to_year": 2027,
    "amount": 100.0,
    "one_off_cost": 400.0,
}
TAKEN = {"policy": "help", "since": 2026, "party": "H", "node": FIRST, "year": 2026}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # 100 on 1,500 and on 2,500 built at the host in the UK; 400 once
        ({}, [149_600.0, 250_000.0]),
        ({"to_year": None}, [149_600.0, 0.0]),
        ({"product": "car"}, [149_600.0, 250_000.0]),
        ({"product": "van"}, [-400.0, 0.0]),
        ({"mode": "cbu"}, [-400.0, 0.0]),
        ({"territory": "EU"}, [-400.0, 0.0]),
        # and 100 on the 1,000 and 2,000 of China
        ({"territory": None}, [249_600.0, 450_000.0]),
    ],
)
def test_a_package_saves_on_what_it_names(
    tiny: "Tiny", cells: dict[str, object], expected: list[float]
) -> None:
    """What is given and what is saved, together, in either year."""
    variant = tiny.with_case("policies", {**PACKAGE, **cells})
    world = variant.with_plan("support", TAKEN).world()
    found = [sum(g.amount for g in grants(world, n)) for n in world.nodes.values()]
    assert found == pytest.approx(expected)


def test_a_package_not_decided_moves_nothing(tiny: "Tiny") -> None:
    """Neither its cost nor its saving."""
    world = tiny.with_case("policies", PACKAGE).world()
    assert [list(grants(world, node)) for node in world.nodes.values()] == [[], []]


def test_only_packages_can_be_decided(tiny: "Tiny") -> None:
    """A receipt by vehicle is nothing to decide on."""
    kind = {"kind": "receipts_per_vehicle"}
    variant = tiny.with_case("policies", {**PACKAGE, **kind})
    wrong = variant.with_plan("support", TAKEN).world()
    right = tiny.with_case("policies", PACKAGE).with_plan("support", TAKEN).world()
    assert [f.check for f in check_support(wrong) if f.difference] == ["package known"]
    assert not any(f.difference for f in check_support(right))


def test_amounts_of_less_than_one_count_by_the_unit() -> None:
    """An amount of 0.5, or a limit of it, has a scale of 1; one of 3 its own."""
    assert same("a", "", 0.5, 0.0).scale == at_most("a", "", 0.5, 0.0).scale == 1.0
    assert same("a", "", -3.0, 0.0).scale == at_most("a", "", 3.0, 0.0).scale == 3.0
