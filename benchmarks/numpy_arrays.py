"""How does plain numpy collect rows and entries into a sparse model?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
INFINITY = float("inf")


@dataclass(frozen=True)
class Matrix:
    """A model as the solver takes it: columns, rows, matrix in compressed rows."""

    cost: Floats
    upper: Floats
    is_integer: NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    starts: NDArray[np.int32]
    positions: NDArray[np.int32]
    values: Floats


@dataclass(frozen=True)
class Bounds:
    """Costs, bounds and kinds of columns; all lower bounds are 0."""

    cost: Floats
    upper: Floats
    is_integer: NDArray[np.bool_]


class Rows:
    """Numbers the rows of each family and notes their bounds."""

    def __init__(self) -> None:
        self.total = 0
        self.sides: list[tuple[Floats, Floats]] = []

    def block(
        self, *shape: int, lower: Floats | float = -INFINITY, upper: Floats | float
    ) -> Integers:
        """Return positions of a family, in the shape of its axes."""
        first, size = self.total, int(np.prod(shape))
        self.total += size
        sides = (np.broadcast_to(side, shape).ravel() for side in (lower, upper))
        self.sides.append((next(sides), next(sides)))
        return np.arange(first, first + size).reshape(shape)


class Entries:
    """Collects entries of the matrix, broadcast against each other."""

    def __init__(self) -> None:
        self.parts: list[tuple[Integers, Integers, Floats]] = []

    def add(self, row: Integers, column: Integers, value: Floats | float) -> None:
        """Add one entry for each element of the broadcast arrays."""
        wide = np.broadcast_arrays(row, column, np.asarray(value, dtype=float))
        self.parts.append((wide[0].ravel(), wide[1].ravel(), wide[2].ravel()))

    def compressed(self, columns: Bounds, rows: Rows) -> Matrix:
        """Return the matrix in compressed rows, columns in order.

        The stable sort merges the sorted runs in which the entries come: of the ways
        numpy offers it is by far the fastest here.
        """
        row, column, value = map(np.concatenate, zip(*self.parts, strict=True))
        order = np.argsort(row * len(columns.cost) + column, kind="stable")
        counts = np.bincount(row, minlength=rows.total)
        lower, upper = map(np.concatenate, zip(*rows.sides, strict=True))
        return Matrix(
            columns.cost,
            columns.upper,
            columns.is_integer,
            lower,
            upper,
            np.append(0, np.cumsum(counts)).astype(np.int32),
            column[order].astype(np.int32),
            value[order],
        )
