"""How much of a plant runs in each week of a stop?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats


@dataclass(frozen=True)
class Outage:
    """Something stops for weeks and comes back along a straight ramp.

    Attributes
    ----------
    scope, target
        What stops: facility, place, party, outage_domain, part_source or lane, and
        which one.
    weeks
        Weeks at `residual`.
    recovery
        Weeks of ramp back to full rate.
    residual
        Share that still runs, in [0, 1].
    """

    scope: str
    target: str
    weeks: float
    recovery: float = 0.0
    residual: float = 0.0

    @property
    def full_weeks(self) -> float:
        """Weeks at `residual` that lose as much as stop and ramp together."""
        return self.weeks + self.recovery / 2

    @property
    def weeks_lost(self) -> float:
        """Weeks at nothing that lose as much."""
        return self.full_weeks * (1.0 - self.residual)


def profile(outage: Outage, horizon: int) -> Floats:
    """Return the mean share that runs in each week since the stop began.

    Parameters
    ----------
    outage
        The stop.
    horizon
        Number of weeks W.

    Returns
    -------
    shares
        Shape (W,), in [0, 1]; exact means of the piecewise straight course.
    """
    edges = np.arange(horizon + 1, dtype=np.float64)
    return np.asarray(np.diff(_integral(outage, edges)))


def _integral(outage: Outage, time: Floats) -> Floats:
    """Return the share that ran, summed from the beginning to each time."""
    gain = 1.0 - outage.residual
    ramp = np.clip(time - outage.weeks, 0.0, outage.recovery)
    over = np.clip(time - outage.weeks - outage.recovery, 0.0, None)
    climbed = ramp**2 / (2 * outage.recovery) if outage.recovery > 0 else 0.0 * ramp
    return outage.residual * time + gain * (climbed + over)
