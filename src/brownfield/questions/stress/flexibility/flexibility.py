"""How much would a design of plants and products sell when demand is uncertain?

Sales for one demand are a largest flow, which equals its smallest cut: over all sets M
of products with the set P(M) of plants linked to them,

    sales = min over M of  demand(not in M) + capacity(P(M)).

Among the sets with the same plants only the largest can be smallest, so it is enough to
look at closed cuts: the plant sets that are unions of what single products are linked
to. There are far fewer of them than 2^n, parts of a design that share nothing are
counted apart, and all demands are evaluated for all cuts at once. Sparse parts, such as
chains, are faster by taking away one plant at a time (`elimination`).

References
----------
METHODS B7; Jordan and Graves 1995; Simchi-Levi and Wei 2012.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brownfield.errors import UseError
from brownfield.questions.stress.flexibility.elimination import (
    Order,
    best_order,
    smallest_cut,
)
from brownfield.questions.stress.years.frequency import normal_quantile, normal_share

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats

Links = NDArray[np.bool_]
MOST_CUTS = 1 << 16  # closed cuts counted out at most
MOST_PLANTS = 62  # bits of a signed number that holds a set of plants
ONE_THREAD = 250_000  # products of numbers below which numpy's library uses one thread
CUT = 2.0  # standard deviations of demand kept on either side
BLOCK = 2048  # demands worked on at once, so that the tables stay in cache


@dataclass(frozen=True)
class Cuts:
    """The closed cuts of a design.

    Attributes
    ----------
    outside
        Whether a product lies outside M. Shape (cuts, products), 0 or 1.
    capacity
        Capacity of the plants linked to M. Shape (cuts,), vehicles.
    """

    outside: Floats = field(repr=False)
    capacity: Floats = field(repr=False)


def sales(links: Links, capacity: Floats, demand: Floats) -> Floats:
    """Return what the design sells for each demand.

    Parameters
    ----------
    links
        Whether a plant can build a product. Shape (products, plants).
    capacity
        Vehicles a plant can build. Shape (plants,).
    demand
        One demand per row. Shape (samples, products), vehicles, >= 0.

    Raises
    ------
    UseError
        If the design has more closed cuts than can be counted out.
    """
    total = np.zeros(len(demand))
    for products, plants in _parts(links):
        inner, own = links[np.ix_(products, plants)], demand[:, products].T
        total += _part_sales(inner, capacity[plants], np.ascontiguousarray(own))
    return total


def _part_sales(links: Links, capacity: Floats, demand: Floats) -> Floats:
    """Return sales of a connected part by the cheaper of two exact ways.

    The weights are seconds measured for a table entry and a cut; both ways agree.
    """
    order = best_order(links)
    cuts = _unions_or_none(links)
    by_cuts = float("inf") if cuts is None else len(cuts) * (len(links) + 8.0)
    if min(by_cuts, order.work) == float("inf"):
        message = (
            f"a part of the design has over {MOST_CUTS:,} closed cuts. Take links away,"
            " or split it into parts that share no plant."
        )
        raise UseError(message)
    if len(cuts or ()) == 2:  # all plants or none: the pooled case
        return np.asarray(np.minimum(demand.sum(axis=0), capacity.sum()))
    if by_cuts <= 1500.0 + 6.0 * order.work:
        return _by_cuts(_cuts_of(links, capacity), demand)
    return _by_elimination(links, capacity, demand, order)


def _by_cuts(cuts: Cuts, demand: Floats) -> Floats:
    sold = np.empty(demand.shape[1])
    size = max(32, ONE_THREAD // cuts.outside.size)
    for begin in range(0, demand.shape[1], size):
        values = cuts.outside @ demand[:, begin : begin + size]
        values += cuts.capacity[:, None]
        np.min(values, axis=0, out=sold[begin : begin + size])
    return sold


def _by_elimination(
    links: Links, capacity: Floats, demand: Floats, order: Order
) -> Floats:
    parts = [
        smallest_cut(links, capacity, demand[:, begin : begin + BLOCK], order)
        for begin in range(0, demand.shape[1], BLOCK)
    ]
    return np.concatenate(parts)


def closed_cuts(links: Links, capacity: Floats) -> Cuts:
    """Return the closed cuts of a design.

    Raises
    ------
    UseError
        If there are more than 65,536 of them.
    """
    if _unions_or_none(links) is None:
        message = f"the design has more than {MOST_CUTS:,} closed cuts."
        raise UseError(message)
    return _cuts_of(links, capacity)


def _needs(links: Links) -> list[int]:
    """Return the plants of each product as the bits of a number."""
    return [sum(1 << int(j) for j in np.flatnonzero(row)) for row in links]


def _cuts_of(links: Links, capacity: Floats) -> Cuts:
    masks = np.array(sorted(_unions_or_none(links) or ()), dtype=np.int64)
    is_in = (masks[:, None] >> np.arange(len(capacity))) & 1
    outside = (np.array(_needs(links))[None, :] & ~masks[:, None]) != 0
    return Cuts(outside.astype(np.float64), is_in @ capacity)


def _unions_or_none(links: Links) -> set[int] | None:
    """Return every union of plants of products, the empty one too; None if too many."""
    unions = {0}
    for one in dict.fromkeys(_needs(links)):
        unions |= {one | other for other in unions}
        if len(unions) > MOST_CUTS:
            return None
    return unions


def _parts(
    links: Links,
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield products and plants of every connected part; products without plant: none.

    Plants are at most 62 in one part, so that a set of them is one number.
    """
    left = np.flatnonzero(links.any(axis=1))
    while len(left):
        products: Links = np.zeros(len(links), dtype=np.bool_)
        np.put(products, left[0], v=True)
        plants = links[products].any(axis=0)
        while True:
            wider: Links = np.asarray(links[:, plants].any(axis=1))
            if (wider == products).all():
                break
            products, plants = wider, links[wider].any(axis=0)
        if plants.sum() > MOST_PLANTS:
            message = (
                f"a part of the design links {plants.sum()} plants; 62 are allowed."
            )
            raise UseError(message)
        yield np.flatnonzero(products), np.flatnonzero(plants)
        left = left[~products[left]]


