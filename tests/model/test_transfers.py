"""Contracts among those who plan: the joint value is before them, each party's after.

All worked by hand. The firm builds 10,000 cars a year at 1,000 each in a host's plant:
10 m a year.
"""

import pytest

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import (
    MILLION,
    buyers,
    every_year,
    option,
    pattern,
    small_case,
)

HOSTED = {"facility": "plant", "place": "home", "owner": "host"}
STATE = {"party": "state", "kind": "government"}


def hosted(contract: Row, *, rows: dict[str, list[Row]] | None = None) -> Case:
    """Return two years of the firm in a host's plant under one contract."""
    parties: list[Row] = [
        {"party": "firm", "discount_rate": 0.1},
        {"party": "host", "discount_rate": 0.05},
        STATE,
    ]
    usual = {"contract": "terms", "payer": "firm", "payee": "host"}
    content: dict[str, list[Row]] = {
        "parties": parties,
        "facilities": [HOSTED],
        "contracts": [{**usual, **contract}],
        "demand": every_year(2, 10_000, 1_000),
    }
    return small_case(content | (rows or {}), years=2)


def sound(case: Case) -> Plan:
    """Return the plan of a case, with its audit seen."""
    found = plan(case)
    assert found.is_sound
    return found


def in_millions(found: Plan) -> dict[str, float]:
    """Return what each party has."""
    return {name: value / MILLION for name, value in found.value_by_party.items()}


@pytest.mark.parametrize("fee", [0.0, 600.0, 12_000.0])
def test_the_joint_value_is_the_same_under_any_fee(fee: float) -> None:
    """10 + 10 / 1.1 m together; the fee counts 1 + 1 / 1.1 to one, 1 + 1 / 1.05 to one.

    Not even a fee above what a car earns changes the plan of both together.
    """
    found = sound(hosted({"form": "fee_per_vehicle", "amount": fee}))
    paid = 10_000 * fee / MILLION
    assert found.value / MILLION == pytest.approx(10 + 10 / 1.1)
    assert in_millions(found) == pytest.approx(
        {
            "firm": (10 - paid) * (1 + 1 / 1.1),
            "host": paid * (1 + 1 / 1.05),
        }
    )


@pytest.mark.parametrize("fee", [0.0, 500.0, 900.0])
def test_tax_at_one_rate_on_both_sides_leaves_the_joint_value_as_it_is(
    fee: float,
) -> None:
    """7.5 + 7.5 / 1.1 m after tax of 25 %; what the fee saves the one the other pays.

    To each the fee is worth 3/4 of it, at its own rate.
    """
    taxed = {"tax_rate": 0.25, "has_other_profit": True}
    parties: list[Row] = [
        {"party": "firm", "discount_rate": 0.1, **taxed},
        {"party": "host", "discount_rate": 0.05, **taxed},
    ]
    case = hosted({"form": "fee_per_vehicle", "amount": fee}, rows={"parties": parties})
    found, paid = sound(case), 0.75 * 10_000 * fee / MILLION
    assert found.value / MILLION == pytest.approx(7.5 + 7.5 / 1.1)
    assert in_millions(found) == pytest.approx(
        {"firm": (7.5 - paid) * (1 + 1 / 1.1), "host": paid * (1 + 1 / 1.05)}
    )


def test_a_fee_that_lets_a_loss_be_used_is_worth_its_tax() -> None:
    """Cash of both: 2 x 10 less a crew of 2 x 3 m; a fee of 5 m a year cancels.

    Taxes after it: the firm 2 x 5 x .25; the host, whose loss would save nothing,
    2 x (5 - 3) x .2: joint 14 - 2.5 - .8; firm 2 x 5 x .75, host 2 x 2 x .8.
    """
    found = sound(lossmaking_host())
    assert found.value / MILLION == pytest.approx(10.7)
    assert in_millions(found) == pytest.approx({"firm": 7.5, "host": 3.2})


