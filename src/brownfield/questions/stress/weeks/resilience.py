"""How deep, how long and how large is the dent a stop leaves?

References
----------
METHODS B6; Bruneau et al. 2003; Henry and Ramirez-Marquez 2012.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats


@dataclass(frozen=True)
class Resilience:
    """A course of performance, measured.

    Attributes
    ----------
    depth
        Largest share lost, in [0, 1].
    area_weeks
        Performance lost in all, weeks of full performance.
    weeks_to_90
        Weeks from the beginning until performance is back at 0.9 for good; 0 if it
        never fell below; None if it is not back within the horizon.
    """

    depth: float
    area_weeks: float
    weeks_to_90: float | None


def weeks_to(times: Floats, quality: Floats, level: float) -> float | None:
    """Return when a course of straight pieces comes back to `level` for good."""
    below = np.flatnonzero(quality < level - 1e-9)
    if len(below) == 0:
        return 0.0
    last = int(below[-1])
    if last + 1 >= len(times):
        return None
    rise = quality[last + 1] - quality[last]
    share = (level - quality[last]) / rise
    return float(times[last] + share * (times[last + 1] - times[last]))


def weekly_resilience(quality: Floats) -> Resilience:
    """Return the measures of a course given as weekly means.

    Performance is full before the first week; between the middles of weeks the course
    is straight for `weeks_to_90`, while the area is exact for the means.

    Parameters
    ----------
    quality
        Mean performance of each week. Shape (W,), 1 = full.
    """
    middles = np.arange(len(quality), dtype=np.float64) + 0.5
    return Resilience(
        depth=float(np.clip(1.0 - quality.min(initial=1.0), 0.0, 1.0)),
        area_weeks=float(np.clip(1.0 - quality, 0.0, None).sum()),
        weeks_to_90=weeks_to(middles, quality, 0.9),
    )
