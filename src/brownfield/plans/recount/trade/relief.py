"""Which duty does a price undertaking or an export spare a vehicle?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from brownfield.plans.recount.costs import parts, recipe_option, territory_of
from brownfield.plans.recount.trade.gate import part_duty
from brownfield.plans.recount.trade.tariff import DOMESTIC, Goods, Regime, matching

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, Row, Rows, World

SPARED = "countervailing"
LITTLE = 1e-6  # case currency; what a price may fall short of the least one


def promised(
    rows: Rows,
    goods: Goods,
    ways: Iterable[Regime],
    extra: Mapping[str, float],
    price: float | None,
) -> Iterator[Regime]:
    """Yield the regimes without countervailing duty that an undertaking opens.

    Parameters
    ----------
    rows
        Tables of the case at the node.
    goods
        The vehicle.
    ways
        Regimes open to it anyway.
    extra
        Amount of each kind of extra duty in them, case currency.
    price
        What its buyers pay, case currency; None if nobody asked for it.
    """
    row = next(iter(matching(rows, "undertaking", goods)), None)
    is_home = goods.importer == goods.exporter
    if row is None or price is None or is_home or SPARED not in extra:
        return
    limit = row["measure"] if _is_limited(row) else None
    for regime in ways:
        left = regime.duty - extra[SPARED]
        if regime.quota is None and price - left + LITTLE >= row["minimum_price"]:
            name = regime.name.replace(f"+{SPARED}", "+undertaking")
            yield replace(regime, name=name, quota=limit, duty=left)


def _is_limited(row: Row) -> bool:
    return row["quota_volume"] is not None or row["quota_pool"] is not None


def paid_back(
    world: World, node: Node, recipe: str, ways: Iterable[Regime]
) -> Iterator[Regime]:
    """Yield regimes with the duty on parts taken off where it comes back on export."""
    rows = world.case[node.name]
    home = territory_of(rows, recipe_option(world, recipe)["facility"])
    amount = _drawback(world, node, recipe)
    for regime in ways:
        is_abroad = regime.name != DOMESTIC
        if amount > 0 and is_abroad and _is_granted(rows, regime.agreement, home):
            name = f"{regime.name}+drawback"
            yield replace(regime, name=name, duty=regime.duty - amount)
        else:
            yield regime


def _is_granted(rows: Rows, agreement: str | None, home: str) -> bool:
    if agreement is None:
        return True
    row = rows.find("agreements", agreement=agreement, customs_territory=home)
    return row is not None and bool(row["allows_drawback"])


def _drawback(world: World, node: Node, recipe: str) -> float:
    """Return what comes back of the duty on the parts of one vehicle."""
    world = world.costing
    rows = world.case[node.name]
    name = ("drawback", recipe, node.year)
    if name not in rows.trade:
        rows.trade[name] = _refund(world, node, recipe)
    return float(rows.trade[name])


def _refund(world: World, node: Node, recipe: str) -> float:
    rows = world.case[node.name]
    plant = recipe_option(world, recipe)["facility"]
    home = territory_of(rows, plant)
    amount = 0.0
    for part in parts(world, node, recipe):
        heading = part.row["hs_code"]
        if heading is not None:
            goods = Goods(
                home, part.territory, heading, None, "part", node.year, 0.0, 0.0
            )
            for row in matching(rows, "drawback", goods)[:1]:
                amount += row["ad_valorem"] * part_duty(world, node, plant, part)
    return amount
