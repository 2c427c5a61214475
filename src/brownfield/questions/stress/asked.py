"""What may be asked of a stress test?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from brownfield.asking.options import option
from brownfield.questions.stress.setting import Setting, Shape
from brownfield.tables.bounds import Bounds

USUAL_YEARS = 10_000  # years simulated unless asked otherwise
YEARS = Bounds(lower=2, is_whole=True, example="20000")
BUDGET = Bounds(lower=0, example="2000000")
SHARE = Bounds(lower=0, upper=1, example="0.5")
YEAR = Bounds(is_whole=True, example="2030")


@dataclass(frozen=True)
class Asked:
    """What is wanted of a stress test; everything if nothing in particular is.

    Attributes
    ----------
    sweep, cures, flexibility
        Whether it is wanted.
    events
        Hazards or what-ifs to replay.
    design
        Hazard that the plan should reckon with; None = none.
    years
        Years to simulate; 0 = none.
    budget
        Most that cures may cost a year, case currency; None = no limit.
    tail_weight
        Weight of CVaR against the mean when cures are weighed, in [0, 1].
    shape
        How lengths of stops spread.
    year, future
        Node of the plan to look at; None = the usual one.
    setting
        Assumptions.
    run
        Run folder that holds the plan; None = plan the case.
    """

    sweep: bool = field(
        default=True,
        metadata=option("What does each possible stop cost?", typed_default=False),
    )
    events: tuple[str, ...] = field(
        default=(),
        metadata=option(
            "Replay this hazard, or what-if that makes one; repeat.", "--event"
        ),
    )
    design: str | None = field(
        default=None,
        metadata=option("Plan again, reckoning with this hazard in --year."),
    )
    years: int = field(
        default=USUAL_YEARS,
        metadata=option(
            "Simulate this many years of stops, 2 or more.",
            limits=YEARS,
            typed_default=0,
        ),
    )
    cures: bool = field(
        default=True, metadata=option("Which mitigations pay?", typed_default=False)
    )
    flexibility: bool = field(
        default=True,
        metadata=option("Which link is the best next one?", typed_default=False),
    )
    budget: float | None = field(
        default=None,
        metadata=option(
            "Most that cures may cost a year, case currency.", limits=BUDGET
        ),
    )
    tail_weight: float = field(
        default=0.0,
        metadata=option(
            "Weight of bad years when cures are weighed, a share.", limits=SHARE
        ),
    )
    shape: Shape = field(
        default="lognormal",
        metadata=option(
            "How lengths spread: lognormal or triangular.",
            "--lengths",
            choices=get_args(Shape),
        ),
    )
    year: int | None = field(
        default=None,
        metadata=option("Year of the plan; else that of largest output.", limits=YEAR),
    )
    future: str | None = field(
        default=None, metadata=option("Branch of the tree; else the likeliest.")
    )
    setting: Setting = field(default_factory=Setting)
    run: Path | None = field(
        default=None,
        metadata=option("Test the plan in this run folder instead of planning."),
    )

    @property
    def is_nothing(self) -> bool:
        """Whether no answer in particular is asked for."""
        named = self.sweep or self.events or self.years or self.design
        return not (named or self.cures or self.flexibility)

    @property
    def is_sweep_alone(self) -> bool:
        """Whether the sweep is asked for, and nothing else."""
        return replace(self, sweep=False).is_nothing and self.sweep

    @property
    def named(self) -> Asked:
        """The same; every answer but events if none in particular is asked for."""
        if not self.is_nothing:
            return self
        return replace(
            self, sweep=True, cures=True, flexibility=True, years=USUAL_YEARS
        )
