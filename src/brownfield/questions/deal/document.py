"""What is there to tell of a deal: in JSON, in words, in figures and on its page?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.asking.row_notes import row_notes
from brownfield.questions.deal.coalitions.seats import told_to
from brownfield.questions.deal.facts.groups import (
    Groups,
    Shares,
    Split,
    groups_from,
    shares_from,
)
from brownfield.questions.deal.facts.hosts import Hosts, hosts_from
from brownfield.questions.deal.facts.payments import Payments, payments_from
from brownfield.questions.deal.facts.plans import Built, Plan, built_from, plans_from
from brownfield.questions.deal.facts.precision import Precision, precision_from
from brownfield.questions.deal.facts.ranges import Moved, moved_from
from brownfield.questions.deal.facts.rounding import alone_open
from brownfield.questions.deal.facts.staying import (
    Later,
    Leave,
    Stay,
    later_from,
    leaves_from,
    stays_from,
)
from brownfield.questions.deal.facts.support import (
    Larger,
    Precedent,
    Support,
    Unsupported,
    is_larger_open,
    larger_from,
    least_ceiling,
    precedents_from,
    support_from,
    unsupported_from,
)
from brownfield.questions.deal.facts.views import View, views_from
from brownfield.questions.deal.facts.volumes import (
    Distortion,
    Menu,
    Simplicity,
    distortion_from,
    menu_from,
    simplicity_from,
)
from brownfield.tell.labels import labels
from brownfield.tell.values import IF_ASKED, SPREAD, TOLD_ONLY
from brownfield.version import __version__

if TYPE_CHECKING:
    from brownfield.questions.deal.asked import Asked
    from brownfield.questions.deal.question import Deal


@dataclass(frozen=True)
class Source:
    """What the deal was worked out from, and by what.

    Attributes
    ----------
    case, case_digest, what_ifs
        Name and digest of the case, and the what-ifs applied.
    versions
        Version of each program.
    title, first_year, last_year, notice
        Title, years and notice of the case; no notice is None.
    row_notes
        What was read otherwise than it stands in the files; rows of the case that are
        missing, bear on nothing or are hardly plausible.
    """

    case: str
    case_digest: str
    what_ifs: tuple[str, ...]
    versions: Mapping[str, str]
    row_notes: tuple[str, ...]
    title: str = field(metadata=TOLD_ONLY)
    first_year: int = field(metadata=TOLD_ONLY)
    last_year: int = field(metadata=TOLD_ONLY)
    notice: str | None = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Document:
    """Everything that is told of a deal; money is present value in case currency.

    JSON has the fields of `hosts`, `groups`, `shares`, `payments` and `source` in their
    place.

    Attributes
    ----------
    currency
        Currency of the case.
    parties
        Who is at the table, in the order of the case.
    hosts
        Hosts that do not talk.
    groups
        What every group of parties is worth.
    shares
        How the total may be split, and who objects.
    payments
        Which payments leave all better off.
    simplicity
        What simple contracts lose against full risk sharing; None if not known.
    stay, stay_nodes
        How each fares in every future against having acted alone, and at every node
        against leaving, at the terms that are quoted.
    menu
        What the host would offer if only the guest knew the future; None if not known.
    support
        Part of the first government, or that there is none.
    support_by_government
        Part of each government.
    precedents
        What governments paid for comparable plants; None if the case has none.
    beyond_aid_rules
        A plan worth more than aid rules allow; None if none was found.
    distortion
        What the entrant does if volumes are left free; None without a fee.
    stop_week
        What a week without the host's plant costs the guest before any fee; None
        without a guest.
    stalemate
        What each has while talks stall, by party.
    nash_with_outside_as_floor
        The split if acting alone is only a floor, by party; None where acting alone is
        worth more.
    sensitivity
        Range of the fee under other volumes and tariffs; empty if not asked for.
    plans
        How the plan of each group with a company was found.
    slack
        By how much the value of some group may be off.
    source
        What the deal was worked out from.
    view
        Party to tell the deal to; None = everybody.
    names
        Printed name of each party.
    companies, governments
        Parties by kind.
    precision
        What the searches left open; None if not worth telling.
    alone_open
        By how much what somebody has alone may be more than was found.
    later
        Who would leave after the first year; None if there is none after it.
    is_larger_open
        Whether a plan beyond aid rules may have been missed for want of time.
    least_ceiling
        Least that aid rules allow a government; None without a limit.
    views
        The deal as each party sees it; empty where nothing is shared.
    built
        What the joint plan begins.
    """

    currency: str
    parties: tuple[str, ...]
    hosts: Hosts = field(metadata=SPREAD)
    groups: Groups = field(metadata=SPREAD)
    shares: Shares = field(metadata=SPREAD)
    payments: Payments = field(metadata=SPREAD)
    simplicity: Simplicity | None
    stay: tuple[Stay, ...]
    stay_nodes: tuple[Leave, ...]
    menu: Menu | None
    support: Support | Unsupported
    support_by_government: Mapping[str, Support]
    precedents: tuple[Precedent, ...] | None = field(metadata=IF_ASKED)
    beyond_aid_rules: Larger | None
    distortion: Distortion | None
    stop_week: float | None
    stalemate: Mapping[str, float]
    nash_with_outside_as_floor: Split | None
    sensitivity: tuple[Moved, ...]
    plans: Mapping[str, Plan]
    slack: float
    source: Source = field(metadata=SPREAD)
    view: str | None = field(metadata=TOLD_ONLY)
    names: Mapping[str, str] = field(metadata=TOLD_ONLY)
    companies: tuple[str, ...] = field(metadata=TOLD_ONLY)
    governments: tuple[str, ...] = field(metadata=TOLD_ONLY)
    precision: Precision | None = field(metadata=TOLD_ONLY)
    alone_open: float = field(metadata=TOLD_ONLY)
    later: Later | None = field(metadata=TOLD_ONLY)
    is_larger_open: bool = field(metadata=TOLD_ONLY)
    least_ceiling: float | None = field(metadata=TOLD_ONLY)
    views: Mapping[str, View] = field(metadata=TOLD_ONLY)
    built: tuple[Built, ...] = field(metadata=TOLD_ONLY)

    @property
    def has_answer(self) -> bool:
        """Whether there is something to put on a page."""
        return True

    @property
    def has_two_talks(self) -> bool:
        """Whether companies can talk without the governments at the table."""
        return self.payments.private is not None and bool(self.governments)


def document(answer: Deal, asked: Asked | None = None) -> Document:
    """Return everything that is told of a deal.

    Parameters
    ----------
    answer
        The deal.
    asked
        Says to which party it is told; to everybody if not given.

    Raises
    ------
    UseError
        If that party is not at the table.
    """
    view = told_to(answer.case, answer.seats.parties, asked.view) if asked else None
    stay, nodes = stays_from(answer, answer.stay, answer.table), leaves_from(answer)
    support = {p.government: support_from(answer, p) for p in answer.support}
    return Document(
        currency=answer.case.settings.case.currency,
        parties=answer.game.parties,
        hosts=hosts_from(answer),
        groups=groups_from(answer),
        shares=shares_from(answer),
        payments=payments_from(answer),
        simplicity=simplicity_from(answer),
        stay=stay,
        stay_nodes=nodes,
        menu=menu_from(answer),
        support=next(iter(support.values()), None) or unsupported_from(answer),
        support_by_government=support,
        precedents=precedents_from(answer) or None,
        beyond_aid_rules=larger_from(answer),
        distortion=distortion_from(answer),
        stop_week=answer.stop_week,
        stalemate=answer.stalemate,
        nash_with_outside_as_floor=answer.floors or None,
        sensitivity=moved_from(answer),
        plans=plans_from(answer),
        slack=answer.game.slack,
        source=_source(answer),
        view=view,
        names=_names(answer),
        companies=answer.seats.companies,
        governments=answer.seats.governments,
        precision=precision_from(answer),
        alone_open=alone_open(answer),
        later=later_from(nodes),
        is_larger_open=is_larger_open(answer),
        least_ceiling=least_ceiling(answer),
        views=views_from(answer, support, staying=stay, leaving=nodes),
        built=built_from(answer),
    )


whole = document


def _source(answer: Deal) -> Source:
    case = answer.case
    settings = case.settings.case
    return Source(
        case=case.name,
        case_digest=case.asked_digest,
        what_ifs=case.what_ifs_applied,
        versions={"brownfield": __version__},
        title=settings.title,
        first_year=settings.first_year,
        last_year=settings.last_year,
        notice=settings.notice,
        row_notes=row_notes(case),
    )


def _names(answer: Deal) -> dict[str, str]:
    names = labels(answer.case).parties
    return {party: names.get(party, party) for party in answer.game.parties}
