"""Does each maker meet its fleet rules, with which credits, and what does it pay?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import territory_of
from brownfield.plans.recount.finding import Finding, at, at_most, holds, same
from brownfield.plans.recount.money.contracts import Payment, is_transfer, is_untaxed
from brownfield.plans.recount.plants.openings import holds_in, lies_within

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, Rows, World

SHARE, LIMIT = "zev_mandate", "co2_limit"
GRAM_SCALE = 100.0  # a limit counts grams, some hundred for a vehicle
SLACK = 1e-6  # share by which a small maker may pass the volume that frees it
TAKEN = ("buy", "sell", "bank", "borrow", "exchange", "pool")
Account = tuple[str, str]


@dataclass
class Tally:
    """What a maker delivers under a rule in a year, and what that counts."""

    vehicles: float = 0.0
    asked: float = 0.0
    earned: float = 0.0
    owed: float = 0.0


def accounts(world: World, node: Node) -> Mapping[Account, Row]:
    """Return the makers under each fleet rule at a node, with the rule's row."""
    rows = world.case[node.name]
    name = ("fleet accounts", node.year)
    if name not in rows.memory:
        rows.memory[name] = dict(_accounts(world, node))
    by_account: Mapping[Account, Row] = rows.memory[name]
    return by_account


def _accounts(world: World, node: Node) -> Iterator[tuple[Account, Row]]:
    rows = world.case[node.name]
    lands = {place["customs_territory"] for place in rows.all("places")}
    for rule in rows.all("policies"):
        if rule["kind"] not in (SHARE, LIMIT) or not holds_in(node.year, rule):
            continue
        if rule["territory"] is not None and rule["territory"] not in lands:
            continue
        for product in rows.all("products"):
            if product["company"] in world.parties and _is_under(rule, product):
                yield (rule["policy"], product["company"]), rule


def _is_under(rule: Row, product: Row) -> bool:
    """Return whether a rule asks for the vehicles of a product."""
    asked = (
        (rule["party"], product["company"]),
        (rule["product"], product["product"]),
    )
    is_named = all(one in (None, other) for one, other in asked)
    heading = rule["hs_code"] or ""
    return is_named and str(product["hs_code"]).startswith(heading)


def terms(world: World, node: Node, account: Account) -> dict[str, Row]:
    """Return the rows of `credits` that hold for an account, by their name.

    A row that names the maker stands before one for every maker.
    """
    by_credit: dict[str, Row] = {}
    for row in world.case[node.name].group("credits", policy=account[0]):
        is_own = row["party"] == account[1]
        if not (is_own or row["party"] is None) or not _holds(world, node, row):
            continue
        if is_own or row["credit"] not in by_credit:
            by_credit[row["credit"]] = row
    return by_credit


def _holds(world: World, node: Node, row: Row) -> bool:
    if row["kind"] != "opening":
        return lies_within(node.year, row["from_year"], row["to_year"])
    first = row["from_year"]
    return node.year == (world.settings.case.first_year if first is None else first)


def _delivered(world: World, node: Node, account: Account, rule: Row) -> Tally:
    """Return what the deliveries of a maker count under a rule."""
    tally, held = Tally(), tuple(terms(world, node, account).values())
    for row in world.plan.group("deliveries", node=node.name):
        _add(tally, world.case[node.name], (account[1], rule), held, row)
    if tally.vehicles <= _free_below(held):
        tally.owed = 0.0
    return tally


def of_a_vehicle(world: World, node: Node, account: Account, sold: Row) -> Tally:
    """Return what one more vehicle of a maker counts under a rule.

    Parameters
    ----------
    world
        The case and the plan.
    node
        Where in the tree.
    account
        Fleet rule and maker.
    sold
        product and place of the vehicle.
    """
    rule = accounts(world, node)[account]
    tally, held = Tally(), tuple(terms(world, node, account).values())
    one = {"product": sold["product"], "place": sold["place"], "vehicles": 1.0}
    _add(tally, world.case[node.name], (account[1], rule), held, one)
    most = _free_below(held)
    if most >= 0.0 and _delivered(world, node, account, rule).vehicles <= most:
        tally.owed = 0.0
    return tally


def _add(
    tally: Tally, rows: Rows, whose: tuple[str, Row], held: tuple[Row, ...], sold: Row
) -> None:
    """Add what vehicles sold somewhere count, if a rule asks for them."""
    maker, rule = whose
    product = rows.one("products", product=sold["product"])
    is_here = rule["territory"] in (None, territory_of(rows, sold["place"]))
    if product["company"] == maker and is_here and _is_under(rule, product):
        weights = [row for row in held if row["kind"] == "weight"]
        _count(tally, rule, product, sold["vehicles"], _weight(weights, product))


def _free_below(held: tuple[Row, ...]) -> float:
    """Return up to how many vehicles nothing is owed; negative if always is."""
    below = [row["volume"] for row in held if row["kind"] == "free_below"]
    return float(max(below, default=-inf)) * (1.0 + SLACK)


