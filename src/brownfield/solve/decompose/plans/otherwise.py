"""Which whole decisions of a plan were better taken otherwise?

Rounding takes each decision by itself. Where a point without whole decisions runs half
of a two-shift pattern, the best whole plan may well run one shift, which that point did
not know of. So every decision that it took in part is tried otherwise, with all others
held: each member of a row of which one at most is taken, or none of them. What is
better is kept, and the next decision tried from there. No way is tried of which the
prices of the best plan say that it cannot be better.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.decompose.plans.rounded import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Backend, Basis, Solution

BETTER = 1e-6  # solver money by which a plan must be better to be kept


@dataclass(frozen=True)
class Decision:
    """Whole columns that are decided together.

    Attributes
    ----------
    columns
        Where they stand in the model. Shape (columns,).
    ways
        What they may be. Shape (ways, columns).
    """

    columns: Positions = field(repr=False)
    ways: Floats = field(repr=False)


def otherwise(
    model: LinearModel, loose: Floats, basis: Basis, plan: Solution, backend: Backend
) -> Solution:
    """Return the best plan that is met when decisions are taken otherwise.

    Parameters
    ----------
    model
        A part at a shared point.
    loose, basis
        Its best point without whole decisions, and where that search ended.
    plan
        A plan of it, near that point.
    backend
        Solver.
    """
    decisions = list(decisions_of(model, loose))
    if plan.columns is None or not decisions:
        return plan
    warm, at = backend.load(model.relaxed()), np.flatnonzero(model.is_integer)
    warm.go_on(basis)
    held, best, most = plan.columns.copy(), plan, _gains(model, plan)
    held[at] = np.round(held[at])
    for decision in decisions:
        for way in decision.ways:
            of, trial = decision.columns, held.copy()
            trial[of] = way
            if most is not None and float(most[of] @ (way - held[of])) <= BETTER:
                continue
            lower, upper = model.lower.copy(), model.upper.copy()
            lower[at] = upper[at] = trial[at]
            warm.change(lower=lower, upper=upper)
            solution = warm.solve()
            is_plan = solution.outcome == "solved" and solution.columns is not None
            if is_plan and solution.objective > best.objective + BETTER:
                best, held, most = solution, trial, _gains(model, solution)
    return replace(best, bound=plan.bound, row_duals=None)


def _gains(model: LinearModel, plan: Solution) -> Floats | None:
    """Return what one more of each whole column gains at most, the other ones held.

    What the best of the rest is worth bends down with what is held, so that no step is
    worth more than at the prices of the plan. None if it has no prices.
    """
    return None if plan.row_duals is None else model.net(plan.row_duals)


def decisions_of(model: LinearModel, loose: Floats) -> Iterator[Decision]:
    """Yield the decisions that a point takes in part.

    Parameters
    ----------
    model
        A part at a shared point.
    loose
        A point of it without whole decisions. Shape (columns,).
    """
    is_broken = model.is_integer & (np.abs(loose - np.round(loose)) > WHOLE)
    is_alone = is_broken.copy()
    for columns in _one_of(model):
        if is_broken[columns].any():
            is_alone[columns] = False
            yield Decision(columns, _each(len(columns)))
    for column in np.flatnonzero(is_alone):
        ways = np.array([np.floor(loose[column]), np.ceil(loose[column])])
        is_way = (ways >= model.lower[column]) & (ways <= model.upper[column])
        yield Decision(np.array([column]), ways[is_way, np.newaxis])


def _one_of(model: LinearModel) -> Iterator[Positions]:
    """Yield the columns of every row of which one at most is taken."""
    at, columns = model.entry_rows, model.positions
    is_other = ~model.is_integer[columns] | (model.values != 1.0)
    is_other |= (model.lower[columns] < 0.0) | (model.upper[columns] > 1.0)
    others = np.bincount(at, is_other, model.rows)
    entries = np.diff(model.starts)
    for row in np.flatnonzero((others == 0) & (entries > 1) & (model.row_upper == 1.0)):
        yield columns[model.starts[row] : model.starts[row + 1]]


def _each(count: int) -> Floats:
    """Return none of so many, then each of them alone. Shape (count + 1, count)."""
    return np.concatenate([np.zeros((1, count)), np.eye(count)])
