"""How is a deal told to everybody in a few sentences?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.deal.words.futures import (
    leave_sentence,
    menu_sentence,
    stay_sentence,
)
from brownfield.questions.deal.words.names import RULE_WORDS, group, named
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
from brownfield.tell.numbers import grouped, listed, money

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document


def sentences(document: Document) -> tuple[list[str], list[str]]:
    """Return what is told after the headline: on the terms, and on what comes later."""
    first = (
        with_states_sentence(document),
        larger_sentence(document),
        distortion_sentence(document),
        stated_sentence(document),
        taxed_sentence(document),
        unpaid_sentence(document),
        who_objects(document) if document.groups.has_surplus else None,
        *shared_group_sentences(document),
        precision(document),
    )
    later = (
        stay_sentence(document),
        leave_sentence(document),
        menu_sentence(document),
        simplicity_sentence(document),
    )
    return [s for s in first if s], [s for s in later if s]


def headline(document: Document) -> str:
    """Return who is missing at the table, and the answer in one to three sentences."""
    return " ".join([*_left_out(document), _answer(document)])


def _left_out(document: Document) -> list[str]:
    """Return which hosts do not talk, though a guest at the table could build there."""
    hosts = document.hosts
    if not hosts.owners:
        return []
    hint = " (--seat-hosts)" * hosts.has_seats
    verb = "is" if len(hosts.owners) == 1 else "are"
    return [
        (
            f"{listed(list(hosts.owners))} {verb} not at the table, so nothing of "
            f"those who are is built at {listed(list(hosts.plants))}, though the case "
            f"has options there{hint}."
        ),
        _what_that_hides(document),
    ]


def _what_that_hides(document: Document) -> str:
    """Return what the best plan with the hosts left out builds at their plants."""
    hosts = document.hosts
    with_whom = listed(list(hosts.owners))
    if not hosts.built:
        return f"The best plan found with {with_whom} builds nothing of theirs there."
    built = [f"{grouped(count)} vehicles a year at {p}" for p, count in hosts.built]
    more = ""
    if hosts.is_worth_more:
        worth = money(hosts.hosts_left_out_more, document.currency)
        more = f", and is worth {worth} more than the companies and {with_whom} apart"
    return f"The best plan found with {with_whom} builds {listed(built)}{more}."


def _answer(document: Document) -> str:
    groups, currency = document.groups, document.currency
    if not groups.has_surplus:
        return " ".join([_no_deal(document), *_some_gain(document)])
    total, more = money(groups.total, currency), money(groups.surplus, currency)
    text = (
        f"Together {named(document, document.parties)} are worth {total} in present "
        f"value, {more} more than each acting alone."
    )
    parts = [text, _without_states(document)]
    if document.payments.quoted is None:
        parts += [no_guest(document), grant_sentence(document)]
    else:
        parts.append(fee_sentence(document, document.payments.quoted))
    return " ".join(part for part in parts if part)


def _no_deal(document: Document) -> str:
    """Return that there is nothing to share."""
    groups, names = document.groups, named(document, document.parties)
    if groups.open_surplus is not None:
        most = money(groups.open_surplus, document.currency)
        return (
            f"No plan was found in time by which {names} surely gain together; there "
            f"may be up to {most} to share. Give more time with --time-limit."
        )
    if not groups.has_less:
        return (
            f"{names} gain nothing together that each does not have alone: there is no "
            "deal to make."
        )
    less = money(-groups.surplus, document.currency)
    return (
        f"{names} have {less} less together than each acting alone: there is no deal "
        "to make."
    )


def _some_gain(document: Document) -> list[str]:
    """Return which smaller group gains most by leaving the others out."""
    best = document.groups.subgroup
    if best is None:
        return []
    who, more = group(document, best.parties), money(best.more, document.currency)
    seated = f"(--parties {best.parties})"
    return [f"{who} together would have {more} more than each alone {seated}."]


def shared_group_sentences(document: Document) -> list[str]:
    """Return which exclusive groups hold options of several parties."""
    return [
        f"The exclusive group {name} has options of {named(document, owners)}: "
        "acting alone each may start one of its own, together they may start only one. "
        "If that is not meant, give each party a group of its own."
        for name, owners in document.shares.groups_across_owners.items()
    ]


def _without_states(document: Document) -> str | None:
    """Return what companies gain of the total without the governments."""
    own = document.groups.companies
    if own is None:
        return None
    who, states = (
        named(document, parties)
        for parties in (document.companies, document.governments)
    )
    if not own.is_sure:
        return f"Without {states}, {who} gain nothing together."
    of_it = " of it" if own.is_part else ""
    return f"{who} gain {money(own.more, document.currency)}{of_it} without {states}."


def who_objects(document: Document) -> str:
    """Return whether any split holds, and who would object to which."""
    shares = document.shares
    if shares.joining_loses:
        first = shares.joining_loses[0]
        lost = money(first.loss, document.currency)
        return (
            f"{group(document, first.one)} and {group(document, first.other)} lose "
            f"{lost} by joining, so a split of the total is no fair answer here. "
            "Planning with a smaller gap (--gap) may mend it if the searches stopped "
            "early."
        )
    if shares.core_is_empty:
        return (
            "Every split of the total leaves some group better off on its own (the "
            "core is empty): no split is stable, and those below show who objects."
        )
    unhappy = [
        f"{group(document, label)} to {RULE_WORDS[rule]}"
        for rule, gains in shares.objections.items()
        for label in gains
    ]
    if unhappy:
        return f"Splits exist that nobody leaves. Objecting: {'; '.join(unhappy)}."
    return "No group would be better off on its own under any of these splits."
