"""How much of what it needs does a region buy from itself?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats

LARGE = 1e9  # quotient of a sector that the nation does not have


def small_region(share: float, exponent: float) -> float:
    """Return by how much less a region of some size buys from itself, in [0, 1].

    Parameters
    ----------
    share
        Jobs of the region over those of the nation, in [0, 1].
    exponent
        Delta of the formula.

    References
    ----------
    Flegg and Tohmo (2013): log2(1 + R)^delta.
    """
    return float(np.log2(1.0 + share) ** exponent)


def kept_shares(region: Floats, nation: Floats, exponent: float) -> Floats:
    """Return the share of each purchase that a region makes at home: the FLQ.

    Parameters
    ----------
    region, nation
        Jobs by sector. Shape (S,), people.
    exponent
        Delta of the formula.

    Returns
    -------
    Floats
        Seller by buyer, at most 1. Shape (S, S). Between sectors their location
        quotients are compared; within one it is its own quotient.
    """
    quotients = _over(region / region.sum(), nation / nation.sum())
    crossed = _over(quotients[:, np.newaxis], quotients[np.newaxis, :])
    np.fill_diagonal(crossed, quotients)
    size = small_region(region.sum() / nation.sum(), exponent)
    return np.minimum(crossed * size, 1.0)


def _over(top: Floats, bottom: Floats) -> Floats:
    """Return a quotient; 0 over 0 is 0, more over 0 is as large as it can be."""
    top, bottom = np.broadcast_arrays(top, bottom)
    large = np.where(top > 0.0, LARGE, 0.0)
    return np.where(bottom == 0.0, large, top / np.where(bottom == 0.0, 1.0, bottom))
