"""Single rules of the recount, each worked out by hand."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from brownfield.errors import LabelError
from brownfield.plans.recount.costs import parts
from brownfield.plans.recount.money.after_tax import recount_cash
from brownfield.plans.recount.money.contracts import payments
from brownfield.plans.recount.money.worth import factor
from brownfield.plans.recount.plants.capacity import parts_time
from brownfield.plans.recount.plants.programmes import curve, ramp_share
from brownfield.plans.recount.trade.extra_duty import UNKNOWN, extra_duties
from brownfield.plans.recount.trade.gate import inbound_duty
from brownfield.plans.recount.trade.origin import recount_origin
from brownfield.plans.recount.trade.tariff import Goods, regimes

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

FIRST, SECOND = "base@2026", "base@2027"
IMPORTED = Goods(
    importer="EU",
    exporter="CN",
    hs_code="870380",
    company="E",
    powertrain="bev",
    year=2026,
    price=18_000.0,
    carriage=1_300.0,
)
ADDED = {
    "importer": "EU",
    "exporter": "CN",
    "hs_code": "8703",
    "kind": "countervailing",
}


def never(agreement: str) -> bool:
    """Return that nothing originates."""
    return not agreement


def test_added_duty_comes_on_top_and_the_company_row_wins(tiny: "Tiny") -> None:
    """18,000 + 1,300 at 10 % + 20.7 % is 5,925.10, not the general 35.3 %."""
    variant = tiny.with_case(
        "trade_measures",
        {**ADDED, "measure": "rest", "ad_valorem": 0.353},
        {**ADDED, "measure": "own", "ad_valorem": 0.207, "company": "E"},
    )
    rows = variant.world().root
    found = regimes(rows, IMPORTED, never, extra_duties(rows, IMPORTED, UNKNOWN))
    assert [regime.duty for regime in found] == pytest.approx([5_925.1])


def test_ex_works_duty_leaves_out_carriage_and_adds_the_specific_part(
    tiny: "Tiny",
) -> None:
    """10 % of 18,000 plus 50 a vehicle."""
    variant = tiny.changed(
        "case", "trade_measures", 2, duty_base="ex_works", specific=50.0
    )
    found = regimes(variant.world().root, IMPORTED, never, {})
    assert [regime.duty for regime in found] == pytest.approx([1_850.0])


def test_a_preference_needs_origin_and_both_ends_as_members(tiny: "Tiny") -> None:
    """From the UK with origin: 0; without: 10 %; from China never."""
    rows = tiny.world().root
    british = replace(IMPORTED, exporter="UK")

    def duties(goods: Goods, *, originates: bool) -> list[float]:
        return [r.duty for r in regimes(rows, goods, lambda _: originates, {})]

    assert duties(british, originates=True) == pytest.approx([1_930.0, 0.0])
    assert duties(british, originates=False) == pytest.approx([1_930.0])
    assert duties(IMPORTED, originates=True) == pytest.approx([1_930.0])


def test_within_one_territory_there_is_no_duty(tiny: "Tiny") -> None:
    """A car built and sold in the EU pays nothing."""
    home = replace(IMPORTED, exporter="EU")
    assert [r.duty for r in regimes(tiny.world().root, home, never, {})] == [0.0]


def test_a_quota_carries_its_volume_at_its_own_duty(tiny: "Tiny") -> None:
    """1,000 vehicles at 2 % of 13,000 fit into a quota of 1,000, not of 999."""
    quota = {"measure": "low", "importer": "UK", "hs_code": "8703", "kind": "quota"}
    under = {
        "regime": "low",
        "quota": "low",
        "duty_per_vehicle": 260.0,
        "duty": 260_000.0,
    }
    variant = tiny.changed("plan", "deliveries", 1, **under)
    for volume, expected in ((1_000.0, set()), (999.0, {"quota"})):
        row = {**quota, "ad_valorem": 0.02, "quota_volume": volume}
        failures = variant.with_case("trade_measures", row).audit().failures
        named = {check for check in failures["check"] if "quota" in check}
        assert named == expected
        assert not {"duty", "regime open", "duty per vehicle"} & set(failures["check"])


BATTERY = 2  # row of bill_of_materials in the hand-made case


@pytest.mark.parametrize(
    ("cells", "foreign"),
    [
        ({}, 4_500.0),  # from China: 4,000 + 500 freight
        ({"is_originating": True}, 0.0),
        ({"source": "eu"}, 0.0),  # a member: counts fully
        ({"source": "site", "is_originating": False}, 4_500.0),
        # heading with a rule of 70 %: 2,800 of 4,000 pass from a member, 2,801 do not
        ({"foreign_value": 2_800.0, "source": "eu"}, 0.0),
        ({"foreign_value": 2_801.0, "source": "eu"}, 4_500.0),
        # and from China not even 0 does: 4,000 + 500 freight
        ({"foreign_value": 0.0}, 4_500.0),
        # heading without a rule: the source decides
        ({"foreign_value": 2_801.0, "hs_code": "8708"}, 4_500.0),
    ],
)
def test_a_part_counts_fully_or_not_at_all(
    tiny: "Tiny", cells: dict[str, Any], foreign: float
) -> None:
    """Roll-up: the row, then the part's own rule, then the source decides."""
    rule = {"agreement": "TCA", "hs_code": "8507", "test": "max_non_originating"}
    variant = tiny.with_case("origin_rules", {**rule, "threshold": 0.7})
    variant = variant.changed("case", "bill_of_materials", BATTERY, **cells)
    variant = variant.changed("plan", "sourcing", 2, source=cells.get("source", "cn"))
    world = variant.world()
    found = recount_origin(world, world.nodes[FIRST], "full", "TCA")
    assert found.non_originating_value == pytest.approx(foreign)


