"""What is told of the evidence of a case, every figure with its meaning and unit?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.evidence.facts.articles import Kept, articles
from brownfield.questions.evidence.facts.chanced import told_chances
from brownfield.questions.evidence.facts.sides import Timeline, timelines
from brownfield.questions.evidence.facts.told import (
    Telling,
    Told,
    ToldAssumption,
    Worthwhile,
)
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.evidence.asked import Asked
    from brownfield.questions.evidence.chances import ToldChance
    from brownfield.questions.evidence.question import Evidence


@dataclass(frozen=True)
class Document:
    """Which claims a case is built on, and which would change the decision.

    Attributes
    ----------
    case, case_digest
        Name of the case and digest of its tables as they were asked for.
    currency
        Unit of all money.
    claims
        The statements, those worth most to be sure of first.
    assumptions
        Numbers that claims bear on, those worth most first.
    questions
        Whom to ask about what, by the worth of a straight answer.
    origins
        What it would be worth to be sure of all that one origin claims.
    timelines
        Statements about one thing side by side in time, those with most first.
    evpi
        What it would be worth to know all linked assumptions before choosing, case
        currency; None without draws.
    evpi_standard_error
        Of `evpi`, case currency.
    best_plan
        The plan that is best on the mean of the draws; blank without draws.
    plans
        The plans that stand against each other.
    draws
        How many draws were used; 0 = none.
    error
        Most by which differences between plans were off in draws solved whole, case
        currency; 0 where all were solved.
    as_of
        Day up to which statements count; None = all.
    break_evens
        Chances of events at which another plan becomes the best; empty without draws.
    articles
        Articles whose text stands beside the tables, with their statements.
    title, notice
        Title of the case, and what readers must know first (None = nothing).
    """

    case: str
    case_digest: str
    currency: str
    claims: tuple[Told, ...]
    assumptions: tuple[ToldAssumption, ...]
    questions: tuple[Worthwhile, ...]
    origins: tuple[Worthwhile, ...]
    timelines: tuple[Timeline, ...]
    evpi: float | None
    evpi_standard_error: float | None
    best_plan: str
    plans: tuple[str, ...]
    draws: int
    error: float
    as_of: str | None
    break_evens: tuple[ToldChance, ...]
    articles: tuple[Kept, ...] = field(repr=False, metadata=TOLD_ONLY)
    title: str = field(metadata=TOLD_ONLY)
    notice: str | None = field(metadata=TOLD_ONLY)

    @property
    def has_answer(self) -> bool:
        """Whether there is something to put on a page."""
        return True

    @property
    def has_worth(self) -> bool:
        """Whether plans were valued in draws."""
        return self.evpi is not None


def document(answer: Evidence, _asked: Asked | None = None) -> Document:
    """Return everything that is told of evidence."""
    settings, telling = answer.case.settings.case, Telling(answer)
    weighed, surface = telling.weighed, answer.surface
    every = None if weighed is None else weighed.everything()
    titles = tuple(telling.plan(place) for place in range(len(answer.designs)))
    return Document(
        case=answer.case.name,
        case_digest=answer.case.asked_digest,
        currency=settings.currency,
        claims=telling.claims(),
        assumptions=telling.assumptions(),
        questions=telling.questions(),
        origins=telling.by_origin(),
        timelines=timelines(answer),
        evpi=None if every is None else every.value,
        evpi_standard_error=None if every is None else every.standard_error,
        best_plan="" if weighed is None else titles[weighed.chosen],
        plans=titles,
        draws=0 if surface is None else len(surface.values),
        error=0.0 if surface is None else surface.error,
        as_of=answer.as_of,
        break_evens=tuple(told_chances(answer, titles)),
        articles=articles(answer),
        title=settings.title,
        notice=settings.notice,
    )


whole = document
