"""What does a study say of what a board decides, of who loses by it, and of misses?"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING

from brownfield.tell.labels import pretty
from brownfield.tell.numbers import gain, grouped, listed, money, percent

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.board.crews import ShiftChange
    from brownfield.questions.plan.facts.board.places import Chance
    from brownfield.questions.plan.facts.board.rejections import Rejected
    from brownfield.questions.plan.facts.board.steps import Step
    from brownfield.questions.plan.facts.board.worse_off import WorseOff
    from brownfield.questions.plan.facts.jobs import Jobs

SURE = 0.9995  # a chance from which something is told as certain
MOST_FUTURES = 3  # futures named before only their probability is told
MOST_LINES = 4  # losses and changes of shifts told before the rest is counted
SOME_JOBS = 0.5  # jobs; fewer are none
IF_NOTHING = "if nothing were begun, opened or closed"
WITH_NOTHING = "against the plan in which nothing is begun, opened or closed"


def chance(probability: float, branches: Chance | None) -> str:
    """Return in which futures something is done, and how likely that is."""
    named = "" if branches is None else futures(branches)
    return f"{named}{', ' if named else ''}probability {percent(probability)}"


def futures(one: Chance) -> str:
    """Return futures by name, e.g. ``if “High sales”``; nothing if they are many."""
    if not one.others:
        return ""
    if len(one.futures) <= min(MOST_FUTURES, len(one.others)):
        return f"if {_either(one.futures)}"
    if len(one.others) <= MOST_FUTURES:
        return f"unless {_either(one.others)}"
    return ""


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"“{pretty(name)}”" for name in names)


def sites(steps: Sequence[Step]) -> list[str]:
    """Return what is opened and closed, e.g. ``close Old plant in 2027``."""
    return [_site(one) for one in steps if one.action != "build"]


def decided_in(one: Step) -> str:
    """Return the first year in which a step is decided, and whether it may be later."""
    first, last = one.years
    return f"{first} or later" if last > first else str(first)


def when(one: Step) -> str:
    """Return in which futures a step is taken."""
    if one.chance.probability >= SURE:
        return "all"
    return chance(one.chance.probability, one.chance)


def _site(one: Step) -> str:
    more = []
    if one.chance.probability < SURE:
        more.append(chance(one.chance.probability, one.chance))
    more += _jobs_gone(one)
    in_brackets = f" ({'; '.join(more)})" if more else ""
    return f"{one.action} {one.facility} in {decided_in(one)}{in_brackets}"


def _jobs_gone(one: Step) -> list[str]:
    is_some = one.jobs is not None and one.jobs > SOME_JOBS
    return [f"{grouped(one.jobs or 0.0)} jobs go"] if is_some else []


def step(one: Step) -> str:
    """Return a step for a table, e.g. ``Close Old plant (1,300 jobs go)``."""
    gone = "".join(f" ({words})" for words in _jobs_gone(one))
    return f"{one.action.capitalize()} {one.what}{gone}"


def unchanged(document: Document) -> str:
    """Return what happens where nothing is begun: as today, or with other crews."""
    plants = list(dict.fromkeys(one.facility for one in document.shift_changes))
    if not plants:
        return f"keep building as today{_stopping(document)}"
    names = [_plant(document, name) for name in plants[:MOST_LINES]]
    if len(plants) > MOST_LINES:
        names.append(f"{len(plants) - MOST_LINES} more plants")
    return f"change the shifts of {listed(names)}"


def _stopping(document: Document) -> str:
    """Return which plants stop, as the last years of the tables say; blank for none."""
    stops = [
        f"{one.facility} stops in {year}"
        for one in document.jobs
        if (one.today or max(one.planned)) > SOME_JOBS
        if (year := _idle_from(one)) <= one.years[-1]
    ]
    return f", but {listed(stops)}" if stops else ""


def _idle_from(one: Jobs) -> int:
    """Return the year after the last one in which a plant has jobs."""
    pairs = zip(one.years, one.planned, strict=True)
    running = [year for year, jobs in pairs if jobs > SOME_JOBS]
    return running[-1] + 1 if running else one.years[0]


def _plant(document: Document, name: str) -> str:
    return document.labels.facilities.get(name, name)


def investing(document: Document) -> str:
    """Return what is invested, for the headline; nothing if nothing is."""
    if not document.investment or not document.steps:
        return ""
    is_sure = all(one.probability >= SURE for one in document.decision.invests)
    average = "" if is_sure else " on average over the futures"
    return f", investing {money(document.investment, document.currency)}{average}"


def investment(document: Document) -> str | None:
    """Return what is invested by whom, when it is back, and what comes later."""
    lines = [_spent(document), _back(document), _later(document)]
    return " ".join(line for line in lines if line) or None


def _spent(document: Document) -> str:
    if not document.investment:
        return ""
    parts = [
        f"{o.name} {money(o.amount, document.currency)}" for o in document.investors
    ]
    amount = money(document.investment, document.currency)
    return f"Investment before grants: {amount} ({'; '.join(parts)})."


def _back(document: Document) -> str:
    if document.payback is not None:
        return (
            f"What is spent first is earned back by the end of {document.payback}, "
            f"{WITH_NOTHING}."
        )
    if document.investment and document.decision.worse_off is not None:
        return (
            f"What is spent is not earned back by {document.last_year}, {WITH_NOTHING}."
        )
    return ""


def _later(document: Document) -> str:
    if not document.after_last_year:
        return ""
    share = percent(document.after_last_year)
    return f"{share} of that value stands for the years after {document.last_year}."


def worse_off(document: Document) -> str | None:
    """Return who loses in which future; None if nothing is decided or compared."""
    losers = document.decision.worse_off
    if losers is None or not document.steps:
        return None
    if not losers:
        where = " in any future" if document.futures.height > 1 else ""
        return f"Nobody is worse off{where} than {IF_NOTHING}."
    parts = [_loser(document, one) for one in losers[:MOST_LINES]]
    if len(losers) > MOST_LINES:
        parts.append(f"{len(losers) - MOST_LINES} more cases")
    return f"Worse off than {IF_NOTHING}: {listed(parts)}."


def _loser(document: Document, one: WorseOff) -> str:
    party = document.labels.parties.get(one.party, one.party)
    loss = f"{party} by {money(one.amount, document.currency)}"
    return loss if one.probability >= SURE else f"{loss} if “{pretty(one.future)}”"


def shifts(document: Document) -> str | None:
    """Return which plants change their shifts; None if none does."""
    changes = document.shift_changes
    if not changes:
        return None
    parts = [_change(document, one) for one in changes[:MOST_LINES]]
    if len(changes) > MOST_LINES:
        parts.append(f"{len(changes) - MOST_LINES} more changes")
    return f"Shifts: {'; '.join(parts)}."


def _change(document: Document, one: ShiftChange) -> str:
    words = (f"“{pretty(p).lower()}”" for p in (one.before, one.after))
    before, after = words
    change = f"{_plant(document, one.facility)} from {before} to {after} in {one.year}"
    more = []
    if one.chance.probability < SURE:
        more.append(chance(one.chance.probability, one.chance))
    if abs(one.jobs) > SOME_JOBS:
        word = "more" if one.jobs > 0 else "fewer"
        more.append(f"{grouped(abs(one.jobs))} jobs {word}")
    return f"{change} ({'; '.join(more)})" if more else change


def to_change_it(document: Document) -> str | None:
    """Return where to ask what would change a decision; None if nothing is decided."""
    if not document.steps:
        return None
    case = document.case
    return (
        f"What would change it, number by number, says brownfield why {case}; how sure "
        f"it is, brownfield risk {case}."
    )


def rejected(one: Rejected, currency: str) -> str:
    """Return that an alternative comes to nothing, and by how much it misses."""
    if one.misses_by is None:
        return "rejected: nothing of it is begun, and no plan that begins it was found"
    amount = money(one.misses_by, currency)
    proved = "" if one.is_proved else " (not proved)"
    return (
        f"rejected: nothing of it is begun; begun all the same, it is worth {amount} "
        f"less{proved}"
    )


def rejected_by_title(document: Document) -> dict[str, str]:
    """Return what is said of each rejected alternative, by its title."""
    rejections = document.rejected or ()
    return {one.title: rejected(one, document.currency) for one in rejections}


def rejections(document: Document) -> list[str]:
    """Return a sentence on each rejected alternative; its bar would say nothing."""
    by_title = rejected_by_title(document).items()
    return [f"“{title}” is not drawn, it is {words}." for title, words in by_title]


def planned_as(titles: Sequence[str]) -> str | None:
    """Return that the plan is that of an alternative; None if it is not."""
    if not titles:
        return None
    named = listed([f"“{title}”" for title in titles])
    return (
        f"This is the plan of the alternative {named}: the others are planned without "
        "that what-if, and only one that leaves less to choose stands beside it."
    )


def instead(document: Document) -> str | None:
    """Return what every other option is worth against the plan; None without one."""
    rejected = rejected_by_title(document)
    others = document.options.slice(1).select("title", "difference").iter_rows()
    by_title = {
        title: f"{gain(difference, document.currency)} against the best plan"
        for title, difference in others
        if isfinite(difference)
    }
    parts = [f"“{title}” {words}" for title, words in (by_title | rejected).items()]
    return f"Instead: {'; '.join(parts)}." if parts else None


def lines(document: Document) -> list[str]:
    """Return what stands under the headline: money, shifts and who loses."""
    lines = (investment(document), shifts(document), worse_off(document))
    return [line for line in lines if line] if document.has_plan else []
