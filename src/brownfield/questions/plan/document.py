"""Which plain values and frames do the page, the JSON and the sentences share?"""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from brownfield.plans.audit import Audit
from brownfield.plans.files import summary
from brownfield.plans.plan import Plan
from brownfield.questions.plan.facts import source as source_facts
from brownfield.questions.plan.facts import trade as trade_facts
from brownfield.questions.plan.facts import value as value_facts
from brownfield.questions.plan.facts import volume as volume_facts
from brownfield.questions.plan.question import Study
from brownfield.tell import views
from brownfield.tell.labels import Labels, labels


@dataclass(frozen=True)
class Facts:
    """Everything the report tells, as plain values and frames.

    Money is in case currency, present values at the end of the first year; volumes in
    vehicles a year; line time in standard vehicles a year; shares in [0, 1].

    Attributes
    ----------
    title, notice, currency, first_year, last_year, price_base
        From case.toml; `notice` is None where the case gives none.
    digest
        Fingerprint of the case.
    status, value, bound, gap
        Of the best plan.
    is_sound, largest_difference
        Whether the independent recount agrees, and by how much it differs.
    tie_out
        Published figures beside the model's; None if the case has no anchors.
    options, option_values
        The options side by side, and their value by party.
    futures, future_values, future_starts
        Futures with probability, value by party and starts in each.
    idle
        Running car plants (printed) that make nothing in any year.
    starts, openings, production, shifts, capacity_use, hour_values
        What is decided and built, by view (expected, or one future) and year.
    flows
        Expected deliveries with positions, for the map.
    landed_cost, origin
        Cost at the market's door and origin test, by recipe and year.
    cash
        Cash by view, year, party and group.
    assumptions, evidence, input_tables
        Cells that are assumed; facts and statements; rows of the case.
    """

    title: str
    notice: str | None
    name: str
    currency: str
    first_year: int
    last_year: int
    price_base: int
    digest: str
    status: str
    value: float
    bound: float
    gap: float
    is_sound: bool
    largest_difference: float
    labels: Labels = field(repr=False)
    plan: Plan = field(repr=False)
    view_names: list[str] = field(repr=False)
    tie_out: pl.DataFrame | None = field(repr=False)
    options: pl.DataFrame = field(repr=False)
    option_values: pl.DataFrame = field(repr=False)
    futures: pl.DataFrame = field(repr=False)
    future_values: pl.DataFrame = field(repr=False)
    future_starts: pl.DataFrame = field(repr=False)
    starts: pl.DataFrame = field(repr=False)
    openings: pl.DataFrame = field(repr=False)
    production: pl.DataFrame = field(repr=False)
    shifts: pl.DataFrame = field(repr=False)
    capacity_use: pl.DataFrame = field(repr=False)
    hour_values: pl.DataFrame = field(repr=False)
    idle: tuple[str, ...]
    flows: pl.DataFrame = field(repr=False)
    landed_cost: pl.DataFrame = field(repr=False)
    origin: pl.DataFrame = field(repr=False)
    cash: pl.DataFrame = field(repr=False)
    assumptions: pl.DataFrame = field(repr=False)
    evidence: pl.DataFrame = field(repr=False)
    input_tables: dict[str, pl.DataFrame] = field(repr=False)

    @property
    def has_plan(self) -> bool:
        """Whether any plan was found."""
        return self.status != "infeasible" and self.value == self.value

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
        best = self.option_values.filter(pl.col("title") == value_facts.BEST)
        return best.select("party", "value")


def _largest_difference(audit: Audit | None) -> float:
    """Return how far the recount differs; nan where there is no number."""
    largest = None if audit is None else audit.largest_difference
    return float("nan") if largest is None else largest


def collect(study: Study) -> Facts:
    """Return the facts of a study."""
    plan, case = study.plan, study.case
    names = labels(case)
    settings = case.settings.case
    audit = plan.audit
    return Facts(
        title=settings.title,
        notice=settings.notice,
        name=case.name,
        currency=settings.currency,
        first_year=settings.first_year,
        last_year=settings.last_year,
        price_base=settings.price_base or settings.first_year,
        digest=case.asked_digest,
        status=plan.status,
        value=plan.value,
        bound=plan.bound,
        gap=plan.gap,
        is_sound=plan.is_sound,
        largest_difference=_largest_difference(audit),
        labels=names,
        plan=plan,
        view_names=views.view_names(plan),
        tie_out=study.tie_out,
        options=value_facts.options(study),
        option_values=value_facts.option_values(study, names),
        futures=views.futures(plan),
        future_values=value_facts.future_values(plan, names),
        future_starts=volume_facts.future_starts(plan, names),
        starts=volume_facts.starts(plan, case, names),
        openings=volume_facts.openings(plan, names),
        production=volume_facts.production(plan, names),
        shifts=volume_facts.shifts(plan, names),
        capacity_use=volume_facts.capacity_use(plan, names),
        hour_values=volume_facts.hour_values(plan, names),
        idle=volume_facts.idle_plants(plan, names),
        flows=volume_facts.flows(plan, case),
        landed_cost=trade_facts.landed_cost(plan, names),
        origin=trade_facts.origin(plan, names),
        cash=value_facts.cash(plan, names),
        assumptions=source_facts.assumptions(case),
        evidence=source_facts.evidence(case),
        input_tables=source_facts.input_tables(case),
    )


def document(study: Study) -> dict[str, Any]:
    """Return the best plan of a study as plain values, those of ``--json``."""
    return summary(study.plan)
