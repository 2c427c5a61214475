"""What does a stop cost the plan of the whole tree, with its decisions held?

The annual model is solved twice with starts, openings and shift patterns held: as it
is, and with the line time of some plants lowered by the stop. The difference is lost
present value, after vehicles were re-routed as well as the year allows (METHODS A6).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.derive.derived import Derived
from brownfield.errors import UseError
from brownfield.model.arrays.linear import Floats
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.search.closer import solve_closely
from brownfield.solve.search.extensive import fixed


@dataclass(frozen=True)
class AnnualStop:
    """Expected present values of the parties together, case currency."""

    running: float
    stopped: float

    @property
    def loss(self) -> float:
        """What the stop costs."""
        return self.running - self.stopped


class AnnualStops:
    """The decided model of a case, asked about one stop after the other.

    Parameters
    ----------
    case
        The case; it is planned once.

    Raises
    ------
    UseError
        If the case has no plan.
    """

    def __init__(self, case: Case) -> None:
        self._derived, self._backend = derive(case), HighsBackend()
        settings = case.settings.solve
        limits = Limits(
            gap=settings.gap,
            seconds=settings.time_limit_seconds,
            seed=settings.seed,
        )
        formulation = formulate(self._derived)
        solved = solve_closely(formulation, self._backend, limits)
        if solved.columns is None:
            message = "The case has no plan, so nothing can stop."
            raise UseError(message)
        self._decided: Floats = solved.columns

    def stop(
        self,
        plants: Collection[str],
        year: int,
        share_lost: float,
        *,
        without: Collection[str] = (),
    ) -> AnnualStop:
        """Return what a stop of plants in a year costs.

        Parameters
        ----------
        plants
            Plants that stop.
        year
            Calendar year.
        share_lost
            Share of the year's line time lost, e.g. 6 / 47 for six weeks.
        without
            Build options that may not be used that year, with and without the stop.
        """
        running = self._value(self._derived, year, without)
        lowered = lowered_capacity(self._derived, plants, year, 1.0 - share_lost)
        return AnnualStop(running, self._value(lowered, year, without))

    def _value(self, derived: Derived, year: int, without: Collection[str]) -> float:
        formulation = formulate(derived)
        model = fixed(formulation.linear, self._decided)
        upper = model.upper.copy()
        upper[_made_in(formulation, year, without)] = 0.0
        solved = self._backend.solve(replace(model, upper=upper), Limits())
        money = formulation.data.scale.money
        return (solved.objective + formulation.constant) * money


def lowered_capacity(
    derived: Derived, plants: Collection[str], year: int, share: float
) -> Derived:
    """Return the derived case in which plants offer a share of their line time."""
    is_hit = pl.col("facility").is_in(list(plants)) & (pl.col("year") == year)
    offered = pl.col("capacity") * pl.when(is_hit).then(share).otherwise(1.0)
    return replace(derived, capacity=derived.capacity.with_columns(capacity=offered))


def _made_in(
    formulation: Formulation, year: int, options: Collection[str]
) -> np.ndarray:
    years = formulation.data.nodes.select("node", "year")
    made = formulation.columns.make.join(years, on="node", maintain_order="left")
    is_named = pl.col("build_option").cast(pl.String).is_in(list(options))
    return made.filter(is_named & (pl.col("year") == year))["column"].to_numpy()
