"""What is told of a study: which values do JSON, page and sentences share?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.asking.row_notes import row_notes
from brownfield.plans.files import summary
from brownfield.questions.plan.facts import gathered, source, value
from brownfield.questions.plan.facts.basis import Basis, basis
from brownfield.questions.plan.facts.board.board import board
from brownfield.questions.plan.facts.border import duty
from brownfield.questions.plan.facts.border.rents import QuotaRent, quota_rents
from brownfield.questions.plan.facts.jobs import Agreement, Jobs, agreements, jobs
from brownfield.questions.plan.facts.law.policies import Effect, effects
from brownfield.questions.plan.facts.ledger.ledger import Ledger, ledger
from brownfield.questions.plan.facts.outcomes import Outcome, outcomes
from brownfield.questions.plan.facts.proof import Recount, TiedOut, tied_out
from brownfield.tell import views
from brownfield.tell.grids import UNSUPPORTED
from brownfield.tell.labels import Labels, labels
from brownfield.tell.trouble import left_out_line, trouble
from brownfield.tell.values import IF_ASKED, TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.plans.plan import ModelSize, Plan
    from brownfield.questions.plan.asked import Asked
    from brownfield.questions.plan.facts.board.crews import ShiftChange
    from brownfield.questions.plan.facts.board.decided import Decided
    from brownfield.questions.plan.facts.board.rejections import Rejected
    from brownfield.questions.plan.facts.board.steps import Step
    from brownfield.questions.plan.facts.decision import Decision
    from brownfield.questions.plan.facts.highlights import (
        Amount,
        Deliveries,
        LaneCosts,
        OriginFall,
        PeakUse,
    )
    from brownfield.questions.plan.facts.law.granted import Granted
    from brownfield.questions.plan.facts.source import Listed
    from brownfield.questions.plan.facts.value import NextBest, PartyWorth
    from brownfield.questions.plan.question import Study


@dataclass(frozen=True)
class Document:
    """Everything that is told of a study.

    Money is in case currency, present values at the end of the first year; volumes in
    vehicles a year; line time in standard vehicles a year; shares in [0, 1]. The
    fields from `title` on are told by words, figures and page only.

    Attributes
    ----------
    status
        optimal, within_gap (of the gap asked for), time_limit, interrupted or
        infeasible.
    value
        Expected present value of the parties planned together, case currency; nan
        without a plan.
    bound
        No plan is worth more than this, case currency; None if there is no bound.
    gap
        (bound - value) over the size of value; None if there is no bound.
    currency
        Of every amount.
    value_by_party
        Expected present value of each party, case currency.
    starts, openings, production, grants, emissions
        Rows of these result tables; docs/architecture.md lists columns and units.
    audit
        The independent recount; None without a plan.
    seconds
        Wall-clock seconds by phase.
    model
        Rows, columns, non-zeros and yes/no decisions of the solved model.
    parties
        Parties planned together.
    what_ifs
        What-ifs applied to the case, in order.
    conflicts
        Rows of the tables that cannot hold together, if infeasible.
    notes
        What a reader should know.
    row_notes
        Rows of the case that are missing, bear on nothing or are hardly plausible.
    seed
        Seed of the solver.
    case, case_digest
        Name of the case, and its fingerprint.
    versions
        Versions of brownfield, solver and libraries.
    duty_by_delivery
        Rows of law behind the duty of each delivery and on the parts inside, by years;
        docs/results.md lists columns and units.
    screens
        What rulings might ask of vehicles made of kits, and how likely; as above.
    quota_rents
        What volumes in use are worth, by pool and year, and who has it.
    jobs
        Jobs of each plant today, in every year, and if nothing were begun.
    agreements
        Guests and hosts that must agree, and the fee that is tabled.
    decision
        What a board decides, node by node of the scenario tree, and who loses by it.
    investment
        Paid for tooling and openings, expected over the futures, undiscounted, case
        currency.
    payback
        Calendar year by whose end the plan has earned back what it spends first,
        against the best plan that begins, opens and closes nothing: expected cash of
        all who plan, undiscounted, after tax. None if it spends nothing first, does not
        earn it back by the last year, or there is no such plan.
    after_last_year
        Share of the value that comes after the last year: expected present value of
        later years over that of everything; None if the value is not above 0.
    rejected
        Alternatives that begin none of what sets them apart, and by how much they miss;
        None if no alternative was planned.
    policies
        What each policy did to the plan; None if nobody asked.
    tied_out
        Figures of the past that the model meets, by kind; None if none was compared.
    carbon
        Prices and caps of carbon by party and year, expected: `tonnes` of CO2e, those
        `above` the cap, `paid` and the most that one tonne more is `worth`, currency;
        None without one that bears.
    outcomes
        What happened after the day of the case, beside the plan; None if its tables
        do not say.
    title, notice
        From case.toml; `notice` is None where the case gives none.
    planned_as
        Titles of the alternatives that the case is itself.
    first_year, last_year, price_base
        Calendar years of the horizon, and of the prices.
    as_of, discount_rates
        Month up to which the tables know the world; whether rates are real or nominal;
        None where the case does not say.
    has_plan
        Whether any plan was found.
    gap_in_money
        Bound less value, case currency; None where they are not told apart.
    next_best
        The best of the other options; None if there is none.
    decisions, idle
        What is begun where; running car plants (printed) that make nothing.
    shift_changes, steps, investors
        Plants that change their shift pattern; what is closed, opened and begun; who
        pays for it, expected.
    party_worth
        What the best plan is worth to each party, and against the first other option.
    basis
        Facts behind the figures that the answer takes from the tables as they are.
    unplanned
        What the tables hold that no plan of this version takes into account.
    settled_year
        Calendar year in which most programmes run.
    peak_use, largest_investor, by_future, by_option, lane_costs, origin_fall, busiest
        Numbers that the sentences under the figures name.
    granted
        What each row of grants and support by the vehicle pays in all, expected.
    built_last
        Vehicles built in the last year.
    plants_in_use, parties_with_cash, delivering_plants
        Which are drawn, in that order; plants that deliver by their short names.
    labels
        Printed names.
    view_names
        Names of the views (expected, then the futures), for all tables by view.
    checks
        Every line of the recount, as in `failures`; None without a plan.
    tie_out
        Figures of the past beside the model's; None if the case has no anchors.
    options, option_values
        The options side by side, and their value by party.
    gain_base, option_gains
        Title of the first other option; value by party less that under it.
    futures, future_values, future_starts
        Futures with probability, value by party and starts in each.
    programme_starts, built, shift_runs, capacity_use, hour_values
        What starts in which year, and what is built and run, by view and year.
    flows
        Expected deliveries with positions, for the map.
    landed_cost, origin
        Cost at the market's door and origin test, by recipe and year.
    duty_trace
        The same rows of law for every delivery and node.
    cash, fleet, emitted
        Cash by view, year, party and group; credits of fleet rules by year and maker;
        tonnes of CO2e by party, stage and customs territory.
    ledger
        The same cash by item and party as it adds up to the value; what is built.
    assumptions, evidence
        Cells that are assumed; facts and statements.
    results, inputs
        Tables of the plan and of its case.
    trouble
        Why there is no plan, or why it is not to be used; blank if it is.
    left_out
        What was not planned after Ctrl-C; blank if nothing.
    """

    status: str
    value: float
    bound: float | None
    gap: float | None
    currency: str
    value_by_party: dict[str, float]
    starts: list[dict[str, Any]] = field(repr=False)
    openings: list[dict[str, Any]] = field(repr=False)
    production: list[dict[str, Any]] = field(repr=False)
    grants: list[dict[str, Any]] = field(repr=False)
    emissions: list[dict[str, Any]] = field(repr=False)
    audit: Recount | None
    seconds: dict[str, float]
    model: ModelSize
    parties: list[str]
    what_ifs: list[str]
    conflicts: list[str]
    notes: list[str]
    row_notes: tuple[str, ...]
    seed: int
    case: str
    case_digest: str
    versions: Mapping[str, str]
    duty_by_delivery: pl.DataFrame = field(repr=False)
    screens: pl.DataFrame = field(repr=False)
    quota_rents: tuple[QuotaRent, ...]
    jobs: tuple[Jobs, ...]
    agreements: tuple[Agreement, ...]
    decision: Decided
    investment: float
    payback: int | None
    after_last_year: float | None
    rejected: tuple[Rejected, ...] | None = field(metadata=IF_ASKED)
    policies: tuple[Effect, ...] | None = field(metadata=IF_ASKED)
    tied_out: tuple[TiedOut, ...] | None = field(metadata=IF_ASKED)
    carbon: pl.DataFrame | None = field(repr=False, metadata=IF_ASKED)
    outcomes: tuple[Outcome, ...] | None = field(metadata=IF_ASKED)
    title: str = field(metadata=TOLD_ONLY)
    notice: str | None = field(metadata=TOLD_ONLY)
    planned_as: tuple[str, ...] = field(metadata=TOLD_ONLY)
    first_year: int = field(metadata=TOLD_ONLY)
    last_year: int = field(metadata=TOLD_ONLY)
    price_base: int = field(metadata=TOLD_ONLY)
    as_of: str | None = field(metadata=TOLD_ONLY)
    discount_rates: str | None = field(metadata=TOLD_ONLY)
    has_plan: bool = field(metadata=TOLD_ONLY)
    gap_in_money: float | None = field(metadata=TOLD_ONLY)
    next_best: NextBest | None = field(metadata=TOLD_ONLY)
    decisions: tuple[Decision, ...] = field(metadata=TOLD_ONLY)
    idle: tuple[str, ...] = field(metadata=TOLD_ONLY)
    shift_changes: tuple[ShiftChange, ...] = field(metadata=TOLD_ONLY)
    steps: tuple[Step, ...] = field(metadata=TOLD_ONLY)
    investors: tuple[Amount, ...] = field(metadata=TOLD_ONLY)
    party_worth: tuple[PartyWorth, ...] = field(metadata=TOLD_ONLY)
    basis: tuple[Basis, ...] = field(metadata=TOLD_ONLY)
    unplanned: tuple[str, ...] = field(metadata=TOLD_ONLY)
    settled_year: int = field(metadata=TOLD_ONLY)
    peak_use: PeakUse | None = field(metadata=TOLD_ONLY)
    largest_investor: Amount | None = field(metadata=TOLD_ONLY)
    by_future: tuple[Amount, ...] = field(metadata=TOLD_ONLY)
    by_option: tuple[Amount, ...] = field(metadata=TOLD_ONLY)
    lane_costs: LaneCosts | None = field(metadata=TOLD_ONLY)
    origin_fall: OriginFall | None = field(metadata=TOLD_ONLY)
    busiest: Deliveries | None = field(metadata=TOLD_ONLY)
    granted: tuple[Granted, ...] = field(metadata=TOLD_ONLY)
    built_last: float = field(metadata=TOLD_ONLY)
    plants_in_use: list[str] = field(metadata=TOLD_ONLY)
    parties_with_cash: list[str] = field(metadata=TOLD_ONLY)
    delivering_plants: list[str] = field(metadata=TOLD_ONLY)
    labels: Labels = field(repr=False, metadata=TOLD_ONLY)
    view_names: list[str] = field(repr=False, metadata=TOLD_ONLY)
    checks: pl.DataFrame | None = field(repr=False, metadata=TOLD_ONLY)
    tie_out: pl.DataFrame | None = field(repr=False, metadata=TOLD_ONLY)
    options: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    option_values: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    gain_base: str | None = field(metadata=TOLD_ONLY)
    option_gains: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    futures: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    future_values: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    future_starts: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    programme_starts: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    built: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    shift_runs: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    capacity_use: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    hour_values: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    flows: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    landed_cost: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    origin: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    duty_trace: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    cash: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    fleet: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    emitted: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    ledger: Ledger = field(repr=False, metadata=TOLD_ONLY)
    assumptions: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    evidence: pl.DataFrame = field(repr=False, metadata=TOLD_ONLY)
    results: tuple[Listed, ...] = field(repr=False, metadata=TOLD_ONLY)
    inputs: tuple[Listed, ...] = field(repr=False, metadata=TOLD_ONLY)
    trouble: str = field(metadata=TOLD_ONLY)
    left_out: str = field(metadata=TOLD_ONLY)

    @property
    def has_answer(self) -> bool:
        """Whether there is a plan to put on a page."""
        return self.audit is not None

    @property
    def is_sound(self) -> bool:
        """Whether there is a plan and the recount agrees with it."""
        return self.audit is not None and self.audit.passed

    @property
    def years(self) -> list[int]:
        """Calendar years of the horizon."""
        return list(range(self.first_year, self.last_year + 1))

    @property
    def period(self) -> str:
        """Horizon in words, e.g. ``2026-2036``."""
        return f"{self.first_year}-{self.last_year}"

    @property
    def party_values(self) -> pl.DataFrame:
        """Parties (printed) and expected value of the best plan."""
        best = self.option_values.filter(pl.col("title") == value.BEST)
        return best.select("party", "value")

    @property
    def total_value(self) -> float:
        """Expected value of the best plan to all parties together."""
        return float(self.party_values["value"].sum())

    @property
    def num_unsupported(self) -> int:
        """Number of assumed cells that name no fact or statement."""
        return self.assumptions.filter(pl.col("source") == UNSUPPORTED).height


def document(study: Study, _asked: Asked | None = None) -> Document:
    """Return what is told of a study."""
    plan, case = study.plan, study.case
    names = labels(case)
    tables = gathered.named(study, names)
    return Document(
        **_in_json(plan),
        **source.settings(case),
        has_plan=plan.status != "infeasible" and not math.isnan(plan.value),
        gap_in_money=_gap_in_money(plan),
        basis=basis(plan, case),
        unplanned=source.unplanned(case),
        row_notes=row_notes(case),
        checks=None if plan.audit is None else plan.audit.lines,
        tie_out=study.tie_out,
        tied_out=tied_out(study.tie_out),
        futures=views.futures(plan),
        assumptions=source.assumptions(case),
        evidence=source.evidence(case),
        results=source.result_tables(plan),
        inputs=source.input_tables(case),
        trouble=trouble(plan),
        left_out=left_out_line(study.left_out),
        jobs=jobs(plan, study.nothing_begun, case, names),
        agreements=agreements(plan, case, names),
        quota_rents=quota_rents(plan),
        policies=effects(study, names),
        outcomes=outcomes(plan, case),
        **board(study, names),
        **duty.law_of_duty(study),
        **gathered.options(study, names),
        **tables,
        ledger=ledger(plan, case, names, tables["built"]),
        **gathered.drawn(study, tables),
    )


whole = document


def _in_json(plan: Plan) -> dict[str, Any]:
    """Return the fields of the JSON document, those of a run folder."""
    in_short = summary(plan)
    audit = None if in_short["audit"] is None else Recount(**in_short["audit"])
    return in_short | {"audit": audit, "model": plan.model}


def _gap_in_money(plan: Plan) -> float | None:
    is_open = plan.status != "optimal" and math.isfinite(plan.bound)
    return plan.bound - plan.value if is_open else None
