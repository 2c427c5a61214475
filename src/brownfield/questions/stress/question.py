"""What breaks in a plan, at what cost, and which cure pays: all answers together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from brownfield.asking.answer import Answer
from brownfield.asking.work import Work, unseen
from brownfield.case.one_currency import in_case_currency
from brownfield.errors import UnansweredError, UseError
from brownfield.plans.reopen import read_run
from brownfield.questions.stress.asked import USUAL_YEARS, Asked
from brownfield.questions.stress.cures.cures import cures
from brownfield.questions.stress.cures.portfolio import (
    Clinic,
    Market,
    Priced,
    best_set,
    priced,
)
from brownfield.questions.stress.design import Design, design
from brownfield.questions.stress.flexibility.links import Flexibility, flexibility
from brownfield.questions.stress.network.hits import elements
from brownfield.questions.stress.network.of_plan import PlanNetwork, plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.risk import (
    Curve,
    Risk,
    curves,
    expected_by_hazard,
    simulate,
)
from brownfield.questions.stress.sweep.sweep import Sweep, stops_of, sweep
from brownfield.questions.stress.weeks.events import Event, outages_of, replayed
from brownfield.questions.stress.years.hazards import Hazard, hazards, named
from brownfield.solve.run import plan as solve
from brownfield.tell.trouble import failed_lines

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.stress.setting import Setting
    from brownfield.work.executor import Executor


@dataclass(frozen=True)
class Treatment:
    """Cures of a case, priced one by one, and the best set within the budget.

    After Ctrl-C `best` is the best of the sets tried until then.
    """

    singles: tuple[Priced, ...]
    best: Priced
    budget: float | None
    tail_weight: float
    is_complete: bool = True


@dataclass(frozen=True, repr=False)
class StressTest(Answer):
    """Answers of a stress test; None where not asked, or not reached after Ctrl-C.

    Attributes
    ----------
    planned
        The weekly network of the plan at the node looked at.
    setting
        Assumptions.
    is_complete
        Whether everything asked for was done.
    absent
        Tables without rows (hazards, mitigations) that an answer needs.
    """

    planned: PlanNetwork = field(repr=False)
    setting: Setting
    sweep: Sweep | None = None
    events: tuple[Event, ...] = ()
    risk: Risk | None = None
    treatment: Treatment | None = None
    flexibility: Flexibility | None = None
    design: Design | None = None
    is_complete: bool = True
    absent: tuple[str, ...] = ()

    @property
    def in_short(self) -> str:
        """The plan that was tested, in a few words."""
        plan = self.planned.at.plan
        return f"the plan of {plan.case.name}, {plan.in_short}"


def _check_sound(plan: Plan) -> None:
    """Raise an error if there is no plan, or one whose numbers do not hold."""
    if not plan.tables:
        message = "There is no plan to test: the search found none."
        raise UseError(message)
    if not plan.is_sound:
        message = (
            "The recount of the plan to be tested differs, so what breaks in it is "
            "not known. Run brownfield plan with the same case, --what-if, --parties "
            "and --gap to see where."
        )
        raise UnansweredError(message)


def needed(asked: Asked) -> tuple[str, ...]:
    """Return the tables without which something asked for has no answer."""
    wanted = {"hazards": asked.years or asked.cures, "mitigations": asked.cures}
    return tuple(name for name, is_on in wanted.items() if is_on)


def stress(
    plan: Plan,
    asked: Asked | None = None,
    setting: Setting | None = None,
    *,
    executor: Executor | None = None,
    on_begin: Callable[[str], None] = unseen,
) -> StressTest:
    """Return what breaks in a plan, at what cost, and which cure pays.

    Parameters
    ----------
    plan
        A plan, e.g. from `plan`.
    asked
        What is wanted; all but events if not given.
    setting
        Assumptions; those of `asked` if not given.
    executor
        Runs the stops, in this process if not given.
    on_begin
        Called with a title when an answer is begun. After Ctrl-C what is finished
        until then is returned.

    Raises
    ------
    UseError
        If the plan is empty, or a name, year or number is not allowed.
    UnansweredError
        If the audit of the plan failed: what breaks in it is not known either.
    """
    asked = asked or Asked()
    setting = setting or asked.setting
    _check_sound(plan)
    if not 0 <= asked.tail_weight <= 1:
        message = f"tail weight is {asked.tail_weight}; it must be from 0 to 1."
        raise UseError(message)
    node = usual_node(plan, asked.year, asked.future)
    planned = plan_network(plan, node, setting)
    work_ahead = _Work(planned, asked, setting, executor)
    test = StressTest(planned, setting, absent=work_ahead.absent)
    try:
        for title, work in work_ahead.steps():
            on_begin(title)
            test = work(test)
            if not test.is_complete:
                return test
    except KeyboardInterrupt:
        return replace(test, is_complete=False)
    return test


def answer(case: Case, asked: Asked, work: Work) -> StressTest:
    """Return what breaks in the plan of a case, or in one that was kept.

    Parameters
    ----------
    case
        The case.
    asked
        What is wanted; everything but events if nothing in particular is.
    work
        How it is worked out; for a page every answer is.

    Raises
    ------
    UnansweredError
        If there is no plan, or its audit failed.
    """
    tested = _kept_or_made(case, asked.run, work)
    if not tested.is_sound:
        raise UnansweredError(_untested(tested))
    wanted = asked.named
    if work.is_for_page:
        wanted = everything(tested, wanted)
    with work.workers(usual=1) as executor:
        return stress(tested, wanted, executor=executor, on_begin=work.on_begin)


def _kept_or_made(case: Case, run: Path | None, work: Work) -> Plan:
    if run:
        return read_run(Path(run), case)
    return solve(case, on_progress=work.on_step("plan to be tested"))


def _untested(planned: Plan) -> str:
    """Return why nothing is tested: there is no plan, or its audit failed."""
    if planned.audit is None:
        return (
            "no plan was found within the limit, so nothing can be tested. "
            "Give more time with --time-limit, or a wider --gap."
        )
    return (
        "the audit of the plan failed, so nothing is tested:\n"
        f"{failed_lines(planned.audit)}"
        "Look at the rows named above, correct what is wrong in the case and plan it "
        "again."
    )


Step = tuple[str, Callable[[StressTest], StressTest]]


@dataclass(frozen=True)
class _Work:
    """What is to be done, as steps that add an answer each."""

    planned: PlanNetwork
    asked: Asked
    setting: Setting
    executor: Executor | None

    def steps(self) -> Iterator[Step]:
        """Yield what was asked for, as a title and a function that adds the answer."""
        asked = self.asked
        if asked.sweep:
            yield "stopping everything, one at a time", self.swept
            if self.hazards:
                yield "what stops cost by their length", self.weighed
        for name in asked.events:
            yield f"replaying {name}", partial(self.with_event, name)
        if asked.years and self.hazards:
            yield f"{asked.years:,} years of stops", self.simulated
        if asked.cures and not self.absent:
            yield "pricing cures and their sets", self.treated
        if asked.flexibility:
            yield "links between products and plants", self.linked
        if asked.design:
            title = f"planning with {asked.design}, twice"
            yield title, partial(self.with_design, asked.design)

    @property
    def absent(self) -> tuple[str, ...]:
        """Tables without rows that an answer needs."""
        tables = self.planned.at.plan.case.tables
        return tuple(n for n in needed(self.asked) if tables[n].is_empty())

    @cached_property
    def hazards(self) -> tuple[Hazard, ...]:
        """Hazards of the case."""
        return hazards(self.planned.at.plan.case, self.asked.shape)

    @cached_property
    def curves(self) -> list[Curve]:
        """What stops of each hazard cost by their length."""
        return curves(self.planned, self.hazards, executor=self.executor)

    def swept(self, test: StressTest) -> StressTest:
        """Add the sweep."""
        stops = stops_of(elements(self.planned), self.hazards, self.setting)
        stops_tried = sweep(self.planned, stops, executor=self.executor)
        return replace(test, sweep=stops_tried, is_complete=stops_tried.is_complete)

    def weighed(self, test: StressTest) -> StressTest:
        """Add to the sweep what each hazard costs a year."""
        if test.sweep is None:
            return test
        yearly = expected_by_hazard(self.curves)
        return replace(test, sweep=replace(test.sweep, yearly=yearly))

    def simulated(self, test: StressTest) -> StressTest:
        """Add the risk over the years."""
        parties, years = self.planned.parties, self.asked.years
        drawn = simulate(self.curves, parties, years, seed=self.setting.seed)
        return replace(test, risk=drawn)

    def treated(self, test: StressTest) -> StressTest:
        """Add the cures."""
        at = self.planned.at
        treatment = _treatment(at.plan, at.node, self.asked, self.setting)
        return replace(test, treatment=treatment, is_complete=treatment.is_complete)

    def linked(self, test: StressTest) -> StressTest:
        """Add the flexibility."""
        return replace(test, flexibility=flexibility(self.planned.at, self.setting))

    def with_event(self, name: str, test: StressTest) -> StressTest:
        """Add the replay of an event."""
        outages = outages_of(self.planned.at.plan.case, name, self.asked.shape)
        event = replayed(self.planned, name, outages, self.setting)
        event = replace(event, helped_by=self.helped_by(outages))
        return replace(test, events=(*test.events, event))

    def helped_by(self, outages: Sequence[Hazard]) -> tuple[str, ...] | None:
        """Return the cures that shorten or soften a stop; None if the case has none."""
        at = self.planned.at
        remedies = cures(in_case_currency(at.plan.case, at.year))
        if not remedies:
            return None
        return Clinic(at.plan, at.node, self.setting, outages, remedies).helpful()

    def with_design(self, name: str, test: StressTest) -> StressTest:
        """Add the plan that reckons with a hazard."""
        at = self.planned.at
        hazard = named(self.hazards, name)
        reckoning = design(at.plan, hazard, at.year, self.setting.working_weeks)
        return replace(test, design=reckoning)


def _treatment(plan: Plan, node: str, asked: Asked, setting: Setting) -> Treatment:
    year = int(plan.nodes.filter(pl.col("node") == node)["year"][0])
    remedies = cures(in_case_currency(plan.case, year))
    clinic = Clinic(plan, node, setting, hazards(plan.case, asked.shape), remedies)
    market = Market(*_terms(plan), asked.tail_weight)
    limit = float("inf") if asked.budget is None else asked.budget
    singles = sorted(
        (priced(clinic, (cure,), market) for cure in remedies), key=lambda p: -p.worth
    )
    best = best_set(remedies, partial(market.worth, clinic), market.cost, limit)
    return Treatment(
        tuple(singles),
        priced(clinic, best.cures, market),
        asked.budget,
        asked.tail_weight,
        is_complete=best.is_complete,
    )


def _terms(plan: Plan) -> tuple[float, int]:
    """Return mean discount rate of the companies and years of the plan."""
    parties = plan.case.tables["parties"].filter(pl.col("kind") == "company")
    years = plan.nodes["year"].n_unique()
    return float(parties["discount_rate"].mean() or 0.0), years  # type: ignore[arg-type]


def everything(plan: Plan, asked: Asked) -> Asked:
    """Return what a report needs: all answers, the events or else every hazard."""
    names = asked.events or tuple(plan.case.tables["hazards"]["hazard"].to_list())
    return replace(
        asked,
        sweep=True,
        cures=True,
        flexibility=True,
        years=asked.years or USUAL_YEARS,
        events=tuple(dict.fromkeys(names)),
    )


def only(test: StressTest, asked: Asked) -> StressTest:
    """Return a test with no more answers than were asked for."""
    return replace(
        test,
        sweep=test.sweep if asked.sweep else None,
        events=tuple(event for event in test.events if event.name in asked.events),
        risk=test.risk if asked.years else None,
        treatment=test.treatment if asked.cures else None,
        flexibility=test.flexibility if asked.flexibility else None,
        design=test.design if asked.design else None,
        absent=tuple(name for name in test.absent if name in needed(asked)),
    )
