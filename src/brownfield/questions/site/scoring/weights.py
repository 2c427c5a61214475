"""Which weights may the criteria have?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.site.scoring.criteria import Criterion

FEW = 0.02  # share of draws within the ranges under which another way is taken
STEPS = 20  # moves of a walk, for each criterion, between two draws that are kept


def drawn_weights(
    criteria: tuple[Criterion, ...], count: int, random: np.random.Generator
) -> Floats:
    """Return weights that are equally likely among all that the ranges allow.

    Parameters
    ----------
    criteria
        With the ranges of their weights.
    count
        Number of draws.
    random
        Random numbers.

    Returns
    -------
    Floats
        Shape (draws, criteria), shares; each row sums to 1.

    Notes
    -----
    Weights above their low ends are shares of what is left: all such are equally likely
    if they are drawn as shares of exponential numbers. Those above a high end are drawn
    again; where nearly all are, a walk from within the ranges moves weight between two
    criteria at a time (Smith 1984, hit and run).
    """
    low = np.array([one.low for one in criteria])
    high = np.array([one.high for one in criteria])
    first = _above(low, count, random)
    allowed = first[(first <= high + 1e-12).all(axis=1)]
    if len(allowed) >= FEW * count:
        return _filled(allowed, low, high, count, random)
    return _walked(low, high, count, random)


def _above(low: Floats, count: int, random: np.random.Generator) -> Floats:
    shares = random.exponential(size=(count, len(low)))
    shares /= shares.sum(axis=1, keepdims=True)
    weights: Floats = low + (1.0 - low.sum()) * shares
    return weights


def _filled(
    allowed: Floats, low: Floats, high: Floats, count: int, random: np.random.Generator
) -> Floats:
    """Return as many draws within the ranges as are wanted."""
    kept, have = [allowed], len(allowed)
    while have < count:
        more = _above(low, count, random)
        more = more[(more <= high + 1e-12).all(axis=1)]
        kept.append(more)
        have += len(more)
    return np.concatenate(kept)[:count]


def _walked(
    low: Floats, high: Floats, count: int, random: np.random.Generator
) -> Floats:
    """Return draws of a walk within the ranges: all of them move at the same time."""
    size = len(low)
    weights = np.tile(_inside(low, high), (count, 1))
    if size == 1:
        return weights
    for _ in range(STEPS * size):
        one, other = random.choice(size, 2, replace=False)
        both = weights[:, one] + weights[:, other]
        least = np.maximum(low[one], both - high[other])
        most = np.minimum(high[one], both - low[other])
        weights[:, one] = least + (most - least) * random.random(count)
        weights[:, other] = both - weights[:, one]
    return weights


def _inside(low: Floats, high: Floats) -> Floats:
    """Return weights as far between their ends as each other."""
    room = high.sum() - low.sum()
    share = (1.0 - low.sum()) / room if room > 0.0 else 0.0
    return low + share * (high - low)


def central(criteria: tuple[Criterion, ...], drawn: Floats) -> Floats:
    """Return the weights of the swings; without swings the middle of what is drawn.

    Parameters
    ----------
    criteria
        With their swings, all or none.
    drawn
        Shape (draws, criteria), shares.
    """
    swings = [one.swing for one in criteria]
    if any(swing is None for swing in swings):
        middle: Floats = drawn.mean(axis=0)
        return middle
    given: Floats = np.array(swings, dtype=float)
    given /= given.sum()
    return given
