"""How is a deal told to each party: what does it give, get, risk and ask next?"""

from collections.abc import Sequence

from brownfield.errors import UseError
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.staying.stay import Stay, stays
from brownfield.questions.deal.support.public import PublicPart
from brownfield.questions.deal.terms.forms import Pair, pairs_of, timing
from brownfield.questions.deal.terms.ranges import FEE
from brownfield.questions.deal.terms.tables import Table
from brownfield.questions.deal.words.names import (
    alone_open,
    branch_of,
    is_some,
    names_of,
)
from brownfield.questions.deal.words.support import FEW
from brownfield.questions.deal.words.terms import is_illegal
from brownfield.tables.problems import did_you_mean
from brownfield.tell.numbers import gain, listed, money, percent, significant

Met = tuple[Pair, float | None]  # a guest and its host, and the fee they meet at


def check_view(parties: tuple[str, ...], party: str) -> None:
    """Raise UseError if a party is not at the table."""
    if party not in parties:
        hint = did_you_mean(party, parties, "")
        message = (
            f"{party} is not at the table. View the deal as one of: "
            f"{', '.join(parties)}. {hint}"
        )
        raise UseError(message.strip())


def view_lines(told: Deal, party: str) -> list[str]:
    """Return the deal as told to one party: gives, gets, risks, asks next.

    The terms are those of the talks with everybody at the table.

    Raises
    ------
    UseError
        If the party is not at the table.
    """
    check_view(told.game.parties, party)
    title = f"The deal for {names_of(told)[party]}"
    if not told.game.has_surplus:
        alone = money(told.game.alone[party], told.case.settings.case.currency)
        return [title, f"  Alone: {alone}.", "  Gains: nothing; there is no deal."]
    return [
        title,
        f"  {_worth(told, party)}",
        f"  Gives: {_gives(told, party)}",
        f"  Gets: {_gets(told, party)}",
        f"  Risks: {_risks(told, party)}",
        f"  Ask next: {_asks(told, party)}",
    ]


def _talks(told: Deal) -> Table | None:
    return told.public or told.table


def _worth(told: Deal, party: str) -> str:
    currency, table = told.case.settings.case.currency, _talks(told)
    alone, share = told.game.alone[party], told.splits["nash"][party]
    gains = table.ranges[FEE].gains if table else {}
    text = f"Alone: {money(alone, currency)}."
    if party in gains:
        with_it, more = money(alone + gains[party], currency), gains[party]
        terms = "At the terms all meet at"
        if table and is_illegal(table):
            terms = "At the terms all would meet at if aid rules allowed them"
        return f"{text} {terms}: {with_it} ({gain(more, currency)})."
    more = share - alone
    return f"{text} By Nash: {money(share, currency)} ({gain(more, currency)})."


def _met(told: Deal) -> list[Met]:
    """Return every guest and host of the plan talked about, with their fee."""
    table = _talks(told)
    if table is None:
        return []
    amounts = table.ranges[FEE].amounts
    first, *others = pairs_of(table.plan, told.seats.companies)
    return [
        (first, amounts.get(FEE)),
        *((p, amounts.get(f"{FEE} {p.entrant}>{p.host}")) for p in others),
    ]


def _fee(told: Deal, fee: float | None) -> str:
    currency = told.case.settings.case.currency
    return (
        "a fee" if fee is None else f"about {currency} {significant(fee)} per vehicle"
    )


def _grant(told: Deal, party: str) -> float:
    """Return the grant a government gives, or the first guest receives."""
    table = _talks(told)
    if table is None:
        return 0.0
    for name, amount in table.ranges[FEE].amounts.items():
        if name.startswith("grant") and party in table.talks.forms[name].worth:
            return amount
    return 0.0


def _part(told: Deal, party: str) -> PublicPart | None:
    return next((s for s in told.support if s.government == party), None)


def _gives(told: Deal, party: str) -> str:
    names = names_of(told)
    part = _part(told, party)
    if part:
        return _support_given(told, part)
    paid = [f"{_fee(told, f)} to {names[p.host]}" for p, f in _as_guest(told, party)]
    if paid:
        return f"{listed(paid)}, and the tooling of its programme{_bound(told, party)}."
    guests = [names[pair.entrant] for pair, _ in _as_host(told, party)]
    if guests:
        return f"line time, crew and conversion of {listed(guests)}'s vehicles."
    return "nothing that the other parties pay for."


