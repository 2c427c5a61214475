"""What is there to tell of a count?"""

from dataclasses import dataclass, field

from brownfield.tell.values import TOLD_ONLY
from tests.questions.toy.asked import Asked
from tests.questions.toy.question import Count


@dataclass(frozen=True)
class Document:
    """A count of vehicles.

    Attributes
    ----------
    vehicles
        Demand by product, vehicles over the years asked for.
    total
        Their sum, vehicles.
    title
        Title of the case.
    """

    vehicles: dict[str, float]
    total: float
    title: str = field(metadata=TOLD_ONLY)

    @property
    def has_answer(self) -> bool:
        """Whether there is something to put on a page."""
        return True


def document(answer: Count, _asked: Asked | None = None) -> Document:
    """Return what there is to tell."""
    total = sum(answer.vehicles.values())
    return Document(answer.vehicles, total, answer.case.settings.case.title)


whole = document
