"""Which numbers, on which axes and in which scale, does the formulation use?"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
import polars as pl

from brownfield.derive.derived import MADE, SENT, Derived
from brownfield.derive.money import discount_factor
from brownfield.derive.trade.volumes import licences, volumes
from brownfield.model.arrays.table import Array, Table, has_partner
from brownfield.model.rows import grants
from brownfield.model.rows.carbon import carbon_of
from brownfield.model.rows.contracts import contracts_of
from brownfield.model.rows.fleet import fleet_of
from brownfield.model.rows.offices import offices_of
from brownfield.model.rows.policies import in_force, packages, receipts, savings
from brownfield.model.rows.ramps import ages_of
from brownfield.model.rows.tree import leaf_paths_of, nodes_of, paths_of

if TYPE_CHECKING:
    from brownfield.model.arrays.axes import Axes
    from brownfield.model.arrays.scale import Scale

Kind = TypeVar("Kind", Table, pl.DataFrame)

SHOPS_SKIPPED = {"skd": ("press", "body", "paint"), "ckd": ("press",)}
MODE_SHOPS = {
    mode: tuple(
        shop
        for shop in ("press", "body", "paint", "battery", "trim")
        if shop not in SHOPS_SKIPPED.get(mode, ())
    )
    for mode in ("cbu", "skd", "ckd", "full")
}


@dataclass(frozen=True)
class DataOf(Generic[Kind]):
    """Everything the constraint families read, labels as positions.

    Volumes are in ``scale.volume`` vehicles, money in ``scale.money``.

    Attributes
    ----------
    nodes
        node, parent, year, probability, is_leaf. One row per node.
    paths
        node, ancestor, age (years): every node with every node on its path.
    leaf_paths
        leaf, node: every node on the path to each leaf.
    programmes
        Build options: keys, structure columns, ramp and start window.
    ages
        build_option, age, share, is_full, site_share, is_site_full: ramp shares; as in
        `ramps.py`.
    recipes, routes, unit_costs, demand, patterns, shops, committed, supplies
        As in docs/architecture.md, scaled.
    facilities, parties
        Tables of the case, scaled.
    quotas
        node, quota, pool, quota_volume: measures with the volume they share, scaled.
    licences
        node, quota, holder (blank: nobody who plans), fee: what entering costs, scaled.
    plants
        facility, node, may_run, has_ended (its last year is over), guest_limit and
        one-off costs of plants at each node.
    patterns_at_first
        facility, headcount of the pattern in force just before the first year.
    contracts
        Contracts by node, as in `contracts.py`.
    programme_costs
        build_option, node, tooling_cost, shortfall_charge, full_rate (nan: not given).
    discount
        party, node, factor: present value of one unit of cash.
    receipts, packages, savings
        What policies pay a vehicle, support packages, what they save: `policies.py`.
    grants, grants_sold, grants_built, grants_tooled, grants_opened
        Grants and support, and the deliveries, programmes, starts and openings they
        are for; as in `grants.py`.
    fleet, fleet_sold, credit_moves
        Fleet rules by maker, the vehicles they count, and what may be done with their
        credits; as in `fleet.py`.
    carbon, carbon_made, carbon_sent
        Prices and caps of carbon, and what they count of each vehicle; as in
        `carbon.py`.
    offices
        party, node, running, moving: what a party pays for its headquarters.
    """

    derived: Derived = field(repr=False)
    axes: Axes = field(repr=False)
    scale: Scale
    nodes: Kind = field(repr=False)
    paths: Kind = field(repr=False)
    leaf_paths: Kind = field(repr=False)
    programmes: Kind = field(repr=False)
    ages: Kind = field(repr=False)
    recipes: Kind = field(repr=False)
    unit_costs: Kind = field(repr=False)
    routes: Kind = field(repr=False)
    demand: Kind = field(repr=False)
    patterns: Kind = field(repr=False)
    shops: Kind = field(repr=False)
    committed: Kind = field(repr=False)
    supplies: Kind = field(repr=False)
    facilities: Kind = field(repr=False)
    plants: Kind = field(repr=False)
    patterns_at_first: Kind = field(repr=False)
    programme_costs: Kind = field(repr=False)
    parties: Kind = field(repr=False)
    quotas: Kind = field(repr=False)
    licences: Kind = field(repr=False)
    contracts: Kind = field(repr=False)
    discount: Kind = field(repr=False)
    receipts: Kind = field(repr=False)
    packages: Kind = field(repr=False)
    savings: Kind = field(repr=False)
    grants: Kind = field(repr=False)
    grants_sold: Kind = field(repr=False)
    grants_built: Kind = field(repr=False)
    grants_tooled: Kind = field(repr=False)
    grants_opened: Kind = field(repr=False)
    fleet: Kind = field(repr=False)
    fleet_sold: Kind = field(repr=False)
    credit_moves: Kind = field(repr=False)
    carbon: Kind = field(repr=False)
    carbon_made: Kind = field(repr=False)
    carbon_sent: Kind = field(repr=False)
    offices: Kind = field(repr=False)


DataTables = DataOf[Table]
"""What the constraint families read."""
Data = DataOf[pl.DataFrame]
"""The same in words, for those who read a solution."""


def labelled_data(data: DataTables) -> Data:
    """Return the data with words for positions."""
    tables = {
        entry.name: getattr(data, entry.name).labelled()
        for entry in fields(data)
        if isinstance(getattr(data, entry.name), Table)
    }
    return Data(data.derived, data.axes, data.scale, **tables)


def data_of(derived: Derived, axes: Axes, scale: Scale) -> DataTables:
    """Return the data of a derived case on these axes, in this scale."""
    nodes = nodes_of(derived, axes)
    paths = paths_of(nodes)
    tables = {
        "nodes": nodes,
        "paths": paths,
        "leaf_paths": leaf_paths_of(nodes, paths),
        **_of_programmes(derived, axes, scale),
        **_of_recipes(derived, axes, scale),
        **_of_plants(derived, axes, scale, nodes, paths),
        **_of_parties(derived, axes, scale, nodes),
        **_of_policies(derived, axes, scale),
        **fleet_of(derived, axes, scale),
        **carbon_of(derived, axes, scale),
    }
    return DataTables(derived, axes, scale, **tables)


def _of_programmes(derived: Derived, axes: Axes, scale: Scale) -> dict[str, Table]:
    return {
        "programmes": _programmes(derived, axes, scale),
        "ages": ages_of(derived, axes),
        "programme_costs": _programme_costs(derived, axes, scale),
    }


def _of_recipes(derived: Derived, axes: Axes, scale: Scale) -> dict[str, Table]:
    recipes = axes.read(derived.recipes, *RECIPE)
    unit_costs = axes.read_shared(derived.costs)
    routes = axes.read_shared(derived.choices, *ROUTE_KEYS, *ROUTE_MONEY)
    return {
        "recipes": recipes,
        "unit_costs": _divided(unit_costs, scale.unit_money, UNIT_MONEY),
        "routes": _divided(routes, scale.unit_money, ROUTE_MONEY),
        "demand": _demand(derived, axes, scale),
        "supplies": _supplies(derived, axes),
        "quotas": _quotas(derived, axes, scale),
        "licences": _divided(axes.read(licences(derived)), scale.unit_money, ("fee",)),
    }


def _of_plants(
    derived: Derived, axes: Axes, scale: Scale, nodes: Table, paths: Table
) -> dict[str, Table]:
    facilities = axes.read(derived.case.tables["facilities"], *PLANT)
    shops = axes.read(derived.shops).semi(nodes, ["node"])
    committed = axes.read(derived.committed)
    plants = _plants(derived, axes, scale, paths)
    return {
        "facilities": facilities,
        "plants": plants,
        "patterns": _patterns(derived, axes, scale, facilities, plants),
        "patterns_at_first": _patterns_at_first(derived, axes),
        "shops": _divided(shops, scale.volume, ("jobs_per_hour",)),
        "committed": _divided(committed, scale.volume, ("line_time",)),
    }


def _of_parties(
    derived: Derived, axes: Axes, scale: Scale, nodes: Table
) -> dict[str, Table]:
    parties = axes.read(derived.case.tables["parties"], *PARTY)
    return {
        "parties": _divided(parties, scale.money, ("loss_allowance",)),
        "contracts": contracts_of(derived, axes, scale),
        "offices": offices_of(derived, axes, scale),
        "discount": _discount(derived, parties, nodes),
    }


def _of_policies(derived: Derived, axes: Axes, scale: Scale) -> dict[str, Table]:
    paid, unit, rows = ("amount",), scale.unit_money, in_force(derived)
    granted = grants.given(derived)
    decided = [packages(rows), grants.decided(derived, granted)]
    asked = axes.read(pl.concat([d for d in decided if d.height] or decided[:1]))
    return {
        "receipts": _divided(axes.read(receipts(derived, rows)), unit, paid),
        "packages": _divided(asked, scale.money, ("one_off_cost",)),
        "savings": _divided(axes.read(savings(derived, rows)), unit, paid),
        "grants": _grants(axes.read(granted, *grants.GIVEN), scale),
        "grants_sold": axes.read(grants.sold_under(derived, granted)),
        "grants_built": axes.read(grants.built_under(derived, granted)),
        "grants_tooled": axes.read(grants.tooled_under(derived, granted)),
        "grants_opened": axes.read(grants.opened_under(derived, granted)),
    }


def _grants(table: Table, scale: Scale) -> Table:
    is_share = table.is_label("kind", grants.CAPITAL)  # of capital, in no unit
    unit = np.where(is_share, 1.0, scale.unit_money)
    table = table.with_columns(amount=table["amount"] / unit)
    return _divided(table, scale.money, ("cap",))


UNIT_MONEY = (*MADE, "crew", "ex_works")
ROUTE_KEYS = ("recipe", "place", "node", "regime", "quota")
ROUTE_MONEY = SENT


def _divided(table: Table, by: float, columns: tuple[str, ...]) -> Table:
    return table.with_columns(**{name: table[name] / by for name in columns})


def _or(values: Array, blank: float) -> Array:
    """Return the values with a number for every blank."""
    return np.where(np.isnan(values), blank, values)


def _demand(derived: Derived, axes: Axes, scale: Scale) -> Table:
    """Return the markets in which something can be sold, by node."""
    sold = axes.read(derived.demand.filter(pl.col("volume") > 0))
    demand = _divided(sold, scale.volume, ("volume",))
    return _divided(demand, scale.unit_money, ("price", "lost_sale_penalty"))


def _patterns(
    derived: Derived, axes: Axes, scale: Scale, facilities: Table, plants: Table
) -> Table:
    """Return the patterns of plants that may run, by node."""
    of_plant = facilities.select("facility", "owner")
    table = axes.read(derived.capacity).join(of_plant, ["facility"])
    table = table.semi(plants.where(plants["may_run"]), ["facility", "node"])
    table = _divided(table, scale.volume, ("capacity",))
    return _divided(table, scale.money, ("fixed_cost",))


def _patterns_at_first(derived: Derived, axes: Axes) -> Table:
    current = derived.case.tables["shift_patterns"].filter("is_current")
    table = axes.read(current, "facility", "headcount").distinct(["facility"])
    return table.with_columns(headcount=table["headcount"].astype(float))


def _programmes(derived: Derived, axes: Axes, scale: Scale) -> Table:
    tables, plan = derived.case.tables, derived.case.settings.plan
    first = derived.case.settings.case.first_year
    plants = axes.read(tables["facilities"], "facility", "owner", "status")
    table = axes.read(tables["build_options"], *PROGRAMME).join(plants, ["facility"])
    earliest = plan.earliest_start_year or first
    latest = plan.latest_start_year or 9999
    table = table.with_columns(
        first_start=np.maximum(_or(table["first_year"], first), earliest),
        last_start=np.minimum(_or(table["last_year"], 9999), latest),
    )
    kept = table.drop("first_year", "last_year")
    return _divided(kept, scale.volume, ("minimum_volume",))


RECIPE = (
    "recipe",
    "build_option",
    "product",
    "facility",
    "owner",
    "programme_owner",
    "mode",
)
PARTY = (
    "party",
    "kind",
    "discount_rate",
    "tax_rate",
    "loss_relief_share",
    "loss_allowance",
    "allowance_years",
    "has_other_profit",
    "tail",
    "tail_weight",
)
PLANT = ("facility", "owner", "status", "last_year", "lead_years", "closing_cost")
PROGRAMME = (
    "build_option",
    "product",
    "facility",
    "programme_owner",
    "mode",
    "capacity_use",
    "minimum_volume",
    "exclusive_group",
    "is_committed",
    "first_year",
    "last_year",
)


def _supplies(derived: Derived, axes: Axes) -> Table:
    """Return what a recipe buys from each plant whose patterns limit it, by node."""
    bought = axes.read(
        derived.supplies.rename({"source": "facility"}),
        "recipe",
        "facility",
        "node",
        "units_per_vehicle",
    )
    units = bought["units_per_vehicle"]
    return bought.totals(["recipe", "facility", "node"], units_per_vehicle=units)


def _per_node(
    derived: Derived, axes: Axes, table: str, columns: tuple[str, ...]
) -> Table:
    """Return a table of the case as it stands at every node."""
    frame = derived.at_nodes(lambda case: case.tables[table].select(columns))
    return axes.read(frame, "node", *columns)


def _plants(derived: Derived, axes: Axes, scale: Scale, paths: Table) -> Table:
    once, per_job = ("opening_cost", "closing_cost"), ("hiring_cost", "redundancy_cost")
    years, limit = ("year", "first_year", "last_year"), "guest_limit"
    names = ("facility", "node", *years, limit, *once, *per_job)
    table = axes.read(derived.plants, *names)
    may_run = (table["year"] >= _or(table["first_year"], 0)) & (
        table["year"] <= _or(table["last_year"], 9999)
    )
    has_ended = table["year"] > _or(table["last_year"], 9999)
    has_ended |= _closed_for_good(table.where(has_ended), table, paths)
    may_run &= ~has_ended
    table = table.drop(*years).with_columns(may_run=may_run, has_ended=has_ended)
    table = _divided(table, scale.money, once)
    table = _divided(table, scale.money / scale.jobs, per_job)
    return _divided(table, scale.volume, (limit,))


def _closed_for_good(ended: Table, plants: Table, paths: Table) -> Array:
    """Return which plants ended at an earlier node and are closed when they end."""
    later = ended.select("facility", ancestor="node").join(paths, ["ancestor"])
    is_final = ~np.isnan(plants["closing_cost"])
    return is_final & has_partner(plants, later, ["facility", "node"])


def _programme_costs(derived: Derived, axes: Axes, scale: Scale) -> Table:
    columns = ("build_option", "tooling_cost", "shortfall_charge", "full_rate")
    table = _per_node(derived, axes, "build_options", columns)
    table = _divided(table, scale.money, ("tooling_cost",))
    table = _divided(table, scale.volume, ("full_rate",))
    return _divided(table, scale.unit_money, ("shortfall_charge",))


def _quotas(derived: Derived, axes: Axes, scale: Scale) -> Table:
    table = axes.read(volumes(derived).drop_nulls("quota_volume"))
    return _divided(table, scale.volume, ("quota_volume",))


def _discount(derived: Derived, parties: Table, nodes: Table) -> Table:
    settings = derived.case.settings
    grid = parties.select("party", "discount_rate").cross(nodes.select("node", "year"))
    pairs = zip(grid["discount_rate"].tolist(), grid["year"].tolist(), strict=True)
    factors = [discount_factor(rate, year, settings) for rate, year in pairs]
    return grid.select("party", "node", factor=np.array(factors, dtype=float))
