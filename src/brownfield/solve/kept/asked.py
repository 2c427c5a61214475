"""What is asked of a kept model, and when is it answered?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.solve.backends.solution import Solution
from brownfield.solve.search.closer import stake
from brownfield.solve.search.extensive import Solved

if TYPE_CHECKING:
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import Limits
    from brownfield.solve.kept.branches import Branches
    from brownfield.solve.kept.inside import Inside

ROUNDING = 1e-9  # share of a value that is lost in digits
NOTHING, ENDLESS = float("-inf"), float("inf")


@dataclass(frozen=True)
class Asked:
    """A model that is asked about, where it lies, and how exactly it is answered."""

    model: Formulation = field(repr=False)
    place: Inside = field(repr=False)
    limits: Limits
    least: float = NOTHING
    short: float = ENDLESS

    def is_enough(self, branches: Branches) -> bool:
        """Return whether no search follows branches that did not end."""
        if branches.columns is not None and self.least > NOTHING:
            return True
        value, bound = map(self.model.worth, (branches.objective, branches.bound))
        return not bound - value <= self.short * abs(value)  # nor where it is no number

    def is_closed(self, branches: Branches) -> bool:
        """Return whether the best point known is near enough to what is proved."""
        if branches.columns is None:
            return branches.bound <= branches.objective
        return branches.bound - branches.objective <= self.missed(branches)

    def missed(self, branches: Branches) -> float:
        """Return by how much a plan may miss the best: the gap of what is at stake."""
        limits, value = self.limits, branches.objective
        if branches.columns is None:
            return limits.absolute
        columns = self.place.own(branches.columns)
        search = Solution("solved", columns, None, value, branches.bound)
        at_stake = stake(self.model, Solved(search, columns, None, value))
        rounding = ROUNDING * max(1.0, abs(value))
        return max(limits.absolute, limits.gap * at_stake, rounding)
