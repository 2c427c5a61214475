"""Is every vehicle demanded delivered or unmet, and every one delivered built?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import lane
from brownfield.plans.recount.finding import Finding, at, at_most, holds, same

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, World

VOLUME_TABLES = ("deliveries", "unmet", "production", "shortfall")


def check_demand(world: World) -> Iterator[Finding]:
    """Yield demand, deliveries and production set against each other, per node."""
    for node in world.nodes.values():
        yield from _balance(world, node)
        yield from _built(world, node)
    yield from _lanes(world)
    yield from _signs(world)


def summed(rows: Iterable[Row], *columns: str) -> dict[tuple[str, ...], float]:
    """Return the vehicles of rows added up by the values of some columns."""
    totals: dict[tuple[str, ...], float] = {}
    for row in rows:
        name = tuple(row[column] for column in columns)
        totals[name] = totals.get(name, 0.0) + row["vehicles"]
    return totals


def _balance(world: World, node: Node) -> Iterator[Finding]:
    wanted: dict[tuple[str, ...], float] = {
        (row["product"], row["place"]): row["volume"]
        for row in world.case[node.name].group("demand", year=node.year)
    }
    rows = [
        *world.plan.group("deliveries", node=node.name),
        *world.plan.group("unmet", node=node.name),
    ]
    served = summed(rows, "product", "place")
    for name in sorted(wanted.keys() | served.keys()):
        where = at(product=name[0], place=name[1], node=node.name)
        volume, sold = wanted.get(name, 0.0), served.get(name, 0.0)
        yield same("demand balance", where, volume, sold, world.volume_scale)


def _built(world: World, node: Node) -> Iterator[Finding]:
    delivered = summed(world.plan.group("deliveries", node=node.name), "recipe")
    built = summed(world.plan.group("production", node=node.name), "recipe")
    for name in sorted(delivered.keys() | built.keys()):
        where = at(recipe=name[0], node=node.name)
        sent, output = delivered.get(name, 0.0), built.get(name, 0.0)
        yield same("production", where, sent, output, world.volume_scale)


def _lanes(world: World) -> Iterator[Finding]:
    for row in world.plan.all("deliveries"):
        node = world.nodes[row["node"]]
        where = at(recipe=row["recipe"], place=row["place"], node=row["node"])
        is_there = world.facility(row["facility"])["place"] == row["place"]
        way = lane(world, node, row["recipe"], row["place"])
        yield holds("lane", where, is_there or way is not None)


def _signs(world: World) -> Iterator[Finding]:
    for table in VOLUME_TABLES:
        for row in world.plan.all(table):
            where = f"{table}: " + at(
                **{
                    column: row[column]
                    for column in ("recipe", "build_option", "product", "place", "node")
                    if column in row
                }
            )
            size = world.volume_scale
            yield at_most("no negative volume", where, 0.0, -row["vehicles"], size)
