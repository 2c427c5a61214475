"""How is a deal told to each party: what does it give, get, risk and ask next?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.deal.words.names import future
from brownfield.tell.numbers import gain, listed, money, percent, significant

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.staying import Leave
    from brownfield.questions.deal.facts.support import Support
    from brownfield.questions.deal.facts.views import Given, View


def view_lines(document: Document, party: str) -> list[str]:
    """Return the deal as told to one party: gives, gets, risks, asks next.

    The terms are those of the talks with everybody at the table.
    """
    title = f"The deal for {document.names[party]}"
    view = document.views.get(party)
    if view is None:
        alone = money(document.groups.disagreement[party], document.currency)
        return [title, f"  Alone: {alone}.", "  Gains: nothing; there is no deal."]
    return [
        title,
        f"  {_worth(document, view)}",
        f"  Gives: {_gives(document, view)}",
        f"  Gets: {_gets(document, view)}",
        f"  Risks: {_risks(document, view)}",
        f"  Ask next: {_asks(document, view)}",
    ]


def _worth(document: Document, view: View) -> str:
    currency = document.currency
    text = f"Alone: {money(view.alone, currency)}."
    if view.worth is None or view.gains is None:
        share, more = money(view.nash, currency), gain(view.nash_gains, currency)
        return f"{text} By Nash: {share} ({more})."
    terms = "At the terms all meet at"
    if view.is_illegal:
        terms = "At the terms all would meet at if aid rules allowed them"
    return (
        f"{text} {terms}: {money(view.worth, currency)} ({gain(view.gains, currency)})."
    )


def _fee(document: Document, fee: float | None) -> str:
    if fee is None:
        return "a fee"
    return f"about {document.currency} {significant(fee)} per vehicle"


def _gives(document: Document, view: View) -> str:
    if view.support and view.given:
        return _support_given(document, view.support, view.given)
    names = document.names
    paid = [f"{_fee(document, met.fee)} to {names[met.host]}" for met in view.as_guest]
    if paid:
        return f"{listed(paid)}, and the tooling of its programme{_bound(view)}."
    guests = [names[met.guest] for met in view.as_host]
    if guests:
        return f"line time, crew and conversion of {listed(guests)}'s vehicles."
    return "nothing that the other parties pay for."


def _support_given(document: Document, support: Support, given: Given) -> str:
    """Return the packages and grant of a government, and what of it is allowed."""
    if not given.is_some:
        return "nothing; it receives."
    currency = document.currency
    parts = [
        f"{what} of {money(amount, currency)}"
        for what, amount in (("packages", given.packages), ("a grant", given.grant))
        if amount
    ]
    limit = ""
    if given.exceeded is not None:
        limit = f"; aid rules allow {money(given.exceeded, currency)} in all"
    least = money(support.minimum, currency)
    return f"{listed(parts)} at these terms{limit}. The least that works is {least}."


def _bound(view: View) -> str:
    """Return that the first guest gives up choosing its volumes freely."""
    if not view.fewer:
        return ""
    fewer = percent(view.fewer)
    return f"; and it binds its volumes: free, it would build {fewer} fewer"


def _gets(document: Document, view: View) -> str:
    names, currency = document.names, document.currency
    if view.support:
        more = money(view.support.worth_to_state, currency)
        return f"{more} more in receipts than without it."
    helped = f", and a grant of {money(view.grant, currency)}" if view.grant else ""
    if view.as_guest:
        return f"a plant near its market without building one{helped}."
    paid = [
        f"{_fee(document, met.fee)} from {names[met.guest]}" for met in view.as_host
    ]
    if paid:
        return f"{listed(paid)} for line time that it would not use as well alone."
    return "its part of what the joint plan adds."


def _risks(document: Document, view: View) -> str:
    if view.support:
        return "its receipts follow the volumes that are really built."
    if view.worst is None:
        return "what it gains hangs on the plans of the others."
    where = future(view.worst.branch)
    change = gain(view.worst.gain, document.currency)
    text = (
        f"in its worst future, {where}, it has {change} against acting alone"
        if view.worst.gain < 0.0
        else f"little: even in its worst future, {where}, it gains {change}"
    )
    text += _tempted(document, view.tempted, "it")
    if view.stop_week is not None:
        week = money(view.stop_week, document.currency)
        return (
            f"{text}; its vehicles stop whenever the host's plant stops, and each week "
            f"costs it {week} before fees."
        )
    return f"{text}."


def _tempted(document: Document, worst: Leave | None, who: str | None = None) -> str:
    """Return who would rather leave later on, and what would keep it."""
    if worst is None:
        return ""
    return (
        f"; in {worst.year} in future {future(worst.branch)} "
        f"{who or document.names[worst.party]} would rather leave, unless that cost "
        f"{money(worst.exit_fee, document.currency)}"
    )


def _asks(document: Document, view: View) -> str:
    others = _tempted(document, view.other_tempted)
    if view.support:
        return (
            "that support is paid back in proportion to missing vehicles, and proof of "
            f"what would happen without it{others}."
        )
    if view.as_guest:
        return (
            "relief from payment while the host's plant stands still, and a price that "
            f"falls with volume{others}."
        )
    if view.as_host:
        return f"a reservation fee or take-or-pay for the volume promised{others}."
    return "a part of what it adds, or to act alone."
