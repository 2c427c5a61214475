"""How far is a replayed event of the past from its published figures, and why?"""

from dataclasses import dataclass

import polars as pl

from brownfield.stress.events import Event
from brownfield.stress.of_plan import PlanNetwork

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
    source, note
        Where it was published, and what the case says about it.
    """

    anchor: str
    result: str
    published: float
    ours: float
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
    """

    comparisons: tuple[Comparison, ...]
    share_of_output: float | None
    loss_per_vehicle: float | None
    published_per_vehicle: float | None


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
            source=row["source"] or "",
            note=row["note"] or "",
        )
        for row in own.to_dicts()
    )
    by_result = {row.result: row for row in rows}
    output, value = by_result.get(RESULTS[0]), by_result.get(RESULTS[1])
    if output is None or value is None or output.ours <= 0:
        return Backtest(rows, output.ratio if output else None, None, None)
    ours_each = value.ours / output.ours
    return Backtest(rows, output.ratio, ours_each, value.published / output.published)
