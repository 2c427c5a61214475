"""What do the facts say, in sentences?"""

import math

import polars as pl

from brownfield.case.case import Case
from brownfield.questions.plan.document import Facts, collect
from brownfield.questions.plan.question import Study
from brownfield.tables.doubts.unplanned import unplanned as notes_of
from brownfield.tell.grids import UNSUPPORTED
from brownfield.tell.numbers import gain, listed, money, percent

STATUS_WORDS = {
    "optimal": "proven best",
    "within_gap": "proven within the gap asked for",
    "time_limit": "best found when time ran out",
    "interrupted": "best found when the search was stopped",
    "infeasible": "no plan possible",
}
SURE = 0.9995  # a chance that is printed as certain
MOST_PLACES = 4  # plants named in the answer before the rest is counted


def answer_sentence(study: Study) -> str:
    """Return the answer of a study in one sentence."""
    return answer(collect(study))


def answer_lines(study: Study) -> list[str]:
    """Return the answer, its proof and the options beside it, one line each."""
    missing = unplanned(study.case)
    notes = [*study.plan.notes, missing] if missing else study.plan.notes
    return [*lines(collect(study)), *notes]


def answer(facts: Facts) -> str:
    """Return what to build where from when, what it is worth and against what."""
    if facts.status == "infeasible":
        return (
            "No plan satisfies the tables of this case; the conflicts are named below."
        )
    if not facts.has_plan:
        return "No plan was found before the search was stopped."
    worth = money(facts.value, facts.currency)
    return (
        f"{decision(facts)}: worth {worth} in present value over {facts.period}"
        f"{against(facts)}."
    )


def decision(facts: Facts) -> str:
    """Return the starts that are decisions, grouped by plant."""
    new = facts.starts.filter(~pl.col("is_committed"))
    if new.is_empty():
        return f"Start nothing new and {_idle(facts) or 'keep building as today'}"
    groups = new.group_by("facility", maintain_order=True)
    plants = [_at_plant(frame) for _, frame in groups]
    shown, rest = plants[:MOST_PLACES], plants[MOST_PLACES:]
    if rest:
        shown.append(f"programmes at {len(rest)} more plants")
    if facts.idle:
        shown.append(_idle(facts))
    return f"Build {'; '.join(shown)}"


def _idle(facts: Facts) -> str:
    """Return which running plants stand idle; beyond a few the rest is counted."""
    if not facts.idle:
        return ""
    plants = facts.idle
    shown, rest = list(plants[:MOST_PLACES]), len(plants) - MOST_PLACES
    names = listed([*shown, f"{rest} more plants"] if rest > 0 else shown)
    return f"leave {names} idle"


def _at_plant(starts: pl.DataFrame) -> str:
    products: dict[str, list[str]] = {}
    for (product,), frame in starts.group_by("product", maintain_order=True):
        products.setdefault(_when(frame), []).append(str(product))
    facility = starts["facility"][0]
    if len(products) == 1:
        ((when, names),) = products.items()
        return f"{listed(names)} at {facility} {when}"
    parts = [f"{listed(names)} {when}" for when, names in products.items()]
    return f"{listed(parts)} at {facility}"


def _when(starts: pl.DataFrame) -> str:
    by_year = dict(starts.group_by("year").agg(pl.col("probability").sum()).iter_rows())
    first, total = min(by_year), min(1.0, sum(by_year.values()))
    later = "" if by_year[first] >= min(total, SURE) else " or later"
    likely = "" if total > SURE else f" (probability {percent(total)})"
    return f"from {first}{later}{likely}"


