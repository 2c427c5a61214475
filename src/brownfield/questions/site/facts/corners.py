"""Which place is best at which weights of a triangle, as plain data?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from brownfield.questions.site.scoring.triangle import triangle

if TYPE_CHECKING:
    from brownfield.questions.site.question import Siting


@dataclass(frozen=True)
class Corners:
    """A triangle of weights: two criteria, and all others together.

    Attributes
    ----------
    corners
        Criteria of each corner; those of the last keep their proportions.
    today
        Central weight of each corner, shares.
    points
        Rows of `first`, `second`, `others` (weight of each corner, shares), `site` (the
        best place there) and `is_allowed` (within the ranges of all weights).
    shares
        Share of the points at which a place is the best, by site, the largest first.
    shares_allowed
        The same of the points within the ranges; empty if there is none.
    """

    corners: tuple[tuple[str, ...], ...]
    today: tuple[float, ...]
    points: list[dict[str, Any]] = field(repr=False)
    shares: dict[str, float]
    shares_allowed: dict[str, float]


def corners(answer: Siting) -> Corners | None:
    """Return the triangle of weights; None for fewer than three criteria."""
    judged = answer.judged
    corner_points = triangle(judged, answer.weights)
    if corner_points is None:
        return None
    sites = [judged.sites[place] for place in corner_points.best.tolist()]
    rows = zip(
        corner_points.weights.tolist(),
        sites,
        corner_points.is_allowed.tolist(),
        strict=True,
    )
    points = [
        {
            "first": one,
            "second": two,
            "others": rest,
            "site": site,
            "is_allowed": within,
        }
        for (one, two, rest), site, within in rows
    ]
    names = [one.name for one in judged.criteria]
    return Corners(
        corners=tuple(tuple(names[n] for n in own) for own in corner_points.corners),
        today=tuple(
            float(answer.weights[list(own)].sum()) for own in corner_points.corners
        ),
        points=points,
        shares=_shares([point["site"] for point in points]),
        shares_allowed=_shares([p["site"] for p in points if p["is_allowed"]]),
    )


def _shares(sites: list[str]) -> dict[str, float]:
    counts = Counter(sites).most_common()
    return {site: count / len(sites) for site, count in counts}
