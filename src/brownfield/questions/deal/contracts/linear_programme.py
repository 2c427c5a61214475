"""What is the largest value of a small linear programme, written by names?

Sharing rules and contract terms need programmes of a few dozen columns. They are
written with names and solved by the same solver as the plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from brownfield.errors import UseError
from brownfield.model.arrays.linear import INFINITY, LinearModel
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits

Terms = Mapping[str, float]
FREE = (-INFINITY, INFINITY)


@dataclass(frozen=True)
class Row:
    """A constraint: lower <= sum of coefficient x column <= upper."""

    terms: Terms
    lower: float = -INFINITY
    upper: float = INFINITY


@dataclass(frozen=True)
class Best:
    """The best point of a programme.

    Attributes
    ----------
    value
        Objective there; infinite if nothing limits it.
    point
        Value of each column; empty if nothing limits the objective.
    """

    value: float
    point: Mapping[str, float]


def maximise(
    objective: Terms,
    rows: Sequence[Row],
    bounds: Mapping[str, tuple[float, float]] | None = None,
) -> Best | None:
    """Return the best point; None if no point keeps every row.

    Parameters
    ----------
    objective
        Coefficient of each column that counts.
    rows
        Constraints.
    bounds
        Lower and upper limit of columns; a column without one is free.

    Raises
    ------
    UseError
        If the solver ends without an answer.
    """
    bounds = bounds or {}
    names = list(
        dict.fromkeys([*objective, *bounds, *(n for r in rows for n in r.terms)])
    )
    solution = HighsBackend().solve(_model(names, objective, rows, bounds), Limits())
    if solution.outcome == "infeasible":
        return None if _is_empty(names, rows, bounds) else Best(INFINITY, {})
    if solution.outcome == "unbounded":
        return Best(INFINITY, {})
    if solution.outcome != "solved" or solution.columns is None:
        message = (
            f"a small linear programme ended without an answer: {solution.outcome}."
        )
        raise UseError(message)
    point = dict(zip(names, solution.columns.tolist(), strict=True))
    return Best(float(solution.objective), point)


def _is_empty(
    names: Sequence[str],
    rows: Sequence[Row],
    bounds: Mapping[str, tuple[float, float]],
) -> bool:
    """Return whether no point keeps every row: solvers may not tell it apart."""
    solution = HighsBackend().solve(_model(names, {}, rows, bounds), Limits())
    return solution.outcome == "infeasible"


def _model(
    names: Sequence[str],
    objective: Terms,
    rows: Sequence[Row],
    bounds: Mapping[str, tuple[float, float]],
) -> LinearModel:
    position = {name: at for at, name in enumerate(names)}
    limits = [bounds.get(name, FREE) for name in names]
    lengths = [len(row.terms) for row in rows]
    return LinearModel(
        cost=np.array([objective.get(name, 0.0) for name in names]),
        lower=np.array([low for low, _ in limits]),
        upper=np.array([high for _, high in limits]),
        is_integer=np.zeros(len(names), dtype=np.bool_),
        row_lower=np.array([row.lower for row in rows], dtype=np.float64),
        row_upper=np.array([row.upper for row in rows], dtype=np.float64),
        starts=np.cumsum([0, *lengths]).astype(np.int32),
        positions=np.array(
            [position[n] for r in rows for n in r.terms], dtype=np.int32
        ),
        values=np.array([v for r in rows for v in r.terms.values()], dtype=np.float64),
        column_families=(),
        row_families=(),
    )
