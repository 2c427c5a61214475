"""What is a shared decision worth, with whole decisions in every part?"""

from dataclasses import replace

import numpy as np

from brownfield.model.arrays.linear import Floats
from brownfield.solve.backends.solution import Backend, Solution
from brownfield.solve.decompose.clock import Clock, StoppedError
from brownfield.solve.decompose.parts import Part, Parts
from brownfield.solve.decompose.seen import Seen


def planned(
    parts: Parts, shared: Floats, backend: Backend, seen: Seen, share: float
) -> None:
    """Tell `seen` the plan that a shared point comes to, if it comes to one.

    Parameters
    ----------
    parts
        The model in parts.
    shared
        A point of the shared columns with whole decisions.
    backend
        Solver.
    seen
        What is known of the search.
    share
        Gap to which each part is searched.

    Raises
    ------
    StoppedError
        If time is up before every part is planned.
    """
    size = len(parts.columns) + sum(len(part.columns) for part in parts.rest)
    columns, objective = np.zeros(size), float(parts.shared.cost @ shared)
    columns[parts.columns] = shared
    for part in parts.rest:
        seen.clock.check()
        found = best_of(part, shared, backend, seen.clock, share)
        if found.columns is None:
            return
        columns[part.columns] = found.columns
        objective += found.objective
    seen.planned(objective, columns)


def best_of(
    part: Part, shared: Floats, backend: Backend, clock: Clock, share: float
) -> Solution:
    """Return the best plan of a part at a shared point, within a gap.

    Raises
    ------
    StoppedError
        If time is up.
    """
    limits = replace(clock.left, gap=share)
    found = backend.solve(part.at(shared), limits)
    if found.outcome in ("time_limit", "interrupted"):
        raise StoppedError(found.outcome)
    return found
