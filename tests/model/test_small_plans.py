"""Whole plans against arithmetic on paper, one rule of the model at a time."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.plans.plan import Plan
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
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


def sound(case: Case) -> Plan:
    """Return the plan of a case; its audit must pass."""
    found = plan(case)
    assert found.is_sound, found.audit
    return found


def worth(case: Case) -> float:
    """Return the value of a plan, millions."""
    return sound(case).value / MILLION


def relaxed(case: Case) -> float:
    """Return the value of the linear relaxation, millions."""
    model = formulate(derive(case))
    none = np.zeros_like(model.linear.is_integer)
    found = HighsBackend().solve(replace(model.linear, is_integer=none), Limits())
    return found.objective * model.data.scale.money / MILLION


def cyclic() -> Case:
    """Return three sites of cost 2 m; each of three markets is near two of them."""
    sites, markets = [f"site{i}" for i in range(3)], [f"market{i}" for i in range(3)]
    return small_case(
        {
            "places": [{"place": p, "customs_territory": "X"} for p in sites + markets],
            "facilities": [
                {
                    "facility": site,
                    "place": site,
                    "owner": "firm",
                    "status": "candidate",
                    "opening_cost": 2 * MILLION,
                }
                for site in sites
            ],
            "shift_patterns": [pattern(site, 3_000) for site in sites],
            "build_options": [option(f"at-{site}", facility=site) for site in sites],
            "lanes": [
                {"origin": sites[i], "destination": markets[(i + step) % 3]}
                for i in range(3)
                for step in range(2)
            ],
            "demand": [
                buyers(1_000, 0, place=market, lost_sale_penalty=100_000)
                for market in markets
            ],
        }
    )


def test_cyclic_facility_location_opens_two_of_three_sites() -> None:
    """No site reaches every market, any two do: 2 x 2 m."""
    assert worth(cyclic()) == pytest.approx(-4.0)


def test_the_relaxation_of_cyclic_facility_location_is_the_strong_one() -> None:
    """Each site half open serves every market: 3 x 2 m / 2 = 3; the weak form has 2."""
    assert relaxed(cyclic()) == pytest.approx(-3.0)


def test_a_quota_admits_its_volume_and_the_rest_pays() -> None:
    """15,000 cars, 10,000 of them free, 2,000 duty on the rest: 10 m."""
    case = small_case(
        {
            "places": [
                {"place": "home", "customs_territory": "HL"},
                {"place": "market", "customs_territory": "ML"},
            ],
            "shift_patterns": [pattern("plant", 15_000)],
            "demand": [buyers(15_000, 5_000, place="market")],
            "lanes": [{"origin": "home", "destination": "market"}],
            "trade_measures": [
                duty("normal", "mfn", specific=2_000.0),
                duty("allowed", "quota", quota_volume=10_000.0),
            ],
        }
    )
    found = sound(case)
    paid = float(found.tables["deliveries"]["duty"].sum())
    assert paid / MILLION == pytest.approx(10.0)
    assert found.value / MILLION == pytest.approx(15 * 5 - 10)


def duty(name: str, kind: str, **cells: float) -> Row:
    """Return a duty on cars that enter the market."""
    return {
        "measure": name,
        "importer": "ML",
        "hs_code": "8703",
        "kind": kind,
        **cells,
    }


def test_tooling_of_a_firm_with_other_profit_saves_its_tax_at_once() -> None:
    """Spent and deducted at once, margin 2,000 on 40,000 cars, ramp .25, .75, 1.

    -100 x .75 + .75 x 80 x (.25/1.1 + .75/1.21 + 1/1.331)
    = -75 + 13.636 + 37.190 + 45.079 = 20.905.
    """
    shares = (0.0, 0.25, 0.75, 1.0)
    case = small_case(
        {
            "parties": [
                {
                    "party": "firm",
                    "discount_rate": 0.1,
                    "tax_rate": 0.25,
                    "has_other_profit": True,
                }
            ],
            "shift_patterns": [pattern("plant", 40_000)],
            "ramp_curves": [
                {"ramp_curve": "slow", "years_since_start": age, "share": share}
                for age, share in enumerate(shares)
            ],
            "build_options": [
                option("make", tooling_cost=100 * MILLION, ramp_curve="slow")
            ],
            "demand": every_year(4, 40_000, 2_000),
        },
        years=4,
    )
    assert worth(case) == pytest.approx(20.905, abs=5e-4)


@pytest.mark.parametrize(
    ("share", "has_other", "value"),
    [(1.0, True, 14.0), (1.0, False, 14.0), (0.6, True, 11.2), (0.3, True, 8.2)],
)
def test_capital_sold_above_its_written_down_value_is_taxed(
    share: float, has_other: bool, value: float
) -> None:
    """10 m of tooling, 4 of 10 years deducted; 5 m a year taxed at 30 %.

    4 x (5 - .3 x (5 - 1)) = 15.2, less 10, and the share of 10 back. At share 1 a gain
    of 10 - 6 pays 1.2: 14.0. At .6 there is no gain: 11.2; a sale below saves no tax.
    """
    firm = {"tax_rate": 0.3, "allowance_years": 10, "has_other_profit": has_other}
    case = small_case(
        {
            "parties": [{"party": "firm", **firm}],
            "build_options": [
                option("make", tooling_cost=10 * MILLION, last_year=2030)
            ],
            "demand": every_year(4, 10_000, 500),
        },
        years=4,
        terminal="salvage",
        terminal_multiple=share,
    )
    assert worth(case) == pytest.approx(value)


@pytest.mark.parametrize(
    ("relief", "allowance", "tax"),
    [(1.0, 0.0, [0.0, 0.0, 15.0]), (0.5, 5.0, [0.0, 6.875, 11.875])],
)
def test_losses_relieve_later_profit(
    relief: float, allowance: float, tax: list[float]
) -> None:
    """Profits -100, 60, 100 m at 25 %.

    In full: (60 - 60) and (100 - 40) x .25 = 15. Relief of 5 + half of the rest:
    (60 - 5 - 27.5) x .25 = 6.875 and (100 - 5 - 47.5) x .25 = 11.875.
    """
    terms = {"loss_relief_share": relief, "loss_allowance": allowance * MILLION}
    found = sound(lossmaker({"party": "firm", "tax_rate": 0.25, **terms}))
    cash = found.tables["cash"].filter(pl.col("item") == "tax")
    paid = {row["year"]: -row["amount"] / MILLION for row in cash.to_dicts()}
    assert [paid.get(2030 + age, 0.0) for age in range(3)] == pytest.approx(tax)


def lossmaker(firm: Row) -> Case:
    """Return a firm that pays 100 m rent, then earns 60 m, then 100 m."""
    rent = {"form": "grant", "payer": "firm", "payee": "state"}
    dates = {"from_year": 2030}
    return small_case(
        {
            "parties": [
                {"discount_rate": 0.1, **firm},
                {"party": "state", "kind": "government"},
            ],
            "contracts": [
                {"contract": "rent", "amount": 100 * MILLION, **rent, **dates}
            ],
            "demand": [
                buyers(1_000, 60_000, year=2031),
                buyers(1_000, 100_000, year=2032),
            ],
        },
        years=3,
        parties=("firm", "state"),
    )


@pytest.mark.parametrize(("limit", "value"), [(None, 10.0), (3_000.0, 3.0)])
def test_guests_use_no_more_line_time_than_the_host_leaves(
    limit: float | None, value: float
) -> None:
    """10,000 cars of margin 1,000 at a host's plant; 3,000 where that is its limit."""
    host = {"facility": "plant", "place": "home", "owner": "host"}
    case = small_case(
        {
            "parties": [{"party": "firm"}, {"party": "host"}],
            "facilities": [host | {"guest_limit": limit}],
        }
    )
    assert worth(case) == pytest.approx(value)