def against(facts: Facts) -> str:
    """Return how much more the plan is worth than the next best option."""
    others = facts.options.slice(1).filter(
        pl.col("value").is_not_nan() & pl.col("is_sound")
    )
    if others.is_empty():
        return ""
    title, value = others.sort("value", descending=True).select("title", "value").row(0)
    difference = facts.value - value
    slack = max(facts.bound - facts.value, 0.0) if math.isfinite(facts.bound) else 0.0
    if abs(difference) <= slack + 1e-6 * abs(facts.value):
        return f", no clear gain over the next best option, “{title}”"
    words = "more" if difference > 0 else "less"
    amount = money(abs(difference), facts.currency)
    return f", {amount} {words} than the next best option, “{title}”"


def unplanned(case: Case) -> str | None:
    """Return what the tables hold that no plan of this version takes into account."""
    found = [note.message for note in notes_of(case.tables, case.settings)]
    return f"Not planned with in this version: {listed(found)}." if found else None


def proof(facts: Facts) -> str:
    """Return how sure the value is: status, bound, gap, recount."""
    if facts.status == "infeasible":
        return f"Status: {STATUS_WORDS[facts.status]}."
    if not facts.has_plan:
        return "Status: no plan yet."
    bound = money(facts.bound, facts.currency)
    status = STATUS_WORDS.get(facts.status, facts.status)
    return (
        f"Status: {status}; no plan is worth more than {bound} "
        f"(gap {percent(facts.gap)}{_in_money(facts)}). {recount(facts)}"
    )


def _in_money(facts: Facts) -> str:
    """Return what the gap is worth; nothing if it is not told apart from none."""
    if facts.status == "optimal" or not math.isfinite(facts.bound):
        return ""
    return f", {money(facts.bound - facts.value, facts.currency)}"


def recount(facts: Facts) -> str:
    """Return what the independent recount found."""
    if facts.is_sound:
        off = (
            percent(facts.largest_difference) if facts.largest_difference else "nothing"
        )
        return f"An independent recount agrees; it differs by {off} at most."
    return "The independent recount does not agree: do not use these numbers."


def unsupported(facts: Facts) -> str:
    """Return how many assumed cells name no fact or statement."""
    count = facts.assumptions.filter(pl.col("source") == UNSUPPORTED).height
    if not facts.assumptions.height:
        return "The case lists no assumed cell."
    if not count:
        return "All of them name a fact or statement behind their range."
    return f"{count} of them name no fact or statement and are marked unsupported."


def tie_out(facts: Facts) -> str | None:
    """Return how many published figures the model reproduces; None without anchors."""
    if facts.tie_out is None or facts.tie_out.is_empty():
        return None
    right, total = int(facts.tie_out["passed"].sum()), facts.tie_out.height
    if right == total:
        return f"The model reproduces all {total} published figures set as its test."
    return (
        f"The model misses {total - right} of {total} published figures set as its "
        "test: read the answer with care."
    )


def lines(facts: Facts) -> list[str]:
    """Return the answer for a terminal: notice, tie-out, answer, proof, options."""
    checked = tie_out(facts)
    head = [text for text in (facts.notice, checked) if text]
    return [
        *head,
        answer(facts),
        proof(facts),
        *_party_lines(facts),
        *_option_lines(facts),
    ]


def _party_lines(facts: Facts) -> list[str]:
    rows = facts.party_values.iter_rows()
    parts = [f"{party} {money(value, facts.currency)}" for party, value in rows]
    return [f"Value by party: {'; '.join(parts)}."] if parts else []


def _option_lines(facts: Facts) -> list[str]:
    columns = ["title", "status", "value", "difference"]
    return [
        f"{title}: {option_words(status, value, difference, facts.currency)}"
        for title, status, value, difference in facts.options.slice(1)
        .select(columns)
        .iter_rows()
    ]


def option_words(status: str, value: float, difference: float, currency: str) -> str:
    """Return the value of an option and its difference to the best plan."""
    if math.isnan(value):
        return STATUS_WORDS[status] if status == "infeasible" else "no plan yet"
    if math.isnan(difference):
        return money(value, currency)
    return (
        f"{money(value, currency)} ({gain(difference, currency)} against the best plan)"
    )
