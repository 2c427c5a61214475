"""What is no plan better than, at prices of what products share?

With a price on each row that ties products, every product and the rest are planned by
themselves. What they are worth together, and what the rows allow at those prices, is a
bound of the whole model whatever the prices are (Lagrangian relaxation; Geoffrion
1974).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.solution import Limits

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.backends.solution import Backend, WarmModel
    from brownfield.solve.decompose.by_product.blocks import Block, Blocks
    from brownfield.solve.decompose.clock import Clock


DEAR = 1e3  # charge of a unit of a shared row where little of it is to be used


class NoEndError(Exception):
    """A product or the rest has no best point at the prices."""


@dataclass(frozen=True)
class Answer:
    """What products answer to prices.

    Attributes
    ----------
    bound
        No plan is better, solver money.
    points
        The best point of each product, without whole decisions.
    """

    bound: float
    points: tuple[Floats, ...] = field(repr=False)


@dataclass(frozen=True)
class Priced:
    """Plans every product by itself, each from where it ended before.

    Attributes
    ----------
    blocks
        The model by products.
    backend
        Solver.
    clock
        Ends the search.
    rest, products
        What is loaded of the rest and of each product.
    """

    blocks: Blocks = field(repr=False)
    backend: Backend
    clock: Clock
    rest: WarmModel = field(repr=False)
    products: tuple[WarmModel, ...] = field(repr=False)

    def at(self, prices: Floats) -> Answer:
        """Return what products answer to prices of the rows that tie them.

        Parameters
        ----------
        prices
            Of each row, solver money a unit, of the sign that `signed` gives. Shape
            (ties,).

        Raises
        ------
        NoEndError
            If there is no best point.
        """
        blocks = self.blocks
        bound = np.where(prices > 0.0, blocks.most, blocks.least)
        is_priced = prices != 0.0
        total = float(prices[is_priced] @ bound[is_priced])
        total += self._best(blocks.rest, self.rest, blocks.rest.net(prices))[0]
        points = []
        for product, warm in zip(blocks.products, self.products, strict=True):
            self.clock.check()
            worth, point = self._best(product, warm, product.net(prices))
            total += worth
            points.append(point)
        return Answer(total, tuple(points))

    def unused(self) -> tuple[Floats, ...]:
        """Return a point of each product that uses little of what is shared.

        Raises
        ------
        NoEndError
            If a product has no such point.
        """
        is_equal = self.blocks.least == self.blocks.most
        pairs = zip(self.blocks.products, self.products, strict=True)
        return tuple(
            self._best(each, warm, _sparing(each, is_equal))[1] for each, warm in pairs
        )

    def _best(
        self, block: Block, warm: WarmModel, cost: Floats
    ) -> tuple[float, Floats]:
        warm.change(cost=cost)
        solution = warm.solve()
        if solution.outcome != "solved":  # a bad start can end a search
            model = block.model.relaxed().with_arrays(cost=cost)
            solution = self.backend.solve(model, Limits())
        if solution.outcome != "solved" or solution.columns is None:
            raise NoEndError
        return solution.objective, solution.columns


def _sparing(block: Block, is_equal: Floats) -> Floats:
    each = np.where(is_equal[block.rows], 0.0, np.abs(block.factors))
    used = np.bincount(block.places, each, len(block.columns))
    return block.model.cost - DEAR * used


def priced(blocks: Blocks, backend: Backend, clock: Clock) -> Priced:
    """Return what prices a model by products.

    Parameters
    ----------
    blocks
        The model by products.
    backend
        Solver.
    clock
        Ends the search.
    """
    loaded = []
    for block in (blocks.rest, *blocks.products):
        warm = backend.load(block.model.relaxed())
        warm.go_on()
        loaded.append(warm)
    return Priced(blocks, backend, clock, loaded[0], tuple(loaded[1:]))


def signed(blocks: Blocks, prices: Floats) -> Floats:
    """Return prices without those that a row cannot have: of a bound it has not."""
    has_none = np.where(prices > 0.0, np.isinf(blocks.most), np.isinf(blocks.least))
    return np.where(has_none, 0.0, prices)
