"""How is a large case with one future planned, product by product, with a proof?

Prices of what products share are brought near the best ones, each answer of the
products a bound and a plan for the master to mix (column generation, with prices
smoothed as Wentges 1997 does). The best mix is made whole, and bettered in small
searches until it is near enough to the bound or time is up.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.solution import Limits
from brownfield.solve.decompose.by_product.around import around
from brownfield.solve.decompose.by_product.blocks import (
    NONE,
    Blocks,
    blocks_of,
    product_of_columns,
)
from brownfield.solve.decompose.by_product.master import Master, Mix
from brownfield.solve.decompose.by_product.merged import merged
from brownfield.solve.decompose.by_product.priced import NoEndError, priced, signed
from brownfield.solve.decompose.by_product.whole import (
    Planner,
    Roles,
    roles_of,
    untaxed,
)
from brownfield.solve.decompose.clock import Clock, StoppedError
from brownfield.solve.decompose.seen import Seen
from brownfield.work.interrupts import NEVER, held

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import (
        Backend,
        OnProgress,
        Outcome,
        Solution,
    )
    from brownfield.solve.decompose.seen import Enough

FEWEST = 2  # products
ROUNDS = 40  # most answers of the products
NEAR = 0.1  # share of the gap asked for to which the prices are brought
CENTRE = 0.5  # share of the prices of the best bound in those that are asked next


@dataclass(frozen=True)
class ByProduct:
    """A model by products.

    Attributes
    ----------
    whole
        The model.
    model
        The same, its deliveries not split by pattern.
    to
        Where each column of `whole` stands in `model`. Shape (columns of whole,).
    blocks
        `model` by products.
    roles
        What its columns decide.
    """

    whole: LinearModel = field(repr=False)
    model: LinearModel = field(repr=False)
    to: Positions = field(repr=False)
    blocks: Blocks = field(repr=False)
    roles: Roles = field(repr=False)

    def spread(self, point: Floats) -> Floats:
        """Return a point of `model` as one of `whole`, deliveries in one pattern.

        It is worth and sells the same, but may be none that the hours of each pattern
        allow.
        """
        columns = np.zeros(self.whole.columns)
        columns[np.unique(self.to, return_index=True)[1]] = point
        return columns


def by_product(whole: LinearModel) -> ByProduct | None:
    """Return a model by products; None if it does not fall into several.

    Parameters
    ----------
    whole
        The model.
    """
    if (np.diff(whole.starts) == 0).any():
        return None
    once = merged(whole)
    if once is None:
        return None
    model, to = once
    first = np.unique(to, return_index=True)[1]
    product = product_of_columns(whole)[first]
    if len(np.unique(product[product != NONE])) < FEWEST:
        return None
    blocks = blocks_of(model, product)
    return ByProduct(whole, model, to, blocks, roles_of(whole, to))


def search_products(
    by: ByProduct,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None,
    enough: Enough,
) -> Solution | None:
    """Return the best plan of a model by products, with its bound.

    None if products have no best plan by themselves, or no plan came of them. A search
    that has nothing left to try and is not near enough ends as one that is out of time.

    Parameters
    ----------
    by
        The model by products.
    backend
        Solver.
    limits
        When to stop.
    on_progress
        Is told every change of plan or bound.
    enough
        From what is known, the gap in solver money at which the search is done.
    """
    with held(raises_at=NEVER) as pressed:
        seen = Seen(Clock(limits, pressed), on_progress, enough)
        try:
            is_done = _search(by, backend, seen)
        except StoppedError as stopped:
            return _in_whole(by, backend, seen.solution(stopped.outcome))
        except NoEndError:
            return None
        if seen.columns is None:
            return None
        outcome: Outcome = "solved" if is_done else "time_limit"
        return _in_whole(by, backend, seen.solution(outcome))


def _search(by: ByProduct, backend: Backend, seen: Seen) -> bool:
    """Search; return whether the plan is near enough to the bound."""
    mix = _rounds(by.blocks, backend, seen)
    prices = np.zeros(by.model.rows)
    prices[by.blocks.ties] = mix.prices
    without_tax = untaxed(by.model, by.roles.is_tax, prices)
    planner = Planner(by.model, without_tax, by.blocks, by.roles, backend, seen.clock)
    plan = planner.first(mix.point)
    if plan is None:
        return False
    seen.planned(float(by.model.cost @ plan), plan)
    if seen.is_done():
        return True
    for better in planner.better(plan):
        seen.planned(float(by.model.cost @ better), better)
        if seen.is_done():
            return True
    return False


def _rounds(blocks: Blocks, backend: Backend, seen: Seen) -> Mix:
    """Bring the prices near the best ones; return the best mix of plans seen."""
    products, master = priced(blocks, backend, seen.clock), Master(blocks, backend)
    master.add(products.unused())
    mix = master.best()
    centre = prices = signed(blocks, mix.prices)
    for _ in range(ROUNDS):
        answer = products.at(prices)
        if answer.bound < seen.bound:
            centre = prices
        seen.bounded(answer.bound)
        master.add(answer.points)
        mix = master.best()
        near = NEAR * seen.clock.limits.gap * abs(mix.objective)
        if seen.bound - mix.objective <= near:
            break
        seen.clock.check()
        prices = CENTRE * centre + (1.0 - CENTRE) * signed(blocks, mix.prices)
    return mix


def _in_whole(by: ByProduct, backend: Backend, search: Solution) -> Solution:
    """Return what was found as a point of the whole model, each delivery split."""
    if search.columns is None:
        return search
    whole = by.whole
    point = np.where(whole.is_integer, np.round(search.columns[by.to]), 0.0)
    left = around(whole, point, ~whole.is_integer)
    best = backend.solve(left.model, Limits())
    if best.columns is None:
        return replace(search, columns=None, objective=-np.inf)
    columns = left.point(point, best.columns)
    return replace(search, columns=columns, objective=float(whole.cost @ columns))
