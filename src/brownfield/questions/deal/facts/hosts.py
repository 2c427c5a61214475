"""Who could host a party at the table but does not talk?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.deal.coalitions.game import MOST_PARTIES
from brownfield.tell.labels import labels
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal


@dataclass(frozen=True)
class Hosts:
    """Companies not at the table at whose plants a seated one could build.

    Attributes
    ----------
    hosts_left_out
        Those plants by owner; owners whose plants the best plan uses come first.
    hosts_left_out_used
        Vehicles a year that the best plan with these owners builds there for those at
        the table; by plant, expected mean.
    hosts_left_out_more
        What the companies and these owners have more by that plan than without each
        other, at least; present value, case currency.
    owners, plants
        Their printed names, all of them.
    has_seats
        Whether there is room for all of them.
    built
        Printed name of each plant that the best plan uses, and vehicles a year there.
    is_worth_more
        Whether what they have more is more than rounding.
    """

    hosts_left_out: Mapping[str, tuple[str, ...]]
    hosts_left_out_used: Mapping[str, float]
    hosts_left_out_more: float
    owners: tuple[str, ...] = field(metadata=TOLD_ONLY)
    plants: tuple[str, ...] = field(metadata=TOLD_ONLY)
    has_seats: bool = field(metadata=TOLD_ONLY)
    built: tuple[tuple[str, float], ...] = field(metadata=TOLD_ONLY)
    is_worth_more: bool = field(metadata=TOLD_ONLY)


def hosts_from(answer: Deal) -> Hosts:
    """Return who is left out, and what the best plan with them would use."""
    names, out = labels(answer.case), answer.left_out
    parties, plants = names.parties, names.facilities
    return Hosts(
        hosts_left_out=dict(out.plants),
        hosts_left_out_used=dict(out.vehicles),
        hosts_left_out_more=out.more,
        owners=tuple(parties.get(owner, owner) for owner in out.plants),
        plants=tuple(plants.get(p, p) for own in out.plants.values() for p in own),
        has_seats=len(answer.game.parties) + len(out.plants) <= MOST_PARTIES,
        built=tuple(
            (plants.get(plant, plant), out.vehicles[plant])
            for owner in out.used
            for plant in out.plants[owner]
            if out.vehicles.get(plant, 0.0) > 0.0
        ),
        is_worth_more=out.more > answer.game.rounding,
    )
