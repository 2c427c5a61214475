"""What is the least that stating the regular model can cost? The floor, in plain numpy.

It starts from dense arrays and knows that the case is a full grid: positions are index
arithmetic, no label is read and nothing can be missing.
"""

from dataclasses import dataclass

import numpy as np

from numpy_arrays import Bounds, Entries, Integers, Matrix, Rows
from regular_grid import MARKETS, PATTERNS, PLANTS, PRODUCTS, YEARS, Grid


@dataclass(frozen=True)
class Columns:
    """Positions of the columns; axes I F J M T as far as a family has them."""

    start: Integers
    pattern: Integers
    make: Integers
    deliver: Integers
    unmet: Integers
    total: int


def by_grid(numbers: Grid) -> Matrix:
    """Return the matrix of the regular case by index arithmetic."""
    columns = _columns()
    rows, entries = Rows(), Entries()
    _flow_rows(rows, entries, columns, numbers)
    _programme_rows(rows, entries, columns, numbers)
    _plant_rows(rows, entries, columns, numbers)
    return entries.compressed(_bounds(columns, numbers), rows)


def _columns() -> Columns:
    shapes = (
        (PRODUCTS, PLANTS, YEARS),
        (PLANTS, PATTERNS, YEARS),
        (PRODUCTS, PLANTS, YEARS),
        (PRODUCTS, PLANTS, PATTERNS, MARKETS, YEARS),
        (PRODUCTS, MARKETS, YEARS),
    )
    stops = np.cumsum([np.prod(shape) for shape in shapes])
    blocks = np.split(np.arange(stops[-1]), stops[:-1])
    shaped = (b.reshape(shape) for b, shape in zip(blocks, shapes, strict=True))
    return Columns(*shaped, total=int(stops[-1]))


def _bounds(columns: Columns, numbers: Grid) -> Bounds:
    cost, upper = np.zeros(columns.total), np.full(columns.total, np.inf)
    cost[columns.start] = -numbers.tooling
    cost[columns.pattern] = -numbers.fixed_cost[None, :, None]
    cost[columns.make] = -numbers.unit_cost[:, :, None]
    cost[columns.deliver] = numbers.margin[:, :, None, :, None]
    upper[columns.start] = upper[columns.pattern] = 1.0
    upper[columns.unmet] = numbers.demand[:, :, None]
    is_integer = np.zeros(columns.total, bool)
    is_integer[columns.start] = is_integer[columns.pattern] = True
    return Bounds(cost, upper, is_integer)


def _flow_rows(rows: Rows, entries: Entries, columns: Columns, numbers: Grid) -> None:
    balance = rows.block(PRODUCTS, PLANTS, YEARS, lower=0.0, upper=0.0)
    entries.add(balance, columns.make, -1.0)
    entries.add(balance[:, :, None, None, :], columns.deliver, 1.0)
    volume = numbers.demand[:, :, None]
    demand = rows.block(PRODUCTS, MARKETS, YEARS, lower=volume, upper=volume)
    entries.add(demand, columns.unmet, 1.0)
    entries.add(demand[:, None, None, :, :], columns.deliver, 1.0)


def _programme_rows(
    rows: Rows, entries: Entries, columns: Columns, numbers: Grid
) -> None:
    now, before = np.tril_indices(YEARS)
    ramp = rows.block(PRODUCTS, PLANTS, YEARS, upper=0.0)
    wanted = numbers.demand.sum(axis=1)
    rate = np.minimum(wanted, numbers.capacity[-1])[:, None, None]
    entries.add(ramp, columns.make, 1.0)
    entries.add(ramp[:, :, now], columns.start[:, :, before], -rate)
    cover = rows.block(PRODUCTS, PLANTS, MARKETS, YEARS, upper=0.0)
    limit = -numbers.demand[:, None, :, None]
    entries.add(cover[:, :, None], columns.deliver, 1.0)
    entries.add(cover[..., now], columns.start[:, :, None, before], limit)
    once = rows.block(PRODUCTS, PLANTS, upper=1.0)
    entries.add(once[..., None], columns.start, 1.0)


def _plant_rows(rows: Rows, entries: Entries, columns: Columns, numbers: Grid) -> None:
    one = rows.block(PLANTS, YEARS, upper=1.0)
    entries.add(one[:, None, :], columns.pattern, 1.0)
    hours = rows.block(PLANTS, PATTERNS, YEARS, upper=0.0)
    entries.add(hours, columns.pattern, -numbers.capacity[None, :, None])
    entries.add(hours[None, :, :, None, :], columns.deliver, 1.0)
    share = rows.block(PRODUCTS, PLANTS, PATTERNS, MARKETS, YEARS, upper=0.0)
    limit = -numbers.demand[:, None, None, :, None]
    entries.add(share, columns.deliver, 1.0)
    entries.add(share, columns.pattern[None, :, :, None, :], limit)
