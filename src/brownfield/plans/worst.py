"""What is the mean of the worst futures?"""

from collections.abc import Sequence

from brownfield.errors import UseError


def tail_mean(
    values: Sequence[float], chances: Sequence[float], tail: float | None
) -> float:
    """Return the mean of the worst share `tail` of futures (CVaR of gains).

    Parameters
    ----------
    values
        Payoff in each future.
    chances
        Probability of each future; they add up to 1.
    tail
        Share of worst futures in (0, 1]; None = all of them, which is the mean.

    Raises
    ------
    UseError
        If `tail` is not in (0, 1].

    References
    ----------
    Rockafellar and Uryasev (2000).
    """
    left = 1.0 if tail is None else tail
    if not 0.0 < left <= 1.0:
        message = f"A tail of {left:g} is no share of futures. Give more than 0, to 1."
        raise UseError(message)
    whole, total = left, 0.0
    for value, chance in sorted(zip(values, chances, strict=True)):
        taken = min(chance, left)
        total += taken * value
        left -= taken
    return total / (whole - max(left, 0.0))
