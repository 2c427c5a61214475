"""What is told of an assumption: the value of the plan at both ends of its range?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.tell.labels import Labels, cell_title
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.risk.ranges.tornado import Swing


@dataclass(frozen=True)
class MovedValue:
    """What an assumption does to the value of the best plan, widest first.

    Attributes
    ----------
    number
        Its row in `assumptions`, from 1.
    table, where, column
        Its cells.
    low, mode, high
        Its range, unit of the column.
    unit
        Unit of the column.
    currency
        Currency of the range, that of its rows; blank if it is no money, or of several.
    held_low, held_high
        What the best plan is worth at both ends, its starts and openings held; crews
        and volumes follow. Case currency; None where that is not possible.
    anew_low, anew_high
        What the best plan is worth there, planned anew, case currency; None where that
        is not possible, or if nobody asked.
    trouble
        Why an end has no value; blank if both have one.
    title
        Printed name.
    """

    number: int
    table: str
    where: str
    column: str
    low: float
    mode: float
    high: float
    unit: str
    currency: str
    held_low: float | None
    held_high: float | None
    anew_low: float | None
    anew_high: float | None
    trouble: str
    title: str = field(metadata=TOLD_ONLY)


def moved_values(
    best: Plan, swings: tuple[Swing, ...], names: Labels
) -> tuple[MovedValue, ...]:
    """Return what is told of assumptions, those that move the value most first."""
    ordered = sorted(swings, key=lambda one: -one.width(best.value))
    return tuple(_moved(one, names) for one in ordered)


def _moved(swing: Swing, names: Labels) -> MovedValue:
    row = swing.assumption
    return MovedValue(
        row.number,
        row.table,
        row.where,
        row.column,
        row.low,
        row.mode,
        row.high,
        row.unit,
        row.currency,
        swing.low,
        swing.high,
        swing.low_anew,
        swing.high_anew,
        swing.trouble,
        cell_title(names, row.table, row.where, row.column),
    )
