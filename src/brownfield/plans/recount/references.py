"""Does every row of the plan name things that the case and its tree hold?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import UseError
from brownfield.plans.recount.finding import Finding, at, holds, same

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Row, World

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "starts": ("build_option", "product", "facility", "programme_owner", "node"),
    "openings": ("facility", "owner", "action", "node"),
    "shifts": ("facility", "pattern", "node", "capacity", "headcount"),
    "production": (
        "recipe", "build_option", "product", "facility", "node", "vehicles",
    ),
    "deliveries": (
        "recipe", "build_option", "product", "facility", "place", "node", "regime",
        "quota", "vehicles", "duty_per_vehicle", "duty",
    ),
    "unmet": ("product", "place", "node", "vehicles"),
    "shortfall": ("build_option", "node", "vehicles"),
    "sourcing": ("recipe", "part_group", "source"),
    "origin": (
        "recipe", "agreement", "node", "non_originating_value", "ex_works",
        "non_originating_share", "limit", "headroom", "missing_part",
        "is_originating",
    ),
    "landed_cost": (
        "recipe", "place", "node", "regime", "quota", "materials",
        "inbound_freight", "inbound_duty", "conversion", "freight", "insurance",
        "duty", "landed_cost", "crew", "fee", "buyer_cost",
    ),
    "support": ("policy", "since", "party", "node"),
    "grants": (
        "policy", "since", "party", "payer", "node", "vehicles", "capital", "paid",
        "amount",
    ),
    "carbon": ("policy", "since", "party", "node", "tonnes", "above", "paid"),
    "emissions": ("party", "stage", "customs_territory", "node", "tonnes"),
    "payments": ("payer", "payee", "node", "amount"),
    "fleet_credits": (
        "policy", "party", "node", "vehicles", "asked", "earned", "owed", "opening",
        "bought", "sold", "kept", "carried", "borrowed", "repaid", "exchanged",
        "pooled", "missing", "amount",
    ),
    "credit_moves": (
        "credit", "kind", "policy", "party", "node", "giver", "credits",
    ),
    "capacity_use": (
        "facility", "owner", "node", "capacity", "used", "guest_used", "committed",
    ),
    "cash": ("party", "node", "item", "amount"),
    "value": ("party", "scenario", "probability", "npv"),
}  # fmt: skip
MAY_BE_BLANK = {
    "deliveries": ("quota",),
    "origin": ("limit", "headroom", "missing_part"),
    "landed_cost": ("quota",),
    "grants": ("payer",),
    "credit_moves": ("giver",),
}
REFERENCES = {
    "build_option": "build_options",
    "product": "products",
    "facility": "facilities",
    "place": "places",
}


def require_columns(tables: Mapping[str, pl.DataFrame]) -> None:
    """Check that the plan has every table and column that is recounted.

    Raises
    ------
    UseError
        If a table or a column is missing.
    """
    missing = [
        f"{table}.{column}"
        for table, columns in COLUMNS.items()
        for column in columns
        if table not in tables or column not in tables[table].columns
    ]
    if missing:
        message = f"the plan lacks {', '.join(missing)}; write plan tables in full"
        raise UseError(message)


def check_given(world: World) -> Iterator[Finding]:
    """Yield, for every table of the plan, whether each cell that must be given is."""
    for table, columns in COLUMNS.items():
        given = [c for c in columns if c not in MAY_BE_BLANK.get(table, ())]
        rows = world.plan.all(table)
        blank = ((n, c) for c in given for n, row in enumerate(rows) if row[c] is None)
        first = next(blank, None)
        where = table if first is None else f"{table}: {at(row=first[0])}, {first[1]}"
        yield same("cells given", where, 1.0, 1.0 if first is None else None)


def check_references(world: World) -> Iterator[Finding]:
    """Yield, for every row of the plan, whether the names in it are known."""
    for table in COLUMNS:
        for check, is_right in (
            ("names known", _is_known),
            ("year of the node", _dated),
        ):
            rows = enumerate(world.plan.all(table))
            wrong = [(n, row) for n, row in rows if not is_right(world, row)]
            for position, row in wrong:
                where = f"{table}: " + at(row=position, **_labels(row))
                yield holds(check, where, truth=False)
            yield holds(check, table, not wrong)
    for recipe in sorted(_recipes(world)):
        yield holds("sourcing", at(recipe=recipe), _is_sourced(world, recipe))
    for table in ("production", "deliveries", "origin", "landed_cost"):
        yield from _check_offers(world, table)


def _check_offers(world: World, table: str) -> Iterator[Finding]:
    """Yield whether every recipe at a node finds its sources in the tables there."""
    pairs = {(row["node"], row["recipe"]) for row in world.plan.all(table)}
    for node, recipe in sorted(pairs):
        if node in world.case:
            where = f"{table}: " + at(recipe=recipe, node=node)
            yield holds("sources offered", where, is_offered(world, node, recipe))


def is_offered(world: World, node: str, recipe: str) -> bool:
    """Return whether each source that a recipe buys from has a row at a node."""
    option = recipe.partition("|")[0]
    rows = world.case[node].group("bill_of_materials", build_option=option)
    offers = {(row["part_group"], row["source"]) for row in rows}
    chosen = world.plan.group("sourcing", recipe=recipe)
    return all((row["part_group"], row["source"]) in offers for row in chosen)


def _labels(row: Row) -> dict[str, object]:
    columns = ("recipe", "node", *REFERENCES)
    return {column: row[column] for column in columns if column in row}


def _is_known(world: World, row: Row) -> bool:
    if "node" in row and row["node"] not in world.nodes:
        return False
    named = {c: row[c] for c in REFERENCES if c in row}
    if "recipe" in row:
        named["build_option"] = row["recipe"].partition("|")[0]
        if row.get("build_option", named["build_option"]) != named["build_option"]:
            return False
    key = ("known", *named.items())
    if key not in world.plan.memory:
        is_listed = all(
            world.root.find(REFERENCES[column], **{column: label}) is not None
            for column, label in named.items()
        )
        world.plan.memory[key] = is_listed and _agrees(world, named)
    return bool(world.plan.memory[key])


def _dated(world: World, row: Row) -> bool:
    """Return whether the year that a row tells is that of its node."""
    if "node" not in row or "year" not in row:
        return True
    node = world.nodes.get(row["node"])
    return node is not None and node.year == row["year"]


def _agrees(world: World, named: Mapping[str, object]) -> bool:
    """Return whether plant and product of a row are those of its build option."""
    if "build_option" not in named:
        return True
    option = world.option(str(named["build_option"]))
    return all(
        named.get(column, option[column]) == option[column]
        for column in ("product", "facility")
    )


def _recipes(world: World) -> set[str]:
    tables = ("production", "deliveries", "origin", "landed_cost", "sourcing")
    return {row["recipe"] for table in tables for row in world.plan.all(table)}


def _is_sourced(world: World, recipe: str) -> bool:
    """Return whether a recipe has one source for each part group of its option."""
    option = recipe.partition("|")[0]
    chosen = world.plan.group("sourcing", recipe=recipe)
    bought = sorted(row["part_group"] for row in chosen)
    return bought == sorted(_part_groups(world, option))


def _part_groups(world: World, option: str) -> set[str]:
    """Return the part groups of a build option at any node."""
    return {
        row["part_group"]
        for rows in set(world.case.values())
        for row in rows.group("bill_of_materials", build_option=option)
    }
