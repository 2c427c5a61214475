"""When is a model searched a second time, and how does that search differ?

A solver proves its answer to absolute tolerances, in its own units, after it made the
model smaller. Where numbers of very different size meet, or where a second look costs
milliseconds, the same model is searched again from nothing: in finer units, to a finer
tolerance, small models without presolve.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Limits, Solution

SMALL = 300  # rows of a model that is searched twice in any case
SPREAD = 1e8  # ratio of coefficients from which any model is
FINER = 2.0**5  # a power of two leaves the digits of every number as they are
FINE = 1e-9  # tolerance of the second search


def needs_second(model: LinearModel) -> bool:
    """Return whether one search is not enough to believe."""
    return model.rows <= SMALL or spread(model) > SPREAD


def spread(model: LinearModel) -> float:
    """Return the largest ratio of coefficients that one sum puts together.

    A sum is a row or the objective; how large one row is beside another is no matter,
    since solvers bring rows to one size.
    """
    size = np.abs(model.values)
    rows = model.entry_rows[size > 0]
    size = size[size > 0]
    least, most = np.full(model.rows, np.inf), np.zeros(model.rows)
    np.minimum.at(least, rows, size)
    np.maximum.at(most, rows, size)
    cost = np.abs(model.cost[model.cost != 0])
    of_cost = cost.max() / cost.min() if len(cost) else 1.0
    return float(np.max(most / least, initial=of_cost))


def second_limits(model: LinearModel, limits: Limits, spent: float) -> Limits:
    """Return the limits of the second search, `spent` seconds after the first began."""
    presolve = model.rows > SMALL
    return replace(limits.after(spent), tolerance=FINE, presolve=presolve)


def in_finer_units(model: LinearModel) -> LinearModel:
    """Return the same model with money and volume in units `FINER` times smaller.

    Integer columns stay what they are, and so do rows of nothing else.
    """
    whole = model.is_integer[model.positions]
    rows = model.entry_rows
    is_mixed = np.zeros(model.rows, np.bool_)
    is_mixed[rows[~whole]] = True
    by_row = np.where(is_mixed, FINER, 1.0)
    by_column = np.where(model.is_integer, 1.0, FINER)
    return replace(
        model,
        cost=model.cost * np.where(model.is_integer, FINER, 1.0),
        lower=model.lower * by_column,
        upper=model.upper * by_column,
        row_lower=model.row_lower * by_row,
        row_upper=model.row_upper * by_row,
        values=model.values * np.where(whole, by_row[rows], 1.0),
    )


def in_own_units(model: LinearModel, solution: Solution) -> Solution:
    """Return what was found for the model in finer units, in the units of `model`."""
    columns: Floats | None = solution.columns
    if columns is not None:
        columns = np.where(model.is_integer, columns, columns / FINER)
    return replace(
        solution,
        columns=columns,
        row_duals=None,
        objective=solution.objective / FINER,
        bound=solution.bound / FINER,
    )
