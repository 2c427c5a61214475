"""What are the prices of what products share, by the plans of products seen so far?

A mix of the plans seen of each product, with the columns of no product: its best point
is a point of the whole model without whole decisions, and its prices ask products for
better plans (Dantzig and Wolfe 1960).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.linear import LinearModel
from brownfield.solve.backends.bases import with_columns
from brownfield.solve.decompose.by_product.priced import NoEndError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brownfield.model.arrays.linear import Floats, Integers
    from brownfield.solve.backends.solution import Backend, Basis
    from brownfield.solve.decompose.by_product.blocks import Blocks

TINY = 1e-9  # share or sum that counts as none


@dataclass(frozen=True)
class Mix:
    """The best mix of plans of products.

    Attributes
    ----------
    objective
        Its worth, solver money.
    prices
        Of the rows that tie products. Shape (ties,).
    point
        As a point of the whole model, without whole decisions. Shape (columns,).
    """

    objective: float
    prices: Floats = field(repr=False)
    point: Floats = field(repr=False)


@dataclass
class Master:
    """The plans seen of each product.

    Attributes
    ----------
    blocks
        The model by products.
    backend
        Solver.
    owners, plans, worths, uses
        Of each plan: its product, its point, what it is worth, and rows and sums of
        what it uses of the rows that tie.
    basis
        Where the search for the last mix ended.
    """

    blocks: Blocks = field(repr=False)
    backend: Backend
    owners: list[int] = field(default_factory=list, repr=False)
    plans: list[Floats] = field(default_factory=list, repr=False)
    worths: list[float] = field(default_factory=list, repr=False)
    uses: list[tuple[Integers, Floats]] = field(default_factory=list, repr=False)
    basis: Basis | None = field(default=None, repr=False)

    def add(self, points: Sequence[Floats]) -> None:
        """Add a plan of each product."""
        ties = len(self.blocks.ties)
        for number, block in enumerate(self.blocks.products):
            point, used = points[number], block.uses(points[number], ties)
            rows = np.flatnonzero(np.abs(used) > TINY).astype(np.int32)
            self.owners.append(number)
            self.plans.append(point)
            self.worths.append(float(block.model.cost @ point))
            self.uses.append((rows, used[rows]))

    def best(self) -> Mix:
        """Return the best mix.

        Raises
        ------
        NoEndError
            If there is none.
        """
        model = self._model()
        basis = self.basis and with_columns(self.basis, model.columns)
        solution, self.basis = self.backend.solve_from(model, basis)
        if solution.columns is None or solution.row_duals is None:
            raise NoEndError
        prices = solution.row_duals[: len(self.blocks.ties)]
        return Mix(solution.objective, prices, self._point(solution.columns))

    def _point(self, columns: Floats) -> Floats:
        blocks, own = self.blocks, len(self.blocks.rest.columns)
        width = own + sum(len(block.columns) for block in blocks.products)
        point = np.zeros(width)
        point[blocks.rest.columns] = columns[:own]
        shares = columns[own:]
        for plan in np.flatnonzero(shares > TINY).tolist():
            at = blocks.products[self.owners[plan]].columns
            point[at] += shares[plan] * self.plans[plan]
        return point

    def _model(self) -> LinearModel:
        """Return the rows that tie, one row a product, and the rows of the rest."""
        blocks, rest = self.blocks, self.blocks.rest
        ties, count, plans = len(blocks.ties), len(blocks.products), len(self.plans)
        own, after = len(rest.columns), ties + count
        each = np.array([len(rows) for rows, _ in self.uses])
        numbers = np.arange(own, own + plans)
        row = np.concatenate(
            [
                rest.rows,
                *(rows for rows, _ in self.uses),
                ties + np.array(self.owners),
                after + rest.model.entry_rows,
            ]
        )
        column = np.concatenate(
            [rest.places, np.repeat(numbers, each), numbers, rest.model.positions]
        )
        value = np.concatenate(
            [
                rest.factors,
                *(sums for _, sums in self.uses),
                np.ones(plans),
                rest.model.values,
            ]
        )
        order = np.argsort(row, kind="stable")
        rows = after + rest.model.rows
        starts = np.append(0, np.cumsum(np.bincount(row, minlength=rows)))
        one, none = np.ones(count), np.zeros(plans)
        return LinearModel(
            cost=np.append(rest.model.cost, self.worths),
            lower=np.append(rest.model.lower, none),
            upper=np.append(rest.model.upper, none + np.inf),
            is_integer=np.zeros(own + plans, np.bool_),
            row_lower=np.concatenate([blocks.least, one, rest.model.row_lower]),
            row_upper=np.concatenate([blocks.most, one, rest.model.row_upper]),
            starts=starts.astype(np.int32),
            positions=column[order].astype(np.int32),
            values=value[order],
            column_families=(),
            row_families=(),
        )
