"""Which rows do futures break whose best points nobody has looked for?

Futures are alike. Where a few of them stand for all, a point of one is taken for a
point of those it stands for. The rows that it breaks there, with the amounts of each,
hold in every plan, wherever they were looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.model.arrays.more_rows import MoreRows
    from brownfield.solve.decompose.cuts.priced import Covers
    from brownfield.solve.decompose.parts import Parts
    from brownfield.solve.decompose.representative import Few


def for_all(covers: Covers, parts: Parts, few: Few) -> Covers:
    """Return what finds rows of all parts at a point of few.

    Parameters
    ----------
    covers
        From a point of the whole model, rows that no plan breaks.
    parts
        All parts.
    few
        Those that stand for all.
    """

    def broken(point: Floats) -> MoreRows:
        spread = np.zeros(parts.width)
        spread[: len(point)] = point
        for part, number in zip(parts.rest, few.nearest.tolist(), strict=True):
            model = parts.rest[number]
            if len(part.after) == len(model.after):
                spread[part.columns] = point[model.columns]
        return covers(spread)

    return broken
