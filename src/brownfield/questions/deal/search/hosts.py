"""Which hosts are left out, would the best plan use them, and what does that hide?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.deal.coalitions.coalitions import (
    Coalitions,
    coalition_case,
    without_payments,
)
from brownfield.questions.deal.coalitions.seats import Seats, hosts_left_out
from brownfield.questions.deal.contracts.forms import SHORT
from brownfield.questions.deal.search.search import Ask

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.deal.search.workers import Planner

PART = 0.1  # of the processor time


@dataclass(frozen=True)
class LeftOut:
    """Companies not at the table at whose plants a seated one could build.

    Attributes
    ----------
    plants
        Those plants by owner; owners whose plants the best plan uses come first.
    vehicles
        Vehicles a year that the best plan with these owners, but without governments,
        builds there for those at the table; by plant, expected mean.
    more
        What the companies and these owners have more by that plan, case currency,
        present value, than without each other; at least.
    """

    plants: Mapping[str, tuple[str, ...]]
    vehicles: Mapping[str, float] = field(default_factory=dict)
    more: float = 0.0

    @property
    def used(self) -> tuple[str, ...]:
        """Owners whose plants the best plan uses."""
        return tuple(
            owner
            for owner, plants in self.plants.items()
            if any(self.vehicles.get(plant, 0.0) > SHORT for plant in plants)
        )


def left_out(case: Case, coalitions: Coalitions, planner: Planner) -> LeftOut:
    """Return who is left out, by use in the best plan with them."""
    plants = hosts_left_out(case, coalitions.seats)
    if not plants:
        return LeftOut({})
    more = _with_owners(coalitions.seats, tuple(plants))
    bare = without_payments(case, more)
    limit = case.settings.solve.time_limit_seconds
    seconds = None if limit is None else PART * limit / (1 + len(plants))
    groups = (more.companies, *((owner,) for owner in plants))
    asks = {
        f"{','.join(group)} with hosts": Ask(coalition_case(bare, more, group), seconds)
        for group in groups
    }
    together, *apart = planner.answers(asks).values()
    if not together.tables:
        return LeftOut(plants)
    vehicles = hosted_at(together, coalitions.seats.companies)
    order = sorted(plants, key=lambda o: -sum(vehicles.get(p, 0.0) for p in plants[o]))
    own = coalitions.private.bound + sum(plan.bound for plan in apart)
    return LeftOut({o: plants[o] for o in order}, vehicles, together.value - own)


def _with_owners(seated: Seats, owners: tuple[str, ...]) -> Seats:
    return replace(
        seated,
        parties=(*seated.parties, *owners),
        companies=(*seated.companies, *owners),
    )


def hosted_at(plan: Plan, guests: tuple[str, ...]) -> dict[str, float]:
    """Return vehicles a year that some companies build at each plant of another."""
    tables = plan.case.tables
    options = tables["build_options"].select("build_option", "programme_owner")
    plants = tables["facilities"].select("facility", "owner")
    chance = plan.nodes.select("node", "probability")
    years = plan.nodes["year"].n_unique()
    built = (
        plan.tables["production"]
        .join(
            options.filter(pl.col("programme_owner").is_in(guests)), on="build_option"
        )
        .join(plants, on="facility")
        .filter(pl.col("owner") != pl.col("programme_owner"))
        .join(chance, on="node")
    )
    vehicles: dict[str, float] = {}
    for plant, count, share in built.select(
        "facility", "vehicles", "probability"
    ).iter_rows():
        vehicles[plant] = vehicles.get(plant, 0.0) + count * share / years
    return vehicles
