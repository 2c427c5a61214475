"""Which scores may the places have?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from brownfield.case.shapes import Floats, quantiles
from brownfield.tables.declared.evidence import COST
from brownfield.tables.definitions import TABLES
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.questions.site.scoring.criteria import Judged
    from brownfield.tables.frames import Tables

Place = tuple[int, int]  # positions of a site and a criterion
PRICES = ("pay", "rent")  # columns of sites that the cost follows from


@dataclass(frozen=True)
class Ranged:
    """A row of `assumptions` that gives scores a range.

    Attributes
    ----------
    row
        Its cells.
    base, slope
        What is added to the score = base + slope x number, by place.
    """

    row: dict[str, Any] = field(repr=False)
    base: dict[Place, float]
    slope: dict[Place, float]


def drawn_scores(
    judged: Judged, tables: Tables, count: int, random: np.random.Generator
) -> tuple[Floats, int]:
    """Return scores drawn from the ranges that `assumptions` gives them.

    Parameters
    ----------
    judged
        Places and their scores.
    tables
        With `assumptions`: its rows of `criteria.score`, and of `sites.pay` and
        `sites.rent`, from which a cost follows.
    count
        Number of draws.
    random
        Random numbers.

    Returns
    -------
    tuple
        Scores, shape (draws, sites, criteria), (1, sites, criteria) if none has a
        range; and how many have one. A row of `assumptions` is one number for all that
        it names; rows do not depend on each other. Scores are kept within the range of
        their criterion.
    """
    ranges = list(_ranged(judged, tables))
    moved = {place for one in ranges for place in one.slope}
    if not moved:
        return judged.scores[np.newaxis], 0
    scores = np.repeat(judged.scores[np.newaxis], count, axis=0)
    for one in ranges:
        number = _number(one.row, random.random(count))
        for place, slope in one.slope.items():
            scores[:, *place] += one.base[place] + slope * number
    return _kept(judged, scores), len(moved)


def score_ends(judged: Judged, tables: Tables) -> tuple[Floats, Floats]:
    """Return the least and the most that each score may be, unit of its criterion.

    Parameters
    ----------
    judged, tables
        As for `drawn_scores`.

    Returns
    -------
    tuple
        Two arrays of shape (sites, criteria); where there is no range both are the
        score.
    """
    low, high = judged.scores.copy(), judged.scores.copy()
    for one in _ranged(judged, tables):
        for place, slope in one.slope.items():
            low[place] += one.base[place] + slope * one.row["low"]
            high[place] += one.base[place] + slope * one.row["high"]
    return _kept(judged, low), _kept(judged, high)


def _kept(judged: Judged, scores: Floats) -> Floats:
    """Return scores within the ranges of their criteria."""
    low = np.array([min(one.worst, one.best) for one in judged.criteria])
    high = np.array([max(one.worst, one.best) for one in judged.criteria])
    return np.clip(scores, low, high)


def _number(row: dict[str, Any], chance: Floats) -> Floats:
    return quantiles(row["distribution"], row["low"], row["mode"], row["high"], chance)


def _ranged(judged: Judged, tables: Tables) -> Iterator[Ranged]:
    """Yield rows that move a score: what they add to it is base + slope x number."""
    for row in tables["assumptions"].iter_rows(named=True):
        if (row["table"], row["column"]) == ("criteria", "score"):
            places = _places(judged, _named("criteria", tables, row["where"]))
            base = {place: -float(judged.scores[place]) for place in places}
            yield Ranged(row, base, dict.fromkeys(places, 1.0))
        elif row["table"] == "sites" and row["column"] in PRICES:
            slope = _of_cost(judged, tables, row)
            base = {at: -number * of for at, (number, of) in slope.items()}
            yield Ranged(row, base, {at: of for at, (_, of) in slope.items()})


def _named(table: str, tables: Tables, where: str) -> pl.DataFrame:
    rows = tables[table]
    return rows.filter(
        rows.select(matching_rows(rows, where, TABLES[table])).to_series()
    )


def _places(judged: Judged, rows: pl.DataFrame) -> list[Place]:
    """Return the places in the scores of rows of criteria."""
    names = [one.name for one in judged.criteria]
    return [
        (judged.sites.index(site), names.index(criterion))
        for criterion, site in rows.select("criterion", "site").iter_rows()
    ]


def _of_cost(
    judged: Judged, tables: Tables, row: dict[str, Any]
) -> dict[Place, tuple[float, float]]:
    """Return, by place of a cost that follows, pay or rent and how often it counts."""
    is_counted = (pl.col("criterion") == COST) & pl.col("score").is_null()
    costs = tables["criteria"].filter(is_counted).select("criterion", "site")
    rows = costs.join(_named("sites", tables, row["where"]), on="site")
    people = pl.col("staff").fill_null(0.0)
    each = people if row["column"] == "pay" else people * pl.col("space")
    often = float(tables["functions"].select(each.sum()).item())
    prices = rows[row["column"]].fill_null(0.0).to_list()
    places = _places(judged, rows)
    return {at: (price, often) for at, price in zip(places, prices, strict=True)}
