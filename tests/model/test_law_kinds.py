"""Plans of cases that once went wrong, one kind of law each, against paper.

One plant of 10,000 a year unless said; a car costs 15,000 to make and sells at 20,000:
5,000 a car, 5 m for a thousand.
"""

from collections.abc import Sequence
from typing import Any

import pytest

from brownfield.plans.plan import Plan
from brownfield.questions.plan.facts.volume import idle_plants
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from brownfield.tell.labels import labels
from tests.model.small_cases import (
    MILLION,
    Rows,
    buyers,
    every_year,
    option,
    pattern,
    product,
    small_case,
)
from tests.peers.third.on_paper import (
    ABROAD,
    FIRM_AND_HOST,
    HALF,
    HOSTED,
    LANE,
    worse,
)

Cells = dict[str, Any]


def car(**cells: str | float | bool | None) -> Cells:
    """Return an option to make the car for 15,000."""
    return dict(option("make", **{"conversion_cost": 15_000.0, **cells}))


def planned(rows: Rows, *, years: int = 1, parties: tuple[str, ...] = ()) -> Plan:
    """Return the plan of a small case; its audit must pass."""
    content: dict[str, Sequence[Row]] = {"build_options": [car()], **rows}
    content.setdefault("demand", every_year(years, 1_000, 20_000))
    found = plan(small_case(content, years=years, parties=parties))
    assert found.is_sound, found.audit
    return found


def worth(rows: Rows, *, years: int = 1) -> float:
    """Return the value of the plan of a small case, million."""
    return planned(rows, years=years).value / MILLION


def abroad(measures: Sequence[Row], **more: Sequence[Row]) -> float:
    """Return what 1,000 cars sold abroad are worth under the measures, million."""
    sold = [buyers(1_000, 20_000, place="away")]
    rows: Rows = {"places": ABROAD, "lanes": LANE, "demand": sold}
    return worth({**rows, "trade_measures": measures, **more})


def measure(name: str, kind: str, rate: float, **cells: str | float) -> Cells:
    """Return a duty on cars into the territory AL."""
    into: Cells = {"measure": name, "importer": "AL", "kind": kind, "ad_valorem": rate}
    return {"hs_code": "870380", **into, **cells}


def test_a_future_without_guests_builds_nothing_there() -> None:
    """5 m now and in good, nothing in bad: 5 + 0.5 x 5 = 7.5 m."""
    limit = worse("facilities", "facility=plant", "guest_limit", "0")
    rows = {"parties": FIRM_AND_HOST, "facilities": HOSTED, "scenarios": HALF}
    assert worth({**rows, "what_ifs": [limit]}, years=2) == pytest.approx(7.5)


def test_a_plant_that_shuts_in_one_future_builds_nothing_there() -> None:
    """Its last year is 2030 in bad: 5 + 0.5 x 5 = 7.5 m."""
    shut = worse("facilities", "facility=plant", "last_year", "2030")
    assert worth({"scenarios": HALF, "what_ifs": [shut]}, years=2) == pytest.approx(7.5)


def test_a_future_without_a_supplier_builds_nothing() -> None:
    """The only battery is gone in bad: 1,000 x (5,000 - 100) = 4.9 m, then half of it.

    The option itself stays: that it cannot be built there is what the future says.
    """
    battery = {"build_option": "make", "part_group": "battery", "source": "home"}
    rows = {
        "bill_of_materials": [battery | {"unit_value": 100.0}],
        "scenarios": HALF,
        "what_ifs": [worse("bill_of_materials", "part_group=battery", "", "", "drop")],
    }
    assert worth(rows, years=2) == pytest.approx(4.9 + 0.5 * 4.9)


