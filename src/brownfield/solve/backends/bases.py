"""Where does a solve begin if the model has rows that the one before had not?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
