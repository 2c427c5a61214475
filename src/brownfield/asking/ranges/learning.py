"""What would it be worth to learn some numbers before a plan is chosen?

Choosing after learning is worth the mean of the best plan for what was learnt, less
the best plan on the mean. What each plan is worth given the numbers is read off a
regression of its value in draws on these numbers: curves made of cubic pieces, of which
as many as cross-validation asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats

PIECES = (0, 1, 2, 3, 4, 6)  # inner joints of a curve that are tried
FLAT = 1e-9  # share of the size of values under which a spread is none
REPEATS = 400  # of drawing the curves anew, for the standard error


@dataclass(frozen=True)
class Worth:
    """A worth read off draws.

    Attributes
    ----------
    value
        Unit of the values of plans.
    standard_error
        Of `value`, in its unit.
    """

    value: float
    standard_error: float


@dataclass(frozen=True)
class Curve:
    """A regression curve at the draws.

    Attributes
    ----------
    basis
        Orthonormal columns. Shape (draws, rank).
    weights
        Of them. Shape (rank,).
    spread
        Standard deviation of what is left.
    """

    basis: Floats
    weights: Floats
    spread: float

    @property
    def values(self) -> Floats:
        """The curve at each draw. Shape (draws,)."""
        return self.basis @ self.weights


def knowing_all(benefits: Floats) -> Worth:
    """Return what it is worth to know everything before choosing (EVPI).

    Parameters
    ----------
    benefits
        What each plan is worth in each draw. Shape (draws, plans).
    """
    chosen = int(benefits.mean(axis=0).argmax())
    gains = benefits.max(axis=1) - benefits[:, chosen]
    return Worth(float(gains.mean()), _error(gains))


def knowing(numbers: Floats, benefits: Floats, seed: int) -> Worth:
    """Return what it is worth to know some numbers before choosing (EVPPI).

    Parameters
    ----------
    numbers
        The numbers in each draw. Shape (draws, numbers).
    benefits
        What each plan is worth in each draw. Shape (draws, plans).
    seed
        Of the random numbers for the standard error.

    References
    ----------
    Strong, Oakley and Brennan (2014).
    """
    chosen = int(benefits.mean(axis=0).argmax())
    more = benefits - benefits[:, [chosen]]
    curves = [curve(numbers, more[:, plan]) for plan in range(more.shape[1])]
    gains = _gains(np.stack([one.values for one in curves]))
    random = np.random.default_rng(seed)
    anew = [_gains(_drawn_anew(curves, random)).mean() for _ in range(REPEATS)]
    error = float(np.hypot(_error(gains), np.std(anew)))
    return Worth(float(gains.mean()), error)


def _gains(more: Floats) -> Floats:
    """Return how much better the best plan is than the one that is best on the mean.

    `more` has a row for each plan. Shape (plans, draws).
    """
    gains: Floats = more.max(axis=0) - more[int(more.mean(axis=1).argmax())]
    return gains


def _drawn_anew(curves: list[Curve], random: np.random.Generator) -> Floats:
    """Return curves as they might as well be. Shape (plans, draws)."""
    return np.stack(
        [
            one.basis
            @ (one.weights + one.spread * random.standard_normal(len(one.weights)))
            for one in curves
        ]
    )


def _error(gains: Floats) -> float:
    return float(gains.std(ddof=1) / np.sqrt(len(gains))) if len(gains) > 1 else 0.0


def curve(numbers: Floats, values: Floats) -> Curve:
    """Return the curve of values over numbers that cross-validation likes best.

    Parameters
    ----------
    numbers
        Shape (draws, numbers).
    values
        Shape (draws,).
    """
    size = float(np.abs(values).max(initial=0.0))
    if values.std() <= FLAT * size:
        flat = np.full((len(values), 1), len(values) ** -0.5)
        return Curve(flat, flat.T @ values, 0.0)
    fits = [_fitted(_features(numbers, pieces), values) for pieces in PIECES]
    return min(fits, key=lambda fit: fit[0])[1]


def _fitted(features: Floats, values: Floats) -> tuple[float, Curve]:
    """Return generalised cross-validation and the curve of some features."""
    basis, sizes, _ = np.linalg.svd(features, full_matrices=False)
    basis = basis[:, sizes > sizes.max() * 1e-10]
    weights = basis.T @ values
    left = values - basis @ weights
    free = len(values) - basis.shape[1]
    if free <= 0:
        return float("inf"), Curve(basis, weights, 0.0)
    variance = float(left @ left) / free
    score = variance * len(values) / free
    return score, Curve(basis, weights, variance**0.5)


def _features(numbers: Floats, pieces: int) -> Floats:
    """Return 1, cubic pieces of each number, and products of any two."""
    spread = numbers.std(axis=0)
    scaled = (numbers - numbers.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
    columns = [np.ones(len(numbers))]
    for one in scaled.T:
        joints = np.quantile(one, np.linspace(0.0, 1.0, pieces + 2)[1:-1])
        columns += [one, one**2, one**3]
        columns += [np.clip(one - joint, 0.0, None) ** 3 for joint in joints]
    count = scaled.shape[1]
    columns += [
        scaled[:, i] * scaled[:, j] for i in range(count) for j in range(i + 1, count)
    ]
    return np.column_stack(columns)
