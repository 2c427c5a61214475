"""At which chance of an event does another plan become the best, the rest as it is?

The worth of volumes and crews goes straight with a chance, so that from two places the
whole way from 0 to 1 is known. Where another plan seems to take over, the case is
stated anew just below and just above: plans are valued again, and a better one is
looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.questions.evidence.claims.priors import PROBABILITY
from brownfield.questions.evidence.worth.recourse import Line, priced, stated_at
from brownfield.questions.evidence.worth.rivals import Hunt, rival
from brownfield.questions.evidence.worth.stated import Point, Sites, Stated, point
from brownfield.tables.definitions import TABLES
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption
    from brownfield.asking.stages import Stages
    from brownfield.case.case import Case
    from brownfield.case.shapes import Floats
    from brownfield.questions.evidence.worth.ground import Ground

GRID = 1001  # chances from 0 to 1 that are looked at
FAR = 0.15  # how far from a solved chance 0 or 1 lies to be solved as well
STEP = 0.01  # how far beside a break-even plans are valued again


@dataclass(frozen=True)
class BreakEven:
    """Where another plan becomes the best as the chance of an event moves.

    Attributes
    ----------
    place
        Place of the assumption among those linked.
    now
        The chance in the case, in [0, 1].
    at
        The chance at which another plan takes over; None = at no chance.
    plan
        Place of that plan; None without `at`.
    is_above
        Whether it is the best above that chance; None without `at`.
    lead_before, lead_after
        How far it is ahead of the best plan of the case a step before and a step after
        the change, valued again; case currency, None where not possible or without
        `at`.
    lead_of_better
        How far a plan that was searched anew after the change is ahead of it, case
        currency; 0 = none is better, None = not looked for.
    """

    place: int
    now: float
    at: float | None = None
    plan: int | None = None
    is_above: bool | None = None
    lead_before: float | None = None
    lead_after: float | None = None
    lead_of_better: float | None = None

    @property
    def is_verified(self) -> bool:
        """Whether the plans valued again change places there, or nothing changes."""
        if self.at is None:
            return True
        before, after = self.lead_before, self.lead_after
        return None not in (before, after) and (before or 0.0) <= 0.0 <= (after or 0.0)


def break_evens(
    stages: Stages, ground: Ground, lines: Sequence[Line], plans: Sequence[Sites]
) -> Iterator[BreakEven]:
    """Yield the break-even of each linked assumption that is the chance of an event.

    Parameters
    ----------
    stages
        Who works.
    ground
        The case at points.
    lines
        Every linked assumption alone.
    plans
        The plans that stand against each other; possible in the case as it is.

    Raises
    ------
    UnansweredError
        If Ctrl-C was pressed.
    """
    for place, line in enumerate(lines):
        now = chance_of(ground.case, line.row)
        if now is not None and line.is_of_worth and len(line.places) > 1:
            turn = _seen(ground, line, plans, BreakEven(place, now))
            yield (
                turn
                if turn.at is None
                else _valued(stages, ground, _Change(line, plans, turn))
            )


def chance_of(case: Case, row: Assumption) -> float | None:
    """Return the chance of an event in a case; None if a row is no single chance.

    Parameters
    ----------
    case
        The case.
    row
        The assumption.
    """
    if (row.table, row.column) != PROBABILITY:
        return None
    frame = case.tables[row.table]
    cells = frame.filter(matching_rows(frame, row.where or None, TABLES[row.table]))
    return float(cells[row.column][0]) if cells.height == 1 else None


def _seen(
    ground: Ground, line: Line, plans: Sequence[Sites], none: BreakEven
) -> BreakEven:
    """Return the break-even nearest to the chance of the case, from straight lines."""
    ends = {point((line.row,), (at,)): _straight(ground, line, at) for at in (0.0, 1.0)}
    ground.give(ends)
    far = [at for at in ends if np.abs(line.places - at.values[0]).min() > FAR]
    tried = [Point(), *line.points, *far]
    ground.worths(tried, plans)
    worths = np.array([_along(ground, tried, one, ends) for one in plans])
    return nearest(np.linspace(0.0, 1.0, GRID), worths, none)


def _along(
    ground: Ground, tried: Sequence[Point], sites: Sites, ends: dict[Point, Stated]
) -> Floats:
    """Return what a plan is worth at chances from 0 to 1. Shape (GRID,)."""
    columns = np.array([one.columns for one in ground.solutions_at(tried, sites)])
    low, high = (priced(one, columns)[:, None] for one in ends.values())
    worths: Floats = (low + (high - low) * np.linspace(0.0, 1.0, GRID)).max(axis=0)
    return worths


def _straight(ground: Ground, line: Line, at: float) -> Stated:
    """Return the case at a chance, on the straight line through the ends of a range."""
    first, last = stated_at(ground, [line.points[0], line.points[-1]])
    share = (at - line.places[0]) / (line.places[-1] - line.places[0])
    cost = first.linear.cost + share * (last.linear.cost - first.linear.cost)
    constant = first.constant + share * (last.constant - first.constant)
    return replace(first, linear=first.linear.with_arrays(cost=cost), constant=constant)


def nearest(chances: Floats, worths: Floats, none: BreakEven) -> BreakEven:
    """Return the change of the best plan that is nearest to the chance of the case.

    Parameters
    ----------
    chances
        In order. Shape (chances,).
    worths
        What each plan is worth there, case currency. Shape (plans, chances).
    none
        The assumption, and its chance in the case.
    """
    best = worths.argmax(axis=0)
    here = int(np.abs(chances - none.now).argmin())
    changes = np.flatnonzero(best != best[here])
    if not len(changes):
        return none
    there = int(changes[np.abs(changes - here).argmin()])
    inner = there - 1 if there > here else there + 1
    plan = int(best[there])
    lead = worths[plan] - worths[best[here]]
    share = lead[inner] / (lead[inner] - lead[there])
    at = float(chances[inner] + share * (chances[there] - chances[inner]))
    return replace(none, at=at, plan=plan, is_above=there > here)


@dataclass(frozen=True)
class _Change:
    line: Line
    plans: Sequence[Sites] = field(repr=False)
    turn: BreakEven

    def beside(self, steps: float) -> Point:
        """Return the point so many steps after the change, or before it."""
        way = STEP if self.turn.is_above else -STEP
        at = min(max((self.turn.at or 0.0) + steps * way, 0.0), 1.0)
        return point((self.line.row,), (at,))


def _valued(stages: Stages, ground: Ground, change: _Change) -> BreakEven:
    """Return the break-even with plans valued again, and a better one looked for."""
    turn, plans = change.turn, change.plans
    taker = plans[turn.plan or 0]
    (now,) = ground.worths([Point()], plans)
    first = plans[int(np.argmax([-np.inf if one is None else one for one in now]))]
    before, after = change.beside(-1.0), change.beside(1.0)
    leads = [_lead(*pair) for pair in ground.worths([before, after], (taker, first))]
    hunts = ground.hunts([after], taker)
    others = stages.each(rival, {name: Hunt(*one) for name, one in hunts.items()})
    better = [one for one in others.values() if one is not None]
    worths = [_lead(*ground.worths([after], (one, taker))[0]) for one in better]
    more = max((one for one in worths if one is not None), default=None)
    gain = None if more is None else max(more, 0.0)
    return replace(turn, lead_before=leads[0], lead_after=leads[1], lead_of_better=gain)


def _lead(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
