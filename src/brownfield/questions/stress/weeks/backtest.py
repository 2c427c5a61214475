"""How far is a replayed event of the past from its published figures, and why?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from brownfield.questions.stress.network.of_plan import PlanNetwork
    from brownfield.questions.stress.weeks.events import Event

RESULTS = ("lost_output_per_week", "lost_value_per_week", "lost_value")


@dataclass(frozen=True)
class Comparison:
    """A published figure beside ours.

    Attributes
    ----------
    anchor, result
        Row of `anchors` and what is compared: lost_output_per_week (vehicles),
        lost_value_per_week or lost_value (case currency).
    published, ours
        The figures.
    penalty
        Lost-sale penalty in `ours`, case currency; no published figure holds one.
    year
        Year it was published for, by the date of the facts it cites; None if not known.
    source, note
        Where it was published, and what the case says about it.
    """

    anchor: str
    result: str
    published: float
    ours: float
    penalty: float
    year: int | None
    source: str
    note: str

    @property
    def ratio(self) -> float:
        """Ours over published."""
        return self.ours / self.published


@dataclass(frozen=True)
class Backtest:
    """Published figures of an event beside ours, with the difference taken apart.

    Attributes
    ----------
    comparisons
        One for each anchor of the event.
    share_of_output
        Vehicles a stopped week in the case over those published; None if not published.
    loss_per_vehicle, published_per_vehicle
        Loss a week over vehicles a week, ours and published; None if not published.
    what_if
        What-if that begins the case in the year published for; None without one, or if
        that year is looked at.
    """

    comparisons: tuple[Comparison, ...]
    share_of_output: float | None
    loss_per_vehicle: float | None
    published_per_vehicle: float | None
    what_if: str | None

    @property
    def year(self) -> int | None:
        """First year the figures were published for; None if no date is known."""
        return _first_year(self.comparisons)


def backtest(planned: PlanNetwork, event: Event) -> Backtest | None:
    """Return published figures of an event beside ours; None without any.

    An event whose name is a what-if has the anchors of that what-if. Nothing is tuned:
    the difference is the product of how much of the real stop the case covers and of
    what a vehicle is worth in it.
    """
    anchors = planned.at.plan.case.tables["anchors"]
    own = anchors.filter(
        (pl.col("what_if") == event.name) & pl.col("result").is_in(RESULTS)
    )
    if own.is_empty():
        return None
    ours = {
        "lost_output_per_week": event.weekly_output,
        "lost_value_per_week": event.weekly_loss,
        "lost_value": event.lost_value,
    }
    rows = tuple(
        Comparison(
            anchor=row["anchor"],
            result=row["result"],
            published=row["expected"],
            ours=ours[row["result"]],
            penalty=event.penalty if row["result"] == RESULTS[2] else 0.0,
            year=_published_for(planned, row["source"] or ""),
            source=row["source"] or "",
            note=row["note"] or "",
        )
        for row in own.to_dicts()
    )
    return _taken_apart(rows, _what_if_of(planned, rows))


def _taken_apart(rows: tuple[Comparison, ...], what_if: str | None) -> Backtest:
    by_result = {row.result: row for row in rows}
    output, value = by_result.get(RESULTS[0]), by_result.get(RESULTS[1])
    if output is None or value is None or output.ours <= 0:
        return Backtest(rows, output.ratio if output else None, None, None, what_if)
    ours_each = value.ours / output.ours
    published_each = value.published / output.published
    return Backtest(rows, output.ratio, ours_each, published_each, what_if)


def _published_for(planned: PlanNetwork, source: str) -> int | None:
    """Return the first year in the dates of the facts cited, e.g. ``CY01, CY05``."""
    facts = planned.at.plan.case.tables["facts"]
    cited = facts.filter(pl.col("fact").is_in(re.findall(r"[\w-]+", source)))
    years = cited["date"].str.extract(r"\b((?:19|20)\d\d)\b").drop_nulls()
    return min(map(int, years), default=None)


def _first_year(rows: Sequence[Comparison]) -> int | None:
    return min((row.year for row in rows if row.year), default=None)


def _what_if_of(planned: PlanNetwork, rows: tuple[Comparison, ...]) -> str | None:
    year = _first_year(rows)
    if year is None or year == planned.at.year:
        return None
    begins = planned.at.plan.case.tables["what_ifs"].filter(
        (pl.col("table") == "case")
        & (pl.col("column") == "first_year")
        & (pl.col("value") == str(year))
    )
    return next(iter(begins["what_if"]), None)
