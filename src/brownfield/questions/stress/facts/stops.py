"""Which stop costs most, and what does each do?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from brownfield.questions.stress.sweep.sweep import Finding, Sweep, ordered
from brownfield.tell.values import TOLD_ONLY


@dataclass(frozen=True)
class RankedStop:
    """A stop of the sweep with its place among all; money in case currency.

    Attributes
    ----------
    scope, target
        What stops: facility, party, outage_domain, place, part_source or lane, and
        which one.
    hazard
        Hazard that says how long and how often; None = the usual length was taken.
    weeks
        Stop and half of its ramp, weeks.
    weeks_stopped, recovery_weeks
        The stop itself and the ramp back to full rate, weeks.
    residual_capacity
        Share that still runs, in [0, 1].
    time_to_survive_weeks
        Longest such stop without a lost vehicle, weeks; None = for ever.
    lost_vehicles
        Vehicles not delivered.
    lost_vehicles_by_product
        The same by product.
    displaced_vehicles
        Vehicles not built later, since stock is built again in their place.
    lost_value
        Contribution, lost-sale penalty and what promises cost, of all parties.
    of_which_penalty
        Lost-sale penalty in it.
    lost_value_by_party
        Lost by each party; negative = gained.
    hit_indirectly
        Parties that lose though nothing of theirs stopped.
    rate_per_year
        Stops a year by the hazard; None without one.
    rank
        1 loses most.
    expected_loss_per_year
        By formula, what stops of all lengths cost times how often they come, a year;
        None without a hazard or if not worked out.
    rank_expected
        Place of the hazard by that; None like it.
    is_costly
        Whether anything is lost.
    losses, gains
        Sum over the parties that lose, and over those that gain (at most 0).
    """

    scope: str
    target: str
    hazard: str | None
    weeks: float
    weeks_stopped: float
    recovery_weeks: float
    residual_capacity: float
    time_to_survive_weeks: float | None
    lost_vehicles: float
    lost_vehicles_by_product: Mapping[str, float] = field(repr=False)
    displaced_vehicles: float
    lost_value: float
    of_which_penalty: float
    lost_value_by_party: Mapping[str, float] = field(repr=False)
    hit_indirectly: tuple[str, ...]
    rate_per_year: float | None
    rank: int
    expected_loss_per_year: float | None
    rank_expected: int | None
    is_costly: bool = field(metadata=TOLD_ONLY)
    losses: float = field(metadata=TOLD_ONLY)
    gains: float = field(metadata=TOLD_ONLY)


def ranked(sweep: Sweep) -> tuple[RankedStop, ...]:
    """Return the stops, worst first.

    Rank 1 loses most at its time to recover; `rank_expected` orders hazards by loss a
    year over all lengths of their stops.
    """
    yearly = sweep.yearly
    order = sorted(yearly, key=lambda name: -yearly[name])
    places = {name: place for place, name in enumerate(order, start=1)}
    return tuple(
        _ranked(one, rank, yearly.get(name), places.get(name))
        for rank, one in enumerate(ordered(sweep.findings), start=1)
        for name in [one.stop.hazard or ""]
    )


def _ranked(
    finding: Finding, rank: int, yearly: float | None, place: int | None
) -> RankedStop:
    stop, amounts = finding.stop, finding.by_party.values()
    return RankedStop(
        scope=stop.element[0],
        target=stop.element[1],
        hazard=stop.hazard,
        weeks=stop.full_weeks,
        weeks_stopped=stop.weeks,
        recovery_weeks=stop.recovery,
        residual_capacity=stop.residual,
        time_to_survive_weeks=finding.survives
        if np.isfinite(finding.survives)
        else None,
        lost_vehicles=finding.lost_vehicles,
        lost_vehicles_by_product=finding.by_product,
        displaced_vehicles=finding.displaced,
        lost_value=finding.lost_value,
        of_which_penalty=finding.penalty,
        lost_value_by_party=finding.by_party,
        hit_indirectly=finding.indirect,
        rate_per_year=stop.rate,
        rank=rank,
        expected_loss_per_year=yearly,
        rank_expected=place,
        is_costly=finding.lost_value > 0,
        losses=sum(amount for amount in amounts if amount > 0),
        gains=sum(amount for amount in amounts if amount < 0),
    )
