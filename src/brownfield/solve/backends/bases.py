"""Where does a solve begin if the model has other rows than the one before?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Integers
    from brownfield.model.arrays.table import Array
    from brownfield.solve.backends.solution import Basis


def widened(basis: Basis, rows: int) -> Basis:
    """Return a basis of HiGHS with the rows that it does not know, the last, in it.

    Parameters
    ----------
    basis
        Where a solve of the model without them ended; it stays as it is.
    rows
        How many rows the model has.
    """
    count = rows - len(basis.row_status)
    if count <= 0 or not basis.row_status:
        return basis
    wider, kinds = type(basis)(), type(basis.row_status[0])
    wider.col_status = basis.col_status
    wider.row_status = [*basis.row_status, *[kinds.kBasic] * count]
    wider.valid = True
    return wider


def idle_rows(basis: Basis) -> Array:
    """Return which rows a basis of HiGHS holds at neither of their bounds."""
    status = basis.row_status
    return np.array([kind == type(kind).kBasic for kind in status], dtype=np.bool_)


def thinned(basis: Basis, rows: Integers) -> Basis:
    """Return a basis of HiGHS with these rows only; the others must be idle."""
    status, thinner = basis.row_status, type(basis)()
    thinner.col_status = basis.col_status
    thinner.row_status = [status[row] for row in rows.tolist()]
    thinner.valid = True
    return thinner


def with_columns(basis: Basis, columns: int) -> Basis:
    """Return a basis of HiGHS with the columns that it does not know, at nothing.

    Parameters
    ----------
    basis
        Where a solve of the model without them, the last, ended; it stays as it is.
    columns
        How many columns the model has.
    """
    wider, kinds = type(basis)(), type(basis.col_status[0])
    more = [kinds.kLower] * (columns - len(basis.col_status))
    wider.col_status = [*basis.col_status, *more]
    wider.row_status = basis.row_status
    wider.valid = True
    return wider
