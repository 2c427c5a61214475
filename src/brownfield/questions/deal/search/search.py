"""How is one group planned within its share of processor time, never without answer?"""

from __future__ import annotations

import os
import platform
import time
from dataclasses import dataclass, field, replace
from math import inf, isfinite
from typing import TYPE_CHECKING

from brownfield.model.formulation import Formulation
from brownfield.questions.deal.search.within import Floor, held_within
from brownfield.solve.backends.highs import HighsBackend, HighsWarm
from brownfield.solve.backends.solution import Limits, OnProgress, Progress, Solution
from brownfield.solve.hold import held
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import plan
from brownfield.work.notes import tell

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.plans.plan import Plan

LEAST_SECONDS = 1.0  # of processor time that any search gets
ROUGH = 0.01  # relative gap of a plan for which there was no time
BEGINNING = 1.5  # times a relaxed model takes, before a search has any node of its own
Process = tuple[str, int]  # machine, number


@dataclass(frozen=True)
class Ask:
    """A plan to be searched for.

    Attributes
    ----------
    case
        The case of a group.
    seconds
        Processor seconds of the search; None = no limit.
    floor
        What the group has without its governments, if its plan is to be within aid
        rules.
    begin
        A plan of the same decisions with which the search begins.
    within
        Case currency by which the plan may miss the best; None = the gap of the case.
    """

    case: Case
    seconds: float | None = None
    floor: Floor | None = None
    begin: Plan | None = field(default=None, repr=False)
    within: float | None = None


def this_process() -> Process:
    """Return machine and number of this process."""
    return platform.node(), os.getpid()


@dataclass(frozen=True)
class Answer:
    """A plan, the process that made it and the processor seconds it took there."""

    plan: Plan = field(repr=False)
    process: Process
    seconds: float


class _Relaxed(HighsWarm):
    """A model without whole decisions that notes its seconds and what it proves."""

    def __init__(self, model: LinearModel) -> None:
        super().__init__(model)
        self.slowest, self.bound = 0.0, inf

    def solve(self, limits: Limits | None = None) -> Solution:
        """Return the best point with its marginal values."""
        begin = time.process_time()
        solution = super().solve(limits)
        self.slowest = max(self.slowest, time.process_time() - begin)
        self.bound = solution.objective if solution.outcome == "solved" else inf
        return solution


class Paced(HighsBackend):
    """HiGHS within processor seconds, from a first point, to an absolute gap.

    Parameters
    ----------
    seconds
        Processor seconds of all searches with integers; None = no limit.
    """

    takes_parts = False

    def __init__(self, seconds: float | None) -> None:
        self._seconds, self._until = seconds, inf
        self.start: Floats | None = None
        self.absolute: float | None = None
        self._relaxed: _Relaxed | None = None

    def load(self, model: LinearModel) -> HighsWarm:
        """Return the linear model loaded for many solves; its time is noted."""
        if model.binaries:
            return super().load(model)
        self._relaxed = _Relaxed(model)
        return self._relaxed

    def solve(
        self,
        model: LinearModel,
        limits: Limits,
        on_progress: OnProgress | None = None,
        start: Floats | None = None,
    ) -> Solution:
        """Return the best point found within the limits, with its bound.

        Where the relaxed model took so long that a search would end before it begins,
        the first point is the answer, and what that model proved its bound.
        """
        if not model.binaries:
            return super().solve(model, limits, on_progress, start)
        if self._seconds is not None:
            begin = time.process_time()
            self._until = min(self._until, begin + self._seconds)
            left = max(LEAST_SECONDS, self._until - begin)
            limits = replace(limits, seconds=None, processor_seconds=left)
        if self.absolute is not None:
            limits = replace(limits, gap=0.0, absolute=self.absolute)
        first, self.start = self.start, None  # for the first search only
        relaxed, self._relaxed = self._relaxed, None
        if first is not None and relaxed and _is_too_short(limits, relaxed):
            worth = float(model.cost @ first)
            return Solution("time_limit", first, None, worth, relaxed.bound)
        return super().solve(
            model, limits, on_progress, first if start is None else start
        )


def _is_too_short(limits: Limits, relaxed: _Relaxed) -> bool:
    """Return whether a search would end before it has solved its first model."""
    seconds = limits.processor_seconds
    if seconds is None or not isfinite(relaxed.bound):
        return False
    return seconds < BEGINNING * relaxed.slowest


def answered(ask: Ask) -> Answer:
    """Return the best plan found in time; tell its progress from begin to end.

    Where the time ends before a plan is found, it has the decisions of `begin`, or
    starts nothing, and the bound is that without whole numbers: there is always one.
    """
    tell(Progress.of_nothing())
    begin = time.process_time()
    answer = _searched(ask)
    if answer.status == "time_limit" and not answer.tables:
        answer = _without_search(ask)
    spent = sum(answer.seconds.values())
    tell(Progress(spent, answer.value, answer.bound, answer.gap, is_done=True))
    return Answer(answer, this_process(), time.process_time() - begin)


def _searched(ask: Ask) -> Plan:
    backend, stated = Paced(ask.seconds), list[Formulation]()

    def prepared(model: Formulation) -> Formulation:
        model = held_within(model, ask.floor) if ask.floor else model
        stated.append(model)
        if ask.begin is not None:
            backend.start = point_of(model, ask.begin)
        if ask.within is not None:
            backend.absolute = ask.within / model.data.scale.money
        return model

    best = plan(
        ask.case, fix=prepared, on_progress=tell, backend=backend, pricing=no_prices
    )
    if best.tables and not isfinite(best.bound):  # ended before its first proof
        return bounded(best, _relaxed(stated[0]))
    return best


def point_of(model: Formulation, decided: Plan) -> Floats | None:
    """Return the best point of a model with the decisions of a plan; None if none."""
    return HighsBackend().solve(held(model, decided).linear, Limits()).columns


def _without_search(ask: Ask) -> Plan:
    """Return a plan without new decisions, and a bound that any plan keeps."""
    bounds: list[float] = []

    def bound_first(model: Formulation) -> Formulation:
        model = held_within(model, ask.floor) if ask.floor else model
        bounds.append(_relaxed(model))
        return held(model, ask.begin) if ask.begin else _starting_nothing(model)

    rough = ask.case.with_settings("solve", {"gap": ROUGH, "time_limit_seconds": None})
    rough_plan = plan(rough, fix=bound_first, pricing=no_prices)
    if not rough_plan.tables:
        return rough_plan
    held_plan = replace(rough_plan, case=ask.case, status="time_limit")
    return bounded(held_plan, bounds[0])


def bounded(best: Plan, bound: float) -> Plan:
    """Return a plan with another bound, never below its value."""
    bound = max(bound, best.value)
    gap = (bound - best.value) / max(abs(best.value), 1.0)
    return replace(best, bound=bound, gap=gap)


def _relaxed(model: Formulation) -> float:
    """Return what no plan is worth more than, without whole numbers."""
    solution = HighsBackend().solve(model.linear.relaxed(), Limits())
    return model.worth(solution.objective)


def _starting_nothing(model: Formulation) -> Formulation:
    """Return the model in which nothing is started, opened or supported."""
    upper = model.linear.upper.copy()
    for table in (model.tables.start, model.tables.open, model.tables.package):
        upper[table["column"]] = model.linear.lower[table["column"]]
    return replace(model, linear=replace(model.linear, upper=upper))
