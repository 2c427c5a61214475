"""What is told of a stress test, every figure with its meaning and unit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.asking.row_notes import row_notes
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.facts.freedom import Freedom, freedom
from brownfield.questions.stress.facts.groups import StopGroup, groups
from brownfield.questions.stress.facts.reckoning import Reckoning, reckoning
from brownfield.questions.stress.facts.remedies import Remedies, remedies
from brownfield.questions.stress.facts.replays import EventReplay, event_replay
from brownfield.questions.stress.facts.risk import YearlyRisk, yearly_risk
from brownfield.questions.stress.facts.scenes import Scene, scenes
from brownfield.questions.stress.facts.stops import RankedStop, ranked
from brownfield.questions.stress.question import StressTest, only
from brownfield.tell.labels import Labels, labels
from brownfield.tell.values import IF_ASKED, TOLD_ONLY, values

if TYPE_CHECKING:
    from brownfield.questions.stress.setting import Setting

YEAR = 52  # weeks


@dataclass(frozen=True)
class TestedPlan:
    """The plan that was tested.

    Attributes
    ----------
    status
        How its search ended: optimal, within_gap, time_limit or interrupted.
    value
        Expected present value, case currency.
    gap
        Share by which a plan may be better at most.
    """

    status: str
    value: float
    gap: float


@dataclass(frozen=True)
class Lead:
    """What stands first on the page.

    Attributes
    ----------
    events
        Replays that were asked for by name.
    others
        The other replays.
    dearest_other
        The one of those that costs most; None without any.
    sweep, years, cures, flexibility, design
        Whether that answer was asked for.
    """

    events: tuple[EventReplay, ...]
    others: tuple[EventReplay, ...]
    dearest_other: EventReplay | None
    sweep: bool
    years: bool
    cures: bool
    flexibility: bool
    design: bool


@dataclass(frozen=True)
class Document:
    """Answers of a stress test; one that was not asked for is None.

    Attributes
    ----------
    case, case_digest
        Name of the case and digest of its tables as they were asked for.
    currency
        Unit of all money.
    node, year
        Node of the plan that was looked at, and its calendar year.
    setting
        Assumptions: `working_weeks` of a year; `weeks` a stop without a hazard lasts;
        `patience`, share of buyers who wait; `overtime`, share of capacity added after
        a stop; `demand_spread`, standard deviation of demand over its mean, and
        `demand_correlation`, both for flexibility; `horizon`, weeks of a replay, None =
        until half a year after it; `seed` of every draw.
    is_complete
        Whether everything asked for was done; not so after Ctrl-C.
    absent
        Tables without rows (hazards, mitigations) that an answer needs.
    plan
        The plan that was tested.
    sweep
        What every possible stop costs, worst first.
    events
        Named events, week by week.
    risk
        What stops cost over the years.
    cures
        Which cure saves more than it costs.
    flexibility
        How the plan sells when demand is another.
    design
        What it is worth to plan for a stop.
    row_notes
        What was read otherwise than it stands in the files; rows of the case that are
        missing, bear on nothing or are hardly plausible.
    title, notice
        Title of the case, and what readers must know first (None = nothing).
    future
        Future that was looked at.
    vehicles
        Vehicles that the plan delivers in that year.
    is_beyond_year
        Whether stops without a hazard last longer than a year.
    parties
        Parties that earn or lose, in the order of the plan.
    names
        Printed names of the case.
    versions
        Version of each library that made the plan.
    groups
        Stops that cost something, the same ones as one, worst first.
    scenes
        What they do to the map, each effect once.
    lead
        What stands first on the page.
    is_everything
        Whether no answer in particular was asked for.
    is_sweep_alone
        Whether nothing but the sweep was asked for.
    """

    case: str
    case_digest: str
    currency: str
    node: str
    year: int
    setting: Setting
    is_complete: bool
    absent: tuple[str, ...]
    plan: TestedPlan
    sweep: tuple[RankedStop, ...] | None = field(metadata=IF_ASKED)
    events: tuple[EventReplay, ...] | None = field(metadata=IF_ASKED)
    risk: YearlyRisk | None = field(metadata=IF_ASKED)
    cures: Remedies | None = field(metadata=IF_ASKED)
    flexibility: Freedom | None = field(metadata=IF_ASKED)
    design: Reckoning | None = field(metadata=IF_ASKED)
    row_notes: tuple[str, ...]
    title: str = field(metadata=TOLD_ONLY)
    notice: str | None = field(metadata=TOLD_ONLY)
    future: str = field(metadata=TOLD_ONLY)
    vehicles: float = field(metadata=TOLD_ONLY)
    is_beyond_year: bool = field(metadata=TOLD_ONLY)
    parties: tuple[str, ...] = field(metadata=TOLD_ONLY)
    names: Labels = field(repr=False, metadata=TOLD_ONLY)
    versions: Mapping[str, str] = field(metadata=TOLD_ONLY)
    groups: tuple[StopGroup, ...] = field(repr=False, metadata=TOLD_ONLY)
    scenes: tuple[Scene, ...] = field(repr=False, metadata=TOLD_ONLY)
    lead: Lead = field(repr=False, metadata=TOLD_ONLY)
    is_everything: bool = field(metadata=TOLD_ONLY)
    is_sweep_alone: bool = field(metadata=TOLD_ONLY)

    @property
    def has_answer(self) -> bool:
        """Whether there is something to put on a page."""
        return True


def document(test: StressTest, asked: Asked | None = None) -> Document:
    """Return what is told of a stress test: no more than was asked for."""
    return whole(only(test, asked.named) if asked else test, asked)


def whole(test: StressTest, asked: Asked | None = None) -> Document:
    """Return everything that is told of a stress test.

    Parameters
    ----------
    test
        The answers.
    asked
        What stands first on the page: the events, years or cures that were asked for;
        every answer alike if not given, or if nothing in particular is asked for.
    """
    lead = Asked() if asked is None or asked.is_nothing else asked
    planned, at = test.planned, test.planned.at
    plan, case, setting = at.plan, at.plan.case, test.setting
    stops = ranked(test.sweep) if test.sweep else None
    events = tuple(event_replay(planned, event) for event in test.events)
    stop_groups = groups(planned, stops or ())
    table, about = case.tables["mitigations"], case.settings.case
    return Document(
        case=case.name,
        case_digest=case.asked_digest,
        currency=about.currency,
        node=at.node,
        year=at.year,
        setting=setting,
        is_complete=test.is_complete,
        absent=test.absent,
        plan=TestedPlan(plan.status, plan.value, plan.gap),
        sweep=stops,
        events=events or None,
        risk=yearly_risk(test.risk) if test.risk else None,
        cures=remedies(test.treatment, table) if test.treatment else None,
        flexibility=freedom(test.flexibility) if test.flexibility else None,
        design=reckoning(test.design) if test.design else None,
        row_notes=row_notes(case),
        title=about.title or case.name,
        notice=about.notice,
        future=plan.nodes.filter(pl.col("node") == at.node)["branch"][0],
        vehicles=float(planned.network.demand.sum() * setting.working_weeks),
        is_beyond_year=setting.weeks > YEAR,
        parties=planned.parties,
        names=labels(case),
        versions=plan.versions,
        groups=stop_groups,
        scenes=scenes(at, test.sweep, stop_groups) if test.sweep else (),
        lead=_lead(events, lead),
        is_everything=asked is None or asked.is_nothing,
        is_sweep_alone=lead.is_sweep_alone,
    )


def plain(document: Document) -> Any:
    """Return plain values: of a sweep alone its rows, else the fields by name."""
    content = values(document)
    return content["sweep"] if document.is_sweep_alone else content


def _lead(events: tuple[EventReplay, ...], asked: Asked) -> Lead:
    others = tuple(one for one in events if one.event not in asked.events)
    return Lead(
        events=tuple(one for one in events if one.event in asked.events),
        others=others,
        dearest_other=max(others, key=lambda one: one.lost_value, default=None),
        sweep=asked.sweep,
        years=bool(asked.years),
        cures=asked.cures,
        flexibility=asked.flexibility,
        design=bool(asked.design),
    )