def test_what_a_thing_costs_in_one_future_is_paid_there() -> None:
    """Opening in 2031 at 4 m, or 1 m in bad: 0.5 x (5 - 4) + 0.5 x (5 - 1) = 2.5 m."""
    site: Cells = {
        "facility": "plant",
        "place": "home",
        "owner": "firm",
        "status": "candidate",
        "opening_cost": 4 * MILLION,
        "first_year": 2031,
    }
    cheap = worse("facilities", "facility=plant", "opening_cost", "1e6")
    bought = [buyers(1_000, 20_000, year=2031)]
    rows: Rows = {"facilities": [site], "what_ifs": [cheap], "demand": bought}
    rows = {**rows, "scenarios": HALF}
    assert worth(rows, years=2) == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("change", "value"),
    [
        # 2 parts a car from a plant of 1,000 parts: 500 cars in bad, 2.5 m
        (worse("bill_of_materials", "", "units_per_vehicle", "2"), 5 + 2.5 + 1.25),
        # another source at 1,000 less a car in bad: 5 + 2.5 + 3.0
        (
            worse(
                "bill_of_materials",
                "build_option=make, part_group=kit, source=home, unit_value=4000",
                "",
                "",
                "add",
            ),
            5 + 2.5 + 3.0,
        ),
    ],
    ids=["units", "source"],
)
def test_parts_are_those_of_the_future(change: Cells, value: float) -> None:
    """10,000 to convert and a kit of 5,000; a parts plant of 1,000 kits a year."""
    kits: Cells = {"facility": "kits", "place": "home", "owner": "firm"}
    plants = [{"facility": "plant", "place": "home", "owner": "firm"}, kits]
    kit: Cells = {"build_option": "make", "part_group": "kit", "source": "kits"}
    rows: Rows = {
        "facilities": plants,
        "shift_patterns": [pattern("plant", 10_000), pattern("kits", 1_000)],
        "build_options": [car(conversion_cost=10_000.0)],
        "bill_of_materials": [{**kit, "unit_value": 5_000.0}],
        "scenarios": HALF,
        "what_ifs": [{k: v or None for k, v in change.items()}],
    }
    assert worth(rows, years=2) == pytest.approx(value)


def test_a_what_if_named_at_two_nodes_of_a_path_acts_once() -> None:
    """1,000, 500 and 500 cars: 10 m."""
    nodes: list[Cells] = [
        {"node": "now", "year": 2030},
        {"node": "slow", "parent": "now", "year": 2031, "what_if": "half"},
        {"node": "still", "parent": "slow", "year": 2032, "what_if": "half"},
    ]
    half: Cells = {"what_if": "half", "table": "demand", "column": "volume"}
    rows = {"scenarios": nodes, "what_ifs": [{**half, "op": "times", "value": "0.5"}]}
    assert worth(rows, years=3) == pytest.approx(10.0)


@pytest.mark.parametrize("is_asked", [False, True])
def test_a_market_nobody_serves_changes_no_ramp(is_asked: bool) -> None:
    """Half of 10,000 is more than the 1,000 asked for: 2 x 5 m."""
    ramp: list[Cells] = [
        {"ramp_curve": "slow", "years_since_start": age, "share": share}
        for age, share in enumerate((0.5, 1.0))
    ]
    asked = every_year(2, 1_000, 20_000)
    worthless = [buyers(9_000, 100, year=2030 + age, place="far") for age in range(2)]
    rows: Rows = {
        "places": [
            {"place": "home", "customs_territory": "HL"},
            {"place": "far", "customs_territory": "HL"},
        ],
        "lanes": [{"origin": "home", "destination": "far"}],
        "build_options": [car(ramp_curve="slow")],
        "ramp_curves": ramp,
        "demand": asked + worthless * is_asked,
    }
    assert worth(rows, years=2) == pytest.approx(10.0)


def test_a_ramp_is_a_share_of_the_rate_given() -> None:
    """Tooled for 1,200 a year, half of it at first: 600 and 1,000 cars are 8 m."""
    ramp: list[Cells] = [
        {"ramp_curve": "slow", "years_since_start": age, "share": share}
        for age, share in enumerate((0.5, 1.0))
    ]
    made = car(ramp_curve="slow", full_rate=1_200.0)
    rows = {"build_options": [made], "ramp_curves": ramp}
    assert worth(rows, years=2) == pytest.approx(8.0)


