"""What is left of a model where all but some of its columns are held at a point?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brownfield.solve.decompose.plans.forced import without_forced

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats, LinearModel


@dataclass(frozen=True)
class Around:
    """What is left of a model around a point.

    Attributes
    ----------
    model
        The columns that are free, less those that must be nothing, and their rows.
    columns
        Where those stand in the whole model.
    free
        Where all free columns stand in it.
    """

    model: LinearModel = field(repr=False)
    columns: Positions = field(repr=False)
    free: Positions = field(repr=False)

    def point(self, held: Floats, columns: Floats) -> Floats:
        """Return a point of `model` with what is held, as one of the whole model."""
        point = held.copy()
        point[self.free] = 0.0
        point[self.columns] = columns
        return point


def around(model: LinearModel, point: Floats, is_free: NDArray[np.bool_]) -> Around:
    """Return what is left of a model where all but some columns are held.

    Parameters
    ----------
    model
        The model.
    point
        Where the others are held. Shape (columns,).
    is_free
        Whether each column is free. Shape (columns,).
    """
    free = np.flatnonzero(is_free)
    held = np.where(is_free, 0.0, point)
    taken = model.sums(held)
    entries = np.flatnonzero(is_free[model.positions])
    counts = np.bincount(model.entry_rows[entries], minlength=model.rows)
    rows = np.flatnonzero(counts)
    place = np.cumsum(is_free) - 1
    left = replace(
        model,
        cost=model.cost[free],
        lower=model.lower[free],
        upper=model.upper[free],
        is_integer=model.is_integer[free],
        row_lower=model.row_lower[rows] - taken[rows],
        row_upper=model.row_upper[rows] - taken[rows],
        starts=np.append(0, np.cumsum(counts[rows])).astype(np.int32),
        positions=place[model.positions[entries]].astype(np.int32),
        values=model.values[entries],
        column_families=(),
        row_families=(),
    )
    columns = free
    while True:
        kept = without_forced(left)
        columns = columns[kept.columns]
        if len(kept.columns) == left.columns:
            return Around(_bounded(kept.model), columns, free)
        left = kept.model


def _bounded(model: LinearModel) -> LinearModel:
    """Return a model whose rows of one column that only limit it are its bounds."""
    count = np.diff(model.starts)
    is_limit = (count == 1) & np.isinf(model.row_lower) & (model.row_upper >= 0.0)
    at = model.starts[:-1][is_limit]
    is_limit[np.flatnonzero(is_limit)[model.values[at] <= 0.0]] = False
    at, most = model.starts[:-1][is_limit], model.row_upper[is_limit]
    upper = model.upper.copy()
    np.minimum.at(upper, model.positions[at], most / model.values[at])
    if (upper < model.lower).any():
        return model
    rows = model.rows_at(np.flatnonzero(~is_limit).astype(np.int32))
    return replace(model.with_only(rows), upper=upper)
