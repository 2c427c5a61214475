"""What limits a week of the plan besides line time: programmes, shops and quotas?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

from brownfield.plans.recount.plants.capacity import SHOPS_BY_MODE
from brownfield.plans.recount.plants.programmes import (
    built,
    full_rate,
    is_promised,
    running_share,
)
from brownfield.plans.recount.trade.part_origin import covers

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, Rows, World
    from brownfield.questions.stress.network.planned import Planned

Key = tuple[str, str]  # kind and name of a resource


@dataclass(frozen=True)
class YearlyLimits:
    """Most a year of what vehicles use, and what a vehicle uses of it.

    Attributes
    ----------
    most
        By kind and name of the resource: programmes in vehicles, shops in standard
        vehicles beyond commitments, quotas in vehicles. What is not named has no limit.
    plants
        The plant whose longer hours add to it. Of quotas, and of programmes still on
        their ramp, nothing makes more.
    """

    most: Mapping[Key, float]
    plants: Mapping[Key, str]
    _shops: Mapping[str, tuple[Row, ...]] = field(repr=False)
    _pools: Mapping[str, str] = field(repr=False)

    def taken(self, arc: Mapping[str, Any]) -> dict[Key, float]:
        """Return what a vehicle of an arc takes of its shops and its quota.

        A shop that does not run lets nothing through, even what takes no line time.
        """
        passed = SHOPS_BY_MODE[arc["mode"]]
        shares = {
            _shop(shop): arc["capacity_use"] if _most(shop) else 1.0
            for shop in self._shops.get(arc["facility"], ())
            if shop["shop"] in passed
        }
        quota = arc["quota"]
        return shares | ({_volume(self._pools.get(quota, quota)): 1.0} if quota else {})


def yearly_limits(at: Planned) -> YearlyLimits:
    """Return the limits of a year of the plan, as law.md states them."""
    most, plants = _programmes(at)
    rows = at.world.case[at.node]
    shops: dict[str, tuple[Row, ...]] = {}
    committed = dict(at.table("capacity_use").select("facility", "committed").rows())
    for shop in rows.all("shops"):
        plant = shop["facility"]
        shops[plant] = (*shops.get(plant, ()), shop)
        most[_shop(shop)] = _most(shop) - committed.get(plant, 0.0)
        plants[_shop(shop)] = plant
    pools, volumes = _pools(rows, at.world.nodes[at.node].year)
    return YearlyLimits(most | volumes, plants, shops, pools)


def _pools(rows: Rows, year: int) -> tuple[dict[str, str], dict[Key, float]]:
    """Return the pool of each measure that shares one, and the volumes of a year."""
    pools: dict[str, str] = {}
    volumes: dict[Key, float] = {}
    for measure in rows.all("trade_measures"):
        name = measure["quota_pool"] or measure["measure"]
        pools[measure["measure"]] = name
        if measure["quota_volume"] is not None and covers(measure, year):
            volumes[_volume(name)] = measure["quota_volume"]
    return pools, volumes


def _programmes(at: Planned) -> tuple[dict[Key, float], dict[Key, str]]:
    """Return the most that programmes make, and the plants of those past their ramp.

    A backup that was never started is kept ready to be built at its full rate.
    """
    most, plants = dict[Key, float](), dict[Key, str]()
    world, node = at.world, at.world.nodes[at.node]
    for name in at.arcs["build_option"].unique(maintain_order=True):
        option, key = world.option(name), ("programme", name)
        is_started = any(world.on_path(node.name, "starts", build_option=name))
        if is_started and not is_promised(world, option, node):
            most[key] = built(world, option, node)
        elif (limit := _reached(world, option, node)) < inf:
            most[key], plants[key] = limit, option["facility"]
    return most, plants


def _reached(world: World, option: Row, node: Node) -> float:
    """Return the most a programme past its ramp makes: inf if only its line limits it.

    The largest pattern of the plant is no limit beside the pattern in force.
    """
    given = world.option_at(node, option["build_option"])["full_rate"]
    share = running_share(world, option, node) or 1.0
    if given is None and share >= 1.0:
        return inf
    return share * full_rate(world, option, node)


def _volume(name: str) -> Key:
    return "quota", name


def _shop(shop: Row) -> Key:
    return "shop", f"{shop['facility']} {shop['shop']}"


def _most(shop: Row) -> float:
    return float(shop["jobs_per_hour"] * shop["hours_per_year"])
