"""At which probability of a branch are two plans worth the same?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose
from typing import TYPE_CHECKING

from brownfield.questions.why.futures.branches import Branch, branches

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

ALIKE = 1e-6  # share of a value by which what its branches add up to may be off
LEAST = 0.5  # case currency below which two plans are worth the same


@dataclass(frozen=True)
class Odds:
    """Two plans in one branch, and the probability of it at which they tie.

    Attributes
    ----------
    branch
        Its name, a row of `scenarios`.
    probability
        That it comes about, seen from the first year.
    apart
        What the best plan is worth there more than the plan that was forced, case
        currency.
    flips_at
        Its probability at which both are worth the same, all other branches keeping
        their ratio to each other; None if there is none.
    """

    branch: str
    probability: float
    apart: float
    flips_at: float | None


def odds_of(best: Plan, forced: Plan) -> tuple[Odds, ...]:
    """Return at which probability of each branch two plans are worth the same.

    Both plans stay what they are. Nothing is returned where their branches do not add
    up to their values: where bad futures count more, for example.

    Parameters
    ----------
    best, forced
        Plans of the same tree.
    """
    mine, theirs = branches(best), {one.branch: one for one in branches(forced)}
    pairs = [(one, theirs[one.branch]) for one in mine if one.branch in theirs]
    if len(pairs) != len(mine) or not _adds_up(best, mine[0]):
        return ()
    if not _adds_up(forced, pairs[0][1]):
        return ()
    return tuple(_each(pairs))


def _adds_up(plan: Plan, first: Branch) -> bool:
    return isclose(plan.value, first.value, rel_tol=ALIKE, abs_tol=LEAST)


def _each(pairs: list[tuple[Branch, Branch]]) -> Iterator[Odds]:
    first, other = pairs[0]
    in_all = first.value - other.value
    for mine, theirs in pairs:
        chance, apart = mine.probability, mine.value - theirs.value
        if 0.0 < chance < 1.0:
            rest = (in_all - chance * apart) / (1.0 - chance)
            yield Odds(mine.branch, chance, apart, _tie(apart, rest))


def _tie(there: float, elsewhere: float) -> float | None:
    """Return the weight of one difference at which both add up to nothing."""
    if abs(there - elsewhere) < LEAST:
        return None
    probability = elsewhere / (elsewhere - there)
    return probability if 0.0 <= probability <= 1.0 else None
