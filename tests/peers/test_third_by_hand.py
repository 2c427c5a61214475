"""The third formulation against cases worked out on paper: it must know the law too."""

from typing import Any

import pytest

from brownfield.case.read import read_case
from tests.model.small_cases import buyers, every_year, option, pattern
from tests.peers.third.on_paper import (
    ABROAD,
    FIRM_AND_HOST,
    HALF,
    HOSTED,
    LANE,
    Row,
    measure,
    plant,
    running,
    worse,
    worth,
)
from tests.peers.third.optimum import optimum

MINI = (  # METHODS A6, million
    (("E",), 412.496),
    (("H",), 637.790),
    (("E", "H"), 1336.516),
    (("E", "H", "G"), 2060.601),
)


@pytest.mark.parametrize(("parties", "million"), MINI)
def test_mini_is_worth_what_its_goldens_say(
    parties: tuple[str, ...], million: float
) -> None:
    """Each group of parties has its published value."""
    found = optimum(read_case("mini").choose(parties))
    assert found is not None
    assert found.value / 1e6 == pytest.approx(million, abs=6e-4)


def test_a_guest_is_let_in_by_the_limit_of_the_node() -> None:
    """100 cars x 400 now and in the good half: 40,000 + 0.5 x 40,000."""
    limit = worse("facilities", "", "guest_limit", "0")
    rows = {
        "parties": FIRM_AND_HOST,
        "facilities": HOSTED,
        "build_options": [running()],
        "demand": every_year(2, 100, 1_000),
        "scenarios": HALF,
        "what_ifs": [limit],
    }
    assert worth(rows, years=2) == pytest.approx(60_000)


def test_a_what_if_named_again_acts_once() -> None:
    """100 cars, then 50 and 50: 200 x 400."""
    nodes: list[Any] = [
        {"node": "now", "year": 2030},
        {"node": "n1", "parent": "now", "year": 2031, "what_if": "worse"},
        {"node": "n2", "parent": "n1", "year": 2032, "what_if": "worse"},
    ]
    rows = {
        "build_options": [running()],
        "demand": every_year(3, 100, 1_000),
        "scenarios": nodes,
        "what_ifs": [worse("demand", "", "volume", "0.5", "times")],
    }
    assert worth(rows, years=3) == pytest.approx(80_000)


@pytest.mark.parametrize("rate", [None, 400.0])
def test_a_ramp_is_a_share_of_full_rate(rate: float | None) -> None:
    """Half of 10,000 serves all 300 buyers; half of 400 serves 200 of them."""
    rows = {
        "build_options": [
            option("make", conversion_cost=600.0, ramp_curve="slow", full_rate=rate)
        ],
        "ramp_curves": [
            {"ramp_curve": "slow", "years_since_start": age, "share": share}
            for age, share in enumerate((0.5, 1.0))
        ],
        "demand": every_year(2, 300, 1_000),
    }
    first = 300 if rate is None else 200
    assert worth(rows, years=2) == pytest.approx((first + 300) * 400)


def test_a_curve_does_not_run_ahead_of_the_building() -> None:
    """Opened in 2030 with lead 2: nothing, nothing, 0.5, then all of 10,000 cars."""
    rows = {
        "facilities": plant(status="candidate", lead_years=2),
        "build_options": [option("make", conversion_cost=600.0, ramp_curve="slow")],
        "ramp_curves": [
            {"ramp_curve": "slow", "years_since_start": age, "share": share}
            for age, share in enumerate((0.0, 0.5, 1.0))
        ],
        "demand": every_year(4, 10_000, 1_000),
    }
    assert worth(rows, years=4) == pytest.approx((5_000 + 10_000) * 400)


