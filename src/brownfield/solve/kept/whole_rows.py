"""Which rows does every whole plan keep that the end of a linear solve breaks?

Where a solve ends with a whole decision in part, the rows that hold there add up to

    x + sum of a_k t_k = b,

where t_k >= 0 is how far every other column and row is from the bound it stands at. The
fraction f of b is not nothing. Since x is whole, the t cannot all be: with f_k the
fraction of a_k

    sum of t_k times  f_k / f              if t_k is whole and f_k <= f,
                      (1 - f_k) / (1 - f)  if t_k is whole and f_k > f,
                      a_k / f              if it is not whole and a_k > 0,
                      -a_k / (1 - f)       if it is not whole and a_k < 0

is at least 1 (Gomory's mixed-integer cut; Nemhauser and Wolsey 1988, II.1.7). The row
hangs on limits and not on costs, so it holds for every other cost.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.solution import Corner, WarmModel

PART = 0.01  # how far from whole a decision is that is worth a row
NOTHING = 1e-9  # factor that is rounding
NOISE = 1e-7  # most that a column of the basis may have left
LARGE = 1e4  # factor beyond which digits are lost
SMALL = 1e-7  # of the largest factor: smaller ones are dropped where that is sound
SPREAD = 1e8  # of factors in a row that is kept
BROKEN = 1e-4  # by which the end of the solve breaks a row, for factors of length 1
SAFE = 1e-9  # by which a row is eased, for the same
ALIKE = 0.9  # cosine of two rows from which one of them is enough
MOST = 100  # rows added at once


class Row(NamedTuple):
    """A row: columns and factors of length 1, the least amount, how far it is broken."""

    columns: np.ndarray
    factors: Floats
    least: float
    broken: float


def whole_rows(model: LinearModel, solved: WarmModel) -> MoreRows | None:
    """Return rows that every whole plan keeps and the last solve breaks.

    Parameters
    ----------
    model
        The model with its whole decisions, and the rows that were added before.
    solved
        It without whole decisions, after a solve.

    Returns
    -------
    MoreRows | None
        Those broken most, none like another; None if there is none.
    """
    corner, limits = solved.corner(), _Limits(model)
    found = [
        row
        for place, column in _in_part(model, corner)
        if (row := _row(limits, corner, solved.weights(place), column)) is not None
    ]
    chosen = list(_unlike(sorted(found, key=lambda row: -row.broken), model.columns))
    return _together(chosen) if chosen else None


class _Limits:
    """The bounds of columns and rows, one after the other, and what is whole."""

    def __init__(self, model: LinearModel) -> None:
        self.model = model
        self.lower = np.concatenate([model.lower, model.row_lower])
        self.upper = np.concatenate([model.upper, model.row_upper])
        rows = np.zeros(model.rows, dtype=np.bool_)
        self.is_whole = np.concatenate([model.is_integer, rows])
        self.is_fixed = self.lower == self.upper

    def sums(self, weights: Floats) -> Floats:
        """Return the factor of each column in a weighted sum of the rows."""
        model = self.model
        each = weights[model.entry_rows] * model.values
        return np.bincount(model.positions, each, model.columns).astype(float)


def _in_part(model: LinearModel, corner: Corner) -> Iterator[tuple[int, int]]:
    """Yield place and column of the whole decisions that are taken in part."""
    for place in np.flatnonzero(corner.basic >= 0):
        column = int(corner.basic[place])
        value = corner.value[column]
        if model.is_integer[column] and PART < value - np.floor(value) < 1.0 - PART:
            yield int(place), column


def _row(limits: _Limits, corner: Corner, weights: Floats, column: int) -> Row | None:
    """Return the row of a decision in part; None if its digits cannot be trusted."""
    line = np.concatenate([limits.sums(weights), -weights])
    line /= line[column]
    line[column] = 0.0
    line[np.abs(line) < NOTHING] = 0.0
    in_basis = corner.side == 0
    if np.abs(line[in_basis]).max(initial=0.0) > NOISE:
        return None
    line[in_basis] = 0.0
    at = np.flatnonzero(line)
    is_low = (corner.side[at] < 0) | limits.is_fixed[at]
    bound = np.where(is_low, limits.lower[at], limits.upper[at])
    if not np.isfinite(bound).all() or np.abs(line).max() > LARGE:
        return None
    amount = float(-line[at] @ bound)
    part = amount - np.floor(amount)
    if not PART < part < 1.0 - PART:
        return None
    factors = _rounded(np.where(is_low, line[at], -line[at]), part, limits.is_whole[at])
    factors[limits.is_fixed[at]] = 0.0
    signed = np.where(is_low, factors, -factors)
    full = np.zeros(len(line))
    full[at] = signed
    columns = limits.model.columns
    of_columns = full[:columns] + limits.sums(full[columns:])
    return _tidy(limits, corner, of_columns, 1.0 + float(signed @ bound))


def _rounded(factors: Floats, part: float, is_whole: np.ndarray) -> Floats:
    """Return the factors of the row, as at the head of this file."""
    fraction = factors - np.floor(factors)
    over = (1.0 - fraction) / (1.0 - part)
    whole = np.where(fraction <= part, fraction / part, over)
    rest = np.where(factors > 0.0, factors / part, -factors / (1.0 - part))
    return np.where(is_whole, whole, rest)


def _tidy(limits: _Limits, corner: Corner, factors: Floats, least: float) -> Row | None:
    """Return the row of length 1 without its smallest factors; None if it is no use."""
    size = np.abs(factors)
    tiny = np.flatnonzero((size > 0.0) & (size < SMALL * size.max(initial=0.0)))
    with np.errstate(invalid="ignore"):
        most = np.maximum(
            factors[tiny] * limits.lower[tiny], factors[tiny] * limits.upper[tiny]
        )
    is_bound = np.isfinite(most)
    least -= float(most[is_bound].sum())
    factors[tiny[is_bound]] = 0.0
    at = np.flatnonzero(factors)
    size = np.abs(factors[at])
    length = float(np.sqrt(size @ size))
    if not length or size.max() > SPREAD * size.min():
        return None
    least = least / length - SAFE
    kept = factors[at] / length
    broken = least - float(kept @ corner.value[at])
    return Row(at, kept, least, broken) if broken > BROKEN else None


def _unlike(rows: Iterable[Row], columns: int) -> Iterator[Row]:
    """Yield rows, in order, that are not like one before."""
    seen: list[Floats] = []
    for row in rows:
        whole = np.zeros(columns)
        whole[row.columns] = row.factors
        if all(abs(one[row.columns] @ row.factors) < ALIKE for one in seen):
            seen.append(whole)
            yield row
        if len(seen) == MOST:
            return


def _together(rows: list[Row]) -> MoreRows:
    counts = [len(row.columns) for row in rows]
    return MoreRows.of(
        np.repeat(np.arange(len(rows)), counts),
        np.concatenate([row.columns for row in rows]),
        np.concatenate([row.factors for row in rows]),
        np.array([row.least for row in rows]),
    )
