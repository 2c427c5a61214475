"""By how much does a point break the rows that rounding makes of sums of amounts?

The rows (1) and (2) are those of `mixed`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.more_rows import Floats

LEAST, MOST = 1e-3, 0.99  # broken parts of b / d for which (2) is well scaled


@dataclass(frozen=True)
class Amounts:
    """The whole amounts of rows (1), in order of rows.

    Attributes
    ----------
    first
        Where those of each row begin, and the last ones end. Shape (rows + 1,).
    factor, value
        g_j and the amount at the point.
    right, rest
        b and T. Shape (rows,).
    """

    first: Positions = field(repr=False)
    factor: Floats = field(repr=False)
    value: Floats = field(repr=False)
    right: Floats = field(repr=False)
    rest: Floats = field(repr=False)

    def over(self, row: Positions, step: Floats) -> Floats:
        """Return by how much rows (2) are broken, line time; -inf if ill scaled."""
        counts = np.diff(self.first)[row]
        each = np.repeat(np.arange(len(row)), counts)
        ends = np.cumsum(counts)
        at = np.arange(len(each)) + (self.first[row] + counts - ends)[each]
        whole, part = parted(self.right[row] / step)
        share = rounded(self.factor[at] / step[each], part[each])
        total = np.bincount(each, share * self.value[at], len(row))
        over = (total - whole) * step * (1.0 - part) - self.rest[row]
        return np.where((part > LEAST) & (part < MOST), over, -np.inf)


def parted(values: Floats) -> tuple[Floats, Floats]:
    """Return whole and broken parts; what is all but whole counts as whole."""
    whole = np.floor(values + 1e-9)
    return whole, np.maximum(values - whole, 0.0)


def rounded(values: Floats, part: Floats) -> Floats:
    """Return the factors of (2) of amounts with factors g_j / d."""
    whole, own = parted(values)
    return whole + np.maximum(own - part, 0.0) / (1.0 - part)