def expected_sales(
    links: Links, capacity: Floats, demand: Floats
) -> tuple[float, float]:
    """Return mean sales over the samples and its standard error; see `sales`."""
    sold = sales(links, capacity, demand)
    return float(sold.mean()), float(sold.std(ddof=1) / np.sqrt(len(sold)))


def jordan_graves_index(links: Links, capacity: Floats, demand: Floats) -> float:
    """Return the chance that some product group is short for want of links.

    The largest over product groups M of P[demand(M) - capacity(P(M)) > max(0, all
    demand - all capacity)]: lower is more flexible; 0 for full flexibility.

    Parameters
    ----------
    links, capacity, demand
        As for `sales`.
    """
    whole = closed_cuts(links, capacity)
    total = demand.sum(axis=1)
    pooled = np.maximum(0.0, total - capacity.sum())
    most = 0.0
    for outside, offered in zip(whole.outside, whole.capacity, strict=True):
        short = demand @ (1.0 - outside) - offered
        most = max(most, float(np.mean(short > pooled + 1e-9)))
    return most


def cut_normal(
    mean: Floats, sd: Floats, samples: int, *, seed: int, together: float = 0.0
) -> Floats:
    """Return normal demands redrawn outside mean +- 2 x sd, never below 0.

    Parameters
    ----------
    mean, sd
        Shape (products,), vehicles.
    samples
        Rows to draw.
    seed
        Seed of the generator.
    together
        Correlation of the normals behind every two products, in [0, 1): a common
        market moves all of them.

    Returns
    -------
    demand
        Shape (samples, products).
    """
    tail = float(np.interp(-CUT, *_normal_shares()))
    share = np.random.default_rng(seed).random((samples, len(mean)))
    if together > 0:
        market = np.random.default_rng([seed, 1]).standard_normal((samples, 1))
        own = np.sqrt(1 - together) * normal_quantile(share)
        share = normal_share(np.sqrt(together) * market + own)
    normal = normal_quantile(tail + share * (1 - 2 * tail))
    return np.clip(mean + sd * normal, 0.0, None)


def _normal_shares() -> tuple[Floats, Floats]:
    shares = np.linspace(1e-4, 1 - 1e-4, 20_001)
    return normal_quantile(shares), shares


def chain(size: int) -> Links:
    """Return the long chain: product i at plants i and i + 1, the last at the first."""
    each = np.eye(size, dtype=np.bool_)
    return each | np.roll(each, 1, axis=1)
