"""Tax in every part of a deal: mini at 25 %, with and without profit elsewhere."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.plans.plan import Plan
from brownfield.questions.deal.coalitions.coalitions import payoffs
from brownfield.questions.deal.contracts.ceiling import aid_ceiling
from brownfield.questions.deal.contracts.forms import books_from, items_of, timing
from brownfield.questions.deal.question import Deal, deal
from brownfield.questions.deal.staying.leave import alone_from_each_year, leaves
from brownfield.questions.deal.terms.after_tax import (
    after_tax,
    futures_after,
    grant_after_tax,
)
from brownfield.questions.deal.terms.ranges import FEE, talks_after
from brownfield.questions.deal.terms.tables import Table, table_of
from brownfield.questions.deal.terms.terms import at_amounts
from brownfield.solve.run import audit_tables, plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from tests.questions.deal.parts import talked

RATE = 0.25


def at_rate(mini: Case, *, years: int = 1, has_other_profit: bool = False) -> Case:
    """Return the mini case whose companies pay 25 % tax."""
    rate = pl.when(pl.col("kind") == "company").then(RATE).otherwise(0.0)
    parties = mini.tables["parties"].with_columns(
        tax_rate=rate,
        allowance_years=pl.lit(years),
        has_other_profit=pl.lit(has_other_profit),
    )
    return replace(mini, tables=dict(mini.tables) | {"parties": parties})


@pytest.fixture(scope="module")
def taxed(mini: Case) -> Deal:
    """Return the deal of two companies that carry losses forward."""
    return deal(at_rate(mini), ("E", "H"))


@pytest.fixture(scope="module")
def table(taxed: Deal) -> Table:
    """Return its talks."""
    assert taxed.table is not None
    return taxed.table


@pytest.mark.parametrize(
    ("years", "has_other_profit"), [(1, False), (5, False), (1, True), (5, True)]
)
def test_cash_after_tax_is_that_of_the_plan(
    mini: Case, *, years: int, has_other_profit: bool
) -> None:
    """The small programme of the deal finds the tax that the plan paid."""
    case = at_rate(mini, years=years, has_other_profit=has_other_profit)
    made = plan(case.choose(("E", "H")))
    clock = timing(made)
    none = dict.fromkeys(clock.parent, 0.0)
    for party in ("E", "H"):
        books = books_from(made, party, clock, items_of(made, party))
        cash = after_tax(books, none, none, [clock.chance[x] for x in clock.leaves])
        worth = [
            sum(books.present[node] * cash[node] for node in books.path(leaf))
            for leaf in clock.leaves
        ]
        assert worth == pytest.approx(payoffs(made, party), rel=1e-6)


def test_hindsight_adds_up_to_the_gain(taxed: Deal, table: Table) -> None:
    """The mean over futures of what each gains is its gain at the Nash terms."""
    gains = table.ranges[FEE].gains
    for party in ("E", "H"):
        own = [s.probability * s.gain for s in taxed.stay if s.party == party]
        assert sum(own) == pytest.approx(gains[party], rel=1e-6)


def test_at_the_root_going_on_gains_what_the_terms_say(
    taxed: Deal, table: Table
) -> None:
    """Payments are taxed there as everywhere."""
    first = {one.party: one for one in taxed.leave[:2]}
    for party, gain in table.ranges[FEE].gains.items():
        assert first[party].gain == pytest.approx(gain, rel=1e-6)


def test_payments_agreed_enter_the_books(table: Table) -> None:
    """A fee agreed first and a reservation after it leave what both leave at once."""
    amounts = {FEE: 3_000.0, "reservation": 20e6}
    at_once = at_amounts(table.talks, amounts).gains
    held = talks_after(table.talks, {FEE: 3_000.0})
    assert at_amounts(held, {"reservation": 20e6}).gains == pytest.approx(at_once)


def test_forms_beside_a_fee_meet_under_tax_too(taxed: Deal, table: Table) -> None:
    """A price-down within its range; the two-part cure leaves both better off."""
    down = table.ranges["price_down"]
    assert down.low is not None
    assert down.high is not None
    assert down.nash is not None
    assert down.low < down.nash < down.high
    cure = taxed.distortion
    assert cure is not None
    assert cure.cure_reservation is not None
    agreed = {FEE: cure.cure_fee, "reservation": cure.cure_reservation}
    assert min(at_amounts(table.talks, agreed).gains.values()) > 0


def test_tooling_left_behind_still_lowers_tax(mini: Case) -> None:
    """90 over five years: 18 a year x 25 %, still three years of it in lo in 2028.

    Leaving is worth 75 % of what it is without tax, 113.400, and .25 x 18 (1.08^-2 +
    1.08^-3 + 1.08^-4) = 10.738: together 95.788.
    """
    case = at_rate(mini, years=5, has_other_profit=True)
    groups = talked(case, ("E", "H"))
    table, seated = groups.private(), groups.found.seats
    alone = alone_from_each_year(case, table, seated)
    found = leaves(table, seated, {FEE: 3_856.0}, alone)
    leaving = next(
        one.leaving
        for one in found
        if (one.party, one.node.branch, one.node.year) == ("E", "lo", 2028)
    )
    shield = RATE * 18 * sum(1.08**-age for age in (2, 3, 4))
    assert leaving / 1e6 == pytest.approx(0.75 * 113.400 + shield, abs=0.01)


def test_a_grant_is_grossed_up_for_old_losses_too(table: Table) -> None:
    """What it leaves after tax is the gap: more than the gap, less than gap / .75."""
    clock = timing(table.plan)
    chances = [clock.chance[leaf] for leaf in clock.leaves]
    books = books_from(table.plan, "E", clock, items_of(table.plan, "E"))
    grant = grant_after_tax(books, chances, 50e6)
    assert 50e6 <= grant <= 50e6 / 0.75 + 1
    side = next(s for s in table.talks.sides if s.party == "E")
    none, root = dict.fromkeys(clock.parent, 0.0), next(iter(clock.parent))
    worth = []
    for paid in (0.0, grant):
        cash = after_tax(books, none, none | {root: paid}, chances)
        values = (
            sum(books.present[n] * cash[n] for n in books.path(leaf))
            for leaf in clock.leaves
        )
        worth.append(sum(c * v for c, v in zip(chances, values, strict=True)))
    assert worth[1] - worth[0] == pytest.approx(50e6, rel=1e-6)
    assert futures_after(table.talks, side, {}) == pytest.approx(side.before)


def test_aid_counts_capital_at_plants_of_the_territory_only(mini: Case) -> None:
    """90 of tooling at the root, 150 in hi (.3): a tenth of 135; none in the EU."""
    made = plan(mini.choose(("E", "H")))
    for territory, most in (("UK", 13.5e6), ("EU", 0.0)):
        row: Row = {
            "policy": "aid",
            "kind": "aid_ceiling",
            "year": 2026,
            "territory": territory,
            "target": 0.1,
        }
        frame = typed_frame(TABLES["policies"], [row])
        case = replace(mini, tables=dict(mini.tables) | {"policies": frame})
        assert aid_ceiling(case, made, (territory,)) == pytest.approx(most)


@pytest.mark.parametrize(
    ("cells", "share"),
    [
        ({}, 1.0),
        ({"to_year": 2026}, 0.0),
        ({"product": "VE"}, 1.0),
        ({"product": "VH"}, 0.0),
        ({"facility": "HAL"}, 1.0),
        ({"payer": "H", "payee": "E"}, -1.0),
    ],
)
def test_a_stated_contract_counts_as_it_is_written(
    mini: Case, told: Deal, cells: dict[str, str | int], share: float
) -> None:
    """Its years, product, plant and payer: 1,000 a vehicle moves 197.617 m in all."""
    from brownfield.questions.deal.terms.stated import stated_terms

    row: Row = {
        "contract": "c",
        "payer": "E",
        "payee": "H",
        "form": FEE,
        "amount": 1_000.0,
        **cells,
    }
    frame = typed_frame(TABLES["contracts"], [row])
    case = replace(mini, tables=dict(mini.tables) | {"contracts": frame})
    assert told.table is not None
    gains = stated_terms(told.table, case)["stated"].gains
    bare = at_amounts(told.table.talks, {FEE: 0.0}).gains
    moved = share * 197.617e6
    assert gains["H"] - bare["H"] == pytest.approx(moved, abs=1e3)
    assert gains["E"] - bare["E"] == pytest.approx(-moved, abs=1e3)


def test_a_reservation_stated_for_two_years_is_paid_twice(
    mini: Case, told: Deal
) -> None:
    """10 m in 2027 and 2028: 10 / 1.08 + 10 / 1.08^2 = 17.833 m."""
    from brownfield.questions.deal.terms.stated import stated_terms

    row: Row = {
        "contract": "c",
        "payer": "E",
        "payee": "H",
        "form": "reservation",
        "amount": 10e6,
        "from_year": 2027,
        "to_year": 2028,
    }
    frame = typed_frame(TABLES["contracts"], [row])
    case = replace(mini, tables=dict(mini.tables) | {"contracts": frame})
    assert told.table is not None
    gains = stated_terms(told.table, case)["stated"].gains
    bare = at_amounts(told.table.talks, {FEE: 0.0}).gains
    assert gains["H"] - bare["H"] == pytest.approx(17.833e6, abs=1e3)


def test_a_reservation_in_euros_is_worth_the_rate_of_each_year(
    mini: Case, told: Deal
) -> None:
    """10 m euros at 0.8 and 0.9: 8 / 1.08 + 9 / 1.08^2 = 15.123 m; told as 8 m."""
    from brownfield.questions.deal.terms.stated import stated_terms

    row: Row = {
        "contract": "c",
        "payer": "E",
        "payee": "H",
        "form": "reservation",
        "amount": 10e6,
        "currency": "EUR",
        "from_year": 2027,
        "to_year": 2028,
    }
    rates: list[Row] = [
        {"currency": "EUR", "year": year, "rate": 0.9 if year == 2028 else 0.8}
        for year in range(2026, 2031)
    ]
    given = {"contracts": [row], "exchange_rates": rates}
    frames = {name: typed_frame(TABLES[name], some) for name, some in given.items()}
    case = replace(mini, tables=dict(mini.tables) | frames)
    assert told.table is not None
    stated = stated_terms(told.table, case)["stated"]
    bare = at_amounts(told.table.talks, {FEE: 0.0}).gains
    assert stated.amounts["reservation"] == pytest.approx(8e6)
    assert stated.gains["H"] - bare["H"] == pytest.approx(15.123e6, abs=1e3)


def test_nobody_is_asked_whom_no_payment_reaches(mini: Case, told: Deal) -> None:
    """A government without a grant to give is no side of the companies' talks."""
    assert told.table is not None
    alone = told.found.alone
    found = table_of(told.table.plan, ("E", "H"), alone, mini, power={})
    assert found is not None
    assert [side.party for side in found.talks.sides] == ["E", "H"]


