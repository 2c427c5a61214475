"""What do stops cost over the years, on average and in bad years?

Every hazard strikes by itself (Poisson). A hazard of one plant, of a company and of a
region are shocks of their own, so two plants of one company share the company's shocks
and not their own (Marshall and Olkin). Losses of stops in one year add up; a stop
counts in the year in which it begins.

References
----------
METHODS B6; Marshall and Olkin 1967; Rockafellar and Uryasev 2000.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from brownfield.errors import UseError
from brownfield.questions.stress.network.hits import availability
from brownfield.questions.stress.network.relief import Standstill
from brownfield.questions.stress.sweep.exposure import Loss, Question, answers
from brownfield.questions.stress.sweep.sweep import lost_by_party, penalty_of
from brownfield.questions.stress.years.frequency import (
    POINTS,
    YearlyLoss,
    compound_loss,
)

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.network.of_plan import PlanNetwork
    from brownfield.questions.stress.years.hazards import Hazard
    from brownfield.work.executor import Executor

SHARES = (0.0005, 0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99, 0.999, 0.999999)
TAIL = 0.95  # level of CVaR: mean of the worst 5 % of years
SURE = 4  # standard errors within which drawn and analytic mean agree
BEYOND = 10  # years that must lie beyond a percentile for it to be told
BLOCK = 10_000  # years drawn from one seed, so that the draw is the same everywhere


@dataclass(frozen=True)
class Curve:
    """What stops of a hazard cost by their length; straight between the points.

    Attributes
    ----------
    hazard
        The hazard.
    weeks
        Full weeks solved for, from 0. Shape (G,).
    by_party
        Loss of each party. Shape (G, P), case currency.
    vehicles
        Vehicles lost. Shape (G,).
    penalty
        Lost-sale penalty in the loss. Shape (G,), case currency.
    """

    hazard: Hazard
    weeks: Floats = field(repr=False)
    by_party: Floats = field(repr=False)
    vehicles: Floats = field(repr=False)
    penalty: Floats = field(repr=False)

    def penalty_in(self, stopped: Floats) -> Floats:
        """Return the lost-sale penalty in what such stops cost. Shape (n,)."""
        return self._at(stopped, self.penalty)

    def loss(self, stopped: Floats) -> Floats:
        """Return what stops of given weeks (without ramp) cost together. Shape (n,)."""
        return self._at(stopped, self.by_party.sum(axis=1))

    def loss_of(self, stopped: Floats, party: int) -> Floats:
        """Return what such stops cost one party. Shape (n,)."""
        return self._at(stopped, self.by_party[:, party])

    def _at(self, stopped: Floats, values: Floats) -> Floats:
        full = stopped + self.hazard.recovery / 2
        return np.asarray(np.interp(full, self.weeks, values))


def curves(
    planned: PlanNetwork,
    hazards: Sequence[Hazard],
    *,
    separate: Sequence[str] = (),
    executor: Executor | None = None,
) -> list[Curve]:
    """Return the loss of every hazard by length, solved at shares of its lengths.

    The time to survive is one of the lengths, so that the bend there is exact.

    Parameters
    ----------
    planned
        The weekly network of a plan.
    hazards
        What may happen.
    separate
        Plants whose guests have computers of their own; see `availability`.
    executor
        Runs the stops, in this process if not given.
    """
    shares = [
        availability(planned, h.element, h.residual, separate=separate, only=h.only)
        for h in hazards
    ]
    first = [Question(share, 1.0, with_survival=True) for share in shares]
    survived = [a.survives for a in answers(planned.network, first, executor)]
    grids = [_grid(h, tts) for h, tts in zip(hazards, survived, strict=True)]
    questions = [
        Question(share, float(weeks))
        for share, grid in zip(shares, grids, strict=True)
        for weeks in grid
    ]
    losses = [a.loss for a in answers(planned.network, questions, executor)]
    priced, at = [], 0
    for hazard, grid in zip(hazards, grids, strict=True):
        own = losses[at : at + len(grid)]
        at += len(grid)
        money = np.array(
            [
                list(
                    lost_by_party(
                        planned, loss, _still(hazard, loss, separate)
                    ).values()
                )
                for loss in own
            ]
        )
        vehicles = [loss.never_sold for loss in own]
        penalty = [penalty_of(planned, loss) for loss in own]
        priced.append(
            Curve(
                hazard,
                np.array([0.0, *grid]),
                np.concatenate([np.zeros((1, money.shape[1])), money]),
                np.array([0.0, *vehicles]),
                np.array([0.0, *penalty]),
            )
        )
    return priced


def _still(
    hazard: Hazard, loss: Loss, separate: Sequence[str]
) -> tuple[Standstill, ...]:
    weeks = loss.weeks * (1.0 - hazard.residual)
    still = Standstill(hazard.element, weeks, frozenset(separate), hazard.only)
    return (still,)


def _grid(hazard: Hazard, survives: float | None) -> Floats:
    """Return the lengths solved for: shares of all, and where losses begin."""
    weeks = hazard.lengths.quantile(np.array(SHARES)) + hazard.recovery / 2
    knot = [w for w in (survives,) if w is not None and weeks[0] < w < weeks[-1]]
    return np.unique(np.round(np.concatenate([weeks, knot]), 9))


@dataclass(frozen=True)
class Risk:
    """Losses of many simulated years of one plan year; case currency.

    Attributes
    ----------
    years
        Number of years.
    losses
        Loss of each year, all parties. Shape (years,).
    by_hazard, by_party
        Mean loss a year.
    vehicles
        Mean vehicles lost a year.
    analytic
        Mean and standard deviation without drawing, by the frequency-duration formulas.
    penalty
        Lost-sale penalty in the mean loss a year.
    """

    years: int
    losses: Floats = field(repr=False)
    by_hazard: Mapping[str, float]
    by_party: Mapping[str, float]
    vehicles: float
    analytic: YearlyLoss
    penalty: float = 0.0

    @property
    def mean(self) -> float:
        """Mean loss of a year."""
        return float(self.losses.mean())

    @property
    def standard_error(self) -> float:
        """Standard error of `mean`: the analytic deviation over the root of years.

        That of the years drawn would be 0 if nothing happened in any of them.
        """
        return float(self.analytic.sd / np.sqrt(self.years))

    @property
    def is_as_expected(self) -> bool:
        """Whether drawn and analytic mean agree within four standard errors."""
        near = SURE * self.standard_error + 1e-9 * self.analytic.mean
        return bool(abs(self.mean - self.analytic.mean) <= near)

    @property
    def years_to_judge(self) -> int:
        """Years from which four standard errors are less than the analytic mean."""
        ratio = self.analytic.sd / self.analytic.mean if self.analytic.mean else 0.0
        return max(2, ceil((SURE * ratio) ** 2))

    @property
    def is_judged(self) -> bool:
        """Whether the years suffice to judge the mean; with fewer 0 would agree too."""
        return self.years >= self.years_to_judge

    def is_told(self, share: float) -> bool:
        """Return whether ten years or more lie beyond a percentile: else it is luck."""
        return round(self.years * (1 - share), 6) >= BEYOND

    def percentile(self, share: float) -> float:
        """Return the loss that a share of all years does not exceed."""
        return float(np.quantile(self.losses, share))

    def cvar(self, level: float = TAIL) -> tuple[float, float]:
        """Return the mean loss of the worst years and its standard error."""
        return cvar(self.losses, level)


def cvar(losses: Floats, level: float = TAIL) -> tuple[float, float]:
    """Return the mean of the worst share of losses and its standard error.

    eta + mean excess over eta / (1 - level), with eta the quantile; the error is that
    of the mean excess, eta held (Rockafellar and Uryasev 2000).
    """
    eta = float(np.quantile(losses, level))
    excess = np.clip(losses - eta, 0.0, None) / (1 - level)
    return eta + float(excess.mean()), float(excess.std(ddof=1) / np.sqrt(len(losses)))


def simulate(
    curves: Sequence[Curve], parties: Sequence[str], years: int, *, seed: int = 0
) -> Risk:
    """Return the losses of many years.

    Parameters
    ----------
    curves
        Loss of every hazard by length.
    parties
        Names of the parties of the curves.
    years
        Years to draw, at least 2.
    seed
        Seed; each hazard and block of years has a generator of its own, so hazards can
        be added without changing the draws of the others.

    Raises
    ------
    UseError
        If fewer than two years are asked for.
    """
    if years < 2:
        message = f"{years} years cannot show a spread. Ask for at least 2."
        raise UseError(message)
    losses, vehicles, penalty = np.zeros(years), 0.0, 0.0
    by_hazard: dict[str, float] = {}
    by_party = np.zeros(len(parties))
    for curve in curves:
        when, stopped = draw(curve.hazard, years, seed=seed)
        lost = curve.loss(stopped)
        np.add.at(losses, when, lost)
        by_hazard[curve.hazard.name] = float(lost.sum()) / years
        by_party += [
            curve.loss_of(stopped, p).sum() / years for p in range(len(parties))
        ]
        penalty += float(curve.penalty_in(stopped).sum()) / years
        full = stopped + curve.hazard.recovery / 2
        vehicles += float(np.interp(full, curve.weeks, curve.vehicles).sum()) / years
    shares = {p: float(v) for p, v in zip(parties, by_party, strict=True)}
    exact = analytic(curves)
    return Risk(years, losses, by_hazard, shares, vehicles, exact, penalty)


def draw(hazard: Hazard, years: int, *, seed: int) -> tuple[NDArray[np.int64], Floats]:
    """Return the year and the weeks of every stop of a hazard that is drawn."""
    when, weeks = [], []
    number = crc32((hazard.cause or hazard.name).encode())
    for block, begin in enumerate(range(0, years, BLOCK)):
        size = min(BLOCK, years - begin)
        generator = np.random.default_rng([seed, number, block])
        counts = generator.poisson(hazard.rate * hazard.parts, BLOCK)[:size]
        shares = generator.random(int(counts.sum()))
        is_own = generator.integers(hazard.parts, size=len(shares)) == hazard.part
        when.append(begin + np.repeat(np.arange(size), counts)[is_own])
        weeks.append(hazard.lengths.quantile(shares[is_own]))
    return np.concatenate(when), np.concatenate(weeks)


def expected_by_hazard(curves: Sequence[Curve]) -> dict[str, float]:
    """Return the mean loss a year of each hazard, without drawing, case currency."""
    return {c.hazard.name: _compound(c).mean for c in curves}


def expected_by_party(curve: Curve) -> Floats:
    """Return the mean loss a year of each party from a hazard, without drawing."""
    hazard = curve.hazard
    stopped = hazard.lengths.quantile((np.arange(POINTS) + 0.5) / POINTS)
    each = range(curve.by_party.shape[1])
    return hazard.rate * np.array([curve.loss_of(stopped, p).mean() for p in each])


def _compound(curve: Curve) -> YearlyLoss:
    hazard = curve.hazard
    return compound_loss(hazard.rate, hazard.lengths.quantile, curve.loss)


def analytic(curves: Sequence[Curve]) -> YearlyLoss:
    """Return mean and standard deviation of the yearly loss without drawing."""
    own = [_compound(curve) for curve in curves]
    variance = sum(part.sd**2 for part in own)
    return YearlyLoss(sum(part.mean for part in own), float(np.sqrt(variance)))
