"""What would have to be true for another place to come first?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.site.scoring.criteria import Criterion, Judged

SAME = 1e-9  # difference of two weights, or two values, that is none


@dataclass(frozen=True)
class Stretch:
    """Weights of one criterion for which a place is the best.

    Attributes
    ----------
    criterion, site
        The criterion whose weight is moved, and the best place.
    low, high
        From which weight to which, shares; the other criteria keep their proportions.
    """

    criterion: str
    site: str
    low: float
    high: float


@dataclass(frozen=True)
class Turn:
    """What would have to change on one criterion for a place to come first.

    Attributes
    ----------
    site, criterion
        Which place, judged by what.
    weight_today, weight
        Weight of the criterion, and the nearest at which the place is first, shares;
        None = at none.
    score_today, score
        Score of the place, and the one with which it ties for the first, unit of the
        criterion; None = beyond the best of its range.
    """

    site: str
    criterion: str
    weight_today: float
    weight: float | None
    score_today: float
    score: float | None


def worth(judged: Judged, weights: Floats) -> Floats:
    """Return the worth of each place, 0 to 1. Shape (sites,)."""
    values: Floats = judged.values @ weights
    return values


def stretches(judged: Judged, weights: Floats) -> tuple[Stretch, ...]:
    """Return which place is best as the weight of each criterion goes from 0 to 1.

    Parameters
    ----------
    judged
        Places and scores.
    weights
        Central weights; the others keep their proportions. Shape (criteria,). A single
        criterion has weight 1 and cannot move.
    """
    if len(judged.criteria) == 1:
        return ()
    return tuple(
        Stretch(criterion.name, judged.sites[place], low, high)
        for number, criterion in enumerate(judged.criteria)
        for place, low, high in _envelope(*_lines(judged.values, weights, number))
    )


def _lines(values: Floats, weights: Floats, number: int) -> tuple[Floats, Floats]:
    """Return worth at weight 0 and at weight 1 of one criterion. Shape (sites,)."""
    others = np.delete(weights, number)
    left = others.sum()
    shares = others / left if left > SAME else np.full(len(others), 1 / len(others))
    return np.delete(values, number, axis=1) @ shares, values[:, number]


def _envelope(at_0: Floats, at_1: Floats) -> Iterator[tuple[int, float, float]]:
    """Yield the highest of lines between 0 and 1, each with its ends."""
    here, place = 0.0, int(np.lexsort((-at_1, -at_0))[0])
    while here < 1.0:
        nearest, following = 1.0, None
        slope = at_1 - at_0
        for other in range(len(at_0)):
            gain = slope[other] - slope[place]
            if gain <= SAME:
                continue
            crossing = (at_0[place] - at_0[other]) / gain
            closer = crossing < nearest - SAME or (
                following is not None
                and abs(crossing - nearest) <= SAME
                and slope[other] > slope[following]
            )
            if crossing >= here - SAME and closer:
                nearest, following = max(crossing, here), other
        if nearest > here + SAME:
            yield place, here, nearest
        if following is None:
            return
        here, place = nearest, following


def turns(judged: Judged, weights: Floats) -> tuple[Turn, ...]:
    """Return what would have to change for each place that is not first.

    Parameters
    ----------
    judged
        Places and scores.
    weights
        Central weights. Shape (criteria,).
    """
    values = worth(judged, weights)
    best, ranges = float(values.max()), stretches(judged, weights)
    return tuple(
        _turn(judged, weights, place, number, best - float(values[place]), ranges)
        for place in range(len(judged.sites))
        if values[place] < best - SAME
        for number in range(len(judged.criteria))
    )


def _turn(
    judged: Judged,
    weights: Floats,
    place: int,
    number: int,
    gap: float,
    ranges: tuple[Stretch, ...],
) -> Turn:
    criterion, site = judged.criteria[number], judged.sites[place]
    today = float(weights[number])
    own = [s for s in ranges if (s.criterion, s.site) == (criterion.name, site)]
    ends = [min(max(today, s.low), s.high) for s in own]
    return Turn(
        site=site,
        criterion=criterion.name,
        weight_today=today,
        weight=min(ends, key=lambda end: abs(end - today)) if ends else None,
        score_today=float(judged.scores[place, number]),
        score=_score(criterion, float(judged.values[place, number]), today, gap),
    )


def _score(
    criterion: Criterion, value: float, weight: float, gap: float
) -> float | None:
    """Return the score that makes up for a gap; None beyond the best of the range."""
    if weight <= SAME or value + gap / weight > 1.0 + SAME:
        return None
    return criterion.worst + (value + gap / weight) * (criterion.best - criterion.worst)
