"""How much time does each group of a deal get when there is none left?"""

from collections.abc import Mapping

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.questions.deal.coalitions.coalitions import without_payments
from brownfield.questions.deal.coalitions.seats import seats
from brownfield.questions.deal.search.search import Ask
from brownfield.questions.deal.search.waves import planned_groups
from brownfield.questions.deal.search.workers import Planner
from brownfield.solve.batch import silent


class Late(Planner):
    """A planner that has spent all of 100 seconds, and notes what it is asked."""

    def __init__(self) -> None:
        super().__init__(1, silent)
        self.seconds: dict[str, float | None] = {}

    @property
    def spent(self) -> float:
        """All of them."""
        return 100.0

    def answers(self, asks: Mapping[str, Ask]) -> dict[str, Plan]:
        """Return the plans; note the seconds of each."""
        self.seconds |= {title: ask.seconds for title, ask in asks.items()}
        return super().answers(asks)


def test_all_who_talk_have_five_per_cent_of_the_time_at_least(mini: Case) -> None:
    """Of 100 seconds: the companies and everybody 5 each, whoever else 0."""
    case = mini.with_settings("solve", {"time_limit_seconds": 100.0})
    seated, late = seats(case, ("E", "H", "G")), Late()
    planned_groups(without_payments(case, seated), seated, late)
    assert late.seconds == {
        "E": 0.0,
        "H": 0.0,
        "E,H": 5.0,
        "E,G": 0.0,
        "H,G": 0.0,
        "E,H,G": 5.0,
    }
