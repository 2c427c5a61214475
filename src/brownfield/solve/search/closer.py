"""Is a plan near enough to its proof for what is decided, and free of idle cost?

A gap is a share. Where the running business dwarfs the decision, a share of its value
is worth more than a plant: revenue that every good plan earns is no stake. So the gap
is a share of the lesser of what a plan is worth and what it costs. What is left within
the gap is polished: decisions that cost and do nothing are dropped.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.solution import (
    Backend,
    Limits,
    OnProgress,
    Progress,
    Solution,
)
from brownfield.solve.search.extensive import Solved, decided, solve_extensive
from brownfield.solve.search.tighter import tighter
from brownfield.solve.search.unseen import best_unseen

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.formulation import Formulation

NODES = 100  # of the search for what can be dropped
NOISE = 1e-9  # share of the value under which a gain is rounding


def solve_closely(
    formulation: Formulation,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Solved:
    """Return the best plan within the gap of what is at stake, polished.

    Parameters
    ----------
    formulation
        The model.
    backend
        Solver.
    limits
        How long and how exactly to search.
    on_progress
        Called with the state of the search.
    """
    begin = time.monotonic()
    model = formulation.linear
    near = tighter(formulation, backend, limits, on_progress)
    if on_progress is not None:
        on_progress = below(near.bound, on_progress)
    left = limits.after(time.monotonic() - begin)
    if near.is_interrupted:
        stopped = Solution("interrupted", None, None, -np.inf, np.inf)
        return decided(model, backend, limits, stopped)
    solved = solve_extensive(model, backend, left, on_progress, near=near.model)
    if _may_be_closer(model, solved, limits):
        most = limits.gap * stake(formulation, solved)
        if solved.search.bound - solved.objective > most:
            left = limits.after(time.monotonic() - begin)
            again, start = replace(left, gap=0.0, absolute=most), solved.columns
            solved = solve_extensive(
                model, backend, again, on_progress, near=near.model, start=start
            )
    left = limits.after(time.monotonic() - begin)
    return finished(formulation, solved, backend, left)


def below(bound: float, on_progress: OnProgress) -> Callable[[Progress], None]:
    """Return what tells progress with a bound that is known already.

    Parameters
    ----------
    bound
        No plan is worth more, solver money.
    on_progress
        Is told.
    """

    def tell(state: Progress) -> None:
        nearest = min(state.bound, bound)
        size = max(abs(state.objective), 1e-9)
        gap = (
            (nearest - state.objective) / size
            if np.isfinite(state.objective)
            else np.inf
        )
        on_progress(replace(state, bound=nearest, gap=gap))

    return tell


def finished(
    formulation: Formulation, solved: Solved, backend: Backend, limits: Limits
) -> Solved:
    """Return a plan found polished, and the best of those worth as much.

    Parameters
    ----------
    formulation
        The model.
    solved
        A plan of it.
    backend
        Solver.
    limits
        What is left of the limits of the search.
    """
    begin, model = time.monotonic(), formulation.linear
    if _may_be_closer(model, solved, limits):
        solved = polished(model, solved, backend, limits)
    left = limits.after(time.monotonic() - begin)
    return best_unseen(formulation, solved, backend, left)


def stake(formulation: Formulation, solved: Solved) -> float:
    """Return the lesser of what a plan is worth and what it costs after tax.

    Parameters
    ----------
    formulation
        The model.
    solved
        A plan of it.

    Returns
    -------
    stake
        Present value, solver money; never negative.
    """
    value = solved.objective + formulation.constant
    return min(abs(value), abs(value - net_revenue(formulation, solved)))


def net_revenue(formulation: Formulation, solved: Solved) -> float:
    """Return the expected present value of revenue after tax, solver money."""
    if solved.columns is None:
        return 0.0
    column, each = formulation.net_revenues
    return float(each @ solved.columns[column])


def polished(
    model: LinearModel, solved: Solved, backend: Backend, limits: Limits
) -> Solved:
    """Return the plan without decisions that cost more than they earn.

    Only what is decided may be dropped, nothing taken up, so this search is short.

    Parameters
    ----------
    model
        The model.
    solved
        A plan of it.
    backend
        Solver.
    limits
        What is left of the limits of the search.
    """
    if solved.columns is None:
        return solved
    short = replace(limits, gap=0.0, nodes=NODES)
    kept = without_more(model, solved.columns)
    search = backend.solve(kept, short, None, solved.columns)
    noise = NOISE * max(1.0, abs(solved.objective))
    if search.columns is None or search.objective <= solved.objective + noise:
        return solved
    better = decided(model, backend, limits, search)
    if better.objective <= solved.objective + noise:
        return solved
    return replace(better, search=solved.search, tolerance=solved.tolerance)


def without_more(model: LinearModel, columns: Floats) -> LinearModel:
    """Return the model in which no integer decision exceeds that of a point."""
    most = np.minimum(model.upper, np.maximum(np.round(columns), model.lower))
    return replace(model, upper=np.where(model.is_integer, most, model.upper))


def _may_be_closer(model: LinearModel, solved: Solved, limits: Limits) -> bool:
    """Return whether a search that ended by itself left something unproved."""
    is_open = solved.search.bound - solved.objective > limits.tolerance
    is_ended = solved.search.outcome == "solved" and solved.columns is not None
    return bool(model.binaries and is_ended and is_open and limits.gap > 0.0)