def test_a_promise_is_owed_from_the_last_share_on() -> None:
    """A ramp that ends at 0.95 ends: 2 x (5 m - 4,000 missing x 1,000) = 2 m."""
    made = car(ramp_curve="r", minimum_volume=5_000.0, shortfall_charge=1_000.0)
    rows: Rows = {
        "build_options": [{**made, "is_committed": False}],
        "ramp_curves": [{"ramp_curve": "r", "years_since_start": 0, "share": 0.95}],
    }
    assert worth(rows, years=2) == pytest.approx(2.0)


def test_a_ramp_does_not_run_while_the_plant_is_built() -> None:
    """Lead 2, curve 0, 0.5, 1: half of 10,000 in 2032, all from 2033; 25 + 50 m."""
    site: Cells = {"facility": "plant", "place": "home", "owner": "firm"}
    site |= {"status": "candidate", "lead_years": 2, "opening_cost": MILLION}
    rows: Rows = {
        "facilities": [site],
        "build_options": [car(ramp_curve="slow")],
        "ramp_curves": [
            {"ramp_curve": "slow", "years_since_start": age, "share": share}
            for age, share in enumerate((0.0, 0.5, 1.0))
        ],
        "demand": every_year(4, 10_000, 20_000),
    }
    assert worth(rows, years=4) == pytest.approx(25 + 50 - 1)


def test_a_new_plant_hires_everybody() -> None:
    """2 x 5 m - opening 0.1 m - 500 jobs x 1,000 = 9.4 m."""
    site: Cells = {"facility": "plant", "place": "home", "owner": "firm"}
    site |= {"status": "candidate", "opening_cost": 1e5, "hiring_cost": 1_000.0}
    crew = dict(pattern("plant", 10_000, headcount=500.0))
    rows = {"facilities": [site], "shift_patterns": [crew]}
    assert worth(rows, years=2) == pytest.approx(9.4)


def test_the_last_year_of_a_plant_closes_it() -> None:
    """One year of 5 m - closing 5 m - 500 jobs x 1,000 = -0.5 m."""
    ending: Cells = {"facility": "plant", "place": "home", "owner": "firm"}
    ending |= {"last_year": 2030, "closing_cost": 5e6, "redundancy_cost": 1_000.0}
    crew = dict(pattern("plant", 10_000, headcount=500.0, is_current=True))
    rows = {"facilities": [ending], "shift_patterns": [crew]}
    assert worth(rows, years=2) == pytest.approx(-0.5)


def test_a_crew_is_dismissed_where_the_plant_ended_before() -> None:
    """The plant ended in 2029: its 500 people cost 1,000 each, and nothing is made."""
    ended: Cells = {"facility": "plant", "place": "home", "owner": "firm"}
    ended |= {"last_year": 2029, "redundancy_cost": 1_000.0}
    crew = dict(pattern("plant", 10_000, headcount=500.0, is_current=True))
    rows = {"facilities": [ended], "shift_patterns": [crew]}
    assert worth(rows) == pytest.approx(-0.5)


@pytest.mark.parametrize(
    ("cost", "value"),
    [
        # closed for good before the first year: nothing is made, staffed or paid
        (0.0, 0.0),
        # it only stands idle: 0.5 x (5 - 1) m in the future that lets it run again
        (None, 2.0),
    ],
)
def test_a_plant_that_ended_is_closed_for_good_where_closing_has_a_cost(
    cost: float | None, value: float
) -> None:
    """Its last year is 2029, and blank in bad; a pattern costs 1 m a year."""
    ended: Cells = {"facility": "plant", "place": "home", "owner": "firm"}
    ended |= {"last_year": 2029, "closing_cost": cost}
    rows: Rows = {
        "facilities": [ended],
        "shift_patterns": [dict(pattern("plant", 10_000, fixed_cost=1e6))],
        "scenarios": HALF,
        "what_ifs": [worse("facilities", "facility=plant", "last_year", "")],
    }
    assert worth(rows, years=2) == pytest.approx(value)


