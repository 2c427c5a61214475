"""How is a wide model kept warm without carrying columns that never matter?

Of many thousand columns few are ever used. Only those near the optimum of the first
solve are loaded; after every solve the columns left out are priced with the marginal
values found. If one would help, it is loaded too and the model solved again, so the
answer is that of the whole model. What does not fit without the others is solved whole.

References
----------
Bixby et al. 1992 (sifting); METHODS A4.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from brownfield.model.linear import Floats, LinearModel
from brownfield.solve.backends.solution import Backend, Solution

WIDE = 5_000  # columns from which leaving some out pays
KEPT = 0.5  # columns loaded beside those needed, in rows
HELPS = 1e-7  # marginal value from which a column left out would help


class SiftedWarm:
    """A linear model of which only promising columns are loaded; see `WarmModel`.

    Parameters
    ----------
    backend
        Solver that loads the part.
    model
        The whole model.
    always
        Columns that are never left out, so that a point is always possible. Shape
        (columns,).
    """

    def __init__(
        self, backend: Backend, model: LinearModel, always: NDArray[np.bool_]
    ) -> None:
        self._backend, self._whole, self._always = backend, model, always
        self._transposed = _by_column(model)
        self._loaded: NDArray[np.bool_] = np.ones(model.columns, dtype=np.bool_)
        self._first = model
        self._part = backend.load(model)

    def change(
        self,
        *,
        cost: Floats | None = None,
        lower: Floats | None = None,
        upper: Floats | None = None,
        row_lower: Floats | None = None,
        row_upper: Floats | None = None,
    ) -> None:
        """Replace whole arrays."""
        self._whole = self._whole.with_arrays(
            cost=cost,
            lower=lower,
            upper=upper,
            row_lower=row_lower,
            row_upper=row_upper,
        )
        kept = self._loaded
        self._part.change(
            cost=None if cost is None else cost[kept],
            lower=None if lower is None else lower[kept],
            upper=None if upper is None else upper[kept],
            row_lower=row_lower,
            row_upper=row_upper,
        )

    def keep_basis(self) -> None:
        """Leave out what is far from the optimum; start later solves from it."""
        found = self._part.solve()
        self._first = self._whole
        if found.row_duals is None or self._whole.columns < WIDE:
            self._part.keep_basis()
            return
        worth = self._worth(found.row_duals)
        is_needed = self._always | (self._whole.lower != 0) | (found.columns != 0)
        order = np.argsort(np.where(is_needed, np.inf, -worth), kind="stable")
        self._loaded = is_needed
        self._loaded[order[: int(self._whole.rows * KEPT)]] = True
        self._load()

    def solve(self) -> Solution:
        """Return the best point of the whole model with its marginal values."""
        if self.objective() is None:
            return self._part.solve()
        found = self._part.solve()
        if found.columns is None or self._loaded.all():
            return found
        columns = np.zeros(self._whole.columns)
        columns[self._loaded] = found.columns
        return replace(found, columns=columns)

    def objective(self) -> tuple[float, Floats] | None:
        """Return the best objective and row duals only; None if infeasible."""
        while True:
            found = self._part.objective()
            if self._loaded.all():
                return found
            if found is None:
                self._loaded[:] = True
            elif not self._widened(found[1]):
                return found
            self._load()

    def _widened(self, duals: Floats) -> bool:
        """Add the columns that would help, and as many of the next; say if any."""
        worth = self._worth(duals)
        worth[self._loaded | (self._whole.upper <= 0)] = -np.inf
        helpful = int((worth > HELPS).sum())
        if not helpful:
            return False
        more = min(helpful + self._whole.rows // 60, len(worth) - 1)
        best = np.argpartition(-worth, more)[:more]
        self._loaded[best[worth[best] > -np.inf]] = True
        return True

    def _worth(self, duals: Floats) -> Floats:
        """Return what one more unit of each column would add. Shape (columns,)."""
        starts, rows, values = self._transposed
        priced = np.add.reduceat(values * duals[rows], starts)
        return np.asarray(self._whole.cost - priced)

    def _load(self) -> None:
        now = self._whole
        self._part = self._backend.load(_columns_of(self._first, self._loaded))
        self._part.solve()
        self._part.keep_basis()
        self.change(
            cost=now.cost,
            lower=now.lower,
            upper=now.upper,
            row_lower=now.row_lower,
            row_upper=now.row_upper,
        )


def _by_column(
    model: LinearModel,
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Return starts, rows and values of the matrix by columns; none is empty."""
    rows = np.repeat(np.arange(model.rows), np.diff(model.starts))
    every = np.arange(model.columns)
    column = np.concatenate([model.positions, every])  # a zero for each, lest one be
    row = np.concatenate([rows, np.zeros_like(every)])  # empty
    value = np.concatenate([model.values, np.zeros(len(every))])
    order = np.argsort(column, kind="stable")
    starts = np.searchsorted(column[order], every)
    return starts, row[order], value[order]


def _columns_of(model: LinearModel, kept: NDArray[np.bool_]) -> LinearModel:
    place = np.cumsum(kept) - 1
    is_in = kept[model.positions]
    rows = np.repeat(np.arange(model.rows), np.diff(model.starts))[is_in]
    counts = np.bincount(rows, minlength=model.rows)
    return replace(
        model,
        cost=model.cost[kept],
        lower=model.lower[kept],
        upper=model.upper[kept],
        is_integer=model.is_integer[kept],
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        positions=place[model.positions[is_in]].astype(np.int32),
        values=model.values[is_in],
    )
