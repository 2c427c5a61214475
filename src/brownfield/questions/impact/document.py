"""What is told of the impact of a plan, every figure with its meaning and unit?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.questions.impact.asked import NO_DEAL, NOTHING, Asked
from brownfield.questions.impact.facts.counts import (
    Future,
    Jobs,
    Region,
    Year,
    futures_of,
    jobs_of,
    regions_of,
    steps_of,
    years_of,
)
from brownfield.questions.impact.facts.offices import Office, offices_of
from brownfield.questions.impact.facts.purse import (
    Exchequer,
    Paid,
    cost_of,
    exchequer_of,
    paid_elsewhere,
    support_per_job,
)
from brownfield.questions.impact.facts.sectors import (
    Sector,
    Unfit,
    sectors_of,
    unfit_of,
)
from brownfield.tables.declared.region import MULTIPLIER, STEPS
from brownfield.tell.labels import pretty
from brownfield.tell.values import SPREAD, TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.impact.counted.aid import Aid
    from brownfield.questions.impact.net.at_risk import AtRisk
    from brownfield.questions.impact.net.ranges import Range
    from brownfield.questions.impact.net.steps import Step
    from brownfield.questions.impact.question import Difference, Impact

OTHERS = {
    NOTHING: "nothing were begun",
    NO_DEAL: "nobody began in another's plant",
}
"""What the other plan is, after “if”."""


@dataclass(frozen=True)
class Brought:
    """What a plan brings a nation, beyond what another plan brings.

    Attributes
    ----------
    nation, region, against
        Short name of the nation, and of the region that was asked about (None = the
        nation); what-if of the other plan, no-deal or nothing.
    jobs
        Further jobs, net, mean of the futures.
    gross, net
        People who work on what only the plan begins, and net jobs, in the last year.
    steps
        From gross to net jobs: `name`, `change`, `left` (people).
    multiplier
        Net jobs at suppliers for each at a plant; None without any.
    studies, net_by_studies
        What studies see instead (`additionality`, multiplier), and net jobs if it held;
        None if the case says nothing.
    years
        What is additional in each year.
    regions
        Further jobs by region.
    headquarters
        Functions of headquarters that stand in the nation, in either plan.
    futures
        Jobs and public account of each future.
    exchequer
        The public account.
    aid
        Support of the plan by policy, and beside each row of `policies` that limits
        aid, case currency of each year added up.
    value_added_at_risk
        What a stop of each company's plants takes in the last year with the plan, for
        a week and for the usual weeks of its hazards.
    cost_per_net_job
        Support and duty forgone over the plan for each net job, case currency; None
        without net jobs.
    support_per_net_job
        Support alone for each net job, as precedents count it; None without net jobs.
    precedents
        What was paid for a job elsewhere.
    co2
        Further emissions by stage and year, tonnes CO2e, at home and abroad.
    ranges
        By name (jobs, balance, balance_of_plan, cost_per_net_job): where it lies in
        most draws of the assumptions.
    is_same
        Whether the plan is itself the one it is compared with.
    sure
        Whether the steps take anything off: False if `additionality` is empty.
    """

    nation: str
    region: str | None
    against: str
    jobs: Jobs
    gross: float
    net: float
    steps: tuple[Step, ...]
    multiplier: float | None
    studies: float | None
    net_by_studies: float | None
    years: tuple[Year, ...]
    regions: tuple[Region, ...]
    headquarters: tuple[Office, ...]
    futures: tuple[Future, ...]
    exchequer: Exchequer
    aid: Aid
    value_added_at_risk: tuple[AtRisk, ...]
    cost_per_net_job: float | None
    support_per_net_job: float | None
    precedents: tuple[Paid, ...]
    co2: list[dict[str, Any]]
    ranges: dict[str, Range]
    is_same: bool
    sure: bool


@dataclass(frozen=True)
class Document:
    """The impact of a plan on a nation and its regions.

    Attributes
    ----------
    case, case_digest
        Name of the case and digest of its tables as they were asked for.
    currency
        Unit of all money.
    brought
        What the plan brings; None if only multipliers were asked for.
    multipliers
        What a money of final sales of each sector brings.
    unbalanced
        Sectors of the table that do not add up.
    title, notice
        Title of the case, and what readers must know first (None = nothing).
    view
        Whose questions come first.
    nation_name, against_name
        Printed name of the nation, and of the plan that is compared with.
    """

    case: str
    case_digest: str
    currency: str
    brought: Brought | None = field(metadata=SPREAD)
    multipliers: tuple[Sector, ...]
    unbalanced: tuple[Unfit, ...]
    title: str = field(metadata=TOLD_ONLY)
    notice: str | None = field(metadata=TOLD_ONLY)
    view: str = field(metadata=TOLD_ONLY)
    nation_name: str = field(metadata=TOLD_ONLY)
    against_name: str = field(metadata=TOLD_ONLY)

    @property
    def has_answer(self) -> bool:
        """Whether there is something to put on a page."""
        return True


def document(answer: Impact, _asked: Asked | None = None) -> Document:
    """Return everything that is told of the impact of a plan."""
    settings, difference = answer.case.settings.case, answer.difference
    names = _names(answer.case, "regions", "region")
    return Document(
        case=answer.case.name,
        case_digest=answer.case.asked_digest,
        currency=settings.currency,
        brought=_brought(answer, difference, names) if difference else None,
        multipliers=sectors_of(answer.table),
        unbalanced=unfit_of(answer.table),
        title=settings.title,
        notice=settings.notice,
        view=answer.asked.view,
        nation_name=names[difference.home.nation] if difference else "",
        against_name=_against(answer),
    )


def _brought(answer: Impact, difference: Difference, names: dict[str, str]) -> Brought:
    asked, steps, jobs = answer.asked, steps_of(difference), jobs_of(difference)
    studies = difference.shares.get(MULTIPLIER)
    taxes = _names(answer.case, "taxes", "tax")
    return Brought(
        nation=difference.home.nation,
        region=asked.region if asked.region != difference.home.nation else None,
        against=asked.against,
        jobs=jobs,
        gross=steps[0].left,
        net=steps[-1].left,
        steps=steps,
        multiplier=jobs.chain / jobs.direct if jobs.direct > 0.0 else None,
        studies=studies,
        net_by_studies=None if studies is None else jobs.direct * (1.0 + studies),
        years=years_of(difference),
        regions=regions_of(difference, names),
        headquarters=offices_of(difference, names),
        futures=futures_of(difference, asked.rate),
        exchequer=exchequer_of(difference, asked, taxes),
        aid=difference.aid,
        value_added_at_risk=difference.at_risk,
        cost_per_net_job=cost_of(difference, asked),
        support_per_net_job=support_per_job(difference, asked),
        precedents=paid_elsewhere(difference),
        co2=difference.emitted.rows.sort("year", "stage").to_dicts(),
        ranges=dict(difference.ranges),
        is_same=difference.plan is difference.against,
        sure=any(step in difference.shares for step in STEPS),
    )


def _names(case: Case, table: str, key: str) -> dict[str, str]:
    """Return the printed name of each; of several rows the first that has one."""
    rows = case.tables[table].group_by(key, maintain_order=True)
    named = rows.agg(pl.col("name").drop_nulls().first())
    return {short: name or pretty(short) for short, name in named.iter_rows()}


def _against(answer: Impact) -> str:
    """Return what the plan is compared with, in words."""
    if answer.asked.against in OTHERS:
        return OTHERS[answer.asked.against]
    titles = answer.case.settings.alternatives
    return f"“{titles.get(answer.asked.against) or pretty(answer.asked.against)}” held"


whole = document
