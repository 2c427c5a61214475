"""What is each plan worth in each draw of the linked assumptions?

Each plan is held and solved again along every assumption alone; between these points it
is read off straight lines, and what assumptions do is added up. A few draws are solved
whole, which says how far that is off. Or as many draws as are asked for are solved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from brownfield.asking.ranges.assumed import Assumption, case_at
from brownfield.asking.ranges.held import Trial, tried
from brownfield.asking.stages import Stages
from brownfield.case.case import Case
from brownfield.case.shapes import Floats
from brownfield.errors import DataError, UnansweredError
from brownfield.plans.plan import Plan
from brownfield.questions.evidence.worth.plans import SMALL

POINTS = 5  # places along an assumption of a small model
FEW = 2  # of a large one: its ends
CHECKED = 3  # draws solved whole, to see how far lines are off


@dataclass(frozen=True)
class Surface:
    """What plans are worth in draws.

    Attributes
    ----------
    values
        Values of the assumptions. Shape (draws, assumptions), unit of each column.
    benefits
        What each plan is worth in each draw. Shape (draws, plans), case currency.
    error
        Most that lines were off in the draws that were solved whole, between plans;
        case currency. 0 where each draw was solved.
    """

    values: Floats = field(repr=False)
    benefits: Floats = field(repr=False)
    error: float


@dataclass(frozen=True)
class Point:
    """The case at some values of some assumptions, and plans that are held there."""

    case: Case
    rows: tuple[Assumption, ...]
    values: tuple[float, ...]
    plans: tuple[Plan, ...] = field(repr=False)


def _point(
    case: Case,
    rows: Sequence[Assumption],
    values: Iterable[float],
    plans: Sequence[Plan],
) -> Point:
    return Point(case, tuple(rows), tuple(map(float, values)), tuple(plans))


Row = tuple[float | None, ...]


def held(point: Point) -> Row:
    """Return what each plan is worth at a point; None where it is not possible."""
    none: Row = (None,) * len(point.plans)
    try:
        case = case_at(point.case, point.rows, point.values) if point.rows else None
    except DataError:
        return none
    return tried(Trial(case or point.case, point.plans))


def solved(
    stages: Stages,
    case: Case,
    rows: Sequence[Assumption],
    plans: Sequence[Plan],
    values: Floats,
) -> Surface:
    """Return what plans are worth in draws, each solved whole.

    Raises
    ------
    UnansweredError
        If in no draw all plans are possible, or Ctrl-C was pressed.
    """
    points = {
        f"draw {place + 1}": _point(case, rows, row, plans)
        for place, row in enumerate(values)
    }
    found = list(stages.each(held, points).values())
    stay = [place for place, row in enumerate(found) if None not in row]
    if len(found) < len(values) or not stay:
        raise UnansweredError(NONE)
    benefits = np.array([found[place] for place in stay], dtype=np.float64)
    return Surface(values[stay], benefits, 0.0)


NONE = "The plans could not be valued in the draws, or it was stopped."


def added_up(
    stages: Stages,
    case: Case,
    rows: Sequence[Assumption],
    plans: Sequence[Plan],
    values: Floats,
) -> Surface:
    """Return what plans are worth in draws, read off what assumptions do alone.

    Raises
    ------
    UnansweredError
        If a plan is not possible at an end of a range, or Ctrl-C was pressed.
    """
    count = FEW if plans[0].model.columns > SMALL else POINTS
    at = [_places(column, count) for column in values.T]
    points = {"plans as they are": _point(case, (), (), plans)}
    for row, places in zip(rows, at, strict=True):
        points |= {
            f"{row.title} at {value:g}": _point(case, (row,), (value,), plans)
            for value in places
        }
    checks = {
        f"draw {place + 1} whole": _point(case, rows, row, plans)
        for place, row in enumerate(values[:CHECKED])
    }
    found = stages.each(held, points | checks)
    if len(found) < len(points) + len(checks):
        raise UnansweredError(NONE)
    base, *ends = (_whole(found[title]) for title in points)
    benefits = _summed(values, at, base, ends)
    return Surface(values, benefits, _error(benefits, [found[one] for one in checks]))


def _places(column: Floats, count: int) -> Floats:
    """Return places along the draws of an assumption, ends among them."""
    return np.unique(np.quantile(column, np.linspace(0.0, 1.0, count)))


def _whole(row: Row) -> Floats:
    """Return values of plans; one that is not possible is worth nothing to anybody."""
    return np.array([-np.inf if one is None else one for one in row])


def _summed(
    values: Floats, at: Sequence[Floats], base: Floats, ends: Sequence[Floats]
) -> Floats:
    """Return base values and what each assumption adds. Shape (draws, plans)."""
    total = np.tile(base, (len(values), 1))
    first = 0
    for column, places in zip(values.T, at, strict=True):
        table = np.array(ends[first : first + len(places)])
        first += len(places)
        for plan in range(len(base)):
            known = np.isfinite(table[:, plan])
            if known.any():
                effect = table[known, plan] - base[plan]
                total[:, plan] += np.interp(column, places[known], effect)
    return total


def _error(benefits: Floats, checks: Sequence[Row]) -> float:
    """Return most by which differences between plans are off in draws solved whole."""
    worst = 0.0
    for place, row in enumerate(checks):
        if None in row:
            continue
        off = benefits[place] - _whole(row)
        worst = max(worst, float(np.abs(off - off[0]).max()))
    return worst