def test_a_partly_cumulating_source_counts_its_share(tiny: "Tiny") -> None:
    """A member that cumulates 60 %: 40 % of 4,500 is foreign."""
    member = {"agreement": "TCA", "customs_territory": "CN", "cumulates": 0.6}
    world = tiny.with_case("agreements", member).world()
    found = recount_origin(world, world.nodes[FIRST], "full", "TCA")
    assert found.non_originating_value == pytest.approx(1_800.0)


def test_every_test_of_a_year_must_pass(tiny: "Tiny") -> None:
    """From 2027 the battery itself must originate: the share alone is not enough."""
    rule = {"agreement": "TCA", "hs_code": "8703", "test": "originating_part"}
    world = tiny.with_case(
        "origin_rules", {**rule, "part_group": "battery", "from_year": 2027}
    ).world()
    before = recount_origin(world, world.nodes[FIRST], "full", "TCA")
    after = recount_origin(world, world.nodes[SECOND], "full", "TCA")
    assert (before.is_originating, before.missing_parts) == (True, ())
    assert (after.is_originating, after.missing_parts) == (False, ("battery",))


def test_without_a_rule_for_its_heading_a_vehicle_does_not_originate(
    tiny: "Tiny",
) -> None:
    """The longest heading that matches applies; none means no origin."""
    world = tiny.changed("case", "origin_rules", 0, hs_code="8704").world()
    found = recount_origin(world, world.nodes[FIRST], "full", "TCA")
    assert (found.is_originating, found.limit) == (False, None)


@pytest.mark.parametrize(("price", "share"), [(9_000.0, 0.5), (0.0, 0.0)])
def test_a_price_at_the_gate_replaces_the_sum_of_costs(
    tiny: "Tiny", price: float, share: float
) -> None:
    """4,500 of foreign parts over a given 9,000 is one half; over 0 it is nothing."""
    world = tiny.changed("case", "build_options", 1, ex_works_price=price).world()
    found = recount_origin(world, world.nodes[FIRST], "full", "TCA")
    assert (found.ex_works, found.share) == (price, share)


