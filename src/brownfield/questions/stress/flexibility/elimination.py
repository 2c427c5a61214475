"""How is the smallest cut of a sparse design found for many demands at once?

A cut is a set P of plants: it costs their capacity and saves the demand of every
product that is linked to plants of P only. Plants are taken away one at a time; what is
left of each is a table of the best it can do for every choice of its neighbours. A
chain needs tables of four numbers, however long it is. A product with many plants
stands as a choice of its own, which may be taken only with all its plants.

References
----------
METHODS B7; Dechter 1999 (bucket elimination).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brownfield.model.arrays.linear import Floats

FORBIDDEN = np.array([[0.0, 0.0], [np.inf, 0.0]])[..., None]  # product without plant
FEW = 3  # plants up to which a product needs no choice of its own
WIDEST = 20  # choices in the largest table allowed
Scope = tuple[int, ...]
Table = tuple[Scope, Floats]


@dataclass(frozen=True)
class Order:
    """In which order choices are taken away.

    Products are numbered from 0, plants after them.

    Attributes
    ----------
    variables
        The choices: all plants, and products with many plants.
    work
        Table entries touched for one demand; infinite if a table were too wide.
    """

    variables: tuple[int, ...]
    work: float


def best_order(links: NDArray[np.bool_]) -> Order:
    """Return an order that takes away what has the fewest neighbours left first."""
    neighbours = _neighbours(links)
    variables, work = [], 0.0
    while neighbours:
        chosen = min(neighbours, key=lambda v: (len(neighbours[v]), v))
        around = neighbours.pop(chosen)
        if len(around) > WIDEST:
            return Order((), float("inf"))
        work += 2.0 ** len(around) * (2 + len(around))
        for other in around:
            neighbours[other] = (neighbours[other] | around) - {chosen, other}
        variables.append(chosen)
    return Order(tuple(variables), work)


def _neighbours(links: NDArray[np.bool_]) -> dict[int, set[int]]:
    products, plants = links.shape
    neighbours: dict[int, set[int]] = {products + j: set() for j in range(plants)}
    for product, row in enumerate(links):
        own = {products + int(j) for j in np.flatnonzero(row)}
        if len(own) > FEW:
            neighbours[product] = own
            for plant in own:
                neighbours[plant].add(product)
        else:
            for plant in own:
                neighbours[plant] |= own - {plant}
    return neighbours


def smallest_cut(
    links: NDArray[np.bool_], capacity: Floats, demand: Floats, order: Order
) -> Floats:
    """Return the smallest cut for each demand.

    Parameters
    ----------
    links
        Whether a plant can build a product. Shape (products, plants).
    capacity
        Shape (plants,), vehicles.
    demand
        Shape (products, samples), vehicles.
    order
        From `best_order`.
    """
    products = len(links)
    tables, groups = _stated(links, demand, frozenset(order.variables))
    total: Floats = demand[links.any(axis=1)].sum(axis=0)
    for variable in order.variables:
        is_plant = variable >= products
        cost = capacity[variable - products] if is_plant else -demand[variable]
        tables_in = [t for t in tables if variable in t[0]]
        groups_in = [g for g in groups if variable in g[0]]
        tables = [t for t in tables if variable not in t[0]]
        groups = [g for g in groups if variable not in g[0]]
        scope, table = _without(variable, cost, tables_in, groups_in)
        if scope:
            tables.append((scope, table))
        else:
            total += table
    return total


def _stated(
    links: NDArray[np.bool_], demand: Floats, variables: frozenset[int]
) -> tuple[list[Table], list[Table]]:
    """Return tables of pairs that exclude each other, and products with few plants."""
    products = len(links)
    tables: list[Table] = []
    groups: list[Table] = []
    for product, row in enumerate(links):
        own = tuple(products + int(j) for j in np.flatnonzero(row))
        if product in variables:
            tables += [((product, plant), FORBIDDEN) for plant in own]
        else:
            groups.append((own, demand[product]))
    return tables, groups


def _without(
    variable: int, cost: Floats, tables: Sequence[Table], groups: Sequence[Table]
) -> Table:
    """Return the best of both choices of the variable, for all of its neighbours."""
    scopes = [scope for scope, _ in (*tables, *groups)]
    rest = tuple(sorted({v for scope in scopes for v in scope} - {variable}))
    samples = max((t.shape[-1] for _, t in (*tables, *groups)), default=1)
    taken = np.empty((2,) * len(rest) + (max(samples, np.size(cost)),))
    taken[...] = cost
    left: Floats = np.zeros(1)
    for scope, table in tables:
        axis = scope.index(variable)
        others = tuple(v for v in scope if v != variable)
        without, chosen = np.moveaxis(table, axis, 0)
        taken += _spread(others, chosen, rest)
        left = np.add(left, _spread(others, without, rest))
    for scope, saved in groups:
        where = tuple(1 if v in scope else slice(None) for v in rest)
        taken[where] -= saved
    return rest, np.minimum(taken, left, out=taken)


def _spread(scope: Scope, table: Floats, order: Scope) -> Floats:
    """Return the table with one axis for every variable of `order`, then samples."""
    axes = sorted(range(len(scope)), key=lambda k: order.index(scope[k]))
    turned = table.transpose(*axes, len(scope))
    shape = tuple(2 if v in scope else 1 for v in order)
    return turned.reshape(*shape, table.shape[-1])
