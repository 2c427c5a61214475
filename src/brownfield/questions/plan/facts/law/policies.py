"""What did each policy do to the plan: to its worth, and to what is started?"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from brownfield.tell.beside.differences import Differences, differences

if TYPE_CHECKING:
    from brownfield.questions.plan.question import Study
    from brownfield.questions.plan.without import Without
    from brownfield.tell.labels import Labels

WITH, WITHOUT = "with", "without"


@dataclass(frozen=True)
class Effect:
    """The best plan with a policy beside the best plan without it.

    Attributes
    ----------
    policy, kind
        Its short name, and what it is, as in the table `policies`.
    worth
        Value of the plan with it less that without it, case currency: below 0, it
        costs. None if there is no plan with it or without it.
    is_proved
        Whether the two searches left less open than the difference.
    starts
        What starts with it and not without it, or in other years: printed name, then
        branch and year of each start.
    starts_without
        The same for what starts without it.
    """

    policy: str
    kind: str
    worth: float | None
    is_proved: bool
    starts: dict[str, list[str]]
    starts_without: dict[str, list[str]]


def effects(study: Study, names: Labels) -> tuple[Effect, ...] | None:
    """Return what each policy did; None if nobody asked."""
    if study.without is None:
        return None
    return tuple(_effect(study, one, names) for one in study.without)


def _effect(study: Study, one: Without, names: Labels) -> Effect:
    effect = differences({WITH: study.plan, WITHOUT: one.plan})
    worth = study.plan.value - one.plan.value
    return Effect(
        policy=one.policy,
        kind=one.kind,
        worth=worth if isfinite(worth) else None,
        is_proved=WITHOUT not in effect.unproved,
        starts=_own_starts(effect, 0, names),
        starts_without=_own_starts(effect, 1, names),
    )


def _own_starts(
    effect: Differences, position: int, names: Labels
) -> dict[str, list[str]]:
    """Return the starts of one of two plans that the other has not, or not so."""
    return {
        names.options.get(option, option): list(starts[position])
        for option, starts in effect.starts.items()
        if starts[position] and starts[0] != starts[1]
    }