def test_a_promise_holds_from_the_last_share_on() -> None:
    """The curve ends at 0.9: 100 of 150 cars are built, 50 missing cost 100 each."""
    rows = {
        "build_options": [
            option(
                "make",
                conversion_cost=600.0,
                ramp_curve="slow",
                minimum_volume=150.0,
                shortfall_charge=100.0,
            )
        ],
        "ramp_curves": [{"ramp_curve": "slow", "years_since_start": 0, "share": 0.9}],
        "demand": [buyers(100, 1_000)],
    }
    assert worth(rows) == pytest.approx(100 * 400 - 50 * 100)


def test_a_new_plant_begins_with_nobody() -> None:
    """Opening 5,000 and 10 jobs x 300 are paid before 100 cars bring 400 each."""
    rows = {
        "facilities": plant(
            status="candidate", opening_cost=5_000.0, hiring_cost=300.0
        ),
        "shift_patterns": [pattern("plant", 10_000, headcount=10.0)],
        "build_options": [option("make", conversion_cost=600.0)],
        "demand": [buyers(100, 1_000)],
    }
    assert worth(rows) == pytest.approx(40_000 - 5_000 - 3_000)


def test_the_last_year_closes_a_plant() -> None:
    """100 cars in 2030; in 2031 the closing of 7,000 and 10 people x 300."""
    rows = {
        "facilities": plant(
            last_year=2030, closing_cost=7_000.0, redundancy_cost=300.0
        ),
        "shift_patterns": [pattern("plant", 10_000, headcount=10.0, is_current=True)],
        "build_options": [running()],
        "demand": every_year(2, 100, 1_000),
    }
    assert worth(rows, years=2) == pytest.approx(40_000 - 7_000 - 3_000)


def test_commitments_take_the_line_time_of_their_car() -> None:
    """6,000 cars x 1.5 leave 1,000 of 10,000, which is 666.67 cars."""
    rows = {
        "build_options": [running(capacity_use=1.5)],
        "commitments": [
            {"facility": "plant", "product": "car", "year": 2030, "vehicles": 6_000.0}
        ],
        "demand": [buyers(5_000, 1_000)],
    }
    assert worth(rows) == pytest.approx(1_000 / 1.5 * 400)


def test_a_plant_that_sells_parts_has_its_line_time_once() -> None:
    """A line of 100 makes 60 kits of 1 and 40 are committed, whatever its kind."""
    maker: Row = {"facility": "maker", "place": "home", "owner": "firm"}
    rows = {
        "facilities": [*plant(), maker],
        "shift_patterns": [pattern("plant", 10_000), pattern("maker", 100)],
        "build_options": [running()],
        "bill_of_materials": [
            {
                "build_option": "make",
                "part_group": "body",
                "source": "maker",
                "unit_value": 50.0,
            }
        ],
        "commitments": [
            {"facility": "maker", "product": "car", "year": 2030, "vehicles": 40.0}
        ],
        "demand": [buyers(5_000, 1_000)],
    }
    assert worth(rows) == pytest.approx(60 * (1_000 - 600 - 50))


def abroad(*measures: Row, **tables: Any) -> float:
    """Return the worth of 100 cars of 600 sold abroad at 1,000 under some measures."""
    rows = {
        "places": ABROAD,
        "lanes": LANE,
        "build_options": [running()],
        "demand": [buyers(100, 1_000, place="away")],
        "trade_measures": list(measures),
    }
    return worth(rows | tables)


def test_a_company_goes_before_an_exporter() -> None:
    """Base 10 % and the firm's own 5 %, not the country's 20 %: 15 % of 600."""
    found = abroad(
        measure("base", "mfn", 0.1),
        measure("country", "countervailing", 0.2, exporter="HL"),
        measure("own", "countervailing", 0.05, company="firm"),
    )
    assert found == pytest.approx(100 * (400 - 0.15 * 600))


def test_a_longer_heading_goes_before_a_company() -> None:
    """870380 at 2 % beats the company's row of 8703 at 30 %."""
    found = abroad(
        measure("own", "mfn", 0.3, company="firm"),
        measure("long", "mfn", 0.02, hs_code="870380"),
    )
    assert found == pytest.approx(100 * (400 - 0.02 * 600))


