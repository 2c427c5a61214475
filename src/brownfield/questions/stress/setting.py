"""Which figures of a stop does no table give, and what is taken instead?"""

from dataclasses import dataclass, field
from typing import Literal

from brownfield.asking.options import option
from brownfield.errors import UseError
from brownfield.tables.bounds import Bounds

Shape = Literal["lognormal", "triangular"]
"""How lengths of stops spread."""

WEEKS = Bounds(lower=0, upper=520, is_above=True, example="6")
SHARE = Bounds(lower=0, upper=1, example="0.5")
SPREAD = Bounds(lower=0, upper=0.5, is_above=True, example="0.3")
CORRELATION = Bounds(lower=0, upper=1, is_below=True, example="0.5")
SEED = Bounds(lower=0, is_whole=True, example="1")


@dataclass(frozen=True)
class Setting:
    """Assumptions of a stress test; every one can be changed.

    Attributes
    ----------
    working_weeks
        Weeks of a year in which plants build: 52 less holidays and shutdown (235
        working days are 47 weeks of 5).
    weeks
        Length of a stop for which the case has no hazard.
    patience
        Share of buyers who wait for their vehicle instead of going elsewhere.
    overtime
        Hours added after a stop, share of the capacity in force.
    demand_spread
        Standard deviation of a product's demand over its mean, for flexibility; at most
        0.5, so that demands cut at two of them stay above zero and keep their mean.
    demand_correlation
        How far the demands of products move together, for flexibility.
    horizon
        Weeks of a replay; None = stop, recovery and half a year.
    seed
        Seed of every draw.
    """

    working_weeks: float = 47.0
    weeks: float = field(
        default=6.0,
        metadata=option("Length of stops without a hazard, weeks.", limits=WEEKS),
    )
    patience: float = field(
        default=0.5, metadata=option("Share of buyers who wait.", limits=SHARE)
    )
    overtime: float = field(
        default=0.1, metadata=option("Hours added after a stop, share.", limits=SHARE)
    )
    demand_spread: float = field(
        default=0.3,
        metadata=option(
            "Spread of demand over its mean, for --flexibility; to 0.5.",
            "--spread",
            SPREAD,
        ),
    )
    demand_correlation: float = field(
        default=0.0,
        metadata=option(
            "How far demands move together, for --flexibility; below 1.",
            "--correlation",
            CORRELATION,
        ),
    )
    horizon: int | None = None
    seed: int = field(default=0, metadata=option("Seed of every draw.", limits=SEED))

    def __post_init__(self) -> None:
        share = "a share from 0 to 1"
        cut = (
            "above 0 and at most 0.5. It is the standard deviation of demand over its "
            "mean; demands are drawn up to two of them from the mean, so more than 0.5 "
            "could make them negative"
        )
        weeks, spread = self.weeks, self.demand_spread
        limits = (
            ("working_weeks", self.working_weeks, 0, 53, "above 0 and at most 53"),
            ("weeks", weeks, 0, 520, "above 0 and at most 520"),
            ("spread", spread, 0, 0.5, cut),
        )
        for name, value, above, most, words in limits:
            _check(name, value, words, is_allowed=above < value <= most)
        _check("patience", self.patience, share, is_allowed=0 <= self.patience <= 1)
        _check("overtime", self.overtime, share, is_allowed=0 <= self.overtime <= 1)
        together = self.demand_correlation
        words = "from 0 to below 1"
        _check("correlation", together, words, is_allowed=0 <= together < 1)


def _check(name: str, value: float, words: str, *, is_allowed: bool) -> None:
    if not is_allowed:
        message = f"{name} is {value!r}; it must be {words}."
        raise UseError(message)
