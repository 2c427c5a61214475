"""How is a risk told in sentences?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from brownfield.tell.labels import pretty
from brownfield.tell.numbers import (
    grouped,
    listed,
    money,
    percent,
    significant,
    vehicles,
)

if TYPE_CHECKING:
    from brownfield.questions.risk.document import Document
    from brownfield.questions.risk.facts.careful import CarePoint
    from brownfield.questions.risk.facts.moved import MovedValue
    from brownfield.questions.risk.facts.regretted import RegretRow
    from brownfield.questions.risk.facts.sampled import Design, Estimate

HOW = (
    "“Plan held” keeps what the best plan starts and opens; crews and volumes follow. "
    "“Planned anew” may start something else. Every value comes from the whole model "
    "solved again."
)
SAME = 1e-6  # share of the value under which two are one
WIDEST = 3  # assumptions that a sentence names


def headline(document: Document) -> str:
    """Return the answer: what the plan is worth, what moves it, how sure it is."""
    worth = f"The best plan is worth {money(document.value, document.currency)}"
    sure = _sure(document)
    if document.assumptions:
        first = document.assumptions[0]
        low, high = ends(first, document)
        moved = f"what moves it most is {first.title}, {low} to {high} over its range"
        return f"{worth}; {moved}. {sure}".strip()
    if sure:
        return f"{worth}. {sure}"
    return f"{worth}; the case says nothing of how sure that is."


def _sure(document: Document) -> str:
    """Return how sure it is that no other plan is better, by what was looked at."""
    drawn, regretted = document.sampled, document.regrets
    if drawn is not None and len(drawn.designs) > 1:
        share = percent(drawn.designs[0].best_share)
        others = f"{len(drawn.designs)} plans in {share} of {drawn.draws} futures drawn"
        return f"It is the best of {others}."
    if document.is_anew:
        return _worth_changing(document)
    if regretted is not None:
        return next(iter(regrets(document)))
    return _careful(document) if document.frontier else ""


def ends(one: MovedValue, document: Document) -> tuple[str, str]:
    """Return the lesser and the larger value of the held plan over a range."""
    low, high = held(one, document)
    return money(low, document.currency), money(high, document.currency)


def held(one: MovedValue, document: Document) -> tuple[float, float]:
    """Return the same as amounts, case currency."""
    amounts = [
        v for v in (one.held_low, one.held_high, document.value) if v is not None
    ]
    return min(amounts), max(amounts)


def _careful(document: Document) -> str:
    first, last = document.frontier[0], document.frontier[-1]
    cost, gain = first.value - last.value, last.cvar - first.cvar
    if abs(gain) <= SAME * abs(document.value):
        return "Full care for the worst futures would change nothing."
    return (
        "Full care for the worst futures brings "
        f"{money(gain, document.currency)} there and costs "
        f"{money(cost, document.currency)} of expected value."
    )


def frontier(document: Document) -> Iterator[str]:
    """Yield what care for the worst futures brings and costs."""
    if not document.frontier:
        return
    yield _careful(document)
    first = document.frontier[0]
    for before, after in pairwise(document.frontier):
        if change := _change(document, before, after):
            yield f"From weight {after.care:.3g} on {change}."
    if all(point.starts == first.starts for point in document.frontier):
        yield "The same is started at every weight."


def _change(document: Document, before: CarePoint, after: CarePoint) -> str:
    """Return what a plan does otherwise than one with less care; empty if nothing."""
    if after.starts != before.starts:
        return _instead(document, before, after)
    if abs(after.value - before.value) <= SAME * abs(document.value):
        return ""
    options = sorted(before.built.keys() | after.built.keys())
    more = {o: after.built.get(o, 0.0) - before.built.get(o, 0.0) for o in options}
    changes = [
        f"{vehicles(abs(more[o]))} {'more' if more[o] > 0 else 'fewer'} of "
        f"{document.options.get(o, o)}"
        for o in sorted(options, key=lambda o: -abs(more[o]))
        if abs(more[o]) >= 0.5
    ]
    return f"it builds {listed(changes[:WIDEST])}" if changes else ""


def _instead(document: Document, before: CarePoint, after: CarePoint) -> str:
    """Return what one plan starts that another does not, and the other way round."""
    more = tuple(name for name in after.starts if name not in before.starts)
    less = tuple(name for name in before.starts if name not in after.starts)
    if not more:
        return f"it does not start {started(document, less)}"
    clause = f"it starts {started(document, more)}"
    return (
        f"{clause} instead of {started(document, less)}" if less else f"{clause}, too"
    )


def starts(document: Document, point: CarePoint) -> str:
    """Return what a plan starts, in words."""
    return started(document, point.starts)


def started(document: Document, names: tuple[str, ...]) -> str:
    """Return programmes written NAME@YEAR in words; nothing new if there are none."""
    starts = []
    for name in names:
        option, _, year = name.rpartition("@")
        starts.append(f"{document.options.get(option, option)} in {year}")
    return listed(starts) or "nothing new"


def assumptions(document: Document) -> Iterator[str]:
    """Yield which assumptions move the value most, and what may turn the plan."""
    if not document.assumptions:
        return
    moved = [one for one in document.assumptions if width(one, document) > 0.0]
    ranges = [_range(one, document) for one in moved[:WIDEST]]
    still = len(document.assumptions) - len(moved)
    yield (
        f"Of {len(document.assumptions)} assumptions with a range "
        f"{len(moved)} move the value of the best plan. Most do: {listed(ranges)}."
        if moved
        else f"None of {len(document.assumptions)} assumptions moves the best plan."
    )
    if moved and still:
        yield f"{still} {'does' if still == 1 else 'do'} not touch it."
    if document.is_anew:
        yield _worth_changing(document)


def _range(one: MovedValue, document: Document) -> str:
    low, high = ends(one, document)
    return f"{one.title} ({low} to {high})"


def _worth_changing(document: Document) -> str:
    """Return at which ends another plan would be better, and by how much."""
    better = [
        (gain, one)
        for one in document.assumptions
        for gain in (
            regret(one.held_low, one.anew_low),
            regret(one.held_high, one.anew_high),
        )
        if gain > SAME * abs(document.value)
    ]
    if not better:
        return "At no end of any of them would another plan be better."
    gain, one = max(better, key=lambda pair: pair[0])
    return (
        f"At {_ends(len(better))} another plan would be better, by "
        f"{money(gain, document.currency)} at most ({one.title})."
    )


def _ends(count: int) -> str:
    return "one end of a range" if count == 1 else f"{count} ends of ranges"


def regret(held: float | None, anew: float | None) -> float:
    """Return what a plan made anew is worth more; 0 where one is missing."""
    return 0.0 if held is None or anew is None else anew - held


def width(one: MovedValue, document: Document) -> float:
    """Return how far the value of the held plan moves, case currency."""
    low, high = held(one, document)
    most = high - low
    return most if most > SAME * abs(document.value) else 0.0


def budgets(document: Document) -> Iterator[str]:
    """Yield what the plan is worth if several assumptions go wrong at once."""
    if not document.budgets:
        return
    last = document.budgets[-1]
    yield (
        f"With the worst {last.wrong:.3g} of them at their worse end the plan is worth "
        f"{money(last.added, document.currency)} if effects add up"
        f"{_at_once(last.at_once, document)}."
    )
    if last.chance > 0.0:
        yield (
            "If each lies to both sides alike, by itself, the plan is worth less than "
            f"that with a chance of at most {percent(last.chance)}."
        )
    else:
        yield "These are all that cost it anything."


def _at_once(value: float | None, document: Document) -> str:
    if value is None:
        return ", and not possible with all of them at once"
    return f", {money(value, document.currency)} planned with all of them at once"


def plan_name(plan: RegretRow) -> str:
    """Return which plan it is: the best, or the best for some futures and what-ifs."""
    names = [pretty(name) for name in plan.best_in]
    words = f"best if {listed(names)}" if names else ""
    if plan.is_best:
        return f"best plan; also {words}" if words else "best plan"
    return words


def common(plans: Sequence[RegretRow | Design]) -> tuple[str, ...]:
    """Return the programmes that all of some plans start."""
    first = plans[0].starts if len(plans) > 1 else ()
    return tuple(name for name in first if all(name in p.starts for p in plans))


def apart(
    document: Document, plan: RegretRow | Design, plans: Sequence[RegretRow | Design]
) -> str:
    """Return what a plan starts beside what all of some plans start, in words."""
    shared = common(plans)
    return started(document, tuple(n for n in plan.starts if n not in shared))


def _shared(document: Document, plans: Sequence[RegretRow | Design]) -> Iterator[str]:
    """Yield what all plans start, if there is something."""
    if common(plans):
        same = started(document, common(plans))
        yield f"All plans start {same}; the table says what differs."


def regrets(document: Document) -> Iterator[str]:
    """Yield how much each plan may be regretted, and which one least."""
    regrets = document.regrets
    if regrets is None:
        return
    safest, (best,) = (
        regrets.plans[regrets.safest],
        [p for p in regrets.plans if p.is_best],
    )
    unit, worlds = document.currency, len(regrets.worlds)
    if best.largest is None:
        yield "The best plan is not possible in each of them."
    else:
        worst = max(best.regrets, key=lambda name: best.regrets[name] or 0.0)
        yield (
            f"In {worlds} worlds the best plan misses {money(best.largest, unit)} at "
            f"most ({pretty(worst)})."
        )
    if safest.is_best or safest.largest is None:
        yield "No other plan that was looked at may be regretted less."
        yield from _shared(document, regrets.plans)
        return
    price = (safest.expected or 0.0) - (best.expected or 0.0)
    cost = f", for {money(price, unit)} of expected value" if best.expected else ""
    yield (
        f"Least may be regretted what is {plan_name(safest)}: it starts "
        f"{apart(document, safest, [best, safest])} instead of "
        f"{apart(document, best, [best, safest])}, and misses "
        f"{money(safest.largest, unit)} at most{cost}."
    )
    yield from _shared(document, regrets.plans)


def design_name(place: int) -> str:
    """Return the name of a plan that was drawn for."""
    return "best plan" if place == 0 else f"plan {place + 1}"


def with_error(estimate: Estimate, document: Document) -> str:
    """Return an amount and its standard error."""
    error = money(estimate.standard_error, document.currency)
    return f"{money(estimate.value, document.currency)} (± {error})"


def sampled(document: Document) -> Iterator[str]:
    """Yield which plan is best in the few draws, and what it is worth in all."""
    sampled, unit = document.sampled, document.currency
    if sampled is None:
        return
    name, design = design_name(sampled.chosen), sampled.designs[sampled.chosen]
    yield (
        f"Of {sampled.draws} futures drawn {sampled.kept} stand for all, "
        f"{money(sampled.distance, unit)} away on average. Best in them is the {name}, "
        f"worth {money(sampled.in_sample, unit)}; over all draws it is worth "
        f"{with_error(sampled.out_of_sample, document)}."
    )
    if sampled.chosen:
        apart_ = apart(document, design, [sampled.designs[0], design])
        ahead = with_error(design.ahead, document)
        yield f"It starts {apart_}; more than the best plan by {ahead}."
    if sampled.refused:
        refused = f"{sampled.refused} draws were left out"
        yield f"{refused}: no table, or no plan, allows them."
    yield from _shared(document, sampled.designs)


def learning(document: Document) -> Iterator[str]:
    """Yield what it is worth to know all or one of the assumptions."""
    sampled = document.sampled
    if sampled is None:
        return
    if len(sampled.designs) < 2:
        yield "One plan is the best in each draw that was planned: nothing to learn."
        return
    yield (
        f"To know all assumptions before choosing among {len(sampled.designs)} plans "
        f"would be worth {with_error(sampled.knowing_all, document)}."
    )
    first = sampled.knowing[0]
    if first.worth.value > first.worth.standard_error:
        yield (
            f"Most is in {first.title}: to know it alone is worth "
            f"{with_error(first.worth, document)}."
        )


def amount(value: float | None, document: Document) -> str:
    """Return money; not possible where there is none."""
    return "not possible" if value is None else money(value, document.currency)


def cell(one: MovedValue, value: float) -> str:
    """Return an end of a range with its unit."""
    if one.currency and "per vehicle" in one.unit:
        return f"{one.currency} {significant(value)}"
    if one.currency:
        return money(value, one.currency)
    if one.unit.startswith("share"):
        return percent(value)
    return grouped(value) if value == round(value) else significant(value)