def test_commitments_take_the_line_time_of_their_car() -> None:
    """3,000 x 1.5 of 10,000 are taken, 1,000 x 1.5 fit beside them: 5 m."""
    taken: Cells = {"facility": "plant", "product": "car", "year": 2030}
    rows: Rows = {
        "build_options": [car(capacity_use=1.5)],
        "commitments": [{**taken, "vehicles": 3_000.0}],
    }
    assert worth(rows) == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("rate", "use", "value"),
    [
        # 0.5 a car: 500 cars of 250 standard vehicles, 2.5 m
        (250.0, 0.5, 2.5),
        # a shop that is down lets nothing through, even what takes no line time
        (0.0, 1.0, 0.0),
        (0.0, 0.0, 0.0),
        (250.0, 0.0, 5.0),
    ],
)
def test_a_shop_passes_its_rate_and_nothing_when_down(
    rate: float, use: float, value: float
) -> None:
    """1,000 buyers at 5,000 a car; the paint shop runs one hour a year."""
    shop: Cells = {"facility": "plant", "shop": "paint", "hours_per_year": 1.0}
    rows: Rows = {
        "build_options": [car(capacity_use=use)],
        "shops": [{**shop, "jobs_per_hour": rate}],
    }
    assert worth(rows) == pytest.approx(value)


def test_a_plant_that_stands_idle_is_told() -> None:
    """Of two plants the dearer one makes nothing; the parts plant is not counted."""
    plants = ("plant", "spare", "kits")
    rows: Rows = {
        "facilities": [
            {"facility": name, "place": "home", "owner": "firm"} for name in plants
        ],
        "shift_patterns": [pattern(name, 10_000) for name in plants],
        "build_options": [car(), option("more", facility="spare", conversion_cost=2e4)],
    }
    found = planned(rows)
    assert idle_plants(found, labels(found.case)) == ("spare",)


def test_a_commitment_may_state_its_own_line_time() -> None:
    """4,500 x 2 of 10,000 are taken, 1,000 of 2,000 cars fit beside them: 5 m."""
    taken: Cells = {"facility": "plant", "product": "car", "year": 2030}
    rows: Rows = {
        "commitments": [{**taken, "vehicles": 4_500.0, "capacity_use": 2.0}],
        "demand": [buyers(2_000, 20_000)],
    }
    assert worth(rows) == pytest.approx(5.0)


@pytest.mark.parametrize("parties", [(), ("firm",)])
def test_a_commitment_takes_the_same_time_whoever_plans(
    parties: tuple[str, ...],
) -> None:
    """6,000 vans of a guest x 1.5: 1,000 of the firm's 2,000 cars fit, 5 m."""
    van: Cells = {"facility": "plant", "product": "van"}
    rows: Rows = {
        "parties": [{"party": "firm"}, {"party": "guest"}],
        "products": [product("car"), product("van", company="guest")],
        "build_options": [
            car(),
            option("vans", **van, programme_owner="guest", capacity_use=1.5),
        ],
        "commitments": [{**van, "year": 2030, "vehicles": 6_000.0}],
        "demand": [buyers(2_000, 20_000)],
    }
    assert planned(rows, parties=parties).value == pytest.approx(5 * MILLION)


def test_a_promise_falls_with_the_only_supplier() -> None:
    """A firm that plans without the maker of its kits cannot build, nor owe, 1,000."""
    maker: Cells = {"facility": "kits", "place": "home", "owner": "maker"}
    kit: Cells = {"build_option": "make", "part_group": "kit", "source": "kits"}
    kit |= {"unit_value": 0.0}
    promise: Cells = {"minimum_volume": 1_000.0, "shortfall_charge": 1_000.0}
    rows: Rows = {
        "parties": [{"party": "firm"}, {"party": "maker"}],
        "facilities": [{"facility": "plant", "place": "home", "owner": "firm"}, maker],
        "build_options": [car(is_committed=True, **promise)],
        "bill_of_materials": [kit],
        "demand": [buyers(600, 20_000)],
    }
    # together 600 x 5,000 less 400 x 1,000 owed
    assert planned(rows).value == pytest.approx(2.6 * MILLION)
    assert planned(rows, parties=("firm",)).value == 0.0


