"""What does a plan give, take and leave open to those who look at it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from brownfield.questions.impact import words
from brownfield.tell.numbers import gain, grouped, money, percent, price

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought, Document

TITLES = {
    "ministry": "What should a ministry ask?",
    "council": "What should a council ask?",
    "union": "What should a union ask?",
    "company": "What should a company ask?",
}


def view(document: Document, brought: Brought) -> tuple[str, tuple[str, ...]]:
    """Return title and lines for those whose questions come first: gives, risks, asks.

    Parameters
    ----------
    document, brought
        What is told.
    """
    return TITLES[document.view], tuple(LINES[document.view](document, brought))


def _ministry(document: Document, brought: Brought) -> Iterator[str]:
    state, unit = brought.exchequer, document.currency
    steps = {step.name: step for step in brought.steps}
    yield (
        f"It gets {gain(state.balance_of_plan, unit)} over the years of the plan, "
        f"{gain(state.balance, unit)} over {state.years} if the last one goes on."
    )
    yield (
        f"It gives {money(state.support, unit)} of support and "
        f"{money(max(state.forgone, 0.0), unit)} of customs duty."
    )
    yield (
        f"Not for the plan: {grouped(-steps['anyway'].change)} of "
        f"{grouped(brought.gross)} jobs would be there anyway."
    )
    low = min(brought.futures, key=lambda one: one.balance)
    yield (
        f"At worst {gain(low.balance, unit)} over the plan, if “{low.future}” "
        f"({percent(low.probability)} likely)."
    )
    yield (
        "Ask: does support end where the jobs end, and what is the least that is "
        "needed? brownfield deal says."
    )


def _council(document: Document, brought: Brought) -> Iterator[str]:
    own = [one for one in brought.regions[:-1] if abs(one.jobs) >= words.FEW]
    for one in own:
        yield (
            f"{one.name} gets {words.people(one.jobs)} and "
            f"{money(one.pay, document.currency)} of pay a year."
        )
    if not own:
        yield "None of the regions gets or loses a job."
    yield (
        f"Building and tooling give {grouped(brought.jobs.construction)} years of work "
        "once, and then end."
    )
    yield f"{grouped(brought.regions[-1].jobs)} jobs go elsewhere in the nation."
    yield "Ask: which suppliers are near, and what would make more of them settle here?"


def _union(document: Document, brought: Brought) -> Iterator[str]:
    jobs, low = brought.jobs, min(brought.futures, key=lambda one: one.jobs)
    yield (
        f"It gets {words.people(jobs.direct)} in plants and offices, "
        f"{words.people(jobs.chain)} at suppliers in {jobs.year}."
    )
    if jobs.net > words.FEW:
        pay = price(brought.years[-1].pay / jobs.net, document.currency)
        share = percent(jobs.full_time / jobs.net)
        yield f"They pay {pay} a year on average; as full-time jobs they are {share}."
    yield (
        f"At worst {words.people(low.jobs)}, if “{low.future}” "
        f"({percent(low.probability)} likely)."
    )
    yield "Ask: which of the jobs that would be there anyway are promised, how long?"


def _company(document: Document, brought: Brought) -> Iterator[str]:
    state, unit = brought.exchequer, document.currency
    yield (
        f"It can show {words.people(brought.jobs.net)} net and "
        f"{money(state.value_added, unit)} of value added over the plan."
    )
    if state.most_support > 0.0:
        yield (
            f"The state could pay up to {money(state.most_support, unit)} more without "
            "losing; what is allowed and needed says brownfield deal."
        )
    else:
        yield "The state does not get its money back, so expect it to ask for more."
    if sentence := words.precedents(document, brought):
        yield sentence
    yield "Ask: which purchases could be made in the country, and at what cost?"


LINES: dict[str, Callable[[Document, Brought], Iterator[str]]] = {
    "ministry": _ministry,
    "council": _council,
    "union": _union,
    "company": _company,
}
