"""What was published of an event, and how far is ours from it?"""

from dataclasses import dataclass, field

from brownfield.questions.stress.weeks.backtest import Backtest, Comparison
from brownfield.tell.values import TOLD_ONLY


@dataclass(frozen=True)
class PublishedFigure:
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
        Year it was published for; None if not known.
    source, note
        Where it was published, and what the case says about it.
    ratio
        Ours over published.
    """

    anchor: str
    result: str
    published: float
    ours: float
    penalty: float
    year: int | None
    source: str
    note: str
    ratio: float = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Difference:
    """Why ours differs from what was published.

    Attributes
    ----------
    other_year
        Year the figures were published for; None if it is the one looked at or is not
        known.
    what_if
        What-if that begins the case in that year; None without one.
    share_of_output
        Vehicles of a stopped week in the case over those published; None if not
        published.
    loss_per_vehicle, published_per_vehicle
        Loss a week over vehicles a week, ours and published, case currency; None if
        not published.
    share_of_loss
        The first of the two over the second; None like them.
    """

    other_year: int | None
    what_if: str | None
    share_of_output: float | None
    loss_per_vehicle: float | None
    published_per_vehicle: float | None
    share_of_loss: float | None


def published_figure(found: Comparison) -> PublishedFigure:
    """Return a published figure beside ours."""
    return PublishedFigure(
        anchor=found.anchor,
        result=found.result,
        published=found.published,
        ours=found.ours,
        penalty=found.penalty,
        year=found.year,
        source=found.source,
        note=found.note,
        ratio=found.ratio,
    )


def difference(found: Backtest, year: int) -> Difference:
    """Return why ours differs from what was published.

    Parameters
    ----------
    found
        Published figures beside ours.
    year
        Calendar year looked at.
    """
    ours, published = found.loss_per_vehicle, found.published_per_vehicle
    return Difference(
        other_year=None if found.year == year else found.year,
        what_if=found.what_if,
        share_of_output=found.share_of_output,
        loss_per_vehicle=ours,
        published_per_vehicle=published,
        share_of_loss=None if ours is None or published is None else ours / published,
    )