@pytest.mark.parametrize(
    ("more", "value"),
    [
        # 600 of 1,000 kits are committed: 400 cars
        ({"commitments": [{"facility": "kits", "product": "van", "year": 2030,
                           "vehicles": 600.0}]}, 2.0),
        # the kit plant builds vans on the same line, worth 9,000 each: 1,000 of them
        ({"build_options": [car(conversion_cost=10_000.0),
                            option("vans", product="van", facility="kits")],
          "demand": [buyers(1_000, 20_000), buyers(1_000, 9_000, product="van")]}, 9.0),
    ],
    ids=["commitment", "neighbour"],
)  # fmt: skip
def test_a_plant_that_sells_kits_has_its_line_time_once(
    more: Rows, value: float
) -> None:
    """1,000 kits a year of 5,000 each; 10,000 to convert: 5,000 a car."""
    kit: Cells = {"build_option": "make", "part_group": "kit", "source": "kits"}
    rows: Rows = {
        "products": [product("car"), product("van")],
        "facilities": [
            {"facility": "plant", "place": "home", "owner": "firm"},
            {"facility": "kits", "place": "home", "owner": "firm"},
        ],
        "shift_patterns": [pattern("plant", 10_000), pattern("kits", 1_000)],
        "build_options": [car(conversion_cost=10_000.0)],
        "bill_of_materials": [{**kit, "unit_value": 5_000.0}],
    }
    assert worth({**rows, **more}) == pytest.approx(value)


def test_a_companys_own_rate_goes_before_its_countrys() -> None:
    """10 % + 7 % of 15,000 = 2,550: 2.45 m, not 10 % + 20 %."""
    rows = [
        measure("m", "mfn", 0.10),
        measure("of-firm", "countervailing", 0.07, company="firm"),
        measure("of-home", "countervailing", 0.20, exporter="HL"),
    ]
    assert abroad(rows) == pytest.approx(2.45)


def test_a_longer_heading_goes_before_an_exporter() -> None:
    """870380 is free, whatever 8703 from HL pays: 5 m."""
    rows = [
        measure("free", "mfn", 0.0),
        measure("surcharge", "mfn", 0.275, exporter="HL", hs_code="8703"),
    ]
    assert abroad(rows) == pytest.approx(5.0)


def test_every_quota_that_matches_is_open() -> None:
    """300 free, 200 at 5 %, 500 at 10 %: 1.5 + 0.85 + 1.75 = 4.1 m."""
    rows = [
        measure("m", "mfn", 0.10),
        measure("q-home", "quota", 0.0, exporter="HL", quota_volume=300.0),
        measure("q-all", "quota", 0.05, quota_volume=200.0),
    ]
    assert abroad(rows) == pytest.approx(4.1)


def test_a_preference_takes_nothing_of_a_quota() -> None:
    """Free under the agreement without limit, beside its quota of 150: 5 m."""
    rows = [
        measure("m", "mfn", 0.10),
        measure("pref", "preference", 0.0, exporter="HL", agreement="AG"),
        measure("trq", "quota", 0.0, exporter="HL", agreement="AG", quota_volume=150.0),
    ]
    members: list[Cells] = [
        {"agreement": "AG", "customs_territory": territory}
        for territory in ("HL", "AL")
    ]
    rule: Cells = {"agreement": "AG", "hs_code": "8703", "test": "max_non_originating"}
    rules = [{**rule, "threshold": 0.4}]
    found = abroad(rows, agreements=members, origin_rules=rules)
    assert found == pytest.approx(5.0)


