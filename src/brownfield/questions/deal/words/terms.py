"""How is told which terms leave everybody better off?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from brownfield.questions.deal.words.names import form_words, named, shown_in
from brownfield.tell.numbers import gain, listed, money, significant

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.payments import Stated
    from brownfield.questions.deal.facts.ranges import Range
    from brownfield.questions.deal.facts.talks import Talks


def fee_sentence(document: Document, talks: Talks, *, opening: str = "") -> str:
    """Return which fee makes everybody gain, within what aid rules allow.

    `opening` says, with a comma, who else is at the table.
    """
    fee, free = talks.fee, talks.unlimited
    if fee.low is not None and fee.high is None:
        return _without_end(document, talks, opening)
    if fee.low is None or fee.high is None:
        start = f"{opening}no fee" if opening else "No fee"
        return f"{start} alone makes {_building(document, talks)} better for both."
    if talks.is_illegal:
        return _no_legal_deal(document, talks, opening)
    building = f"{f'{opening}and' if opening else 'With'} {_building(document, talks)}"
    who, rest = _gain(document, talks.sides), _unpaid(document, talks)
    if free is None:
        return f"{building}, {who} at {_fees(document, fee)}.{rest}"
    return (
        f"{building} and grants within aid rules, {who} at {_fees(document, fee)}. If "
        f"any grant were allowed: {_fees(document, free, would='would ')}.{rest}"
    )


def _gain(document: Document, parties: Collection[str], *, would: bool = False) -> str:
    """Return who gains: everybody only if all at the table do."""
    verb = "would gain" if would else "gain"
    some = tuple(party for party in document.parties if party in parties)
    if some == document.parties:
        return f"everybody {verb}{'s' * (not would)}"
    return f"{named(document, some)} {verb}"


def _unpaid(document: Document, talks: Talks) -> str:
    """Return what those have whom no payment reaches."""
    parts = [
        f" {document.names[party]}, whom none of these payments reaches, "
        + (
            f"has {gain(more, document.currency)} against acting alone."
            if more
            else "has what it has alone."
        )
        for party, more in talks.unpaid.items()
    ]
    return "".join(parts)


def _without_end(document: Document, talks: Talks, opening: str) -> str:
    """Return from which fee on all gain, where nothing limits it."""
    start = f"{opening}and with" if opening else "With"
    who = _gain(document, talks.sides)
    return (
        f"{start} {_building(document, talks)}, {who} at any fee from "
        f"{document.currency} {significant(talks.fee.low or 0.0)} per vehicle on, if "
        "what goes the other way goes with it: neither a largest fee nor a meeting "
        "point can be told."
    )


def _no_legal_deal(document: Document, talks: Talks, opening: str) -> str:
    """Return that no aid within the rules makes a deal, and what one would need."""
    limit = money(document.least_ceiling or 0.0, document.currency)
    needed = [
        f"{what} {money(amount, document.currency)}"
        for what, amount in (
            ("packages of", talks.needed_packages),
            ("a grant of at least", talks.needed_grant),
        )
        if amount
    ]
    start = f"{opening}no deal" if opening else "No deal"
    who = _gain(document, talks.sides, would=True)
    return (
        f"{start} is legal: {_building(document, talks)} needs {listed(needed)}, and "
        f"aid rules allow {limit} in all. If they allowed more, "
        f"{who} at {_fees(document, talks.fee, would='would ')}."
    )


def _building(document: Document, talks: Talks) -> str:
    guest, host = document.names[talks.guest], document.names[talks.host]
    return f"{guest} building at {host}'s plant"


def _fees(document: Document, fee: Range, *, would: str = "") -> str:
    """Return a range of fees, where they meet, and the grant that goes with it."""
    currency = document.currency
    low, high = (
        f"{currency} {significant(edge)}" for edge in (fee.low or 0.0, fee.high or 0.0)
    )
    text = f"a fee of {low} to {high} per vehicle"
    if fee.nash is None:
        return text
    helped = f", with a grant of {money(fee.grant, currency)}" * fee.has_grant
    return f"{text}; they {would}meet at {currency} {significant(fee.nash)}{helped}"


def grant_sentence(document: Document) -> str | None:
    """Return which grant makes everybody gain where no fee is paid; None without."""
    grant, currency = document.payments.terms.get("grant"), document.currency
    if grant is None or grant.low is None or grant.high is None:
        return None
    low, high = money(grant.low, currency), money(grant.high, currency)
    meet = "" if grant.nash is None else f"; they meet at {money(grant.nash, currency)}"
    note = f", {grant.note}" if grant.note else ""
    who = _gain(document, grant.gains) if grant.gains else "everybody gains"
    return f"{who[0].upper()}{who[1:]} at a grant of {low} to {high}{meet}{note}."


def with_states_sentence(document: Document) -> str | None:
    """Return the terms with the governments at the table, if companies have their own.

    None where only one talk is possible: the headline tells its terms.
    """
    if not document.has_two_talks or not document.groups.has_surplus:
        return None
    states = named(document, document.governments)
    if document.payments.public is None:
        return (
            f"With {states} at the table, the best joint plan has nobody build at a "
            "plant of another."
        )
    opening = f"With {states} at the table as well, "
    return fee_sentence(document, document.payments.public, opening=opening)


def no_guest(document: Document) -> str:
    """Return that nobody builds at another's plant."""
    companies = document.companies
    if len(companies) == 1:
        return "No other company is at the table, so there is no fee to agree on."
    return (
        f"In the best joint plan none of {named(document, companies)} builds at a "
        "plant of another, so there is no fee to agree on."
    )