def test_each_quota_counts_what_enters_under_it() -> None:
    """30 cars at 0, 20 at 5 %, the other 50 at the base rate of 10 %."""
    found = abroad(
        measure("base", "mfn", 0.1),
        measure("for-HL", "quota", 0.0, exporter="HL", quota_volume=30.0),
        measure("for-all", "quota", 0.05, quota_volume=20.0),
    )
    assert found == pytest.approx(100 * 400 - 20 * 30 - 50 * 60)


PACT: list[Any] = [
    {"agreement": "pact", "customs_territory": territory} for territory in ("HL", "AL")
]
LIMIT: Row = {
    "agreement": "pact",
    "hs_code": "8703",
    "test": "max_non_originating",
    "threshold": 0.5,
}


@pytest.mark.parametrize(
    ("cells", "is_free"),
    [
        ({"source": "home"}, True),
        ({"source": "far"}, False),
        ({"source": "far", "is_originating": True}, True),
        ({"source": "home", "is_originating": False}, False),
        ({"source": "far", "hs_code": "8507", "foreign_value": 10.0}, False),
        ({"source": "home", "hs_code": "8507", "foreign_value": 150.0}, True),
        ({"source": "home", "hs_code": "8507", "foreign_value": 151.0}, False),
    ],
)
def test_the_origin_of_a_part(cells: Row, is_free: bool) -> None:
    """A part of 300 in a car of 500 is 60 % if it is foreign; 50 % are allowed."""
    part: Row = {"build_option": "make", "part_group": "battery", "unit_value": 300.0}
    packs: Row = {**LIMIT, "hs_code": "8507", "threshold": 0.5}
    found = abroad(
        measure("base", "mfn", 0.1),
        measure("free", "preference", 0.0, agreement="pact"),
        places=[*ABROAD, {"place": "far", "customs_territory": "FL"}],
        build_options=[option("make", is_committed=True, conversion_cost=200.0)],
        bill_of_materials=[{**part, **cells}],
        agreements=PACT,
        origin_rules=[LIMIT, packs],
    )
    assert found == pytest.approx(100 * (500 - (0.0 if is_free else 50.0)))


def contract(form: str, **cells: str | float) -> dict[str, list[Any]]:
    """Return tables in which the state pays the firm under a contract."""
    usual: Row = {"contract": "deal", "payer": "state", "payee": "firm", "form": form}
    return {
        "parties": [{"party": "firm"}, {"party": "state", "kind": "government"}],
        "build_options": [option("make", conversion_cost=600.0, tooling_cost=50_000.0)],
        "demand": every_year(2, 100, 1_000),
        "contracts": [{**usual, **cells}],
    }


@pytest.mark.parametrize(
    ("form", "cells", "paid"),
    [
        ("fee_per_vehicle", {"amount": 10.0}, 200 * 10),
        ("cost_plus", {"amount": 0.1}, 200 * 1.1 * 600),
        ("take_or_pay", {"amount": 10.0, "volume": 130.0}, 2 * 130 * 10),
        ("reservation", {"amount": 700.0, "from_year": 2031}, 700),
        ("capex_share", {"amount": 0.4}, 20_000),
        ("grant", {"amount": 900.0}, 900),
        ("grant", {"amount": 900.0, "from_year": 2029}, 0),
        ("exit_fee", {"amount": 100.0}, 0),
    ],
)
def test_a_state_that_does_not_plan_pays_from_outside(
    form: str, cells: Row, paid: float
) -> None:
    """200 cars of 400 less tooling of 50,000, and what the contract pays."""
    found = worth(contract(form, **cells), years=2)
    assert found == pytest.approx(30_000 + paid)


