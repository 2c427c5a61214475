"""Is a plan on the other side of a choice worth more than the one known on this?

A side is proved by what no plan of the other side is worth more than. The model kept of
today tells that, where it can: at once, or once it knows a better plan of this side, or
by a search. Where it cannot, the relaxed model of the other side is asked, with rows
that no plan breaks, and only where that does not tell it is searched, until enough is
proved.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from brownfield.questions.why.flips.other_side import other_side
from brownfield.questions.why.flips.race import NOISE, NONE, SEARCHED, best_held
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.kept.kept import ReSolved
from brownfield.solve.search.tighter import tighter

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearModel
    from brownfield.model.formulation import Formulation
    from brownfield.plans.plan import Plan
    from brownfield.questions.why.flips.race import Race
    from brownfield.questions.why.forced.having import Having
    from brownfield.solve.backends.solution import Solution
    from brownfield.solve.kept.inside import Inside
    from brownfield.solve.kept.kept import Kept

SHORT = 1e-2  # share of a value that may be open where a search is to be short
LOOSE = 5e-3  # gap within which a better plan of this side is looked for
SEARCHES = 2  # the second where the first found a better plan, not worth enough
ENDLESS = float("inf")


@dataclass(frozen=True)
class Challenge:
    """Plans of one side of a choice against all of the other, at one value.

    Attributes
    ----------
    race, factor
        The race, and what its number is multiplied by.
    is_within
        Whether plans that have what is asked about are to be proved best.
    having
        What it takes to have that.
    others
        The model there of the plans of the other side.
    least
        What the best plan known of this side is worth, which one of the other must
        exceed to be better, case currency.
    """

    race: Race = field(repr=False)
    factor: float
    is_within: bool
    having: Having
    others: Formulation = field(repr=False)
    least: float

    def settled(self) -> float | Plan | None:
        """Return what this side is worth, or a better plan of the other.

        None where that cannot be proved.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed meanwhile.
        """
        kept, place = self.race.kept, self._place
        if kept is not None and place is not None:
            return self._answered_by(kept, place)
        open_ = self._bound() - self.least
        if open_ <= 0.0:
            return self.least
        is_long = open_ > SHORT * abs(self.least)
        is_given_up = self.race.is_quick and is_long
        return None if is_given_up else self._answer(self._searched())

    def _answered_by(self, kept: Kept, place: Inside) -> float | Plan | None:
        """Return what the kept model tells, as `settled`."""
        challenge = self
        answer = challenge._told(kept, place, SHORT)
        if answer is None and (least := self._better(kept)) > self.least:
            challenge = replace(self, least=least)
            answer = challenge._told(kept, place, SHORT)
        if answer is not None or self.race.is_quick:
            return answer
        return challenge._told(kept, place, ENDLESS)

    def _told(self, kept: Kept, place: Inside, short: float) -> float | Plan | None:
        """Return what a question to the kept model tells, as `settled`."""
        limits = self.race.to(SEARCHED)
        return self._answer(kept.best_at(place, self.others, limits, self.least, short))

    def _better(self, kept: Kept) -> float:
        """Return what a better plan of this side is worth that is met quickly."""
        model = self.race.free.known_at(self.factor)
        own = other_side(model, self.having, is_within=not self.is_within)
        place, limits = kept.placed(own), replace(self.race.limits, gap=LOOSE)
        if place is None:
            return NONE
        solved = kept.best_at(place, own, limits, self.least, 0.0)
        if solved.columns is None:
            return NONE
        plan = self.race.plan_of(own, self.factor, solved, solved.columns)
        is_own = self.race.has(plan, self.factor) == self.is_within
        return solved.value if is_own else NONE

    def _bound(self) -> float:
        """Return what the relaxed other side is worth, case currency."""
        relaxed = HighsBackend().solve(self._near.relaxed(), self.race.limits)
        if relaxed.outcome == "interrupted":
            raise KeyboardInterrupt
        if relaxed.outcome == "solved":
            return self.others.worth(relaxed.objective)
        return NONE if relaxed.outcome == "infeasible" else ENDLESS

    @cached_property
    def _place(self) -> Inside | None:
        kept = self.race.kept
        return None if kept is None else kept.placed(self.others)

    @cached_property
    def _near(self) -> LinearModel:
        """The model of the other side with rows that no plan breaks."""
        tight = tighter(self.others, HighsBackend(), self.race.limits)
        if tight.is_interrupted:
            raise KeyboardInterrupt
        return tight.model

    def _searched(self) -> ReSolved:
        """Return what a search of the other side tells, begun at its best plan."""
        contest, model = self.race.contest, self.others
        rivals = contest.without if self.is_within else contest.within
        best = best_held(model, rivals)
        money, enough = model.numbers.scale.money, best
        for _ in range(SEARCHES):
            value = NONE if best.columns is None else model.worth(best.objective)
            if value > self.least:
                break
            open_ = 0.0 if value == NONE else (self.least - value) / money
            limits = replace(self.race.limits, gap=0.0, absolute=open_)
            enough = HighsBackend().solve(self._near, limits, start=best.columns)
            if enough.outcome == "interrupted":
                raise KeyboardInterrupt
            if _is_proved(enough, model, self.least):
                break
            best = enough
        return _re_solved(enough, model)

    def _answer(self, solved: ReSolved) -> float | Plan | None:
        noise = abs(self.least) * NOISE
        if solved.columns is None or solved.value <= self.least:
            return self.least if solved.bound <= self.least + noise else None
        rival = self.race.plan_of(self.others, self.factor, solved, solved.columns)
        if self.race.has(rival, self.factor) != self.is_within:
            return rival
        is_proved = solved.bound <= rival.value + noise
        return rival.value if is_proved else None


def challenge_of(race: Race, factor: float, *, is_within: bool) -> Challenge | None:
    """Return plans of one side against the other; None if they are no set of plans.

    Parameters
    ----------
    race
        The race.
    factor
        What its number is multiplied by.
    is_within
        Whether plans that have what is asked about are to be proved best.

    Raises
    ------
    DataError
        If the tables do not allow that value.
    """
    contest, model = race.contest, race.free.known_at(factor)
    having = contest.keeping.having
    if having is None:
        return None
    own = race.worth_of(contest.within if is_within else contest.without, model)
    if own == NONE:
        return None
    others = other_side(model, having, is_within=is_within)
    return Challenge(race, factor, is_within, having, others, own)


def _is_proved(solution: Solution, model: Formulation, least: float) -> bool:
    """Return whether a search told that no plan is worth more, or met one that is."""
    if solution.columns is None:
        return True
    return (
        model.worth(solution.bound) <= least or model.worth(solution.objective) > least
    )


def _re_solved(solution: Solution, model: Formulation) -> ReSolved:
    if solution.columns is None:
        is_none = solution.outcome == "infeasible"
        return ReSolved(NONE, NONE if is_none else ENDLESS, None, "anew")
    value, bound = model.worth(solution.objective), model.worth(solution.bound)
    return ReSolved(value, max(value, bound), solution.columns, "anew")
