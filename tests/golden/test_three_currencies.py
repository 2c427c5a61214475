"""A case in pounds, euros and yuan against arithmetic on paper.

A firm builds 1,000 cars a year at a plant of its own far away and sells them in the EU,
2030 and 2031, without discounting or tax. Pounds for a euro: 0.8, then 0.9; for a yuan:
0.10, then 0.12.

=====================  ============  =======  =======
per car                stated        2030     2031
=====================  ============  =======  =======
price                  30,000 EUR     24,000   27,000
body                   40,000 CNY      4,000    4,800
battery                 2,000 EUR      1,600    1,800
conversion             20,000 CNY      2,000    2,400
freight                 1,000 EUR        800      900
duty                      500 EUR        400      450
margin                                15,200   16,650
a year, m
margin of 1,000 cars                    15.2    16.65
shift pattern             10 m CNY      -1.0     -1.2
rent to the city           1 m EUR      -0.8     -0.9
tooling                   50 m CNY      -5.0
together                                 8.4    14.55
=====================  ============  =======  =======
"""

from collections.abc import Sequence

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import MILLION, buyers, option, pattern, small_case

VALUE = 8.4 + 14.55
RATES = {"EUR": (0.8, 0.9), "CNY": (0.10, 0.12)}
Cells = dict[str, str | float | bool | None]
EURO: Cells = {"currency": "EUR"}
YUAN: Cells = {"currency": "CNY"}


def rows(*, is_named: bool) -> dict[str, Sequence[Row]]:
    """Return the tables; currencies stand in the rows, or in places and parties."""
    none: Cells = {}
    euro, yuan = (EURO, YUAN) if is_named else (none, none)
    local_euro, local_yuan = (none, none) if is_named else (EURO, YUAN)
    car: Cells = {"build_option": "make"}
    city: Cells = {"party": "city", "kind": "government"}
    far: Cells = {"place": "far", "customs_territory": "CN"}
    eu: Cells = {"place": "eu", "customs_territory": "EU"}
    lane: Cells = {"origin": "far", "destination": "eu", "freight": 1_000.0}
    duty: Cells = {"measure": "duty", "importer": "EU", "hs_code": "8703"}
    rent: Cells = {"contract": "rent", "payer": "firm", "payee": "city"}
    body: Cells = {"part_group": "body", "source": "far", "unit_value": 40e3}
    battery: Cells = {"part_group": "battery", "source": "eu", "unit_value": 2e3}
    crew = dict(pattern("plant", 1_000, fixed_cost=10 * MILLION))
    make = option("make", tooling_cost=50 * MILLION, conversion_cost=20_000.0)
    sold = [buyers(1_000, 30_000, place="eu", year=year) for year in (2030, 2031)]
    return {
        "parties": [{"party": "firm"}, city | local_euro],
        "places": [far | local_yuan, eu | local_euro],
        "facilities": [{"facility": "plant", "place": "far", "owner": "firm"}],
        "shift_patterns": [crew | yuan],
        "build_options": [dict(make) | yuan],
        "bill_of_materials": [car | body | yuan, car | battery | euro],
        "lanes": [lane | EURO],
        "demand": [dict(row) | euro for row in sold],
        "trade_measures": [duty | {"kind": "mfn", "specific": 500.0} | EURO],
        "contracts": [rent | {"form": "reservation", "amount": MILLION} | euro],
        "exchange_rates": [
            {"currency": currency, "year": 2030 + age, "rate": rate}
            for currency, rates in RATES.items()
            for age, rate in enumerate(rates)
        ],
    }


def three_currencies(*, is_named: bool, more: dict[str, Sequence[Row]]) -> Case:
    """Return the case, money of places read as theirs where no row names any."""
    content = rows(is_named=is_named) | more
    return small_case(content, years=2, local_money=not is_named)


def sound(case: Case) -> Plan:
    """Return the plan of a case; its audit must pass."""
    found = plan(case)
    assert found.is_sound, found.audit
    return found


@pytest.mark.parametrize("is_named", [True, False])
def test_a_case_in_three_currencies_is_worth_what_paper_says(is_named: bool) -> None:
    """8.4 m and 14.55 m, whether rows or places name the currencies."""
    found = sound(three_currencies(is_named=is_named, more={}))
    assert found.value / MILLION == pytest.approx(VALUE)
    cash = found.tables["cash"].filter(pl.col("party") == "firm")
    by_year = cash.group_by("year").agg(pl.col("amount").sum()).sort("year")
    assert by_year["amount"].to_list() == pytest.approx([8.4e6, 14.55e6])


def test_the_landed_cost_is_told_in_case_currency() -> None:
    """2030: 5,600 of parts, 2,000, 800 and 400; 2031: 6,600, 2,400, 900 and 450."""
    found = sound(three_currencies(is_named=True, more={}))
    columns = ("materials", "conversion", "freight", "duty")
    costs = found.tables["landed_cost"].sort("year").select(columns)
    assert costs.row(0) == pytest.approx((5_600.0, 2_000.0, 800.0, 400.0))
    assert costs.row(1) == pytest.approx((6_600.0, 2_400.0, 900.0, 450.0))


def test_a_what_if_on_a_rate_moves_all_that_is_in_the_currency() -> None:
    """The euro is 1.25 x 0.9 = 1.125 in 2031.

    33,750 - 4,800 - 2,250 - 2,400 - 1,125 - 562.5 = 22,612.5 a car; less 1.2 m of the
    pattern and 1.125 m of rent: 20.2875 m, beside 8.4 m.
    """
    more: dict[str, Sequence[Row]] = {
        "scenarios": [
            {"node": "now", "year": 2030},
            {"node": "then", "parent": "now", "year": 2031, "what_if": "euro-up"},
        ],
        "what_ifs": [
            {
                "what_if": "euro-up",
                "table": "exchange_rates",
                "where": "currency=EUR",
                "column": "rate",
                "op": "times",
                "value": "1.25",
            }
        ],
    }
    found = sound(three_currencies(is_named=True, more=more))
    assert found.value / MILLION == pytest.approx(8.4 + 20.2875)


def test_a_place_has_no_currency_of_its_own_unless_the_case_says_so() -> None:
    """Without `local_money` the places' currencies are shown only: all is in pounds.

    30,000 - 40,000 - 2,000 - 20,000 below 0: nothing is built, nothing is rented.
    """
    case = three_currencies(is_named=False, more={})
    found = sound(case.with_settings("case", {"local_money": False}))
    assert found.tables["deliveries"].is_empty()
