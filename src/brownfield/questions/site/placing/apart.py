"""Does it pay to place functions apart, and what do the talent pools cost?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.case.one_currency import at_first_year
from brownfield.questions.site.placing.choice import Choice, choice_of
from brownfield.questions.site.placing.placement import Placement, placed, unlimited
from brownfield.questions.site.placing.years import Years, years_of

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.case.shapes import Floats


@dataclass(frozen=True)
class Apart:
    """Functions placed one by one, beside all of them in one place.

    Attributes
    ----------
    years
        Staff and money by year.
    choice
        Costs, pairs and limits.
    best
        The placement that costs least; None where the talent pools leave none.
    without_pools
        What the cheapest costs if pools had no end, present value, case currency.
    """

    years: Years = field(repr=False)
    choice: Choice = field(repr=False)
    best: Placement | None
    without_pools: float

    def at_one(self, place: int) -> tuple[int, ...]:
        """Return the placement with all functions at one place."""
        return (place,) * len(self.years.functions)

    def people(self, places: tuple[int, ...]) -> Floats:
        """Return staff by place and year. Shape (places, years).

        Parameters
        ----------
        places
            Position of the place of each function.
        """
        staff = self.years.staff[:, None] * self.years.is_open
        people: Floats = self._at(places).T @ staff
        return people

    def spent(self, places: tuple[int, ...]) -> Floats:
        """Return money of each year, trips with it, not discounted. Shape (years,).

        Parameters
        ----------
        places
            Position of the place of each function.
        """
        years, amounts = self.years, self.years.by_year(self._at(places))
        lasting = (years.is_open * years.factor).T
        for (f, g), apart in zip(self.choice.pairs, self.choice.apart, strict=True):
            both = years.is_open[f] * years.is_open[g]
            value = (both * lasting[:, f]).sum()
            if value:
                amounts = amounts + both * apart[places[f], places[g]] / value
        return amounts

    def _at(self, places: tuple[int, ...]) -> Floats:
        return np.eye(len(self.years.sites))[list(places)]


def apart(case: Case) -> Apart | None:
    """Return the cheapest placement of functions; None where no pay is given.

    Parameters
    ----------
    case
        The case.

    Raises
    ------
    DataError
        If a currency has no rate for the first year.
    """
    years = years_of(case)
    if not years.sites:
        return None
    choice = choice_of(years, at_first_year(case).tables)
    free = placed(unlimited(choice))
    return Apart(years, choice, placed(choice), free.cost if free else np.nan)