def test_an_exit_fee_follows_a_year_with_vehicles() -> None:
    """Buyers in 2030 only: 100 x 400 - 1,000 of host, and 500 by the state."""
    tables = contract("exit_fee", amount=500.0)
    tables |= {"demand": [buyers(100, 1_000)], "build_options": [running()]}
    assert worth(tables, years=2) == pytest.approx(40_000 + 500)


def test_what_one_company_owes_another_cancels() -> None:
    """At least 800 a year to the host moves money between two that plan together."""
    rows = {
        "parties": FIRM_AND_HOST,
        "facilities": HOSTED,
        "build_options": [running()],
        "demand": [buyers(100, 1_000)],
        "contracts": [
            {
                "contract": "deal",
                "payer": "firm",
                "payee": "host",
                "form": "take_or_pay",
                "amount": 8.0,
                "volume": 800.0,
            }
        ],
    }
    assert worth(rows) == pytest.approx(40_000)


@pytest.mark.parametrize(
    ("cells", "tax"),
    [({}, 15.0), ({"loss_relief_share": 0.5, "loss_allowance": 5.0}, 6.875 + 11.875)],
)
def test_losses_are_carried_forward(cells: Row, tax: float) -> None:
    """Profits of -100, 60, 100 at 25 %: METHODS B2."""
    profits = (-100.0, 60.0, 100.0)
    parties: list[Any] = [{"party": "firm", "tax_rate": 0.25, **cells}]
    rows = {
        "parties": [*parties, {"party": "state", "kind": "government"}],
        "build_options": [running()],
        "demand": every_year(3, 0, 1_000),
        "contracts": [
            {
                "contract": f"in-{2030 + age}",
                "payer": "state" if profit > 0 else "firm",
                "payee": "firm" if profit > 0 else "state",
                "form": "reservation",
                "amount": abs(profit),
                "from_year": 2030 + age,
                "to_year": 2030 + age,
            }
            for age, profit in enumerate(profits)
        ],
    }
    assert worth(rows, years=3) == pytest.approx(60.0 - tax)


def test_the_worst_half_counts_by_its_weight() -> None:
    """40,000 now; then 40,000 or 20,000: mean 70,000, worst half 60,000, weight 0.4."""
    rows = {
        "parties": [{"party": "firm", "tail": 0.5, "tail_weight": 0.4}],
        "build_options": [running()],
        "demand": every_year(2, 100, 1_000),
        "scenarios": HALF,
        "what_ifs": [worse("demand", "", "volume", "0.5", "times")],
    }
    assert worth(rows, years=2) == pytest.approx(0.6 * 70_000 + 0.4 * 60_000)


def test_a_gain_on_capital_is_taxed() -> None:
    """4 x (5 - .3 x (5 - 1)) - 10 + 10 thousand, less .3 of 10 - 6: 14.0."""
    firm = {"tax_rate": 0.3, "allowance_years": 10, "has_other_profit": True}
    rows: dict[str, list[Any]] = {
        "parties": [{"party": "firm"} | firm],
        "build_options": [option("make", tooling_cost=10_000.0)],
        "demand": every_year(4, 10, 500),
    }
    keys = {"terminal": "salvage", "terminal_multiple": 1.0}
    assert worth(rows, years=4, **keys) == pytest.approx(14_000)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, 40_000 - 10_000),
        ({"terminal": "multiple", "terminal_multiple": 3.0}, 4 * 40_000 - 10_000),
        ({"terminal": "salvage", "terminal_multiple": 0.5}, 40_000 - 5_000),
        ({"discounting": "mid_year"}, 1.21**0.5 * 30_000),
    ],
)
def test_the_years_after_the_last(keys: Row, expected: float) -> None:
    """100 cars x 400 after tooling of 10,000."""
    rows: dict[str, list[Any]] = {
        "parties": [{"party": "firm", "discount_rate": 0.21}],
        "build_options": [option("make", conversion_cost=600.0, tooling_cost=10_000.0)],
        "demand": [buyers(100, 1_000)],
    }
    assert worth(rows, **keys) == pytest.approx(expected)
