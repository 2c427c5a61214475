"""Which payments leave the joint value alone, and what is taxed of them, by hand."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.money.after_tax import recount_cash, recount_joint
from brownfield.plans.recount.money.contracts import is_transfer, is_untaxed, payments
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

# E pays H a fee of 1,500 on 1,500 vehicles in 2026: 2,250,000.
FEE = 2_250_000.0


def planned(tiny: "Tiny", **section: object) -> "Tiny":
    """Return a variant with changed keys of section ``[plan]``."""
    plan = tiny.settings.plan.model_copy(update=section)
    return replace(tiny, settings=tiny.settings.model_copy(update={"plan": plan}))


def of_parties(tiny: "Tiny", first: dict[str, Any], second: dict[str, Any]) -> "Tiny":
    """Return a variant with changed cells of E, who pays, and of H."""
    variant = tiny.changed("case", "parties", 0, **first)
    return variant.changed("case", "parties", 1, **second)


@pytest.mark.parametrize(
    ("section", "tail", "expected"),
    [
        ({}, {}, True),
        ({"has_free_payments": True}, {}, False),
        ({"parties": ("E",)}, {}, False),
        ({"parties": ("H",)}, {}, False),
        # a weight that is not given is 1
        ({"objective_weights": {"H": 1.0}}, {}, True),
        ({"objective_weights": {"E": 1.0}}, {}, True),
        ({"objective_weights": {"H": 2.0}}, {}, False),
        ({"objective_weights": {"H": 2.0, "E": 2.0}}, {}, True),
        ({}, {"tail": 0.5, "tail_weight": 0.3}, False),
        # nobody looks at a tail of weight 0, or at the tail of no future
        ({}, {"tail": 0.5, "tail_weight": 0.0}, True),
        ({}, {"tail": None, "tail_weight": 0.3}, True),
    ],
)
def test_a_payment_is_a_transfer_where_both_count_alike(
    tiny: "Tiny", section: dict[str, Any], tail: dict[str, Any], expected: bool
) -> None:
    """Both plan, with one weight, neither looks at its tail, terms are not free."""
    variant = of_parties(planned(tiny, **section), {}, tail)
    world = variant.world()
    assert is_transfer(world, world.root.all("contracts")[0]) is expected


TAXES: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "losses wait": ({}, {}, False),
    "at once and at one rate": (
        {"has_other_profit": True},
        {"has_other_profit": True},
        True,
    ),
    "one of them waits": ({"has_other_profit": True}, {}, False),
    "at two rates": (
        {"has_other_profit": True},
        {"has_other_profit": True, "tax_rate": 0.2},
        False,
    ),
    "no tax": ({"tax_rate": 0.0}, {"tax_rate": 0.0}, True),
    "no tax on one side": (
        {"tax_rate": 0.0},
        {"has_other_profit": True},
        False,
    ),
    "a state pays none": ({"tax_rate": 0.0}, {"kind": "government"}, True),
    "a state saves none": (
        {"has_other_profit": True},
        {"kind": "government"},
        False,
    ),
}


@pytest.mark.parametrize("name", TAXES)
def test_a_transfer_is_untaxed_where_one_saves_what_the_other_pays(
    tiny: "Tiny", name: str
) -> None:
    """Both are taxed at once at one rate, or neither pays tax."""
    first, second, expected = TAXES[name]
    variant = planned(of_parties(tiny, first, second), parties=("E", "H"))
    world = variant.world()
    assert is_untaxed(world, world.root.all("contracts")[0]) is expected
    paid = list(payments(world, world.nodes[FIRST]))
    assert [(p.is_transfer, p.is_untaxed) for p in paid] == [(True, expected)] * 2


def test_what_does_not_move_between_parties_is_not_untaxed(tiny: "Tiny") -> None:
    """With free payments the fee counts in full, whatever the taxes."""
    both = {"has_other_profit": True}
    variant = planned(of_parties(tiny, both, both), has_free_payments=True)
    world = variant.world()
    paid = list(payments(world, world.nodes[FIRST]))
    assert [(p.is_transfer, p.is_untaxed) for p in paid] == [(False, False)] * 2


def test_an_untaxed_transfer_leaves_the_tax_of_both_alone(tiny: "Tiny") -> None:
    """E: 25 % of 15,825,000 + 2,250,000; H saves tax on its loss before the fee.

    H has lost 290,000 after the fee, so 2,540,000 before it.
    """
    both = {"has_other_profit": True}
    joint = recount_joint(of_parties(tiny, both, both).world())
    assert "contracts" not in joint["E", FIRST]
    assert joint["E", FIRST]["tax"] == pytest.approx(-0.25 * (15_825_000 + FEE))
    assert joint["H", FIRST]["tax"] == pytest.approx(0.25 * (290_000 + FEE))


def test_a_transfer_that_moves_losses_is_taxed(tiny: "Tiny") -> None:
    """Losses of H wait: E pays 25 % of 15,825,000, H nothing; the fee is gone."""
    joint = recount_joint(tiny.world())
    assert "contracts" not in joint["E", FIRST]
    assert joint["E", FIRST]["tax"] == pytest.approx(-0.25 * 15_825_000)
    assert joint["H", FIRST]["tax"] == 0.0


def test_a_party_without_cash_has_no_tax_and_no_later_years(tiny: "Tiny") -> None:
    """It plans, but nothing is its own: 0 in every year."""
    idle = {"party": "idle", "tax_rate": 0.25}
    cash = recount_cash(tiny.with_case("parties", idle).world())
    assert cash["idle", FIRST] == {"tax": 0.0}
    assert cash["idle", SECOND] == {"tax": 0.0, "terminal": 0.0}


@pytest.mark.parametrize(
    ("cells", "multiple", "expected"),
    [
        # 2 of 4 years are deducted by the end of 2027: 500,000 of 1,000,000 are left
        ({"allowance_years": 4}, 0.3, 300_000.0),
        ({"allowance_years": 4}, 0.8, 800_000.0 - 0.25 * 300_000.0),
        ({"allowance_years": 2}, 0.8, 800_000.0 - 0.25 * 800_000.0),
        ({"allowance_years": 3}, 0.8, 800_000.0 - 0.25 * (800_000.0 - 1e6 / 3)),
        ({"kind": "government"}, 0.3, 300_000.0),
    ],
)
def test_what_comes_back_is_taxed_above_what_is_left_to_deduct(
    tiny: "Tiny", cells: dict[str, Any], multiple: float, expected: float
) -> None:
    """Tooling of 1,000,000 in 2026, of which a share comes back in 2027, at 25 %."""
    variant = of_parties(tiny, cells, {}).under(
        terminal="salvage", terminal_multiple=multiple
    )
    cash = recount_cash(planned(variant, parties=("E", "H")).world())
    assert cash["E", SECOND]["terminal"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("row", "check"),
    [
        ({"item": "revenue"}, "cash revenue"),
        ({"item": "tax"}, "cash tax"),
        ({"item": "terminal"}, "cash terminal"),
    ],
)
def test_cash_that_is_left_out_is_missed(
    tiny: "Tiny", row: dict[str, Any], check: str
) -> None:
    """A row of E in 2027 that the plan does not tell differs from the recount."""
    named = {"party": "E", "node": SECOND, **row}
    rest = [r for r in tiny.plan["cash"] if any(r[c] != v for c, v in named.items())]
    assert len(rest) == len(tiny.plan["cash"]) - 1
    found = replace(tiny, plan={**tiny.plan, "cash": rest}).audit().failures
    assert set(found["check"]) == {check}


def test_cash_that_nothing_pays_is_refused(tiny: "Tiny") -> None:
    """The recount knows no rent: 0 is expected."""
    row = {**tiny.plan["cash"][0], "item": "rent", "amount": 500.0}
    found = tiny.with_plan("cash", row).audit().failures
    line = found.filter(check="cash rent").row(0, named=True)
    assert (line["expected"], line["found"]) == (0.0, 500.0)


@pytest.mark.parametrize(("off", "fails"), [(0.08, False), (0.1, True)])
def test_cash_may_be_off_by_a_thousandth_of_a_millionth_of_the_largest(
    tiny: "Tiny", off: float, fails: bool
) -> None:
    """The largest amount is 91,000,000 of revenue; lost sales are 50,000."""
    rows = tiny.plan["cash"]
    row = next(i for i, r in enumerate(rows) if r["item"] == "lost_sales")
    variant = tiny.changed("plan", "cash", row, amount=-50_000.0 - off)
    assert ("cash lost_sales" in set(variant.audit().failures["check"])) is fails
