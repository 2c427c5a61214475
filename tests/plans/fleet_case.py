"""Fleet rules, credits and accounts on the hand-made case, and what differs of them.

E sells 1,000 petrol cars, 300 electric ones and 40 vans in the UK in 2026, H 100
electric cars. A rule asks for half of each kind; E has every sort of credit for cars.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from brownfield.plans.recount.money.credits import check_credits
from tests.plans.conftest import FIRST, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

Cells = dict[str, Any]
Rows = list[Cells]


def product(name: str, company: str, hs_code: str, *, is_clean: bool) -> Cells:
    """Return a row of `products`."""
    row = {"product": name, "company": company, "hs_code": hs_code}
    drive = "bev" if is_clean else "ice"
    return {**row, "powertrain": drive, "is_zero_emission": is_clean}


def rule(name: str, hs_code: str, **cells: object) -> Cells:
    """Return a mandate of half the vehicles of a heading in the UK."""
    row = {"policy": name, "kind": "zev_mandate", "territory": "UK", "year": 2026}
    return {**row, "to_year": 2027, "hs_code": hs_code, "target": 0.5, **cells}


def credit(kind: str, **cells: object) -> Cells:
    """Return something that makers may do with the credits of cars."""
    return {"credit": kind, "policy": "cars", "kind": kind, **cells}


def sold(name: str, vehicles: float, place: str = "uk", node: str = FIRST) -> Cells:
    """Return as much of a row of `deliveries` as fleet rules read."""
    return {"product": name, "place": place, "node": node, "vehicles": vehicles}


def move(kind: str, credits_: float, **cells: object) -> Cells:
    """Return a row of `credit_moves` of E in 2026."""
    row = {"credit": kind, "kind": kind, "policy": "cars", "party": "E", "node": FIRST}
    return {**row, "giver": None, "credits": credits_, **cells}


def account(policy: str, party: str, node: str = FIRST, **cells: float) -> Cells:
    """Return a row of `fleet_credits`; what is not given is 0."""
    sums = ("vehicles", "asked", "earned", "owed", "opening", "bought", "sold", "kept")
    more = ("carried", "borrowed", "repaid", "exchanged", "pooled", "missing", "amount")
    row = {"policy": policy, "party": party, "node": node}
    return {**row, **dict.fromkeys((*sums, *more), 0.0), **cells}


PRODUCTS = [
    product("petrol", "E", "870322", is_clean=False),
    product("electric", "E", "870380", is_clean=True),
    product("van", "E", "870460", is_clean=True),
    product("mini", "H", "870380", is_clean=True),
]
RULES = [rule("cars", "8703", amount=1_000.0), rule("vans", "8704", amount=3_000.0)]
CREDITS = [
    credit("opening", party="E", volume=40.0),
    credit("buy", price=700.0, cap=0.1, volume=60.0),
    credit("sell", price=300.0, volume=25.0),
    credit("bank", rate=0.9),
    credit("borrow", rate=1.25),
    credit("exchange", from_policy="vans", rate=2.0),
    credit("pool", price=600.0),
]
SALES = [
    sold("petrol", 1_000.0),
    sold("electric", 300.0),
    sold("electric", 90.0, "eu"),
    sold("van", 40.0),
    sold("mini", 100.0),
    sold("petrol", 70.0, node=SECOND),
]
MOVES = [
    move("buy", 50.0),
    move("sell", 20.0),
    move("bank", 30.0),
    move("borrow", 60.0),
    move("exchange", 10.0),
    move("pool", 25.0, giver="H"),
]
ACCOUNTS = [
    # half of 1,300; owed, sold and kept 650 + 20 + 30 = 700;
    # there are 300 + 40 + 50 + 60 + 10 + 25 = 485, so that 215 miss
    # -215 x 1,000 - 50 x 700 + 20 x 300 - 25 x 600
    account(
        "cars",
        "E",
        vehicles=1_300.0,
        asked=650.0,
        earned=300.0,
        owed=650.0,
        opening=40.0,
        bought=50.0,
        sold=20.0,
        carried=30.0,
        borrowed=60.0,
        exchanged=10.0,
        pooled=25.0,
        missing=215.0,
        amount=-259_000.0,
    ),
    # 100 earned, 50 owed, 25 handed to E at 600
    account(
        "cars",
        "H",
        vehicles=100.0,
        asked=50.0,
        earned=100.0,
        owed=50.0,
        pooled=-25.0,
        amount=15_000.0,
    ),
    # 10 credits of cars cost 5 of vans: two there for one here
    account(
        "vans",
        "E",
        vehicles=40.0,
        asked=20.0,
        earned=40.0,
        owed=20.0,
        exchanged=-5.0,
    ),
    # 35 of 70 owed; of 30 kept 27 are left; 60 borrowed are 75 owed: 83 miss
    account(
        "cars",
        "E",
        SECOND,
        vehicles=70.0,
        asked=35.0,
        owed=35.0,
        kept=27.0,
        repaid=75.0,
        missing=83.0,
        amount=-83_000.0,
    ),
]


def fleet(tiny: "Tiny", **rows: Rows) -> "Tiny":
    """Return the case and the plan under the rules, with other rows of a table."""
    case = {"products": PRODUCTS, "policies": RULES, "credits": CREDITS}
    plan = {"deliveries": SALES, "credit_moves": MOVES, "fleet_credits": ACCOUNTS}
    return replace(
        tiny,
        case={**tiny.case, **case, **{n: r for n, r in rows.items() if n in case}},
        plan={**tiny.plan, **plan, **{n: r for n, r in rows.items() if n in plan}},
    )


def wrong(tiny: "Tiny", *nodes: str) -> list[str]:
    """Return which checks of credits differ, at some nodes or at any."""
    return sorted(
        {
            f"{f.check}: {f.where}"
            for f in check_credits(tiny.world())
            if f.difference > 1e-6 * f.scale
            and any(node in f.where for node in nodes or (FIRST, SECOND))
        }
    )


def named(tiny: "Tiny", *nodes: str) -> list[str]:
    """Return the names of the checks of credits that differ."""
    found = (text.partition(":")[0] for text in wrong(tiny, *nodes))
    return sorted(set(found))


def but(rows: Rows, number: int, **cells: object) -> Rows:
    """Return rows of which one has other cells."""
    return [{**r, **cells} if n == number else r for n, r in enumerate(rows)]


def without(rows: Rows, *names: str) -> Rows:
    """Return the rows of credits or moves of other names."""
    return [row for row in rows if row["credit"] not in names]
