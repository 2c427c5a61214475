"""What do the shared columns bring, as far as the cuts know?

The *master* is the shared part of a model with one column more for each group of parts:
what the group is worth. Cuts bound these estimates from above, so the best point of the
master bounds every plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.arrays.table import Array
    from brownfield.solve.decompose.cuts.priced import Priced

BOX = 1e5  # solver units: a shared column without a limit is looked for so far out


@dataclass(frozen=True)
class Master:
    """The shared columns with estimates of the rest.

    Attributes
    ----------
    model
        Shared columns, then the estimate of each group; without cuts.
    groups
        Number of groups.
    cuts
        The cuts found so far.
    """

    model: LinearModel = field(repr=False)
    groups: int
    cuts: MoreRows = field(repr=False)

    @property
    def stated(self) -> LinearModel:
        """The model with its cuts."""
        return self.model.with_more(self.cuts)

    @property
    def shared(self) -> int:
        """Number of shared columns."""
        return self.model.columns - self.groups

    def with_cuts(self, *more: MoreRows) -> Master:
        """Return the master with further cuts."""
        return replace(self, cuts=MoreRows.together([self.cuts, *more]))

    def with_rows(self, more: MoreRows) -> Master:
        """Return the master with further rows of shared columns."""
        return replace(self, model=self.model.with_more(more))

    def boxed(self, most: float) -> Master:
        """Return the master whose columns without a limit are at most so large."""
        lower, upper = np.maximum(self.model.lower, -most), self.model.upper.copy()
        upper[: self.shared] = np.minimum(upper[: self.shared], most)
        lower[self.shared :] = -np.inf
        return replace(self, model=replace(self.model, lower=lower, upper=upper))

    def is_inside(self, point: Floats, most: float) -> bool:
        """Return whether a point of the boxed master leaves its box untouched."""
        return bool((np.abs(point[: self.shared]) < most * (1 - 1e-9)).all())

    def below(self, most: Floats) -> Master:
        """Return the master whose estimates are at most so much."""
        upper = np.append(self.model.upper[: self.shared], most)
        return replace(self, model=replace(self.model, upper=upper))

    def worth(self, priced: Priced) -> float:
        """Return what a shared point brings with its parts, without whole decisions."""
        at: Floats = self.model.cost[: self.shared] @ priced.at
        return float(at + priced.value.sum())


def master_of(shared: LinearModel, first: Priced) -> Master:
    """Return the master with the cuts of a first point."""
    groups = len(first.value)
    model = replace(
        shared,
        cost=np.append(shared.cost, np.ones(groups)),
        lower=np.append(shared.lower, np.full(groups, -np.inf)),
        upper=np.append(shared.upper, np.full(groups, np.inf)),
        is_integer=np.append(shared.is_integer, np.zeros(groups, np.bool_)),
    )
    return Master(model, groups, cuts_of(first))


def cuts_of(priced: Priced, groups: Array | None = None) -> MoreRows:
    """Return the cuts at a shared point: estimate <= value + slope (shared - point).

    Parameters
    ----------
    priced
        The point.
    groups
        Of which groups, marked; None = of all. Shape (groups,).
    """
    count, shared = priced.slope.shape
    some = np.arange(count) if groups is None else np.flatnonzero(groups)
    slope, each = priced.slope[some], np.arange(len(some))
    rows, columns = np.nonzero(slope)
    return MoreRows.of(
        np.concatenate([rows, each]),
        np.concatenate([columns, shared + some]),
        np.concatenate([slope[rows, columns], -np.ones(len(some))]),
        slope @ priced.at - priced.value[some],
    )
