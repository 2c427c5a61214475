"""What is told of care for the worst futures?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.risk.care.frontier import Point


@dataclass(frozen=True)
class CarePoint:
    """The best plan for one weight of care.

    Attributes
    ----------
    care
        Weight of the worst futures in the aim of each company, in [0, 1].
    value
        Expected present value of the companies, case currency.
    cvar
        What each company has in the worst share of its futures, added up, case
        currency.
    cvar_together
        What they have together in the worst futures of their sum, case currency.
    starts
        Build options that it starts beyond those that run already, with the years.
    built
        Vehicles expected of each build option over all years.
    status
        How the search ended.
    """

    care: float
    value: float
    cvar: float
    cvar_together: float
    starts: tuple[str, ...]
    built: dict[str, float]
    status: str


def care_point(point: Point) -> CarePoint:
    """Return what is told of the best plan for one weight of care."""
    return CarePoint(
        point.care,
        point.mean,
        point.worst,
        point.together,
        started(point.plan),
        dict(sorted(point.plan.vehicles_by_option.items())),
        point.plan.status,
    )


def started(plan: Plan) -> tuple[str, ...]:
    """Return the programmes that a plan starts, as NAME@YEAR, in order."""
    if not plan.tables:
        return ()
    begun = plan.begun.select("build_option", "year")
    return tuple(sorted({f"{option}@{year}" for option, year in begun.iter_rows()}))
