"""What happens week by week when an event strikes?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.stress.facts.published import (
    Difference,
    PublishedFigure,
    difference,
)
from brownfield.questions.stress.weeks.backtest import backtest
from brownfield.questions.stress.weeks.resilience import Resilience
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.stress.network.of_plan import PlanNetwork
    from brownfield.questions.stress.network.outage import Outage
    from brownfield.questions.stress.weeks.events import Event

HALF = 0.5  # vehicles below which there are none
Dent = Resilience
"""The dent that a stop leaves in a course of performance, as it was measured."""


@dataclass(frozen=True)
class Week:
    """One week since the stop began.

    Attributes
    ----------
    week
        Its number, from 1.
    hit_share, built_share, served_share
        Vehicles built by way of what is hit, all vehicles built and buyers served, over
        those planned.
    lost_vehicles
        Vehicles whose buyers went elsewhere.
    waiting, stock
        Buyers who wait, and vehicles in stock, at its end.
    """

    week: int
    hit_share: float
    built_share: float
    served_share: float
    lost_vehicles: float
    waiting: float
    stock: float


@dataclass(frozen=True)
class Missing:
    """Vehicles that an event leaves missing; 0 if less than half a vehicle.

    Attributes
    ----------
    unbuilt
        Not built in the weeks that fell short of the plan.
    left
        Of those, not built later either.
    never_sold
        Of those left, never sold.
    out_of_stock
        Of those left, delivered out of stock.
    waiting
        Buyers who wait in the worst week.
    """

    unbuilt: float
    left: float
    never_sold: float
    out_of_stock: float
    waiting: float


@dataclass(frozen=True)
class EventReplay:
    """A named event on the plan, replayed; money in case currency.

    Attributes
    ----------
    event
        Hazard or what-if.
    outages
        What stops (scope and target), for how many weeks, with how many weeks of ramp,
        and the share that still runs.
    lost_output
        Vehicles not built, net of those built later.
    unbuilt
        Vehicles not built in the weeks that fell short of the plan.
    lost_vehicles
        Vehicles not delivered for good.
    lost_value
        Contribution, lost-sale penalty and what promises cost, of all parties.
    of_which_penalty
        Lost-sale penalty in it.
    lost_value_by_party
        Lost by each party, after what contracts move; negative = gained.
    moved_by_contracts
        What relief and damages in contracts bring each party; negative = it gives.
    loss_per_stopped_week, output_per_stopped_week
        Contribution and vehicles lost in a week in which everything hit stands still.
    damages_per_lost_vehicle
        For each guest at plants that stopped: what contracts would have to pay it for
        each of its vehicles not built there as planned.
    helped_by
        Cures of the case that shorten or soften it; None if it has none.
    hit, built, service
        Dent in vehicles built by way of what is hit, in all vehicles built and in
        buyers served.
    weeks
        Its course.
    published
        Published figures beside ours; empty without any.
    difference
        Why ours differs; None without any published.
    missing
        What became of the vehicles not built.
    received
        What relief and damages bring the parties that gain by them together.
    """

    event: str
    outages: tuple[Outage, ...]
    lost_output: float
    unbuilt: float
    lost_vehicles: float
    lost_value: float
    of_which_penalty: float
    lost_value_by_party: Mapping[str, float]
    moved_by_contracts: Mapping[str, float]
    loss_per_stopped_week: float
    output_per_stopped_week: float
    damages_per_lost_vehicle: Mapping[str, float]
    helped_by: tuple[str, ...] | None
    hit: Dent
    built: Dent
    service: Dent
    weeks: tuple[Week, ...] = field(repr=False)
    published: tuple[PublishedFigure, ...]
    difference: Difference | None = field(metadata=TOLD_ONLY)
    missing: Missing = field(metadata=TOLD_ONLY)
    received: float = field(metadata=TOLD_ONLY)


def event_replay(planned: PlanNetwork, event: Event) -> EventReplay:
    """Return the facts of a replayed event.

    Parameters
    ----------
    planned
        The weekly network of the plan.
    event
        The event.
    """
    beside = backtest(planned, event)
    rows = beside.comparisons if beside else ()
    return EventReplay(
        event=event.name,
        outages=event.outages,
        lost_output=event.lost_output,
        unbuilt=event.unbuilt,
        lost_vehicles=event.lost_vehicles,
        lost_value=event.lost_value,
        of_which_penalty=event.penalty,
        lost_value_by_party=event.by_party,
        moved_by_contracts=event.moved,
        loss_per_stopped_week=event.weekly_loss,
        output_per_stopped_week=event.weekly_output,
        damages_per_lost_vehicle=event.guest_damages,
        helped_by=event.helped_by,
        hit=event.hit,
        built=event.built,
        service=event.service,
        weeks=_weeks(event),
        published=rows,
        difference=difference(beside, planned.at.year) if beside else None,
        missing=_missing(event),
        received=sum(amount for amount in event.moved.values() if amount > 0),
    )


def _weeks(event: Event) -> tuple[Week, ...]:
    replay = event.replay
    return tuple(
        Week(
            week=place + 1,
            hit_share=float(event.hit_course[place]),
            built_share=float(replay.quality[place]),
            served_share=float(replay.service[place]),
            lost_vehicles=float(replay.lost[:, place].sum()),
            waiting=float(replay.backlog[:, place].sum()),
            stock=float(replay.stock[:, place].sum()),
        )
        for place in range(len(replay.quality))
    )


def _missing(event: Event) -> Missing:
    return Missing(
        unbuilt=_counted(event.unbuilt),
        left=_counted(event.lost_output),
        never_sold=_counted(event.lost_vehicles),
        out_of_stock=_counted(event.lost_output - event.lost_vehicles),
        waiting=_counted(float(event.replay.backlog.sum(axis=0).max())),
    )


def _counted(vehicles: float) -> float:
    return vehicles if vehicles >= HALF else 0.0
