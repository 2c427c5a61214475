"""Which place is best as weight moves between two criteria and all others?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.site.scoring.criteria import Judged

STEPS = 30  # of each side
SAME = 1e-9


@dataclass(frozen=True)
class Triangle:
    """Places that are best over a triangle of weights.

    Attributes
    ----------
    corners
        Positions of the criteria of each corner: the two that weigh most, then all
        others, which keep their proportions.
    weights
        Weight of each corner, shares. Shape (points, 3).
    best
        Position of the best place at each point. Shape (points,).
    is_allowed
        Whether every criterion is within the range of its weight. Shape (points,).
    """

    corners: tuple[tuple[int, ...], ...]
    weights: Floats = field(repr=False)
    best: NDArray[np.intp] = field(repr=False)
    is_allowed: NDArray[np.bool_] = field(repr=False)


def triangle(judged: Judged, weights: Floats) -> Triangle | None:
    """Return which place is best at which weights; None for fewer than three criteria.

    Parameters
    ----------
    judged
        Places and scores.
    weights
        Central weights. Shape (criteria,).
    """
    if len(weights) < 3:
        return None
    first, second, *others = np.argsort(-weights, kind="stable").tolist()
    corners = ((first,), (second,), tuple(sorted(others)))
    shares = _shares(corners, weights)
    points = _points()
    each = points @ shares
    low = np.array([one.low for one in judged.criteria])
    high = np.array([one.high for one in judged.criteria])
    is_within = (each >= low - SAME) & (each <= high + SAME)
    allowed: NDArray[np.bool_] = np.all(is_within, axis=1)
    best = (each @ judged.values.T).argmax(axis=1)
    return Triangle(corners, points, best, allowed)


def _shares(corners: tuple[tuple[int, ...], ...], weights: Floats) -> Floats:
    """Return the share of each criterion in its corner. Shape (3, criteria)."""
    shares = np.zeros((len(corners), len(weights)))
    for corner, own in enumerate(corners):
        total = weights[list(own)].sum()
        alike = np.full(len(own), 1.0 / len(own))
        shares[corner, list(own)] = weights[list(own)] / total if total > 0 else alike
    return shares


def _points() -> Floats:
    """Return weights all over the triangle. Shape (points, 3)."""
    points = [
        (one, other, STEPS - one - other)
        for one in range(STEPS + 1)
        for other in range(STEPS + 1 - one)
    ]
    return np.array(points) / STEPS
