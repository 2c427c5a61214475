"""What do stops cost over the years, by the simulated ones?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from brownfield.questions.stress.risk import BEYOND, TAIL, Risk
from brownfield.tell.values import TOLD_ONLY

PERCENTILES = (0.5, 0.9, 0.95, 0.99)
RARE = (TAIL, 0.99)
POINTS = 200  # of the curve of losses
MOST = 0.999  # share of years at which that curve ends


@dataclass(frozen=True)
class Exceeded:
    """A point of the curve of losses.

    Attributes
    ----------
    loss
        Amount lost in a year, case currency.
    share
        Share of years that cost more, in [0, 1].
    """

    loss: float
    share: float


@dataclass(frozen=True)
class YearlyRisk:
    """Losses of many simulated years of the year looked at; case currency a year.

    Attributes
    ----------
    years
        Years simulated.
    expected_loss
        Mean loss.
    of_which_penalty
        Lost-sale penalty in it.
    standard_error
        Standard error of the mean.
    standard_deviation
        Standard deviation of the losses.
    percentiles
        Loss that a share of all years does not exceed (50%, 90%, 95%, 99%); None if too
        few years lie beyond to tell it.
    cvar_95, cvar_95_standard_error
        Mean loss of the worst twentieth of years and its standard error; None likewise.
    expected_loss_by_party, expected_loss_by_hazard
        Mean loss of each party and from each hazard.
    expected_lost_vehicles
        Mean vehicles lost.
    analytic_expected_loss, analytic_standard_deviation
        The same without drawing, by the frequency-duration formulas.
    agrees_with_analytic
        Whether drawn and analytic mean agree within four standard errors; None if the
        years are too few to judge.
    years_to_judge
        Years from which they are enough.
    years_beyond
        Years that must lie beyond a percentile for it to be told.
    years_to_tell
        Years to simulate for that, of the rare percentiles (95%, 99%).
    share_without_loss
        Share of years without a loss, in [0, 1].
    exceeded
        How often a year costs more than an amount.
    """

    years: int
    expected_loss: float
    of_which_penalty: float
    standard_error: float
    standard_deviation: float
    percentiles: Mapping[str, float | None]
    cvar_95: float | None
    cvar_95_standard_error: float | None
    expected_loss_by_party: Mapping[str, float]
    expected_loss_by_hazard: Mapping[str, float]
    expected_lost_vehicles: float
    analytic_expected_loss: float
    analytic_standard_deviation: float
    agrees_with_analytic: bool | None
    years_to_judge: int
    years_beyond: int = field(metadata=TOLD_ONLY)
    years_to_tell: Mapping[str, float] = field(metadata=TOLD_ONLY)
    share_without_loss: float = field(metadata=TOLD_ONLY)
    exceeded: tuple[Exceeded, ...] = field(repr=False, metadata=TOLD_ONLY)


def yearly_risk(risk: Risk) -> YearlyRisk:
    """Return the simulated risk with its check."""
    tail, tail_error = risk.cvar() if risk.is_told(TAIL) else (None, None)
    return YearlyRisk(
        years=risk.years,
        expected_loss=risk.mean,
        of_which_penalty=risk.penalty,
        standard_error=risk.standard_error,
        standard_deviation=float(risk.losses.std(ddof=1)),
        percentiles={
            f"{p:.0%}": risk.percentile(p) if risk.is_told(p) else None
            for p in PERCENTILES
        },
        cvar_95=tail,
        cvar_95_standard_error=tail_error,
        expected_loss_by_party=dict(risk.by_party),
        expected_loss_by_hazard=dict(risk.by_hazard),
        expected_lost_vehicles=risk.vehicles,
        analytic_expected_loss=risk.analytic.mean,
        analytic_standard_deviation=risk.analytic.sd,
        agrees_with_analytic=risk.is_as_expected if risk.is_judged else None,
        years_to_judge=risk.years_to_judge,
        years_beyond=BEYOND,
        years_to_tell={f"{p:.0%}": BEYOND / (1 - p) for p in RARE},
        share_without_loss=float(np.mean(risk.losses <= 0)),
        exceeded=_exceeded(risk),
    )


def _exceeded(risk: Risk) -> tuple[Exceeded, ...]:
    losses = np.sort(risk.losses)
    amounts = np.linspace(0.0, float(np.quantile(losses, MOST)), POINTS)
    over = 1.0 - np.searchsorted(losses, amounts, side="right") / len(losses)
    return tuple(
        Exceeded(float(amount), float(share))
        for amount, share in zip(amounts, over, strict=True)
    )