def _weight(weights: list[Row], product: Row) -> float:
    weight = 1.0
    for row in weights:
        asked = ((row[c], product[c]) for c in ("product", "powertrain"))
        if all(one in (None, other) for one, other in asked):
            weight *= 1.0 if row["rate"] is None else row["rate"]
    return weight


def _count(
    tally: Tally, rule: Row, product: Row, vehicles: float, weight: float
) -> None:
    target = rule["target"]
    tally.vehicles += vehicles
    tally.asked += target * vehicles
    if rule["kind"] == SHARE:
        tally.earned += weight * vehicles * bool(product["is_zero_emission"])
        tally.owed += target * vehicles
        return
    grams = weight * vehicles * (target - product["tailpipe_co2"])
    tally.earned += max(0.0, grams)
    tally.owed += max(0.0, -grams)


def decided(world: World, node: Node, account: Account) -> Iterator[tuple[Row, Row]]:
    """Yield what a maker decides on its credits, each with the terms it has."""
    rows = terms(world, node, account)
    policy, party = account
    for move in world.plan.group(
        "credit_moves", node=node.name, policy=policy, party=party
    ):
        row = rows.get(move["credit"])
        if row is not None and row["kind"] in TAKEN:
            yield move, row


def _rate(row: Row) -> float:
    return 1.0 if row["rate"] is None else float(row["rate"])


def _stated(world: World, node: Node, account: Account) -> dict[str, float]:
    """Return every number of an account but what is missing, and its cash."""
    rule = accounts(world, node)[account]
    done = dict.fromkeys(
        ("bought", "sold", "carried", "borrowed", "exchanged", "pooled"), 0.0
    )
    columns = {"buy": "bought", "sell": "sold", "bank": "carried"}
    columns |= {"borrow": "borrowed", "exchange": "exchanged", "pool": "pooled"}
    for move, row in decided(world, node, account):
        done[columns[row["kind"]]] += move["credits"]
    done["exchanged"] -= _given_up(world, node, account)
    done["pooled"] -= _handed(world, node, account)
    held = terms(world, node, account).values()
    return {
        **vars(_delivered(world, node, account, rule)),
        "opening": sum(r["volume"] for r in held if r["kind"] == "opening"),
        **done,
        "kept": _from_before(world, node, account, "bank"),
        "repaid": _from_before(world, node, account, "borrow"),
    }


def _given_up(world: World, node: Node, account: Account) -> float:
    """Return the credits of an account that its maker uses under other rules."""
    policy, party = account
    others = [other for other in accounts(world, node) if other[1] == party]
    used = (
        move["credits"] / _rate(row)
        for other in others
        for move, row in decided(world, node, other)
        if row["kind"] == "exchange" and row["from_policy"] == policy
    )
    return float(sum(used))


def _handed(world: World, node: Node, account: Account) -> float:
    policy, party = account
    rows = world.plan.group("credit_moves", node=node.name, policy=policy, giver=party)
    return float(sum(row["credits"] for row in rows))


def _from_before(world: World, node: Node, account: Account, kind: str) -> float:
    """Return what is kept, or owed, from the year before."""
    amounts = (
        move["credits"] * _rate(row)
        for before in world.path(node.name)[-2:-1]
        if account in accounts(world, before)
        for move, row in decided(world, before, account)
        if row["kind"] == kind
    )
    return float(sum(amounts))


def settled(world: World, node: Node) -> Iterator[tuple[str, float]]:
    """Yield party and cash of credits bought, sold and missing."""
    for account, rule in accounts(world, node).items():
        yield account[1], _settled(world, node, account, rule)


def _settled(world: World, node: Node, account: Account, rule: Row) -> float:
    policy, party = account
    row = world.plan.find("fleet_credits", node=node.name, policy=policy, party=party)
    missing = 0.0 if row is None else row["missing"]
    cash = -(rule["amount"] or 0.0) * missing
    for move, terms_of in decided(world, node, account):
        sign = {"buy": -1.0, "sell": 1.0}.get(terms_of["kind"], 0.0)
        cash += sign * (terms_of["price"] or 0.0) * move["credits"]
    return float(cash)


def handed(world: World, node: Node) -> Iterator[Payment]:
    """Yield what members of a pool pay each other, once for each side that plans."""
    for account in accounts(world, node):
        for party, giver, paid in _pooled(world, node, account):
            sides = {"payer": party, "payee": giver}
            inside = is_transfer(world, sides)
            once = Payment(
                party,
                -paid,
                is_one_off=False,
                is_transfer=inside,
                is_untaxed=inside and is_untaxed(world, sides),
                item="credits",
            )
            yield once
            yield replace(once, party=giver, amount=paid)


def _pooled(
    world: World, node: Node, account: Account
) -> Iterator[tuple[str, str, float]]:
    """Yield receiver, giver and payment of the credits a maker is handed."""
    for move, row in decided(world, node, account):
        if row["kind"] == "pool" and move["giver"] in world.parties:
            paid = (row["price"] or 0.0) * move["credits"]
            yield account[1], move["giver"], paid