def test_a_pack_from_outside_is_foreign_though_it_passes_its_test() -> None:
    """10,000 of 15,000 is 67 %, over 45 %: 10 % of 15,000 is due, 3.5 m."""
    rows = [
        measure("m", "mfn", 0.10),
        measure("pref", "preference", 0.0, exporter="HL", agreement="AG"),
    ]
    members: list[Cells] = [
        {"agreement": "AG", "customs_territory": territory}
        for territory in ("HL", "AL")
    ]
    rule: Cells = {"agreement": "AG", "test": "max_non_originating"}
    rules = [
        {**rule, "hs_code": "8703", "threshold": 0.45},
        {**rule, "hs_code": "8507", "threshold": 0.30},
    ]
    pack: Cells = {"build_option": "make", "part_group": "pack", "source": "far"}
    pack |= {"unit_value": 10_000.0, "foreign_value": 1_000.0, "hs_code": "850760"}
    found = abroad(
        rows,
        places=[*ABROAD, {"place": "far", "customs_territory": "FL"}],
        agreements=members,
        origin_rules=rules,
        build_options=[car(conversion_cost=5_000.0)],
        bill_of_materials=[pack],
    )
    assert found == pytest.approx(3.5)


@pytest.mark.parametrize(
    ("volume", "paid"), [(800.0, 16.0), (1_500.0, 24.0)], ids=["kept", "missed"]
)
def test_take_or_pay_is_paid_for_the_larger_volume(volume: float, paid: float) -> None:
    """16,000 x max(1,000 built, promised); sold for 20 m, made for 15 m."""
    contract: Cells = {"contract": "top", "payer": "firm", "payee": "host"}
    contract |= {"form": "take_or_pay", "amount": 16_000.0, "volume": volume}
    rows = {"parties": FIRM_AND_HOST, "facilities": HOSTED, "contracts": [contract]}
    found = planned(rows)
    assert found.value / MILLION == pytest.approx(5.0)
    values = {party: v / MILLION for party, v in found.value_by_party.items()}
    assert values == pytest.approx({"firm": 20 - paid, "host": paid - 15})


def test_an_exit_fee_is_paid_in_the_first_year_without_a_vehicle() -> None:
    """Nobody asks for the car in 2031: the guest pays 3 m to leave."""
    contract: Cells = {"contract": "exit", "payer": "firm", "payee": "host"}
    contract |= {"form": "exit_fee", "amount": 3 * MILLION}
    rows = {"parties": FIRM_AND_HOST, "facilities": HOSTED, "contracts": [contract]}
    found = planned({**rows, "demand": [buyers(1_000, 20_000)]}, years=2)
    values = {party: v / MILLION for party, v in found.value_by_party.items()}
    assert values == pytest.approx({"firm": 20 - 3, "host": 3 - 15})


@pytest.mark.parametrize(
    ("parties", "value"), [((), 2.5), (("firm", "state"), 0.0)], ids=["alone", "both"]
)
def test_a_state_that_does_not_plan_pays_from_outside(
    parties: tuple[str, ...], value: float
) -> None:
    """5 m - 6 m tooling + half of it + 500 a car = 2.5 m; together it nets out."""
    contracts: list[Cells] = [
        {"contract": "aid", "form": "capex_share", "amount": 0.5},
        {"contract": "bonus", "form": "fee_per_vehicle", "amount": 500.0},
    ]
    sides: Cells = {"payer": "state", "payee": "firm"}
    rows: Rows = {
        "parties": [{"party": "firm"}, {"party": "state", "kind": "government"}],
        "build_options": [car(tooling_cost=6 * MILLION)],
        "contracts": [{**sides, **contract} for contract in contracts],
    }
    assert planned(rows, parties=parties).value / MILLION == pytest.approx(value)


def test_losses_are_used_early_where_money_is_not_discounted() -> None:
    """-6 m, 5 m, 5 m at 25 %: the loss is used at once, tax 0, 0 and 1 m."""
    rows: Rows = {
        "parties": [{"party": "firm", "tax_rate": 0.25}],
        "build_options": [car(tooling_cost=6 * MILLION)],
        "demand": [buyers(1_000, 20_000, year=year) for year in (2031, 2032)],
    }
    cash = planned(rows, years=3).tables["cash"]
    tax = {
        row["year"]: row["amount"] / MILLION
        for row in cash.to_dicts()
        if row["item"] == "tax" and row["amount"]
    }
    assert tax == pytest.approx({2032: -1.0})
