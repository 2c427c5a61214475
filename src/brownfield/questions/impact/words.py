"""How is the impact of a plan told in sentences?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.questions.impact.facts.counts import ELSEWHERE, Region
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import (
    gain,
    grouped,
    listed,
    money,
    percent,
    price,
    significant,
)

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought, Document

STEPS = {
    "gross": "At work on what only it begins",
    "anyway": "Would be there anyway",
    "displacement": "Taken from other firms at home",
    "leakage": "Go to people from abroad",
    "substitution": "Take the place of other jobs",
    "chain": "Jobs at suppliers",
    "net": "Net jobs",
}
STAGES = {"plants": "plants", "parts": "parts", "lanes": "lanes"}
MOST = 3  # regions and futures that a sentence names
FEW = 0.5  # people; fewer are none


def headline(document: Document) -> str:
    """Return the answer: net jobs, their cost, and whether it is earned back."""
    brought = document.brought
    if brought is None:
        return f"Multipliers of {len(document.multipliers)} sectors."
    if brought.is_same:
        return (
            f"The plan brings {document.nation_name} nothing: it is what would be done "
            f"if {document.against_name}. Ask for --against nothing, or another plan."
        )
    verb = "costs" if brought.jobs.net < -FEW else "brings"
    return (
        f"The plan {verb} {document.nation_name} {people(abs(brought.jobs.net))} net "
        f"in {brought.jobs.year}{_people_range(brought)}, beside what there would be "
        f"if {document.against_name}; {_cost(document, brought)}; "
        f"{_earned(document, brought)}."
    )


def people(count: float) -> str:
    """Return a count of jobs in words; what is lost has its sign."""
    if abs(count) < FEW:
        return "no jobs"
    word = "job" if round(abs(count)) == 1 else "jobs"
    return f"{grouped(count)} {word}"


def _people_range(brought: Brought) -> str:
    one = brought.ranges.get("jobs")
    if one is None:
        return ""
    return f" ({grouped(one.low)} to {grouped(one.high)} in most draws)"


def _cost(document: Document, brought: Brought) -> str:
    cost = brought.cost_per_net_job
    if cost is None:
        return "there is no net job to divide a cost by"
    if abs(cost) < 1.0:
        return "they cost the state nothing"
    return (
        f"each costs the state {price(cost, document.currency)} of support and customs "
        "duty forgone"
    )


def _earned(document: Document, brought: Brought) -> str:
    state = brought.exchequer
    spread = brought.ranges.get("balance")
    most = (
        f", {money(spread.low, document.currency)} to "
        f"{money(spread.high, document.currency)} in most draws"
        if spread
        else ""
    )
    verb = "gets it back" if state.is_earned_back else "does not get it back"
    return (
        f"over {state.years} years the state {verb}: "
        f"{gain(state.balance, document.currency)}{most}"
    )


def anyway(document: Document, brought: Brought) -> str:
    """Return what would have been there without the plan: it stands first."""
    steps = {step.name: step for step in brought.steps}
    gross, left = brought.gross, steps["anyway"].left
    if abs(gross) < FEW:
        return (
            f"Nobody in {document.nation_name} works on what only the plan begins in "
            f"{brought.jobs.year}; plants and offices at home have "
            f"{people(left)} more than if "
            f"{document.against_name}."
        )
    lost = -steps["anyway"].change
    return (
        f"In {brought.jobs.year} {grouped(gross)} people work on what only the plan "
        f"begins. If {document.against_name}, {grouped(lost)} of them "
        f"({percent(lost / gross)}) would be in these plants all the same, and the "
        f"state would have the {money(brought.exchequer.anyway, document.currency)} a "
        f"year of tax on their pay; so {grouped(left)} are additional."
    )


def less(brought: Brought) -> str:
    """Return what is taken off, or that nothing is."""
    if not brought.sure:
        return (
            "The case says nothing of displacement, leakage and substitution, so "
            "nothing is taken off for them: fill in `additionality`."
        )
    taken = [
        f"{STEPS[step.name].lower()} ({grouped(-step.change)})"
        for step in brought.steps
        if step.name in ("displacement", "leakage", "substitution")
        and abs(step.change) > FEW
    ]
    return f"Taken off: {listed(taken)}." if taken else ""


def beside(brought: Brought) -> str:
    """Return what never counts in the headline: induced jobs and construction."""
    clauses = [f"In full-time jobs the net jobs are {grouped(brought.jobs.full_time)}"]
    clauses.append(
        f"building and tooling give {grouped(brought.jobs.construction)} years of work "
        "once"
    )
    if brought.jobs.induced == brought.jobs.induced:
        clauses.append(
            f"what all of them spend would add {grouped(brought.jobs.induced)} more, "
            "which are left out everywhere"
        )
    return f"{'; '.join(clauses)}."


def by_studies(brought: Brought) -> str:
    """Return the net jobs if suppliers added what studies see; empty without any."""
    if (
        brought.studies is None
        or brought.net_by_studies is None
        or not brought.multiplier
    ):
        return ""
    return (
        f"For each further job in a plant this gives {significant(brought.multiplier)} "
        f"at suppliers; studies of other places see {significant(brought.studies)}, "
        f"and then there would be {people(brought.net_by_studies)} net."
    )


def in_region(document: Document, brought: Brought) -> str:
    """Return what the region that was asked about gets; empty for the nation."""
    own = [one for one in brought.regions if one.region == brought.region]
    if not own:
        return ""
    one, pay = own[0], money(own[0].pay, document.currency)
    return (
        f"{one.name} has {people(one.jobs)} of these, {people(one.direct)} in plants "
        f"and offices, {people(one.chain)} at suppliers, with {pay} of pay a year."
    )


def regions(brought: Brought) -> Iterator[str]:
    """Yield where the jobs are."""
    some = [one for one in brought.regions if abs(one.jobs) >= FEW]
    if some:
        places = [f"{grouped(one.jobs)} {_where(one)}" for one in some[:MOST]]
        yield f"By region: {listed(places)}."


def headquarters(document: Document, brought: Brought) -> Iterator[str]:
    """Yield what each headquarters function brings, and which are there anyway."""
    moved = [
        one for one in brought.headquarters if abs(one.people - one.against) >= FEW
    ]
    for one in moved:
        more = one.people - one.against
        yield (
            f"{one.function_name} in {one.site_name}, {one.region_name}: "
            f"{people(more)} and {money(one.pay, document.currency)} a year of pay and "
            "what is paid on it, before any step."
        )
    same = [
        one for one in brought.headquarters if one not in moved and one.people >= FEW
    ]
    if same:
        places = [
            f"{one.function_name} in {one.site_name} ({grouped(one.people)})"
            for one in same
        ]
        yield f"Headquarters in both plans, so not counted: {listed(places)}."


def _where(region: Region) -> str:
    if region.name.startswith(ELSEWHERE):
        return region.name[:1].lower() + region.name[1:]
    return f"in {region.name}"


def futures(brought: Brought) -> Iterator[str]:
    """Yield how far futures differ."""
    if len(brought.futures) < 2:
        return
    low = min(brought.futures, key=lambda one: one.jobs)
    high = max(brought.futures, key=lambda one: one.jobs)
    if high.jobs - low.jobs < FEW:
        return
    yield (
        f"By future: {grouped(low.jobs)} jobs if “{low.future}” "
        f"({percent(low.probability)} likely), {grouped(high.jobs)} if "
        f"“{high.future}” ({percent(high.probability)})."
    )


def purse(document: Document, brought: Brought) -> Iterator[str]:
    """Yield what the state receives, pays out and forgoes."""
    state, unit = brought.exchequer, document.currency
    yield (
        f"Over {state.years} years at {percent(state.rate)}: further taxes of "
        f"{money(state.receipts, unit)}, support of {money(state.support, unit)}, "
        f"{_duty(state.forgone, unit)}; {gain(state.balance, unit)} in all, "
        f"{gain(state.balance_at_lower_rate, unit)} at {percent(state.lower_rate)}. "
        f"The {state.plan_years} years of the plan alone: "
        f"{gain(state.balance_of_plan, unit)}; later years are taken to be as its last."
    )
    if state.most_support > 0.0:
        yield (
            f"It could pay up to {money(state.most_support, unit)} more without losing."
        )


def legal(document: Document, brought: Brought) -> Iterator[str]:
    """Yield what a plan receives beside each ceiling on aid: legal, or above it."""
    if not brought.aid.ceilings:
        if brought.aid.support:
            yield (
                "What support is legal is not said: the case has no policy of kind "
                "aid_ceiling here."
            )
        return
    unit = document.currency
    for one in brought.aid.ceilings:
        yield (
            f"Support of plants and offices in {span(one.from_year, one.to_year)} is "
            f"{_amount(one.paid, unit)}; {pretty(one.policy)} allows "
            f"{_amount(one.most, unit)}: {verdict(one.above, unit)}."
        )


def verdict(above: float, currency: str) -> str:
    """Return whether support is legal, or how far it is above a ceiling."""
    return f"above the ceiling by {money(above, currency)}" if above else "legal"


def span(first: int, last: int) -> str:
    """Return the years from one to another in words."""
    return str(first) if first == last else f"{first} to {last}"


def _amount(amount: float, unit: str) -> str:
    return money(amount, unit) if amount else "nothing"


def _duty(forgone: float, unit: str) -> str:
    if forgone >= 0.0:
        return f"customs duty forgone of {money(forgone, unit)}"
    return f"customs duty gained of {money(-forgone, unit)}"


def precedents(document: Document, brought: Brought) -> str:
    """Return what a job cost elsewhere; empty if nobody says."""
    payments = [
        f"{one.precedent} {price(one.value, document.currency)}"
        for one in brought.precedents
    ]
    own = brought.support_per_net_job
    here = (
        f"Support alone comes to {price(own, document.currency)} for each net job. "
        if own is not None
        else ""
    )
    return (
        f"{here}Paid for a job elsewhere: {listed(payments)}."
        if payments
        else here.strip()
    )


def co2(brought: Brought) -> str:
    """Return further emissions over the plan; empty where no table says any."""
    home = sum(row["at_home"] for row in brought.co2)
    abroad = sum(row["abroad"] for row in brought.co2)
    if abs(home) + abs(abroad) < FEW:
        return ""
    if not home:
        return f"Emissions over the plan: {_tonnes(abroad)} in all countries."
    return (
        f"Emissions over the plan: {_tonnes(home)} at home and {_tonnes(abroad)} "
        f"abroad, {_tonnes(home + abroad)} in all."
    )


def _tonnes(tonnes: float) -> str:
    sign = "+" if tonnes > 0 else "-" if tonnes < 0 else ""
    return f"{sign}{significant(abs(tonnes) / 1000.0)} thousand t CO2e"


def plants_only(document: Document) -> str:
    """Return that no sectors are given; empty where some are."""
    if document.multipliers:
        return ""
    return (
        f"The case has no sectors of {document.nation_name}: only jobs in plants are "
        "counted, without pay and suppliers, and of the public account only support, "
        "the tax of firms, and customs duty where the nation is no part of a union."
    )


def at_risk(document: Document, brought: Brought) -> str:
    """Return what a week's stop of the company with most at stake takes."""
    weeks = [one for one in brought.value_added_at_risk if one.hazard is None]
    if not weeks:
        return ""
    one, unit = max(weeks, key=lambda week: week.most), document.currency
    return (
        f"A week without the plants of {pretty(one.company)} takes "
        f"{money(one.own, unit)} of value added in them, and at most "
        f"{money(one.suppliers, unit)} at suppliers, if they sell to nobody else: up "
        f"to {money(one.most, unit)} in {brought.jobs.year}."
    )


def unfit(document: Document) -> str:
    """Return which sectors of the table do not add up; empty if all do."""
    count = len({one.sector for one in document.unbalanced})
    if not count:
        return ""
    worst = max(document.unbalanced, key=lambda one: abs(one.off_by))
    return (
        f"The input-output table does not balance: {count} of "
        f"{len(document.multipliers)} sectors, most {worst.sector}, whose "
        f"{worst.side} is {percent(worst.off_by)} off its output."
    )


def how(brought: Brought) -> str:
    """Return how it was counted, in a sentence."""
    return (
        "Jobs are those of the plan less those of the other plan, in plants by their "
        "shift patterns, at suppliers by what plants buy in the nation and its "
        "input-output table; steps of the case are taken off both. The best plan is "
        f"that of all parties; the headline is for {brought.jobs.year}, its last year."
    )
