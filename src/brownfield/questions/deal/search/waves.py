"""In which order are the groups of a deal planned, and which are searched further?

Companies first, then groups with governments, which begin with the plan of their
companies. What processor time is left goes to the values that move the terms most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import UnansweredError
from brownfield.plans.plan import Plan
from brownfield.questions.deal.coalitions.coalitions import (
    Coalitions,
    care_of,
    chances_of,
    coalition_case,
    game_of,
    payoffs,
    without_payments,
)
from brownfield.questions.deal.coalitions.game import Coalition
from brownfield.questions.deal.contracts.risk import worth
from brownfield.questions.deal.search.search import LEAST_SECONDS, Ask
from brownfield.questions.deal.search.within import Floor, has_limits

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.deal.coalitions.seats import Seats
    from brownfield.questions.deal.search.workers import Planner

SHARES = (0.17, 0.24, 0.31, 0.45, 0.46)  # of the processor time, after each wave
WORTH_IT = 4.0  # processor seconds of a further search, most of them to state it again
TOGETHER = 0.05  # least share for the plan of all who talk: terms hang on it
LARGER = 0.05  # least share of the time for the plan beyond aid rules
HARDER = 3.0  # times the time for one party more
DECIDED = ("starts", "openings", "shifts", "support")
CLOSE = 1e-3  # share of the surplus within which a value is close enough
CLOSEST = 1e-6  # share of a value below which nothing is searched for
Group = tuple[str, ...]
Plans = dict[Coalition, Plan]


def coalitions(case: Case, seated: Seats, planner: Planner) -> Coalitions:
    """Return the plan and value of every coalition, and what aid rules keep it from.

    Companies come first: what they have without a government is what a plan within aid
    rules must leave them.

    Raises
    ------
    UnansweredError
        If a coalition has no plan at all; the message says what to do.
    """
    case = without_payments(case, seated)
    by_set, larger = planned_groups(case, seated, planner)
    alone = {party: by_set[frozenset({party})] for party in seated.companies}
    return Coalitions(seated, by_set, alone, game_of(case, seated, by_set), larger)


def planned_groups(
    case: Case, seated: Seats, planner: Planner
) -> tuple[Plans, Plan | None]:
    """Return the plan of every group with a company, and one beyond aid rules.

    Parameters
    ----------
    case
        The case without payments between the parties.
    seated
        Who takes part.
    planner
        Makes the plans.

    Raises
    ------
    UnansweredError
        If a group has no plan at all.
    """
    waves = _Waves(case, seated, planner)
    groups = _groups(seated)
    own = [g for g in groups if not set(g) & set(seated.governments)]
    helped = [g for g in groups if g not in own]
    plans = waves.by_size(own, {}, waves.of_companies, 0)
    plans = waves.closer(plans, own, 1)
    plans = waves.by_size(helped, plans, waves.with_states, 2)
    larger = waves.larger(plans, 3)
    return waves.closer(plans, helped, 4), larger


class _Waves:
    """Asks for plans within the processor time of the case."""

    def __init__(self, case: Case, seated: Seats, planner: Planner) -> None:
        self._case, self._seated, self._planner = case, seated, planner
        self._limit = case.settings.solve.time_limit_seconds
        self._floors: dict[Coalition, Floor] = {}

    def by_size(
        self,
        groups: Sequence[Group],
        plans: Plans,
        ask: Callable[[Group, Plans], Ask],
        wave: int,
    ) -> Plans:
        """Return the plans made with those of some groups, small ones first.

        A larger group gets more time, and whatever smaller ones left.
        """
        sizes = [len(group) for group in groups]
        for size in sorted(set(sizes)):
            now = [group for group in groups if len(group) == size]
            later = sum(HARDER ** (s - size) for s in sizes if s >= size)
            plans = plans | self.plans([ask(g, plans) for g in now], now, wave, later)
        return plans

    def of_companies(self, group: Group, plans: Plans) -> Ask:
        """Return the ask of a group of companies.

        In a hurry it begins with the best that a smaller group and one alone can do.
        """
        planned = coalition_case(self._case, self._seated, group)
        if self._limit is None or len(group) == 1:
            return Ask(planned)
        everybody = frozenset(group)
        apart = [(plans[everybody - {p}], plans[frozenset({p})]) for p in group]
        begin = side_by_side(*max(apart, key=_worth_of_both))
        return Ask(planned, seconds=self._least(group), begin=begin)

    def plans(
        self,
        asks: Sequence[Ask],
        groups: Sequence[Group],
        wave: int,
        count: float | None = None,
    ) -> Plans:
        """Return the plans of groups, each within its part of the time of a wave.

        The time is divided by `count`, the number of groups if not given; an ask that
        names seconds gets no less.
        """
        seconds = self._seconds(wave, count or len(asks))
        paced = [replace(ask, seconds=_longer(seconds, ask)) for ask in asks]
        titled = {",".join(g): ask for g, ask in zip(groups, paced, strict=True)}
        plans = self._planner.answers(titled)
        for title, plan in plans.items():
            check_answered(title, plan)
        return {frozenset(group): plans[",".join(group)] for group in groups}

    def with_states(self, group: Group, plans: Plans) -> Ask:
        """Return the ask of a group with governments, within aid rules."""
        states = tuple(p for p in group if p in self._seated.governments)
        before = plans[frozenset(group) - set(states)]
        planned = coalition_case(self._case, self._seated, group)
        if not has_limits(planned, states):
            return Ask(planned, seconds=self._least(group), begin=before)
        received = sum(self._received(state, before) for state in states)
        floor = Floor(states, before.value, received)
        self._floors[frozenset(group)] = floor
        least = self._least(group)
        return Ask(planned, seconds=least, floor=floor, begin=before)

    def _least(self, group: Group) -> float | None:
        """Return the seconds that all who talk have at least; None for others."""
        if self._limit is None or not self._moves(frozenset(group)) or len(group) < 2:
            return None
        return TOGETHER * self._limit

    def larger(self, plans: Mapping[Coalition, Plan], wave: int) -> Plan | None:
        """Return a plan of everybody that is worth more than aid rules allow."""
        everybody = self._seated.parties
        if frozenset(everybody) not in self._floors:
            return None
        legal = plans[frozenset(everybody)]
        ask = Ask(legal.case, begin=legal)
        title = f"{','.join(everybody)} with any aid"
        seconds = self._seconds(wave, 1)
        if seconds is not None and self._limit is not None:
            if seconds < LEAST_SECONDS:
                return None
            seconds = max(seconds, LARGER * self._limit)
        asked = replace(ask, seconds=seconds)
        plan = self._planner.answers({title: asked})[title]
        least = legal.value + CLOSEST * abs(legal.value)
        return plan if plan.is_sound and plan.value > least else None

    def closer(self, plans: Plans, groups: Sequence[Group], wave: int) -> Plans:
        """Return the plans with those searched further that move the terms."""
        sets = [frozenset(g) for g in groups]
        close = self._close_enough(plans)
        moving = [g for g, s in zip(groups, sets, strict=True) if self._moves(s)]
        for chosen in (moving, [g for g in groups if g not in moving]):
            left = [g for g in chosen if _is_open(plans[frozenset(g)]) > close]
            left.sort(key=lambda g: -_is_open(plans[frozenset(g)]))
            left = left[: self._most(wave)]
            if left:
                asks = [self._further(plans[frozenset(g)], g, close) for g in left]
                again = self.plans(asks, left, wave)
                plans |= {s: best_of(plans[s], plan) for s, plan in again.items()}
        return plans

    def _most(self, wave: int) -> int | None:
        """Return how many groups may be searched further; None = all."""
        seconds = self._seconds(wave, 1)
        return None if seconds is None else int(seconds / WORTH_IT)

    def _further(self, plan: Plan, group: Group, close: float) -> Ask:
        floor = self._floors.get(frozenset(group))
        return Ask(plan.case, floor=floor, begin=plan, within=close)

    def _moves(self, coalition: Coalition) -> bool:
        """Return whether terms hang on a value: of one alone, or of all who talk."""
        seated = self._seated
        tables = (frozenset(seated.companies), frozenset(seated.parties))
        return len(coalition) == 1 or coalition in tables

    def _close_enough(self, plans: Mapping[Coalition, Plan]) -> float:
        """Return by how much a value may be off, case currency."""
        companies = self._seated.companies
        together = plans[frozenset(companies)].value
        more = together - sum(plans[frozenset({c})].value for c in companies)
        return max(CLOSE * more, CLOSEST * abs(together))

    def _seconds(self, wave: int, count: float) -> float | None:
        """Return the processor seconds of each of some plans; None = no limit."""
        if self._limit is None:
            return None
        left = SHARES[wave] * self._limit - self._planner.spent
        return max(0.0, left / max(1.0, count))

    def _received(self, state: str, plan: Plan) -> float:
        """Return the worth to a government of what it receives in a plan."""
        weight = plan.case.settings.plan.objective_weights.get(state, 1.0)
        return weight * worth(
            payoffs(plan, state), chances_of(plan), *care_of(self._case, state)
        )


def _longer(seconds: float | None, ask: Ask) -> float | None:
    """Return seconds, or those an ask names if they are more; None = no limit."""
    return None if seconds is None else max(seconds, ask.seconds or 0.0)


def side_by_side(one: Plan, other: Plan) -> Plan:
    """Return a plan that decides what two plans of different companies decide."""
    tables = {
        name: pl.concat([one.tables[name], other.tables[name]]) for name in DECIDED
    }
    return replace(one, tables=dict(one.tables) | tables)


def _worth_of_both(plans: tuple[Plan, Plan]) -> float:
    return sum(plan.value for plan in plans)


def best_of(old: Plan, new: Plan) -> Plan:
    """Return the better of two plans of one case, with the closer proof."""
    best = new if new.value > old.value else old
    bound = max(best.value, min(old.bound, new.bound))
    gap = (bound - best.value) / max(abs(best.value), 1.0)
    return replace(best, bound=bound, gap=gap, status=new.status)


def check_answered(title: str, plan: Plan) -> None:
    """Raise UnansweredError if a group has no plan, or one that its recount denies."""
    if plan.status == "infeasible":
        rows = "; ".join(plan.conflicts)
        message = f"Coalition {title} has no plan at all: {rows}. Correct these rows."
        raise UnansweredError(message)
    if not plan.tables:
        message = (
            f"Coalition {title} has no plan ({plan.status}), not even one that starts "
            "nothing. Give more time with --time-limit."
        )
        raise UnansweredError(message)
    if not plan.is_sound:
        message = (
            f"The recount of the plan of coalition {title} differs. Run brownfield "
            f"plan with --parties {title} and the same --gap to see where."
        )
        raise UnansweredError(message)


def _is_open(plan: Plan) -> float:
    return plan.bound - plan.value


def _groups(seated: Seats) -> list[Group]:
    """Return the coalitions with a company, small ones first."""
    every: Iterable[Group] = (
        group
        for size in range(1, len(seated.parties) + 1)
        for group in combinations(seated.parties, size)
    )
    return [group for group in every if set(group) & set(seated.companies)]
