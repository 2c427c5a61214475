"""What is a headquarters worth that opens the way to a later plant?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.asking.sound import sound
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import plan

if TYPE_CHECKING:
    from brownfield.asking.work import Work
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Followed:
    """What plans are worth with and without what a headquarters makes possible.

    Attributes
    ----------
    without
        Name of the what-if that holds where there is no headquarters.
    with_value, without_value
        What the best plans are worth to those who plan, case currency.
    first_year
        First year in which the plan with it starts or opens what the other does not;
        None if that is nothing.
    """

    without: str
    with_value: float
    without_value: float
    first_year: int | None

    @property
    def gain(self) -> float:
        """What the later plant is worth, case currency."""
        return self.with_value - self.without_value


def followed(case: Case, names: tuple[str, ...], work: Work) -> tuple[Followed, ...]:
    """Return what follows a headquarters, for each what-if that holds without it.

    Parameters
    ----------
    case
        The case, with a headquarters.
    names
        What-ifs that say what is not possible without it.
    work
        Who is told how far it is.

    Raises
    ------
    UseError
        If there is no such what-if.
    UnansweredError
        If a case has no sound plan.
    """
    if not names:
        return ()
    others = {name: case.apply(name) for name in names}
    best = _planned(case, "with headquarters", work)
    return tuple(
        _followed(name, best, _planned(other, f"without: {name}", work))
        for name, other in others.items()
    )


def _planned(case: Case, title: str, work: Work) -> Plan:
    return sound(plan(case, on_progress=work.on_step(title), pricing=no_prices))


def _followed(name: str, best: Plan, other: Plan) -> Followed:
    more = _decided(best) - _decided(other)
    years = [year for _, _, year in more]
    return Followed(name, best.value, other.value, min(years, default=None))


def _decided(plan: Plan) -> set[tuple[str, str, int]]:
    """Return what is started and opened, with its year."""
    starts = plan.tables["starts"].select("build_option", "node", "year").rows()
    opens = plan.tables["openings"].select("facility", "node", "year").rows()
    return {(f"{name}", f"{node}", int(year)) for name, node, year in (*starts, *opens)}
