"""Which rows are added to a model that is stated already?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]


@dataclass(frozen=True)
class MoreRows:
    """Rows to be added to a model: each a sum between two amounts.

    Attributes
    ----------
    least, most
        Amounts of each row. Shape (rows,).
    starts, positions, values
        Entries in compressed rows. Shapes (rows + 1,), (nonzeros,), (nonzeros,).
    """

    least: Floats = field(repr=False)
    most: Floats = field(repr=False)
    starts: Integers = field(repr=False)
    positions: Integers = field(repr=False)
    values: Floats = field(repr=False)

    @classmethod
    def of(
        cls,
        rows: Positions,
        columns: Positions,
        values: Floats,
        least: Floats,
        *,
        most: Floats | None = None,
    ) -> MoreRows:
        """Return the rows with these entries, given in any order.

        Parameters
        ----------
        rows, columns, values
            Row, column and factor of every entry; no place twice.
        least, most
            Amounts of every row; without `most` it has no upper one.
        """
        order = np.lexsort((columns, rows))
        upper = np.full(len(least), np.inf) if most is None else most
        counts = np.bincount(rows, minlength=len(least))
        positions = columns[order].astype(np.int32)
        return cls(least, upper, _ends(counts), positions, values[order])

    @classmethod
    def together(cls, parts: Sequence[MoreRows]) -> MoreRows:
        """Return the rows of all parts, in order."""
        counts = [np.diff(part.starts) for part in parts]
        return cls(
            np.concatenate([part.least for part in parts]),
            np.concatenate([part.most for part in parts]),
            _ends(np.concatenate(counts)),
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

    def where(self, mask: NDArray[np.bool_]) -> MoreRows:
        """Return the rows where `mask` holds."""
        counts = np.diff(self.starts)
        kept = np.repeat(mask, counts)
        return MoreRows(
            self.least[mask],
            self.most[mask],
            _ends(counts[mask]),
            self.positions[kept],
            self.values[kept],
        )


def _ends(counts: Positions) -> Integers:
    """Return where rows of so many entries begin, and the last one ends."""
    return np.append(0, np.cumsum(counts)).astype(np.int32)
