"""How does a point without whole decisions become a plan, and a plan a better one?

What is started and opened is rounded; the rest is then planned year by year, with whole
patterns. After that products are planned anew one at a time, with the patterns that
they can reach, all else held; then years again. Each is a small model with whole
decisions (a large neighbourhood; Shaw 1998). Tax is charged at its price meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brownfield.solve.backends.solution import Limits
from brownfield.solve.decompose.by_product.around import around

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Backend
    from brownfield.solve.decompose.by_product.blocks import Blocks
    from brownfield.solve.decompose.clock import Clock

Booleans = NDArray[np.bool_]
TAKEN = 0.3  # share of a programme from which it is started
NEAR = 5e-3  # gap to which a year is planned
CLOSE = 1e-3  # the same for a product
SIZES = (2, 3, 4, 5, 6, 8)  # products that are planned anew together
TOGETHER = 8  # groups of them between two plans that are told
SECONDS = 3.0  # for one year or product
BROKEN = 1e-4  # solver units by which a row may be broken
NOISE = 1e-7  # gain, over the worth of a plan, that is rounding


@dataclass(frozen=True)
class Roles:
    """What columns decide.

    Attributes
    ----------
    node
        Node of each column, -1 for none. Shape (columns,).
    starts, options
        Where starts stand, and the programme of each. Shape (starts,) each.
    is_lasting
        Whether each column is a decision on more than its year: a start or an opening.
    is_tax
        Whether each column is about the tax of a company.
    """

    node: Positions = field(repr=False)
    starts: Positions = field(repr=False)
    options: Positions = field(repr=False)
    is_lasting: Booleans = field(repr=False)
    is_tax: Booleans = field(repr=False)


def roles_of(model: LinearModel, to: Positions) -> Roles:
    """Return what the columns of a model decide.

    Parameters
    ----------
    model
        The model with its families.
    to
        Where each of its columns stands among those that are asked about.
    """
    count = int(to.max()) + 1
    node = np.full(count, -1)
    is_lasting, is_tax = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    starts = options = np.empty(0, np.int64)
    for family in model.column_families:
        table = family.table
        at = to[family.first : family.first + len(table)]
        if "node" in table.columns:
            node[at] = table["node"]
        if "tax_rate" in table.columns:
            is_tax[at] = True
        if family.name == "start":
            starts, options = at, table["build_option"]
        if family.name in ("start", "open"):
            is_lasting[at] = True
    return Roles(node, starts, options, is_lasting, is_tax)


@dataclass(frozen=True)
class Planner:
    """Makes plans and betters them.

    Attributes
    ----------
    model
        The model, deliveries not split by pattern.
    untaxed
        The same without rows on tax, which each column pays at its price.
    blocks
        The model by products.
    roles
        What its columns decide.
    backend
        Solver.
    clock
        Ends the search.
    """

    model: LinearModel = field(repr=False)
    untaxed: LinearModel = field(repr=False)
    blocks: Blocks = field(repr=False)
    roles: Roles = field(repr=False)
    backend: Backend
    clock: Clock

    def first(self, point: Floats) -> Floats | None:
        """Return a plan near a point without whole decisions; None if there is none."""
        whole = np.where(self.roles.is_lasting, np.round(point), point)
        starts = self.roles.starts
        whole[starts] = self._started(point[starts])
        whole = np.clip(whole, self.model.lower, self.model.upper)
        whole = self._allowed(whole)
        for node in self._nodes():
            new = self._anew(whole, self._of_node(node), NEAR, has_start=False)
            if new is None:
                return None
            whole = new
        return self.settled(whole)

    def better(self, plan: Floats) -> Iterator[Floats]:
        """Give plans that are better and better, each near the one before."""
        for neighbourhoods in self._stages():
            before = plan
            for is_free in neighbourhoods:
                new = self._anew(plan, is_free, CLOSE, has_start=True)
                plan = self._better_of(plan, new)
            settled = None if plan is before else self.settled(plan)
            if settled is not None:
                plan = settled
                yield plan

    def _better_of(self, plan: Floats, other: Floats | None) -> Floats:
        """Return the one of two plans that is worth more before tax."""
        if other is None:
            return plan
        gain = float(self.untaxed.cost @ (other - plan))
        return other if gain > NOISE * abs(float(self.untaxed.cost @ plan)) else plan

    def _stages(self) -> Iterator[list[Booleans]]:
        """Give, stage by stage, the columns that are planned anew together."""
        count, nodes = len(self.blocks.products), self._nodes()
        yield [self._of_products([number]) for number in range(count)]
        draw = np.random.default_rng(self.clock.limits.seed)
        for size in SIZES:
            order = draw.permutation(count).tolist()
            groups = [order[at : at + size] for at in range(0, count, size)]
            for at in range(0, len(groups), TOGETHER):
                some = groups[at : at + TOGETHER]
                yield [self._of_products(group) for group in some]
            for node in nodes:
                yield [self._of_node(node)]

    def settled(self, plan: Floats) -> Floats | None:
        """Return the best plan with the whole decisions of one; None if none is."""
        left = around(self.model, plan, ~self.model.is_integer)
        best = self.backend.solve(left.model, Limits())
        if best.outcome != "solved" or best.columns is None:
            return None
        whole = left.point(plan, best.columns)
        sums = self.model.sums(whole)
        over = np.maximum(self.model.row_lower - sums, sums - self.model.row_upper)
        return whole if over.max(initial=0.0) <= BROKEN else None

    def _started(self, shares: Floats) -> Floats:
        """Return which programmes are started, each when most of it is."""
        options = self.roles.options
        share = np.bincount(options, shares)[options]
        order = np.lexsort((shares, options))
        last = np.zeros(int(options.max(initial=0)) + 1, np.int64)
        last[options[order]] = order
        is_last = np.zeros(len(shares), np.bool_)
        is_last[last[options]] = True
        return np.where(is_last & (share >= TAKEN), 1.0, 0.0)

    def _allowed(self, whole: Floats) -> Floats:
        """Return a point without starts that what is opened does not allow."""
        model, is_lasting = self.model, self.roles.is_lasting
        others = ~is_lasting[model.positions]
        is_theirs = np.bincount(model.entry_rows, others, model.rows) == 0
        is_broken = is_theirs & (model.sums(whole) > model.row_upper + 0.5)
        at = is_broken[model.entry_rows] & (model.values > 0.0)
        fewer = whole.copy()
        fewer[model.positions[at]] = model.lower[model.positions[at]]
        return fewer

    def _nodes(self) -> list[int]:
        return [int(node) for node in np.unique(self.roles.node) if node >= 0]

    def _of_node(self, node: int) -> Booleans:
        roles = self.roles
        is_its: Booleans = roles.node == node
        return is_its & ~roles.is_lasting & ~roles.is_tax

    def _of_products(self, numbers: list[int]) -> Booleans:
        """Return the columns of some products and what they meet in a limit."""
        blocks, rest = self.blocks, self.blocks.rest
        is_met = np.zeros(len(blocks.ties), np.bool_)
        is_free = np.zeros(self.model.columns, np.bool_)
        for number in numbers:
            is_met[blocks.products[number].rows] = True
        is_met &= blocks.least != blocks.most
        is_free[rest.columns[rest.places[is_met[rest.rows]]]] = True
        is_free &= ~self.roles.is_lasting & ~self.roles.is_tax
        for number in numbers:
            is_free[blocks.products[number].columns] = True
        return is_free

    def _anew(
        self, plan: Floats, is_free: Booleans, gap: float, *, has_start: bool
    ) -> Floats | None:
        """Return a plan with some columns planned anew, all others held."""
        self.clock.check()
        left = around(self.untaxed, plan, is_free)
        most = self.clock.left.seconds
        seconds = SECONDS if most is None else min(SECONDS, most)
        start = plan[left.columns] if has_start else None
        limits = Limits(gap=gap, seconds=seconds, seed=self.clock.limits.seed)
        best = self.backend.solve(left.model, limits, None, start)
        return None if best.columns is None else left.point(plan, best.columns)


def untaxed(model: LinearModel, is_tax: Booleans, prices: Floats) -> LinearModel:
    """Return a model without rows on tax, which every column pays at a price.

    Parameters
    ----------
    model
        The model.
    is_tax
        Whether each column is about tax. Shape (columns,).
    prices
        Of every row. Shape (rows,).
    """
    on_tax = np.bincount(model.entry_rows, is_tax[model.positions], model.rows) > 0
    cost = model.net(np.where(on_tax, prices, 0.0))
    rows = model.rows_at(np.flatnonzero(~on_tax).astype(np.int32))
    return replace(model.with_only(rows), cost=cost)
