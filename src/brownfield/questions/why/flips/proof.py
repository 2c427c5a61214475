"""Does a choice flip: proved by what no plan of the other kind is worth more than?

On each side of a flip the better plan that is known is planned anew. All plans of the
other kind together are bounded: where none of them is worth as much, the choice is
proved, however they decide. Both sides stand off as far as the bounds ask for.
"""

from collections.abc import Mapping

from brownfield.errors import DataError
from brownfield.questions.why.flips.levers import LEAST_SHARE, MOST_TIMES
from brownfield.questions.why.flips.race import Race
from brownfield.questions.why.flips.side import Side

ASIDE = 0.01  # factor by which the plans on both sides stand off, at least
FURTHER = 1.2  # times what bounds ask for at the flip
WIDE = 0.5  # of the way to a flip: further off a search is asked instead
NEAR = 1e-3  # least factor


def proved(race: Race, flip: float, slope: float) -> tuple[Side, ...]:
    """Return plans on both sides of a flip if bounds prove them; else none.

    Parameters
    ----------
    race
        The contest along a number.
    flip
        The factor at which the plans known are worth the same.
    slope
        How fast they part there, case currency for a factor of 1.
    """
    if not slope or not race.is_kept(flip):
        return ()
    off = max(ASIDE, FURTHER * _open(race, flip) / slope)
    way = abs(flip - 1.0)
    if off > max(WIDE * way, 2.0 * ASIDE):
        return ()
    away, was = (1.0 if flip > 1.0 else -1.0), race.contest.today <= 0.0
    before, after = flip - away * min(off, way / 2.0), flip + away * off
    return _all(race, {before: was, max(after, NEAR): not was})


def proved_at_ends(race: Race) -> tuple[Side, ...]:
    """Return the plans at both ends if bounds prove that neither flips; else none."""
    was = race.contest.today <= 0.0
    return _all(race, dict.fromkeys((LEAST_SHARE, MOST_TIMES), was))


def _all(race: Race, wanted: Mapping[float, bool]) -> tuple[Side, ...]:
    """Return a plan at each factor; none if one of them is not proved."""
    sides = []
    for factor, is_within in wanted.items():
        side = _proved_at(race, factor, is_within=is_within)
        if side is None:
            return ()
        sides.append(side)
    return tuple(sides)


def _proved_at(race: Race, factor: float, *, is_within: bool) -> Side | None:
    try:
        if not race.is_kept(factor):
            return None
        value = race.worth(factor, is_within=is_within)
        most = race.most(factor, is_within=not is_within, below=value)
    except DataError:
        return None
    at = race.lever.today * factor
    return Side(at, value, is_within) if most < value else None


def _open(race: Race, factor: float) -> float:
    """Return by how much plans of either kind may be better than those known."""
    missed = [0.0]
    for is_within in (True, False):
        known = race.worth(factor, is_within=is_within)
        most = race.most(factor, is_within=is_within, below=known)
        missed.append(most - known)
    return max(missed)