def test_vehicles_under_the_promised_volume_are_charged() -> None:
    """3,000 sold at 1,000, promised 5,000 at 800 a vehicle: 3 - 2 x .8 = 1.4 m."""
    promised = option("make", minimum_volume=5_000.0, shortfall_charge=800.0)
    case = small_case({"build_options": [promised], "demand": [buyers(3_000, 1_000)]})
    found = sound(case)
    assert found.value / MILLION == pytest.approx(1.4)
    assert found.tables["shortfall"]["vehicles"].to_list() == pytest.approx([2_000])


def test_a_promise_not_worth_its_charge_is_not_made() -> None:
    """1,000 sold at 1,000 cannot pay for 4,000 missing at 800: nothing starts."""
    promised = option("make", minimum_volume=5_000.0, shortfall_charge=800.0)
    case = small_case({"build_options": [promised], "demand": [buyers(1_000, 1_000)]})
    assert worth(case) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(
    ("volume", "value"), [(10_000, 10 - 1.5), (5_000, 5.0), (1, -0.499)]
)
def test_a_change_of_jobs_is_paid(volume: int, value: float) -> None:
    """100 jobs today; two shifts need 250, none needs 0; 10,000 a hire, 5,000 a leave.

    All 10,000 cars: 10 - 150 x .01 m. Half of them fit one shift. One car of 1,000
    does not pay, but dismissing 100 costs .5 m: one shift stays, fixed cost or not.
    """
    plant: Row = {
        "facility": "plant",
        "place": "home",
        "owner": "firm",
        "hiring_cost": 10_000.0,
        "redundancy_cost": 5_000.0,
    }
    fixed = 0.5 * MILLION if volume == 1 else 0.0
    one = {"headcount": 100.0, "is_current": True, "fixed_cost": fixed}
    case = small_case(
        {
            "facilities": [plant],
            "shift_patterns": [
                pattern("plant", 5_000, pattern="one", **one),
                pattern("plant", 10_000, pattern="two", headcount=250.0),
            ],
            "demand": [buyers(volume, 1_000)],
        }
    )
    assert worth(case) == pytest.approx(value)


