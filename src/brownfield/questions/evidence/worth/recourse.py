"""What are the volumes and crews found for a plan worth where they were not found?

An assumption that changes what things are worth, and not what is possible, leaves every
volume and crew possible that was found for a plan. So in a draw the plan is worth at
least the best of these, each at the prices of the draw, which add up from assumption to
assumption. Other assumptions change what is possible: what they do alone is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from brownfield.questions.evidence.worth.carried import has_same_points
from brownfield.questions.evidence.worth.stated import Point, Sites, Stated, point

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption
    from brownfield.case.shapes import Floats
    from brownfield.questions.evidence.worth.ground import Ground

MANY = 2  # assumptions: between fewer there is nothing


@dataclass(frozen=True)
class Line:
    """An assumption alone, from the least of its draws to the largest.

    Attributes
    ----------
    row
        The assumption.
    draws
        Its draws, unit of the cell. Shape (draws,).
    places
        Where plans are solved, unit of the cell. Shape (places,).
    is_of_worth
        Whether it changes what things are worth, and not what is possible.
    """

    row: Assumption
    draws: Floats = field(repr=False)
    places: Floats = field(repr=False)
    is_of_worth: bool

    @property
    def points(self) -> list[Point]:
        """Its places as points."""
        return [point((self.row,), (at,)) for at in self.places]

    def span(self, ground: Ground, sites: Sites) -> float:
        """Return how far a plan's worth goes along it, case currency."""
        worths = ground.worths([Point(), *self.points], (sites,))
        benefits = [one for (one,) in worths if one is not None]
        return max(benefits) - min(benefits) if benefits else 0.0


def places(column: Floats, count: int) -> Floats:
    """Return places along the draws of an assumption, ends among them.

    Parameters
    ----------
    column
        Its draws. Shape (draws,), unit of the cell.
    count
        How many; fewer if they are the same.
    """
    return np.unique(np.quantile(column, np.linspace(0.0, 1.0, count)))


class Fine(NamedTuple):
    """At how many points plans are solved.

    Attributes
    ----------
    prices, limits
        Places along an assumption that changes what things are worth only, and along
        any other.
    between
        Points at which all of the first kind differ.
    """

    prices: int
    limits: int
    between: int


FINE = Fine(3, 5, 24)
"""Of a small model."""
COARSE = Fine(2, 2, 0)
"""Of a large one: the ends."""


def line_of(ground: Ground, row: Assumption, draws: Floats, fine: Fine) -> Line:
    """Return an assumption alone.

    Parameters
    ----------
    ground
        The case at points.
    row
        The assumption.
    draws
        Its draws. Shape (draws,), unit of the cell.
    fine
        At how many places plans are solved.
    """
    at = places(draws, fine.prices)
    base, *models = ground.stated([Point(), *(point((row,), (one,)) for one in at)])
    is_of_worth = base is not None and all(
        one is not None and has_same_points(base.linear, one.linear) for one in models
    )
    return Line(
        row, draws, at if is_of_worth else places(draws, fine.limits), is_of_worth
    )


def spread(ground: Ground, lines: Sequence[Line], count: int) -> list[Point]:
    """Return points between, spread evenly along each assumption (Latin hypercube).

    What things are worth there is added up and given to the ground.

    Parameters
    ----------
    ground
        The case at points.
    lines
        The assumptions that differ, which change what things are worth only.
    count
        How many points; none with fewer than two assumptions, whose lines suffice.
    """
    if len(lines) < MANY:
        return []
    random = np.random.default_rng(0)
    ranks = [(random.permutation(count) + 0.5) / count for _ in lines]
    columns = [
        np.quantile(line.draws, at) for line, at in zip(lines, ranks, strict=True)
    ]
    models = {
        point([line.row for line in lines], row): _blended(ground, lines, row)
        for row in np.transpose(columns)
    }
    ground.give(models)
    return list(models)


def _blended(ground: Ground, lines: Sequence[Line], values: Floats) -> Stated:
    """Return the case with what assumptions add to the worth of things added up."""
    base = stated_at(ground, [Point()])[0]
    cost, constant = base.linear.cost.copy(), base.constant
    for line, value in zip(lines, values, strict=True):
        for there, share in zip(
            stated_at(ground, line.points), shares(line.places, value), strict=True
        ):
            cost += share * (there.linear.cost - base.linear.cost)
            constant += share * (there.constant - base.constant)
    return replace(base, linear=base.linear.with_arrays(cost=cost), constant=constant)


def shares(at: Floats, value: float) -> Floats:
    """Return what each place counts for a value between two of them. Shape (places,).

    Parameters
    ----------
    at
        The places, in order.
    value
        The value; beyond the ends it counts as the end.
    """
    return np.array([np.interp(value, at, row) for row in np.eye(len(at))])


def worth_in_draws(
    ground: Ground, lines: Sequence[Line], between: Sequence[Point], sites: Sites
) -> Floats:
    """Return what a plan is worth in each draw, case currency. Shape (draws,).

    Parameters
    ----------
    ground
        The case at points; the plan is possible in the case as it is.
    lines
        Every linked assumption alone.
    between
        More points that differ only in what is `is_of_worth`.
    sites
        The plan.
    """
    of_worth = [line for line in lines if line.is_of_worth]
    tried = [Point(), *(at for line in of_worth for at in line.points), *between]
    columns = np.unique(
        [one.columns for one in ground.solutions_at(tried, sites)], axis=0
    )
    total = _best_offer(ground, of_worth, columns, len(lines[0].draws))
    for line in lines:
        if not line.is_of_worth:
            total += _alone(ground, line, sites)
    return total


def _best_offer(
    ground: Ground, lines: Sequence[Line], columns: Floats, count: int
) -> Floats:
    """Return the worth of the best of some points of the arrays in each draw."""
    base = priced(stated_at(ground, [Point()])[0], columns)
    worths = np.tile(base, (count, 1))
    for line in lines:
        there = [priced(one, columns) for one in stated_at(ground, line.points)]
        offers = np.stack(there) - base
        for place in range(len(columns)):
            worths[:, place] += np.interp(line.draws, line.places, offers[:, place])
    best: Floats = worths.max(axis=1)
    return best


def priced(stated: Stated, columns: Floats) -> Floats:
    """Return what points of the arrays are worth, case currency. Shape (points,).

    Parameters
    ----------
    stated
        The case somewhere.
    columns
        The points, units of the model. Shape (points, columns).
    """
    worths: Floats = (columns @ stated.linear.cost + stated.constant) * stated.unit
    return worths


def stated_at(ground: Ground, points: Sequence[Point]) -> list[Stated]:
    """Return the case at those of some points that its tables allow."""
    return [one for one in ground.stated(points) if one is not None]


def _alone(ground: Ground, line: Line, sites: Sites) -> Floats:
    """Return what an assumption adds to a plan's worth in each draw. Shape (draws,)."""
    (base,), *worths = ground.worths([Point(), *line.points], (sites,))
    effects = np.array([np.nan if one is None else one for (one,) in worths])
    effects -= np.nan if base is None else base
    is_valued = np.isfinite(effects)
    if not is_valued.any():
        return np.zeros(len(line.draws))
    added: Floats = np.interp(line.draws, line.places[is_valued], effects[is_valued])
    return added
