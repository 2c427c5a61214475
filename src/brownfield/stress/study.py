"""What breaks in a plan, at what cost, and which cure pays: all answers together."""

from dataclasses import dataclass, field, replace

import polars as pl

from brownfield.errors import UseError
from brownfield.plans.plan import Plan
from brownfield.solve.executor import Executor
from brownfield.stress.cures import Cure, cures
from brownfield.stress.design import Design, design
from brownfield.stress.events import Event, outages_of, replayed
from brownfield.stress.frequency import Shape
from brownfield.stress.hazards import hazards, named
from brownfield.stress.hits import elements
from brownfield.stress.links import Flexibility, flexibility
from brownfield.stress.of_plan import PlanNetwork, plan_network
from brownfield.stress.planned import usual_node
from brownfield.stress.portfolio import Clinic, Priced, best_set, priced
from brownfield.stress.risk import Risk, curves, simulate
from brownfield.stress.setting import Setting
from brownfield.stress.sweep import Sweep, stops_of, sweep

USUAL_YEARS = 10_000  # years simulated unless asked otherwise


@dataclass(frozen=True)
class Asked:
    """What is wanted of a stress test.

    Attributes
    ----------
    sweep, cures, flexibility
        Whether it is wanted.
    events
        Hazards or what-ifs to replay.
    design
        Hazard that the plan should reckon with; None = none.
    years
        Years to simulate; 0 = none.
    budget
        Most that cures may cost a year, case currency; None = no limit.
    tail_weight
        Weight of CVaR against the mean when cures are weighed, in [0, 1].
    shape
        How lengths of stops spread.
    year, future
        Node of the plan to look at; None = the usual one.
    """

    sweep: bool = True
    cures: bool = True
    flexibility: bool = True
    events: tuple[str, ...] = ()
    design: str | None = None
    years: int = USUAL_YEARS
    budget: float | None = None
    tail_weight: float = 0.0
    shape: Shape = "lognormal"
    year: int | None = None
    future: str | None = None


@dataclass(frozen=True)
class Treatment:
    """Cures of a case, priced one by one, and the best set within the budget."""

    singles: tuple[Priced, ...]
    best: Priced
    budget: float | None
    tail_weight: float


@dataclass(frozen=True)
class StressTest:
    """Answers of a stress test; None where not asked.

    Attributes
    ----------
    planned
        The weekly network of the plan at the node looked at.
    setting
        Assumptions.
    """

    planned: PlanNetwork = field(repr=False)
    setting: Setting
    sweep: Sweep | None
    events: tuple[Event, ...]
    risk: Risk | None
    treatment: Treatment | None
    flexibility: Flexibility | None
    design: Design | None = None


def stress_test(
    plan: Plan,
    asked: Asked | None = None,
    setting: Setting | None = None,
    *,
    executor: Executor | None = None,
) -> StressTest:
    """Return what breaks in a plan, at what cost, and which cure pays.

    Parameters
    ----------
    plan
        A plan, e.g. from `plan`.
    asked
        What is wanted; all but events if not given.
    setting
        Assumptions.
    executor
        Runs the stops, in this process if not given.

    Raises
    ------
    UseError
        If the plan is empty, or a name, year or number is not allowed.
    """
    asked, setting = asked or Asked(), setting or Setting()
    if not plan.tables:
        message = "There is no plan to test: the search found none."
        raise UseError(message)
    if not 0 <= asked.tail_weight <= 1:
        message = f"tail weight is {asked.tail_weight}; it must be from 0 to 1."
        raise UseError(message)
    node = usual_node(plan, asked.year, asked.future)
    planned = plan_network(plan, node, setting)
    known = hazards(plan.case, asked.shape)
    stops = stops_of(elements(planned), known, setting) if asked.sweep else []
    return StressTest(
        planned=planned,
        setting=setting,
        sweep=sweep(planned, stops, executor=executor) if asked.sweep else None,
        events=tuple(_event(planned, name, asked, setting) for name in asked.events),
        risk=simulate(
            curves(planned, known, executor=executor),
            planned.parties,
            asked.years,
            seed=setting.seed,
        )
        if asked.years and known
        else None,
        treatment=_treatment(plan, node, asked, setting) if asked.cures else None,
        flexibility=flexibility(planned.at, setting) if asked.flexibility else None,
        design=design(
            plan, named(known, asked.design), planned.at.year, setting.working_weeks
        )
        if asked.design
        else None,
    )


def _event(planned: PlanNetwork, name: str, asked: Asked, setting: Setting) -> Event:
    found = outages_of(planned.at.plan.case, name, asked.shape)
    return replayed(planned, name, found, setting)


def _treatment(
    plan: Plan, node: str, asked: Asked, setting: Setting
) -> Treatment | None:
    known = cures(plan.case)
    if not known:
        return None
    clinic = Clinic(plan, node, setting, hazards(plan.case, asked.shape), known)
    rate, years = _terms(plan)

    def cost_of(cure: Cure) -> float:
        return cure.yearly_cost(rate, years)

    def price(chosen: tuple[Cure, ...]) -> Priced:
        return priced(clinic, chosen, cost_of, asked.tail_weight)

    limit = float("inf") if asked.budget is None else asked.budget
    best = best_set(known, lambda chosen: price(chosen).worth, cost_of, limit)
    singles = sorted((price((cure,)) for cure in known), key=lambda p: -p.worth)
    return Treatment(tuple(singles), price(best), asked.budget, asked.tail_weight)


def _terms(plan: Plan) -> tuple[float, int]:
    """Return mean discount rate of the companies and years of the plan."""
    parties = plan.case.tables["parties"].filter(pl.col("kind") == "company")
    years = plan.nodes["year"].n_unique()
    return float(parties["discount_rate"].mean() or 0.0), years  # type: ignore[arg-type]


def everything(plan: Plan, asked: Asked) -> Asked:
    """Return what a report needs: all answers and a replay of every hazard."""
    names = tuple(plan.case.tables["hazards"]["hazard"].to_list())
    return replace(
        asked,
        sweep=True,
        cures=True,
        flexibility=True,
        years=asked.years or USUAL_YEARS,
        events=tuple(dict.fromkeys([*asked.events, *names])),
    )
