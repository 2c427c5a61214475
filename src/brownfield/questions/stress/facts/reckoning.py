"""What is it worth to plan for a stop, and what would change?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.questions.stress.design import Design


@dataclass(frozen=True)
class ChangedStart:
    """A programme that only one of the two plans starts.

    Attributes
    ----------
    build_option
        The programme.
    branch, year
        Future and calendar year in which it starts.
    plan
        Which plan starts it: aware or unaware of the stop.
    """

    build_option: str
    branch: str
    year: int
    plan: str


@dataclass(frozen=True)
class Reckoning:
    """A plan that reckons with a stop beside one that does not; case currency.

    Attributes
    ----------
    hazard, year
        What stops, and in which calendar year.
    probability
        Chance of the stop in that year.
    share_of_year_lost
        Share of the year's line time it takes.
    value_aware, bound_aware
        Value of the plan that knows of the stop, and what no plan exceeds.
    value_unaware
        Value of the plan that does not.
    worth
        What knowing is worth: the difference.
    changed_starts
        Programmes that only one of them starts.
    """

    hazard: str
    year: int
    probability: float
    share_of_year_lost: float
    value_aware: float
    bound_aware: float
    value_unaware: float
    worth: float
    changed_starts: tuple[ChangedStart, ...]


def reckoning(design: Design) -> Reckoning:
    """Return what reckoning with a stop is worth, and how the plan changes."""
    return Reckoning(
        hazard=design.hazard,
        year=design.year,
        probability=design.probability,
        share_of_year_lost=design.share_lost,
        value_aware=design.aware.value,
        bound_aware=design.aware.bound,
        value_unaware=design.unaware.value,
        worth=design.worth,
        changed_starts=tuple(ChangedStart(**row) for row in design.changed_starts()),
    )
