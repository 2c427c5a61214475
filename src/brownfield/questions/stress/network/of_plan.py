"""How does one year of a plan become a weekly network?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from brownfield.questions.stress.network.limits import Key, YearlyLimits, yearly_limits
from brownfield.questions.stress.network.margins import has_begun, margins
from brownfield.questions.stress.network.network import Network, summed
from brownfield.questions.stress.network.planned import Planned, planned
from brownfield.questions.stress.network.promises import Promise, promises

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.plans.plan import Plan
    from brownfield.questions.stress.setting import Setting

DAYS = 365.0  # of a year in which vehicles travel
LEAST_SHARE = 0.01  # of the price that a lost vehicle counts at least


@dataclass(frozen=True)
class PlanNetwork:
    """The weekly network of a plan, with what it means.

    Attributes
    ----------
    at
        The year and future it stands for.
    network
        The arrays.
    resources
        Kind and name of every resource: plant (or part maker), guest and own lines of a
        plant, source of parts, lane (origin>destination) and programme. Length R.
    parties
        Parties that earn or lose. Length P.
    margin
        What a party earns on a vehicle. Shape (A, P), case currency.
    penalty
        What a party pays for a lost vehicle. Shape (D, P), case currency.
    working_weeks
        Weeks of a year in which plants build.
    """

    at: Planned
    network: Network
    resources: tuple[Key, ...] = field(repr=False)
    parties: tuple[str, ...]
    margin: Floats = field(repr=False)
    penalty: Floats = field(repr=False)
    working_weeks: float

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Volumes owed in the year, whatever stops."""
        return promises(self.at)

    @cached_property
    def clauses(self) -> list[dict[str, Any]]:
        """Contracts in force, their guest begun, that say what a stop changes."""
        year = self.at.year
        return [
            row
            for row in self.at.case.tables["contracts"].to_dicts()
            if row["stop_relief"] > 0 or row["stop_damages"] > 0
            if (row["from_year"] or 0) <= year <= (row["to_year"] or 9999)
            if has_begun(row, self.at)
        ]


def plan_network(
    plan: Plan,
    node: str,
    setting: Setting,
    *,
    backups: Collection[str] = (),
) -> PlanNetwork:
    """Return the weekly network of a plan at a node.

    Parameters
    ----------
    plan
        The plan; its tables are all that is used of it.
    node
        Node of the scenario tree.
    setting
        Assumptions.
    backups
        Recipes or build options kept ready though not in use.
    """
    at = planned(plan, node, backups)
    arcs = at.arcs
    per_week = arcs["vehicles"].to_numpy() / setting.working_weeks
    pairs = arcs.select("product", "place").unique(maintain_order=True)
    position = {pair: i for i, pair in enumerate(pairs.iter_rows())}
    own = np.array(
        [position[pair] for pair in arcs.select("product", "place").iter_rows()]
    )
    money = margins(at)
    margin = np.array(list(money.values())).T.reshape(arcs.height, len(money))
    demand = summed(own, per_week, len(position))
    limits = yearly_limits(at)
    resources, use = _uses(at, limits)
    network = Network(
        demands=tuple(f"{product} in {place}" for product, place in position),
        arcs=tuple(f"{r['recipe']} > {r['place']}" for r in arcs.to_dicts()),
        resources=tuple(f"{kind} {name}" for kind, name in resources),
        demand=demand,
        stock=summed(
            own, (arcs["vehicles"] * arcs["days"]).to_numpy() / DAYS, len(position)
        ),
        unit_loss=_unit_loss(arcs, own, margin, per_week, demand),
        patience=_patience(arcs, own, len(position), setting),
        arc_demand=own,
        arc_cost=_extra_cost(own, margin.sum(axis=1), len(position)),
        flow=per_week,
        capacity=_capacity(at, resources, limits) / setting.working_weeks,
        overtime=_overtime(at, resources, limits, setting) / setting.working_weeks,
        buffer=np.zeros(len(resources)),
        use_resource=np.array([u[0] for u in use]),
        use_arc=np.array([u[1] for u in use]),
        use_amount=np.array([u[2] for u in use]),
        year=setting.working_weeks,
    )
    fits = np.maximum(network.capacity, network.planned_use)  # but for rounding it does
    network = replace(network, capacity=fits)
    parties = tuple(money)
    penalty = _penalty(at, position, parties)
    weeks = setting.working_weeks
    return PlanNetwork(at, network, resources, parties, margin, penalty, weeks)


