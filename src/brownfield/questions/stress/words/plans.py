"""What do flexibility and reckoning with a stop say of the plan?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.stress.words.names import parties_named
from brownfield.tell.numbers import grouped, listed, money, percent, vehicles

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.freedom import Chain, Freedom
    from brownfield.questions.stress.facts.reckoning import ChangedStart

MOST_LINKS = 3  # next links told
SAME = "as many"
LINKS_NOTE = (
    "A link is a programme that runs at an open plant, used or not; a chain is what "
    "links join, so that room anywhere in it serves all of it."
)


def flexibility_lines(document: Document) -> list[str]:
    """Return how flexible the plan is, in a few lines."""
    freedom = document.flexibility
    if freedom is None:
        return []
    return [
        _expected(document, freedom),
        *([_added(freedom)] if freedom.shared else []),
        *(_chain(document, chain) for chain in freedom.shared),
        *_next(document, freedom),
        LINKS_NOTE,
    ]


def _expected(document: Document, freedom: Freedom) -> str:
    bare = vehicles(freedom.expected_sales_without_guests)
    full = vehicles(freedom.expected_sales_full)
    return (
        "Flexibility: if demand spreads by "
        f"{percent(document.setting.demand_spread)}{_together(document)}, the plan's "
        f"links sell {vehicles(freedom.expected_sales)} a year on average (standard "
        f"error {grouped(freedom.standard_error)}); without guests' links "
        f"{SAME if freedom.is_same_without_guests else bare}, if every plant built "
        f"everything {SAME if freedom.is_same_full else full}. Chance that some group "
        "of products sells less because it lacks links: "
        f"{percent(freedom.jordan_graves_index)}."
    )


def _together(document: Document) -> str:
    together = document.setting.demand_correlation
    return f" and moves together (correlation {together:g})" if together else ""


def _added(freedom: Freedom) -> str:
    if freedom.is_nothing_added:
        return "Guests' links add nothing."
    gains = (freedom.apart.more_sales, freedom.together.more_sales)
    apart, together = (vehicles(gain) for gain in gains)
    if apart == together:
        return (
            f"Guests' links add {apart} a year, whether demands move together or not."
        )
    return (
        f"Guests' links add {apart} a year if demands move independently, {together} "
        f"if they move together (correlation {freedom.together.correlation:g})."
    )


def _chain(document: Document, chain: Chain) -> str:
    names = document.names.facilities
    plants = listed([names.get(plant, plant) for plant in chain.facilities])
    parties = listed(parties_named(document, chain.parties))
    return f"One chain joins {plants} across {parties}."


def _next(document: Document, freedom: Freedom) -> list[str]:
    if not freedom.next_links:
        return ["No further link the case allows would sell more."]
    names, currency = document.names.options, document.currency
    return [
        f"Next link: {names.get(link.build_option, link.build_option)} "
        f"sells {grouped(link.more_sales)} more a year "
        f"{_for_tooling(link.tooling_cost, currency)}."
        for link in freedom.next_links[:MOST_LINKS]
    ]


def _for_tooling(cost: float, currency: str) -> str:
    return f"for {money(cost, currency)} of tooling" if cost else "without tooling"


def design_lines(document: Document) -> list[str]:
    """Return what it is worth to plan for a stop, and what would change."""
    reckoning, currency = document.design, document.currency
    if reckoning is None:
        return []
    values = (
        reckoning.worth,
        reckoning.value_aware,
        reckoning.value_unaware,
        reckoning.bound_aware,
    )
    worth, aware, unaware, bound = (money(value, currency) for value in values)
    first = (
        f"Reckoning with {reckoning.hazard} in {reckoning.year} (chance "
        f"{percent(reckoning.probability)}, {percent(reckoning.share_of_year_lost)} of "
        f"the year's line time) is worth {worth}: the plan that knows of it has "
        f"{aware}, the one that does not {unaware}; no plan has more than {bound}."
    )
    changed = [_changed(document, start) for start in reckoning.changed_starts]
    return [first, *(changed or ["The same programmes start as without it."])]


def _changed(document: Document, start: ChangedStart) -> str:
    what = "Starts" if start.plan == "aware" else "Does not start"
    option = document.names.options.get(start.build_option, start.build_option)
    branch = start.branch.replace("+", ", ")
    return f"{what} {option} in {start.year} ({branch})."
