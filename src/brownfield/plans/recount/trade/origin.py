"""Does a recipe originate under an agreement, counted part by part?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import parts, recipe_option, territory_of
from brownfield.plans.recount.finding import Finding, at, holds, same
from brownfield.plans.recount.trade.gate import ex_works
from brownfield.plans.recount.trade.part_origin import (
    ROUNDING,
    membership,
    part_origin,
    rules,
)

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World


@dataclass(frozen=True)
class Origin:
    """Outcome of the origin test of one recipe under one agreement in one year."""

    non_originating_value: float
    ex_works: float
    limit: float | None
    missing_parts: tuple[str, ...]
    is_originating: bool

    @property
    def share(self) -> float:
        """Non-originating value over the ex-works price."""
        if self.ex_works == 0:
            return 0.0
        return self.non_originating_value / self.ex_works


def recount_origin(world: World, node: Node, recipe: str, agreement: str) -> Origin:
    """Return the origin test of a recipe at a node, from the parts up."""
    world = world.costing
    rows = world.case[node.name]
    name = ("origin", recipe, agreement, node.year)
    if name not in rows.trade:
        rows.trade[name] = _test(world, node, recipe, agreement)
    origin: Origin = rows.trade[name]
    return origin


def _test(world: World, node: Node, recipe: str, agreement: str) -> Origin:
    rows = world.case[node.name]
    foreign = 0.0
    originating: set[str] = set()
    for part in parts(world, node, recipe):
        part_test = part_origin(rows, part, agreement, node.year)
        foreign += (1.0 - part_test.share) * (part.unit_value + part.inbound_freight)
        if part_test.is_originating_group:
            originating.add(part.row["part_group"])
    price = ex_works(world, node, recipe)
    tests = _vehicle_rules(world, node, recipe, agreement)
    return _judge(foreign, price, tests, originating)


def _vehicle_rules(world: World, node: Node, recipe: str, agreement: str) -> list[Row]:
    rows = world.case[node.name]
    product = rows.one("products", product=recipe_option(world, recipe)["product"])
    return rules(rows, agreement, product["hs_code"], product["powertrain"], node.year)


def _judge(
    foreign: float, price: float, tests: list[Row], originating: set[str]
) -> Origin:
    limits = [r["threshold"] for r in tests if r["test"] == "max_non_originating"]
    missing = tuple(
        r["part_group"]
        for r in tests
        if r["test"] == "originating_part" and r["part_group"] not in originating
    )
    limit = min(limits, default=None)
    passes = limit is None or foreign <= (limit + ROUNDING) * price
    return Origin(
        foreign,
        price,
        limit,
        missing,
        bool(tests) and passes and not missing,
    )


def check_origin(world: World) -> Iterator[Finding]:
    """Yield the plan's origin table beside the recount."""
    for row in world.plan.all("origin"):
        node = world.nodes[row["node"]]
        origin = recount_origin(world, node, row["recipe"], row["agreement"])
        where = at(recipe=row["recipe"], agreement=row["agreement"], node=node.name)
        yield from _compare(origin, row, where)
        yield holds("origin member", where, _is_member(world, node, row))


def _is_member(world: World, node: Node, row: Row) -> bool:
    rows = world.case[node.name]
    facility = recipe_option(world, row["recipe"])["facility"]
    territory = territory_of(rows, facility)
    return membership(rows, row["agreement"], territory) is not None


def _compare(origin: Origin, row: Row, where: str) -> Iterator[Finding]:
    value = origin.non_originating_value
    yield same("origin foreign value", where, value, row["non_originating_value"])
    yield same("origin ex works", where, origin.ex_works, row["ex_works"])
    yield same("origin share", where, origin.share, row["non_originating_share"])
    yield from _compare_limit(origin, row, where)
    named = row["missing_part"] == min(origin.missing_parts, default=None)
    yield holds("origin missing part", where, named)
    agrees = origin.is_originating == row["is_originating"]
    yield holds("origin status", where, agrees)


def _compare_limit(origin: Origin, row: Row, where: str) -> Iterator[Finding]:
    limit = origin.limit
    room = None if limit is None else limit - origin.share
    for column, expected in (("limit", limit), ("headroom", room)):
        stated = row[column]
        is_agreed = (expected is None) == (stated is None)
        yield holds(f"origin {column} given", where, is_agreed)
        if expected is not None and stated is not None:
            yield same(f"origin {column}", where, expected, stated)
