"""Which rows of a part does its best point need?

Most rows of a part say that nothing is sent before a programme has started or a shift
runs, and few of them hold anything at one point. So a part is solved by the rows that
held something where the search before it ended, and by those of many entries. Rows that
the point breaks come in and it is solved again, until it breaks none: then it is the
best point of all rows, and those left out have no price.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.bases import idle_rows, thinned

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats, Integers, LinearModel
    from brownfield.model.arrays.table import Array
    from brownfield.solve.backends.solution import Backend, Basis, Solution, WarmModel

FEWEST = 1_000  # rows of a part from which some are left out
MANY = 3  # entries of a row that is never left out
BROKEN = 1e-6  # solver units by which a row left out must be broken to come in


@dataclass(frozen=True)
class Begin:
    """Where the search for the best point of a part begins.

    Attributes
    ----------
    rows
        The rows it is solved by, in the order in which they came in.
    basis
        Where the search with the first of these rows ended; None = from nothing.
    held
        How many rows the basis holds; the others came in after it.
    """

    rows: Integers = field(repr=False)
    basis: Basis | None = field(repr=False)
    held: int

    @classmethod
    def at(cls, rows: Integers, basis: Basis | None) -> Begin:
        """Return where a search with these rows ended."""
        return cls(rows, basis, len(rows))

    def within(self, count: int) -> Begin:
        """Return where a part with so many rows begins that is like this one."""
        is_there = self.rows < count
        return self if is_there.all() else Begin.at(self.rows[is_there], None)

    def needing(self, is_needed: Array) -> Begin:
        """Return the same with those rows that it lacks of the ones that are marked."""
        is_lacking = is_needed.copy()
        is_lacking[self.rows[self.rows < len(is_lacking)]] = False
        return self.with_rows(np.flatnonzero(is_lacking))

    def with_rows(self, more: Positions) -> Begin:
        """Return the same with further rows."""
        rows = np.append(self.rows, more).astype(np.int32)
        return replace(self, rows=rows) if len(more) else self


def best_of(
    model: LinearModel, begin: Begin | None, backend: Backend
) -> tuple[Solution, Begin | None]:
    """Return the best point of a part, with the prices of all rows, and where it ended.

    Parameters
    ----------
    model
        The part at a shared point, without whole decisions.
    begin
        Where the search begins; None = from nothing, with all rows.
    backend
        Solver.
    """
    if begin is None:
        solution, basis = backend.solve_from(model, None)
        is_solved = solution.outcome == "solved"
        return solution, _thinner(model, basis) if is_solved else None
    at = begin.within(model.rows)
    warm, rows = _begun(model, at, backend), at.rows
    while True:
        solution = warm.solve()
        if solution.outcome not in ("solved", "infeasible"):
            return best_of(model, None, backend)  # a bad start, or no end without them
        if solution.columns is None or solution.row_duals is None:
            return solution, begin
        more = _broken(model, solution.columns, rows)
        if not len(more):
            return _of_all(model, solution, rows), Begin.at(rows, warm.ended())
        warm.add(model.rows_at(more))
        rows = np.append(rows, more).astype(np.int32)


def _begun(model: LinearModel, begin: Begin, backend: Backend) -> WarmModel:
    """Return a part with the rows of a begin, where the search before it ended."""
    held, later = np.split(begin.rows, [begin.held])
    warm = backend.load(model.with_only(model.rows_at(held)))
    warm.go_on(begin.basis)
    if len(later):
        warm.add(model.rows_at(later))
    return warm


def _thinner(model: LinearModel, basis: Basis) -> Begin:
    """Return where a search ended, without rows of few entries that hold nothing."""
    is_needed = np.diff(model.starts) >= MANY
    if model.rows < FEWEST:
        is_needed[:] = True
    rows = np.flatnonzero(is_needed | ~idle_rows(basis)).astype(np.int32)
    return Begin.at(rows, thinned(basis, rows))


def _broken(model: LinearModel, point: Floats, rows: Integers) -> Integers:
    """Return the rows that a point breaks and that are none of these."""
    sums = model.sums(point)
    over = np.maximum(model.row_lower - sums, sums - model.row_upper)
    over[rows] = 0.0
    return np.flatnonzero(over > BROKEN).astype(np.int32)


def _of_all(model: LinearModel, solution: Solution, rows: Integers) -> Solution:
    """Return a point with the prices of all rows; those left out have none."""
    duals = np.zeros(model.rows)
    duals[rows] = solution.row_duals
    return replace(solution, row_duals=duals)