def check_credits(world: World) -> Iterator[Finding]:
    """Yield every account and every decision on credits beside the recount."""
    for node in world.nodes.values():
        for row in world.plan.group("credit_moves", node=node.name):
            yield from _check_move(world, node, row)
        for account, rule in accounts(world, node).items():
            policy, party = account
            plan_row = world.plan.find(
                "fleet_credits", node=node.name, policy=policy, party=party
            )
            if plan_row is not None:
                yield from _check_account(world, node, account, rule, plan_row)
                yield from _check_limits(world, node, account, rule, plan_row)


def _scale(world: World, rule: Row) -> float:
    grams = GRAM_SCALE if rule["kind"] == LIMIT else 1.0
    return grams * world.volume_scale


def _check_account(
    world: World, node: Node, account: Account, rule: Row, plan_row: Row
) -> Iterator[Finding]:
    where = at(policy=account[0], party=account[1], node=node.name)
    scale, stated = _scale(world, rule), _stated(world, node, account)
    for name, amount in stated.items():
        yield same(f"credits {name}", where, amount, plan_row[name], scale)
    here = ("earned", "opening", "bought", "kept", "borrowed", "exchanged", "pooled")
    gone = ("owed", "sold", "carried", "repaid")
    lacking = sum(stated[n] for n in gone) - sum(stated[n] for n in here)
    yield at_most("credits balance", where, plan_row["missing"], lacking, scale)
    if not rule["amount"]:
        most = 0.0 if rule["amount"] is None else max(0.0, lacking)
        yield at_most("credits missing", where, most, plan_row["missing"], scale)
    cash = _settled(world, node, account, rule) + _from_pools(world, node, account)
    price = max(1.0, float(rule["amount"] or 0.0))
    yield same("credits cash", where, cash, plan_row["amount"], scale * price * 1e-3)


def _from_pools(world: World, node: Node, account: Account) -> float:
    """Return what a maker is paid in pools of one rule, less what it pays."""
    policy, party = account
    net = 0.0
    for other in accounts(world, node):
        if other[0] == policy:
            for receiver, giver, paid in _pooled(world, node, other):
                net += paid * ((giver == party) - (receiver == party))
    return net


def _check_limits(
    world: World, node: Node, account: Account, rule: Row, plan_row: Row
) -> Iterator[Finding]:
    """Yield whether credits handed on are at hand, and limits are kept."""
    where = at(policy=account[0], party=account[1], node=node.name)
    scale = _scale(world, rule)
    given = _handed(world, node, account)
    gone = plan_row["sold"] + plan_row["carried"] + given
    here = sum(
        plan_row[n] for n in ("earned", "opening", "bought", "kept", "exchanged")
    )
    if gone or _given_up(world, node, account):
        yield at_most("credits at hand", where, here, gone, scale)
    taken: dict[str, float] = {}
    for move, row in decided(world, node, account):
        taken[row["credit"]] = taken.get(row["credit"], 0.0) + move["credits"]
    for name, row in terms(world, node, account).items():
        place = f"{where}, credit={name}"
        if row["kind"] in TAKEN and row["volume"] is not None:
            yield at_most("credits volume", place, row["volume"], taken.get(name, 0.0))
        if row["kind"] in TAKEN and row["cap"] is not None:
            most = row["cap"] * plan_row["asked"]
            yield at_most("credits cap", place, most, taken.get(name, 0.0), scale)


def _check_move(world: World, node: Node, move: Row) -> Iterator[Finding]:
    """Yield whether a decision on credits is one that a row of `credits` allows."""
    account = (move["policy"], move["party"])
    where = at(credit=move["credit"], party=move["party"], node=node.name)
    is_known = account in accounts(world, node)
    row = terms(world, node, account).get(move["credit"]) if is_known else None
    yield holds("credits allowed", where, row is not None and row["kind"] in TAKEN)
    yield holds("credits above 0", where, move["credits"] > 0.0)
    if row is not None:
        yield holds("credits kind", where, row["kind"] == move["kind"])
        yield holds("credits lead on", where, _leads_on(world, node, account, row))
        yield holds("credits giver", where, _may_give(world, node, move, row))


def _leads_on(world: World, node: Node, account: Account, row: Row) -> bool:
    """Return whether what is kept is heard, what is borrowed owed, by a later year."""
    heirs = [
        account in accounts(world, other)
        for other in world.nodes.values()
        if other.parent == node.name
    ]
    if row["kind"] == "bank":
        return any(heirs)
    if row["kind"] == "borrow":
        return bool(heirs) and all(heirs)
    if row["kind"] == "exchange":
        return (row["from_policy"], account[1]) in accounts(world, node)
    return True


def _may_give(world: World, node: Node, move: Row, row: Row) -> bool:
    """Return whether the giver is another member of the pool; else there is none."""
    if row["kind"] != "pool":
        return move["giver"] is None
    giver = (move["policy"], move["giver"])
    if giver not in accounts(world, node) or giver[1] == move["party"]:
        return False
    own = terms(world, node, giver).get(move["credit"])
    return own is not None and own["kind"] == "pool"
