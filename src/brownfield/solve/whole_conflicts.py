"""Which rows of the tables conflict only since decisions are whole?

Half a pattern or a third of a plant may satisfy all rows of a model where no whole
decision does. No solver names such a conflict, so rows are left out and taken back, all
that come from one row of a table at once, and the model is searched each time for any
whole plan. What stays cannot hold together, and can if any one of it is left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.solution import Backend, Limits
from brownfield.solve.conflicts import sentence_of_column, sentence_of_row

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearModel

MEANT = ("balance", "shift_change")  # say what a plan is, and limit nothing
NODES = 500  # of one search for any plan
SECONDS = 60.0  # processor seconds of all searches together

Groups = Mapping[str, tuple[np.ndarray, np.ndarray]]
"""Sentence of a row of a table: its rows of the model, and columns it forces."""


def whole_conflicts(model: LinearModel, backend: Backend) -> tuple[str, ...]:
    """Return a sentence for each row of a table of a smallest set without whole plan.

    Empty if there is a whole plan, or if that was not found out in `SECONDS`.

    Parameters
    ----------
    model
        A model without plan that has one if decisions are taken by halves.
    backend
        Solver.
    """
    groups = _groups(model)
    of_any = replace(model, cost=np.zeros_like(model.cost))
    until = time.process_time() + SECONDS

    def is_possible(kept: Sequence[str]) -> bool | None:
        left = until - time.process_time()
        if left <= 0.0:
            return None
        return _has_plan(_only(of_any, groups, set(kept)), backend, left)

    names = list(groups)
    if not model.binaries or is_possible(names) is not False:
        return ()
    least = smallest(names, lambda kept: is_possible(kept) is not False)
    is_least = is_possible(least) is False and all(
        is_possible([other for other in least if other != one]) for one in least
    )
    return tuple(least) if is_least else ()


def smallest(
    names: Sequence[str], is_possible: Callable[[Sequence[str]], bool]
) -> list[str]:
    """Return a set of names that is not possible, and is without any one of them.

    Halves are tried before single names (Junker 2004, QuickXplain).

    Parameters
    ----------
    names
        Names that are not possible together.
    is_possible
        Whether some of them are.
    """

    def needed(taken: list[str], more: list[str], rest: list[str]) -> list[str]:
        if more and not is_possible(taken):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        of_second = needed(taken + first, first, second)
        of_first = needed(taken + of_second, of_second, first)
        return of_first + of_second

    if not is_possible([]):
        return []
    return needed([], [], list(names))


def _has_plan(model: LinearModel, backend: Backend, seconds: float) -> bool | None:
    """Return whether a model has a whole plan; None if that was not found out."""
    limits = Limits(gap=1.0, nodes=NODES, processor_seconds=seconds)
    solution = backend.solve(model, limits)
    if solution.outcome == "interrupted":
        raise KeyboardInterrupt
    if solution.columns is not None:
        return True
    return False if solution.outcome == "infeasible" else None


def _groups(model: LinearModel) -> Groups:
    """Return rows and forced columns by the row of a table they come from."""
    rows, columns = dict[str, list[int]](), dict[str, list[int]]()
    for family in model.row_families:
        if family.name not in MEANT:
            for place in range(family.first, family.first + family.table.height):
                rows.setdefault(sentence_of_row(model, place), []).append(place)
    for column in np.flatnonzero(model.is_integer & (model.lower > 0.0)).tolist():
        columns.setdefault(sentence_of_column(model, column), []).append(column)
    return {
        name: (
            np.array(rows.get(name, []), dtype=np.int64),
            np.array(columns.get(name, []), dtype=np.int64),
        )
        for name in dict.fromkeys([*rows, *columns])
    }


def _only(model: LinearModel, groups: Groups, kept: set[str]) -> LinearModel:
    """Return the model with some groups, all others left out."""
    row_lower, row_upper = model.row_lower.copy(), model.row_upper.copy()
    lower = model.lower.copy()
    for name, (rows, columns) in groups.items():
        if name not in kept:
            row_lower[rows], row_upper[rows] = -np.inf, np.inf
            lower[columns] = 0.0
    return model.with_arrays(row_lower=row_lower, row_upper=row_upper, lower=lower)
