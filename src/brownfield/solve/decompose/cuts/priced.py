"""What are the parts worth at a shared plan, and what would another one bring?

With the shared columns held each part is solved by itself, without whole decisions. Its
best value bounds it at that point, and the prices of its rows say how the bound moves
with the shared columns: a *cut*, which no plan breaks (Benders 1962; Van Slyke and Wets
1969). Futures are alike, so that each part begins where it ended before, the first time
where its neighbour did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.decompose.clock import Clock, StoppedError
from brownfield.solve.decompose.cuts.eased import eased

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Backend, Basis, Solution
    from brownfield.solve.decompose.parts import Part, Parts


@dataclass(frozen=True)
class Priced:
    """Bounds on groups of parts at a shared point.

    Attributes
    ----------
    at
        The shared point. Shape (shared columns,).
    value
        Best value of each group without whole decisions. Shape (groups,).
    slope
        What one more unit of each shared column brings a group at most. Shape (groups,
        shared columns).
    """

    at: Floats = field(repr=False)
    value: Floats = field(repr=False)
    slope: Floats = field(repr=False)


@dataclass
class Pricing:
    """Prices the parts of a model at one shared point after another.

    Attributes
    ----------
    parts
        The model in parts.
    groups
        How many groups the parts are priced in.
    backend, clock
        Solver, and when to stop.
    bases
        Where each part ended last; None before that.
    """

    parts: Parts
    groups: int
    backend: Backend
    clock: Clock
    bases: list[Basis | None] = field(repr=False)

    def at(self, shared: Floats) -> Priced:
        """Return value and slope of every group at a shared point.

        Raises
        ------
        StoppedError
            If time is up, or a part has no best point.
        """
        value = np.zeros(self.groups)
        slopes = np.zeros((self.groups, len(shared)))
        for number in range(len(self.parts.rest)):
            worth, slope = self.one(number, shared)
            value[number % self.groups] += worth
            slopes[number % self.groups] += slope
        return Priced(shared, value, slopes)

    def one(self, number: int, shared: Floats) -> tuple[float, Floats]:
        """Return value and slope of one part at a shared point.

        Raises
        ------
        StoppedError
            If time is up, or the part has no best point.
        """
        self.clock.check()
        part = self.parts.rest[number]
        begin = self.bases[number] or self.bases[number - 1]
        solution, basis = self._best(part, part.at(shared).relaxed(), begin)
        if solution.outcome != "solved" or solution.row_duals is None:
            raise StoppedError(solution.outcome)
        self.bases[number] = basis
        return solution.objective, part.slope(solution.row_duals, len(shared))

    def _best(
        self, part: Part, model: LinearModel, begin: Basis | None
    ) -> tuple[Solution, Basis | None]:
        """Return the best point of a part, and where to begin the next time."""
        solution, basis = self.backend.solve_from(model, begin)
        if solution.outcome != "infeasible":
            return solution, basis
        limits = self.clock.left
        return self.backend.solve(eased(part, model), limits), begin


def pricing(parts: Parts, most: int, backend: Backend, clock: Clock) -> Pricing:
    """Return what prices the parts of a model in so many groups at most."""
    bases: Sequence[None] = [None] * len(parts.rest)
    groups = min(most, len(parts.rest))
    return Pricing(parts, groups, backend, clock, list(bases))
