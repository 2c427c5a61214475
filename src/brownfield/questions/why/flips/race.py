"""Who wins, at a value of a number: plans that have what is asked about, or not?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from brownfield.errors import DataError
from brownfield.questions.why.flips.keeping import Keeping
from brownfield.questions.why.forced.force import under
from brownfield.questions.why.forced.having import having_of
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Solution
from brownfield.solve.hold import EXACT, KINDS, SITES, held, solved_held
from brownfield.solve.kept.along import Along, Near
from brownfield.solve.kept.kept import Kept, ReSolved
from brownfield.solve.kept.search import kept_for, wide
from brownfield.solve.results.extract import plan_tables

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.formulation import Formulation
    from brownfield.plans.plan import Plan
    from brownfield.questions.why.forced.targets import Target

SEARCHED = 1e-3  # gap of a search that asks who wins, if the case asks for no wider one
CREWED = tuple(KINDS)  # decisions that a quick plan holds
NOISE = 1e-9  # share of a value that is lost in digits
NONE = float("-inf")


class Number(Protocol):
    """What is moved: a number of the tables, or several on one line."""

    @property
    def today(self) -> float:
        """What it is."""
        ...

    @property
    def slope(self) -> float:
        """How much further having what is asked about falls short if it is doubled.

        Told from cash, case currency; 0 if not told.
        """
        ...

    def case(self, case: Case, factor: float) -> Case:
        """Return the case in which it is `factor` times what it is today."""
        ...


@dataclass(frozen=True)
class Contest:
    """What is asked about, in a case, with the plans that have it and have not.

    Attributes
    ----------
    case, target
        The case and what is asked about.
    within, without
        Plans that have it, and plans that have not.
    today_of
        The model of the case, and the one that plans that have it are plans of.
    keeping
        The models kept of the choice.
    near
        The rows that no plan breaks.
    """

    case: Case
    target: Target
    within: tuple[Plan, ...] = field(repr=False)
    without: tuple[Plan, ...] = field(repr=False)
    today_of: tuple[Formulation, Formulation] = field(repr=False)
    keeping: Keeping = field(repr=False)
    near: Near = field(default_factory=Near, repr=False)

    @property
    def of_today(self) -> tuple[Plan, ...]:
        """Plans of the case as it is: of an alternative, only those without it."""
        is_one = self.today_of[0] is self.today_of[1]
        return (self.without[0], *(self.within[:1] if is_one else ()))

    @property
    def today(self) -> float:
        """By how much having it falls short today; negative if it is better."""
        return self.without[0].value - self.within[0].value

    def joined_by(self, rival: Plan, *, is_within: bool) -> Contest:
        """Return the contest with a further rival."""
        if is_within:
            return replace(self, within=(*self.within, rival))
        return replace(self, without=(*self.without, rival))


def contest_of(
    case: Case,
    target: Target,
    within: Plan,
    without: Plan,
) -> Contest:
    """Return the contest of two plans."""
    kept, having = kept_for(case), having_of(case, target)
    model = wide(case) if kept is None else kept.model
    has_it = model if having else wide(under(case, target))
    unused = within if having and having.is_without else without
    keeping = Keeping(model, having, unused.bound)
    return Contest(case, target, (within,), (without,), (model, has_it), keeping)


@dataclass(frozen=True)
class Race:
    """A contest along a number.

    Attributes
    ----------
    contest, lever
        Who runs, and the number.
    free, within
        The models of the case along it, and those of plans that have what is asked
        about: the same but for an alternative.
    is_quick
        Whether searches are given up early: what they do not tell then stays open.
    found
        The best plans searched so far, by factor.
    """

    contest: Contest
    lever: Number
    free: Along
    within: Along
    is_quick: bool = False
    found: dict[float, Plan] = field(default_factory=dict, repr=False)

    def margin(self, factor: float) -> float:
        """Return by how much having it falls short, case currency; negative if better.

        Plans are held to all that they decide.

        Parameters
        ----------
        factor
            What the number is multiplied by.

        Raises
        ------
        DataError
            If the tables do not allow that value, or neither plan is possible there.
        """
        without, within = self.free.quick(factor), self.within.quick(factor)
        contest = self.contest
        best = (
            self.worth_of(contest.without, without),
            self.worth_of(contest.within, within),
        )
        if max(best) == NONE:
            change = self.free.changed(factor).changes[-1]
            message = f"neither plan is possible with {change}"
            raise DataError(message)
        return best[0] - best[1]

    def with_other_crews(self, factor: float) -> Race:
        """Return the race with the best plan of each side as it is crewed at a factor.

        Itself if neither changes its crews there.

        Raises
        ------
        DataError
            If the tables do not allow that value.
        """
        race, contest = self, self.contest
        for along, plans in (
            (self.free, contest.without),
            (self.within, contest.within),
        ):
            model = along.quick(factor)
            best = max(plans, key=lambda one: self.worth_of((one,), model))
            solved = self._crewed(model, best, is_free=along is self.free)
            better = solved.value - self.worth_of(plans, model)
            if solved.columns is not None and better > abs(solved.value) * EXACT:
                crewed = self.plan_of(model, factor, solved, solved.columns)
                race = race.joined_by(crewed, is_within=plans is contest.within)
        return race

    def _crewed(self, model: Formulation, plan: Plan, *, is_free: bool) -> ReSolved:
        """Return the best plan of a model that builds where another does."""
        kept, fixed = self.kept, held(model, plan, kinds=SITES)
        place = None if kept is None else kept.placed(fixed)
        if kept is not None and place is not None:
            return kept.best_at(place, fixed, self.to(SEARCHED), short=0.0)
        near = self.contest.near.of(model, Limits()) if is_free else None
        solution = solved_held(model, plan, kinds=SITES, near=near)
        value, bound = model.worth(solution.objective), model.worth(solution.bound)
        return ReSolved(value, bound, solution.columns, "anew")

    def settled(self, factor: float, *, is_within: bool) -> float | None:
        """Return what plans that have it, or have it not, are worth if they are best.

        None where that takes a search. It takes none where the number moves nothing
        but costs of the programmes asked about: a plan with them may be worth more than
        any without, and where they are not used today, they are not if they are dearer.

        Parameters
        ----------
        factor
            What the number is multiplied by.
        is_within
            Whether plans that have it are meant.

        Raises
        ------
        DataError
            If the tables do not allow that value.
        """
        contest, model = self.contest, self.free.known_at(factor)
        keeping = contest.keeping
        if not (self._takes(model) and keeping.moves_own(model)):
            return None
        value = keeping.worth(contest.within if is_within else contest.without, model)
        if keeping.is_used_wanted(is_within=is_within):
            return value if value > keeping.unused_most else None
        is_today = is_within == (contest.today <= 0.0)
        return value if is_today and keeping.is_dearer(model) else None

    def is_kept(self, factor: float) -> bool:
        """Return whether plans are kept for a factor: it moves nothing but costs."""
        return self._takes(self.free.quick(factor))

    def _takes(self, model: Formulation) -> bool:
        contest = self.contest
        return contest.keeping.takes(model, (*contest.within, *contest.without))

    def worth_of(self, plans: Sequence[Plan], model: Formulation) -> float:
        """Return what the best of some plans is worth, crews held, case currency."""
        if self._takes(model):
            return self.contest.keeping.worth(plans, model)
        return self.contest.keeping.worth_in(plans, model)

    @property
    def limits(self) -> Limits:
        """Gap, time and seed of a search, as the case asks for."""
        solve = self.contest.case.settings.solve
        return Limits(solve.gap, seconds=solve.time_limit_seconds, seed=solve.seed)

    def to(self, gap: float) -> Limits:
        """Return the limits of a search to a gap, or to that of the case if wider."""
        return replace(self.limits, gap=max(self.limits.gap, gap))

    @property
    def kept(self) -> Kept | None:
        """The model kept of today; None if there is none."""
        contest = self.contest
        return contest.keeping.kept(contest.case, contest.of_today)

    def joined_by(self, rival: Plan, *, is_within: bool) -> Race:
        """Return the race with a further rival."""
        contest = self.contest.joined_by(rival, is_within=is_within)
        return replace(self, contest=contest)

    def searched(self, factor: float) -> Plan:
        """Return the best plan at a factor, without an audit.

        It may miss the best by the gap of a search.

        Raises
        ------
        DataError
            If the tables do not allow that value, or no plan is possible there.
        """
        earlier = self.found.get(factor)
        if earlier is not None and earlier.bound <= earlier.value:
            return earlier
        model = self.free.known_at(factor)
        solved = self._best_of(model)
        if solved.columns is None:
            message = "no plan is possible there"
            raise DataError(message)
        self.found[factor] = self.plan_of(model, factor, solved, solved.columns)
        return self.found[factor]

    def plan_of(
        self, model: Formulation, factor: float, solved: ReSolved, columns: Floats
    ) -> Plan:
        """Return a plan found at a factor, without an audit."""
        return replace(
            self.contest.without[0],
            case=self.free.changed(factor),
            value=solved.value,
            bound=solved.bound,
            tables=plan_tables(model, columns),
            audit=None,
        )

    def _best_of(self, model: Formulation) -> ReSolved:
        """Return the best plan of a model, by the one kept of today if it can tell."""
        kept = self.kept
        place = None if kept is None else kept.placed(model)
        if kept is not None and place is not None:
            return kept.best_at(place, model, self.to(SEARCHED))
        solution = self._searched(model)
        value, bound = model.worth(solution.objective), model.worth(solution.bound)
        return ReSolved(value, bound, solution.columns, "anew")

    def _searched(self, model: Formulation) -> Solution:
        """Return a point of a model that misses the best by the gap of a search.

        It begins at the better plan that is known.
        """
        rivals = [*self.contest.without]
        rivals += self.contest.within if self.free is self.within else ()
        if self._takes(model):
            keeping = self.contest.keeping
            rivals = [max(rivals, key=lambda one: keeping.worth((one,), model))]
        best, limits = best_held(model, rivals), self.to(SEARCHED)
        near = self.contest.near.of(model, limits)
        solution = HighsBackend().solve(near, limits, start=best.columns)
        if solution.outcome == "interrupted":
            raise KeyboardInterrupt
        return solution

    def has(self, plan: Plan, factor: float) -> bool:
        """Return whether a plan at a factor has what is asked about."""
        having = self.contest.keeping.having
        if having is not None:
            return having.is_had(plan)
        best = _best(self.within.known_at(factor), self.contest.within, SITES)
        return plan.value - best <= abs(plan.value) * EXACT


def race_of(contest: Contest, lever: Number, *, is_quick: bool = False) -> Race:
    """Return the race of a contest along a number, parameters as of `Race`."""

    def free(factor: float) -> Case:
        return lever.case(contest.case, factor)

    def within(factor: float) -> Case:
        return under(free(factor), contest.target)

    of_case, of_target = contest.today_of
    along = Along(free, {1.0: of_case})
    if of_target is of_case:
        return Race(contest, lever, along, along, is_quick)
    return Race(contest, lever, along, Along(within, {1.0: of_target}), is_quick)


def best_held(model: Formulation, plans: Sequence[Plan]) -> Solution:
    """Return the best of some plans in a model, each held to its crews."""
    points = [solved_held(model, one, kinds=CREWED) for one in plans]
    return max(points, key=lambda point: point.objective)


def fuzz(plan: Plan) -> float:
    """Return by how much a plan may be better than one found, case currency."""
    return max(plan.bound - plan.value, abs(plan.value) * EXACT)


def _best(
    model: Formulation,
    plans: Sequence[Plan],
    kinds: Sequence[str],
    near: LinearModel | None = None,
) -> float:
    """Return what the best of some plans is worth in a changed model."""
    return max(_worth(model, one, kinds, near) for one in plans)


def _worth(
    model: Formulation, decided: Plan, kinds: Sequence[str], near: LinearModel | None
) -> float:
    """Return the best value with decisions of a plan, case currency."""
    solution = solved_held(model, decided, kinds=kinds, near=near)
    return NONE if solution.columns is None else model.worth(solution.objective)
