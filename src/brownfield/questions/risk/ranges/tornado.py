"""What does each assumption do to the value at both ends of its range?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.asking.ranges.held import worth_held
from brownfield.errors import DataError
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import plan

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Swing:
    """What an assumption does to the value of the best plan.

    Attributes
    ----------
    assumption
        The assumption.
    low, high
        What the best plan is worth at both ends, its starts and openings held; case
        currency. None where the tables do not allow that value, or no such plan is
        possible.
    low_anew, high_anew
        What the best plan of the case is worth there, planned anew; None as above, or
        if nobody asked.
    trouble
        Why an end has no value; blank if both have one.
    """

    assumption: Assumption
    low: float | None
    high: float | None
    low_anew: float | None = None
    high_anew: float | None = None
    trouble: str = field(default="", repr=False)

    def width(self, today: float) -> float:
        """Return by how much the value differs between the ends and today.

        Parameters
        ----------
        today
            What the best plan is worth, case currency.
        """
        ends = [v for v in (self.low, self.high, today) if v is not None]
        return max(ends) - min(ends)

    def loss(self, today: float) -> float:
        """Return what the worse end costs the held plan, case currency; 0 if nothing.

        Parameters
        ----------
        today
            What the best plan is worth, case currency.
        """
        ends = [v for v in (self.low, self.high) if v is not None]
        return max(0.0, today - min(ends, default=today))


def swing(case: Case, best: Plan, assumption: Assumption, *, anew: bool) -> Swing:
    """Return what an assumption does to the value of the best plan.

    Parameters
    ----------
    case, best
        The case and its best plan.
    assumption
        The assumption.
    anew
        Whether the case is planned anew at both ends, too.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed meanwhile.
    """
    ends = [
        _end(case, best, assumption, value, anew=anew)
        for value in (assumption.low, assumption.high)
    ]
    (low, low_anew, why_low), (high, high_anew, why_high) = ends
    return Swing(assumption, low, high, low_anew, high_anew, why_low or why_high)


End = tuple[float | None, float | None, str]


def _end(
    case: Case, best: Plan, assumption: Assumption, value: float, *, anew: bool
) -> End:
    """Return value held, value anew, and why there is none."""
    try:
        other = assumption.case(case, value)
        held = worth_held(other, best)
        free = _anew(other) if anew else None
    except DataError as error:
        return None, None, str(error)
    if held is None:
        return None, free, f"no plan with these starts is possible at {value:g}"
    return held, free, ""


def _anew(case: Case) -> float | None:
    best = plan(case, pricing=no_prices)
    if best.status == "interrupted":
        raise KeyboardInterrupt
    return best.value if best.is_sound else None
