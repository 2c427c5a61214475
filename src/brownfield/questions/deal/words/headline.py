"""How is a deal told to everybody in a few sentences?"""

from brownfield.questions.deal.coalitions.game import MOST_PARTIES
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.seats import shared_groups
from brownfield.questions.deal.words.futures import (
    leave_sentence,
    menu_sentence,
    stay_sentence,
)
from brownfield.questions.deal.words.names import RULE_WORDS, group, names_of
from brownfield.questions.deal.words.precision import precision
from brownfield.questions.deal.words.support import (
    distortion_sentence,
    larger_sentence,
    simplicity_sentence,
)
from brownfield.questions.deal.words.terms import (
    fee_sentence,
    grant_sentence,
    no_guest,
    stated_sentence,
    taxed_sentence,
    unpaid_sentence,
    with_states_sentence,
)
from brownfield.tell.labels import labels
from brownfield.tell.numbers import grouped, listed, money


def sentences(told: Deal) -> tuple[list[str], list[str]]:
    """Return what is told after the headline: on the terms, and on what comes later."""
    first = (
        with_states_sentence(told),
        larger_sentence(told),
        distortion_sentence(told),
        stated_sentence(told),
        taxed_sentence(told),
        unpaid_sentence(told),
        who_objects(told) if told.game.has_surplus else None,
        *shared_group_sentences(told),
        precision(told),
    )
    later = (
        stay_sentence(told),
        leave_sentence(told),
        menu_sentence(told),
        simplicity_sentence(told),
    )
    return [s for s in first if s], [s for s in later if s]


def headline(told: Deal) -> str:
    """Return who is missing at the table, and the answer in one to three sentences."""
    return " ".join([*_left_out(told), _answer(told)])


def _left_out(told: Deal) -> list[str]:
    """Return which hosts do not talk, though a guest at the table could build there."""
    known = labels(told.case)
    found = told.left_out.plants
    if not found:
        return []
    owners = listed([known.parties.get(owner, owner) for owner in found])
    plants = listed([known.facilities.get(p, p) for own in found.values() for p in own])
    can_sit = len(told.game.parties) + len(found) <= MOST_PARTIES
    hint = " (--seat-hosts)" * can_sit
    verb = "is" if len(found) == 1 else "are"
    return [
        (
            f"{owners} {verb} not at the table, so nothing of those who are is built "
            f"at {plants}, though the case has options there{hint}."
        ),
        *_what_that_hides(told),
    ]


def _what_that_hides(told: Deal) -> list[str]:
    """Return what the best plan with the hosts left out builds at their plants."""
    known, out = labels(told.case), told.left_out
    with_whom = listed([known.parties.get(owner, owner) for owner in out.plants])
    if not out.used:
        return [f"The best plan found with {with_whom} builds nothing of theirs there."]
    built = [
        f"{grouped(out.vehicles[plant], 0)} vehicles a year at "
        f"{known.facilities.get(plant, plant)}"
        for owner in out.used
        for plant in out.plants[owner]
        if out.vehicles.get(plant, 0.0) > 0.0
    ]
    more = ""
    if out.more > told.game.rounding:
        worth = money(out.more, told.case.settings.case.currency)
        more = f", and is worth {worth} more than the companies and {with_whom} apart"
    return [f"The best plan found with {with_whom} builds {listed(built)}{more}."]


def _answer(told: Deal) -> str:
    game, currency = told.game, told.case.settings.case.currency
    names = list(names_of(told).values())
    total, more = money(game.total, currency), money(game.surplus, currency)
    if not game.has_surplus:
        return " ".join([_no_deal(told), *_some_gain(told)])
    text = (
        f"Together {listed(names)} are worth {total} in present value, {more} more "
        "than each acting alone."
    )
    parts = [text, _without_states(told)]
    if told.table is None:
        parts += [no_guest(told), grant_sentence(told)]
    else:
        parts.append(fee_sentence(told, told.table))
    return " ".join(part for part in parts if part)


def _no_deal(told: Deal) -> str:
    """Return that there is nothing to share."""
    game, names = told.game, listed(list(names_of(told).values()))
    currency = told.case.settings.case.currency
    most = game.surplus + game.tolerance
    if most > max(told.case.settings.solve.gap * abs(game.total), 2 * game.rounding):
        return (
            f"No plan was found in time by which {names} surely gain together; there "
            f"may be up to {money(most, currency)} to share. Give more time with "
            "--time-limit."
        )
    if game.surplus >= -game.tolerance:
        return (
            f"{names} gain nothing together that each does not have alone: there is no "
            "deal to make."
        )
    less = money(-game.surplus, currency)
    return (
        f"{names} have {less} less together than each acting alone: there is no deal "
        "to make."
    )


def _some_gain(told: Deal) -> list[str]:
    """Return which smaller group gains most by leaving the others out."""
    game = told.game
    some = [c for c in game.coalitions() if len(c) > 1 and game.gains(c)]
    if not some:
        return []
    best = max(some, key=game.surplus_of)
    more = money(game.surplus_of(best), told.case.settings.case.currency)
    names = names_of(told)
    seated = ",".join(party for party in game.parties if party in best)
    who = group(names, best)
    return [
        f"{who} together would have {more} more than each alone (--parties {seated})."
    ]


def shared_group_sentences(told: Deal) -> list[str]:
    """Return which exclusive groups hold options of several parties."""
    names = names_of(told)
    return [
        f"The exclusive group {name} has options of {group(names, frozenset(owners))}: "
        "acting alone each may start one of its own, together they may start only one. "
        "If that is not meant, give each party a group of its own."
        for name, owners in shared_groups(told.case, told.seats).items()
    ]


def _without_states(told: Deal) -> str | None:
    """Return what companies gain of the total without the governments."""
    game, names = told.game, names_of(told)
    companies = frozenset(told.seats.companies)
    if not told.seats.governments or len(companies) < len(("one", "other")):
        return None
    own = game.values[companies] - sum(game.alone[party] for party in companies)
    states = listed([names[party] for party in told.seats.governments])
    who, currency = group(names, companies), told.case.settings.case.currency
    if not game.gains(companies):
        return f"Without {states}, {who} gain nothing together."
    of_it = " of it" if own <= game.surplus else ""
    return f"{who} gain {money(own, currency)}{of_it} without {states}."


def who_objects(told: Deal) -> str:
    """Return whether any split holds, and who would object to which."""
    names = names_of(told)
    if told.joining:
        one, other, loss = told.joining[0]
        lost = money(loss, told.case.settings.case.currency)
        return (
            f"{group(names, one)} and {group(names, other)} lose {lost} by joining, "
            "so a split of the total is no fair answer here. Planning with a smaller "
            "gap (--gap) may mend it if the searches stopped early."
        )
    if told.is_core_empty:
        return (
            "Every split of the total leaves some group better off on its own (the "
            "core is empty): no split is stable, and those below show who objects."
        )
    unhappy = [
        f"{group(names, coalition)} to {RULE_WORDS[rule]}"
        for rule, gains in told.objecting.items()
        for coalition in gains
    ]
    if unhappy:
        return f"Splits exist that nobody leaves. Objecting: {'; '.join(unhappy)}."
    return "No group would be better off on its own under any of these splits."
