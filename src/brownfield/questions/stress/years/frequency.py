"""How much does a cause of stops cost in a year, on average and how unevenly?

A cause strikes lambda times a year (Poisson); each time T weeks are lost with
distribution G, and after a time to survive tts every week costs `rate`. The year's loss
is a compound Poisson sum: mean lambda E[L], variance lambda E[L^2].

References
----------
METHODS B6 (frequency-duration).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.setting import Shape

TAIL = 0.95  # weeks_low and weeks_high are the 5 % and 95 % points of the lognormal
POINTS = 20_000  # of the quantile rule; its error is far below any sampling error


@dataclass(frozen=True)
class YearlyLoss:
    """Mean and standard deviation of the loss of a year."""

    mean: float
    sd: float


def compound_loss(
    frequency: float, quantile: Callable[[Floats], Floats], loss: Callable[..., Floats]
) -> YearlyLoss:
    """Return the yearly loss for any length and loss, by the quantile rule.

    Parameters
    ----------
    frequency
        Stops a year.
    quantile
        Weeks of a stop at given shares of all stops. Shape (n,) to (n,).
    loss
        Loss of stops of given weeks. Shape (n,) to (n,).
    """
    lost = loss(quantile((np.arange(POINTS) + 0.5) / POINTS))
    second = float(np.mean(lost**2))
    return YearlyLoss(frequency * float(np.mean(lost)), sqrt(frequency * second))


@dataclass(frozen=True)
class Lengths:
    """How long stops of one cause last.

    Attributes
    ----------
    low, mode, high
        Short, usual and long case, weeks.
    shape
        lognormal: 5, 50 and 95 % points of two half lognormals that meet at `mode`, so
        that a day and a season can be one cause; triangular: least, likeliest, most.
    """

    low: float
    mode: float
    high: float
    shape: Shape = "lognormal"

    def __post_init__(self) -> None:
        least = 0.0 if self.shape == "triangular" else 1e-9
        if not least <= self.low <= self.mode <= self.high or self.high <= 0:
            message = (
                f"weeks {self.low:g}, {self.mode:g}, {self.high:g} are not in order"
                " or not above 0. Enter 0 < weeks_low <= weeks_mode <= weeks_high."
            )
            raise UseError(message)

    def quantile(self, share: Floats) -> Floats:
        """Return the weeks below which a share of all stops stays."""
        return (
            self._triangular(share) if self.shape == "triangular" else self._two(share)
        )

    def _two(self, share: Floats) -> Floats:
        point = NormalDist().inv_cdf(TAIL)
        below = (log(self.mode) - log(self.low)) / point
        above = (log(self.high) - log(self.mode)) / point
        normal = normal_quantile(share)
        spread = np.where(normal < 0, below, above)
        return np.asarray(self.mode * np.exp(spread * normal))

    def _triangular(self, share: Floats) -> Floats:
        width = self.high - self.low
        if width == 0:
            return np.full_like(share, self.mode)
        rise = self.mode - self.low
        turn = rise / width
        left = self.low + np.sqrt(share * width * rise)
        right = self.high - np.sqrt((1 - share) * width * (self.high - self.mode))
        return np.where(share < turn, left, right)


def normal_quantile(share: Floats) -> Floats:
    """Return the standard normal quantile of each share, by a table of 4,001 points.

    Between the points the course is straight in the logit of the share; the error is
    below 1e-5 between the shares 1e-9 and 1 - 1e-9, outside of which it is cut.
    """
    clipped = np.clip(share, 1e-9, 1 - 1e-9)
    grid, values = _normal_table()
    return np.asarray(np.interp(np.log(clipped) - np.log1p(-clipped), grid, values))


def normal_share(normal: Floats) -> Floats:
    """Return the share of a standard normal below each value."""
    grid, values = _normal_table()
    logit: Floats = np.interp(normal, values, grid)
    return 1 / (1 + np.exp(-logit))


@cache
def _normal_table() -> tuple[Floats, Floats]:
    logits = np.linspace(-21.0, 21.0, 4001)
    shares = 1 / (1 + np.exp(-logits))
    normal = NormalDist()
    upper = [normal.inv_cdf(s) if s < 0.5 else 0.0 for s in shares]
    half = np.asarray(upper)
    return logits, np.where(logits < 0, half, -half[::-1])
