"""How do the rows of a sweep become one typed table?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from numbers import Real
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.tables.files.given import cell_text

if TYPE_CHECKING:
    from brownfield.sweeping.axis import Axis
    from brownfield.sweeping.row import Row

TYPES: dict[str, pl.DataType] = {
    "value": pl.Float64(),
    "starts": pl.List(pl.String()),
    "status": pl.String(),
    "gap": pl.Float64(),
    "audit_passed": pl.Boolean(),
    "why": pl.String(),
}
LAST = ("starts", "status", "gap", "audit_passed", "why")


def tidy(
    axes: Sequence[Axis], rows: Sequence[Row], always: Iterable[str] = ()
) -> pl.DataFrame:
    """Return the rows of a sweep as a frame, the values of the grid first.

    Parameters
    ----------
    axes
        What was changed; the last one runs fastest.
    rows
        A row for each combination of their values, in order.
    always
        Columns that are there even if no row has them.
    """
    points = zip(*product(*(one.shown for one in axes)), strict=True)
    grid = [_named(one.name, values) for one, values in zip(axes, points, strict=True)]
    seen = dict.fromkeys([*(name for row in rows for name in row), *always])
    names = sorted(seen, key=lambda name: (name in LAST, _place(name)))
    cells = [_column(name, [row.get(name) for row in rows]) for name in names]
    return pl.DataFrame([*grid, *cells])


def _place(name: str) -> int:
    return LAST.index(name) if name in LAST else 0


def _column(name: str, cells: list[Any]) -> pl.Series:
    kind = TYPES.get(name, pl.Float64() if name.startswith("value_") else None)
    return pl.Series(name, cells, dtype=kind, strict=False)


def _named(name: str, values: Sequence[Any]) -> pl.Series:
    """Return the values of one thing that was changed: numbers, yes or no, or text."""
    kinds = {type(value) for value in values if value is not None}
    if kinds and kinds <= {bool}:
        return pl.Series(name, values, dtype=pl.Boolean)
    if kinds and kinds <= {int}:
        return pl.Series(name, values, dtype=pl.Int64)
    if kinds and bool not in kinds and all(issubclass(kind, Real) for kind in kinds):
        numbers = [None if value is None else float(value) for value in values]
        return pl.Series(name, numbers, dtype=pl.Float64)
    return pl.Series(name, [cell_text(value) for value in values], dtype=pl.String)
