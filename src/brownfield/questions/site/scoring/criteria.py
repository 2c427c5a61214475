"""How do the tables judge each place?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from brownfield.questions.site.scoring.costs import costs_of_all
from brownfield.tables.declared.evidence import COST, OF_CRITERION

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.tables.frames import Tables


@dataclass(frozen=True)
class Criterion:
    """What places are judged by.

    Attributes
    ----------
    name, title, unit
        Short and printed name of the criterion, and unit of its scores.
    worst, best
        Ends of its natural range, that unit; value 0 and 1.
    swing
        What going from worst to best counts, points; None = nobody said.
    low, high
        Range of its weight, shares of all.
    """

    name: str
    title: str
    unit: str
    worst: float
    best: float
    swing: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Judged:
    """Places and how they score.

    Attributes
    ----------
    sites
        Short names of the places.
    criteria
        What they are judged by.
    scores
        Shape (sites, criteria), unit of each criterion.
    """

    sites: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    scores: Floats = field(repr=False)

    @property
    def values(self) -> Floats:
        """Worth of each score, 0 at the worst and 1 at the best of its range."""
        return values(self.scores, self.criteria)


def values(scores: Floats, criteria: tuple[Criterion, ...]) -> Floats:
    """Return the worth of scores, straight between worst and best.

    Parameters
    ----------
    scores
        Shape (..., criteria), unit of each criterion.
    criteria
        With their ranges, which do not follow from the places: another place changes
        the worth of none.
    """
    worst = np.array([one.worst for one in criteria])
    best = np.array([one.best for one in criteria])
    shares: Floats = (scores - worst) / (best - worst)
    return shares


def judged(tables: Tables) -> Judged:
    """Return places and their scores, as the tables say them.

    Parameters
    ----------
    tables
        `criteria`, `sites` and `functions`, which hold the rules of the case.
    """
    rows = tables["criteria"]
    names = rows["criterion"].unique(maintain_order=True).to_list()
    sites = tuple(tables["sites"]["site"].to_list())
    criteria = tuple(_criterion(name, rows) for name in names)
    columns = [_scores(name, sites, tables) for name in names]
    return Judged(sites, criteria, np.array(columns, dtype=float).T)


def _criterion(name: str, rows: pl.DataFrame) -> Criterion:
    own = rows.filter(pl.col("criterion") == name)
    said = {column: _said(own[column]) for column in OF_CRITERION}
    return Criterion(
        name=name,
        title=said["name"] or "",
        unit=said["unit"] or "",
        worst=said["worst"],
        best=said["best"],
        swing=said["swing"],
        low=0.0 if said["weight_low"] is None else said["weight_low"],
        high=1.0 if said["weight_high"] is None else said["weight_high"],
    )


def _said(column: pl.Series) -> Any:
    """Return what one of the rows says; None if none does."""
    given = column.drop_nulls()
    return given[0] if len(given) else None


def _scores(name: str, sites: tuple[str, ...], tables: Tables) -> list[float | None]:
    """Return the scores of all sites on one criterion; `cost` from pay and rent."""
    own = tables["criteria"].filter(pl.col("criterion") == name)
    given = dict(own.select("site", "score").iter_rows())
    if name == COST:
        counted = costs_of_all(tables)
        return [counted[s] if given.get(s) is None else given[s] for s in sites]
    return [given.get(site) for site in sites]
