"""How are places told in sentences?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.tables.declared.evidence import COST
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import (
    gain,
    grouped,
    listed,
    money,
    percent,
    significant,
)

if TYPE_CHECKING:
    from brownfield.questions.site.document import Document
    from brownfield.questions.site.facts.placed import Placed
    from brownfield.questions.site.facts.places import Place
    from brownfield.questions.site.facts.stays import OpensWay
    from brownfield.questions.site.facts.turning import WouldHave
    from brownfield.questions.site.scoring.truth import Turn

MOST = 3  # places, or ways, that a sentence names
SAME = 1e-12
SMALL = 1e-6  # share of a cost that is none


def headline(document: Document) -> str:
    """Return the answer: which place is best, how sure, and what comes close."""
    first, *others = document.places
    weights = (
        "with the weights of the case"
        if document.has_swings
        else "with weights in the middle of those allowed"
    )
    sentence = (
        f"{first.name} is the best of {len(document.places)} places {weights}, and "
        f"comes first for {percent(first.first)} of {_all_weights(document)}"
    )
    rivals = sorted(others, key=lambda place: -place.first)[: MOST - 1]
    close = [f"{one.name} for {percent(one.first)}" for one in rivals if one.first > 0]
    return f"{sentence}; {listed(close)}." if close else f"{sentence}."


def _all_weights(document: Document) -> str:
    return "all weights allowed" if document.has_ranges else "all possible weights"


def how(document: Document) -> str:
    """Return how the places were compared, in two sentences."""
    count = document.scores_drawn
    many = f" So are {count} scores, from their ranges in the assumptions."
    one = " So is one score, from its range in the assumptions."
    drawn = {0: "", 1: one}.get(count, many)
    likely = "within their ranges" if document.has_ranges else "of all there are"
    return (
        "A score counts 0 at the worst and 1 at the best of the natural range of its "
        "criterion, and a place is worth the sum over the criteria, each by its "
        f"weight. {document.draws:,} sets of weights {likely} are drawn, all equally "
        f"likely.{drawn}"
    )


def sure(document: Document) -> Iterator[str]:
    """Yield how often places come first, and how exact that is."""
    never = [place.name for place in document.places if place.first == 0.0]
    if never:
        yield f"Never first: {listed(never)}."
    worst = max(max(errors) for errors in document.standard_error.values())
    yield f"Standard error of these shares: at most {percent(worst)}."


def assumed(document: Document) -> str:
    """Return how many scores nobody is cited for; empty if there are none."""
    if not document.unsupported:
        return ""
    scores = len(document.places) * len(document.criteria)
    return (
        f"{document.unsupported} of {scores} scores cite no source: they are "
        "assumptions of the case, as is every weight, and no place was asked."
    )


def would_have(document: Document) -> Iterator[str]:
    """Yield what would have to be true for each other place to come first."""
    for turning in document.would_have_to_be_true:
        yield f"{document.names[turning.site]}, if {_ways(document, turning)}."


def _ways(document: Document, turning: WouldHave) -> str:
    weights = [way for turn in turning.turns if (way := _weight(document, turn))]
    scores = [way for turn in turning.turns if (way := _score(document, turn))]
    ways = [*weights[:1], *scores[: MOST - 1]]
    return (
        " or ".join(ways) or "several change at once: no one weight or score is enough"
    )


def title(document: Document, criterion: str) -> str:
    """Return the printed name of a criterion."""
    column = next(one for one in document.criteria if one.name == criterion)
    return column.title or pretty(criterion)


def corner(document: Document, criteria: tuple[str, ...]) -> str:
    """Return what a corner of the triangle of weights is called."""
    if len(criteria) > MOST - 1:
        return f"the {len(criteria)} others"
    return listed([title(document, name) for name in criteria])


def _weight(document: Document, turn: Turn) -> str:
    """Return the weight at which a place comes first; empty if there is none."""
    if turn.weight is None:
        return ""
    bound = "or more" if turn.weight > turn.weight_today else "or less"
    return (
        f"the weight of “{title(document, turn.criterion)}” is "
        f"{percent(turn.weight)} {bound} (now {percent(turn.weight_today)})"
    )


def _score(document: Document, turn: Turn) -> str:
    """Return the score at which a place ties for the first; empty if there is none."""
    if turn.score is None:
        return ""
    unit = next(one.unit for one in document.criteria if one.name == turn.criterion)
    today, score = (
        amount(document, turn.criterion, value)
        for value in (turn.score_today, turn.score)
    )
    named = f" {unit}" if unit and turn.criterion != COST else ""
    name = title(document, turn.criterion)
    return f"its “{name}” is {score} (now {today}{named})"


def amount(document: Document, criterion: str, value: float) -> str:
    """Return a score in its unit, money for the cost."""
    if criterion == COST:
        return f"{money(value, document.currency)} a year"
    return grouped(value) if value == round(value) else significant(value)


def score(document: Document, place: Place, criterion: str) -> str:
    """Return a score in its unit, and its range where it has one."""
    figure = amount(document, criterion, place.scores[criterion])
    if criterion not in place.score_ranges:
        return figure
    low, high = place.score_ranges[criterion]
    if criterion == COST:
        in_money = (money(end, document.currency) for end in (low, high))
        return f"{figure} ({' to '.join(in_money)})"
    ends = (amount(document, criterion, end) for end in (low, high))
    return f"{figure} ({' to '.join(ends)})"


def costs(document: Document) -> Iterator[str]:
    """Yield which place is cheapest, and what the best one costs more."""
    priced = [place for place in document.places if place.cost is not None]
    if not priced:
        return
    cheapest = min(priced, key=_cost)
    first = document.places[0]
    staff = sum(row["staff"] for row in document.functions if row["site"] == first.site)
    yield (
        f"For {grouped(staff)} people {cheapest.name} is the cheapest at "
        f"{money(cheapest.cost, document.currency)} a year"
        + (
            f"; {first.name} costs {money(_cost(first), document.currency)}."
            if first.cost is not None and first is not cheapest
            else "."
        )
    )
    drained = [p for p in document.places if p.staff_of_pool and p.staff_of_pool > 0.1]
    for place in drained:
        yield (
            f"In {place.name} they would be {percent(place.staff_of_pool)} of the "
            "fitting people within reach."
        )


def _cost(place: Place) -> float:
    return place.cost if place.cost is not None else float("inf")


def function(document: Document, name: str) -> str:
    """Return the printed name of a function."""
    return document.function_names[name]


def placed(document: Document) -> Iterator[str]:
    """Yield where each function goes by money alone, and what that saves."""
    placed = document.placed
    if document.stands:
        yield _stand(document)
    if placed is None:
        return
    if placed.sites is None or placed.cost is None:
        yield (
            "No placement of the functions keeps to the talent pools; without them the "
            f"cheapest costs {money(placed.without_pools, document.currency)}. Raise "
            "sites.pool_share, or let functions open later."
        )
        return
    cost = money(placed.cost, document.currency)
    yield (
        f"By money alone, trips counted, {_goes(document, placed.sites)}: {cost} over "
        f"{placed.num_years} years, in present value{_instead(document, placed)}."
    )
    pools = placed.cost - placed.without_pools
    if pools > SMALL * abs(placed.cost):
        yield f"Talent pools are {money(pools, document.currency)} of that."
    tight = [document.names[s] for s, fits in placed.fits_in_one.items() if not fits]
    if tight:
        yield f"Too few people for all functions at once: {listed(tight)}."


def _goes(document: Document, sites: dict[str, str]) -> str:
    """Return which functions go where, in words."""
    if len(set(sites.values())) == 1 and len(sites) == len(document.function_names):
        return f"all functions go to {document.names[next(iter(sites.values()))]}"
    return "; ".join(
        f"{listed(names)} {'goes' if len(names) == 1 else 'go'} to {place}"
        for place, names in _by_place(document, sites)
    )


def _stand(document: Document) -> str:
    """Return which functions stand where, and so are paid in plans."""
    clauses = (
        f"{listed(names)} in {place}"
        for place, names in _by_place(document, document.stands)
    )
    return f"Plans pay for what stands somewhere: {'; '.join(clauses)}."


def _by_place(
    document: Document, sites: dict[str, str]
) -> Iterator[tuple[str, list[str]]]:
    """Yield each place with the functions there, by printed names."""
    for site in dict.fromkeys(sites.values()):
        names = [function(document, name) for name in sites if sites[name] == site]
        yield document.names[site], names


def _instead(document: Document, placed: Placed) -> str:
    """Return what the best place would cost for all functions; empty if the same."""
    first = document.places[0]
    cost = placed.in_one.get(first.site)
    if cost is None or set((placed.sites or {}).values()) == {first.site}:
        return ""
    return f"; all in {first.name} {money(cost, document.currency)}"


def lasting(document: Document) -> Iterator[str]:
    """Yield how long headquarters last where they may close again."""
    first = document.places[0]
    for one in document.stays:
        if one.site == first.site and one.closing_chance > 0.0:
            yield (
                f"With a chance of {percent(one.closing_chance)} a year to close again "
                f"headquarters in {first.name} are open in {one.expected_years:.1f} of "
                f"{one.of_years} years on average."
            )


def first(document: Document) -> Iterator[str]:
    """Yield what headquarters first are worth, with a range."""
    ways = document.opens_way
    if not ways:
        return
    ends = [end for way in ways for end in (way.expected_net, way.net)]
    currency = document.currency
    yield (
        f"Headquarters first, in {document.names[ways[0].site]}, are worth "
        f"{gain(min(ends), currency)} to {gain(max(ends), currency)}, their cost taken "
        "off: the less as they may close again, the more if they stay."
    )
    for way in ways:
        yield _followed(document, way)


def _followed(document: Document, way: OpensWay) -> str:
    clause = f"If without them it is “{pretty(way.without)}”"
    if way.first_year is None:
        return f"{clause}, nothing follows them."
    least = (
        "they do not pay even if they surely bring it about"
        if way.least_chance is None
        else "they pay if they bring it about with a chance of at least "
        f"{percent(way.least_chance)}"
    )
    return (
        f"{clause}, what follows from {way.first_year} on is worth "
        f"{money(way.gain, document.currency)}; they are still open then with a chance "
        f"of {percent(way.still_open)}, and {least}."
    )
