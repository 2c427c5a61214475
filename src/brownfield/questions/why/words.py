"""How is a reason told in sentences that can be pasted?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import TYPE_CHECKING

from brownfield.tell.beside.bridge import by_item
from brownfield.tell.labels import item_name, pretty, short
from brownfield.tell.numbers import listed, money, percent, price, significant, vehicles

if TYPE_CHECKING:
    from brownfield.questions.why.document import Document
    from brownfield.questions.why.facts.reasons import Flip, Held, WhyNot
    from brownfield.questions.why.futures.branches import Branch, Decision

HOW = (
    "Each cost is that of a plan made anew, with the thing asked about in it or not, "
    "and recounted independently. A break-even is where two plans are worth the "
    "same; the case was then planned twice more, once on each side, and did flip."
)
MOST_STEPS = 4  # of a bridge that a paragraph names
CREWS = frozenset({"shift_patterns.fixed_cost", "shift_patterns.headcount"})
GAIN = {True: 1.0, False: -1.0}  # sign of what a thing brings, by whether it is chosen
HANGS = 0.5  # of what a choice costs, by which other crews must move it
SMALL = 0.02  # share of the largest step under which a step is not named


def headline(document: Document) -> str:
    """Return the answer in one sentence."""
    near = nearest(document)
    if near is None:
        return "The best plan has everything that was asked about."
    cost = money(near.cost, document.currency)
    flips = [
        flip for flip in near.break_evens if flip.verified and flip.flips_at is not None
    ]
    end = f" It would be chosen with {_flipped(flips[0])}." if flips else ""
    return f"What comes nearest is {near.title}: it misses by {cost}.{end}"


def nearest(document: Document) -> WhyNot | None:
    """Return what is left out and misses least; None if nothing that can be had is."""
    refused = [one for one in document.why_not if not one.is_chosen and one.cost]
    return min(refused, key=lambda one: one.cost or 0.0, default=None)


def ordered(document: Document) -> list[WhyNot]:
    """Return what was asked about: left out first, what misses least before others."""
    return sorted(document.why_not, key=lambda one: (one.is_chosen, _apart(one)))


def _apart(one: WhyNot) -> float:
    return inf if one.cost is None else one.cost


def paragraph(document: Document, one: WhyNot) -> str:
    """Return why the best plan has, or has not, one thing: a paragraph to paste."""
    return " ".join([_cost(document, one), *_rest(document, one)])


def _rest(document: Document, one: WhyNot) -> Iterator[str]:
    if one.cost is None:
        return
    yield from _built(document, one)
    yield from _bridged(document, one)
    yield from _bound(document, one)
    yield from _turned(one)
    yield from _at_once(one)
    yield from _likelier(one)
    yield from _crewed(document, one)
    yield from _ways(document, one)


def _cost(document: Document, one: WhyNot) -> str:
    if one.cost is None:
        if one.conflicts:
            return f"{one.title} cannot be had: {'; '.join(one.conflicts)}."
        return f"{one.title}: no plan was found that has it ({one.status})."
    cost, of_all = (
        money(one.cost, document.currency),
        money(document.value, document.currency),
    )
    if one.is_chosen:
        less = f"the best one without it is worth {cost} less, of {of_all}"
        return f"{one.title} is in the best plan: {less}."
    if abs(one.cost) < 1.0:
        return f"{one.title} is as good as the best plan: it costs nothing to have it."
    return f"{one.title} is not in the best plan: to have it costs {cost} of {of_all}."


def _built(document: Document, one: WhyNot) -> Iterator[str]:
    if one.target.startswith("option="):
        return
    first, last = document.first_year, document.last_year
    years = f"over {first}-{last}" if first < last else f"in {first}"
    where = "there" if one.target.startswith("facility=") else "of it"
    if one.vehicles > 1.0:
        yield f"With it {vehicles(one.vehicles)} are built {where} {years}."
    else:
        yield f"Nothing is built {where}."


def _bridged(document: Document, one: WhyNot) -> Iterator[str]:
    """Yield what speaks against the plan that was forced, and what for it."""
    summed = by_item(one.bridge)
    most = max((abs(amount) for _, amount in summed), default=0.0)
    steps = [(item, amount) for item, amount in summed if abs(amount) > SMALL * most]
    worse = [pair for pair in steps if pair[1] > 0.0][:MOST_STEPS]
    better = [pair for pair in steps if pair[1] < 0.0][:MOST_STEPS]
    name = "Without it" if one.is_chosen else "With it"
    if worse:
        yield f"{name} the companies are worse off in {_amounts(worse, document)};"[
            :-1
        ] + (f", and better off in {_amounts(better, document)}." if better else ".")


def _amounts(pairs: list[tuple[str, float]], document: Document) -> str:
    parts = [
        f"{item_name(item)} ({money(abs(amount), document.currency)})"
        for item, amount in pairs
    ]
    return listed(parts)


def _bound(document: Document, one: WhyNot) -> Iterator[str]:
    if one.binding and not one.is_chosen:
        first = one.binding[0]
        yield f"What holds it back most: {bound(document, first)}."


def bound(document: Document, held: Held) -> str:
    """Return what a row that holds back costs, or is worth."""
    worth = money(held.worth, document.currency)
    name = {
        "line_time": "line time at {}, where {} more would be worth {}",
        "full_rate": "the full rate at {}, where {} more would be worth {}",
        "crew": "the crew steps of {} (shift_patterns), where {} by {}",
        "minimum_volume": "the volume promised for {}: {} costs {}",
        "origin": "that {} does not originate: {} is {}",
    }[held.kind]
    return name.format(held.title, held.unit, worth)


def _turned(one: WhyNot) -> Iterator[str]:
    flips = [
        flip for flip in one.break_evens if flip.verified and flip.flips_at is not None
    ]
    if flips:
        verb = (
            "It would be dropped with" if one.is_chosen else "It would be chosen with"
        )
        phrases = [_flipped(flip) for flip in flips]
        yield f"{verb} {', or with '.join(phrases)}."
    never = [
        flip.title
        for flip in one.break_evens
        if flip.verified and flip.flips_at is None
    ]
    if never:
        stays = "stays in" if one.is_chosen else "stays out"
        yield (
            f"It {stays} with a twentieth and with four times of each of these: "
            f"{listed(never)}."
        )


def frontier_points(one: WhyNot) -> Iterator[tuple[float, float]]:
    """Yield the values of two numbers at which they flip the choice together.

    From the flip of the second alone to that of the first alone.
    """
    if one.both is None:
        return
    first, second, line = one.both
    yield first.today, second.flips_at or second.today
    for point in line.points:
        yield point.first_at, point.second_at
    yield first.flips_at or first.today, second.today


def turning(document: Document) -> tuple[str, ...]:
    """Return at which numbers each thing that was asked about flips, a sentence each.

    What is left out comes first, what misses least before others.
    """
    sentences = [(one.title, " ".join(_turned(one))) for one in ordered(document)]
    return tuple(f"{title}: {said}" for title, said in sentences if said)


def _at_once(one: WhyNot) -> Iterator[str]:
    """Yield a point between, at which two numbers flip the choice together."""
    if one.both is None or not one.both[2].points:
        return
    first, second, line = one.both
    middle = line.points[len(line.points) // 2]
    yield (
        f"Both at once: with the {first.title} at "
        f"{shown(first, middle.first_at)} and the {second.title} at "
        f"{shown(second, middle.second_at)}."
    )


def _likelier(one: WhyNot) -> Iterator[str]:
    """Yield the branch whose probability has to move least until both plans tie."""
    ties = [
        (abs(of.flips_at - of.probability), of.flips_at, of)
        for of in one.odds
        if of.flips_at is not None
    ]
    if ties:
        _, at, of = min(ties, key=lambda each: each[0])
        branch, today = pretty(of.branch), percent(of.probability)
        yield (
            f"As they stand, both plans are worth the same if “{branch}” has a "
            f"probability of {percent(at)} (today {today})."
        )


def _crewed(document: Document, one: WhyNot) -> Iterator[str]:
    """Yield that it hangs on crews, where others change the choice or its cost.

    Told of those that move it most, from half of what it costs today on.
    """
    today = GAIN[one.is_chosen] * (one.cost or 0.0)
    moved = [
        (abs(GAIN[way.is_chosen] * way.cost - today), way)
        for way in one.ways
        if way.cost is not None and CREWS.intersection(way.changes)
    ]
    most, way = max(moved, key=lambda pair: pair[0], default=(0.0, None))
    if way is None or most < HANGS * abs(today):
        return
    begin = f"It hangs on the crew steps of {one.title} (shift_patterns)"
    under = f"under “{pretty(way.what_if)}”"
    if way.is_chosen != one.is_chosen:
        yield f"{begin}: {under} it is {'chosen' if way.is_chosen else 'left out'}."
        return
    now, then = (money(abs(v or 0.0), document.currency) for v in (one.cost, way.cost))
    missed = "to do without it" if one.is_chosen else "to have it"
    yield f"{begin}: {missed} costs {now} with those of today, {then} {under}."


def _ways(document: Document, one: WhyNot) -> Iterator[str]:
    """Yield what would be of it under each what-if that changes the plant."""
    for way in one.ways:
        cost = money(way.cost, document.currency)
        if way.cost is None:
            end = "chosen, and needed" if way.is_chosen else "not to be had"
        elif way.is_chosen:
            end = f"chosen, and brings {cost}"
        else:
            end = f"left out, and costs {cost} to have"
        yield f"Under “{pretty(way.what_if)}” it is {end}."


def _flipped(flip: Flip) -> str:
    """Return a number and where it flips the choice."""
    change = flip.change or 0.0
    moved = f"{percent(abs(change))} {'higher' if change > 0 else 'lower'}"
    if flip.is_factor or flip.flips_at is None:
        return f"the {flip.title} {moved}{_likely(flip)}"
    now, then = (shown(flip, v) for v in (flip.today, flip.flips_at))
    return f"the {flip.title} {moved}, at {then} instead of {now}{_likely(flip)}"


def _likely(flip: Flip) -> str:
    if flip.is_likely is None:
        return ""
    return " (within its range)" if flip.is_likely else " (outside its range)"


def shown(flip: Flip, value: float | None) -> str:
    """Return a value of a number with its unit."""
    if value is None:
        return "never" if flip.verified else "not found"
    if flip.is_factor:
        return f"x {significant(value)}"
    if flip.currency and "per vehicle" in flip.unit:
        return price(value, flip.currency)
    if flip.currency:
        return money(value, flip.currency)
    return percent(value) if flip.unit.startswith("share") else significant(value)


def knowing(document: Document) -> Iterator[str]:
    """Yield what it is worth to know the future and to wait."""
    worth = document.knowing
    if worth is None:
        return
    unit = document.currency
    perfect = money(worth.perfect_information, unit)
    planned = money(worth.stochastic_solution, unit)
    yield (
        f"To know the future would be worth {perfect} at most; to plan for all futures "
        f"instead of their mean is worth {planned}."
    )
    if worth.waiting is not None:
        yield f"That starts may wait is worth {money(worth.waiting, unit)}."


def branch_title(document: Document, branch: Branch) -> str:
    """Return a branch with its probability and what the best plan is worth there."""
    worth, name = money(branch.value, document.currency), branch_name(branch)
    if branch.parent is None:
        return f"{name}: {worth} expected"
    return f"{name}, {percent(branch.probability)}: {worth}"


def branch_name(branch: Branch) -> str:
    """Return the printed name of a branch; the first is today."""
    return pretty(branch.branch) if branch.parent else "Today"


def branch_lines(document: Document, branch: Branch) -> list[str]:
    """Return what the best plan decides in a branch, a line each with its year."""
    lines = [f"{one.year}: {_decision(document, one)}" for one in branch.then]
    return lines or ["nothing new"]


def _decision(document: Document, one: Decision) -> str:
    name = document.facilities.get(one.name, pretty(one.name))
    if one.kind == "start":
        return f"start {document.options.get(one.name, one.name)}"
    if one.kind == "shift":
        pattern = pretty(one.pattern).lower() if one.pattern else "standstill"
        return f"{short(name)} to {pattern}"
    return f"{one.kind} {short(name)}"


def near(document: Document) -> Iterator[str]:
    """Yield how many plans are nearly as good, what they share and what differs."""
    near_optimal = document.near_optimal
    if near_optimal is None or not near_optimal.plans:
        return
    last = near_optimal.plans[0].value - near_optimal.plans[-1].value
    number = "All" if near_optimal.is_all else "The best"
    yield (
        f"{number} {len(near_optimal.plans)} plans that differ in what they start and "
        f"are at most {percent(near_optimal.within)} worse: the last of them is worth "
        f"{money(last, document.currency)} less than the best."
    )
    yield f"All of them: {decided(document, near_optimal.must) or 'nothing new'}."
    if near_optimal.may:
        yield f"Some of them: {decided(document, near_optimal.may)}."


def decided(document: Document, names: Iterable[tuple[str, ...]]) -> str:
    """Return decisions in words: kind and name, and the node if there is one."""
    phrases = []
    for kind, name, *node in names:
        word = document.options.get(name, name)
        at = f" ({pretty(node[0])})" if node else ""
        phrases.append(f"{'open ' if kind == 'open' else ''}{word}{at}")
    return listed(phrases)
