"""Which functions travel to each other, and what does that cost between places?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.site.placing.years import Years
    from brownfield.tables.frames import Tables


@dataclass(frozen=True)
class Choice:
    """What a placement of functions costs, and what limits it.

    Attributes
    ----------
    cost
        Of each function at each place, case currency. Shape (functions, places).
    pairs
        Functions that travel to each other, as positions.
    apart
        What each pair costs between two places, case currency. Shape (pairs, places,
        places); the first place is that of the first function.
    drain
        People that each function takes in each limit. Shape (limits, functions).
    room
        Most people at each place. Shape (limits, places); infinite = no limit.
    """

    cost: Floats = field(repr=False)
    pairs: tuple[tuple[int, int], ...] = ()
    apart: Floats = field(default_factory=lambda: np.zeros((0, 0, 0)), repr=False)
    drain: Floats = field(default_factory=lambda: np.zeros((0, 0)), repr=False)
    room: Floats = field(default_factory=lambda: np.zeros((0, 0)), repr=False)

    def worth(self, places: tuple[int, ...]) -> float:
        """Return what a placement costs, case currency.

        Parameters
        ----------
        places
            Position of the place of each function.
        """
        alone = sum(float(self.cost[f, k]) for f, k in enumerate(places))
        between = (
            float(apart[places[f], places[g]])
            for (f, g), apart in zip(self.pairs, self.apart, strict=True)
        )
        return alone + sum(between)

    def fits(self, places: tuple[int, ...]) -> bool:
        """Return whether no place employs more people than it may."""
        at = np.zeros(self.cost.shape)
        at[range(len(places)), places] = 1.0
        return (
            bool((self.drain @ at <= self.room + 1e-9).all())
            if len(self.room)
            else True
        )


def choice_of(years: Years, tables: Tables) -> Choice:
    """Return what a placement costs in present value over the years of a case.

    Parameters
    ----------
    years
        Staff and money of each function.
    tables
        `trips` and `journeys`, money in case currency.
    """
    trips = _trips(years, tables)
    lengths = _lengths(years.sites, tables)
    apart = [
        number * (years.is_open[f] * years.is_open[g] * years.factor[f]).sum() * lengths
        for (f, g), number in trips.items()
    ]
    size = len(years.sites)
    return Choice(
        cost=years.cost,
        pairs=tuple(trips),
        apart=np.array(apart).reshape(len(trips), size, size),
        drain=(years.is_open * years.staff[:, None]).T,
        room=years.room.T,
    )


def _trips(years: Years, tables: Tables) -> dict[tuple[int, int], float]:
    """Return trips a year between functions, by their positions."""
    at = {name: place for place, name in enumerate(years.functions)}
    trips: dict[tuple[int, int], float] = {}
    for row in tables["trips"].iter_rows(named=True):
        if row["other"] in at:
            low, high = sorted((at[row["function"]], at[row["other"]]))
            trips[low, high] = trips.get((low, high), 0.0) + row["trips"]
    return trips


def _lengths(sites: tuple[str, ...], tables: Tables) -> Floats:
    """Return what a trip between two sites costs. Shape (sites, sites)."""
    at = {name: place for place, name in enumerate(sites)}
    costs = np.zeros((len(sites), len(sites)))
    for row in tables["journeys"].iter_rows(named=True):
        if row["site"] in at and row["other"] in at:
            one, other = at[row["site"]], at[row["other"]]
            costs[one, other] = costs[other, one] = row["cost"]
    return costs
