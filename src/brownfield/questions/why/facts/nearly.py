"""What is told of plans that are nearly as good?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.questions.why.near import NearOptimal, NearPlan


@dataclass(frozen=True)
class NearPlans:
    """Plans nearly as good as the best.

    Attributes
    ----------
    plans
        Value, bound and decisions of each, best first.
    within
        Share of the best value that the last may be worth less.
    is_all
        Whether there is no other within that share.
    must, may
        What all of them decide, and what only some do: kind and name.
    """

    plans: tuple[NearPlan, ...]
    within: float
    is_all: bool
    must: tuple[tuple[str, str], ...]
    may: tuple[tuple[str, str], ...]


def near_plans(near: NearOptimal | None) -> NearPlans | None:
    """Return what is told of plans nearly as good; None if nobody asked."""
    if near is None:
        return None
    return NearPlans(near.plans, near.within, near.is_all, near.must, near.may)
