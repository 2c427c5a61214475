"""Which amounts of a deal are no more than rounding, or than plans may be off?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal

LITTLE = 1e-6  # share of what there is to share that is rounding


def is_some(answer: Deal, amount: float) -> bool:
    """Return whether an amount of money is more than rounding, in any unit of money."""
    return amount > LITTLE * max(answer.game.surplus, answer.game.rounding)


def some(answer: Deal, amount: float) -> float:
    """Return an amount of money; 0 where it is rounding or less than nothing."""
    return amount if is_some(answer, amount) else 0.0


def alone_open(answer: Deal) -> float:
    """Return by how much what somebody has alone may be more than was found.

    A search within its gap may miss as much, at any node; case currency.
    """
    game, gap = answer.game, answer.case.settings.solve.gap
    return max(
        max(game.is_open(frozenset({p})), gap * abs(game.alone[p]))
        for p in answer.seats.companies
    )
