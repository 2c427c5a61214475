"""Which columns and rows of a model belong to one product, and what ties products?

Line time, new plants and the tax of a company tie products to each other. A row that
has columns of several products, or of none, ties them; each other row is one product's
own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats, LinearModel

Booleans = NDArray[np.bool_]
NONE = -1  # in place of the number of a product


@dataclass(frozen=True)
class Block:
    """The columns of one owner.

    Attributes
    ----------
    model
        They with the rows of nothing else.
    columns
        Where they stand in the whole model. Shape (columns,).
    rows, places, factors
        Their entries in the rows that tie products: row among those, place among
        `columns` and factor. Shape (entries,) each.
    """

    model: LinearModel = field(repr=False)
    columns: Positions = field(repr=False)
    rows: Positions = field(repr=False)
    places: Positions = field(repr=False)
    factors: Floats = field(repr=False)

    def net(self, prices: Floats) -> Floats:
        """Return what each column is worth at prices of the rows that tie."""
        each = self.factors * prices[self.rows]
        paid = np.bincount(self.places, each, len(self.columns))
        return self.model.cost - paid

    def uses(self, point: Floats, rows: int) -> Floats:
        """Return the sum of each row that ties at a point. Shape (rows,)."""
        each = self.factors * point[self.places]
        return np.bincount(self.rows, each, rows).astype(float, copy=False)


@dataclass(frozen=True)
class Blocks:
    """A model by products.

    Attributes
    ----------
    rest
        The columns of no product: patterns, openings and money.
    products
        The columns of each product.
    ties
        Where the rows stand that tie products to each other or to the rest.
    least, most
        Bounds of those rows. Shape (ties,) each.
    """

    rest: Block
    products: tuple[Block, ...]
    ties: Positions = field(repr=False)
    least: Floats = field(repr=False)
    most: Floats = field(repr=False)


def product_of_columns(model: LinearModel) -> Positions:
    """Return the product of each column, `NONE` where it has none. Shape (columns,)."""
    product = np.full(model.columns, NONE)
    tables = [family.table for family in model.column_families]
    both = [t for t in tables if {"build_option", "product"} <= set(t.columns)]
    most = max((int(t["build_option"].max(initial=0)) for t in both), default=0)
    of_option = np.full(most + 1, NONE)
    for table in both:
        of_option[table["build_option"]] = table["product"]
    for family in model.column_families:
        table, at = family.table, slice(family.first, family.first + len(family.table))
        if "product" in table.columns:
            product[at] = table["product"]
        elif "build_option" in table.columns:
            product[at] = of_option[table["build_option"]]
    return np.unique(product, return_inverse=True)[1] - int((product == NONE).any())


def blocks_of(model: LinearModel, product: Positions) -> Blocks:
    """Return a model by products.

    Parameters
    ----------
    model
        The model; no row is empty.
    product
        Product of each column from 0 on, `NONE` for none. Shape (columns,).
    """
    of_row = _of_rows(model, product)
    is_own = of_row[model.entry_rows] != NONE
    has_own = np.bincount(model.positions[is_own], minlength=model.columns) > 0
    product = np.where(has_own, product, NONE)
    of_row = _of_rows(model, product)
    is_rest = _all_are(model, product == NONE)
    ties = np.flatnonzero((of_row == NONE) & ~is_rest)
    place = np.zeros(model.columns, np.int64)
    tied = model.rows_at(ties.astype(np.int32))
    rows = np.repeat(np.arange(len(ties)), np.diff(tied.starts))
    own = [np.flatnonzero(is_rest)]
    own += [np.flatnonzero(of_row == p) for p in range(int(product.max()) + 1)]
    blocks = []
    owner = product[tied.positions]
    for number, its_rows in enumerate(own, NONE):
        columns, entries = np.flatnonzero(product == number), owner == number
        place[columns] = np.arange(len(columns))
        blocks.append(
            Block(
                _own(model, its_rows, columns, place),
                columns,
                rows[entries],
                place[tied.positions[entries]],
                tied.values[entries],
            )
        )
    return Blocks(blocks[0], tuple(blocks[1:]), ties, tied.least, tied.most)


def _of_rows(model: LinearModel, product: Positions) -> Positions:
    """Return the product that owns each row, `NONE` if none or several do."""
    of_entries = product[model.positions]
    first = of_entries[model.starts[:-1]]
    differs = of_entries != first[model.entry_rows]
    return np.where(np.bincount(model.entry_rows, differs, model.rows) > 0, NONE, first)


def _all_are(model: LinearModel, is_one: Booleans) -> Booleans:
    """Return the rows all of whose columns are of some."""
    others = ~is_one[model.positions]
    count = np.bincount(model.entry_rows, others, model.rows)
    return np.equal(count, 0)


def _own(
    model: LinearModel, rows: Positions, columns: Positions, place: Positions
) -> LinearModel:
    own = model.with_only(model.rows_at(rows.astype(np.int32)))
    return replace(
        own,
        cost=model.cost[columns],
        lower=model.lower[columns],
        upper=model.upper[columns],
        is_integer=model.is_integer[columns],
        positions=place[own.positions].astype(np.int32),
        column_families=(),
    )
