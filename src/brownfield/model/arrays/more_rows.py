"""Which rows are added to a model that is stated already?"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from brownfield.model.arrays.labels import Positions

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]


@dataclass(frozen=True)
class MoreRows:
    """Rows to be added to a model: each a sum that is at least an amount.

    Attributes
    ----------
    least
        Amount of each row. Shape (rows,).
    starts, positions, values
        Entries in compressed rows. Shapes (rows + 1,), (nonzeros,), (nonzeros,).
    """

    least: Floats = field(repr=False)
    starts: Integers = field(repr=False)
    positions: Integers = field(repr=False)
    values: Floats = field(repr=False)

    @classmethod
    def of(
        cls, rows: Positions, columns: Positions, values: Floats, least: Floats
    ) -> "MoreRows":
        """Return the rows with these entries, given in any order.

        Parameters
        ----------
        rows, columns, values
            Row, column and factor of every entry; no place twice.
        least
            Least amount of every row.
        """
        order, ends = (
            np.lexsort((columns, rows)),
            np.bincount(rows, minlength=len(least)),
        )
        starts = np.append(0, np.cumsum(ends)).astype(np.int32)
        return cls(least, starts, columns[order].astype(np.int32), values[order])

    @classmethod
    def together(cls, parts: Sequence["MoreRows"]) -> "MoreRows":
        """Return the rows of all parts, in order."""
        counts = [np.diff(part.starts) for part in parts]
        return cls(
            np.concatenate([part.least for part in parts]),
            np.append(0, np.cumsum(np.concatenate(counts))).astype(np.int32),
            np.concatenate([part.positions for part in parts]),
            np.concatenate([part.values for part in parts]),
        )

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.least)

    def sums(self, point: Floats) -> Floats:
        """Return the sum of each row at a point. Shape (rows,)."""
        rows = np.repeat(np.arange(len(self)), np.diff(self.starts))
        each = self.values * point[self.positions]
        return np.bincount(rows, each, len(self)).astype(float)

    def where(self, mask: NDArray[np.bool_]) -> "MoreRows":
        """Return the rows where `mask` holds."""
        counts = np.diff(self.starts)
        kept = np.repeat(mask, counts)
        starts = np.append(0, np.cumsum(counts[mask])).astype(np.int32)
        return MoreRows(
            self.least[mask], starts, self.positions[kept], self.values[kept]
        )
