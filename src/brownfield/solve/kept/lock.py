"""Which rows does every whole point of a model keep, whatever it costs?

A search is asked for the rows that it adds before it knows a whole point (`cut_pool`).
So that it finds none, a lock stands beside the model: further yes-or-no columns q of
which some sums must come out right,

    A q = A key,        A random whole numbers, the key known here only.

They share no row with the model. A row that every pair of a point and a choice of q
keeps is kept by every point with the key, so with q at the key it is a row of the
model's own columns (systems of few such sums are hard to solve; Cornuejols and Dawande
1998). If the search does find a point none of its rows is taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.highs import HighsBackend

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Limits

COLUMNS, SUMS, LARGEST = 40, 4, 99  # of the lock
SAFE = 1e-9  # by which a row is eased, for factors of length 1


def lasting_rows(model: LinearModel, limits: Limits) -> MoreRows | None:
    """Return rows that every whole point of a model keeps; None if none is found.

    They are those that bring the model without whole decisions near to it at its costs.

    Parameters
    ----------
    model
        The model.
    limits
        Seed and time of the search.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed meanwhile.
    """
    if not model.binaries:
        return None
    key = np.random.default_rng(limits.seed).integers(0, 2, COLUMNS).astype(float)
    rows = HighsBackend().cuts(locked(model, key, limits.seed), limits)
    return None if rows is None else unlocked(rows, model.columns, key)


def locked(model: LinearModel, key: Floats, seed: int) -> LinearModel:
    """Return a model with a lock beside it, whose columns come last.

    Parameters
    ----------
    model
        The model.
    key
        The choice of columns that opens the lock, 0 or 1. Shape (columns of it,).
    seed
        Of its sums.
    """
    count, none = len(key), np.zeros(len(key))
    factors = np.random.default_rng((seed, 1)).integers(1, LARGEST + 1, (SUMS, count))
    sums = factors @ key
    wider = replace(
        model,
        cost=np.concatenate([model.cost, none]),
        lower=np.concatenate([model.lower, none]),
        upper=np.concatenate([model.upper, none + 1.0]),
        is_integer=np.concatenate([model.is_integer, none == 0.0]),
    )
    return wider.with_more(
        MoreRows.of(
            np.repeat(np.arange(SUMS), count),
            np.tile(np.arange(model.columns, wider.columns), SUMS),
            factors.astype(float).ravel(),
            sums,
            most=sums,
        )
    )


def unlocked(rows: MoreRows, columns: int, key: Floats) -> MoreRows | None:
    """Return rows of a model with its lock open, eased by a trifle; None if none.

    Parameters
    ----------
    rows
        Rows of the model and its lock.
    columns
        Number of columns of the model.
    key
        The choice that opens the lock. Shape (columns of it,).
    """
    opened = rows.sums(np.concatenate([np.zeros(columns), key]))
    is_own = rows.positions < columns
    of_row = np.repeat(np.arange(len(rows)), np.diff(rows.starts))[is_own]
    values = rows.values[is_own]
    ease = SAFE * np.sqrt(np.bincount(of_row, values**2, len(rows)))
    own = MoreRows.of(
        of_row,
        rows.positions[is_own].astype(np.int64),
        values,
        rows.least - opened - ease,
        most=rows.most - opened + ease,
    )
    own = own.where(np.diff(own.starts) > 0)
    return own if len(own) else None
