"""Where do two or more parties meet, given what each has without a deal?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from brownfield.errors import UseError

Point = tuple[float, float]
STEPS = 200  # halvings; the interval ends far below rounding


@dataclass(frozen=True)
class Frontier:
    """The best a second party can have for each payoff of the first; concave.

    Attributes
    ----------
    low, high
        Range of the first party's payoff.
    other
        Largest payoff of the second party at a payoff of the first.
    """

    low: float
    high: float
    other: Callable[[float], float] = field(repr=False)


def frontier_of(corners: Sequence[Point]) -> Frontier:
    """Return the upper edge of a convex polygon of payoffs given by its corners.

    Raises
    ------
    UseError
        If fewer than two corners differ.
    """
    upper = _upper_hull(corners)
    if len(upper) < 2:
        message = "A frontier needs at least two different points of payoffs."
        raise UseError(message)

    def other(first: float) -> float:
        for (x0, y0), (x1, y1) in pairwise(upper):
            if first <= x1:
                return y0 + (y1 - y0) * (first - x0) / (x1 - x0)
        return upper[-1][1]

    return Frontier(upper[0][0], upper[-1][0], other)


def nash_point(
    frontier: Frontier, disagreement: Point, power: Point = (1.0, 1.0)
) -> Point:
    """Return the point with the largest weighted product of gains.

    Parameters
    ----------
    frontier
        Payoffs that can be had.
    disagreement
        Payoffs without a deal.
    power
        Bargaining power of the two.

    Raises
    ------
    UseError
        If no point of the frontier gives both more than without a deal.

    References
    ----------
    Nash (1950).
    """
    low, high = _both_gain(frontier, disagreement)

    def product(first: float) -> float:
        gains = first - disagreement[0], frontier.other(first) - disagreement[1]
        if min(gains) <= 0.0:
            return -float("inf")
        return power[0] * log(gains[0]) + power[1] * log(gains[1])

    for _ in range(STEPS):
        third = (high - low) / 3.0
        if product(low + third) < product(high - third):
            low += third
        else:
            high -= third
    first = (low + high) / 2.0
    return first, frontier.other(first)


def kalai_smorodinsky_point(frontier: Frontier, disagreement: Point) -> Point:
    """Return the point at which both get the same share of their best hope.

    Raises
    ------
    UseError
        If no point of the frontier gives both more than without a deal.

    References
    ----------
    Kalai and Smorodinsky (1975).
    """
    low, high = _both_gain(frontier, disagreement)
    hope = high - disagreement[0]
    other_hope = max_other(frontier, low, high) - disagreement[1]
    for _ in range(STEPS):
        first = (low + high) / 2.0
        share = (first - disagreement[0]) / hope
        if (frontier.other(first) - disagreement[1]) / other_hope > share:
            low = first
        else:
            high = first
    first = (low + high) / 2.0
    return first, frontier.other(first)


def max_other(frontier: Frontier, low: float, high: float) -> float:
    """Return the second party's largest payoff while the first has low to high."""
    return frontier.other(_argmax(frontier, low, high))


def split_the_difference(
    total: float,
    disagreement: Mapping[str, float],
    power: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return each party's disagreement value and its part of the surplus.

    Parameters
    ----------
    total
        What they have together; money moves freely.
    disagreement
        What each has without a deal.
    power
        Bargaining power by party; 1 where not given.
    """
    weights = {party: (power or {}).get(party, 1.0) for party in disagreement}
    surplus = total - sum(disagreement.values())
    whole = sum(weights.values())
    return {
        party: own + surplus * weights[party] / whole
        for party, own in disagreement.items()
    }


def deal_me_out(
    total: float,
    stalemate: Mapping[str, float],
    outside: Mapping[str, float],
    power: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return the split if talks can only stall and an outside offer is only a floor.

    A party whose offer is better than its part takes the offer's worth; the others
    split the rest.

    Raises
    ------
    UseError
        If the offers together are worth more than the deal.

    References
    ----------
    Binmore, Rubinstein, Wolinsky (1986).
    """
    if sum(max(outside.get(p, own), own) for p, own in stalemate.items()) > total:
        message = (
            f"The outside offers together are worth more than the deal ({total:,.6g}): "
            "there is nothing to split. Each takes its offer."
        )
        raise UseError(message)
    held: dict[str, float] = {}
    while True:
        free = {party: own for party, own in stalemate.items() if party not in held}
        rest = total - sum(held.values())
        split = held | split_the_difference(rest, free, power)
        better = {p: v for p, v in outside.items() if split[p] < v - 1e-12 * abs(total)}
        if not better:
            return {party: split[party] for party in stalemate}
        held |= better


def alternating_offers(first_patience: float, second_patience: float) -> Point:
    """Return the shares of the first and second mover who offer in turn.

    Parameters
    ----------
    first_patience, second_patience
        What one unit a round later is worth now, in (0, 1).

    References
    ----------
    Rubinstein (1982).
    """
    first = (1.0 - second_patience) / (1.0 - first_patience * second_patience)
    return first, 1.0 - first


def _both_gain(frontier: Frontier, disagreement: Point) -> tuple[float, float]:
    """Return the range of the first payoff in which neither is worse off."""
    start = max(frontier.low, disagreement[0])
    peak = _argmax(frontier, start, frontier.high)
    if start > frontier.high or frontier.other(peak) <= disagreement[1]:
        message = (
            "No point gives both parties more than they have without a deal "
            f"({disagreement[0]:,.6g} and {disagreement[1]:,.6g}): there is no deal."
        )
        raise UseError(message)
    low, high = peak, frontier.high
    if frontier.other(high) >= disagreement[1]:
        return start, high
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        if frontier.other(middle) >= disagreement[1]:
            low = middle
        else:
            high = middle
    return start, low


def _argmax(frontier: Frontier, low: float, high: float) -> float:
    for _ in range(STEPS):
        third = (high - low) / 3.0
        if frontier.other(low + third) < frontier.other(high - third):
            low += third
        else:
            high -= third
    return (low + high) / 2.0


def _upper_hull(corners: Sequence[Point]) -> list[Point]:
    best: dict[float, float] = {}
    for x, y in corners:
        best[x] = max(y, best.get(x, y))
    hull: list[Point] = []
    for point in sorted(best.items()):
        while len(hull) > 1 and _turn(hull[-2], hull[-1], point) >= 0.0:
            hull.pop()
        hull.append(point)
    return hull


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
