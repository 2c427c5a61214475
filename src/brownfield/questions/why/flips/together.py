"""Where does the choice flip if two numbers move at once?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.errors import DataError
from brownfield.questions.why.flips.break_even import BreakEven, flipped

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.why.flips.race import Contest


@dataclass(frozen=True)
class Together:
    """A point at which two numbers flip the choice together.

    Attributes
    ----------
    first_at, second_at
        Their values, unit of each column.
    verified
        Whether the whole case, planned anew on both sides, does flip.
    """

    first_at: float
    second_at: float
    verified: bool


@dataclass(frozen=True)
class Frontier:
    """Two numbers, where each flips the choice alone, and points between.

    Attributes
    ----------
    first, second
        The break-evens of each alone.
    points
        From the flip of the second alone to that of the first.
    """

    first: BreakEven
    second: BreakEven
    points: tuple[Together, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Pair:
    """Two numbers that move at once towards where each flips the choice alone.

    Attributes
    ----------
    first, second
        The break-evens of each.
    share
        Which part of its way the first goes; the second goes the rest of its own.
    slope
        Told so that both together are expected to flip at the end of the way.
    """

    first: BreakEven
    second: BreakEven
    share: float
    slope: float
    today: float = 1.0

    def case(self, case: Case, factor: float) -> Case:
        """Return the case at 1, today, to 2, where it flips if all is linear.

        Raises
        ------
        DataError
            If one of the numbers would be nothing, or less.
        """
        first, second = self.factors(factor)
        if min(first, second) <= 0.0:
            message = "a number would be nothing, or less"
            raise DataError(message)
        return self.second.lever.case(self.first.lever.case(case, first), second)

    def factors(self, factor: float) -> tuple[float, float]:
        """Return what the two numbers are times what they are today."""
        ways = (self.first, self.share), (self.second, 1.0 - self.share)
        first, second = (1.0 + (factor - 1.0) * part * _way(one) for one, part in ways)
        return first, second


def _way(one: BreakEven) -> float:
    """Return how far a number moves to its flip, as a share of what it is today."""
    return 0.0 if one.flips_at is None else one.flips_at / one.lever.today - 1.0


def frontier(
    contest: Contest, first: BreakEven, second: BreakEven, count: int
) -> Frontier:
    """Return where two numbers flip a choice together, `count` points between.

    Parameters
    ----------
    contest
        Plans that have what is asked about, and have not.
    first, second
        Where each flips it alone.
    count
        Number of points.
    """
    points = []
    for place in range(1, count + 1):
        pair = Pair(first, second, place / (count + 1), -contest.today)
        try:
            flip, sides, contest = flipped(contest, pair)
        except DataError:
            continue
        if flip is not None:
            one, other = pair.factors(flip)
            at = first.lever.today * one, second.lever.today * other
            points.append(Together(*at, verified=bool(sides)))
    return Frontier(first, second, tuple(points))