def test_a_new_plant_builds_after_its_lead_years() -> None:
    """10 m a year over three years, opening 5 m, one year of lead: 2 x 10 - 5."""
    plant: Row = {
        "facility": "plant",
        "place": "home",
        "owner": "firm",
        "status": "candidate",
        "opening_cost": 5 * MILLION,
        "lead_years": 1,
    }
    demand = every_year(3, 1_000, 10_000)
    found = sound(small_case({"facilities": [plant], "demand": demand}, years=3))
    assert found.value / MILLION == pytest.approx(15.0)
    assert found.tables["production"]["year"].to_list() == [2031, 2032]


@pytest.mark.parametrize(("group", "value"), [(None, 8.0), ("either", 5.0)])
def test_of_an_exclusive_group_one_option_starts(
    group: str | None, value: float
) -> None:
    """Two cars earn 5 m and 3 m; together 8 m, of one group the better one."""
    rows: Rows = {
        "products": [product("car"), product("van")],
        "build_options": [
            option("a", exclusive_group=group),
            option("b", product="van", exclusive_group=group),
        ],
        "demand": [buyers(5_000, 1_000), buyers(3_000, 1_000, product="van")],
    }
    assert worth(small_case(rows)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("closing", "value", "closed"),
    [(None, 0.0, 0), (4 * MILLION, -4.0, 1), (12 * MILLION, -10.0, 0)],
)
def test_a_plant_with_a_closing_cost_runs_until_it_is_closed(
    closing: float | None, value: float, closed: int
) -> None:
    """A shift of 10 m earns 5 m a year, two years.

    Idle for free: 0. Closing for 4 m beats 2 x -5 m; closing for 12 m does not.
    """
    plant = {"facility": "plant", "place": "home", "owner": "firm"}
    rows: Rows = {
        "facilities": [plant | {"closing_cost": closing}],
        "shift_patterns": [pattern("plant", 10_000, fixed_cost=10 * MILLION)],
        "demand": every_year(2, 5_000, 1_000),
    }
    found = sound(small_case(rows, years=2))
    assert found.value / MILLION == pytest.approx(value, abs=1e-9)
    assert found.tables["openings"].height == closed


@pytest.mark.parametrize("years", [1, 2, 10])
def test_closing_lowers_tax_in_its_year(years: int) -> None:
    """4 m to close at 25 %, profit elsewhere: -3 m, however capital is spread."""
    plant = {"facility": "plant", "place": "home", "owner": "firm"}
    firm: Row = {
        "party": "firm",
        "tax_rate": 0.25,
        "has_other_profit": True,
        "allowance_years": years,
    }
    rows: Rows = {
        "parties": [firm],
        "facilities": [plant | {"closing_cost": 4 * MILLION}],
        "shift_patterns": [pattern("plant", 10_000, fixed_cost=10 * MILLION)],
        "demand": every_year(2, 5_000, 1_000),
    }
    assert worth(small_case(rows, years=2)) == pytest.approx(-3)


def test_a_parts_plant_limits_the_cars_that_buy_from_it() -> None:
    """2,000 units, two for each car, margin 1,000 - 400: 1,000 cars earn .6 m."""
    part: Row = {
        "build_option": "make",
        "part_group": "battery",
        "source": "cells",
        "unit_value": 400.0,
        "units_per_vehicle": 2.0,
    }
    plants: list[Row] = [
        {"facility": name, "place": "home", "owner": "firm", "kind": kind}
        for name, kind in (("plant", "assembly"), ("cells", "parts"))
    ]
    case = small_case(
        {
            "facilities": plants,
            "shift_patterns": [pattern("plant", 10_000), pattern("cells", 2_000)],
            "bill_of_materials": [part],
        }
    )
    assert worth(case) == pytest.approx(0.6)


def busy_elsewhere(price: float, volume: float = 600.0) -> Case:
    """Return a plant with a commitment of 1,000 and patterns of 1,500 and 3,000."""
    return small_case(
        {
            "shift_patterns": [
                pattern("plant", 1_500, pattern="one", fixed_cost=10 * MILLION),
                pattern("plant", 3_000, pattern="two", fixed_cost=16 * MILLION),
            ],
            "build_options": [option("car", conversion_cost=9_000.0)],
            "commitments": [
                {"facility": "plant", "product": "car", "year": 2030, "vehicles": 1_000}
            ],
            "demand": [buyers(volume, price)],
        }
    )


def test_commitments_alone_keep_a_pattern_in_force() -> None:
    """Building loses money at 8,000: one shift runs for the commitment, -10 m."""
    assert worth(busy_elsewhere(8_000)) == pytest.approx(-10)


def test_a_larger_pattern_runs_beside_commitments_only_if_it_pays() -> None:
    """Each vehicle brings 11,000; 500 fit in one shift, 6 m more buy the other.

    1,000 wanted: 500 x 11,000 - 10 m = -4.5 m beats 11 - 16. 1,500: 16.5 - 16 = 0.5 m.
    """
    assert worth(busy_elsewhere(20_000, 1_000)) == pytest.approx(-4.5)
    assert worth(busy_elsewhere(20_000, 1_500)) == pytest.approx(0.5)
