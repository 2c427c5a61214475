"""How does each place compare, as plain data?"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.site.scoring.truth import worth
from brownfield.tell.labels import pretty

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.site.question import Siting


@dataclass(frozen=True)
class Place:
    """A candidate place.

    Attributes
    ----------
    site, name
        Short and printed name.
    value
        Its worth with the central weights, 0 = worst of every range, 1 = best.
    rank
        Its rank with them, 1 = first.
    parts
        What each criterion adds to the value; they sum to it.
    scores
        Score by criterion, in its unit.
    score_ranges
        Least and most that a score may be, by criterion, in its unit; only those that
        have a range in `assumptions`.
    first
        Share of draws in which it comes first.
    confidence
        Share of draws of scores in which it is first with the weights that speak for
        it; None where it never is.
    cost
        What all functions cost there a year, case currency; None = pay is not given.
    incentive
        What a government pays once for their jobs, case currency.
    staff_of_pool
        Staff of all functions as a share of the people within reach; None = not given.
    """

    site: str
    name: str
    value: float
    rank: int
    parts: dict[str, float]
    scores: dict[str, float]
    score_ranges: dict[str, tuple[float, float]]
    first: float
    confidence: float | None
    cost: float | None
    incentive: float
    staff_of_pool: float | None


def site_names(answer: Siting) -> dict[str, str]:
    """Return the printed names of sites."""
    tables = answer.case.tables
    places = dict(tables["places"].select("place", "name").iter_rows())
    rows = tables["sites"].select("site", "name", "place").iter_rows()
    return {site: name or places.get(place) or site for site, name, place in rows}


def function_names(answer: Siting) -> dict[str, str]:
    """Return the printed names of functions."""
    rows = answer.case.tables["functions"].select("function", "name").iter_rows()
    return {function: name or pretty(function) for function, name in rows}


def stands(answer: Siting) -> dict[str, str]:
    """Return the site of each function that stands somewhere."""
    rows = answer.case.tables["functions"].select("function", "site").iter_rows()
    return {function: site for function, site in rows if site is not None}


def places(answer: Siting) -> tuple[Place, ...]:
    """Return the places, the best first."""
    values, names = worth(answer.judged, answer.weights), site_names(answer)
    order = sorted(range(len(values)), key=lambda place: -values[place])
    return tuple(_place(answer, place, names, values) for place in order)


def _place(answer: Siting, place: int, names: dict[str, str], values: Floats) -> Place:
    judged, site = answer.judged, answer.judged.sites[place]
    criteria = [one.name for one in judged.criteria]
    parts = (judged.values[place] * answer.weights).tolist()
    confidence = float(answer.ranks.confidence[place])
    own = answer.costs.filter(answer.costs["site"] == site)
    pool = _pools(answer).get(site)
    return Place(
        site=site,
        name=names[site],
        value=float(values[place]),
        rank=1 + int((values > values[place] + 1e-12).sum()),
        parts=dict(zip(criteria, parts, strict=True)),
        scores=dict(zip(criteria, judged.scores[place].tolist(), strict=True)),
        score_ranges=_ranges(answer, place),
        first=float(answer.ranks.acceptability[place, 0]),
        confidence=None if isnan(confidence) else confidence,
        cost=None if own["cost"].null_count() else float(own["cost"].sum()),
        incentive=float(own["incentive"].sum()),
        staff_of_pool=float(own["staff"].sum()) / pool if pool else None,
    )


def _ranges(answer: Siting, place: int) -> dict[str, tuple[float, float]]:
    low, high = (ends[place].tolist() for ends in answer.ends)
    names = [one.name for one in answer.judged.criteria]
    every = zip(names, low, high, strict=True)
    return {name: (least, most) for name, least, most in every if least < most}


def _pools(answer: Siting) -> dict[str, float | None]:
    rows = answer.case.tables["sites"].select("site", "talent_pool").iter_rows()
    return dict(rows)


def unsupported(answer: Siting) -> int:
    """Return how many scores cite nothing; those of the cost cite in `sites`."""
    tables = answer.case.tables
    rows = tables["criteria"].join(
        tables["sites"].select("site", of_site="source"), on="site", how="left"
    )
    is_counted = pl.col("score").is_null()
    cited = pl.when(is_counted).then(pl.col("of_site")).otherwise(pl.col("source"))
    return rows.filter(cited.is_null()).height
