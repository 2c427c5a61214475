"""What is each plan worth in each draw of the linked assumptions?

Each plan is held and solved again along every assumption alone, and at some points
between; from there its worth in draws is read off. A few draws are solved whole, which
says how far that is off. Or as many draws as are asked for are solved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.errors import UnansweredError
from brownfield.questions.evidence.worth.ground import NONE, Ground
from brownfield.questions.evidence.worth.recourse import (
    Fine,
    Line,
    line_of,
    places,
    spread,
    worth_in_draws,
)
from brownfield.questions.evidence.worth.stated import Point, Sites, point

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption
    from brownfield.case.shapes import Floats

ENDS = 2  # of a range
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
        part
        for first in range(0, len(values), AT_ONCE)
        for part in _solved(ground, rows, plans, values[first : first + AT_ONCE])
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
    lines: Sequence[Line],
    plans: Sequence[Sites],
    values: Floats,
    between: int,
) -> Surface:
    """Return what plans are worth in draws, read off what was solved elsewhere.

    Parameters
    ----------
    ground
        The case at points.
    lines
        The assumptions, each alone.
    plans
        What is held.
    values
        Draws. Shape (draws, assumptions).
    between
        At how many points between plans are solved.

    Raises
    ------
    UnansweredError
        If Ctrl-C was pressed.
    """
    rows = [line.row for line in lines]
    draws = [point(rows, row) for row in values[:CHECKED]]
    priced = [line for line in lines if line.is_of_worth]
    inner = spread(ground, priced, between)
    alone = [at for line in lines for at in line.points]
    ground.worths([Point(), *alone, *inner, *draws], plans)  # side by side
    checks = ground.worths(draws, plans)
    worths = [worth_in_draws(ground, lines, inner, plan) for plan in plans]
    benefits = np.column_stack(worths)
    spans = [[line.span(ground, plan) for plan in plans] for line in lines]
    return Surface(values, benefits, _error(benefits, checks), np.array(spans))


def lines_of(
    ground: Ground, rows: Sequence[Assumption], values: Floats, fine: Fine
) -> list[Line]:
    """Return assumptions, each alone.

    Parameters
    ----------
    ground
        The case at points.
    rows
        The assumptions.
    values
        Draws. Shape (draws, assumptions).
    fine
        At how many points plans are solved.

    Raises
    ------
    UnansweredError
        If Ctrl-C was pressed.
    """
    draws = [point(rows, row) for row in values[:CHECKED]]
    ground.stated([Point(), *ends_of(rows, values), *draws])  # side by side
    pairs = zip(rows, values.T, strict=True)
    return [line_of(ground, row, column, fine) for row, column in pairs]


def ends_of(rows: Sequence[Assumption], values: Floats) -> list[Point]:
    """Return points at the least and the largest draw of each assumption alone."""
    pairs = zip(rows, values.T, strict=True)
    return [
        point((row,), (at,)) for row, column in pairs for at in places(column, ENDS)
    ]


def _error(benefits: Floats, checks: Sequence[Row]) -> float:
    """Return most by which differences between plans are off in draws solved whole."""
    worst = 0.0
    for place, row in enumerate(checks):
        if None in row:
            continue
        off = benefits[place] - np.array(row)
        worst = max(worst, float(np.abs(off - off[0]).max()))
    return worst
