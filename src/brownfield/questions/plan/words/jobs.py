"""What does a study say of jobs, and of who must agree?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.tell.numbers import grouped, listed, money

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.jobs import Agreement, Jobs

NONE = 0.5  # jobs; a smaller difference is none


def jobs(document: Document) -> str | None:
    """Return the jobs of each plant against today; None if none are tabled."""
    plants = document.jobs
    if not plants:
        return None
    parts = "; ".join(_plant(one) for one in plants)
    futures = document.futures["future"].n_unique() > 1
    average = ", on average over the futures" if futures else ""
    return f"Jobs{average}: {parts}.{_in_all(document)}{_if_nothing(document)}"


def _plant(one: Jobs) -> str:
    """Return e.g. ``Sunderland 6,000 today, 4,600 from 2027``."""
    heads, last = one.planned, one.planned[-1]
    before = heads[0] if one.today is None else one.today
    sentence = f"{one.facility} {grouped(before)}"
    changed = [n for n, h in enumerate(heads) if abs(h - before) > NONE]
    if not changed:
        return f"{sentence} {'throughout' if one.today is None else 'as today'}"
    first = changed[0]
    sentence += f" in {one.years[0]}" if one.today is None else " today"
    sentence += f", {grouped(heads[first])} "
    is_steady = all(abs(h - heads[first]) <= NONE for h in heads[first:])
    if is_steady:
        return f"{sentence}from {one.years[first]}"
    return f"{sentence}in {one.years[first]}, {grouped(last)} in {one.years[-1]}"


def _in_all(document: Document) -> str:
    """Return the sum of the plants whose jobs today are known; nothing of one plant."""
    plants, counted = _known(document), total(document)
    if len(plants) < 2 or counted is None:
        return ""
    now, later = counted
    change = later - now
    if abs(change) <= NONE:
        return f" Together {grouped(now)}, as today."
    sentence = _change(change)
    moved = {one.facility: one.planned[-1] - (one.today or 0.0) for one in plants}
    if min(moved.values()) < -NONE and max(moved.values()) > NONE:
        parts = [
            f"{plant} {_change(by)}" for plant, by in moved.items() if abs(by) > NONE
        ]
        sentence = f"{sentence} ({', '.join(parts)})"
    return (
        f" Together {grouped(now)} today, {grouped(later)} in {document.last_year}: "
        f"{sentence}."
    )


def _known(document: Document) -> list[Jobs]:
    return [one for one in document.jobs if one.today is not None]


def total(document: Document) -> tuple[float, float] | None:
    """Return jobs today and in the last year, of the plants whose jobs are known.

    None if they are known of no plant.
    """
    plants = _known(document)
    if not plants:
        return None
    now = sum(one.today or 0.0 for one in plants)
    return now, sum(one.planned[-1] for one in plants)


def against_today(now: float, later: float) -> str:
    """Return jobs today, and how many more or fewer there will be."""
    change = later - now
    words = "as many" if abs(change) <= NONE else _change(change)
    return f"{grouped(now)} today: {words}"


def _change(by: float) -> str:
    return f"{grouped(abs(by))} {'more' if by > 0 else 'fewer'}"


def _if_nothing(document: Document) -> str:
    """Return the jobs of each plant in the last year if nothing were begun.

    Nothing where they are those of the plan.
    """
    last = {
        one.facility: (one.planned[-1], one.if_nothing[-1])
        for one in document.jobs
        if one.if_nothing is not None
    }
    if all(abs(planned - idle) <= NONE for planned, idle in last.values()):
        return ""
    parts = [f"{plant} {grouped(idle)}" for plant, (_, idle) in last.items()]
    return f" If nothing were begun: {listed(parts)} in {document.last_year}."


def agreements(document: Document) -> str | None:
    """Return who must agree at which fee, and where to ask whether they would.

    None where nobody must.
    """
    if not document.agreements:
        return None
    parts = [_agreement(one, document.currency) for one in document.agreements]
    return (
        f"Must agree: {listed(parts)}. The plan is best for all together; whether each "
        f"would accept it, and at which fee, says brownfield deal {document.case}."
    )


def _agreement(one: Agreement, currency: str) -> str:
    fee = "no fee is tabled"
    if one.fee is not None:
        ends = dict.fromkeys(money(end, currency) for end in (one.fee, one.fee_most))
        fee = f"a fee of {' to '.join(ends)} a vehicle is tabled"
    return f"{one.guest} with {one.host} on {one.facility} ({fee})"