def _support_given(told: Deal, part: PublicPart) -> str:
    """Return the packages and grant of a government, and what of it is allowed."""
    currency, spent = told.case.settings.case.currency, part.supported.spent
    grant = _grant(told, part.government)
    if not is_some(told, spent + grant):
        return "nothing; it receives."
    given = [
        f"{what} of {money(amount, currency)}"
        for what, amount in (("packages", spent), ("a grant", grant))
        if is_some(told, amount)
    ]
    ceiling = part.support.ceiling
    limit = (
        f"; aid rules allow {money(ceiling, currency)} in all"
        if ceiling is not None and spent + grant > ceiling
        else ""
    )
    least = money(part.support.minimum, currency)
    return f"{listed(given)} at these terms{limit}. The least that works is {least}."


def _bound(told: Deal, party: str) -> str:
    """Return that the first guest gives up choosing its volumes freely."""
    found, table = told.distortion, told.table
    if found is None or table is None or table.pair.entrant != party:
        return ""
    if found.fewer < FEW:
        return ""
    fewer = percent(found.fewer)
    return f"; and it binds its volumes: free, it would build {fewer} fewer"


def _gets(told: Deal, party: str) -> str:
    names, currency = names_of(told), told.case.settings.case.currency
    part = _part(told, party)
    if part:
        more = money(part.support.worth_to_state, currency)
        return f"{more} more in receipts than without it."
    grant = _grant(told, party)
    helped = (
        f", and a grant of {money(grant, currency)}" if is_some(told, grant) else ""
    )
    if _as_guest(told, party):
        return f"a plant near its market without building one{helped}."
    paid = [
        f"{_fee(told, f)} from {names[p.entrant]}" for p, f in _as_host(told, party)
    ]
    if paid:
        return f"{listed(paid)} for line time that it would not use as well alone."
    return "its part of what the joint plan adds."


def _as_guest(told: Deal, party: str) -> list[Met]:
    return [met for met in _met(told) if met[0].entrant == party]


def _as_host(told: Deal, party: str) -> list[Met]:
    return [met for met in _met(told) if met[0].host == party]


def _risks(told: Deal, party: str) -> str:
    currency = told.case.settings.case.currency
    if party in told.seats.governments:
        return "its receipts follow the volumes that are really built."
    own = [s for s in _stays(told) if s.party == party]
    if not own:
        return "what it gains hangs on the plans of the others."
    worst = min(own, key=lambda s: s.gain)
    where, change = branch_of(told, worst.scenario), gain(worst.gain, currency)
    text = (
        f"in its worst future, {where}, it has {change} against acting alone"
        if worst.gain < 0.0
        else f"little: even in its worst future, {where}, it gains {change}"
    )
    text += _tempted(told, [party], "it")
    first = told.table.pair.entrant if told.table else None
    if party == first and told.stop_week is not None:
        week = money(told.stop_week, currency)
        return (
            f"{text}; its vehicles stop whenever the host's plant stops, and each week "
            f"costs it {week} before fees."
        )
    return f"{text}."


def _tempted(told: Deal, parties: Sequence[str], who: str | None = None) -> str:
    """Return who would rather leave later on, and what would keep it."""
    if _talks(told) is not told.table:
        return ""
    names, currency = names_of(told), told.case.settings.case.currency
    leaving = [
        one
        for one in told.leave
        if one.party in parties and one.exit_fee > alone_open(told)
    ]
    if not leaving:
        return ""
    worst = max(leaving, key=lambda one: one.exit_fee)
    return (
        f"; in {worst.node.year} in future {worst.node.branch} "
        f"{who or names[worst.party]} would rather leave, unless that cost "
        f"{money(worst.exit_fee, currency)}"
    )


def _stays(told: Deal) -> tuple[Stay, ...]:
    """Return what each party gains in each future at the terms of the view."""
    table = _talks(told)
    if table is None or table is told.table:
        return told.stay
    return stays(table.talks, table.ranges[FEE].amounts, timing(table.plan).leaves)


def _asks(told: Deal, party: str) -> str:
    others = [p for p in told.seats.companies if p != party]
    if party in told.seats.governments:
        return (
            "that support is paid back in proportion to missing vehicles, and proof of "
            f"what would happen without it{_tempted(told, others)}."
        )
    if _as_guest(told, party):
        return (
            "relief from payment while the host's plant stands still, and a price that "
            f"falls with volume{_tempted(told, others)}."
        )
    if _as_host(told, party):
        return (
            "a reservation fee or take-or-pay for the volume promised"
            f"{_tempted(told, others)}."
        )
    return "a part of what it adds, or to act alone."
