"""What is told of a why, every figure with its meaning and unit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from brownfield.asking.row_notes import row_notes
from brownfield.questions.why.facts.nearly import NearPlans, near_plans
from brownfield.questions.why.facts.reasons import WhyNot, why_not
from brownfield.tell.labels import labels
from brownfield.tell.values import IF_ASKED, TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.why.asked import Asked
    from brownfield.questions.why.knowing import WorthOfKnowing
    from brownfield.questions.why.question import Why


@dataclass(frozen=True)
class Document:
    """Why the best plan of a case is what it is.

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
    why_not
        Why it has, or has not, each thing asked about.
    knowing
        What it is worth to know the future: `recourse`, the best plan; `wait_and_see`,
        if each future were known in advance; `mean_value`, if the first year is
        decided for the mean future; `now_or_never`, if nothing may wait: expected
        present value, case currency; `futures`, what would be planned for each alone;
        `tree`, what the best plan decides in each branch. None for a case of one
        future.
    near_optimal
        The best plans that differ in what they start and open, if asked for: `plans`
        with `value`, `bound` and `decisions` (kind, name, node); `within`, the share
        by which the last may be worth less; `is_all`, whether there is no other;
        `must`, what all of them decide, and `may`, what only some do.
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
    names
        Printed names of parties.
    options
        Printed names of build options.
    facilities
        Printed names of plants.
    """

    case: str
    case_digest: str
    currency: str
    status: str
    value: float
    bound: float
    why_not: tuple[WhyNot, ...]
    knowing: WorthOfKnowing | None
    near_optimal: NearPlans | None = field(metadata=IF_ASKED)
    is_complete: bool
    left_out: tuple[str, ...]
    row_notes: tuple[str, ...]
    title: str = field(metadata=TOLD_ONLY)
    notice: str | None = field(metadata=TOLD_ONLY)
    first_year: int = field(metadata=TOLD_ONLY)
    last_year: int = field(metadata=TOLD_ONLY)
    names: Mapping[str, str] = field(metadata=TOLD_ONLY)
    options: Mapping[str, str] = field(metadata=TOLD_ONLY)
    facilities: Mapping[str, str] = field(metadata=TOLD_ONLY)

    @property
    def has_answer(self) -> bool:
        """Whether there is something to put on a page."""
        return True


def document(answer: Why, _asked: Asked | None = None) -> Document:
    """Return everything that is told of a why."""
    case, settings = answer.case, answer.case.settings.case
    names = labels(case)
    return Document(
        case=case.name,
        case_digest=case.asked_digest,
        currency=settings.currency,
        status=answer.plan.status,
        value=answer.plan.value,
        bound=answer.plan.bound,
        why_not=tuple(map(partial(why_not, case), answer.reasons)),
        knowing=answer.knowing,
        near_optimal=near_plans(answer.near),
        is_complete=not answer.left_out,
        left_out=answer.left_out,
        row_notes=row_notes(case),
        title=settings.title,
        notice=settings.notice,
        first_year=settings.first_year,
        last_year=settings.last_year,
        names=names.parties,
        options=names.options,
        facilities=names.facilities,
    )


whole = document
