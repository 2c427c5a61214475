"""What do grants and support by the vehicle pay, over all years and futures?"""

from dataclasses import dataclass

import polars as pl

from brownfield.plans.plan import Plan
from brownfield.tell.labels import Labels
from brownfield.tell.views import table


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
        Vehicles it is paid for.
    paid
        What is paid, by whoever pays, case currency.
    amount
        What of it the party has, case currency.
    """

    policy: str
    party: str
    vehicles: float
    paid: float
    amount: float


def granted(plan: Plan, labels: Labels) -> tuple[Granted, ...]:
    """Return the grants of a plan, those that pay most first."""
    chance = plan.nodes.select("node", "probability")
    rows = table(plan, "grants").join(chance, on="node", maintain_order="left")
    sums = [
        (pl.col(name) * pl.col("probability")).sum()
        for name in ("vehicles", "paid", "amount")
    ]
    found = rows.group_by("policy", "party", maintain_order=True).agg(sums)
    ordered = found.sort("paid", descending=True, maintain_order=True)
    printed = ordered.with_columns(pl.col("party").replace(labels.parties))
    return tuple(Granted(**row) for row in printed.to_dicts())
