"""How is the whole scenario tree solved as one model?

The search finds the integer decisions; then they are fixed and the rest is solved once
more from scratch. That canonical solve gives the reported plan and its marginal values,
so warm starts and search order leave no trace in it.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from brownfield.model.linear import Floats, LinearModel
from brownfield.solve.backends.solution import Backend, Limits, OnProgress, Solution


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
    """

    search: Solution
    columns: Floats | None = field(repr=False)
    row_duals: Floats | None = field(repr=False)
    objective: float


def solve_extensive(
    model: LinearModel,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Solved:
    """Return the best plan of the whole tree within the limits."""
    search = backend.solve(model, limits, on_progress)
    if search.columns is None:
        return Solved(search, None, None, float("-inf"))
    canonical = backend.solve(fixed(model, search.columns), Limits(seed=limits.seed))
    if canonical.columns is None:
        return Solved(search, search.columns, None, search.objective)
    return Solved(search, canonical.columns, canonical.row_duals, canonical.objective)


def fixed(model: LinearModel, columns: Floats) -> LinearModel:
    """Return the model with its integer columns fixed at rounded `columns`."""
    whole = np.round(columns)
    return replace(
        model,
        lower=np.where(model.is_integer, whole, model.lower),
        upper=np.where(model.is_integer, whole, model.upper),
        is_integer=np.zeros_like(model.is_integer),
    )
