"""What does a board decide by a plan, in one record?"""

from dataclasses import dataclass, field

from brownfield.questions.plan.facts.board import crews, payback, sites
from brownfield.questions.plan.facts.board.crews import PlantJobs, ShiftChange
from brownfield.questions.plan.facts.board.rejections import Rejected, rejected
from brownfield.questions.plan.facts.board.sites import Invested, Programme, Site
from brownfield.questions.plan.facts.board.worse_off import WorseOff, worse_off
from brownfield.questions.plan.question import Study
from brownfield.tell.values import IF_ASKED, TOLD_ONLY


@dataclass(frozen=True)
class Decided:
    """What a plan decides, node by node of the scenario tree, and who loses by it.

    Attributes
    ----------
    opens, closes
        Plants that are opened, and plants that are closed for good.
    invests
        What is paid for tooling and openings, and by whom.
    starts
        Programmes that begin, in the year of the decision; those that run already are
        left out.
    first_vehicles
        The same programmes in the year of their first vehicle.
    jobs
        Jobs of each plant at each node, and their change against the year before.
    worse_off
        Parties that are worse off in a future than under the best plan that begins,
        opens and closes nothing; None if there is no such plan to compare with.
    """

    opens: tuple[Site, ...]
    closes: tuple[Site, ...]
    invests: tuple[Invested, ...]
    starts: tuple[Programme, ...]
    first_vehicles: tuple[Programme, ...]
    jobs: tuple[PlantJobs, ...]
    worse_off: tuple[WorseOff, ...] | None


@dataclass(frozen=True)
class Board:
    """What a board is told of a plan.

    Attributes
    ----------
    decision
        What is decided, where and when, in which futures, and who loses by it.
    investment
        What is paid for tooling and openings in all, expected over the futures,
        undiscounted, case currency.
    payback
        Calendar year by whose end the plan has earned back what it spends first,
        against the best plan that begins, opens and closes nothing: expected cash of
        all parties planned, undiscounted, after tax, added up from the first year. None
        if it spends nothing first, does not earn it back by the last year, or there is
        no such plan.
    after_last_year
        Share of the value that comes after the last year: expected present value of
        the worth of later years over that of everything; None if the value is not
        above 0.
    rejected
        Alternatives that begin none of what sets them apart, and by how much they
        miss; None if no alternative was planned.
    shift_changes
        Plants that change their shift pattern.
    """

    decision: Decided
    investment: float
    payback: int | None
    after_last_year: float | None
    rejected: tuple[Rejected, ...] | None = field(metadata=IF_ASKED)
    shift_changes: tuple[ShiftChange, ...] = field(metadata=TOLD_ONLY)


def board(study: Study) -> Board:
    """Return what a board is told of a study."""
    plan, without = study.plan, study.nothing_begun
    decided = Decided(
        opens=sites.sites(plan, "open"),
        closes=sites.sites(plan, "close"),
        invests=sites.invested(plan),
        starts=sites.starts(plan),
        first_vehicles=sites.first_vehicles(plan),
        jobs=crews.plant_jobs(plan),
        worse_off=worse_off(plan, without),
    )
    return Board(
        decision=decided,
        investment=sum((o.probability * o.amount for o in decided.invests), 0.0),
        payback=payback.payback(plan, without),
        after_last_year=payback.after_last_year(plan),
        rejected=rejected(study),
        shift_changes=crews.shift_changes(plan),
    )
