"""How is a deal told to each party: what does it give, get, risk and ask next?"""

from brownfield.deal.contracts import FEE, Table
from brownfield.deal.deal import Deal
from brownfield.deal.forms import Pair, pairs_of, timing
from brownfield.deal.public import PublicPart
from brownfield.deal.stay import Stay, stays
from brownfield.errors import UseError
from brownfield.report.deal_wording import branch_of, names_of
from brownfield.report.numbers import gain, listed, money, significant
from brownfield.tables.problems import did_you_mean

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
    return [
        f"The deal for {names_of(told)[party]}",
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
        return f"{text} At the terms all meet at: {with_it} ({gain(more, currency)})."
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
    names, currency = names_of(told), told.case.settings.case.currency
    part = _part(told, party)
    if part:
        grant, least = _grant(told, party), money(part.support.minimum, currency)
        more = f"a grant of {money(grant, currency)} at these terms; " * (grant > 1.0)
        return f"{more}support of at least {least}."
    paid = [f"{_fee(told, f)} to {names[p.host]}" for p, f in _as_guest(told, party)]
    if paid:
        return f"{listed(paid)}, and the tooling of its programme."
    guests = [names[pair.entrant] for pair, _ in _as_host(told, party)]
    if guests:
        return f"line time, crew and conversion of {listed(guests)}'s vehicles."
    return "nothing that the other parties pay for."


def _gets(told: Deal, party: str) -> str:
    names, currency = names_of(told), told.case.settings.case.currency
    part = _part(told, party)
    if part:
        more = money(part.support.worth_to_state, currency)
        return f"{more} more in receipts than without it."
    grant = _grant(told, party)
    helped = f", and a grant of {money(grant, currency)}" if grant > 1.0 else ""
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
    where = branch_of(told, worst.scenario)
    change = gain(worst.gain, currency)
    text = f"its worst future is {where}: {change} against acting alone"
    first = told.table.pair.entrant if told.table else None
    if party == first and told.stop_week is not None:
        week = money(told.stop_week, currency)
        return (
            f"{text}; its vehicles stop whenever the host's plant stops, and each week "
            f"costs it {week} before fees."
        )
    return f"{text}."


def _stays(told: Deal) -> tuple[Stay, ...]:
    """Return what each party gains in each future at the terms of the view."""
    table = _talks(told)
    if table is None or table is told.table:
        return told.stay
    return stays(table.talks, table.ranges[FEE].amounts, timing(table.plan).leaves)


def _asks(told: Deal, party: str) -> str:
    if party in told.seats.governments:
        return (
            "a clawback in proportion to missing vehicles, and proof of what would "
            "happen without it."
        )
    if _as_guest(told, party):
        return (
            "a price that falls with volume, relief from payment while the host's "
            "plant stands still, and room to leave if volumes fail."
        )
    if _as_host(told, party):
        return (
            "a reservation fee or take-or-pay for the volume promised, and an exit fee "
            "that covers what it loses."
        )
    return "a part of what it adds, or to act alone."
