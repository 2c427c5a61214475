"""Who is worse off in which future than if nothing were begun?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.plan.facts.board.places import future_names
from brownfield.tell.views import table

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

NOISE = 1e-6  # share of a party's value within which it is as well off


@dataclass(frozen=True)
class WorseOff:
    """A party that is worse off in a future; short names as in the tables.

    Attributes
    ----------
    party
        The party.
    future
        The future, by its last row in `scenarios`; `base` where nothing is uncertain.
    probability
        Of the future, in [0, 1].
    amount
        By how much, present value in case currency, above 0: its value in this future
        under the best plan that begins, opens and closes nothing, less that under the
        plan.
    """

    party: str
    future: str
    probability: float
    amount: float


def worse_off(plan: Plan, without: Plan | None) -> tuple[WorseOff, ...] | None:
    """Return who is worse off where, those who lose most first.

    Parameters
    ----------
    plan
        The plan.
    without
        The best plan that begins, opens and closes nothing; None if there is none.
    """
    if without is None:
        return None
    columns = ("party", "scenario", "npv")
    base = {
        (party, leaf): value
        for party, leaf, value in table(without, "value").select(columns).iter_rows()
    }
    names = future_names(plan)
    rows = table(plan, "value").select(*columns, "probability").iter_rows()
    losers = [
        WorseOff(party, names[leaf], probability, base[party, leaf] - value)
        for party, leaf, value, probability in rows
        if _is_worse(value, base.get((party, leaf)))
    ]
    return tuple(sorted(losers, key=lambda one: one.amount, reverse=True))


def _is_worse(value: float, base: float | None) -> bool:
    if base is None:
        return False
    return base - value > max(1.0, NOISE * max(abs(base), abs(value)))
