"""Which stops are one and the same in effect?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.questions.stress.network.hits import availability

if TYPE_CHECKING:
    from brownfield.questions.stress.facts.stops import RankedStop
    from brownfield.questions.stress.network.of_plan import PlanNetwork

LEAST = 0.5  # vehicles below which none is lost


@dataclass(frozen=True)
class StopGroup:
    """Stops of the same plants with the same loss, e.g. of a plant and its company.

    Attributes
    ----------
    stops
        The stops, the best rank first.
    stop
        What holds for all of them, with the first rank and the hazard of any.
    last_rank
        Rank of the last one; None if it is alone or others lie between.
    is_dearer
        Whether money is lost but no vehicle: buyers are served by dearer routes.
    """

    stops: tuple[RankedStop, ...]
    stop: RankedStop
    last_rank: int | None
    is_dearer: bool

    def has(self, scope: str) -> bool:
        """Return whether a stop of that kind is among them."""
        return any(stop.scope == scope for stop in self.stops)


def groups(planned: PlanNetwork, stops: Sequence[RankedStop]) -> tuple[StopGroup, ...]:
    """Return the stops that cost something, worst first, the same ones as one.

    Stops are the same if their outcome is and they share something that stops.

    Parameters
    ----------
    planned
        The weekly network of the plan.
    stops
        What was looked at, worst first.
    """
    alike: list[list[_Stopped]] = []
    for stop in stops:
        if stop.is_costly:
            one = _Stopped(stop, _outcome(stop), _stopping(planned, stop))
            same = next((g for g in alike if all(map(one.is_like, g))), None)
            if same is None:
                alike.append([one])
            else:
                same.append(one)
    return tuple(group_of([one.stop for one in same]) for same in alike)


@dataclass(frozen=True)
class _Stopped:
    stop: RankedStop
    outcome: tuple[str, ...]
    resources: frozenset[int]

    def is_like(self, other: _Stopped) -> bool:
        """Return whether both are the same in effect; two hazards never are."""
        hazards = {self.stop.hazard, other.stop.hazard} - {None}
        is_same = self.outcome == other.outcome and len(hazards) < 2
        return is_same and bool(self.resources & other.resources)


def _outcome(stop: RankedStop) -> tuple[str, ...]:
    numbers = (
        stop.weeks,
        stop.time_to_survive_weeks or 0.0,
        stop.lost_vehicles,
        *stop.lost_value_by_party.values(),
    )
    return tuple(f"{number:.6g}" for number in numbers)


def _stopping(planned: PlanNetwork, stop: RankedStop) -> frozenset[int]:
    shares = availability(planned, (stop.scope, stop.target))
    return frozenset(np.flatnonzero(shares < 1).tolist())


def group_of(stops: Sequence[RankedStop]) -> StopGroup:
    """Return stops that are the same as one; the best rank comes first."""
    first, last = stops[0].rank, stops[-1].rank
    one = next((stop for stop in stops if stop.hazard), stops[0])
    return StopGroup(
        stops=tuple(stops),
        stop=replace(one, rank=first),
        last_rank=last if last - first + 1 == len(stops) > 1 else None,
        is_dearer=stops[0].lost_vehicles < LEAST,
    )
