"""What is a shared decision worth, with whole decisions in every part?

A plan of every part is found by rounding, and by trying otherwise what was rounded.
Parts that lost most by it are searched, as far as the proof asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.decompose.clock import StoppedError
from brownfield.solve.decompose.plans.forced import Kept, without_forced
from brownfield.solve.decompose.plans.otherwise import otherwise
from brownfield.solve.decompose.plans.rounded import rounded

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.backends.solution import Basis, Solution
    from brownfield.solve.decompose.cuts.priced import Pricing
    from brownfield.solve.decompose.seen import Seen


SOME = 4  # parts that are searched before it is known what searches bring
REGAINED = 0.2  # share of what parts lost that a search is thought to bring back


@dataclass
class Whole:
    """A plan with what each part of it might still gain.

    Attributes
    ----------
    shared
        Its shared point.
    columns
        The plan, as a point of the whole model.
    objective
        What it is worth, solver money.
    lost
        What each part is worth less than without whole decisions; 0 once it has been
        searched. Shape (parts,), solver money.
    searched
        What each part that was searched had lost, and gained by the search; solver
        money.
    """

    shared: Floats = field(repr=False)
    columns: Floats = field(repr=False)
    objective: float
    lost: Floats = field(repr=False)
    searched: list[tuple[float, float]] = field(default_factory=list, repr=False)

    @property
    def regained(self) -> float:
        """What share of what parts lost a search brings back, as far as is known."""
        if len(self.searched) < SOME:
            return REGAINED
        lost, gained = np.sum(self.searched, axis=0)
        return float(gained / lost)


def planned(pricing: Pricing, shared: Floats, seen: Seen, gap: float) -> Whole | None:
    """Return the plan a shared point comes to and tell `seen`; None if there is none.

    Parameters
    ----------
    pricing
        Prices the parts.
    shared
        A point of the shared columns with whole decisions.
    seen
        What is known of the search.
    gap
        Gap to which a part is searched that cannot be rounded.

    Raises
    ------
    StoppedError
        If time is up before every part is planned.
    """
    parts = pricing.parts
    columns, objective = np.zeros(parts.width), float(parts.shared.cost @ shared)
    columns[parts.columns] = shared
    lost, basis = np.zeros(len(parts.rest)), None
    for number, part in enumerate(parts.rest):
        seen.clock.check()
        kept = without_forced(part.plain.at(shared))
        best, basis = pricing.backend.solve_from(kept.model.relaxed(), basis)
        solution = _near(kept, best, basis, pricing) or searched(kept, pricing, gap)
        if solution.columns is None:
            return None
        lost[number] = max(best.objective - solution.objective, 0.0)
        columns[part.columns] = kept.point(solution.columns)
        objective += solution.objective
    seen.planned(objective, columns)
    return Whole(shared, columns, objective, lost)


def _near(
    kept: Kept, best: Solution, basis: Basis, pricing: Pricing
) -> Solution | None:
    """Return a plan of a part near its best point; None if none is found."""
    plan = rounded(kept.model, best, basis, pricing.backend)
    if plan is None or best.columns is None:
        return None
    return otherwise(kept.model, best.columns, basis, plan, pricing.backend)


def bettered(whole: Whole, pricing: Pricing, seen: Seen, gap: float) -> None:
    """Search the part that lost most by rounding, and tell `seen` if it gains.

    Parameters
    ----------
    whole
        The plan; it is changed.
    pricing
        Prices the parts.
    seen
        What is known of the search.
    gap
        Gap to which the part is searched.

    Raises
    ------
    StoppedError
        If time is up.
    """
    number = int(np.argmax(whole.lost))
    part = pricing.parts.rest[number]
    kept = without_forced(part.at(whole.shared))
    start = whole.columns[part.columns][kept.columns]
    before = float(part.model.cost @ whole.columns[part.columns])
    solution = searched(kept, pricing, gap, start)
    gained = 0.0 if solution.columns is None else solution.objective - before
    whole.searched.append((float(whole.lost[number]), max(gained, 0.0)))
    whole.lost[number] = 0.0
    if solution.columns is None or gained <= 0.0:
        return
    columns = whole.columns.copy()
    columns[part.columns] = kept.point(solution.columns)
    whole.columns, whole.objective = columns, whole.objective + gained
    seen.planned(whole.objective, columns)


def searched(
    kept: Kept, pricing: Pricing, gap: float, start: Floats | None = None
) -> Solution:
    """Return the best plan of a part at a shared point, within a gap.

    Parameters
    ----------
    kept
        What is left of the part there.
    pricing
        Prices the parts.
    gap
        Relative gap to which it is searched.
    start
        A plan to begin with; None if there is none.

    Raises
    ------
    StoppedError
        If time is up.
    """
    limits = replace(pricing.clock.left, gap=gap)
    solution = pricing.backend.solve(kept.model, limits, None, start)
    if solution.outcome in ("time_limit", "interrupted"):
        raise StoppedError(solution.outcome)
    return solution