def test_a_coalition_shares_losses_as_some_contract_could(taxed: Deal) -> None:
    """Between the fee of 3.856 for all, 1000.027, and .75 x 1336.516 = 1002.387."""
    assert taxed.game.total + 1e3 >= 1000.027e6
    assert taxed.game.total <= 1002.387e6 + 1e3
    assert taxed.found.joint.is_sound
    paid = taxed.found.joint.tables["payments"]
    assert set(paid.select("payer", "payee").iter_rows()) == {("E", "H")}


def test_payments_of_the_plan_are_no_payoff(taxed: Deal, table: Table) -> None:
    """What the talks are about is taken out again: before any, H loses in mid."""
    side = next(s for s in table.talks.sides if s.party == "H")
    made = taxed.found.joint
    assert side.before[1] < payoffs(made, "H")[1]
    alone = deal_without_tax_relief(made)
    assert side.before == pytest.approx(alone, rel=1e-6)


def deal_without_tax_relief(made: Plan) -> tuple[float, ...]:
    """Return H's value in each future with every payment undone, by loops."""
    clock = timing(made)
    items = items_of(made, "H")
    found = []
    for leaf in clock.leaves:
        lost, total = 0.0, 0.0
        for node in reversed(clock.path(leaf)):
            cash = sum(
                v for k, v in items[node].items() if k not in ("tax", "terminal")
            )
            used = min(lost, max(cash, 0.0))
            lost += max(-cash, 0.0) - used
            total += clock.present["H"][node] * (cash - RATE * (max(cash, 0.0) - used))
            last = cash
        total += clock.present["H"][leaf] * 3 * (last - RATE * max(last, 0.0))
        found.append(total)
    return tuple(found)


def test_a_payment_above_what_is_sold_or_not_allowed_fails_the_recount(
    taxed: Deal,
) -> None:
    """The recount knows how much hosted vehicles sell for, and who may pay freely."""
    made = taxed.found.joint
    for case, factor, check in (
        (made.case, 1e3, "payment"),
        (
            made.case.with_settings("plan", {"has_free_payments": False}),
            1.0,
            "payments allowed",
        ),
    ):
        tables = dict(made.tables)
        tables["payments"] = tables["payments"].with_columns(pl.col("amount") * factor)
        found = audit_tables(derive(case), tables, made.value)
        assert not found.passed
        assert check in set(found.failures["check"])
