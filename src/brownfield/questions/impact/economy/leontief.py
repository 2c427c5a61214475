"""How much must every sector make, so that something is sold to the end?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.impact.economy.table import Economy


def coefficients(economy: Economy) -> Floats:
    """Return what each sector buys from each, per money of its output.

    Returns
    -------
    Floats
        Matrix A: seller by buyer. Shape (S, S), money per money; the column of an idle
        sector is 0.

    References
    ----------
    Miller and Blair, Input-Output Analysis, chapter 2.
    """
    return economy.per_output(economy.flows)


def inverse(bought: Floats) -> Floats:
    """Return the Leontief inverse (I - A)^-1.

    Parameters
    ----------
    bought
        Matrix A. Shape (S, S), money per money.

    Returns
    -------
    Floats
        Output of each sector (row) for one money of final sales of each (column).
        Shape (S, S).

    Raises
    ------
    LinAlgError
        If the sectors use up all that they make.
    """
    return np.asarray(np.linalg.inv(np.eye(len(bought)) - bought), dtype=np.float64)


def with_households(economy: Economy) -> Floats:
    """Return A with households as one more sector: they sell work and buy goods.

    Returns
    -------
    Floats
        Shape (S + 1, S + 1). Last row: wages per output. Last column: what is bought
        from each sector per money of wages.
    """
    earned = np.append(economy.per_output(economy.wages), 0.0)
    spent = economy.consumption / economy.wages.sum()
    inner = np.column_stack([coefficients(economy), spent])
    return np.vstack([inner, earned])


def total(direct: Floats, output: Floats) -> Floats:
    """Return what comes of something that each sector has per output.

    Parameters
    ----------
    direct
        Jobs, wages or value added per money of output. Shape (S,).
    output
        Leontief inverse; of a closed one only the sectors count (truncated). Shape
        (S, S) or (S + 1, S + 1).

    Returns
    -------
    Floats
        Per money of final sales of each sector. Shape (S,).
    """
    count = len(direct)
    return direct @ output[:count, :count]


def multipliers(economy: Economy) -> dict[str, Floats]:
    """Return what a money of final sales of each sector brings, by kind.

    Returns
    -------
    dict
        output, value_added, income, jobs: of the sector and its suppliers (type I), per
        money of final sales. The same with `_ii`: with what is bought out of wages,
        households not counted as a sector (type II, truncated). With `_ratio`: over
        what the sector has itself. Shape (S,) each; nan where the table does not say.
    """
    opened, ones = inverse(coefficients(economy)), np.ones(len(economy.sectors))
    closed = _closed(economy)
    by_name: dict[str, Floats] = {}
    for name, amounts in (
        ("output", None),
        ("value_added", economy.value_added),
        ("income", economy.wages),
        ("jobs", economy.jobs),
    ):
        direct = ones if amounts is None else economy.per_output(amounts)
        first, second = total(direct, opened), total(direct, closed)
        over = np.where(direct == 0.0, np.nan, direct)
        by_name |= {name: first, f"{name}_ii": second}
        by_name |= {f"{name}_ratio": first / over, f"{name}_ii_ratio": second / over}
    return by_name


def _closed(economy: Economy) -> Floats:
    """Return the inverse with households; nan where the table does not say."""
    matrix = with_households(economy)
    if np.isnan(matrix).any():
        return np.full(matrix.shape, np.nan)
    return inverse(matrix)


def taken_out(economy: Economy) -> Floats:
    """Return the share of all output that is lost without each sector. Shape (S,).

    Nan where the table does not say what is sold to the end.
    """
    count, whole = len(economy.sectors), economy.output.sum()
    if not count or np.isnan(economy.final).any():
        return np.full(count, np.nan)
    matrix = coefficients(economy)
    lost = [extracted(matrix, economy.final, place) for place in range(count)]
    shares: Floats = np.array(lost) / whole
    return shares


def extracted(bought: Floats, final: Floats, sector: int) -> float:
    """Return the output that is lost if a sector is taken out altogether.

    Parameters
    ----------
    bought
        Matrix A. Shape (S, S).
    final
        Final sales. Shape (S,), money.
    sector
        Its position.

    Returns
    -------
    float
        Money: output of all with it, less output of the others without it.
    """
    with_it = inverse(bought) @ final
    kept = np.arange(len(final)) != sector
    without = inverse(bought[np.ix_(kept, kept)]) @ final[kept]
    return float(with_it.sum() - without.sum())
