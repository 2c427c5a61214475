"""What is told of regrets: each plan in each world?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from brownfield.questions.risk.facts.careful import started

if TYPE_CHECKING:
    from brownfield.questions.risk.regret.table import Candidate, Regrets


@dataclass(frozen=True)
class RegretRow:
    """A plan and what it misses wherever it is not the best.

    Attributes
    ----------
    is_best
        Whether it is the best plan of the case.
    best_in
        Futures and what-ifs, by name, whose best plan it is.
    starts
        Programmes it starts, as NAME@YEAR.
    values
        What it is worth in each world by name, its starts and openings held; case
        currency, None where it is not possible.
    regrets
        What it is worth less there than the best plan for that world, case currency;
        None where it is not possible.
    largest
        The largest of these; None as above.
    expected
        Their mean over futures; None without futures, or as above.
    """

    is_best: bool
    best_in: tuple[str, ...]
    starts: tuple[str, ...]
    values: Mapping[str, float | None]
    regrets: Mapping[str, float | None]
    largest: float | None
    expected: float | None


@dataclass(frozen=True)
class RegretTable:
    """Each plan in each world.

    Attributes
    ----------
    worlds
        Futures (certain there), then what-ifs: names by which `values` and `regrets`
        of the plans are given.
    probabilities
        Of the futures by name; None for what-ifs.
    best
        What the best plan for each world is worth there, case currency; None where
        none is possible.
    plans
        The distinct plans.
    safest
        Place in `plans`, from 0, of the one with the least largest regret.
    """

    worlds: tuple[str, ...]
    probabilities: Mapping[str, float | None]
    best: Mapping[str, float | None]
    plans: tuple[RegretRow, ...]
    safest: int


def regret_table(regrets: Regrets | None) -> RegretTable | None:
    """Return what is told of regrets; None if there are no worlds."""
    if regrets is None:
        return None
    names = tuple(world.name for world in regrets.worlds)
    return RegretTable(
        names,
        {world.name: world.probability for world in regrets.worlds},
        dict(zip(names, map(_finite, regrets.best), strict=True)),
        tuple(_row(regrets, names, one) for one in regrets.candidates),
        regrets.candidates.index(regrets.safest),
    )


def _row(every: Regrets, names: tuple[str, ...], one: Candidate) -> RegretRow:
    regrets = [_finite(value) for value in every.regrets(one)]
    return RegretRow(
        "" in one.best_in,
        tuple(name for name in one.best_in if name),
        started(one.plan),
        dict(zip(names, one.values, strict=True)),
        dict(zip(names, regrets, strict=True)),
        _finite(every.largest(one)),
        _finite(every.expected(one)),
    )


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None
