"""Which tax is due along a path when losses are used as early as allowed?"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class TaxRules:
    """How one party is taxed.

    Attributes
    ----------
    rate
        Share of taxable profit paid as tax.
    loss_allowance
        Profit a year that old losses offset in full, case currency.
    loss_relief_share
        Share of the profit above it that old losses offset.
    """

    rate: float
    loss_allowance: float
    loss_relief_share: float


def relief(rules: TaxRules, profit: float, losses: float) -> float:
    """Return the old losses that offset a positive profit."""
    free = min(profit, rules.loss_allowance)
    cap = free + rules.loss_relief_share * (profit - free)
    return min(losses, cap)


def taxes(rules: Sequence[TaxRules], profits: Sequence[float]) -> list[float]:
    """Return the tax of each year of a path, losses used as early as allowed.

    Parameters
    ----------
    rules
        Tax rules of each year.
    profits
        Profit of each year before losses are used, case currency.
    """
    losses = 0.0
    dues: list[float] = []
    for rule, profit in zip(rules, profits, strict=True):
        if profit <= 0:
            losses -= profit
            dues.append(0.0)
            continue
        used = relief(rule, profit, losses)
        losses -= used
        dues.append(rule.rate * (profit - used))
    return dues


def deduction(spending: Sequence[float], years: int) -> float:
    """Return the capital spending deducted in the last year of a path.

    Parameters
    ----------
    spending
        Capital spending of each year of the path, case currency.
    years
        Years over which spending is deducted in equal parts.
    """
    return sum(spending[-years:]) / years
