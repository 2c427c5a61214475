"""How often does what stop, and for how long?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.errors import UseError
from brownfield.questions.stress.network.outage import Outage
from brownfield.questions.stress.years.frequency import Lengths
from brownfield.tables.problems import did_you_mean

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.stress.network.hits import Element
    from brownfield.questions.stress.setting import Shape

EMPTY = "The case has none: fill the table hazards (what stops, how often, how long)."


@dataclass(frozen=True)
class Hazard:
    """A cause of stops.

    Attributes
    ----------
    name
        Short name.
    element
        Scope and target of what it stops. A hazard of a company, outage domain or place
        is a common shock: everything in it stops at once.
    rate
        Stops a year that reach the target.
    lengths
        How long they last, weeks.
    recovery
        Weeks of ramp after a stop.
    residual
        Share that still runs.
    only
        Plants of the target that it reaches; empty = all of them.
    part, parts
        Which of how many parts of a split hazard this is; all draw its stops and share
        them out.
    cause
        Name of the hazard it is a part of; blank = its own.
    """

    name: str
    element: Element
    rate: float
    lengths: Lengths
    recovery: float = 0.0
    residual: float = 0.0
    only: tuple[str, ...] = ()
    part: int = 0
    parts: int = 1
    cause: str = ""

    def outage(self, weeks: float | None = None) -> Outage:
        """Return the stop of given length; of the usual length if none is given."""
        usual = self.lengths.mode if weeks is None else weeks
        return Outage(*self.element, usual, self.recovery, self.residual)


def hazards(case: Case, shape: Shape = "lognormal") -> tuple[Hazard, ...]:
    """Return the hazards of a case."""
    return tuple(_hazard(row, shape) for row in case.tables["hazards"].to_dicts())


def _hazard(row: dict[str, object], shape: Shape) -> Hazard:
    estimates = [row[k] for k in ("weeks_low", "weeks_mode", "weeks_high")]
    weeks = [float(str(w)) for w in estimates if w is not None]
    middle = (
        float(str(estimates[1]))
        if estimates[1] is not None
        else sum(weeks) / len(weeks)
    )
    low, high = min(*weeks, middle), max(*weeks, middle)
    return Hazard(
        name=str(row["hazard"]),
        element=(str(row["scope"]), str(row["target"])),
        rate=float(str(row["rate_per_year"])) * float(str(row["hit_probability"])),
        lengths=Lengths(low, middle, high, shape),
        recovery=float(str(row["recovery_weeks"])),
        residual=float(str(row["residual_capacity"])),
    )


def named(hazards: Sequence[Hazard], name: str) -> Hazard:
    """Return the hazard of that name.

    Raises
    ------
    UseError
        If there is none; the message lists the names there are.
    """
    for hazard in hazards:
        if hazard.name == name:
            return hazard
    names = [h.name for h in hazards]
    listed = f"The case has: {', '.join(names)}." if names else EMPTY
    near = did_you_mean(name, names, "")
    message = f"There is no hazard {name!r}. {f'{near} {listed}'.lstrip()}"
    raise UseError(message)
