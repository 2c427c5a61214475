"""Below which number does a share of an assumption's draws lie?"""

from math import log
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

NORMAL = NormalDist()
TAIL = 0.05  # chance of a lognormal number below low, and above high, before it is cut

Floats = NDArray[np.float64]


def quantiles(
    distribution: str, low: float, mode: float, high: float, shares: Floats
) -> Floats:
    """Return the numbers below which a share of draws lies. Shape as `shares`.

    Parameters
    ----------
    distribution
        triangular, uniform, lognormal or point, as in `assumptions`.
    low, mode, high
        Its ends and its likeliest value, any unit.
    shares
        In [0, 1].
    """
    if distribution == "point" or low == high:
        return np.full(len(shares), mode)
    if distribution == "uniform":
        return low + (high - low) * shares
    if distribution == "lognormal" and low > 0.0:
        return _lognormal(low, high, shares)
    return triangular(low, mode, high, shares)


def triangular(low: float, mode: float, high: float, shares: Floats) -> Floats:
    """Return the quantiles of a triangular number. Shape (shares,).

    Parameters
    ----------
    low, mode, high
        Its ends and its likeliest value.
    shares
        In [0, 1].
    """
    below = (mode - low) / (high - low)
    rising = low + np.sqrt(shares * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - shares) * (high - low) * (high - mode))
    return np.where(shares < below, rising, falling)


def _lognormal(low: float, high: float, shares: Floats) -> Floats:
    """Return quantiles of a lognormal number, cut where 1 in 20 lies outside."""
    inner = TAIL + (1.0 - 2.0 * TAIL) * shares
    middle, reach = (log(low) + log(high)) / 2.0, (log(high) - log(low)) / 2.0
    spread = reach / NORMAL.inv_cdf(1.0 - TAIL)
    normal: Floats = np.vectorize(NORMAL.inv_cdf, otypes=[np.float64])(inner)
    quantiles: Floats = np.exp(middle + spread * normal)
    return quantiles
