"""At which value of a number does the choice flip?

Two plans are known: one has what is asked about, one has not. Held to what
they decide, both are planned anew at other values of the number, which is quick, until
they are worth the same. There the whole case is planned twice more, freely, once on
each side. If it flips, the break-even is verified; if another plan wins, that joins
the rivals and the search goes on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import isfinite

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.errors import DataError
from brownfield.model.formulation import Formulation, formulate
from brownfield.plans.plan import Plan
from brownfield.plans.results import RESULTS
from brownfield.questions.why.flips.levers import LEAST_SHARE, MOST_TIMES, Lever
from brownfield.questions.why.forced.force import under
from brownfield.questions.why.forced.targets import ALTERNATIVE, Target, is_used
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.hold import KINDS, SITES, held
from brownfield.solve.results.extract import plan_tables

ROUNDS = 3  # times the search goes on with a further rival
STEPS = 8  # values tried in a search
NEAR = 1e-3  # factor: two values of a number nearer than this are one
ASIDE = 0.01  # factor by which the plans on both sides stand off, at least
EXACT = 1e-6  # gap of quick plans
CREWED = tuple(KINDS)  # decisions that a quick plan holds


@dataclass(frozen=True)
class Side:
    """A plan of the whole case at a value of the number.

    Attributes
    ----------
    at
        The value.
    value
        What the best plan is worth, case currency.
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


@dataclass(frozen=True)
class Contest:
    """What is asked about, in a case, with the plans that have it and have not.

    Attributes
    ----------
    case, target
        The case and what is asked about.
    within, without
        Plans that have it, and plans that have not.
    """

    case: Case
    target: Target
    within: tuple[Plan, ...] = field(repr=False)
    without: tuple[Plan, ...] = field(repr=False)

    def margin(self, lever: Lever, factor: float, kinds: Sequence[str]) -> float:
        """Return by how much having it falls short, case currency; negative if better.

        Parameters
        ----------
        lever, factor
            The number, and what it is multiplied by.
        kinds
            Decisions to which both plans are held.

        Raises
        ------
        DataError
            If the tables do not allow that value, or neither plan is possible there.
        """
        case = lever.case(self.case, factor)
        model, other = formulate(derive(case)), under(case, self.target)
        within = model if other is case else formulate(derive(other))
        best = _best(model, self.without, kinds), _best(within, self.within, kinds)
        if max(best) == float("-inf"):
            message = f"neither plan is possible with {case.changes[-1]}"
            raise DataError(message)
        return best[0] - best[1]

    @property
    def today(self) -> float:
        """By how much having it falls short today; negative if it is better."""
        return self.without[0].value - self.within[0].value

    def joined_by(self, found: Plan, *, is_within: bool) -> "Contest":
        """Return the contest with a further rival."""
        if is_within:
            return replace(self, within=(*self.within, found))
        return replace(self, without=(*self.without, found))

    def has(self, found: Plan, case: Case) -> bool:
        """Return whether a plan of a changed case has what is asked about."""
        if self.target.kind != ALTERNATIVE:
            return is_used(self.target, found)
        model = formulate(derive(under(case, self.target)))
        return found.value - _best(model, self.within, SITES) <= _fuzz(found)


def _fuzz(found: Plan) -> float:
    """Return by how much a plan may be better than one found, case currency."""
    return max(found.bound - found.value, abs(found.value) * EXACT)


def _best(model: Formulation, plans: Sequence[Plan], kinds: Sequence[str]) -> float:
    """Return what the best of some plans is worth in a changed model."""
    return max(_worth(model, one, kinds) for one in plans)


def _worth(model: Formulation, decided: Plan, kinds: Sequence[str]) -> float:
    """Return the best value with decisions of a plan, case currency."""
    fixed = held(model, decided, kinds=kinds)
    found = HighsBackend().solve(fixed.linear, Limits(gap=EXACT))
    if found.columns is None:
        return float("-inf")
    return (found.objective + model.constant) * model.data.scale.money


def break_even(contest: Contest, lever: Lever) -> BreakEven:
    """Return where a choice flips as a number moves away from what it is today.

    Where it never flips, the whole case was planned at both ends, and did not.

    Raises
    ------
    DataError
        If the tables do not allow the number to move at all.
    """
    sides: tuple[Side, ...] = ()
    for _ in range(ROUNDS):
        ends = _ends(contest, lever)
        if ends is None:
            flip = None
            sides, contest = _at_ends(contest, lever)
        else:
            flip, slope = _flip(partial(contest.margin, lever, kinds=CREWED), *ends)
            flip = _with_other_crews(contest, lever, flip, slope)
            sides, contest = _verified(contest, lever, flip, slope)
        if sides:
            return _told(lever, flip, sides)
    return _told(lever, None, ())


