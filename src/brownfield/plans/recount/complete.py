"""Does the plan hold every row that its tables promise, and each of them once?

A table may be read by itself: a landed cost that is left out is a market that nobody
weighs, and a row that stands twice is counted twice by whoever adds it up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import lane, recipe_option, territory_of
from brownfield.plans.recount.finding import Finding, at, holds
from brownfield.plans.recount.money.credits import accounts
from brownfield.plans.recount.plants.openings import is_in_its_years, may_run
from brownfield.plans.recount.references import is_offered
from brownfield.plans.recount.trade.duty import vehicle_regimes

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, World

Name = tuple[str | None, ...]
NAMES: Mapping[str, tuple[str, ...]] = {
    "starts": ("build_option", "node"),
    "openings": ("facility", "action", "node"),
    "shifts": ("facility", "node"),
    "production": ("recipe", "node"),
    "deliveries": ("recipe", "place", "node", "quota"),
    "unmet": ("product", "place", "node"),
    "shortfall": ("build_option", "node"),
    "sourcing": ("recipe", "part_group"),
    "origin": ("recipe", "agreement", "node"),
    "landed_cost": ("recipe", "place", "node", "quota"),
    "support": ("policy", "since", "node"),
    "grants": ("policy", "since", "party", "node"),
    "carbon": ("policy", "since", "party", "node"),
    "emissions": ("party", "stage", "customs_territory", "node"),
    "payments": ("payer", "payee", "node"),
    "fleet_credits": ("policy", "party", "node"),
    "credit_moves": ("credit", "policy", "party", "giver", "node"),
    "capacity_use": ("facility", "node"),
    "cash": ("party", "node", "item"),
    "value": ("party", "scenario"),
}
"""What names a row of a plan's table."""


def check_complete(world: World) -> Iterator[Finding]:
    """Yield rows that stand twice, and rows that are missing or should not be there."""
    for table in NAMES:
        times = Counter(_names(world, table))
        for name in sorted((n for n in times if times[n] > 1), key=str):
            yield holds("one row each", f"{table}: {_where(table, name)}", truth=False)
        yield holds("one row each", table, times.total() == len(times))
    for table, wanted in _wanted(world).items():
        yield from _compare(table, wanted, set(_names(world, table)))
    yield from _check_sourcing(world)


def _names(world: World, table: str) -> list[Name]:
    return [tuple(row[c] for c in NAMES[table]) for row in world.plan.all(table)]


def _where(table: str, name: Name) -> str:
    return at(**dict(zip(NAMES[table], name, strict=True)))


def _compare(table: str, wanted: set[Name], given: set[Name]) -> Iterator[Finding]:
    checks = {"row missing": wanted - given, "row without cause": given - wanted}
    for check, wrong in checks.items():
        for name in sorted(wrong, key=str):
            yield holds(check, f"{table}: {_where(table, name)}", truth=False)
        yield holds(check, table, not wrong)


def _wanted(world: World) -> Mapping[str, set[Name]]:
    """Return the rows that four tables must hold, whatever is decided."""
    return {
        "capacity_use": set(_plants(world)),
        "origin": set(_tests(world)),
        "landed_cost": set(_routes(world)),
        "fleet_credits": {
            (policy, party, node.name)
            for node in world.nodes.values()
            for policy, party in accounts(world, node)
        },
        "value": {(p, leaf.name) for p in world.parties for leaf in world.leaves},
    }


def _check_sourcing(world: World) -> Iterator[Finding]:
    """Yield whether recipes buy as they are called, and each option has a recipe."""
    rows = world.plan.all("sourcing")
    options = {recipe_option(world, row["recipe"])["build_option"] for row in rows}
    for option in sorted(_buyers(world)):
        yield holds("recipe of each option", at(build_option=option), option in options)
    for recipe in sorted({row["recipe"] for row in rows}):
        where = at(recipe=recipe)
        at_some = any(is_offered(world, node, recipe) for node in world.nodes)
        yield holds("sources offered somewhere", where, at_some)
        yield holds("recipe named by its sources", where, _is_named(world, recipe))


def _is_named(world: World, recipe: str) -> bool:
    """Return whether a recipe buys each part group where its name says."""
    rows = world.plan.group("sourcing", recipe=recipe)
    bought = {f"{row['part_group']}={row['source']}" for row in rows}
    return bought.issuperset(recipe.split("|")[1:])


def _plants(world: World) -> Iterator[Name]:
    """Yield every plant with shift patterns, at each node in its years."""
    for node in world.nodes.values():
        for row in world.case[node.name].all("shift_patterns"):
            if may_run(world, row["facility"], node):
                yield row["facility"], node.name


def _recipes(world: World) -> Iterator[tuple[Node, str]]:
    """Yield each node with the recipes of the plan all of whose sources it offers."""
    every = {row["recipe"] for row in world.plan.all("sourcing")}
    in_order = sorted(every | _without_parts(world))
    for node in world.nodes.values():
        for recipe in in_order:
            if is_offered(world, node.name, recipe):
                yield node, recipe


def _without_parts(world: World) -> set[str]:
    """Return the build options that buy nothing; each is its own recipe."""
    options = {row["build_option"] for row in world.root.all("build_options")}
    return options - _buyers(world)


def _buyers(world: World) -> set[str]:
    """Return the build options with a bill of materials at any node."""
    return {
        row["build_option"]
        for rows in set(world.case.values())
        for row in rows.all("bill_of_materials")
    }


def _tests(world: World) -> Iterator[Name]:
    """Yield every recipe under every agreement of its plant's territory."""
    for node, recipe in _recipes(world):
        rows = world.case[node.name]
        plant = recipe_option(world, recipe)["facility"]
        home = territory_of(rows, plant)
        for member in rows.group("agreements", customs_territory=home):
            yield recipe, member["agreement"], node.name


def _routes(world: World) -> Iterator[Name]:
    """Yield every recipe to every market with buyers, freely and under each quota."""
    for node, recipe in _recipes(world):
        if _may_supply(world, node, recipe):
            for place in _markets(world, node, recipe):
                regimes = vehicle_regimes(world, node, recipe, place)
                for quota in {regime.quota for regime in regimes}:
                    yield recipe, place, node.name, quota


def _may_supply(world: World, node: Node, recipe: str) -> bool:
    """Return whether every plant that a recipe buys from is in its years."""
    rows = world.case[node.name]
    sources = [row["source"] for row in world.plan.group("sourcing", recipe=recipe)]
    plants = [s for s in sources if rows.find("facilities", facility=s) is not None]
    return all(is_in_its_years(world, plant, node) for plant in plants)


def _markets(world: World, node: Node, recipe: str) -> Iterator[str]:
    """Yield the markets with buyers that a recipe reaches by a lane or at home."""
    option = recipe_option(world, recipe)
    home = world.facility(option["facility"])["place"]
    rows = world.case[node.name]
    for row in rows.group("demand", product=option["product"], year=node.year):
        place = row["place"]
        is_near = home == place or lane(world, node, recipe, place) is not None
        if row["volume"] > 0 and is_near:
            yield place
