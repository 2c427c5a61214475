"""Which rows keep a relaxed model near the whole plans it stands for?

The model without whole decisions is solved, the rows of `headroom` that it breaks are
added, and again, until it breaks none. They cut off no plan, so whatever is searched
for afterwards is found as before, only sooner: the search begins near its proof.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.solution import Progress
from brownfield.solve.search.headroom import headroom_of

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearModel
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import Backend, Limits, OnProgress

ROUNDS = 8
TIGHT = 1e-6  # solver volume by which a row may be slack and still be kept


@dataclass(frozen=True)
class Tighter:
    """A model with rows that no plan breaks.

    Attributes
    ----------
    model
        The model with its further rows, after its own.
    is_interrupted
        Whether Ctrl-C was pressed meanwhile.
    bound
        No plan is worth more, solver money; infinite if the relaxed model was not
        solved.
    """

    model: LinearModel = field(repr=False)
    is_interrupted: bool = False
    bound: float = np.inf


def tighter(
    formulation: Formulation,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Tighter:
    """Return the model of a case with the rows that its relaxed model breaks.

    Parameters
    ----------
    formulation
        The model.
    backend
        Solver.
    limits
        Limits of the search.
    on_progress
        Is told what no plan is worth more than, once the relaxed model is solved.
    """
    model, begin, bound = formulation.linear, time.monotonic(), np.inf
    if not model.binaries:
        return Tighter(model)
    head = headroom_of(formulation.numbers, formulation.tables)
    if head.is_idle():
        return Tighter(model)
    relaxed = backend.load(model.relaxed())
    added: list[MoreRows] = []
    solution = relaxed.solve(limits)
    while solution.outcome == "solved" and solution.columns is not None:
        bound = min(bound, solution.objective)
        if on_progress:
            on_progress(Progress(time.monotonic() - begin, -np.inf, bound, np.inf))
        broken = head.broken(solution.columns)
        if not len(broken) or len(added) == ROUNDS:
            break
        added.append(broken)
        relaxed.add(broken)
        solution = relaxed.solve(limits)
    is_interrupted = solution.outcome == "interrupted"
    if not added or solution.columns is None:
        return Tighter(model, is_interrupted, bound)
    rows = MoreRows.together(added)
    is_tight = rows.sums(solution.columns) - rows.least < TIGHT
    near = model.with_more(rows.where(is_tight))
    return Tighter(near, is_interrupted, bound)
