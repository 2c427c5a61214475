"""What does stating the model cost by hand, in numpy, from the same tables?

The peer: what an engineer writes who knows this family of rows. It starts where
`formulate` starts, at the derived tables, and turns labels into positions itself.
Nothing is known of a grid: recipes, routes and patterns may be any. It leaves out what
the regular case does not have (ramps, quotas, shops, contracts, tax) and checks
nothing.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from brownfield.derive.derived import Derived
from numpy_arrays import INFINITY, Bounds, Entries, Floats, Integers, Matrix, Rows

VOLUME, MONEY = 1e3, 1e6  # vehicles and case currency in one unit of the solver
UNIT = MONEY / VOLUME
AXES = (
    ("product", "products"),
    ("facility", "facilities"),
    ("pattern", "shift_patterns"),
    ("place", "places"),
    ("build_option", "build_options"),
)


@dataclass(frozen=True)
class Case:
    """The tables as positions: options P, recipes K, routes, patterns, demand."""

    size: dict[str, int]
    parent: Integers  # of each node, the root its own
    option: dict[str, Integers]
    recipe_option: Integers
    make: dict[str, Integers]
    route: dict[str, Integers]
    pattern: dict[str, Integers]
    demand: dict[str, Integers]


@dataclass(frozen=True)
class Columns:
    """First positions of the families, and route and pattern of each delivery."""

    pattern: int
    make: int
    deliver: int
    unmet: int
    total: int
    route: Integers
    under: Integers


def by_tables(derived: Derived) -> Matrix:
    """Return the matrix of the tables, with bounds and costs."""
    case = read(derived)
    columns = numbered(case)
    rows, entries = Rows(), Entries()
    _flow_rows(rows, entries, case, columns, derived)
    _programme_rows(rows, entries, case, columns, derived)
    _plant_rows(rows, entries, case, columns, derived)
    return entries.compressed(_bounds(case, columns, derived), rows)


def read(derived: Derived) -> Case:
    """Return every key column as positions on its axis."""
    tables = derived.case.tables
    labels = {
        name: pl.Enum(tables[table][name].unique(maintain_order=True))
        for name, table in AXES
    }
    labels["node"] = pl.Enum(derived.tree.nodes["node"])
    labels["recipe"] = pl.Enum(derived.recipes["recipe"])

    def code(frame: pl.DataFrame, *names: str) -> dict[str, Integers]:
        return {
            name: frame[name].cast(labels[name]).to_physical().to_numpy().astype(int)
            for name in names
        }

    parent = derived.tree.nodes["parent"].fill_null(derived.tree.nodes["node"])
    return Case(
        size={name: len(enum.categories) for name, enum in labels.items()},
        parent=parent.cast(labels["node"]).to_physical().to_numpy().astype(int),
        option=code(tables["build_options"], "product", "facility"),
        recipe_option=code(derived.recipes, "build_option")["build_option"],
        make=code(derived.unit_costs, "recipe", "node"),
        route=code(derived.routes, "recipe", "place", "node"),
        pattern=code(derived.capacity, "facility", "pattern", "node"),
        demand=code(derived.demand, "product", "place", "node"),
    )


def numbered(case: Case) -> Columns:
    """Return the positions of all columns; one delivery for each route and pattern."""
    nodes, patterns = case.size["node"], len(case.pattern["node"])
    at = case.pattern["facility"] * nodes + case.pattern["node"]
    counts = np.bincount(at, minlength=case.size["facility"] * nodes)
    order, first = np.argsort(at, kind="stable"), np.cumsum(counts) - counts
    plant = case.option["facility"][case.recipe_option[case.route["recipe"]]]
    here = plant * nodes + case.route["node"]
    repeats = counts[here]
    route = np.repeat(np.arange(len(here)), repeats)
    before = np.cumsum(repeats) - repeats
    offset = np.arange(len(route)) + np.repeat(first[here] - before, repeats)
    sizes = (case.size["build_option"] * nodes, patterns, len(case.make["node"]))
    stops = np.cumsum([*sizes, len(route), len(case.demand["node"])])
    return Columns(*map(int, stops), route=route, under=order[offset])


def numbers(frame: pl.DataFrame, *names: str) -> Floats:
    """Return the sum of some columns."""
    return np.sum([frame[name].to_numpy() for name in names], axis=0)


def _bounds(case: Case, columns: Columns, derived: Derived) -> Bounds:
    starts = columns.pattern
    cost, upper = np.zeros(columns.total), np.full(columns.total, INFINITY)
    tooling = derived.case.tables["build_options"]["tooling_cost"].to_numpy()
    cost[:starts] = -np.repeat(tooling, case.size["node"]) / MONEY
    fixed = derived.capacity["fixed_cost"].to_numpy()
    cost[columns.pattern : columns.make] = -fixed / MONEY
    parts = ("materials", "inbound_freight", "inbound_duty", "conversion")
    cost[columns.make : columns.deliver] = -numbers(derived.unit_costs, *parts) / UNIT
    spent = numbers(derived.routes, "freight", "insurance", "duty")[columns.route]
    price = derived.demand["price"].to_numpy()[_demand_of(case, columns)]
    cost[columns.deliver : columns.unmet] = (price - spent) / UNIT
    upper[: columns.make] = 1.0
    upper[columns.unmet :] = derived.demand["volume"].to_numpy() / VOLUME
    is_integer = np.arange(columns.total) < columns.make
    return Bounds(cost, upper, is_integer)


def _demand_of(case: Case, columns: Columns) -> Integers:
    """Return the row of the demand table that each delivery serves."""
    size, want = case.size, case.demand
    table = np.empty((size["product"], size["place"], size["node"]), int)
    table[want["product"], want["place"], want["node"]] = np.arange(len(want["node"]))
    route = case.route
    product = case.option["product"][case.recipe_option[route["recipe"]]]
    return table[product, route["place"], route["node"]][columns.route]


def _flow_rows(
    rows: Rows, entries: Entries, case: Case, columns: Columns, derived: Derived
) -> None:
    deliver = np.arange(columns.deliver, columns.unmet)
    made = len(case.make["node"])
    balance = rows.block(made, lower=0.0, upper=0.0)
    table = np.empty((case.size["recipe"], case.size["node"]), int)
    table[case.make["recipe"], case.make["node"]] = balance
    entries.add(balance, np.arange(columns.make, columns.deliver), -1.0)
    at = table[case.route["recipe"], case.route["node"]]
    entries.add(at[columns.route], deliver, 1.0)
    volume = derived.demand["volume"].to_numpy() / VOLUME
    demand = rows.block(len(volume), lower=volume, upper=volume)
    entries.add(demand, np.arange(columns.unmet, columns.total), 1.0)
    entries.add(demand[_demand_of(case, columns)], deliver, 1.0)


def paths(parent: Integers) -> tuple[Integers, Integers]:
    """Return every node with every node on its path to the root."""
    now, before = [np.arange(len(parent))], [np.arange(len(parent))]
    while True:
        climbs = parent[before[-1]] != before[-1]
        if not climbs.any():
            return np.concatenate(now), np.concatenate(before)
        now.append(now[-1][climbs])
        before.append(parent[before[-1][climbs]])


def expanded(case: Case, at: Integers) -> tuple[Integers, Integers]:
    """Return positions in `at` (nodes), each with every node on its path."""
    now, before = paths(case.parent)
    order = np.argsort(now, kind="stable")
    counts = np.bincount(now)
    first, repeats = np.cumsum(counts) - counts, counts[at]
    which = np.repeat(np.arange(len(at)), repeats)
    start = np.repeat(first[at] - (np.cumsum(repeats) - repeats), repeats)
    return which, before[order][np.arange(len(which)) + start]


def distinct(keys: Integers, size: int) -> tuple[Integers, Integers]:
    """Return the keys in use, and the number of each row's key among them."""
    is_used = np.zeros(size, bool)
    is_used[keys] = True
    return np.flatnonzero(is_used), (np.cumsum(is_used) - 1)[keys]


