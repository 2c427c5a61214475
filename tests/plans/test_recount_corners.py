"""Corners of the recount where one cell decides, worked out by hand."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.costs import carriage
from brownfield.plans.recount.money.after_tax import recount_cash
from brownfield.plans.recount.money.contracts import payments
from brownfield.plans.recount.money.worth import aim, check_value
from brownfield.plans.recount.plants.programmes import full_rate
from brownfield.plans.recount.trade import extra_duty
from brownfield.plans.recount.trade.extra_duty import Content, Piece, is_kit_of
from brownfield.plans.recount.trade.gate import crew_of, ex_works, inbound_duty
from brownfield.plans.recount.trade.origin import recount_origin
from brownfield.plans.recount.trade.part_origin import ROUNDING
from tests.plans.conftest import FIRST, SECOND, YEARS, years

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

BATTERY, FULL = 2, 1  # rows of the battery and of `full` in their tables


def grant(name: str, amount: float, year: int) -> dict[str, Any]:
    """Return a grant of the bank, which does not plan, to `idle`; or back, if < 0."""
    payer, payee = ("bank", "idle") if amount > 0 else ("idle", "bank")
    ends = {"contract": name, "payer": payer, "payee": payee, "form": "grant"}
    return {**ends, "amount": abs(amount), "from_year": year}


def test_tax_paid_before_is_no_part_of_profit(tiny: "Tiny") -> None:
    """Profits -1,000, 400 and 2,000; half of a profit is offset, tax is 25 %.

    2027: 200 are offset, tax 25 % of 200 = 50. 2028: the 800 left are offset (at most
    1,000), tax 25 % of 1,200 = 300.
    """
    idle = {"party": "idle", "tax_rate": 0.25, "loss_relief_share": 0.5}
    rows = (grant("a", -1_000, 2026), grant("b", 400, 2027), grant("c", 2_000, 2028))
    variant = tiny.with_case("parties", idle).with_case("contracts", *rows)
    variant = variant.under(terminal="none", last_year=2028)
    cash = recount_cash(variant.world(years(3)))
    paid = [cash["idle", f"base@{year}"]["tax"] for year in (2026, 2027, 2028)]
    assert paid == pytest.approx([0.0, -50.0, -300.0])


def test_capital_of_one_party_comes_back_at_its_own_tax(tiny: "Tiny") -> None:
    """H stands before E and pays 50 %; E pays 25 % on the 300,000 that come back."""
    turned = tiny.changed("case", "parties", 1, tax_rate=0.5)
    parties = turned.case["parties"][::-1]
    variant = replace(turned, case={**turned.case, "parties": parties})
    world = variant.under(terminal="salvage", terminal_multiple=0.3).world()
    assert recount_cash(world)["E", SECOND]["terminal"] == pytest.approx(225_000.0)


def test_each_party_looks_at_its_own_tail(tiny: "Tiny") -> None:
    """Of 300 and -50, each at 50 %, E has the mean and H its worst half."""
    world = tiny.changed("case", "parties", 1, tail=0.5, tail_weight=1.0).world()
    had = [(300.0, 0.5), (-50.0, 0.5)]
    assert aim(world, "E", had) == pytest.approx(125.0)
    assert aim(world, "H", had) == pytest.approx(-50.0)


@pytest.mark.parametrize(("value", "fails"), [(60.0, False), (90.0, True)])
def test_a_value_of_nothing_is_measured_by_what_the_parties_have(
    tiny: "Tiny", value: float, fails: bool
) -> None:
    """Both weigh 0; E has 11,868,750 + 68,906,250 / 1.1 = 74.5 m, a millionth is 74."""
    weights = {"objective_weights": {"E": 0.0, "H": 0.0}}
    plan = tiny.settings.plan.model_copy(update=weights)
    settings = tiny.settings.model_copy(update={"plan": plan})
    outcome = replace(tiny, settings=settings, value=value).audit()
    assert ("value" in set(outcome.failures["check"])) is fails


def test_where_nobody_has_anything_the_value_counts_by_the_unit(tiny: "Tiny") -> None:
    """No cash at all: 0 is expected of 3, on a scale of 1."""
    world = replace(tiny, case={**tiny.case, "contracts": []}).world()
    nothing = {(party, node): dict[str, float]() for party in "EH" for node in YEARS}
    last = list(check_value(world, nothing, 3.0))[-1]
    assert (last.check, last.where) == ("value", "plan=objective")
    assert (last.expected, last.scale) == (0.0, 1.0)


def test_take_or_pay_without_volume_or_vehicle_is_nothing(tiny: "Tiny") -> None:
    """Nothing is built in 2027, and nothing was promised."""
    cells = {"form": "take_or_pay", "amount": 2.0, "volume": None}
    variant = tiny.changed("case", "contracts", 0, **cells).without("production")
    world = variant.world()
    assert [p.amount for p in payments(world, world.nodes[SECOND])] == [0.0, 0.0]


def test_a_shortfall_without_a_charge_costs_nothing(tiny: "Tiny") -> None:
    """500 vehicles are missing in 2027; the charge is blank."""
    world = tiny.changed("case", "build_options", FULL, shortfall_charge=None).world()
    assert recount_cash(world)["E", SECOND]["shortfall"] == 0.0


def test_a_vehicle_without_parts_of_value_is_no_kit() -> None:
    """Nothing of nothing is no share."""
    free = Piece("CN", "850760", 0.0, 0.0)
    assert not is_kit_of(Content((free,), 0.0), "CN")
    assert not is_kit_of(Content((free,), 100.0), "CN")
    assert not is_kit_of(Content((), 100.0), "CN")
    assert is_kit_of(Content((Piece("CN", "850760", 0.5, 0.0),), 0.1), "CN")


@pytest.mark.parametrize(
    ("carriage_paid", "work", "expected"),
    [
        # 590 + 10 of 1,000 are 60 %; 250 of 1,250 are 20 %
        (10.0, 250.0, True),
        # 590 of 990 are 59.6 %
        (0.0, 250.0, False),
        # 1,000 / 3 of 4,000 / 3 are 25 %; 334 of 1,334 are more
        (10.0, 1_000.0 / 3, True),
        (10.0, 334.0, False),
    ],
)
def test_parts_count_with_their_carriage_and_at_the_limit(
    carriage_paid: float, work: float, expected: bool
) -> None:
    """Parts of 590 from China, with what brings them, and 400 from elsewhere."""
    pieces = (Piece("CN", None, 590.0, carriage_paid), Piece("TR", None, 400.0, 0.0))
    assert is_kit_of(Content(pieces, work), "CN") is expected


@pytest.mark.parametrize(("roundings", "expected"), [(1.0, True), (2.0, False)])
def test_shares_of_a_kit_may_be_off_by_rounding(
    roundings: float, expected: bool
) -> None:
    """Of parts of 1 a rounding less than 60 %, of parts and work one more than 25 %."""
    off = roundings * extra_duty.ROUNDING
    parts = extra_duty.MOST_OF_THE_PARTS - off
    pieces = (Piece("CN", None, parts, 0.0), Piece("TR", None, 1.0 - parts, 0.0))
    assert is_kit_of(Content(pieces, 0.0), "CN") is expected
    work = extra_duty.LITTLE_WORK + off
    one = Piece("CN", None, 1.0 - work, 0.0)
    assert is_kit_of(Content((one,), work), "CN") is expected


def test_a_rule_on_parts_is_of_its_years(tiny: "Tiny") -> None:
    """A quarter of the battery is foreign: 20 % may be until 2026, 30 % from 2027.

    So it pays 10 % of 4,500 in 2026, and enters free under the preference in 2027.
    """
    rule = {"agreement": "FTA", "hs_code": "8507", "test": "max_non_originating"}
    free = {"measure": "uk-free", "importer": "UK", "exporter": "CN", "hs_code": "8507"}
    variant = tiny.with_case(
        "origin_rules",
        {**rule, "threshold": 0.2, "to_year": 2026},
        {**rule, "threshold": 0.3, "from_year": 2027},
    ).with_case(
        "agreements",
        *({"agreement": "FTA", "customs_territory": name} for name in ("UK", "CN")),
    )
    variant = variant.with_case(
        "trade_measures", {**free, "kind": "preference", "agreement": "FTA"}
    ).changed("case", "bill_of_materials", BATTERY, foreign_value=1_000.0)
    world = variant.world()
    paid = [inbound_duty(world, node, "full") for node in world.nodes.values()]
    assert paid == pytest.approx([450.0, 0.0])


def test_a_line_of_another_product_carries_nothing(tiny: "Tiny") -> None:
    """From China to the EU only vans are carried."""
    van = {"origin": "cn", "destination": "eu", "product": "van", "freight": 7.0}
    world = tiny.with_case("lanes", van).world()
    assert carriage(world, world.nodes[FIRST], "cbu", "eu") == (0.0, 0.0)


def test_a_plant_without_a_pattern_that_makes_anything_has_no_crew(
    tiny: "Tiny",
) -> None:
    """10,000 + 500 + 450 + 1,000, without the crew of 100, and no rate either."""
    idle = tiny.changed("case", "build_options", FULL, full_rate=None)
    for row in (0, 1):
        idle = idle.changed("case", "shift_patterns", row, oee=0.0)
    patterns = [r for r in tiny.case["shift_patterns"] if r["facility"] != "host"]
    without = replace(idle, case={**idle.case, "shift_patterns": patterns})
    for variant in (idle, without):
        world = variant.world()
        first = world.nodes[FIRST]
        assert crew_of(world, first, "full") == 0.0
        assert ex_works(world, first, "full") == pytest.approx(11_950.0)
        assert full_rate(world, world.option("full"), first) == 0.0


def test_full_rate_in_line_time_of_one(tiny: "Tiny") -> None:
    """The larger pattern of 10,000, where none is given."""
    world = tiny.changed("case", "build_options", FULL, full_rate=None).world()
    assert full_rate(world, world.option("full"), world.nodes[FIRST]) == 10_000.0


def test_what_takes_no_line_time_waits_for_its_start_as_well(tiny: "Tiny") -> None:
    """`full` has no limit once it has started, and none of it may be built before."""
    cells = {"full_rate": None, "capacity_use": 0.0}
    variant = tiny.changed("case", "build_options", FULL, **cells)
    late = variant.changed("plan", "starts", 1, node=SECOND, year=2027)
    failed = late.audit().failures.filter(check="ramp").row(0, named=True)
    assert failed["where"] == f"build_option=full, node={FIRST}"
    assert (failed["expected"], failed["found"]) == (0.0, 1_500.0)


@pytest.mark.parametrize(("specific", "fails"), [(0.5, True), (1e-7, False)])
def test_a_regime_half_a_unit_dearer_is_not_the_cheapest(
    tiny: "Tiny", specific: float, fails: bool
) -> None:
    """`TCA` is free; `mfn` may be named only where it is as good as free."""
    row = next(
        i for i, r in enumerate(tiny.case["trade_measures"]) if r["measure"] == "eu-car"
    )
    cells = {"ad_valorem": 0.0, "specific": specific}
    variant = tiny.changed("case", "trade_measures", row, **cells)
    named = variant.changed("plan", "deliveries", 3, regime="mfn")
    assert ("regime open" in set(named.audit().failures["check"])) is fails


def test_the_crew_of_a_line_that_is_half_used_costs_twice(tiny: "Tiny") -> None:
    """The pattern in force costs 500,000 and may make 5,000: 500,000 / 2,500 = 200."""
    world = tiny.under(crew_utilisation=0.5).world()
    assert crew_of(world, world.nodes[FIRST], "full") == pytest.approx(200.0)


def test_a_line_of_half_a_vehicle_has_a_crew_too(tiny: "Tiny") -> None:
    """0.001 an hour over 500 hours is half a vehicle: 500,000 / 0.5 = 1,000,000."""
    world = tiny.changed("case", "shift_patterns", 1, jobs_per_hour=0.001).world()
    assert crew_of(world, world.nodes[FIRST], "full") == pytest.approx(1_000_000.0)


def test_duty_on_a_part_is_of_its_years(tiny: "Tiny") -> None:
    """10 % of 4,000 + 500 from 2027 on, nothing before."""
    world = tiny.changed("case", "trade_measures", 1, from_year=2027).world()
    paid = [inbound_duty(world, node, "full") for node in world.nodes.values()]
    assert paid == pytest.approx([0.0, 450.0])


def test_capital_spent_later_is_not_deducted_from_an_earlier_loss(tiny: "Tiny") -> None:
    """-1,000 in 2026; 3,000 less an opening of 1,000 in 2027, deducted in that year.

    Tax in 2027 is 25 % of (2,000 - 1,000) = 250.
    """
    party = {"party": "idle", "tax_rate": 0.25, "loss_relief_share": 1.0}
    rows = (grant("a", -1_000, 2026), grant("b", 3_000, 2027))
    variant = tiny.with_case("parties", {**party, "allowance_years": 1})
    variant = variant.with_case("contracts", *rows)
    variant = variant.changed("case", "facilities", 2, owner="idle", opening_cost=1e3)
    opened = {"facility": "new", "owner": "idle", "action": "open"}
    variant = variant.with_plan("openings", {**opened, "node": SECOND, "year": 2027})
    cash = recount_cash(variant.world())
    assert cash["idle", SECOND]["opening"] == -1_000.0
    assert cash["idle", SECOND]["tax"] == pytest.approx(-250.0)


def test_a_market_without_a_lane_pays_no_carriage(tiny: "Tiny") -> None:
    """No lane leads from China to the EU, none from the site to China."""
    world = tiny.world()
    first = world.nodes[FIRST]
    assert carriage(world, first, "cbu", "eu") == (0.0, 0.0)
    assert carriage(world, first, "full", "eu") == (300.0, 100.0)
    assert carriage(world, first, "full", "cn") == (0.0, 0.0)


@pytest.mark.parametrize(("roundings", "yes"), [(1.0, True), (2.0, False)])
def test_a_share_at_its_limit_and_rounding_meets_it(
    tiny: "Tiny", roundings: float, yes: bool
) -> None:
    """45 % of a price of 1 may be foreign, and a rounding more but not two."""
    foreign = 0.45 + roundings * ROUNDING
    cells = {"unit_value": foreign, "inbound_freight": 0.0}
    variant = tiny.changed("case", "bill_of_materials", BATTERY, **cells)
    world = variant.changed("case", "build_options", FULL, ex_works_price=1.0).world()
    found = recount_origin(world, world.nodes[FIRST], "full", "TCA")
    assert found.is_originating is yes


@pytest.mark.parametrize(("roundings", "duty"), [(1.0, 0.0), (2.0, 450.0)])
def test_a_part_at_its_limit_and_rounding_meets_it(
    tiny: "Tiny", roundings: float, duty: float
) -> None:
    """A fifth of 4,000 may be foreign; 10 % of 4,500 is due where it does not pass."""
    rule = {"agreement": "FTA", "hs_code": "8507", "test": "max_non_originating"}
    free = {"measure": "uk-free", "importer": "UK", "exporter": "CN", "hs_code": "8507"}
    members = ({"agreement": "FTA", "customs_territory": name} for name in ("UK", "CN"))
    foreign = (0.2 + roundings * ROUNDING) * 4_000.0
    variant = tiny.with_case("origin_rules", {**rule, "threshold": 0.2})
    variant = variant.with_case("agreements", *members).with_case(
        "trade_measures", {**free, "kind": "preference", "agreement": "FTA"}
    )
    world = variant.changed(
        "case", "bill_of_materials", BATTERY, foreign_value=foreign
    ).world()
    assert inbound_duty(world, world.nodes[FIRST], "full") == pytest.approx(duty)
