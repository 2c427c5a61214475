"""What is the best plan of a case, as an answer that tells itself?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brownfield.asking.answer import Answer
from brownfield.plans.plan import Plan
from brownfield.questions.plan.question import Study, beside_nothing
from brownfield.solve.run import plan as solve

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.solve.backends.solution import OnProgress


@dataclass(frozen=True, repr=False)
class Planned(Plan, Answer):
    """The best plan of a case; it is told as a study without alternatives."""

    @cached_property
    def study(self) -> Study:
        """The plan beside one that begins nothing, which is made when it is asked for.

        Without alternatives, and without published figures.
        """
        return beside_nothing(self)

    @property
    def document(self) -> Any:
        """What there is to tell; see `Answer`."""
        return self.study.document

    def write_report(self, path: Path | str) -> None:
        """Write the plan as one self-contained HTML file; see `Answer`."""
        self.study.write_report(path)

    def write_pdf(self, path: Path | str) -> None:
        """Write the plan as four pages for a board; see `Answer`."""
        self.study.write_pdf(path)

    def write_slides(self, path: Path | str) -> None:
        """Write the plan as four slides for a board; see `Answer`."""
        self.study.write_slides(path)

    def write_workbook(self, path: Path | str) -> None:
        """Write the plan as one .xlsx workbook that adds up; see `Study`."""
        self.study.write_workbook(path)


def plan(
    case: Case,
    *,
    what_if: str | Sequence[str] = (),
    on_progress: OnProgress | None = None,
) -> Planned:
    """Return the audited best plan of a case.

    Parameters
    ----------
    case
        The case; its settings say how long and how exactly to search.
    what_if
        What-if to apply first, or several in their order.
    on_progress
        Called with the state of the search a few times a second.

    Raises
    ------
    UseError
        If a what-if is unknown.
    DataError
        If a what-if cannot be applied, or a recipe cannot be worked out from the
        tables.
    """
    names = (what_if,) if isinstance(what_if, str) else what_if
    plan = solve(case.apply(*names), on_progress=on_progress)
    return Planned(**{one.name: getattr(plan, one.name) for one in fields(Plan)})
