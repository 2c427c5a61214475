"""How long does a headquarters last, if it may close again?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.site.placing.years import Years


@dataclass(frozen=True)
class Lasting:
    """A headquarters that may close at the end of any year.

    Attributes
    ----------
    closing_chance
        Chance that it closes at the end of a year, if it was open in it.
    is_open
        Chance that it is open in each year; 0 before it opens. Shape (years,).
    expected_cost
        Present value of all functions there, by these chances, case currency.
    """

    closing_chance: float
    is_open: Floats = field(repr=False)
    expected_cost: float

    @property
    def expected_years(self) -> float:
        """Years in which it is open, on average, of those of the case."""
        return float(self.is_open.sum())


def lasting(years: Years, place: int, closing_chance: float) -> Lasting:
    """Return how long all functions at one place last.

    Parameters
    ----------
    years
        Staff and money by year.
    place
        Position of the place.
    closing_chance
        Chance in a year, the same in every year (a constant hazard), share.

    Notes
    -----
    The first year is safe: open in the s-th year after it with (1 - h)^s. A function
    that opens later opens only if the others are still there.
    """
    stays = (1.0 - closing_chance) ** np.maximum(_age(years), 0)
    is_open = np.where(_age(years) >= 0, stays, 0.0)
    paid = years.factor * is_open
    running = (years.is_open * paid).sum(axis=1) @ years.running[:, place]
    once = (years.opening * paid).sum(axis=1) @ years.once[:, place]
    return Lasting(closing_chance, is_open, float(running + once))


def _age(years: Years) -> Floats:
    """Return years since the first function opens; below 0 before. Shape (years,)."""
    is_any = years.is_open.max(axis=0) > 0
    first = int(is_any.argmax()) if is_any.any() else len(is_any)
    ages: Floats = np.arange(len(is_any), dtype=float) - first
    return ages