def test_parts_are_converted_and_indexed_by_year(tiny: "Tiny") -> None:
    """4,000 EUR at 0.8 and an index of 1.5 are 4,800; duty 10 % of 5,400.

    What is foreign in it goes with it: 2,000 EUR are 2,400.
    """
    money = {"currency": "EUR", "cost_index": "cells", "foreign_value": 2_000.0}
    variant = tiny.changed("case", "bill_of_materials", BATTERY, **money)
    variant = variant.with_case(
        "exchange_rates", {"currency": "EUR", "year": 2026, "rate": 0.8}
    ).with_case("cost_indices", {"index": "cells", "year": 2026, "factor": 1.5})
    world = variant.world()
    battery = parts(world, world.nodes[FIRST], "full")[1]
    assert battery.unit_value == pytest.approx(4_800.0)
    assert battery.foreign_value == pytest.approx(2_400.0)
    duty = inbound_duty(world, world.nodes[FIRST], "full")
    assert duty == pytest.approx(540.0)
    with pytest.raises(LabelError, match="currency=EUR, year=2027"):
        parts(world, world.nodes[SECOND], "full")


# Contract on `full` at host in 2026: 1,500 vehicles, conversion 1,000 each,
# tooling 1,000,000.
@pytest.mark.parametrize(
    ("form", "amount", "expected"),
    [
        ("reservation", 7.0, [7.0, 7.0]),
        ("fee_per_vehicle", 2.0, [3_000.0, 5_000.0]),
        # 10 % on top of 1,500,000 and of 2,500,000
        ("cost_plus", 0.1, [1_650_000.0, 2_750_000.0]),
        ("grant", 9.0, [9.0, 0.0]),
    ],
)
def test_each_form_of_contract_pays_as_declared(
    tiny: "Tiny", form: str, amount: float, expected: list[float]
) -> None:
    """What the payee receives in 2026 and 2027; the payer pays the same."""
    world = tiny.changed("case", "contracts", 0, form=form, amount=amount).world()
    for node, value in zip(world.nodes.values(), expected, strict=True):
        paid = {p.party: p.amount for p in payments(world, node)}
        assert paid == pytest.approx({"E": -value, "H": value})


def test_a_share_of_capital_goes_to_the_party_that_spends_it(tiny: "Tiny") -> None:
    """H bears 30 % of E's tooling of 1,000,000; E bears none of H's, as H has none."""
    share: dict[str, Any] = {"form": "capex_share", "amount": 0.3}
    for payer, payee, expected in (("H", "E", 300_000.0), ("E", "H", 0.0)):
        ends = {"payer": payer, "payee": payee}
        world = tiny.changed("case", "contracts", 0, **share, **ends).world()
        paid = [p.amount for p in payments(world, world.nodes[FIRST])]
        assert paid == pytest.approx([-expected, expected])


def test_a_fee_covers_only_programmes_of_the_payer(tiny: "Tiny") -> None:
    """A fee that H pays counts no vehicle: the programme at its plant is E's."""
    world = tiny.changed("case", "contracts", 0, payer="H", payee="E").world()
    paid = [p.amount for p in payments(world, world.nodes[FIRST])]
    assert paid == pytest.approx([0.0, 0.0])


def test_a_contract_pays_only_in_its_years(tiny: "Tiny") -> None:
    """From 2027: nothing in 2026, 2,500 x 1,500 in 2027."""
    world = tiny.changed("case", "contracts", 0, from_year=2027).world()
    paid = [
        sum(p.amount for p in payments(world, node) if p.party == "H")
        for node in world.nodes.values()
    ]
    assert paid == pytest.approx([0.0, 3_750_000.0])


def test_salvage_gives_back_a_share_of_what_was_invested(tiny: "Tiny") -> None:
    """30 % of tooling of 1,000,000 comes back to E, all deducted in the first year.

    So all 300,000 is a gain, taxed at 25 %.
    """
    world = tiny.under(terminal="salvage", terminal_multiple=0.3).world()
    cash = recount_cash(world)
    assert cash["E", SECOND]["terminal"] == pytest.approx(225_000.0)
    assert cash["H", SECOND]["terminal"] == 0.0


def test_without_a_terminal_rule_nothing_follows_the_last_year(tiny: "Tiny") -> None:
    """Terminal `none` leaves the cash of the horizon alone."""
    cash = recount_cash(tiny.under(terminal="none").world())
    assert cash["E", SECOND]["terminal"] == 0.0


