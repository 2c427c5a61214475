"""The recount of carbon, on the hand-made plan.

The full car of the guest E at the host H emits 400 kg there, 1,500 are built in 2026;
its battery from China 2,000 kg. The car of E in China emits 1,000 kg, 1,000 are built.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.carbon import check_carbon
from brownfield.plans.recount.money.cash import before_tax
from tests.plans.conftest import FIRST

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

Cells = dict[str, Any]
PRICE: Cells = {"policy": "levy", "kind": "carbon_price", "year": 2026, "amount": 10.0}
CAP: Cells = {"policy": "cap", "kind": "carbon_cap", "year": 2026, "party": "E"}
TOLD = [
    {"party": "E", "stage": "parts", "customs_territory": "CN", "tonnes": 3_000.0},
    {"party": "E", "stage": "plants", "customs_territory": "CN", "tonnes": 1_000.0},
    {"party": "H", "stage": "plants", "customs_territory": "UK", "tonnes": 600.0},
]


def dirty(tiny: "Tiny", *policies: Cells, **more: Any) -> "Tiny":
    """Return the case with emissions in 2026, and the plan that tells them."""
    kg = {"full": 400.0, "cbu": 1_000.0}
    options = [
        {**row, "co2": kg.get(str(row["build_option"]))}
        for row in tiny.case["build_options"]
    ]
    parts = [
        {**row, "co2": 2_000.0 if row["part_group"] == "battery" else None}
        for row in tiny.case["bill_of_materials"]
    ]
    case = {**tiny.case, "build_options": options, "bill_of_materials": parts}
    rows = [{**row, "node": FIRST, "year": 2026} for row in TOLD]
    plan = {**tiny.plan, "emissions": rows, **more}
    return replace(tiny, case=case, plan=plan).with_case("policies", *policies)


def row(
    policy: str, party: str, tonnes: float, paid: float, above: float = 0.0
) -> Cells:
    """Return a row of the table `carbon` in 2026."""
    name = {"policy": policy, "since": 2026, "party": party}
    sums = {"tonnes": tonnes, "above": above, "paid": paid}
    return {**name, "node": FIRST, "year": 2026, **sums}


def wrong(tiny: "Tiny") -> list[str]:
    """Return which checks of 2026 differ."""
    found = check_carbon(tiny.world())
    return sorted(
        {f.check for f in found if FIRST in f.where and f.difference > 1e-6 * f.scale}
    )


E_PAYS, H_PAYS = row("levy", "E", 4_000.0, 40_000.0), row("levy", "H", 600.0, 6_000.0)


def test_each_pays_for_what_it_emits(tiny: "Tiny") -> None:
    """E 10 x (3,000 + 1,000), the host 10 x 600."""
    variant = dirty(tiny, PRICE, carbon=[E_PAYS, H_PAYS])
    cash = before_tax(variant.world())
    assert cash["E", FIRST]["carbon"] == pytest.approx(-40_000.0)
    assert cash["H", FIRST]["carbon"] == pytest.approx(-6_000.0)
    assert wrong(variant) == []


@pytest.mark.parametrize(
    ("cells", "check"),
    [
        ({"tonnes": 3_900.0}, "carbon tonnes"),
        ({"paid": 39_000.0}, "carbon paid"),
        ({"above": 5.0}, "carbon above"),
        ({"policy": "other"}, "carbon known"),
        ({"since": 2025}, "carbon known"),
        ({"party": "state"}, "carbon known"),
    ],
)
def test_a_wrong_row_is_found(tiny: "Tiny", cells: Cells, check: str) -> None:
    """Each cell is recounted from the tables."""
    variant = dirty(tiny, PRICE, carbon=[{**E_PAYS, **cells}, H_PAYS])
    assert check in wrong(variant)


@pytest.mark.parametrize("cells", [{"tonnes": 1.0}, {"stage": "lanes"}])
def test_a_wrong_emission_is_found(tiny: "Tiny", cells: Cells) -> None:
    """Another amount, another stage."""
    rows = [{**r, "node": FIRST, "year": 2026} for r in TOLD]
    rows[0] |= cells
    assert wrong(dirty(tiny, emissions=rows)) == ["tonnes emitted"]


@pytest.mark.parametrize(
    ("target", "told", "checks"),
    [
        (4_000.0, row("cap", "E", 4_000.0, 0.0), []),
        (3_900.0, row("cap", "E", 4_000.0, 0.0), ["carbon cap"]),
        (3_900.0, row("cap", "E", 4_000.0, 2_000.0, 100.0), []),
        (
            3_900.0,
            row("cap", "E", 4_000.0, 2_000.0, 90.0),
            ["carbon cap", "carbon paid"],
        ),
        (0.0, row("cap", "E", 4_000.0, 2e5, 5_000.0), ["carbon above", "carbon paid"]),
    ],
)
def test_a_cap_is_kept_or_paid_for(
    tiny: "Tiny", target: float, told: Cells, checks: list[str]
) -> None:
    """At 20 a tonne above; nobody pays for more than it emits."""
    cap = {**CAP, "target": target, "amount": 20.0}
    assert wrong(dirty(tiny, cap, carbon=[told])) == checks


def test_a_cap_without_payment_is_never_passed(tiny: "Tiny") -> None:
    """Whatever the plan says is above it."""
    told = row("cap", "E", 4_000.0, 0.0, 100.0)
    cap = {**CAP, "target": 3_900.0}
    assert wrong(dirty(tiny, cap, carbon=[told])) == ["carbon above"]
