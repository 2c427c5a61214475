"""Which few futures stand best for many?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats


@dataclass(frozen=True)
class Reduced:
    """The futures that are kept of many.

    Attributes
    ----------
    kept
        Places of those that are kept, in the order in which they were chosen.
    weights
        Probability of each: its own and that of those which are nearest to it.
    distance
        Kantorovich distance between the many and the few: mean over the many of how far
        the nearest of the few is; unit of the distances.
    """

    kept: tuple[int, ...]
    weights: tuple[float, ...]
    distance: float


def reduced(distances: Floats, chances: Floats, count: int) -> Reduced:
    """Return the futures kept by fast forward selection.

    One after another that future is kept which brings the many nearest to the few.

    Parameters
    ----------
    distances
        How far each is from each. Shape (futures, futures).
    chances
        Probability of each. Shape (futures,).
    count
        How many to keep.

    References
    ----------
    Heitsch and Roemisch (2003), algorithm 2.4.
    """
    nearest = np.full(len(chances), np.inf)
    kept: list[int] = []
    for _ in range(min(count, len(chances))):
        costs = np.minimum(nearest[:, None], distances)
        spread = chances @ costs
        spread[kept] = np.inf
        kept.append(int(spread.argmin()))
        nearest = np.minimum(nearest, distances[:, kept[-1]])
    owner = distances[:, kept].argmin(axis=1)
    owner[kept] = np.arange(len(kept))  # each of the few stands for itself
    weights = np.bincount(owner, chances, len(kept))
    return Reduced(tuple(kept), tuple(map(float, weights)), float(chances @ nearest))
