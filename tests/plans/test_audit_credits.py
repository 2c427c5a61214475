"""Accounts of fleet rules by hand, and what the audit finds of wrong ones."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brownfield.plans.recount.money.credits import handed, settled
from tests.plans.conftest import FIRST, SECOND
from tests.plans.fleet_case import (
    ACCOUNTS,
    CREDITS,
    MOVES,
    PRODUCTS,
    RULES,
    SALES,
    Cells,
    account,
    but,
    credit,
    fleet,
    move,
    named,
    product,
    sold,
    without,
    wrong,
)

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny


def test_accounts_on_paper_agree(tiny: "Tiny") -> None:
    """Every number of the four accounts is recounted from the tables."""
    assert wrong(fleet(tiny)) == []


@pytest.mark.parametrize("number", range(len(ACCOUNTS)))
@pytest.mark.parametrize(
    "name", [n for n in ACCOUNTS[0] if n not in ("policy", "party", "node", "missing")]
)
def test_a_wrong_number_is_found(tiny: "Tiny", number: int, name: str) -> None:
    """A tenth of a credit, or a dollar, beside what paper says."""
    off = 1_000.0 if name == "amount" else 0.1
    rows = but(ACCOUNTS, number, **{name: ACCOUNTS[number][name] + off})
    check = "credits cash" if name == "amount" else f"credits {name}"
    row = ACCOUNTS[number]
    where = f"policy={row['policy']}, party={row['party']}, node={row['node']}"
    assert f"{check}: {where}" in wrong(fleet(tiny, fleet_credits=rows))


def test_what_is_paid_on_paper_is_cash(tiny: "Tiny") -> None:
    """Without the pool: 215 x 1,000 + 50 x 700 - 20 x 300, and 83 x 1,000 in 2027."""
    world = fleet(tiny).world()
    first, second = (settled(world, world.nodes[name]) for name in (FIRST, SECOND))
    assert sorted(first) == [("E", -244_000.0), ("E", 0.0), ("H", 0.0)]
    assert sorted(second) == [("E", -83_000.0), ("E", 0.0), ("H", 0.0)]


def test_a_pool_pays_the_giver(tiny: "Tiny") -> None:
    """25 credits at 600: E pays H, a transfer that is taxed."""
    world = fleet(tiny).world()
    paid, got = handed(world, world.nodes[FIRST])
    assert (paid.party, paid.amount, paid.item) == ("E", -15_000.0, "credits")
    assert (got.party, got.amount, got.item) == ("H", 15_000.0, "credits")
    assert {p.is_transfer for p in (paid, got)} == {True}
    assert {p.is_untaxed for p in (paid, got)} == {False}
    assert {p.is_one_off for p in (paid, got)} == {False}


def taxed(tiny: "Tiny", **cells: object) -> "Tiny":
    """Return the case where both parties have other cells."""
    variant = fleet(tiny)
    for number in range(2):
        variant = variant.changed("case", "parties", number, **cells)
    return variant


def test_between_two_that_are_taxed_at_once_a_pool_is_untaxed(tiny: "Tiny") -> None:
    """At one rate; where payments are free to be chosen it is no transfer at all."""
    variant = taxed(tiny, has_other_profit=True)
    world = variant.world()
    found = [*handed(world, world.nodes[FIRST])]
    assert [(p.is_transfer, p.is_untaxed) for p in found] == [(True, True)] * 2
    section = tiny.settings.plan.model_copy(update={"has_free_payments": True})
    free = tiny.settings.model_copy(update={"plan": section})
    world = replace(variant, settings=free).world()
    found = [*handed(world, world.nodes[FIRST])]
    assert [(p.is_transfer, p.is_untaxed) for p in found] == [(False, False)] * 2


def test_a_pool_without_a_price_is_free(tiny: "Tiny") -> None:
    """E has 15,000 more, H as much less."""
    rows = but(CREDITS, 6, price=None)
    accounts = but(ACCOUNTS, 0, amount=-244_000.0)
    accounts = but(accounts, 1, amount=0.0)
    assert wrong(fleet(tiny, credits=rows, fleet_credits=accounts)) == []


@pytest.mark.parametrize(
    ("number", "cells", "checks"),
    [
        (0, {"missing": 214.0}, ["credits balance", "credits cash"]),
        (0, {"missing": 216.0}, ["credits cash"]),
        (1, {"missing": 1.0}, ["credits cash"]),
    ],
)
def test_what_is_missing_is_at_least_what_lacks(
    tiny: "Tiny", number: int, cells: Cells, checks: list[str]
) -> None:
    """215 lack; to pay for more is allowed, if it is paid."""
    rows = but(ACCOUNTS, number, **cells)
    assert named(fleet(tiny, fleet_credits=rows)) == checks


@pytest.mark.parametrize(
    ("amount", "missing", "checks"),
    [
        (None, 215.0, ["credits missing"]),
        (None, 0.5, ["credits balance", "credits missing"]),
        (0.0, 215.0, []),
        (0.0, 216.0, ["credits missing"]),
        # a millionth of 4,000 cars, the largest volume
        (0.0, 215.0039, []),
        (0.0, 215.0041, ["credits missing"]),
    ],
)
def test_without_a_payment_nothing_more_is_missing(
    tiny: "Tiny", amount: float | None, missing: float, checks: list[str]
) -> None:
    """A blank payment is a rule that must be met; one of 0 asks for no more than lacks.

    Cash of E: -50 x 700 + 20 x 300 - 25 x 600 = -44,000.
    """
    rules = but(RULES, 0, amount=amount)
    rows = but(ACCOUNTS, 0, missing=missing, amount=-44_000.0)
    rows = but(rows, 3, missing=83.0, amount=0.0)
    found = named(fleet(tiny, policies=rules, fleet_credits=rows), FIRST)
    assert found == checks


def test_who_lacks_nothing_misses_nothing(tiny: "Tiny") -> None:
    """H has 25 over; at a payment of 0 not even half a credit is missing."""
    rules = but(RULES, 0, amount=0.0)
    rows = but(but(ACCOUNTS, 0, amount=-44_000.0), 1, missing=0.5)
    rows = but(rows, 3, amount=0.0)
    where = f"policy=cars, party=H, node={FIRST}"
    found = wrong(fleet(tiny, policies=rules, fleet_credits=rows))
    assert found == [f"credits missing: {where}"]


def test_credits_at_a_price_of_nothing_are_free(tiny: "Tiny") -> None:
    """50 bought at 0: 35,000 less to pay."""
    accounts = but(ACCOUNTS, 0, amount=-224_000.0)
    found = fleet(tiny, credits=but(CREDITS, 1, price=0.0), fleet_credits=accounts)
    assert wrong(found) == []


@pytest.mark.parametrize(
    ("name", "off", "checks"),
    [
        ("earned", 0.0039, []),
        ("earned", 0.0041, ["credits earned"]),
        ("pooled", -0.0039, []),
        ("pooled", -0.0041, ["credits pooled"]),
    ],
)
def test_a_millionth_of_the_largest_volume_is_no_difference(
    tiny: "Tiny", name: str, off: float, checks: list[str]
) -> None:
    """4,000 cars are the largest volume: 0.004 credits."""
    rows = but(ACCOUNTS, 0, **{name: ACCOUNTS[0][name] + off})
    assert named(fleet(tiny, fleet_credits=rows)) == checks


@pytest.mark.parametrize(
    ("amount", "cash", "checks"),
    [
        (3_000.0, 0.0119, []),
        (3_000.0, 0.0121, ["credits cash"]),
        (0.5, 3.9e-6, []),
        (0.5, 4.1e-6, ["credits cash"]),
        (0.0, 3.9e-6, []),
        (0.0, 4.1e-6, ["credits cash"]),
    ],
)
def test_cash_differs_by_little(
    tiny: "Tiny", amount: float, cash: float, checks: list[str]
) -> None:
    """A millionth of 4,000 cars x 3,000 x a thousandth; of less than 1, as of 1."""
    rules, rows = but(RULES, 1, amount=amount), but(ACCOUNTS, 2, amount=cash)
    assert named(fleet(tiny, policies=rules, fleet_credits=rows)) == checks


@pytest.mark.parametrize(
    ("missing", "checks"), [(214.9961, []), (214.9959, ["credits balance"])]
)
def test_so_much_may_lack(tiny: "Tiny", missing: float, checks: list[str]) -> None:
    """215 lack, all but 0.004; what is missing is paid, at 1,000."""
    rows = but(ACCOUNTS, 0, missing=missing, amount=-1_000.0 * missing - 44_000.0)
    assert named(fleet(tiny, fleet_credits=rows)) == checks


@pytest.mark.parametrize(
    ("kind", "cells", "check"),
    [
        ("buy", {"volume": 49.9}, "credits volume"),
        ("buy", {"cap": 0.0768}, "credits cap"),  # of 650: 49.92
        ("sell", {"volume": 19.9}, "credits volume"),
        ("bank", {"volume": 29.9}, "credits volume"),
        ("borrow", {"volume": 59.9}, "credits volume"),
        ("exchange", {"cap": 0.0153}, "credits cap"),  # of 650: 9.945
        ("pool", {"volume": 24.9}, "credits volume"),
    ],
)
def test_limits_are_kept(tiny: "Tiny", kind: str, cells: Cells, check: str) -> None:
    """Each sort of credit to its own volume, and to its share of what is asked."""
    rows = [{**r, **cells} if r["credit"] == kind else r for r in CREDITS]
    place = f"{check}: policy=cars, party=E, node={FIRST}, credit={kind}"
    assert wrong(fleet(tiny, credits=rows), FIRST) == [place]


@pytest.mark.parametrize(("most", "is_kept"), [(49.9961, True), (49.9959, False)])
def test_a_cap_is_passed_by_little(tiny: "Tiny", most: float, is_kept: bool) -> None:
    """50 bought; a millionth of 4,000 cars, 0.004 credits, is no difference."""
    credits_ = but(CREDITS, 1, cap=most / 650.0)
    found = named(fleet(tiny, credits=credits_), FIRST)
    assert found == ([] if is_kept else ["credits cap"])


def test_what_nobody_takes_passes_no_limit(tiny: "Tiny") -> None:
    """Half a credit, or none, could have been bought elsewhere."""
    unused = credit("buy", price=1.0, volume=0.5, cap=0.0) | {"credit": "unused"}
    assert wrong(fleet(tiny, credits=[*CREDITS, unused])) == []


def test_moves_of_one_name_share_a_limit(tiny: "Tiny") -> None:
    """30 and 30 bought are 60, the volume; then 30 and 31 are more than that."""
    wide = but(CREDITS, 1, cap=None)
    for more, checks in ((30.0, []), (31.0, ["credits volume"])):
        moves = [*MOVES[1:], move("buy", 30.0), move("buy", more)]
        lacking = 265.0 - 30.0 - more
        cash = -1_000.0 * lacking - 700.0 * (30.0 + more) - 9_000.0
        cells = {"bought": 30.0 + more, "missing": lacking, "amount": cash}
        rows = but(ACCOUNTS, 0, **cells)
        found = fleet(tiny, credits=wide, credit_moves=moves, fleet_credits=rows)
        assert named(found) == checks


@pytest.mark.parametrize(
    ("changed", "checks"),
    [
        ({"credit": "gift"}, ["credits allowed"]),
        ({"party": "state"}, ["credits allowed"]),
        ({"policy": "vans"}, ["credits allowed"]),
        ({"policy": "none"}, ["credits allowed"]),
        ({"credit": "opening", "kind": "opening"}, ["credits allowed"]),
        ({"credits": 0.0}, ["credits above 0"]),
        ({"credits": -1.0}, ["credits above 0"]),
        ({"credits": 0.5}, []),
        ({"kind": "sell"}, ["credits kind"]),
        ({"giver": "H"}, ["credits giver"]),
    ],
)
def test_a_move_must_be_allowed(
    tiny: "Tiny", changed: Cells, checks: list[str]
) -> None:
    """By a row of credits of its name, for its maker and rule."""
    moves = but(MOVES, 0, **changed)
    found = wrong(fleet(tiny, credit_moves=moves), FIRST)
    names = {text.partition(":")[0] for text in found if "credit=" in text}
    assert names - {"credits volume", "credits cap"} == set(checks)


@pytest.mark.parametrize("giver", [None, "E", "state"])
def test_a_pool_has_another_maker_as_giver(tiny: "Tiny", giver: str | None) -> None:
    """Not nobody, not oneself, not one without the rule."""
    moves = but(MOVES, 5, giver=giver)
    assert "credits giver" in named(fleet(tiny, credit_moves=moves))


@pytest.mark.parametrize("kind", ["buy", None])
def test_a_giver_has_the_same_pool(tiny: "Tiny", kind: str | None) -> None:
    """H has a row of that name that is no pool, or none at all."""
    own = {**credit("pool", party="E", price=600.0)}
    other = [credit("pool", party="H", price=600.0) | {"kind": kind}] if kind else []
    rows = [*without(CREDITS, "pool"), own, *other]
    assert named(fleet(tiny, credits=rows)) == ["credits giver"]


def test_what_is_kept_or_borrowed_leads_on(tiny: "Tiny") -> None:
    """Where the rule ends with 2026, nobody hears of it in 2027."""
    rules = but(RULES, 0, to_year=2026)
    found = wrong(fleet(tiny, policies=rules, fleet_credits=ACCOUNTS[:3]))
    where = f"party=E, node={FIRST}"
    assert found == [
        f"credits lead on: credit={k}, {where}" for k in ("bank", "borrow")
    ]


def test_an_exchange_needs_the_other_rule(tiny: "Tiny") -> None:
    """Without a rule for vans there is nothing to use."""
    found = fleet(tiny, policies=RULES[:1], fleet_credits=[*ACCOUNTS[:2], ACCOUNTS[3]])
    assert named(found) == ["credits lead on"]


def test_no_more_is_handed_on_than_is_at_hand(tiny: "Tiny") -> None:
    """H earns 100: it hands on 100 in a pool, not 101. Nothing borrowed helps."""
    for many, checks in ((100.0, []), (101.0, ["credits at hand"])):
        lacking = 240.0 - many  # of E, of which 25 were handed by the pool before
        lacks = many - 50.0  # of H
        cash = -1_000.0 * lacking - 29_000.0 - 600.0 * many
        mine = {"pooled": many, "missing": lacking, "amount": cash}
        paid = 600.0 * many - 1_000.0 * lacks
        other = {"pooled": -many, "missing": lacks, "amount": paid}
        rows = but(but(ACCOUNTS, 0, **mine), 1, **other)
        moves = but(MOVES, 5, credits=many)
        assert named(fleet(tiny, credit_moves=moves, fleet_credits=rows)) == checks


@pytest.mark.parametrize(
    ("kept", "checks"),
    [
        (380.0, []),
        (380.0039, []),
        (380.0041, ["credits at hand"]),
        (381.0, ["credits at hand"]),
    ],
)
def test_no_more_is_sold_and_kept_than_is_at_hand(
    tiny: "Tiny", kept: float, checks: list[str]
) -> None:
    """E has 300 + 40 + 50 + 10 = 400 in hand and sells 20; what it borrows must serve.

    It owes 650, sells 20 and keeps the rest: 485 are there. Nine tenths arrive in 2027.
    """
    lacking = 650.0 + 20.0 + kept - 485.0
    first = {"carried": kept, "missing": lacking}
    first["amount"] = -1_000.0 * lacking - 44_000.0
    second = {"kept": 0.9 * kept, "missing": 0.0, "amount": 0.0}
    rows = but(but(ACCOUNTS, 0, **first), 3, **second)
    moves = but(MOVES, 2, credits=kept)
    assert named(fleet(tiny, credit_moves=moves, fleet_credits=rows)) == checks


def test_no_more_is_used_elsewhere_than_is_at_hand(tiny: "Tiny") -> None:
    """40 vans earn 40, which count 80 for cars; 41 are not there.

    The rule of vans then lacks 40 + 20 - 40 of them, or 41 + 20 - 40.
    """
    for many, checks in ((80.0, []), (82.0, ["credits at hand"])):
        lacking = 225.0 - many
        cash = -1_000.0 * lacking - 44_000.0
        cars = {"exchanged": many, "missing": lacking, "amount": cash}
        lacks = many / 2.0 - 20.0
        vans = {"exchanged": -many / 2, "missing": lacks, "amount": -3_000.0 * lacks}
        rows = but(but(ACCOUNTS, 0, **cars), 2, **vans)
        moves = but(MOVES, 4, credits=many)
        assert named(fleet(tiny, credit_moves=moves, fleet_credits=rows)) == checks


def test_moves_under_one_rule_do_not_count_under_another(tiny: "Tiny") -> None:
    """E buys 50 for cars, and 8 for vans at 900; H hands it 25 for cars, 12 for vans.

    Vans: H earns 60 and owes 30. E has 8 x 900 + 12 x 100 to pay, H gets 1,200.
    """
    lorry = product("lorry", "H", "870460", is_clean=True)
    vans = {"policy": "vans", "party": None}
    credits_ = [
        *but(CREDITS, 1, party="E"),
        credit("buy", price=900.0) | vans,
        credit("pool", price=100.0) | vans | {"credit": "vanpool"},
    ]
    moves = [
        *MOVES,
        move("buy", 8.0, policy="vans"),
        move("pool", 12.0, policy="vans", giver="H", credit="vanpool"),
    ]
    bought = {"bought": 8.0, "pooled": 12.0, "amount": -8_400.0}
    sums = {"vehicles": 60.0, "asked": 30.0, "earned": 60.0, "owed": 30.0}
    given = account("vans", "H", FIRST, pooled=-12.0, amount=1_200.0, **sums)
    variant = fleet(
        tiny,
        products=[*PRODUCTS, lorry],
        credits=credits_,
        credit_moves=moves,
        deliveries=[*SALES, sold("lorry", 60.0)],
        fleet_credits=[*but(ACCOUNTS, 2, **bought), given],
    )
    assert wrong(variant) == []