def test_later_years_are_taxed_after_the_fee_too() -> None:
    """As above with the last year counted twice more: everything x 4 / 2."""
    later = {"terminal": "multiple", "terminal_multiple": 2.0}
    found = sound(lossmaking_host().with_settings("case", later))
    assert found.value / MILLION == pytest.approx(21.4)
    assert in_millions(found) == pytest.approx({"firm": 15.0, "host": 6.4})


def lossmaking_host() -> Case:
    """Return a host whose crew costs 3 m a year and whose guest pays 5 m."""
    parties: list[Row] = [
        {"party": "firm", "tax_rate": 0.25, "has_other_profit": True},
        {"party": "host", "tax_rate": 0.2},
    ]
    crew = [pattern("plant", 10_000, fixed_cost=3 * MILLION)]
    rows: dict[str, list[Row]] = {"parties": parties, "shift_patterns": crew}
    return hosted({"form": "fee_per_vehicle", "amount": 500.0}, rows=rows)


def test_a_fee_counts_where_one_party_counts_for_nothing() -> None:
    """The firm decides alone: at a fee of 1,200 for cars of 1,000 it builds none."""
    case = hosted({"form": "fee_per_vehicle", "amount": 1_200.0})
    alone = case.with_settings("plan", {"objective_weights": {"host": 0.0}})
    found = sound(alone)
    assert found.value == pytest.approx(0.0, abs=1e-6)
    assert found.tables["production"].is_empty()


@pytest.mark.parametrize(
    ("first_year", "host"), [(2030, 4 + 4 / 1.05), (2031, 4 / 1.05), (None, 0.0)]
)
def test_a_reservation_is_owed_once_the_guest_has_started(
    first_year: int | None, host: float
) -> None:
    """4 m a year from the year of the start; a guest that never comes owes nothing."""
    start = {"first_year": first_year or 2032, "tooling_cost": 1.0}
    rows: dict[str, list[Row]] = {"build_options": [option("make", **start)]}
    case = hosted({"form": "reservation", "amount": 4 * MILLION}, rows=rows)
    assert in_millions(sound(case))["host"] == pytest.approx(host)


@pytest.mark.parametrize(
    ("first_year", "host"), [(2030, 8 + 8 / 1.05), (2031, 8 / 1.05), (None, 0.0)]
)
def test_take_or_pay_is_owed_once_the_guest_has_started(
    first_year: int | None, host: float
) -> None:
    """20,000 at 400 where only 10,000 are built: 8 m a year from the start."""
    start = {"first_year": first_year or 2032, "tooling_cost": 1.0}
    rows: dict[str, list[Row]] = {"build_options": [option("make", **start)]}
    terms: Row = {"form": "take_or_pay", "amount": 400.0, "volume": 20_000.0}
    assert in_millions(sound(hosted(terms, rows=rows)))["host"] == pytest.approx(host)


@pytest.mark.parametrize("form", ["reservation", "take_or_pay"])
@pytest.mark.parametrize(("amount", "value"), [(5.0, 5.0), (8.0, 0.0), (15.0, 0.0)])
def test_a_guest_weighs_what_it_would_owe_an_outsider(
    form: str, amount: float, value: float
) -> None:
    """10 + 5 m in two years, to a landlord outside the plan: at 5 m a year 15 - 10.

    At 8 m a year coming loses 1 m, so the guest stays away and owes nothing.
    """
    volume = 20_000.0 if form == "take_or_pay" else 1.0
    terms: Row = {
        "form": form,
        "payee": "state",
        "amount": amount * MILLION / volume,
        "volume": volume,
    }
    years: list[Row] = [buyers(10_000, 1_000), buyers(5_000, 1_000, year=2031)]
    rows: dict[str, list[Row]] = {"parties": [{"party": "firm"}, STATE]}
    rows |= {"demand": years, "facilities": [HOSTED | {"owner": "firm"}]}
    rows |= {"build_options": [option("make", tooling_cost=1.0)]}
    found = sound(hosted(terms, rows=rows))
    assert found.value / MILLION == pytest.approx(value, abs=1e-5)