def taxed_sentence(document: Document) -> str | None:
    """Return what of the surplus goes in tax on payments; None if next to nothing."""
    lost, currency = document.payments.lost, document.currency
    if lost is None:
        return None
    what = "Risk that these payments cannot share"
    if lost.is_taxed:
        what = f"Tax on {'the grant' if lost.has_grant else 'what is paid'}"
        what += ", with risk that payments cannot share," * lost.is_careful
    return (
        f"{what} takes {money(lost.amount, currency)} of the "
        f"{money(document.groups.surplus, currency)}, so the terms leave less than the "
        "splits."
    )


def unpaid_sentence(document: Document) -> str | None:
    """Return which government gains less than its split, since nobody pays it."""
    parts = [
        f"Nobody pays {document.names[one.party]}, so it gains "
        f"{money(one.gains, document.currency)} by what it receives, where the Nash "
        f"split gives it {money(one.by_nash, document.currency)}."
        for one in document.payments.unpaid
    ]
    return " ".join(parts) or None


def stated_sentence(document: Document) -> str | None:
    """Return what the contracts the case states leave the parties."""
    if not document.payments.stated:
        return None
    parts = [_stated(document, terms) for terms in document.payments.stated.values()]
    return f"{'. '.join(parts)} against acting alone."


def _stated(document: Document, terms: Stated) -> str:
    paid = listed([_amount(document, n, a) for n, a in terms.amounts.items()])
    left = [
        f"{document.names[party]} {gain(more, document.currency)}"
        for party, more in terms.gains.items()
    ]
    bare = ", nothing else paid" * terms.is_alone
    return f"The case's own contract ({paid}{bare}) leaves {listed(left)}"


def _amount(document: Document, form: str, amount: float) -> str:
    quoted = document.payments.quoted
    assert quoted is not None  # noqa: S101 (contracts are judged in talks)
    by, unit = shown_in(quoted.units[form], amount)
    name, shown = form_words(form).lower(), significant(amount / by)
    first, _, rest = unit.partition(" ")
    if first == "%":
        return f"{name}: {shown} {unit}"
    rest = rest.removeprefix("per vehicle") if "per vehicle" in name else rest
    return f"{name}: {first} {shown} {rest}".strip()
