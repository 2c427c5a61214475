"""Receipts and support packages of the recount, worked out by hand."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.after_tax import recount_cash
from brownfield.plans.recount.money.support import check_support
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

STATE: "dict[str, Any]" = {"party": "state", "kind": "government", "tax_rate": 0.5}
HELP: "dict[str, Any]" = {
    "policy": "help",
    "kind": "support_package",
    "territory": "UK",
    "party": "state",
    "product": "car",
    "mode": "full",
    "year": 2026,
    "to_year": 2027,
    "amount": 100.0,
    "one_off_cost": 400_000.0,
}
GAIN: "dict[str, Any]" = {
    "policy": "gain",
    "kind": "receipts_per_vehicle",
    "territory": "UK",
    "party": "state",
    "year": 2027,
    "amount": 1_000.0,
}
TAKEN = {
    "policy": "help",
    "since": 2026,
    "party": "state",
    "node": FIRST,
    "year": 2026,
}


def helped(tiny: "Tiny", **cells: object) -> "Tiny":
    """Return the hand-made case with a state whose package is decided in 2026."""
    variant = tiny.with_case("parties", STATE).with_case("policies", HELP, GAIN)
    return variant.with_plan("support", TAKEN | cells)


def test_a_package_is_paid_once_and_saves_its_plant_money(tiny: "Tiny") -> None:
    """400,000 in 2026; the host saves 100 on 1,500 and on 2,500 vehicles."""
    cash = recount_cash(helped(tiny).world())
    assert cash["state", FIRST]["package"] == -400_000.0
    assert "package" not in cash["state", SECOND]
    assert cash["H", FIRST]["support"] == 150_000.0
    assert cash["H", SECOND]["support"] == 250_000.0


def test_receipts_come_from_vehicles_built_in_the_territory(tiny: "Tiny") -> None:
    """2027: 1,000 on 2,500 vehicles of the host plant, none on those of China.

    Terminal value counts them twice more; a state pays no tax.
    """
    cash = recount_cash(helped(tiny).world())
    assert cash["state", SECOND]["receipts"] == 2_500_000.0
    assert "receipts" not in cash["state", FIRST]
    assert cash["state", SECOND]["terminal"] == 5_000_000.0
    assert cash["state", SECOND]["tax"] == 0.0


@pytest.mark.parametrize(
    ("cells", "check"),
    [
        ({"policy": "other"}, "package known"),
        ({"party": "E"}, "package payer"),
        ({"node": SECOND, "year": 2027}, "package year"),
    ],
)
def test_a_wrong_package_is_found(
    tiny: "Tiny", cells: "dict[str, Any]", check: str
) -> None:
    """Unknown, of another party, or not in the year of its row."""
    assert check in set(helped(tiny, **cells).audit().failures["check"])


def test_a_wrong_package_says_where(tiny: "Tiny") -> None:
    """By policy and node; each package is known, and decided once, in its year."""
    found = list(check_support(helped(tiny, party="E").world()))
    assert {f.where for f in found} == {f"policy=help, node={FIRST}"}
    assert {f.check for f in found if f.difference} == {"package payer"}


def test_a_right_package_is_right(tiny: "Tiny") -> None:
    """Known, of who pays it, in the year of its row, once."""
    assert differing(helped(tiny)) == set()


def differing(tiny: "Tiny") -> set[str]:
    """Return which checks of support differ."""
    return {f.check for f in check_support(tiny.world()) if f.difference}


BUILD: "dict[str, Any]" = {
    "policy": "build",
    "kind": "operating_support",
    "payer": "state",
    "year": 2025,
    "to_year": 2027,
    "amount": 10.0,
}


@pytest.mark.parametrize(
    ("law", "cells", "checks"),
    [
        # in force since 2025: decided in 2026, the first year of the case
        ({}, {}, set()),
        ({"kind": "capital_grant", "amount": 0.1}, {}, set()),
        ({"year": 2027}, {"since": 2027, "node": SECOND}, set()),
        ({}, {"node": SECOND}, {"package year"}),
        ({"year": 2027}, {"since": 2027}, {"package year"}),
        ({}, {"party": "E"}, {"package payer"}),
        # who looks on decides on nothing, and a grant on purchases is law
        ({"payer": "crown"}, {"party": "crown"}, {"package known"}),
        (
            {"kind": "purchase_grant", "year": 2026},
            {"since": 2026},
            {"package known", "package payer"},
        ),
    ],
)
def test_support_is_decided_by_a_payer_that_plans(
    tiny: "Tiny", law: "dict[str, Any]", cells: "dict[str, Any]", checks: set[str]
) -> None:
    """Once, when it begins or the case does; its party is the payer."""
    section = tiny.settings.plan.model_copy(update={"parties": ("E", "H", "state")})
    settings = tiny.settings.model_copy(update={"plan": section})
    row = {"policy": "build", "since": 2025, "party": "state", "node": FIRST}
    variant = tiny.with_case("parties", STATE, {**STATE, "party": "crown"})
    variant = variant.with_case("policies", {**BUILD, **law})
    decided = variant.with_plan("support", {**row, **cells})
    assert differing(replace(decided, settings=settings)) == checks


def test_a_package_decided_twice_is_found(tiny: "Tiny") -> None:
    """Two rows for one package on one path."""
    twice = helped(tiny).with_plan("support", TAKEN)
    assert "package decided once" in set(twice.audit().failures["check"])


def test_a_package_that_is_not_decided_is_not_paid_beside_one_that_is(
    tiny: "Tiny",
) -> None:
    """The one costs 400,000 and saves 100 a vehicle; the other would cost 900,000."""
    more = HELP | {"policy": "more", "amount": 7.0, "one_off_cost": 900_000.0}
    cash = recount_cash(helped(tiny).with_case("policies", more).world())
    assert cash["state", FIRST]["package"] == -400_000.0
    assert cash["H", FIRST]["support"] == 150_000.0
    assert cash["H", SECOND]["support"] == 250_000.0


def test_a_blank_last_year_is_the_first(tiny: "Tiny") -> None:
    """1,000 on 1,500 vehicles of 2026, nothing in 2027; so with a package."""
    variant = tiny.with_case("parties", STATE).with_case(
        "policies",
        GAIN | {"year": 2026, "to_year": None},
        HELP | {"to_year": None},
    )
    cash = recount_cash(variant.with_plan("support", TAKEN).world())
    assert cash["state", FIRST]["receipts"] == 1_500_000.0
    assert "receipts" not in cash["state", SECOND]
    assert cash["H", FIRST]["support"] == 150_000.0
    assert "support" not in cash["H", SECOND]


def test_a_package_of_another_year_is_unknown(tiny: "Tiny") -> None:
    """There is one of 2026, none of 2027."""
    late = helped(tiny, since=2027, node=SECOND, year=2027)
    assert "package known" in set(late.audit().failures["check"])
