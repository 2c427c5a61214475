"""What does every node of the scenario tree see: costs, origin, capacity, demand?"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from brownfield.case.one_currency import by_case, converted_by_node
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.case.whole_tree import changed_for_all
from brownfield.derive.carbon import part_loads
from brownfield.derive.contending import contending_routes
from brownfield.derive.costed import Costed, costed, ways
from brownfield.derive.derived import MOST_FRAMES, Derived, Shared
from brownfield.derive.frames import filtered, total
from brownfield.derive.plants.capacity import pattern_capacity
from brownfield.derive.recipes import enumerate_recipes, undominated
from brownfield.errors import DataError
from brownfield.tables.frames import with_line_time
from brownfield.tables.memory import SAME, remembered

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from brownfield.case.case import Case
    from brownfield.tables.frames import Tables

_LATEST: deque[tuple[Case, Derived]] = deque(maxlen=1)


def derive(case: Case) -> Derived:
    """Return the derived columns of `case` at every node of its scenario tree.

    Questions plan the same case several times in a row, so the latest is kept.

    Raises
    ------
    DataError
        If the tables lack something a recipe needs, or a scenario changes what must
        hold for the whole tree.
    """
    for earlier, derived in tuple(_LATEST):
        if earlier is case:
            return derived
    derived = _derived(case)
    _LATEST.append((case, derived))
    return derived


def _derived(case: Case) -> Derived:
    return choosable(with_every_recipe(case))


def choosable(whole: Derived) -> Derived:
    """Return what a plan may choose: recipes that are worth it, ways that contend.

    Parameters
    ----------
    whole
        What `with_every_recipe` gives.
    """
    derived = without_dominated(whole)
    return replace(derived, choices=contending_routes(derived))


def with_every_recipe(case: Case) -> Derived:
    """Return the derived columns with every recipe, and every route as contending.

    Raises
    ------
    DataError
        As `derive`.
    """
    scenario_tree = tree(case)
    stated_at = cases_by_node(case)
    root = stated_at(scenario_tree.nodes["node"][0])
    variants = [stated for stated, _ in by_case(scenario_tree.nodes, stated_at)]
    for variant in variants:
        check_structure(root, variant)
    case_at = converted_by_node(case, stated_at)
    futures = list(by_case(scenario_tree.nodes, case_at))
    tables = with_every_source(root, variants)
    recipes, sourcing = enumerate_recipes(tables)
    whole = _at_nodes(futures, recipes, sourcing)
    return Derived(root, scenario_tree, stated_at, case_at, recipes, sourcing, **whole)


def with_every_source(root: Case, variants: Sequence[Case]) -> dict[str, pl.DataFrame]:
    """Return the tables of the root with the sources that any future offers."""
    key = ["build_option", "part_group", "source"]
    parts = [variant.tables["bill_of_materials"] for variant in variants]
    every = pl.concat(parts).unique(key, keep="first", maintain_order=True)
    return dict(root.tables) | {"bill_of_materials": every}


def _at_nodes(
    futures: Sequence[tuple[Case, pl.DataFrame]],
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
) -> dict[str, Any]:
    """Return every frame by node; futures that see the same share their rows."""
    parts: list[tuple[pl.DataFrame, dict[str, pl.DataFrame]]] = []
    for variant, nodes in futures:
        years, dated = sorted(set(nodes["year"])), SAME.of(nodes, ("node", "year"))
        shared = costed(variant, recipes, sourcing, years)
        parts.append((dated, _by_year(variant, shared, years)))
    first = _first_alike(parts)
    twins = SAME.of(_twins([dated["node"] for dated, _ in parts], first))
    some = [part for number, part in enumerate(parts) if first[number] == number]
    once = {name: Shared(_joined(ALIKE[name], some), twins) for name in ALIKE}
    own = {n: _joined(n, parts) for n in parts[0][1] if n not in ALIKE.values()}
    return {**own, **once, "choices": once["ways"]}


ALIKE = {"costs": "unit_costs", "tests": "origin", "ways": "routes"}
"""Frames by year that futures share, by what they are of a derived case."""


def _first_alike(
    parts: Sequence[tuple[pl.DataFrame, dict[str, pl.DataFrame]]],
) -> list[int]:
    """Return for each future the number of the first one that sees the same."""
    seen: dict[tuple[object, ...], int] = {}
    return [
        seen.setdefault(
            (*dated["year"], *(id(frames[name]) for name in ALIKE.values())), number
        )
        for number, (dated, frames) in enumerate(parts)
    ]


def _twins(nodes: Sequence[pl.Series], first: Sequence[int]) -> pl.DataFrame:
    """Return node, future, first as in `Shared`."""
    count = [len(names) for names in nodes]
    future = np.repeat(np.arange(len(nodes)), count)
    return pl.DataFrame(
        {"node": pl.concat(nodes), "future": future, "first": np.array(first)[future]}
    )


def _joined(
    name: str, parts: Sequence[tuple[pl.DataFrame, dict[str, pl.DataFrame]]]
) -> pl.DataFrame:
    """Return a frame of each future at its nodes."""
    pairs = [frame for dated, frames in parts for frame in (dated, frames[name])]
    return _spread({}, name, *pairs)


@remembered(MOST_FRAMES)
def _spread(_: Tables, __: str, *parts: pl.DataFrame) -> pl.DataFrame:
    """Return rows by node; the nodes of each future stand before its rows by year."""
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return pl.concat(nodes.join(rows, on="year") for nodes, rows in pairs)


def check_structure(root: Case, variant: Case) -> None:
    """Raise DataError if a scenario changes what must hold for the whole tree."""
    what = changed_for_all(root, variant)
    if what is not None:
        raise DataError(_fixed(variant, what))


def _fixed(variant: Case, what: str) -> str:
    names = ", ".join(variant.what_ifs_applied)
    return (
        f"scenario what-ifs {names}: they change {what}, which must hold for the whole "
        "tree. Change costs, demand, duties, capacity or prices at a node instead, or "
        "name the what-if with --what-if, so that it changes the whole case."
    )


def without_dominated(derived: Derived) -> Derived:
    """Return the derived columns without recipes that can never be worth choosing."""
    limited = set(derived.case.tables["shift_patterns"]["facility"])
    kept = _kept_recipes(
        {},
        derived.recipes,
        derived.costs.rows,
        derived.ways.rows,
        derived.sourcing,
        limited,
        SAME.of(part_loads(derived)),
    )
    names = ("recipes", "sourcing", "supplies")
    some: dict[str, Any] = {
        n: _of_recipes({}, n, getattr(derived, n), kept) for n in names
    }
    for name in (*ALIKE, "choices"):
        whole: Shared = getattr(derived, name)
        rows = _of_recipes({}, ALIKE.get(name, "routes"), whole.rows, kept)
        some[name] = Shared(rows, whole.twins)
    return replace(derived, **some)


@remembered()
def _kept_recipes(
    _: Tables,
    recipes: pl.DataFrame,
    unit_costs: pl.DataFrame,
    routes: pl.DataFrame,
    sourcing: pl.DataFrame,
    limited: AbstractSet[str],
    loads: pl.DataFrame,
) -> list[str]:
    return undominated(
        recipes,
        unit_costs,
        routes,
        moment="node",
        sourcing=sourcing,
        limited_sources=limited,
        loads=loads,
    )


@remembered(MOST_FRAMES)
def _of_recipes(
    _: Tables, __: str, rows: pl.DataFrame, recipes: Sequence[str]
) -> pl.DataFrame:
    return filtered(rows, pl.col("recipe").is_in(recipes))


def _by_year(
    case: Case, case_costs: Costed, years: list[int]
) -> dict[str, pl.DataFrame]:
    tables = case.tables
    return {
        "unit_costs": _of_years({}, "unit_costs", case_costs.unit_costs, years),
        "origin": _of_years({}, "origin", case_costs.origin, years),
        "routes": ways(case, case_costs, years),
        "supplies": _each_year({}, "supplies", case_costs.supplies, years),
        "capacity": pattern_capacity(tables, case.settings, years),
        "demand": SAME.of(tables["demand"], DEMAND),
        "committed": committed_line_time(tables),
        "shops": _each_year({}, "shops", SAME.of(tables["shops"], SHOP), years),
        "plants": _each_year({}, "plants", SAME.of(tables["facilities"], PLANT), years),
    }


DEMAND = ("product", "place", "year", "volume", "price", "lost_sale_penalty")
SHOP = ("facility", "shop", "jobs_per_hour", "hours_per_year")


PLANT = (
    "facility",
    "status",
    "first_year",
    "last_year",
    "guest_limit",
    "opening_cost",
    "closing_cost",
    "hiring_cost",
    "redundancy_cost",
)
"""What a future may change about a plant, and whether it must be opened."""


@remembered(
    commitments=("facility", "product", "year", "vehicles", "capacity_use"),
    build_options=("facility", "product", "capacity_use"),
)
def committed_line_time(tables: Tables) -> pl.DataFrame:
    """Return facility, year, line_time (standard vehicles) taken by commitments.

    A row without its own `capacity_use` takes that of the plant's build options for the
    product (the largest, if they differ), else one standard vehicle.
    """
    use = pl.col("capacity_use").fill_null(1.0)
    return (
        with_line_time(tables["commitments"], tables["build_options"])
        .with_columns(line_time=pl.col("vehicles") * use)
        .group_by("facility", "year", maintain_order=True)
        .agg(total(pl.col("line_time")))
    )


@remembered(MOST_FRAMES)
def _of_years(
    _: Tables, __: str, frame: pl.DataFrame, years: list[int]
) -> pl.DataFrame:
    return frame.filter(pl.col("year").is_in(years))


@remembered(MOST_FRAMES)
def _each_year(
    _: Tables, __: str, frame: pl.DataFrame, years: list[int]
) -> pl.DataFrame:
    return frame.join(pl.DataFrame({"year": years}), how="cross")
