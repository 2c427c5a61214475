"""How is the whole scenario tree solved as one model?

The search finds the integer decisions; then they are fixed and the rest is solved once
more from scratch. That canonical solve gives the reported plan and its marginal values,
so warm starts and search order leave no trace in it. Where a search may mislead, a
second one is asked (`twice`): the better plan is taken, and a proof that it overturned
widens the bound.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.solution import Backend, Limits, OnProgress, Solution
from brownfield.solve.search.twice import (
    FINE,
    in_finer_units,
    in_own_units,
    needs_second,
    second_limits,
)

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel


@dataclass(frozen=True)
class Solved:
    """A solved model.

    Attributes
    ----------
    search
        What the search found.
    columns
        Values of the canonical solve; None if there is no plan.
    row_duals
        Marginal values with integer decisions fixed.
    objective
        Value of `columns`, in solver money.
    tolerance
        By how much a plan may be better and still escape the search, in solver money.
    """

    search: Solution
    columns: Floats | None = field(repr=False)
    row_duals: Floats | None = field(repr=False)
    objective: float
    tolerance: float = 0.0

    @property
    def is_held(self) -> bool:
        """Whether the decisions, rounded, were solved once more."""
        return self.row_duals is not None


def solve_extensive(
    model: LinearModel,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None = None,
    *,
    near: LinearModel | None = None,
    start: Floats | None = None,
) -> Solved:
    """Return the best plan of the whole tree within the limits.

    The search is of `near`, the model with rows that no plan breaks, and may begin at
    `start`, a point of it. What is decided is solved once more without those rows.
    """
    begin, near = time.monotonic(), near or model
    search = backend.solve(near, limits, on_progress, start)
    first = decided(model, backend, limits, search)
    if search.outcome not in ("solved", "infeasible") or not needs_second(model):
        return first
    spent = time.monotonic() - begin
    again = second_limits(model, limits, spent)
    finer = in_own_units(near, backend.solve(in_finer_units(near), again))
    second = decided(model, backend, again, finer)
    if finer.outcome != "solved" or not second.is_held:
        return first
    return _agreed(first, second)


def decided(
    model: LinearModel, backend: Backend, limits: Limits, search: Solution
) -> Solved:
    """Return what a search decided, with the rest solved once more."""
    if search.columns is None:
        return Solved(search, None, None, float("-inf"), limits.tolerance)
    again = Limits(seed=limits.seed)
    solution = backend.solve(fixed(model, search.columns), again)
    if solution.columns is None:
        columns, objective = search.columns, search.objective
        return Solved(search, columns, None, objective, limits.tolerance)
    columns, duals = solution.columns, solution.row_duals
    return Solved(search, columns, duals, solution.objective, limits.tolerance)


def _agreed(first: Solved, second: Solved) -> Solved:
    """Return the better plan of two searches, with what both of them can prove.

    A proof that the other search overturned was off by so much; the bound is widened
    by as much again.
    """
    if not first.is_held:
        return second
    noise = FINE * max(1.0, abs(first.objective))
    best = second if second.objective > first.objective + noise else first
    bounds = first.search.bound, second.search.bound
    off = best.objective - min(bounds)
    bound = max(bounds) + (off if off > noise else 0.0)
    return replace(best, search=replace(best.search, bound=bound), tolerance=FINE)


def fixed(model: LinearModel, columns: Floats) -> LinearModel:
    """Return the model with its integer columns fixed at rounded `columns`."""
    whole = np.round(columns)
    return model.relaxed().with_arrays(
        lower=np.where(model.is_integer, whole, model.lower),
        upper=np.where(model.is_integer, whole, model.upper),
    )
