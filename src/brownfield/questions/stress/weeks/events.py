"""What happens week by week when a named event strikes a plan?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.errors import UseError
from brownfield.questions.stress.network.hits import (
    availability,
    owners_hit,
    plants_hit,
)
from brownfield.questions.stress.network.outage import Outage, profile
from brownfield.questions.stress.network.relief import Standstill, moved_by_contracts
from brownfield.questions.stress.sweep.exposure import Loss
from brownfield.questions.stress.sweep.rebuild import rebuilt
from brownfield.questions.stress.sweep.sweep import lost_by_party, penalty_of
from brownfield.questions.stress.weeks.resilience import Resilience, weekly_resilience
from brownfield.questions.stress.weeks.weekly import Replay, Weekly
from brownfield.questions.stress.years.hazards import EMPTY, Hazard, hazards
from brownfield.tables.problems import did_you_mean

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.network.of_plan import PlanNetwork
    from brownfield.questions.stress.setting import Setting, Shape

AFTER = 26  # weeks followed after the ramp: half a year of catch-up


@dataclass(frozen=True)
class Event:
    """A named event on a plan, replayed; money in case currency.

    Attributes
    ----------
    name
        Hazard or what-if.
    outages
        What stops.
    replay
        The course by week.
    lost_output
        Vehicles not built, net of those built later.
    unbuilt
        Vehicles not built in the weeks that fell short of the plan.
    lost_vehicles
        Vehicles not delivered for good.
    by_party
        Lost by each party, after what contracts move.
    penalty
        Lost-sale penalty in it; the rest is contribution and what promises cost.
    moved
        What relief and damages in contracts bring each party; negative = it gives.
    weekly_loss
        Contribution lost in a week in which everything hit stands still, stock and
        waiting buyers not counted.
    weekly_output
        Vehicles not built in such a week.
    guest_damages
        Loss of each guest at plants that stopped, per vehicle of its own that was not
        built there as planned: what contract relief or damages would have to pay.
    hit_course
        Vehicles built each week by way of what is hit, over those planned. Shape (W,).
    hit, built, service
        Course of vehicles built by way of what is hit, of all vehicles built and of
        buyers served, 1 = as planned.
    helped_by
        Cures of the case that shorten or soften it; None if it has none.
    """

    name: str
    outages: tuple[Outage, ...]
    replay: Replay = field(repr=False)
    lost_output: float
    unbuilt: float
    lost_vehicles: float
    by_party: dict[str, float]
    penalty: float
    moved: dict[str, float]
    weekly_loss: float
    weekly_output: float
    guest_damages: dict[str, float]
    hit_course: Floats = field(repr=False)
    hit: Resilience
    built: Resilience
    service: Resilience
    helped_by: tuple[str, ...] | None = None

    @property
    def lost_value(self) -> float:
        """Contribution, lost-sale penalty and what promises cost, of all together."""
        return sum(self.by_party.values())


def outages_of(case: Case, name: str, shape: Shape = "lognormal") -> list[Hazard]:
    """Return the hazards of an event: the one of that name, or those a what-if makes.

    Raises
    ------
    UseError
        If `name` is neither a hazard nor a what-if that changes or adds hazards.
    """
    before = hazards(case, shape)
    own = [h for h in before if h.name == name]
    if own:
        return own
    what_ifs = case.tables["what_ifs"]["what_if"].unique(maintain_order=True).to_list()
    if name in what_ifs:
        outages = [h for h in hazards(case.apply(name), shape) if h not in before]
        if outages:
            return outages
        message = (
            f"The what-if {name!r} changes no hazard, so nothing stops. Let a row add "
            "to the table hazards, or change it."
        )
        raise UseError(message)
    stopping = case.tables["what_ifs"].filter(pl.col("table") == "hazards")["what_if"]
    names = list(dict.fromkeys([*(h.name for h in before), *stopping]))
    message = (
        f"There is no hazard or what-if {name!r} that stops anything. "
        f"{_known_events(name, names)}"
    )
    raise UseError(message)


def _known_events(name: str, names: list[str]) -> str:
    if not names:
        return EMPTY
    near = did_you_mean(name, names, "")
    return f"{near} Known: {', '.join(names)}.".lstrip()


def replayed(
    planned: PlanNetwork, name: str, hazards: Sequence[Hazard], setting: Setting
) -> Event:
    """Return what happens week by week when hazards strike at once.

    Parameters
    ----------
    planned
        The weekly network of a plan.
    name
        Name of the event.
    hazards
        What stops, each for its usual length.
    setting
        Assumptions.
    """
    outages = tuple(h.outage() for h in hazards)
    horizon = setting.horizon or max(
        ceil(o.weeks + o.recovery) + AFTER for o in outages
    )
    shares = _weekly_shares(planned, outages, horizon)
    replay = Weekly(planned.network, horizon).replay(shares)
    total = _in_all(planned, replay, horizon)
    by_party = lost_by_party(planned, total, _still(outages))
    worst, course = _worst_week(planned, outages), _hit_course(planned, outages, replay)
    planned_week = float(planned.network.flow.sum())
    built = replay.built.sum(axis=0)
    return Event(
        name=name,
        outages=outages,
        replay=replay,
        lost_output=planned_week * horizon - float(built.sum()),
        unbuilt=float(np.clip(planned_week - built, 0.0, None).sum()),
        lost_vehicles=total.never_sold,
        by_party=by_party,
        penalty=penalty_of(planned, total),
        moved=moved_by_contracts(planned, _missing(planned, total), _still(outages)),
        weekly_loss=worst[0],
        weekly_output=worst[1],
        guest_damages=_damages(planned, outages, total, by_party),
        hit_course=course,
        hit=weekly_resilience(course),
        built=weekly_resilience(replay.quality),
        service=weekly_resilience(replay.service),
    )


def _weekly_shares(
    planned: PlanNetwork, outages: Sequence[Outage], horizon: int
) -> Floats:
    shares = np.ones((len(planned.resources), horizon))
    for outage in outages:
        is_hit = availability(planned, (outage.scope, outage.target)) < 1.0
        course = np.where(is_hit[:, None], profile(outage, horizon), 1.0)
        shares = np.minimum(shares, course)
    return shares


def _in_all(planned: PlanNetwork, replay: Replay, horizon: int) -> Loss:
    network, delivered = planned.network, replay.built.sum(axis=1)
    used = network.stock - replay.stock[:, -1]
    short = np.clip(network.flow * horizon - delivered, 0.0, None)
    return Loss(
        weeks=horizon,
        lost=np.where(replay.lost > 1e-6, replay.lost, 0.0).sum(axis=1),
        stock_used=used,
        delivered=delivered,
        later=rebuilt(network, short, used),
    )


def _missing(planned: PlanNetwork, total: Loss) -> Floats:
    """Return vehicles not built as planned on each arc, net of those built later."""
    in_all = planned.network.flow * total.weeks
    return np.clip(in_all - total.delivered, 0.0, None)


def _still(outages: Sequence[Outage]) -> list[Standstill]:
    return [Standstill((o.scope, o.target), o.weeks_lost) for o in outages]


def _worst_week(planned: PlanNetwork, outages: Sequence[Outage]) -> tuple[float, float]:
    """Return contribution and vehicles of the arcs that stand still, a week."""
    network = planned.network
    stopped = network.flow * (1.0 - _running(planned, outages))
    return float((stopped @ planned.margin).sum()), float(stopped.sum())


def _running(planned: PlanNetwork, outages: Sequence[Outage]) -> Floats:
    """Return the share of each arc that runs during the stop itself. Shape (A,)."""
    network = planned.network
    shares = np.ones(len(planned.resources))
    for outage in outages:
        hit = availability(planned, (outage.scope, outage.target), outage.residual)
        shares = np.minimum(shares, hit)
    runs = np.ones(len(network.arcs))
    np.minimum.at(runs, network.use_arc, shares[network.use_resource])
    return runs


def _hit_course(
    planned: PlanNetwork, outages: Sequence[Outage], replay: Replay
) -> Floats:
    """Return vehicles built on the arcs hit over those planned there. Shape (W,)."""
    is_hit = _running(planned, outages) < 1.0
    planned_week = float(planned.network.flow[is_hit].sum())
    if planned_week <= 0:
        return np.ones(replay.built.shape[1])
    return np.asarray(replay.built[is_hit].sum(axis=0) / planned_week)


def _damages(
    planned: PlanNetwork,
    outages: Sequence[Outage],
    total: Loss,
    by_party: dict[str, float],
) -> dict[str, float]:
    owners, plants = set[str](), set[str]()
    for outage in outages:
        element = (outage.scope, outage.target)
        owners |= owners_hit(planned, element)
        plants |= plants_hit(planned.at.case, *element)
    short = _missing(planned, total)
    missing: dict[str, float] = {}
    programmes = planned.at.arcs.select("programme_owner", "facility").iter_rows()
    for (party, plant), vehicles in zip(programmes, short, strict=True):
        if plant in plants:
            missing[party] = missing.get(party, 0.0) + float(vehicles)
    return {
        party: loss / missing[party]
        for party, loss in by_party.items()
        if party not in owners and loss > 0 and missing.get(party, 0.0) > 1.0
    }
