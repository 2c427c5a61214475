"""How bad is a party's tail of futures?"""

from collections.abc import Sequence

from brownfield.plans.worst import tail_mean


def worth(
    values: Sequence[float],
    chances: Sequence[float],
    tail: float | None,
    tail_weight: float,
) -> float:
    """Return what uncertain payoffs are worth to a party: mean and tail, weighted."""
    mean = sum(v * p for v, p in zip(values, chances, strict=True))
    if tail_weight == 0.0:
        return mean
    return (1.0 - tail_weight) * mean + tail_weight * tail_mean(values, chances, tail)
