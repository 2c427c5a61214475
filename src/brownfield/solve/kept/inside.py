"""Is every point of a model one of the model that is kept, and where is it there?

Columns and rows are matched by what they mean: family and keys, whatever duty is due. A
model lies inside a kept one if each of its columns is one there, if those that it lacks
may be nothing, and if each row there that rows learned rest on follows from its own:
the same sum between amounts at least as close; or, of columns that are never negative,
a sum that is at least as large and at most as much. Then whatever every whole point of
the kept model keeps, its points keep, too. Nothing is taken on trust: the arrays are
compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.kept.money_rows import is_money

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Family, Floats, LinearModel

LACKS = -1
MEMBER = "member of its family"
INFINITY = float("inf")


@dataclass(frozen=True)
class Inside:
    """Where a model lies inside a kept one.

    Attributes
    ----------
    columns
        Place of each of its columns there. Shape (columns,).
    linear
        The arrays of the kept model, held to what the model allows and costs.
    more
        Rows that the kept model lacks, in columns of it; None if there are none.
    """

    columns: Positions = field(repr=False)
    linear: LinearModel = field(repr=False)
    more: MoreRows | None = field(default=None, repr=False)

    def own(self, point: Floats) -> Floats:
        """Return a point of the kept model as one of the model. Shape (columns,)."""
        return point[self.columns]

    def there(self, point: Floats) -> Floats:
        """Return a point of the model as one of the kept model. Shape (columns,)."""
        whole = np.zeros(self.linear.columns)
        whole[self.columns] = point
        return whole


def inside(kept: LinearModel, model: LinearModel) -> Inside | None:
    """Return where a model lies inside a kept one; None if it may not.

    Parameters
    ----------
    kept
        The kept model, without the rows learned.
    model
        The model. Rows without a family, after all others, are further ones.
    """
    columns = _places(kept.column_families, model.column_families, model.columns)
    rows = _places(kept.row_families, model.row_families, model.rows)
    if columns is None or rows is None or np.any(columns == LACKS):
        return None
    if not _are_bounds_within(kept, model, columns):
        return None
    values = _values(kept, model, columns, rows)
    if values is None or not _are_rows_within(kept, model, columns, rows, values):
        return None
    held = _held(kept, model, columns, rows)
    return Inside(columns, replace(held, values=values), _more(model, columns, rows))


def _places(
    theirs: Sequence[Family], ours: Sequence[Family], count: int
) -> Positions | None:
    """Return the place of each member of families among others; -1 if it has none.

    None if keys do not tell the members of a family apart. Shape (count,).
    """
    by_name, places = {one.name: one for one in theirs}, np.full(count, LACKS)
    for family in ours:
        if not family.table.height:
            continue
        other = by_name.get(family.name)
        positions = None if other is None else _places_in(other, family)
        if positions is None:
            return None
        places[family.first : family.first + family.table.height] = positions
    return places


def _places_in(other: Family, family: Family) -> Positions | None:
    """Return the place of each member of a family in another of its name."""
    names = _keys(family)
    if names != _keys(other):
        return None
    if _is_same(other, family, names):
        return other.first + np.arange(family.table.height)
    for left_out in (["regime"], []):
        positions = _partners(other, family, [n for n in names if n not in left_out])
        if positions is not None:
            return positions
    return None


def _partners(other: Family, family: Family, names: list[str]) -> Positions | None:
    """Return the place of each member in another family; None if keys are not one's."""
    words = pl.col(names).cast(pl.String)
    ours, theirs = (one.keys.select(words) for one in (family, other))
    if ours.is_duplicated().any() or theirs.is_duplicated().any():
        return None
    placed = theirs.with_row_index(MEMBER, offset=other.first)
    pairs = ours.join(
        placed, on=names, how="left", nulls_equal=True, maintain_order="left"
    )
    return pairs[MEMBER].cast(pl.Int64).fill_null(LACKS).to_numpy()


def _keys(family: Family) -> list[str]:
    """Return the names of the labels that tell the members of a family apart."""
    return [name for name in family.table.columns if name in family.table.labels]


def _is_same(one: Family, other: Family, names: Sequence[str]) -> bool:
    """Return whether two families have the same keys in the same order."""
    mine, theirs = one.table, other.table
    return mine.height == theirs.height and all(
        mine.labels[name] == theirs.labels[name]
        and np.array_equal(mine[name], theirs[name])
        for name in names
    )


def _are_bounds_within(
    kept: LinearModel, model: LinearModel, columns: Positions
) -> bool:
    """Return whether columns lie within their bounds, and others may be nothing."""
    is_lacking = np.ones(kept.columns, dtype=np.bool_)
    is_lacking[columns] = False
    is_nothing = (kept.lower <= 0.0) & (kept.upper >= 0.0)
    return (
        bool(np.all(is_nothing | ~is_lacking))
        and np.array_equal(kept.is_integer[columns], model.is_integer)
        and bool(np.all(model.lower >= kept.lower[columns]))
        and bool(np.all(model.upper <= kept.upper[columns]))
    )


