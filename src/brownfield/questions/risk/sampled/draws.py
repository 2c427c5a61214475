"""Which values do assumptions have in futures drawn from their ranges?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from brownfield.case.shapes import quantiles
from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption
    from brownfield.model.arrays.linear import Floats

NORMAL = NormalDist()
PAIR = re.compile(r"\s*(\d+)\s*~\s*(\d+)\s*=\s*(-?[\d.]+)\s*")
LEAST = 1e-9  # eigenvalue under which correlations cannot hold together


def drawn(
    rows: Sequence[Assumption], count: int, correlation: Floats, seed: int
) -> Floats:
    """Return values of assumptions. Shape (count, rows), unit of each column.

    Each follows its own shape between low and high; what moves together is said by the
    correlation of normal numbers of the same ranks.

    Parameters
    ----------
    rows
        The assumptions.
    count
        Number of draws.
    correlation
        Shape (rows, rows).
    seed
        Of the random numbers.
    """
    random = np.random.default_rng(seed)
    normal = random.standard_normal((count, len(rows)))
    ranks = _ranks(normal @ np.linalg.cholesky(correlation).T)
    columns = [
        quantiles(row.distribution, row.low, row.mode, row.high, ranks[:, place])
        for place, row in enumerate(rows)
    ]
    return np.column_stack(columns) if columns else np.empty((count, 0))


def _ranks(normal: Floats) -> Floats:
    """Return the share of a normal number below each."""
    ranks: Floats = np.vectorize(NORMAL.cdf, otypes=[np.float64])(normal)
    return ranks


def correlations(rows: Sequence[Assumption], given: Sequence[str]) -> Floats:
    """Return the correlation of assumptions. Shape (rows, rows), dimensionless.

    Parameters
    ----------
    rows
        The assumptions.
    given
        Pairs as NUMBER~NUMBER=VALUE, numbers of rows of `assumptions`.

    Raises
    ------
    UseError
        If a pair cannot be read, or they cannot hold together.
    """
    places = {row.number: place for place, row in enumerate(rows)}
    matrix = np.eye(len(rows))
    for text in given:
        one, other, value = _pair(text, places)
        matrix[one, other] = matrix[other, one] = value
    if len(rows) and np.linalg.eigvalsh(matrix).min() < LEAST:
        message = (
            f"--correlation {', '.join(given)}: these cannot hold together. Take "
            "smaller ones, or give the pairs that are missing between them."
        )
        raise UseError(message)
    return matrix


def _pair(text: str, places: dict[int, int]) -> tuple[int, int, float]:
    """Return two places and their correlation.

    Raises
    ------
    UseError
        If the text is none.
    """
    match = PAIR.fullmatch(text)
    one, other = (int(match[1]), int(match[2])) if match else (0, 0)
    value = float(match[3]) if match else 2.0
    if one == other or not {one, other} <= set(places) or not -1.0 < value < 1.0:
        numbers = ", ".join(map(str, list(places)[:12])) or "the case has none"
        message = (
            f"--correlation {text}: write two rows of `assumptions` by their numbers "
            f"and a value between -1 and 1, as 1~3=0.6. Rows that are moved: {numbers}."
        )
        raise UseError(message)
    return places[one], places[other], value