def test_a_party_that_does_not_plan_has_no_cash(tiny: "Tiny") -> None:
    """The fee of 1,500 x 1,500 goes outside: E pays it, and nobody receives it."""
    cash = recount_cash(tiny.changed("case", "contracts", 0, payee="away").world())
    assert cash["E", FIRST]["contracts"] == pytest.approx(-2_250_000.0)
    assert "away" not in {party for party, _ in cash}


def test_a_grant_is_taxed_but_has_no_terminal_value(tiny: "Tiny") -> None:
    """A grant of 1,000,000 in 2027 raises tax by 250,000; terminal falls by 2 x it."""
    grant = {"contract": "aid", "payer": "H", "payee": "E", "form": "grant"}
    variant = tiny.with_case("contracts", {**grant, "amount": 1e6, "from_year": 2027})
    cash = recount_cash(variant.world())
    assert cash["E", SECOND]["tax"] == pytest.approx(-7_906_250.0)
    # 2 x 0.75 x 30,625,000: the grant and its tax are not repeated
    assert cash["E", SECOND]["terminal"] == pytest.approx(45_937_500.0)


@pytest.mark.parametrize(
    ("discounting", "year", "expected"),
    [
        ("end_of_year", 2026, 1.0),
        ("end_of_year", 2028, 1 / 1.21),
        ("mid_year", 2026, 1.1**0.5),
        ("mid_year", 2027, 1.1**-0.5),
    ],
)
def test_cash_counts_at_the_end_of_the_first_year(
    tiny: "Tiny", discounting: str, year: int, expected: float
) -> None:
    """At 10 %, cash counts by its distance from the end of 2026."""
    world = tiny.under(discounting=discounting).world()
    assert factor(world, 0.1, year) == pytest.approx(expected)


def test_a_ramp_keeps_its_last_share_and_starts_from_nothing(tiny: "Tiny") -> None:
    """Shares 0.5 and 1 in years 0 and 1: 1 ever after, 0 before the first row."""
    world = tiny.changed("case", "ramp_curves", 0, years_since_start=2).world()
    shares = curve(world, world.option("full"))
    # rows: year 2 = 0.5, year 1 = 1
    assert [ramp_share(shares, s) for s in range(4)] == [0.0, 1.0, 0.5, 0.5]
    assert ramp_share(curve(world, world.option("cbu")), 0) == 1.0


def test_a_parts_plant_gives_time_to_the_recipes_that_buy_from_it(
    tiny: "Tiny",
) -> None:
    """1,500 vehicles at 2 units each take 3,000 of the parts plant's capacity."""
    row = {"build_option": "full", "part_group": "battery", "source": "new"}
    variant = tiny.changed("case", "facilities", 2, kind="parts")
    variant = variant.changed("case", "bill_of_materials", BATTERY, **row)
    variant = variant.changed(
        "case", "bill_of_materials", BATTERY, units_per_vehicle=2.0
    )
    world = variant.changed("plan", "sourcing", BATTERY, source="new").world()
    found = parts_time(world, world.nodes[FIRST], "new")
    assert found == pytest.approx(3_000.0)


def test_losses_are_carried_along_each_branch_of_the_tree(tiny: "Tiny") -> None:
    """Two futures share H's loss of 290,000 in 2026; each relieves its own profit."""
    nodes = pl.DataFrame(
        {
            "node": [FIRST, SECOND, "idle"],
            "parent": [None, FIRST, FIRST],
            "year": [2026, 2027, 2027],
            "probability": [1.0, 0.6, 0.4],
        }
    )
    world = tiny.world(nodes)
    cash = recount_cash(world)
    assert [leaf.name for leaf in world.leaves] == [SECOND, "idle"]
    assert cash["H", SECOND]["tax"] == pytest.approx(-95_000.0)
    # no pattern in `idle`: 100 jobs of 2026 go at 2,000 each, no profit, no tax
    assert cash["H", "idle"]["redundancy"] == pytest.approx(-200_000.0)
    assert cash["H", "idle"]["tax"] == 0.0


def test_nodes_with_the_same_tables_share_their_rows(tiny: "Tiny") -> None:
    """The recount of one node is reused where the case is the same object."""
    world = tiny.world()
    assert world.case[FIRST] is world.case[SECOND]
