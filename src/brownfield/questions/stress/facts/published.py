"""What was published of an event, and how far is ours from it?"""

from dataclasses import dataclass

from brownfield.questions.stress.weeks.backtest import Backtest, Comparison

PublishedFigure = Comparison
"""A published figure beside ours, as it was compared."""


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


def difference(backtest: Backtest, year: int) -> Difference:
    """Return why ours differs from what was published.

    Parameters
    ----------
    backtest
        Published figures beside ours.
    year
        Calendar year looked at.
    """
    ours, published = backtest.loss_per_vehicle, backtest.published_per_vehicle
    return Difference(
        other_year=None if backtest.year == year else backtest.year,
        what_if=backtest.what_if,
        share_of_output=backtest.share_of_output,
        loss_per_vehicle=ours,
        published_per_vehicle=published,
        share_of_loss=None if ours is None or published is None else ours / published,
    )
