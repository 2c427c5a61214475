"""What is told of a risk, every figure with its meaning and unit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.asking.row_notes import row_notes
from brownfield.questions.risk.facts.careful import CarePoint, care_point
from brownfield.questions.risk.facts.moved import MovedValue, moved_values
from brownfield.questions.risk.facts.regretted import RegretTable, regret_table
from brownfield.questions.risk.facts.sampled import Sampled, sampled_told
from brownfield.tell.labels import labels
from brownfield.tell.values import IF_ASKED, TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.risk.asked import Asked
    from brownfield.questions.risk.question import Risk
    from brownfield.questions.risk.ranges.budget import Budget


@dataclass(frozen=True)
class Document:
    """How sure the best plan of a case is.

    Attributes
    ----------
    case, case_digest
        Name of the case and digest of its tables as they were asked for.
    currency
        Unit of all money.
    status
        How the search for the best plan ended.
    value, bound
        What that plan is worth, and no plan is worth more than this: expected present
        value, case currency.
    frontier
        The best plan for each weight of care for the worst futures, from none to full;
        none for a case of one future.
    assumptions
        What each assumption does to the best plan, widest first.
    budgets
        What the best plan is worth if at most so many assumptions go wrong: `wrong`,
        how many; `added`, less what each costs alone; `at_once`, with all of them,
        rounded up, at their worse end (None: not possible), case currency; `chance`,
        bound on doing worse than `added` if assumptions lie to both sides alike.
    regrets
        Each plan in each future and what-if, with what it misses there; None for a case
        of one future, unless what-ifs were named.
    sampled
        Plans in futures drawn from the ranges of assumptions, if asked for.
    is_complete
        Whether everything was done; not so after Ctrl-C.
    left_out
        What was not.
    row_notes
        What was read otherwise than it stands in the files; rows of the case that are
        missing, bear on nothing or are hardly plausible.
    title, notice
        Title of the case, and what readers must know first (None = nothing).
    first_year, last_year
        Horizon.
    names, options
        Printed names of parties and of build options.
    """

    case: str
    case_digest: str
    currency: str
    status: str
    value: float
    bound: float
    frontier: tuple[CarePoint, ...]
    assumptions: tuple[MovedValue, ...]
    budgets: tuple[Budget, ...]
    regrets: RegretTable | None
    sampled: Sampled | None = field(metadata=IF_ASKED)
    is_complete: bool
    left_out: tuple[str, ...]
    row_notes: tuple[str, ...]
    title: str = field(metadata=TOLD_ONLY)
    notice: str | None = field(metadata=TOLD_ONLY)
    first_year: int = field(metadata=TOLD_ONLY)
    last_year: int = field(metadata=TOLD_ONLY)
    names: Mapping[str, str] = field(metadata=TOLD_ONLY)
    options: Mapping[str, str] = field(metadata=TOLD_ONLY)

    @property
    def has_answer(self) -> bool:
        """Whether there is something to put on a page."""
        return True

    @property
    def is_anew(self) -> bool:
        """Whether the case was planned anew at the ends of assumptions."""
        return any(one.anew_low is not None for one in self.assumptions)


def document(answer: Risk, _asked: Asked | None = None) -> Document:
    """Return everything that is told of a risk."""
    case, settings = answer.case, answer.case.settings.case
    names = labels(case)
    return Document(
        case=case.name,
        case_digest=case.asked_digest,
        currency=settings.currency,
        status=answer.plan.status,
        value=answer.plan.value,
        bound=answer.plan.bound,
        frontier=tuple(map(care_point, answer.points)),
        assumptions=moved_values(answer.plan, answer.swings, names),
        budgets=answer.budgets,
        regrets=regret_table(answer.regrets),
        sampled=sampled_told(answer.sample, names),
        is_complete=not answer.left_out,
        left_out=answer.left_out,
        row_notes=row_notes(case),
        title=settings.title,
        notice=settings.notice,
        first_year=settings.first_year,
        last_year=settings.last_year,
        names=names.parties,
        options=names.options,
    )


whole = document
