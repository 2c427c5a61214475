"""How does a placement of functions become a linear model with whole decisions?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.linear import Floats, LinearModel

if TYPE_CHECKING:
    from brownfield.questions.site.placing.choice import Choice


def stated(choice: Choice) -> LinearModel:
    """Return the model that places every function once, at the least cost.

    Parameters
    ----------
    choice
        Costs, pairs and limits.

    References
    ----------
    Column y(f, k) is 1 where function f stands at place k. A pair f, g has columns
    u(k, l), the share of it at k and l: sum_l u(k, l) = y(f, k) and sum_k u(k, l) =
    y(g, l) (Adams and Johnson 1994). At whole y they are products, and between them
    they leave less room than u <= y would.
    """
    functions, places = choice.cost.shape
    wide = functions * places
    cost = np.concatenate([choice.cost.ravel(), choice.apart.ravel()])
    once, limits = _once(functions, places), _limits(choice)
    pairs = [_pair(choice, number) for number in range(len(choice.pairs))]
    rows = np.vstack([_padded(once, len(cost)), *pairs, _padded(limits, len(cost))])
    equal = np.concatenate([np.ones(functions), np.zeros(2 * places * len(pairs))])
    is_whole = np.arange(len(cost)) < wide
    return _model(cost, is_whole, rows, equal, choice.room[np.isfinite(choice.room)])


def _once(functions: int, places: int) -> Floats:
    rows: Floats = np.repeat(np.eye(functions), places, axis=1)
    return rows


def _limits(choice: Choice) -> Floats:
    """Return a row for each limit and place with room that is known."""
    functions, places = choice.cost.shape
    rows = [
        np.kron(choice.drain[limit], np.eye(places)[place])
        for limit, place in np.argwhere(np.isfinite(choice.room))
    ]
    return np.array(rows).reshape(len(rows), functions * places)


def _padded(rows: Floats, width: int) -> Floats:
    return np.hstack([rows, np.zeros((len(rows), width - rows.shape[1]))])


def _pair(choice: Choice, number: int) -> Floats:
    """Return the rows that make the columns of a pair agree with their functions."""
    functions, places = choice.cost.shape
    size = functions * places + places**2 * len(choice.pairs)
    first = functions * places + places**2 * number
    rows = np.zeros((2 * places, size))
    own = rows[:, first : first + places**2]
    own[:places] = np.kron(np.eye(places), np.ones(places))
    own[places:] = np.kron(np.ones(places), np.eye(places))
    for half, function in enumerate(choice.pairs[number]):
        begin = function * places
        rows[half * places : (half + 1) * places, begin : begin + places] = -np.eye(
            places
        )
    return rows


def _model(
    cost: Floats, is_whole: Floats, rows: Floats, equal: Floats, most: Floats
) -> LinearModel:
    """Return the model of dense rows: first those that are equal to, then at most."""
    row, column = np.nonzero(rows)
    counts = np.bincount(row, minlength=len(rows))
    return LinearModel(
        cost=-cost,
        lower=np.zeros(len(cost)),
        upper=np.ones(len(cost)),
        is_integer=np.asarray(is_whole, dtype=np.bool_),
        row_lower=np.concatenate([equal, np.full(len(most), -np.inf)]),
        row_upper=np.concatenate([equal, most]),
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        positions=column.astype(np.int32),
        values=rows[row, column],
        column_families=(),
        row_families=(),
    )