def _patience(
    arcs: pl.DataFrame, own: np.ndarray, size: int, setting: Setting
) -> Floats:
    """Return the share of buyers who wait, where the table gives none the usual one."""
    weeks = np.full(size, setting.patience)
    weeks[own] = arcs["patience"].fill_null(setting.patience).to_numpy()
    return weeks


def _penalty(
    at: Planned, position: dict[tuple[str, ...], int], parties: tuple[str, ...]
) -> Floats:
    penalties = np.zeros((len(position), len(parties)))
    rows = at.arcs.unique(["product", "place"], maintain_order=True).to_dicts()
    for row in rows:
        if row["company"] in parties:
            place = position[(row["product"], row["place"])]
            penalties[place, parties.index(row["company"])] = (
                row["lost_sale_penalty"] or 0
            )
    return penalties


def _unit_loss(
    arcs: pl.DataFrame, own: np.ndarray, margin: Floats, flow: Floats, demand: Floats
) -> Floats:
    """Return margin and penalty of a lost vehicle, at least a share of its price."""
    size = len(demand)
    total = summed(own, margin.sum(axis=1) * flow, size) / np.maximum(demand, 1e-9)
    price, penalty = np.zeros(size), np.zeros(size)
    price[own] = arcs["price"].to_numpy()
    penalty[own] = arcs["lost_sale_penalty"].fill_null(0.0).to_numpy()
    return np.maximum(total + penalty, LEAST_SHARE * price)


def _extra_cost(own: np.ndarray, margin: Floats, size: int) -> Floats:
    best = np.full(size, -np.inf)
    np.maximum.at(best, own, margin)
    return np.asarray(best[own] - margin)


def _uses(
    at: Planned, limits: YearlyLimits
) -> tuple[tuple[Key, ...], list[tuple[int, int, float]]]:
    """Return the resources and what a vehicle of each arc takes of them."""
    makers = set(at.table("capacity_use")["facility"])
    sources = _sources(at)
    number: dict[Key, int] = {}
    use: list[tuple[int, int, float]] = []
    for arc, row in enumerate(at.arcs.iter_rows(named=True)):
        side = "own" if row["programme_owner"] == row["owner"] else "guest"
        taken = {
            ("plant", row["facility"]): row["capacity_use"],
            (side, row["facility"]): row["capacity_use"],
            ("lane", f"{row['origin']}>{row['place']}"): 1.0,
            ("programme", row["build_option"]): 1.0,
        } | limits.taken(row)
        for source, units in sources.get(row["recipe"], {}).items():
            key = ("plant" if source in makers else "source", source)
            count = units if source in makers else 1.0
            taken[key] = taken.get(key, 0.0) + count
        for key, amount in taken.items():
            use.append((number.setdefault(key, len(number)), arc, float(amount)))
    return tuple(number), use


def _sources(at: Planned) -> dict[str, dict[str, float]]:
    """Return units by source for every recipe."""
    units = at.case.tables["bill_of_materials"].select(
        "build_option", "part_group", "source", "units_per_vehicle"
    )
    recipes = at.arcs.select("recipe", "build_option").unique(maintain_order=True)
    rows = (
        at.sourcing.join(recipes, on="recipe")
        .join(units, on=["build_option", "part_group", "source"])
        .group_by("recipe", "source", maintain_order=True)
        .agg(pl.col("units_per_vehicle").sum())
    )
    by_recipe: dict[str, dict[str, float]] = {}
    for recipe, source, amount in rows.iter_rows():
        by_recipe.setdefault(recipe, {})[source] = amount
    return by_recipe


def _capacity(at: Planned, keys: tuple[Key, ...], limits: YearlyLimits) -> Floats:
    """Return what each resource offers, units a year; inf = no limit."""
    given = at.case.tables["facilities"].drop_nulls("guest_limit")
    guests = dict(given.select("facility", "guest_limit").iter_rows())
    most = {("plant", name): free for name, free in at.free_line_time.items()}
    most |= {("guest", name): limit for name, limit in guests.items()}
    most |= limits.most
    return np.array([most.get(key, np.inf) for key in keys], dtype=np.float64)


def _overtime(
    at: Planned, keys: tuple[Key, ...], limits: YearlyLimits, setting: Setting
) -> Floats:
    """Return what longer hours at a plant add to each resource, units a year."""
    usual = {("plant", name): name for name in at.free_line_time}
    usual |= limits.plants
    given = dict(at.case.tables["facilities"].select("facility", "overtime").rows())
    shares = [given.get(usual[key]) if key in usual else 0.0 for key in keys]
    capacity = _capacity(at, keys, limits)
    limited = np.where(np.isfinite(capacity), capacity, 0.0)
    return limited * [setting.overtime if s is None else s for s in shares]
