"""What is the best plan of a case, as an answer that tells itself?"""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from brownfield.asking.answer import Answer
from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.questions.plan.question import Study
from brownfield.solve.backends.solution import OnProgress
from brownfield.solve.run import plan as solve


@dataclass(frozen=True)
class Planned(Plan, Answer):
    """The best plan of a case; it is told as a study without alternatives."""

    @property
    def study(self) -> Study:
        """The plan without alternatives or published figures beside it."""
        return Study(self.case, self)

    @property
    def document(self) -> Any:
        """What there is to tell; see `Answer`."""
        return self.study.document

    def write_report(self, path: Path | str) -> None:
        """Write the plan as one self-contained HTML file; see `Answer`."""
        self.study.write_report(path)


def plan(case: Case, *, on_progress: OnProgress | None = None) -> Planned:
    """Return the audited best plan of a case.

    Parameters
    ----------
    case
        The case; its settings say how long and how exactly to search.
    on_progress
        Called with the state of the search a few times a second.

    Raises
    ------
    DataError
        If a recipe cannot be worked out from the tables.
    """
    found = solve(case, on_progress=on_progress)
    return Planned(**{one.name: getattr(found, one.name) for one in fields(Plan)})
