"""Which cash leads from one plan to another, by item and party?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from math import fsum
from typing import TYPE_CHECKING, Protocol

from brownfield.tell.views import present_values

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

REST = "weighing"  # what no cash item holds: weights, tails, payments inside
NOISE = 1e-7  # share of a value below which a difference is rounding
LEAST = 0.5  # case currency below which a step is none


class Stepped(Protocol):
    """A step of a bridge."""

    @property
    def item(self) -> str:
        """Cash item."""

    @property
    def amount(self) -> float:
        """Case currency."""


@dataclass(frozen=True)
class Step:
    """One step of a bridge.

    Attributes
    ----------
    item
        Cash item, as in the table `cash`; ``weighing`` is what no item holds: payments
        among those who plan, weights of parties and bad futures, rounding.
    party
        Whose cash; blank for ``weighing``.
    amount
        What the second plan has more of it, expected present value, case currency.
    """

    item: str
    party: str
    amount: float


def bridge(first: Plan, second: Plan) -> tuple[Step, ...]:
    """Return the steps that lead from the value of one plan to that of another.

    Parameters
    ----------
    first, second
        Plans of a case, or of the case and what it is under a what-if. The cash of
        each is discounted, and counted for those who plan, as its own case says.

    Returns
    -------
    steps
        Largest first; they add up to the second value less the first.
    """
    before, after = (present_values(one.case, one) for one in (first, second))
    keys = dict.fromkeys([*before, *after])
    steps = [
        Step(
            item, party, after.get((item, party), 0.0) - before.get((item, party), 0.0)
        )
        for item, party in keys
    ]
    steps = [step for step in steps if abs(step.amount) >= LEAST]
    rest = (second.value - first.value) - fsum(step.amount for step in steps)
    if rest:
        steps.append(Step(REST, "", rest))
    return tuple(sorted(steps, key=lambda step: -abs(step.amount)))


def backwards(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the bridge that leads the other way."""
    return tuple(replace(step, amount=-step.amount) for step in steps)


def by_item(steps: Iterable[Stepped]) -> list[tuple[str, float]]:
    """Return a bridge summed over parties, largest step first."""
    ordered = sorted(steps, key=lambda step: step.item)
    summed = [
        (item, sum(step.amount for step in group))
        for item, group in groupby(ordered, key=lambda step: step.item)
    ]
    return sorted(summed, key=lambda pair: -abs(pair[1]))
