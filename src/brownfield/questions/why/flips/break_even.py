"""At which value of a number does the choice flip?

Two plans are known: one has what is asked about, one has not. Held to what
they decide, both are planned anew at other values of the number, which is quick, until
they are worth the same. There the whole case is planned twice more, freely, once on
each side; a side that the number leaves as it is today is not planned again. If it
flips, the break-even is verified; if another plan wins, that joins the rivals and the
search goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.errors import DataError
from brownfield.questions.why.flips.challenge import challenge_of
from brownfield.questions.why.flips.levers import LEAST_SHARE, MOST_TIMES, Lever
from brownfield.questions.why.flips.race import (
    Contest,
    Number,
    Race,
    fuzz,
    race_of,
)

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

ROUNDS = 5  # times the search goes on with a further rival
STEPS = 8  # values tried in a search
NEAR = 1e-3  # factor: two values of a number nearer than this are one
ASIDE = 0.01  # factor by which the plans on both sides stand off, at least
BEYOND = 1.3  # times the way to a flip that is guessed from cash


@dataclass(frozen=True)
class Side:
    """A plan of the whole case at a value of the number.

    Attributes
    ----------
    at
        The value.
    value
        What the best plan known is worth, case currency.
    is_used
        Whether it has what is asked about.
    """

    at: float
    value: float
    is_used: bool


@dataclass(frozen=True)
class BreakEven:
    """Where a choice flips.

    Attributes
    ----------
    lever
        The number.
    flips_at
        Its value there; None if the choice does not flip between `least` and `most`.
    least, most
        The values between which was searched.
    verified
        Whether the whole case, planned anew on both sides, does flip; or, planned anew
        at both ends, does not.
    sides
        These plans.
    """

    lever: Lever
    flips_at: float | None
    least: float
    most: float
    verified: bool
    sides: tuple[Side, ...] = field(default=(), repr=False)

    @property
    def is_likely(self) -> bool | None:
        """Whether it lies in the range given for the number; None without a range."""
        return None if self.flips_at is None else self.lever.is_likely(self.flips_at)


def break_even(
    contest: Contest, lever: Lever, *, is_quick: bool = False
) -> tuple[BreakEven, Contest]:
    """Return where a choice flips as a number moves away from what it is today.

    Where it never flips, the whole case was planned at both ends, and did not. The
    contest that comes back has the rivals met on the way: the next number begins there.

    Parameters
    ----------
    contest
        Plans that have what is asked about, and have not.
    lever
        The number.
    is_quick
        Whether searches are given up early: what takes a long one is not verified.

    Raises
    ------
    DataError
        If the tables do not allow the number to move at all.
    """
    flip, sides, contest = flipped(contest, lever, is_quick=is_quick)
    at = None if flip is None else lever.today * flip
    least, most = lever.today * LEAST_SHARE, lever.today * MOST_TIMES
    point = BreakEven(lever, at, least, most, verified=bool(sides), sides=sides)
    return point, contest


def flipped(
    contest: Contest, number: Number, *, is_quick: bool = False
) -> tuple[float | None, tuple[Side, ...], Contest]:
    """Return the factor at which a choice flips, plans on both sides, the contest.

    None if it does not flip, with plans at both ends; no plans if that is not verified.

    Raises
    ------
    DataError
        If the tables do not allow the number to move at all.
    """
    race = race_of(contest, number, is_quick=is_quick)
    for _ in range(ROUNDS):
        crossed = _crossed(race)
        if crossed is not None and not race.is_kept(crossed[0]):
            race, before = race.with_other_crews(crossed[0]), race
            crossed = crossed if race is before else _crossed(race)
        before = race
        if crossed is None:
            sides, race = _at_ends(race)
        else:
            sides, race = _verified(race, *crossed)
        if sides:
            return None if crossed is None else crossed[0], sides, race.contest
        if race is before:
            break
    return None, (), race.contest


Point = tuple[float, float]  # factor, margin


def _crossed(race: Race) -> tuple[float, float] | None:
    """Return where plans known are worth the same, and the slope there; None if never.

    Raises
    ------
    DataError
        If the tables do not allow the number to move at all.
    """
    ends = _ends(race)
    return None if ends is None else _flip(race.margin, *ends)


def _ends(race: Race) -> tuple[Point, Point] | None:
    """Return today and an end at which the choice is another; None if at neither."""
    today = 1.0, race.contest.today
    for end in dict.fromkeys((*_guessed(race), LEAST_SHARE, MOST_TIMES)):
        margin = _margin_or_none(race, end)
        if margin is not None and (margin > 0.0) != (today[1] > 0.0):
            return today, (end, margin)
    return None


def _guessed(race: Race) -> Iterator[float]:
    """Yield a factor somewhat beyond where the cash of both plans says it flips."""
    if race.lever.slope:
        away = -BEYOND * race.contest.today / race.lever.slope
        if LEAST_SHARE < 1.0 + away < MOST_TIMES:
            yield 1.0 + away


def _margin_or_none(race: Race, factor: float) -> float | None:
    try:
        return race.margin(factor)
    except DataError:
        return None


def _flip(
    margin: Callable[[float], float], today: Point, end: Point
) -> tuple[float, float]:
    """Return the factor at which the margin is 0, and its slope there.

    The line through both ends is followed; every third value halves the stretch, so
    that a margin that jumps is found as well.
    """
    low, high = today, end
    for step in range(STEPS):
        if abs(low[0] - high[0]) < NEAR:
            break
        share = low[1] / (low[1] - high[1])
        is_wild = step % 3 == 2 or not 0.0 < share < 1.0
        middle = low[0] + (0.5 if is_wild else share) * (high[0] - low[0])
        value = margin(middle)
        if value == 0.0:
            low, high = (middle, 0.0), high
            break
        if (value > 0.0) == (today[1] > 0.0):
            low = middle, value
        else:
            high = middle, value
        if min(abs(low[1]), abs(high[1])) <= abs(today[1]) * NEAR:
            break
    slope = abs((high[1] - low[1]) / (high[0] - low[0]))
    nearer = low if abs(low[1]) <= abs(high[1]) else high
    return nearer[0], slope


def _verified(race: Race, flip: float, slope: float) -> tuple[tuple[Side, ...], Race]:
    """Return the plans on both sides if the whole case flips; else a race with more.

    Where one side is proved against the other both stand off by a hundredth; else so
    far that what a search leaves open does not decide.
    """
    off = ASIDE
    if race.contest.keeping.having is None and slope:
        rivals = race.contest.within[0], race.contest.without[0]
        off = max(ASIDE, 2.0 * max(fuzz(one) for one in rivals) / slope)
    away, was = (1.0 if flip > 1.0 else -1.0), race.contest.today <= 0.0
    before = flip - away * min(off, abs(flip - 1.0) / 2.0)
    wanted = {before: was, max(flip + away * off, NEAR): not was}
    return _planned_at(race, wanted)


def _at_ends(race: Race) -> tuple[tuple[Side, ...], Race]:
    """Return the plans at both ends if neither flips; else a race with more."""
    was = race.contest.today <= 0.0
    return _planned_at(race, dict.fromkeys((LEAST_SHARE, MOST_TIMES), was))


def _planned_at(
    race: Race, wanted: Mapping[float, bool]
) -> tuple[tuple[Side, ...], Race]:
    """Return the best plans at some factors; none if one is not as wanted.

    Then that one joins the rivals. A factor that the tables do not allow is left out.
    """
    sides = []
    for factor, is_wanted in wanted.items():
        at = race.lever.today * factor
        try:
            best = _found(race, factor, is_within=is_wanted)
        except DataError:
            continue
        if best is None:
            return (), race
        if isinstance(best, float):
            sides.append(Side(at, best, is_wanted))
            continue
        has_it = race.has(best, factor)
        if has_it != is_wanted:
            return (), race.joined_by(best, is_within=has_it)
        sides.append(Side(at, best.value, has_it))
    return tuple(sides), race


def _found(race: Race, factor: float, *, is_within: bool) -> float | Plan | None:
    """Return what a side is worth if it is best, else a plan that may be worth more.

    None if it takes a long search to know, and those are given up.

    Raises
    ------
    DataError
        If the tables do not allow that value, or no plan is possible there.
    """
    best: float | Plan | None = race.settled(factor, is_within=is_within)
    if best is None:
        challenge = challenge_of(race, factor, is_within=is_within)
        best = None if challenge is None else challenge.settled()
    return race.searched(factor) if best is None and not race.is_quick else best
