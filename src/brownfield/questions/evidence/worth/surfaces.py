"""What is each plan worth in each draw of the linked assumptions?

Each plan is held and solved again along every assumption alone; between these points it
is read off straight lines, and what assumptions do is added up. A few draws are solved
whole, which says how far that is off. Or as many draws as are asked for are solved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from brownfield.asking.ranges.assumed import Assumption
from brownfield.case.shapes import Floats
from brownfield.errors import UnansweredError
from brownfield.questions.evidence.worth.ground import NONE, Ground
from brownfield.questions.evidence.worth.stated import Point, Sites, point

POINTS = 5  # places along an assumption of a small model
FEW = 2  # of a large one: its ends
AT_ONCE = 50  # draws whose models are kept at a time
CHECKED = 3  # draws solved whole, to see how far lines are off


Row = tuple[float | None, ...]


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
    alone
        How far each assumption alone moves each plan. Shape (assumptions, plans), case
        currency; None where each draw was solved.
    """

    values: Floats = field(repr=False)
    benefits: Floats = field(repr=False)
    error: float
    alone: Floats | None = field(default=None, repr=False)


def solved(
    ground: Ground,
    rows: Sequence[Assumption],
    plans: Sequence[Sites],
    values: Floats,
) -> Surface:
    """Return what plans are worth in draws, each solved whole.

    Raises
    ------
    UnansweredError
        If in no draw all plans are possible, or Ctrl-C was pressed.
    """
    parts = [
        found
        for first in range(0, len(values), AT_ONCE)
        for found in _solved(ground, rows, plans, values[first : first + AT_ONCE])
    ]
    stay = [place for place, row in enumerate(parts) if None not in row]
    if not stay:
        raise UnansweredError(NONE)
    benefits = np.array([parts[place] for place in stay], dtype=np.float64)
    return Surface(values[stay], benefits, 0.0)


def _solved(
    ground: Ground, rows: Sequence[Assumption], plans: Sequence[Sites], values: Floats
) -> list[Row]:
    """Return what plans are worth in some draws, and forget the models of these."""
    return ground.fresh().worths([point(rows, row) for row in values], plans)


def added_up(
    ground: Ground,
    rows: Sequence[Assumption],
    plans: Sequence[Sites],
    values: Floats,
    count: int,
) -> Surface:
    """Return what plans are worth in draws, read off what assumptions do alone.

    Parameters
    ----------
    ground
        The case at points.
    rows
        The assumptions.
    plans
        What is held.
    values
        Draws. Shape (draws, assumptions).
    count
        Places along each assumption at which plans are solved.

    Raises
    ------
    UnansweredError
        If Ctrl-C was pressed.
    """
    at = [places(column, count) for column in values.T]
    alone = [
        point((row,), (value,))
        for row, column in zip(rows, at, strict=True)
        for value in column
    ]
    checks = [point(rows, row) for row in values[:CHECKED]]
    found = ground.worths([Point(), *alone, *checks], plans)
    base, *known = (_whole(row) for row in found)
    effects = list(_effects(at, base, known[: len(alone)]))
    benefits = _summed(values, at, base, effects)
    error = _error(benefits, found[1 + len(alone) :])
    spans = [_spans(effect) for effect in effects]
    return Surface(values, benefits, error, np.array(spans))


def ends_of(rows: Sequence[Assumption], values: Floats) -> list[Point]:
    """Return points at the least and the largest draw of each assumption alone."""
    pairs = zip(rows, values.T, strict=True)
    return [point((row,), (at,)) for row, column in pairs for at in places(column, FEW)]


def places(column: Floats, count: int) -> Floats:
    """Return places along the draws of an assumption, ends among them.

    Parameters
    ----------
    column
        Its draws. Shape (draws,), unit of the cell.
    count
        How many; fewer if they are the same.
    """
    return np.unique(np.quantile(column, np.linspace(0.0, 1.0, count)))


def _whole(row: Row) -> Floats:
    """Return values of plans; one that is not possible is worth nothing to anybody."""
    return np.array([-np.inf if one is None else one for one in row])


def _effects(
    at: Sequence[Floats], base: Floats, ends: Sequence[Floats]
) -> Iterator[Floats]:
    """Yield what each assumption adds at its places; NaN where a plan is not possible.

    Shape (places, plans), case currency.
    """
    first = 0
    for places_ in at:
        table = np.array(ends[first : first + len(places_)])
        first += len(places_)
        yield np.where(np.isfinite(table), table - base, np.nan)


def _spans(effect: Floats) -> Floats:
    """Return how far plans go along an assumption. Shape (plans,)."""
    with_base = np.vstack([np.zeros(effect.shape[1]), effect])
    spans: Floats = np.nanmax(with_base, axis=0) - np.nanmin(with_base, axis=0)
    return spans


def _summed(
    values: Floats, at: Sequence[Floats], base: Floats, effects: Sequence[Floats]
) -> Floats:
    """Return base values and what each assumption adds. Shape (draws, plans)."""
    total = np.tile(base, (len(values), 1))
    for column, places_, effect in zip(values.T, at, effects, strict=True):
        for plan in range(len(base)):
            known = np.isfinite(effect[:, plan])
            if known.any():
                total[:, plan] += np.interp(column, places_[known], effect[known, plan])
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
