"""How does a two-stage stochastic problem become one model, and a model in parts?"""

import numpy as np
from numpy.typing import NDArray

from brownfield.model.arrays.linear import LinearModel
from brownfield.solve.decompose.parts import SHARED
from smps import COST, RIGHT, Core, TwoStage

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


def stated(problem: TwoStage) -> tuple[LinearModel, Positions]:
    """Return a problem as one model that is maximised, and the scenario of each column.

    Columns of the first stage come first, `SHARED` in place of a scenario; then those
    of every scenario.
    """
    core, first = problem.core, problem.first_columns
    where, values = _entries(problem)
    chance = np.array([probability for probability, _ in problem.scenarios])
    own = len(core.columns) - first
    scenario = np.repeat(np.arange(len(chance)), own)
    kept = np.append(np.full(first, SHARED), scenario)
    low, high, whole = _bounds(core)
    columns = np.append(
        np.arange(first), np.tile(np.arange(first, first + own), len(chance))
    )
    cost = _spread(problem, where, values, chance)
    least, most = _sides(problem, where, values)
    rows, entries, numbers = _matrix(problem, where, values)
    starts = np.searchsorted(rows, np.arange(len(least) + 1))
    model = LinearModel(
        cost=-cost,
        lower=low[columns],
        upper=high[columns],
        is_integer=whole[columns],
        row_lower=least,
        row_upper=most,
        starts=starts.astype(np.int32),
        positions=entries.astype(np.int32),
        values=numbers,
        column_families=(),
        row_families=(),
    )
    return model, kept


def _entries(problem: TwoStage) -> tuple[Positions, Floats]:
    """Return row and column of every entry, and its value in each scenario."""
    entries = dict(problem.core.entries)
    for _, changes in problem.scenarios:
        for row, column, _ in changes:
            entries.setdefault((row, column), 0.0)
    place = {key: number for number, key in enumerate(entries)}
    values = np.tile(list(entries.values()), (len(problem.scenarios), 1))
    for number, (_, changes) in enumerate(problem.scenarios):
        for row, column, value in changes:
            values[number, place[row, column]] = value
    return np.array(list(entries), np.int64).reshape(-1, 2), values


def _bounds(core: Core) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return bounds of the columns of the core, and which are whole."""
    count = len(core.columns)
    low, high = np.zeros(count), np.full(count, np.inf)
    for column, value in core.lower.items():
        low[column] = value
    for column, value in core.upper.items():
        high[column] = value
    whole = np.isin(np.arange(count), list(core.whole))
    return low, high, whole


def _spread(
    problem: TwoStage, where: Positions, values: Floats, chance: Floats
) -> Floats:
    """Return the cost of each column of the whole model."""
    first, count = problem.first_columns, len(problem.core.columns)
    is_cost = (where[:, 0] == COST) & (where[:, 1] != RIGHT)
    cost = np.zeros((len(chance), count))
    cost[:, where[is_cost, 1]] = values[:, is_cost]
    own = cost[:, first:] * chance[:, None]
    return np.append(cost[0, :first], own.ravel())


def _sides(
    problem: TwoStage, where: Positions, values: Floats
) -> tuple[Floats, Floats]:
    """Return the bounds of each row of the whole model."""
    core, first = problem.core, problem.first_rows
    right = np.zeros((len(values), len(core.kinds)))
    is_right = (where[:, 1] == RIGHT) & (where[:, 0] != COST)
    right[:, where[is_right, 0]] = values[:, is_right]
    kinds = np.array(core.kinds)
    below, above = (np.where(kinds == kind, np.inf, 0.0) for kind in "LG")
    for row, value in core.ranges.items():
        is_below = kinds[row] == "L" or (kinds[row] == "E" and value < 0.0)
        (below if is_below else above)[row] = abs(value)
    least, most = right - below, right + above
    return tuple(
        np.append(side[0, :first], side[:, first:].ravel()) for side in (least, most)
    )


def _matrix(
    problem: TwoStage, where: Positions, values: Floats
) -> tuple[Positions, Positions, Floats]:
    """Return row, column and value of each entry of the whole model, row by row."""
    is_entry = (where[:, 0] != COST) & (where[:, 1] != RIGHT)
    row, column = where[is_entry].T
    values, number = values[:, is_entry], np.arange(len(values))[:, None]
    is_first = row < problem.first_rows
    own_rows = len(problem.core.kinds) - problem.first_rows
    own_columns = len(problem.core.columns) - problem.first_columns
    shift = np.where(column < problem.first_columns, 0, number * own_columns)
    rows = np.append(row[is_first], (row + number * own_rows)[:, ~is_first].ravel())
    columns = np.append(column[is_first], (column + shift)[:, ~is_first].ravel())
    numbers = np.append(values[0, is_first], values[:, ~is_first].ravel())
    order = np.lexsort((columns, rows))
    return rows[order], columns[order], numbers[order]
