"""What do grants and support pay, over all years and futures?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tell.views import table

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.tell.labels import Labels


@dataclass(frozen=True)
class Granted:
    """What one grant pays to one party over the horizon, expected and undiscounted.

    Attributes
    ----------
    policy
        Its row of `policies`.
    party
        Who has it, printed.
    vehicles
        Vehicles it is paid for; 0 for a grant on capital.
    capital
        Tooling and openings it is paid for, case currency; 0 for other grants.
    paid
        What is paid, by whoever pays, case currency.
    amount
        What of it the party has, case currency.
    """

    policy: str
    party: str
    vehicles: float
    capital: float
    paid: float
    amount: float


def granted(plan: Plan, labels: Labels) -> tuple[Granted, ...]:
    """Return the grants of a plan, those that pay most first."""
    chance = plan.nodes.select("node", "probability")
    rows = table(plan, "grants").join(chance, on="node", maintain_order="left")
    sums = [
        (pl.col(name) * pl.col("probability")).sum()
        for name in ("vehicles", "capital", "paid", "amount")
    ]
    by_policy = rows.group_by("policy", "party", maintain_order=True).agg(sums)
    ordered = by_policy.sort("paid", descending=True, maintain_order=True)
    printed = ordered.with_columns(pl.col("party").replace(labels.parties))
    return tuple(Granted(**row) for row in printed.to_dicts())
