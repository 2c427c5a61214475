"""What is told of plans under what-ifs, every figure with its meaning and unit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

from brownfield.plans.files import summary
from brownfield.tell.beside.bridge import Step, bridge
from brownfield.tell.beside.differences import Differences, differences
from brownfield.tell.labels import labels
from brownfield.tell.trouble import left_out_line, trouble
from brownfield.tell.values import SPREAD, TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.compare.asked import Asked
    from brownfield.questions.compare.question import Comparison


@dataclass(frozen=True)
class ComparedPlan:
    """The best plan of the case as it is, or under one what-if.

    Attributes
    ----------
    summary
        In its place the fields of a plan: `status`, `value`, `bound` and the others
        that `run.json` holds.
    difference
        Value less that of the case as it is, case currency; None of that itself, and
        where one of the two has no plan.
    is_proved
        Whether the searches left less open than that; None where there is none.
    bridge
        What leads there from the plan of the case as it is, largest first: cash by
        item and party. The steps add up to the difference; empty where there is none.
    """

    summary: Mapping[str, Any] = field(repr=False, metadata=SPREAD)
    difference: float | None
    is_proved: bool | None
    bridge: tuple[Step, ...] = field(repr=False)

    @property
    def value(self) -> float | None:
        """What it is worth, case currency; None where there is no plan."""
        worth: float | None = self.summary["value"]
        return None if worth is None or not isfinite(worth) else worth


@dataclass(frozen=True)
class Document:
    """The plans of a case as it is and under each what-if.

    Attributes
    ----------
    plans
        In its place an object for each plan, by name: `as it is`, then each what-if.
    case, case_digest
        Name of the case and digest of its tables as they were asked for.
    currency
        Unit of all money.
    apart
        In which figures the plans differ.
    shown
        What-if whose bridge is shown first; None if there is no bridge.
    trouble
        Why plans are no answer, a sentence each; what is missing.
    refused
        Why what-ifs that were not named were left out, a sentence each.
    title, notice
        Title of the case, and what readers must know first (None = nothing).
    first_year, last_year
        Horizon.
    names, options
        Printed names of parties and of build options.
    """

    plans: Mapping[str, ComparedPlan] = field(metadata=SPREAD)
    case: str = field(metadata=TOLD_ONLY)
    case_digest: str = field(metadata=TOLD_ONLY)
    currency: str = field(metadata=TOLD_ONLY)
    apart: Differences = field(metadata=TOLD_ONLY)
    shown: str | None = field(metadata=TOLD_ONLY)
    trouble: tuple[str, ...] = field(metadata=TOLD_ONLY)
    refused: tuple[str, ...] = field(metadata=TOLD_ONLY)
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
    def moved(self) -> dict[str, ComparedPlan]:
        """The plans with a difference by name, those that gain most first."""
        with_one = [p for p in self.plans.items() if p[1].difference is not None]
        return dict(sorted(with_one, key=lambda pair: -(pair[1].difference or 0.0)))


def document(answer: Comparison, asked: Asked | None = None) -> Document:
    """Return everything that is told of plans side by side."""
    first_name, first = next(iter(answer.items()))
    apart, case = differences(answer), first.case
    names, settings = labels(case), case.settings.case
    plans = {
        name: _compared(first, plan, is_proved=name not in apart.unproved)
        for name, plan in answer.items()
    }
    plans[first_name] = ComparedPlan(summary(first), None, None, ())
    troubles = (left_out_line(answer.left_out), *map(trouble, answer.values()))
    return Document(
        plans=plans,
        case=case.name,
        case_digest=case.asked_digest,
        currency=settings.currency,
        apart=apart,
        shown=(asked.bridge if asked else None) or _largest(plans),
        trouble=tuple(filter(None, troubles)),
        refused=answer.refused,
        title=settings.title,
        notice=settings.notice,
        first_year=settings.first_year,
        last_year=settings.last_year,
        names=names.parties,
        options=names.options,
    )


def _compared(first: Plan, plan: Plan, *, is_proved: bool) -> ComparedPlan:
    difference = plan.value - first.value
    if not isfinite(difference):
        return ComparedPlan(summary(plan), None, None, ())
    return ComparedPlan(summary(plan), difference, is_proved, bridge(first, plan))


def _largest(plans: Mapping[str, ComparedPlan]) -> str | None:
    """Return the what-if that moves most; None if none has a bridge."""
    sizes = {name: abs(one.difference or 0.0) for name, one in plans.items()}
    with_one = [name for name, one in plans.items() if one.bridge]
    return max(with_one, key=lambda name: sizes[name], default=None)


whole = document
