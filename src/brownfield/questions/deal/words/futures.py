"""How is told what parties do once they know the future: stay, leave, choose?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.deal.words.names import future, named
from brownfield.tell.numbers import listed, money, percent, significant

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.staying import Leaver, Stay
    from brownfield.questions.deal.facts.volumes import Menu, Offer


def stay_sentence(document: Document) -> str | None:
    """Return who would walk away in which future at the Nash terms."""
    if not document.stay:
        return None
    clear = [one for one in document.stay if one.is_clear]
    if not clear:
        has_regrets = any(one.leaves for one in document.stay)
        near = _within(document) if has_regrets else ""
        return (
            f"{_at_terms(document)} {_nobody(document)} would rather have acted alone, "
            f"in any future{near}."
        )
    parts = [_leaving(document, one) for one in clear]
    return f"{_at_terms(document)} {'; '.join(parts)}."


def _nobody(document: Document) -> str:
    """Return "nobody", or the parties that the terms reach if others talk too."""
    quoted = document.payments.quoted
    if quoted is None or not quoted.unpaid:
        return "nobody"
    return f"none of {named(document, quoted.sides)}"


def _at_terms(document: Document) -> str:
    if document.has_two_talks:
        return "At the terms without governments"
    return "At these terms"


def _within(document: Document) -> str:
    """Return that small regrets are no more than the plans may be off."""
    slack = money(document.alone_open, document.currency)
    return f" by more than the {slack} the plans may be off"


def _leaving(document: Document, stay: Stay) -> str:
    fee, harm = (
        money(amount, document.currency) for amount in (stay.exit_fee, stay.damages)
    )
    kept = f"an exit fee of {fee} keeps it, the others would lose {harm}"
    if stay.is_better_gone:
        kept = f"it loses {fee} by staying, the others only {harm} if it leaves"
    return (
        f"{document.names[stay.party]} would rather have acted alone in future "
        f"{future(stay.branch)} (probability {percent(stay.probability)}); {kept}"
    )


def leave_sentence(document: Document) -> str | None:
    """Return who would leave later on, with what it has spent by then."""
    later = document.later
    if later is None:
        return None
    if not later.leavers:
        near = _within(document) if later.num_unclear else ""
        return (
            f"Later on, with what is spent by then, {_nobody(document)} would "
            f"leave{near}."
        )
    parts = [_later(document, leaver) for leaver in later.leavers]
    small = _small(later.num_unclear)
    return f"Later on, with what is spent by then, {'; '.join(parts)}.{small}"


def _later(document: Document, leaver: Leaver) -> str:
    """Return when a party would leave most gladly, and when else."""
    currency, worst = document.currency, leaver.worst
    others = [f"in {future(branch)} from {year}" for branch, year in leaver.others]
    also = f", and {listed(others)} for less" if others else ""
    return (
        f"{document.names[worst.party]} would leave in {worst.year} in future "
        f"{future(worst.branch)} unless it owed {money(worst.exit_fee, currency)} for "
        f"it (the others would lose {money(worst.damages, currency)}){also}"
    )


def _small(count: int) -> str:
    """Return that some more regrets are smaller than the plans' precision."""
    if not count:
        return ""
    noun, verb = ("case", "is") if count == 1 else ("cases", "are")
    return f" {count} more {noun} {verb} smaller than what the plans may be off by."


def menu_sentence(document: Document) -> str | None:
    """Return what the host would offer a guest that alone knows the future."""
    menu, quoted = document.menu, document.payments.quoted
    if menu is None or quoted is None or not menu.offers:
        return None
    guest, host = document.names[quoted.guest], document.names[quoted.host]
    offers = _offers(menu, document.currency)
    best, one, highest = (
        money(value, document.currency)
        for value in (
            menu.host_gains,
            menu.host_gains_with_one_offer,
            menu.host_gains_knowing_the_future,
        )
    )
    choice = "a choice" if len(offers) > 1 else "one thing"
    single = (
        "; one offer for all would be worth as much"
        if one == best
        else f", one offer for all {one}"
    )
    return (
        f"If only {guest} knew which future comes, {host} would do best to offer "
        f"{choice}: {'; '.join(offers)}. That adds {best} to it{single}; if it knew "
        f"the future too it could have {highest}."
    )


def _offers(menu: Menu, currency: str) -> list[str]:
    """Return each different offer with the futures it is for."""
    by_terms: dict[str, list[str]] = {}
    for offer in menu.offers:
        by_terms.setdefault(_offer(offer, currency), []).append(future(offer.branch))
    offers = [f"{terms} for {listed(where)}" for terms, where in by_terms.items()]
    left = listed([future(one) for one in menu.unserved])
    return [*offers, *([f"no offer for {left}"] if menu.unserved else [])]


def _offer(offer: Offer, currency: str) -> str:
    parts = []
    if offer.has_reservation:
        parts.append(f"{money(offer.reservation, currency)} a year")
    if offer.has_fee:
        parts.append(f"{currency} {significant(offer.fee_per_vehicle)} per vehicle")
    return " and ".join(parts) or "nothing to pay"