def _programme_rows(
    rows: Rows, entries: Entries, case: Case, columns: Columns, derived: Derived
) -> None:
    nodes, places = case.size["node"], case.size["place"]
    options = case.size["build_option"]
    option = case.recipe_option[case.make["recipe"]]
    used, number = distinct(option * nodes + case.make["node"], options * nodes)
    ramp = rows.block(len(used), upper=0.0)
    entries.add(ramp[number], np.arange(columns.make, columns.deliver), 1.0)
    which, before = expanded(case, used % nodes)
    start = used[which] // nodes * nodes + before
    rate = _full_rates(case, derived)[used // nodes, used % nodes]
    entries.add(ramp[which], start, -rate[which])
    option = case.recipe_option[case.route["recipe"]]
    key = (option * places + case.route["place"]) * nodes + case.route["node"]
    used, number = distinct(key, options * places * nodes)
    cover = rows.block(len(used), upper=0.0)
    entries.add(
        cover[number[columns.route]], np.arange(columns.deliver, columns.unmet), 1.0
    )
    which, before = expanded(case, used % nodes)
    owner = used // nodes // places
    volume = np.empty(len(used))
    volume[number[columns.route]] = _volume(case, columns, derived)
    entries.add(cover[which], owner[which] * nodes + before, -volume[which])
    once = rows.block(options, upper=1.0)
    entries.add(once[:, None], np.arange(options * nodes).reshape(options, nodes), 1.0)


def _volume(case: Case, columns: Columns, derived: Derived) -> Floats:
    volume = derived.demand["volume"].to_numpy() / VOLUME
    return volume[_demand_of(case, columns)]


def _full_rates(case: Case, derived: Derived) -> Floats:
    """Return the most an option makes in a year. Shape (P, N)."""
    size, volume = case.size, derived.demand["volume"].to_numpy() / VOLUME
    wanted = np.zeros((size["product"], size["node"]))
    np.add.at(wanted, (case.demand["product"], case.demand["node"]), volume)
    largest = np.zeros((size["facility"], size["node"]))
    capacity = derived.capacity["capacity"].to_numpy() / VOLUME
    at = (case.pattern["facility"], case.pattern["node"])
    np.maximum.at(largest, at, capacity)
    use = derived.case.tables["build_options"]["capacity_use"].to_numpy()
    most = largest[case.option["facility"]] / use[:, None]
    return np.minimum(most, wanted[case.option["product"]])


def _plant_rows(
    rows: Rows, entries: Entries, case: Case, columns: Columns, derived: Derived
) -> None:
    nodes, places = case.size["node"], case.size["place"]
    pattern = np.arange(columns.pattern, columns.make)
    deliver = np.arange(columns.deliver, columns.unmet)
    at = case.pattern["facility"] * nodes + case.pattern["node"]
    used, number = distinct(at, case.size["facility"] * nodes)
    one = rows.block(len(used), upper=1.0)
    entries.add(one[number], pattern, 1.0)
    hours = rows.block(len(pattern), upper=0.0)
    capacity = derived.capacity["capacity"].to_numpy() / VOLUME
    entries.add(hours, pattern, -capacity)
    option = case.recipe_option[case.route["recipe"]]
    use = derived.case.tables["build_options"]["capacity_use"].to_numpy()[option]
    entries.add(hours[columns.under], deliver, use[columns.route])
    product = case.option["product"][option] * places + case.route["place"]
    key = product[columns.route] * len(pattern) + columns.under
    used, number = distinct(key, case.size["product"] * places * len(pattern))
    share = rows.block(len(used), upper=0.0)
    volume = np.empty(len(used))
    volume[number] = _volume(case, columns, derived)
    entries.add(share[number], deliver, 1.0)
    entries.add(share, pattern[used % len(pattern)], -volume)
