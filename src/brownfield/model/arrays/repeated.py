"""How do numbers of which many are equal take little memory?

What a market asks for stands in a row for each programme that could serve it. So each
number is kept once, in the order they come, with which of them stands at each place.
Where other numbers repeat in the same way, that is kept once for both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from brownfield.model.arrays.labels import MOST_SHORT

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.more_rows import Floats

Kind = TypeVar("Kind", bound="np.generic[Any]")


@dataclass(frozen=True)
class Repeated:
    """Numbers of which many are equal.

    Attributes
    ----------
    distinct
        Every number once, in the order they come. Shape (numbers,).
    at
        Which of them stands at each place. Shape (places,).
    """

    distinct: Floats = field(repr=False)
    at: Positions = field(repr=False)

    @property
    def values(self) -> Floats:
        """The number at each place; put together anew each time it is asked for."""
        return self.distinct[self.at]

    def like(self, other: Repeated) -> Repeated:
        """Return the same with what other numbers have as well kept once."""
        return Repeated(same(self.distinct, other.distinct), same(self.at, other.at))


def repeated(values: Floats) -> Repeated:
    """Return numbers, none of them blank, each kept once. Shape (places,)."""
    ordered, first, place = np.unique(values, return_index=True, return_inverse=True)
    order = np.argsort(first)
    kind = np.int16 if len(order) < MOST_SHORT else np.int32
    rank: Positions = np.empty(len(order), kind)
    rank[order] = np.arange(len(order))
    return Repeated(ordered[order], rank[place])


def same(array: NDArray[Kind], like: NDArray[Kind]) -> NDArray[Kind]:
    """Return the other array if it holds the same, so that one of them is kept."""
    return like if np.array_equal(array, like) else array
