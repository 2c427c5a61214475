"""What do contracts move between host and guest when the host's plant stops?

Fees by the vehicle end by themselves when nothing is built. A reservation or a promised
volume is owed all the same, unless the contract gives relief for such weeks; and the
host may owe damages for the guest's vehicles it does not build.

References
----------
METHODS B6: a guest inherits the host's outages, which contracts price.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.questions.stress.network.hits import Element, plants_hit

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.network.of_plan import PlanNetwork


@dataclass(frozen=True)
class Standstill:
    """Something that stands still: scope and target, weeks at full stop.

    `separate` are plants whose guests go on building; `only` the plants of the target
    that are reached, empty = all of them.
    """

    element: Element
    weeks: float
    separate: frozenset[str] = frozenset()
    only: tuple[str, ...] = ()


def moved_by_contracts(
    planned: PlanNetwork, missing: Floats, stops: Sequence[Standstill]
) -> dict[str, float]:
    """Return what each party receives (+) or gives (-) because of the stops.

    Parameters
    ----------
    planned
        The weekly network of a plan.
    missing
        Vehicles not built as planned on each arc. Shape (A,).
    stops
        What stands still, and for how long.
    """
    moved: dict[str, float] = {}
    for row in planned.clauses:
        weeks = _weeks_still(planned, row, stops)
        amount = _relief(row, max(weeks.values(), default=0.0) / planned.working_weeks)
        amount += row["stop_damages"] * _not_built(planned, row, weeks, missing)
        if amount:
            moved[row["payer"]] = moved.get(row["payer"], 0.0) + amount
            moved[row["payee"]] = moved.get(row["payee"], 0.0) - amount
    return moved


def _weeks_still(
    planned: PlanNetwork, row: dict[str, Any], stops: Sequence[Standstill]
) -> dict[str, float]:
    """Return the weeks that each plant of the payee stands still for its guests.

    Stops that strike together begin together: the longest counts.
    """
    facilities = planned.at.case.tables["facilities"]
    own = facilities.filter(pl.col("owner") == row["payee"])["facility"].to_list()
    weeks: dict[str, float] = {}
    for stop in stops:
        still = plants_hit(planned.at.case, *stop.element) - _running(stop)
        still &= set(stop.only) or still
        for plant in own:
            if plant in still and row["facility"] in (None, plant):
                weeks[plant] = max(weeks.get(plant, 0.0), stop.weeks)
    return weeks


def _running(stop: Standstill) -> frozenset[str]:
    is_own_only = stop.element[0] == "outage_domain"
    return stop.separate if is_own_only else frozenset()


def _relief(row: dict[str, Any], share_of_year: float) -> float:
    yearly = {
        "reservation": row["amount"],
        "take_or_pay": row["amount"] * (row["volume"] or 0.0),
    }.get(row["form"], 0.0)
    return float(row["stop_relief"] * yearly * min(share_of_year, 1.0))


def _not_built(
    planned: PlanNetwork, row: dict[str, Any], plants: Collection[str], missing: Floats
) -> float:
    arcs = planned.at.arcs
    is_meant = (arcs["programme_owner"] == row["payer"]) & arcs["facility"].is_in(
        list(plants)
    )
    if row["product"] is not None:
        is_meant &= arcs["product"] == row["product"]
    return float(missing[is_meant.to_numpy()].sum())
