"""What is the plan worth if so many assumptions go wrong at once?

The budget of Bertsimas and Sim: at most so many of the assumptions lie at their worse
end. What each costs alone is added up; the same is planned once more with all of them
there at once, since effects need not add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, comb, floor
from typing import TYPE_CHECKING

from brownfield.asking.ranges.held import worth_held
from brownfield.errors import DataError

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.risk.ranges.tornado import Swing

CHANCE = 0.01  # of doing worse than the budget says, for which one is told
MOST = 6  # assumptions that go wrong at once, before that budget


@dataclass(frozen=True)
class Budget:
    """What the plan is worth if at most so many assumptions go wrong.

    Attributes
    ----------
    wrong
        How many, may be broken: of the last one that share of its effect.
    added
        Value of the plan less what each costs alone, case currency.
    at_once
        What the plan is worth with all of them, rounded up, at their worse end at once;
        case currency, None if that is not possible.
    chance
        Bound on the chance that it is worth less than `added`, if assumptions lie to
        both sides of today alike, independently, and effects add up.
    """

    wrong: float
    added: float
    at_once: float | None
    chance: float


def violation(number: int, budget: float) -> float:
    """Return the bound on the chance that more goes wrong than a budget covers.

    Parameters
    ----------
    number
        Of uncertain numbers, each symmetric around what it is taken for, independent.
    budget
        How many of them are covered, 0 to `number`.

    References
    ----------
    Bertsimas and Sim (2004), bound B(n, Gamma) of their theorem 3.
    """
    if budget >= number:
        return 0.0
    middle = (budget + number) / 2.0
    least = floor(middle)
    part = middle - least
    first, all_ways = comb(number, least), 1 << number
    rest = sum(comb(number, k) for k in range(least + 1, number + 1))
    return (1.0 - part) * (first / all_ways) + rest / all_ways


def budget_for(number: int, chance: float) -> float:
    """Return the smallest budget for which `violation` is at most a chance.

    Parameters
    ----------
    number
        Of uncertain numbers.
    chance
        In (0, 1).
    """
    low, high = 0.0, float(number)
    for _ in range(60):
        middle = (low + high) / 2.0
        if violation(number, middle) <= chance:
            high = middle
        else:
            low = middle
    return high


def protection(amounts: Sequence[float], budget: float) -> float:
    """Return the most that amounts add up to if at most a budget of them counts."""
    largest = sorted(amounts, reverse=True)
    whole = min(floor(budget), len(largest))
    part = largest[whole] * (budget - whole) if whole < len(largest) else 0.0
    return sum(largest[:whole]) + part


def budgets(case: Case, best: Plan, swings: Sequence[Swing]) -> Iterator[Budget]:
    """Yield what the plan is worth as more and more assumptions go wrong.

    Parameters
    ----------
    case, best
        The case and its best plan.
    swings
        What each assumption does to it.
    """
    costly = sorted(swings, key=lambda one: -one.loss(best.value))
    costs = [one.loss(best.value) for one in costly if one.loss(best.value) > 0.0]
    enough = budget_for(len(costs), CHANCE) if costs else 0.0
    counts = {float(n) for n in range(1, min(MOST, len(costs)) + 1)}
    for wrong in sorted(counts | ({enough} if costs else set())):
        moved = costly[: ceil(wrong - 1e-9)]
        yield Budget(
            wrong,
            best.value - protection(costs, wrong),
            _at_once(case, best, moved),
            violation(len(costs), wrong),
        )


def _at_once(case: Case, best: Plan, moved: Sequence[Swing]) -> float | None:
    """Return what the plan is worth with all of them at their worse end."""
    try:
        for one in moved:
            case = one.assumption.case(case, _worse(one))
        return worth_held(case, best)
    except DataError:
        return None


def _worse(one: Swing) -> float:
    """Return the end of the range at which the plan is worth less."""
    low = float("inf") if one.low is None else one.low
    high = float("inf") if one.high is None else one.high
    return one.assumption.low if low <= high else one.assumption.high
