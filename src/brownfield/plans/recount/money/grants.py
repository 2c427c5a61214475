"""What do grants and support pay at a node, for what, from whom?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import recipe_option, territory_of
from brownfield.plans.recount.finding import Finding, at, at_most, holds, same
from brownfield.plans.recount.plants.openings import holds_in

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World

SALE, SUPPORT, CAPITAL = KINDS = (
    "purchase_grant",
    "operating_support",
    "capital_grant",
)
MAY_BE_REFUSED = (SUPPORT, CAPITAL)
ITEMS = {SALE: "grants", SUPPORT: "operating_support", CAPITAL: "capital_grants"}


@dataclass(frozen=True)
class Given:
    """Vehicles of one party, or its capital spent, that a grant is for, at one node.

    Attributes
    ----------
    policy
        Row of `policies` at the node.
    party
        Who has the grant.
    eligible
        Vehicles it is for; of a capital_grant the case currency spent.
    paid_for
        What of it is paid for.
    """

    policy: Row
    party: str
    eligible: float
    paid_for: float


def grants_at(world: World, node: Node) -> tuple[Given, ...]:
    """Return every grant at a node, by the party that has it."""
    memory, name = world.plan.memory, ("grants", node.name)
    if name not in memory:
        memory[name] = tuple(
            given
            for policy in world.case[node.name].all("policies")
            if policy["kind"] in KINDS
            and holds_in(node.year, policy)
            and (policy["amount"] or 0.0) > 0.0
            for given in _given(world, node, policy)
        )
    grants: tuple[Given, ...] = memory[name]
    return grants


def _given(world: World, node: Node, policy: Row) -> Iterator[Given]:
    """Yield what is under one grant: all, or what the plan says is paid for."""
    amounts = UNDER[policy["kind"]](world, node, policy)
    eligible: dict[str, float] = {}
    for party, amount in amounts:
        eligible[party] = eligible.get(party, 0.0) + amount
    is_by_law = policy["cap"] is None and not is_refusable(world, policy)
    for party, amount in eligible.items():
        name = {"policy": policy["policy"], "since": policy["year"], "party": party}
        row = world.plan.find("grants", node=node.name, **name)
        amount_stated = 0.0 if row is None else row[_counted_in(policy)]
        yield Given(policy, party, amount, amount if is_by_law else amount_stated)


def is_refusable(world: World, policy: Row) -> bool:
    """Return whether the plan decides if a grant is given: its payer plans."""
    return policy["kind"] in MAY_BE_REFUSED and policy["payer"] in world.parties


def _counted_in(policy: Row) -> str:
    """Return the column of the plan that says what a grant is paid for."""
    return "capital" if policy["kind"] == CAPITAL else "vehicles"


def _sold(world: World, node: Node, policy: Row) -> Iterator[tuple[str, float]]:
    """Yield programme owner and vehicles of every delivery under a purchase grant."""
    rows = world.case[node.name]
    for row in world.plan.group("deliveries", node=node.name):
        option = recipe_option(world, row["recipe"])
        there = rows.one("places", place=row["place"])["customs_territory"]
        made_in = territory_of(rows, option["facility"])
        company = rows.one("products", product=option["product"])["company"]
        asked = (
            (policy["territory"], there),
            (policy["made_in"], made_in),
            (policy["party"], company),
        )
        is_meant = _agree(asked) and _is_of_kind(world, node, policy, option)
        if is_meant and _is_cheap(world, node, policy, row):
            yield option["programme_owner"], row["vehicles"]


def _built(world: World, node: Node, policy: Row) -> Iterator[tuple[str, float]]:
    """Yield plant owner and vehicles of every row of production under support."""
    for row in world.plan.group("production", node=node.name):
        option = recipe_option(world, row["recipe"])
        owner = world.facility(option["facility"])["owner"]
        built_in = territory_of(world.case[node.name], option["facility"])
        asked = ((policy["territory"], built_in), (policy["party"], owner))
        if _agree(asked) and _is_of_kind(world, node, policy, option):
            yield owner, row["vehicles"]


def _spent(world: World, node: Node, policy: Row) -> Iterator[tuple[str, float]]:
    """Yield who spends, and how much, on tooling and openings under a capital grant."""
    rows = world.case[node.name]
    for start in world.plan.group("starts", node=node.name):
        option = world.option_at(node, start["build_option"])
        spender = option["programme_owner"]
        stands_in = territory_of(rows, option["facility"])
        asked = ((policy["territory"], stands_in), (policy["party"], spender))
        is_meant = _agree(asked) and _is_of_kind(world, node, policy, option)
        if is_meant and not option["is_committed"] and option["tooling_cost"]:
            yield spender, option["tooling_cost"]
    if any(policy[name] for name in ("product", "mode", "hs_code", "powertrain")):
        return  # a plant is no vehicle
    for row in world.plan.group("openings", node=node.name, action="open"):
        plant = rows.one("facilities", facility=row["facility"])
        stands_in = territory_of(rows, row["facility"])
        asked = ((policy["territory"], stands_in), (policy["party"], plant["owner"]))
        if _agree(asked) and plant["opening_cost"]:
            yield plant["owner"], plant["opening_cost"]


UNDER = {SALE: _sold, SUPPORT: _built, CAPITAL: _spent}


def _is_of_kind(world: World, node: Node, policy: Row, option: Row) -> bool:
    product = world.case[node.name].one("products", product=option["product"])
    asked = (
        (policy["product"], option["product"]),
        (policy["mode"], option["mode"]),
        (policy["powertrain"], product["powertrain"]),
    )
    return _agree(asked) and product["hs_code"].startswith(policy["hs_code"] or "")


def _agree(asked: tuple[tuple[str | None, str], ...]) -> bool:
    return all(wanted is None or wanted == value for wanted, value in asked)


def _is_cheap(world: World, node: Node, policy: Row, row: Row) -> bool:
    """Return whether a vehicle sells for no more than the grant allows."""
    if policy["price_cap"] is None:
        return True
    name = {"product": row["product"], "place": row["place"], "year": node.year}
    sold = world.case[node.name].find("demand", **name)
    return sold is not None and bool(sold["price"] <= policy["price_cap"])


def moved(world: World, node: Node) -> Iterator[tuple[str, str, float]]:
    """Yield party, item and amount received, once for each side that plans."""
    for given in grants_at(world, node):
        policy = given.policy
        paid = policy["amount"] * given.paid_for
        item = ITEMS[policy["kind"]]
        yield given.party, item, paid * _kept(policy)
        if policy["payer"] in world.parties:
            yield policy["payer"], item, -paid


def _kept(policy: Row) -> float:
    """Return the share of a grant that its party has."""
    return float(policy["pass_through"]) if policy["kind"] == SALE else 1.0


def check_grants(world: World) -> Iterator[Finding]:
    """Yield every grant of the plan beside the recount, within law and budget."""
    for node in world.nodes.values():
        grants = grants_at(world, node)
        yield from _check_rows(world, node, grants)
        for policy in {id(given.policy): given.policy for given in grants}.values():
            yield from _check_budget(world, node, policy, grants)


def _check_rows(
    world: World, node: Node, grants: tuple[Given, ...]
) -> Iterator[Finding]:
    by_name = {(g.policy["policy"], g.policy["year"], g.party): g for g in grants}
    rows = {
        (row["policy"], row["since"], row["party"]): row
        for row in world.plan.group("grants", node=node.name)
    }
    for name, row in rows.items():
        where = at(policy=name[0], party=name[2], node=node.name)
        yield holds("grant known", where, name in by_name)
        if name in by_name:
            yield from _check_row(where, by_name[name], row)
    for name, given in by_name.items():
        where = at(policy=name[0], party=name[2], node=node.name)
        scale = _scale(world, given.policy)
        amount = rows[name][_counted_in(given.policy)] if name in rows else 0.0
        yield same("granted vehicles", where, given.paid_for, amount, scale)
        yield at_most("granted vehicles made", where, given.eligible, amount, scale)


def _check_row(where: str, given: Given, row: Row) -> Iterator[Finding]:
    """Yield payer and amounts of a row of the plan."""
    counted_in = _counted_in(given.policy)
    other = "vehicles" if counted_in == "capital" else "capital"
    paid = given.policy["amount"] * row[counted_in]
    yield holds("grant for one thing", where, row[other] == 0.0)
    yield holds("grant payer", where, row["payer"] == given.policy["payer"])
    yield same("grant paid", where, paid, row["paid"])
    yield same("grant received", where, paid * _kept(given.policy), row["amount"])


def _check_budget(
    world: World, node: Node, policy: Row, grants: tuple[Given, ...]
) -> Iterator[Finding]:
    """Yield whether a grant stays within its budget, and is not held back."""
    parts = [given for given in grants if given.policy is policy]
    paid = policy["amount"] * sum(given.paid_for for given in parts)
    wanted = policy["amount"] * sum(given.eligible for given in parts)
    due = wanted if policy["cap"] is None else min(policy["cap"], wanted)
    if is_refusable(world, policy) and not _is_decided(world, node, policy):
        due = 0.0
    where = at(policy=policy["policy"], node=node.name)
    scale = policy["amount"] * _scale(world, policy)
    yield at_most("grant budget", where, due, paid, scale)
    if policy["payer"] in world.parties:
        yield same("grant in full", where, due, paid, scale)


def _scale(world: World, policy: Row) -> float:
    """Return the size that a difference is measured by: vehicles, or case currency."""
    if policy["kind"] != CAPITAL:
        return world.volume_scale
    costs = [
        row[column]
        for table, column in (
            ("build_options", "tooling_cost"),
            ("facilities", "opening_cost"),
        )
        for row in world.root.all(table)
        if row[column] is not None
    ]
    return float(max(1.0, *costs))


def _is_decided(world: World, node: Node, policy: Row) -> bool:
    name = {"policy": policy["policy"], "since": policy["year"]}
    return any(world.on_path(node.name, "support", **name))