def _values(
    kept: LinearModel, model: LinearModel, columns: Positions, rows: Positions
) -> Floats | None:
    """Return the entries of the kept model as the model has them.

    Those of rows and columns that it lacks stay. None if it has one elsewhere. Shape
    (nonzeros of the kept model,).
    """
    row = rows[model.entry_rows]
    is_placed = row != LACKS
    place = row[is_placed] * kept.columns + columns[model.positions[is_placed]]
    entries = kept.entry_rows * kept.columns + kept.positions
    at = np.minimum(np.searchsorted(entries, place), len(entries) - 1)
    if not np.array_equal(entries[at], place):
        return None
    values = np.where(_is_shared(kept, columns, rows), 0.0, kept.values)
    values[at] = model.values[is_placed]
    return values


def _is_shared(
    kept: LinearModel, columns: Positions, rows: Positions
) -> NDArray[np.bool_]:
    """Return which entries are of a row and a column of the model, too."""
    has_column = np.zeros(kept.columns, dtype=np.bool_)
    has_column[columns] = True
    has_row = np.zeros(kept.rows, dtype=np.bool_)
    has_row[rows[rows != LACKS]] = True
    shared: NDArray[np.bool_] = has_column[kept.positions] & has_row[kept.entry_rows]
    return shared


def _are_rows_within(
    kept: LinearModel,
    model: LinearModel,
    columns: Positions,
    rows: Positions,
    values: Floats,
) -> bool:
    """Return whether all rows that rows learned rest on follow from the model."""
    lower, upper = _reached(kept, model, columns)  # of what it lacks
    placed = rows != LACKS
    lower[rows[placed]] = model.row_lower[placed]
    upper[rows[placed]] = model.row_upper[placed]
    has_column = np.zeros(kept.columns, dtype=np.bool_)
    has_column[columns] = True
    entry, is_least = kept.entry_rows, kept.row_lower > -INFINITY
    is_other = (values != kept.values) & has_column[kept.positions]
    is_more = is_other & (values > kept.values) & (kept.lower[kept.positions] >= 0.0)
    is_bad = is_other & (~is_more | is_least[entry])
    broken = np.zeros(kept.rows, dtype=np.bool_)
    broken[entry[is_bad]] = True
    broken |= (lower < kept.row_lower) | (upper > kept.row_upper)
    return not bool(np.any(broken & ~is_money(kept)))


def _reached(
    kept: LinearModel, model: LinearModel, columns: Positions
) -> tuple[Floats, Floats]:
    """Return the least and the most that rows can come to. Shape (rows,) each."""
    least, most = np.zeros(kept.columns), np.zeros(kept.columns)
    least[columns], most[columns] = model.lower, model.upper
    at, values = kept.positions, kept.values
    with np.errstate(invalid="ignore"):
        ends = np.where(values == 0.0, 0.0, [values * least[at], values * most[at]])
    row = kept.entry_rows
    lower, upper = (
        np.bincount(row, one, kept.rows).astype(np.float64)
        for one in (ends.min(axis=0), ends.max(axis=0))
    )
    return lower, upper


def _held(
    kept: LinearModel, model: LinearModel, columns: Positions, rows: Positions
) -> LinearModel:
    """Return the kept model with the costs, bounds and amounts of the model.

    Columns that it lacks are nothing; rows of money that it lacks hold nothing.
    """
    cost, lower, upper = (np.zeros(kept.columns) for _ in range(3))
    cost[columns], lower[columns], upper[columns] = model.cost, model.lower, model.upper
    is_money_row = is_money(kept)
    row_lower = np.where(is_money_row, -INFINITY, kept.row_lower)
    row_upper = np.where(is_money_row, INFINITY, kept.row_upper)
    placed = rows != LACKS
    row_lower[rows[placed]] = model.row_lower[placed]
    row_upper[rows[placed]] = model.row_upper[placed]
    return kept.with_arrays(
        cost=cost,
        lower=lower,
        upper=upper,
        row_lower=row_lower,
        row_upper=row_upper,
    )


def _more(model: LinearModel, columns: Positions, rows: Positions) -> MoreRows | None:
    """Return the rows of the model that the kept one lacks, in columns of it."""
    lacks = np.flatnonzero(rows == LACKS)
    if not len(lacks):
        return None
    place = np.full(model.rows, LACKS)
    place[lacks] = np.arange(len(lacks))
    row = place[model.entry_rows]
    is_meant = row != LACKS
    return MoreRows.of(
        row[is_meant],
        columns[model.positions[is_meant]],
        model.values[is_meant],
        model.row_lower[lacks],
        most=model.row_upper[lacks],
    )
