"""What does a plan give, take and leave open to those who look at it?"""

from brownfield.questions.impact import words
from brownfield.questions.impact.document import Brought, Document
from brownfield.tell.numbers import gain, grouped, money, percent, price

TITLES = {
    "ministry": "What should a ministry ask?",
    "council": "What should a council ask?",
    "union": "What should a union ask?",
    "company": "What should a company ask?",
}


def view(document: Document, found: Brought) -> tuple[str, tuple[str, ...]]:
    """Return title and lines for those whose questions come first: gives, risks, asks.

    Parameters
    ----------
    document, found
        What is told.
    """
    lines = {
        "ministry": _ministry,
        "council": _council,
        "union": _union,
        "company": _company,
    }[document.view]
    return TITLES[document.view], tuple(line for line in lines(document, found) if line)


def _ministry(document: Document, found: Brought) -> tuple[str, ...]:
    state, unit = found.exchequer, document.currency
    steps = {step.name: step for step in found.steps}
    return (
        f"It gets {gain(state.balance_of_plan, unit)} over the {state.plan_years} years "
        f"of the plan, {gain(state.balance, unit)} over {state.years} if the last one "
        "goes on.",
        f"It gives {money(state.support, unit)} of support and "
        f"{money(max(state.forgone, 0.0), unit)} of customs duty.",
        f"Not for the plan: {grouped(-steps['anyway'].change)} of "
        f"{grouped(found.gross)} jobs would be there anyway.",
        _worst(found, unit),
        "Ask: does support end where the jobs end, and what is least needed? "
        "`brownfield deal` says.",
    )


def _council(document: Document, found: Brought) -> tuple[str, ...]:
    own = [one for one in found.regions[:-1] if abs(one.jobs) >= words.FEW]
    lines = [
        f"{one.name} gets {words.people(one.jobs)} and "
        f"{money(one.pay, document.currency)} of pay a year."
        for one in own
    ]
    nobody = "None of the regions gets or loses a job."
    build = found.jobs.construction
    return (
        *(lines or [nobody]),
        f"Building and tooling give {grouped(build)} years of work once, and then end.",
        f"{grouped(found.regions[-1].jobs)} jobs go elsewhere in the nation.",
        "Ask: which suppliers are near, and what would make more of them settle here?",
    )


def _union(document: Document, found: Brought) -> tuple[str, ...]:
    jobs = found.jobs
    low = min(found.futures, key=lambda one: one.jobs)
    share = jobs.full_time / jobs.net if jobs.net > words.FEW else None
    pay = found.years[-1].pay / jobs.net if jobs.net > words.FEW else None
    return (
        f"It gets {words.people(jobs.direct)} in plants and {words.people(jobs.chain)} "
        f"at suppliers in {jobs.year}.",
        ""
        if pay is None
        else f"They pay {price(pay, document.currency)} a year on "
        f"average; {percent(share)} is full-time work.",
        f"At worst {words.people(low.jobs)}, if “{low.future}” "
        f"({percent(low.probability)} likely).",
        "Ask: which of the jobs that would be there anyway are promised, and how long?",
    )


def _company(document: Document, found: Brought) -> tuple[str, ...]:
    state, unit = found.exchequer, document.currency
    return (
        f"It can show {words.people(found.jobs.net)} net and "
        f"{money(state.value_added, unit)} of value added over the plan.",
        f"The state could pay up to {money(state.most_support, unit)} more without "
        "losing; what is allowed and needed says `brownfield deal`."
        if state.most_support > 0.0
        else "The state does not get its money back, so expect to be asked for more.",
        words.precedents(document, found),
        "Ask: which purchases could be made in the country, and what would they cost?",
    )


def _worst(found: Brought, unit: str) -> str:
    low = min(found.futures, key=lambda one: one.balance)
    return (
        f"At worst {gain(low.balance, unit)} over the plan, if “{low.future}” "
        f"({percent(low.probability)} likely)."
    )
