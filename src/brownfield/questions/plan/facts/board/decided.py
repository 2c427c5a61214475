"""What does a plan decide, node by node, and who loses by it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.plan.facts.board import crews, sites
from brownfield.questions.plan.facts.board.worse_off import WorseOff, worse_off

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.plan.facts.board.crews import PlantJobs
    from brownfield.questions.plan.facts.board.sites import Invested, Programme, Site


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


def decided(plan: Plan, without: Plan | None) -> Decided:
    """Return what a plan decides.

    Parameters
    ----------
    plan
        The plan.
    without
        The best plan that begins, opens and closes nothing; None if there is none.
    """
    return Decided(
        opens=sites.sites(plan, "open"),
        closes=sites.sites(plan, "close"),
        invests=sites.invested(plan),
        starts=sites.starts(plan),
        first_vehicles=sites.first_vehicles(plan),
        jobs=crews.plant_jobs(plan),
        worse_off=worse_off(plan, without),
    )
