"""What are the parts worth at a shared plan, and what would another one bring?

With the shared columns held each part is solved by itself, without whole decisions. Its
best value bounds it at that point, and the prices of its rows say how the bound moves
with the shared columns: a *cut*, which no plan breaks (Benders 1962; Van Slyke and Wets
1969). Futures are alike, so that each part begins where it ended before, the first time
where its neighbour did.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.decompose.clock import Clock, StoppedError
from brownfield.solve.decompose.cuts.added import rows_after, with_rows
from brownfield.solve.decompose.cuts.eased import eased
from brownfield.solve.decompose.cuts.lean import Begin, best_of

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.arrays.table import Array
    from brownfield.solve.backends.solution import Backend, Solution
    from brownfield.solve.decompose.parts import Part, Parts

Covers = Callable[["Floats"], MoreRows]
"""From a point of the whole model without whole decisions, rows that no plan breaks."""


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
    begins
        Where each part ended last; None before that.
    covers
        From a point without whole decisions, rows that no plan breaks; None if nothing
        is known of the columns.
    added
        Rows that were added to the parts so far.
    is_needed
        Which rows some part needed so far; parts are alike. Shape (fewest rows of a
        part before any were added,).
    """

    parts: Parts
    groups: int
    backend: Backend
    clock: Clock
    begins: list[Begin | None] = field(repr=False)
    covers: Covers | None = field(default=None, repr=False)
    added: list[MoreRows] = field(default_factory=list, repr=False)
    is_needed: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Begin with no row that is needed."""
        fewest = min((part.own_rows for part in self.parts.rest), default=0)
        self.is_needed = np.zeros(fewest, np.bool_)

    def at(self, shared: Floats, groups: Array | None = None) -> Priced:
        """Return value and slope of every group at a shared point.

        Parameters
        ----------
        shared
            The point. Shape (shared columns,).
        groups
            Which groups are priced, marked, the others being nothing; None = all. Shape
            (groups,).

        Raises
        ------
        StoppedError
            If time is up, or a part has no best point.
        """
        value = np.zeros(self.groups)
        slopes = np.zeros((self.groups, len(shared)))
        for number in range(len(self.parts.rest)):
            group = number % self.groups
            if groups is not None and not groups[group]:
                continue
            worth, slope = self.one(number, shared)
            value[group] += worth
            slopes[group] += slope
        return Priced(shared, value, slopes)

    def one(self, number: int, shared: Floats) -> tuple[float, Floats]:
        """Return value and slope of one part at a shared point.

        Raises
        ------
        StoppedError
            If time is up, or the part has no best point.
        """
        part, solution = self.parts.rest[number], self._solved(number, shared)
        if solution.row_duals is None:
            raise StoppedError(solution.outcome)
        return solution.objective, part.slope(solution.row_duals, len(shared))

    def cover(self, shared: Floats) -> MoreRows | None:
        """Add rows that a shared point and the best of every part there break.

        Returns
        -------
        rows
            Those of shared columns alone; None if the point breaks no row.

        Raises
        ------
        StoppedError
            If time is up, or a part has no best point.
        """
        if self.covers is None:
            return None
        point = self._alone(shared)
        for number, part in enumerate(self.parts.rest):
            columns = self._solved(number, shared).columns
            if columns is not None:
                point[part.columns] = columns[: len(part.columns)]
        rows = self.covers(point)
        return self.add(rows) if len(rows) else None

    def add(self, rows: MoreRows) -> MoreRows:
        """Add rows that no plan breaks; return those of shared columns alone.

        Later solves of a part begin where those before ended.
        """
        before, old = self.parts.shared.rows, self.parts.rest
        self.parts = with_rows(self.parts, rows)
        self.added.append(rows)
        pairs = zip(old, self.parts.rest, self.begins, strict=True)
        for number, (part, now, begin) in enumerate(pairs):
            if begin is not None:
                more = np.arange(part.stated.rows, now.stated.rows, dtype=np.int32)
                self.begins[number] = begin.with_rows(more)
        return rows_after(self.parts.shared, before)

    def _alone(self, shared: Floats) -> Floats:
        """Return a shared point as one of the whole model, the parts at nothing."""
        point = np.zeros(self.parts.width)
        point[self.parts.columns] = shared
        return point

    def _solved(self, number: int, shared: Floats) -> Solution:
        """Return the best point of a part at a shared point."""
        self.clock.check()
        part = self.parts.rest[number]
        begin = self.begins[number] or self.begins[number - 1]
        begin = begin and begin.needing(self.is_needed)
        solution, ended = self._best(part, part.at(shared).relaxed(), begin)
        if solution.outcome != "solved":
            raise StoppedError(solution.outcome)
        self.begins[number] = ended
        if ended is not None:
            self.is_needed[ended.rows[ended.rows < len(self.is_needed)]] = True
        return solution

    def _best(
        self, part: Part, model: LinearModel, begin: Begin | None
    ) -> tuple[Solution, Begin | None]:
        """Return the best point of a part, and where to begin the next time."""
        solution, ended = best_of(model, begin, self.backend)
        if solution.outcome != "infeasible":
            return solution, ended
        limits = self.clock.left
        return self.backend.solve(eased(part, model), limits), begin


def pricing(
    parts: Parts,
    most: int,
    backend: Backend,
    clock: Clock,
    covers: Covers | None = None,
) -> Pricing:
    """Return what prices the parts of a model in so many groups at most."""
    begins: Sequence[None] = [None] * len(parts.rest)
    groups = min(most, len(parts.rest))
    return Pricing(parts, groups, backend, clock, list(begins), covers)
