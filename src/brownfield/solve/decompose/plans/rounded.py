"""What plan lies near the best point of a part without whole decisions?

Its decisions are made whole in a few steps: first those that are nearly taken or nearly
not, and, once the rest has answered to that, all others. Each step begins where the one
before ended, so that a plan costs little more than the point it comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Backend, Basis, Solution

WHOLE = 1e-6  # how near a whole number counts as one
FIRST = (0.1, 0.6)  # what lies outside is made whole in the first step
LATER = (0.5, 0.5)
STEPS = 12


def rounded(
    model: LinearModel, solution: Solution, basis: Basis, backend: Backend
) -> Solution | None:
    """Return a plan of a part near its best point; None if none is found.

    Parameters
    ----------
    model
        The part.
    solution, basis
        Its best point without whole decisions, and where that search ended.
    backend
        Solver.
    """
    at, relaxed = np.flatnonzero(model.is_integer), model.relaxed()
    lower, upper = model.lower.copy(), model.upper.copy()
    least, most = np.ceil(lower[at] - WHOLE), np.floor(upper[at] + WHOLE)
    for step in range(STEPS):
        if solution.outcome != "solved" or solution.columns is None:
            return None
        value = solution.columns[at]
        is_open = np.abs(value - np.round(value)) > WHOLE
        if not is_open.any():
            return solution
        lower[at[~is_open]] = upper[at[~is_open]] = np.round(value[~is_open])
        up, down = _made_whole(value, is_open, LATER if step else FIRST)
        lower[at[up]] = upper[at[up]] = np.minimum(np.ceil(value), most)[up]
        lower[at[down]] = upper[at[down]] = np.maximum(np.floor(value), least)[down]
        held = relaxed.with_arrays(lower=lower.copy(), upper=upper.copy())
        solution, basis = backend.solve_from(held, basis)
    return None


def _made_whole(
    value: Floats, is_open: NDArray[np.bool_], between: tuple[float, float]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return what is rounded up and what down; at least one is."""
    share = value - np.floor(value)
    up, down = is_open & (share >= between[1]), is_open & (share < between[0])
    if not (up | down).any():
        up[np.argmax(np.where(is_open, share, -1.0))] = True
    return up, down
