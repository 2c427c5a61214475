"""How do rows that no plan breaks come into the parts of a model?

A row of shared columns alone becomes one of the shared part; any other belongs to the
one part whose columns it has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.decompose.parts import SHARED, Links, Part, Parts

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import LinearModel


def with_rows(parts: Parts, rows: MoreRows) -> Parts:
    """Return the parts with further rows; those of parts that are left out are lost.

    Parameters
    ----------
    parts
        The model in parts.
    rows
        Rows of columns of the whole model; no row has columns of two parts.
    """
    columns = max(parts.width, 1 + int(rows.positions.max(initial=0)))
    owner, place = np.full(columns, len(parts.rest)), np.zeros(columns, np.int64)
    for number, own in enumerate(parts.owned, SHARED):
        owner[own], place[own] = number, np.arange(len(own))
    of_rows = np.full(len(rows), SHARED)
    at = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    np.maximum.at(of_rows, at, owner[rows.positions])
    shared = _placed(rows.where(of_rows == SHARED), place)
    rest = list(parts.rest)
    for number in np.unique(of_rows[(of_rows != SHARED) & (of_rows < len(rest))]):
        mine = rows.where(of_rows == number)
        is_shared = owner[mine.positions] == SHARED
        rest[number] = _with(rest[number], _placed(mine, place), is_shared)
    return replace(parts, shared=parts.shared.with_more(shared), rest=tuple(rest))


def rows_after(model: LinearModel, before: int) -> MoreRows:
    """Return the rows of a model after so many."""
    entries = slice(model.starts[before], None)
    return MoreRows(
        model.row_lower[before:],
        model.row_upper[before:],
        model.starts[before:] - model.starts[before],
        model.positions[entries],
        model.values[entries],
    )


def _placed(rows: MoreRows, place: Positions) -> MoreRows:
    return replace(rows, positions=place[rows.positions].astype(np.int32))


def _with(part: Part, rows: MoreRows, is_shared: Positions) -> Part:
    """Return a part with rows whose entries of shared columns are marked."""
    at = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    own = MoreRows.of(
        at[~is_shared],
        rows.positions[~is_shared].astype(np.int64),
        rows.values[~is_shared],
        rows.least,
        most=rows.most,
    )
    links = Links.of(
        part.stated.rows + at[is_shared],
        rows.positions[is_shared],
        rows.values[is_shared],
    )
    return replace(
        part,
        stated=part.stated.with_more(own),
        links=(*part.links, links),
    )
