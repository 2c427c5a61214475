"""Is a model smaller if deliveries are not split by shift pattern?

Where a plant chooses among patterns, deliveries are split by the pattern they are made
under. With whole patterns the split says no more than that the line time of a plant and
year fits all patterns together, so without it the plans are the same, and a bound of
what is left is a bound of the model.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.labels import BLANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Family, Floats, LinearModel
    from brownfield.model.arrays.table import Table

SPLIT = "pattern"
OF_DELIVERIES = ("recipe", "place", "node", "regime", "quota")
OF_HOURS = ("facility", "node")
OUT = -1  # in place of the number of a row that is left out


def merged(model: LinearModel) -> tuple[LinearModel, Positions] | None:
    """Return the model with each delivery once, and where each column went.

    None if a row tells the patterns of a delivery apart, or their worth does.

    Parameters
    ----------
    model
        The model.
    """
    to_column = _columns(model)
    to_row, rows = _rows(model)
    first = _firsts(to_column)
    if not _is_alike(model, to_column, first):
        return None
    row = to_row[model.entry_rows]
    key = row * np.int64(len(first)) + to_column[model.positions]
    key, values = key[row != OUT], model.values[row != OUT]
    distinct, at, count = np.unique(key, return_index=True, return_counts=True)
    column = distinct % len(first)
    size = np.bincount(to_column, minlength=len(first))
    most = np.full(len(distinct), -np.inf)
    np.maximum.at(most, np.searchsorted(distinct, key), values)
    if (count != size[column]).any() or (most != values[at]).any():
        return None
    starts = np.append(0, np.cumsum(np.bincount(distinct // len(first), None, rows)))
    once = replace(
        model,
        cost=model.cost[first],
        lower=model.lower[first],
        upper=model.upper[first],
        is_integer=model.is_integer[first],
        row_lower=_summed(model.row_lower, to_row, rows),
        row_upper=_summed(model.row_upper, to_row, rows),
        starts=starts.astype(np.int32),
        positions=column.astype(np.int32),
        values=values[at],
        column_families=(),
        row_families=(),
    )
    return once, to_column


def _columns(model: LinearModel) -> Positions:
    """Return the number of every column, one for all patterns of a delivery."""
    to = np.arange(model.columns)
    for family in model.column_families:
        if family.name == "deliver" and SPLIT in family.table.columns:
            table = family.table
            group = np.where(table[SPLIT] != BLANK, 0, np.arange(1, len(table) + 1))
            to[_stretch(family)] = family.first + _first_alike(
                [*(table[name] for name in OF_DELIVERIES), group]
            )
    return np.unique(to, return_inverse=True)[1]


def _rows(model: LinearModel) -> tuple[Positions, int]:
    """Return the number of every row, one for all patterns of a plant and year."""
    to, is_out = np.arange(model.rows), np.zeros(model.rows, np.bool_)
    for family in model.row_families:
        if family.name == "pattern_demand":
            is_out[_stretch(family)] = True
        if family.name == "pattern_hours":
            keys = [family.table[name] for name in OF_HOURS]
            to[_stretch(family)] = family.first + _first_alike(keys)
    kept, number = np.unique(to[~is_out], return_inverse=True)
    to[is_out], to[~is_out] = OUT, number
    return to, len(kept)


def _first_alike(keys: Sequence[Positions]) -> Positions:
    """Return the place of the first with the same keys as each."""
    if not len(keys[0]):
        return np.empty(0, np.int64)
    stacked = np.stack([np.asarray(key, np.int64) for key in keys], axis=1)
    _, first, group = np.unique(stacked, axis=0, return_index=True, return_inverse=True)
    return first[group.ravel()]


def _firsts(number: Positions) -> Positions:
    """Return where each number from 0 on stands first."""
    return np.unique(number, return_index=True)[1]


def _stretch(family: Family) -> slice:
    table: Table = family.table
    return slice(family.first, family.first + len(table))


def _is_alike(model: LinearModel, number: Positions, first: Positions) -> bool:
    """Return whether columns of one number are worth and allowed the same."""
    arrays = model.cost, model.lower, model.upper, model.is_integer
    is_one = np.bincount(number)[number] == 1
    is_free = is_one | ((model.lower == 0.0) & np.isinf(model.upper))
    return bool(is_free.all()) and all(
        np.array_equal(each, each[first][number]) for each in arrays
    )


def _summed(bound: Floats, to_row: Positions, rows: int) -> Floats:
    is_in = to_row != OUT
    sums = np.bincount(to_row[is_in], bound[is_in], rows)
    return sums.astype(float, copy=False)