def _told(lever: Lever, flip: float | None, sides: tuple[Side, ...]) -> BreakEven:
    at = None if flip is None else lever.today * flip
    least, most = lever.today * LEAST_SHARE, lever.today * MOST_TIMES
    return BreakEven(lever, at, least, most, verified=bool(sides), sides=sides)


Point = tuple[float, float]  # factor, margin


def _ends(contest: Contest, lever: Lever) -> tuple[Point, Point] | None:
    """Return today and the end at which the choice is another; None if at neither."""
    today = 1.0, contest.today
    for end in (LEAST_SHARE, MOST_TIMES):
        margin = _margin_or_none(contest, lever, end)
        if margin is not None and (margin > 0.0) != (today[1] > 0.0):
            return today, (end, margin)
    return None


def _margin_or_none(contest: Contest, lever: Lever, factor: float) -> float | None:
    try:
        return contest.margin(lever, factor, CREWED)
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


def _with_other_crews(
    contest: Contest, lever: Lever, flip: float, slope: float
) -> float:
    """Return the flip where both plans may change their crews, one step further."""
    if not slope:
        return flip
    margin = contest.margin(lever, flip, SITES)
    if not isfinite(margin):
        return flip
    step = abs(margin) / slope
    away = 1.0 if flip > 1.0 else -1.0
    is_beyond = (margin > 0.0) != (contest.today > 0.0)
    return flip - away * step if is_beyond else flip + away * step


def _verified(
    contest: Contest, lever: Lever, flip: float, slope: float
) -> tuple[tuple[Side, ...], Contest]:
    """Return the plans on both sides if the whole case flips; else a contest with more.

    Both stand off so far that what the search leaves open does not decide.
    """
    open_ = max(_fuzz(one) for one in (contest.within[0], contest.without[0]))
    off = max(ASIDE, 2.0 * open_ / slope if slope else ASIDE)
    away, was = (1.0 if flip > 1.0 else -1.0), contest.today <= 0.0
    before = flip - away * min(off, abs(flip - 1.0) / 2.0)
    wanted = {before: was, max(flip + away * off, NEAR): not was}
    return _planned_at(contest, lever, wanted)


def _at_ends(contest: Contest, lever: Lever) -> tuple[tuple[Side, ...], Contest]:
    """Return the plans at both ends if neither flips; else a contest with more."""
    was = contest.today <= 0.0
    return _planned_at(contest, lever, dict.fromkeys((LEAST_SHARE, MOST_TIMES), was))


def _planned_at(
    contest: Contest, lever: Lever, wanted: Mapping[float, bool]
) -> tuple[tuple[Side, ...], Contest]:
    """Return the best plans at some factors; none if one is not as wanted.

    Then that one joins the rivals. A factor that the tables do not allow is left out.
    """
    sides = []
    for factor, is_wanted in wanted.items():
        case = lever.case(contest.case, factor)
        try:
            found = searched(case, contest.without[0])
        except DataError:
            continue
        has_it = contest.has(found, case)
        if has_it != is_wanted:
            return (), contest.joined_by(found, is_within=has_it)
        sides.append(Side(lever.today * factor, found.value, has_it))
    return tuple(sides), contest


def searched(case: Case, like: Plan) -> Plan:
    """Return the best plan of a changed case, within its gap and without an audit.

    Parameters
    ----------
    case
        The changed case.
    like
        A plan of the case as it was: what is not searched for is as there.
    """
    model, solve, backend = formulate(derive(case)), case.settings.solve, HighsBackend()
    limits = Limits(solve.gap, seconds=solve.time_limit_seconds, seed=solve.seed)
    found = backend.solve(model.linear, limits)
    if found.outcome == "interrupted":
        raise KeyboardInterrupt
    if found.columns is None:
        message = "no plan is possible there"
        raise DataError(message)
    unit = model.data.scale.money
    tables = plan_tables(model, found.columns, RESULTS["prices"].empty())
    value, bound = ((v + model.constant) * unit for v in (found.objective, found.bound))
    return replace(like, case=case, value=value, bound=bound, tables=tables, audit=None)
