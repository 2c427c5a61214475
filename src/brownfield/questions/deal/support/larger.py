"""What would a plan need that is worth more than aid rules allow?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from brownfield.questions.deal.coalitions.coalitions import Coalitions, game_of
from brownfield.questions.deal.contracts.ceiling import (
    Limit,
    binding_limit,
    capital_in,
    territories,
)
from brownfield.questions.deal.support.public import PublicPart, public_part

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Need:
    """What one government would have to give for a plan, and what stands against it.

    Attributes
    ----------
    part
        What the plan changes, costs and brings.
    limit
        The limit of aid that allows least; None without any.
    capital
        Tooling and openings in its territory by that plan, case currency.
    """

    part: PublicPart
    limit: Limit | None
    capital: float

    @property
    def amount(self) -> float:
        """Least aid, case currency: packages of the plan and what closes the gap."""
        return max(self.part.support.minimum, self.part.supported.spent)

    @property
    def is_legal(self) -> bool:
        """Whether the limit allows it."""
        ceiling = self.part.support.ceiling
        return ceiling is None or self.amount <= ceiling


@dataclass(frozen=True)
class Larger:
    """A plan worth more to everybody together than the best within aid rules.

    Attributes
    ----------
    plan
        The plan.
    more
        Present value more than within aid rules, case currency.
    needs
        What each government would have to give.
    """

    plan: Plan = field(repr=False)
    more: float
    needs: Mapping[str, Need]


def larger_plan(coalitions: Coalitions, case: Case) -> Larger | None:
    """Return what the larger plan that was found would need; None without one."""
    if coalitions.larger is None:
        return None
    as_if = _with_joint(coalitions, coalitions.larger)
    needs: dict[str, Need] = {}
    for state in coalitions.seats.governments:
        places = territories(case, state)
        needs[state] = Need(
            public_part(as_if, case, state),
            binding_limit(case, coalitions.larger, places),
            capital_in(coalitions.larger, places),
        )
    return Larger(
        coalitions.larger, coalitions.larger.value - coalitions.joint.value, needs
    )


def with_legal(coalitions: Coalitions, case: Case) -> Coalitions:
    """Return the coalitions with the larger plan where aid rules allow it after all.

    The search within them counts the highest tax on a grant; who receives it may pay
    less.
    """
    larger = larger_plan(coalitions, case)
    if larger is None or not all(need.is_legal for need in larger.needs.values()):
        return coalitions
    better = replace(_with_joint(coalitions, larger.plan), larger=None)
    return replace(better, game=game_of(case, coalitions.seats, better.plans))


def _with_joint(coalitions: Coalitions, joint: Plan) -> Coalitions:
    plans = dict(coalitions.plans) | {frozenset(coalitions.seats.parties): joint}
    return replace(coalitions, plans=plans)
