"""How often does each place come first, second and so on?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats

SAME = 1e-12  # difference of two values that is none
BLOCK = 20_000  # draws ranked at a time


@dataclass(frozen=True)
class Ranks:
    """Shares of draws, and the weights that speak for a place.

    Attributes
    ----------
    acceptability
        Share of draws in which a place has a rank. Shape (sites, ranks); standard error
        sqrt(b (1 - b) / draws).
    central
        Middle of the weights with which a place is first. Shape (sites, criteria); nan
        where it never is.
    confidence
        Share of the draws of scores in which a place is first with these weights; nan
        where it never is. Shape (sites,).
    draws
        How many.
    """

    acceptability: Floats = field(repr=False)
    central: Floats = field(repr=False)
    confidence: Floats = field(repr=False)
    draws: int

    @property
    def standard_error(self) -> Floats:
        """Of each acceptability, same shape."""
        shares = self.acceptability
        error: Floats = np.sqrt(shares * (1.0 - shares) / self.draws)
        return error


def ranks(values: Floats, weights: Floats) -> Ranks:
    """Return how the places rank over draws of weights and values (SMAA-2).

    Parameters
    ----------
    values
        Shape (draws, sites, criteria), or (1, sites, criteria) where no score is drawn.
    weights
        Shape (draws, criteria), shares.

    Notes
    -----
    The rank of a place is one more than the number of better ones, so that two equal
    places share the better rank (Lahdelma and Salminen 2001).
    """
    draws, sites = len(weights), values.shape[1]
    counts, sums = np.zeros((sites, sites)), np.zeros((sites, weights.shape[1]))
    for start in range(0, draws, BLOCK):
        some = weights[start : start + BLOCK]
        one = values if len(values) == 1 else values[start : start + BLOCK]
        places = _ranks(_worth(one, some))
        for place in range(sites):
            counts[:, place] += (places == place).sum(axis=0)
        sums += (places == 0).T.astype(float) @ some
    firsts = counts[:, :1]
    with np.errstate(invalid="ignore"):
        middle = np.where(firsts > 0, sums / firsts, np.nan)
    return Ranks(counts / draws, middle, _confidence(values, middle), draws)


def _worth(values: Floats, weights: Floats) -> Floats:
    """Return the worth of each place in each draw. Shape (draws, sites)."""
    if len(values) == 1:
        same: Floats = weights @ values[0].T
        return same
    worth: Floats = np.einsum("dsc,dc->ds", values, weights)
    return worth


def _ranks(worth: Floats) -> Floats:
    """Return how many places are better than each. Shape (draws, sites)."""
    sites = worth.shape[1]
    better = np.zeros(worth.shape)
    for other in range(sites):
        better += worth[:, [other]] > worth + SAME
    return better


def _confidence(values: Floats, middle: Floats) -> Floats:
    """Return how often a place is first with the weights that speak for it."""
    shares = []
    for place, weights in enumerate(middle):
        if np.isnan(weights).any():
            shares.append(np.nan)
            continue
        worth = values @ weights
        is_first = worth[:, place] >= worth.max(axis=1) - SAME
        shares.append(float(is_first.mean()))
    return np.array(shares)
