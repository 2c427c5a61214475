"""Which futures are to be drawn?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.errors import UseError
from brownfield.questions.risk.sampled.draws import correlations

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.risk.asked import Asked


@dataclass(frozen=True)
class Wanted:
    """How futures are to be drawn.

    Attributes
    ----------
    draws, kept
        How many are drawn, and how many of them stand for all.
    correlation
        What moves together. Shape (assumptions, assumptions), dimensionless.
    seed
        Of the random numbers.
    """

    draws: int
    kept: int
    correlation: Floats = field(repr=False)
    seed: int


def wanted_of(asked: Asked, rows: Sequence[Assumption]) -> Wanted:
    """Return how futures are to be drawn, before any work is done.

    Parameters
    ----------
    asked
        What a user asked.
    rows
        Assumptions with a range.

    Raises
    ------
    UseError
        If there is nothing to draw, nothing is drawn from a correlation, or
        correlations cannot be read or hold together.
    """
    if asked.draws and not rows:
        message = (
            f"--draws {asked.draws}: the case has no row of `assumptions` with a "
            "range to draw from. Add rows with low and high, or leave --draws out."
        )
        raise UseError(message)
    if asked.correlation and not asked.draws:
        message = (
            f"--correlation {asked.correlation[0]}: only draws move together, and none "
            "are asked for. Add --draws, e.g. --draws 200, or leave --correlation out."
        )
        raise UseError(message)
    together = correlations(rows, asked.correlation)
    return Wanted(asked.draws, asked.keep, together, asked.draw_seed)
