"""How is told which terms leave everybody better off?"""

from collections.abc import Collection
from math import isclose

import polars as pl

from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.terms.ranges import FEE, Range
from brownfield.questions.deal.terms.tables import Table
from brownfield.questions.deal.terms.talks import Agreed
from brownfield.questions.deal.words.names import (
    form_words,
    group,
    has_two_talks,
    is_some,
    names_of,
    shown_in,
)
from brownfield.tell.numbers import gain, listed, money, significant


def fee_sentence(told: Deal, table: Table, *, opening: str = "") -> str:
    """Return which fee makes everybody gain, within what aid rules allow.

    `opening` says, with a comma, who else is at the table.
    """
    fee, free = table.ranges[FEE], table.unlimited
    if fee.low is not None and fee.high is None:
        return _without_end(told, table, opening)
    if fee.low is None or fee.high is None:
        start = f"{opening}no fee" if opening else "No fee"
        return f"{start} alone makes {_building(told, table)} better for both."
    if is_illegal(table):
        return _no_legal_deal(told, table, opening)
    building = f"{f'{opening}and' if opening else 'With'} {_building(told, table)}"
    who, rest = _gain(told, _sides(table)), _unpaid(told, table)
    if free is None or _is_same(free, fee):
        return f"{building}, {who} at {_fees(told, fee)}.{rest}"
    return (
        f"{building} and grants within aid rules, {who} at {_fees(told, fee)}. If any "
        f"grant were allowed: {_fees(told, free, would='would ')}.{rest}"
    )


def _gain(told: Deal, parties: Collection[str], *, would: bool = False) -> str:
    """Return who gains: everybody only if all at the table do."""
    names, verb = names_of(told), "would gain" if would else "gain"
    if set(names) <= set(parties):
        return f"everybody {verb}{'s' * (not would)}"
    return f"{group(names, frozenset(parties))} {verb}"


def _sides(table: Table) -> set[str]:
    return {side.party for side in table.talks.sides}


def _unpaid(told: Deal, table: Table) -> str:
    """Return what those have whom no payment reaches."""
    names, currency = names_of(told), told.case.settings.case.currency
    parts = [
        f" {names[party]}, whom none of these payments reaches, "
        + (
            f"has {gain(more, currency)} against acting alone."
            if is_some(told, abs(more))
            and abs(more) > told.game.is_open(frozenset({party}))
            else "has what it has alone."
        )
        for party, more in table.unpaid.items()
    ]
    return "".join(parts)


def _without_end(told: Deal, table: Table, opening: str) -> str:
    """Return from which fee on all gain, where nothing limits it."""
    currency, least = told.case.settings.case.currency, table.ranges[FEE].low or 0.0
    start = f"{opening}and with" if opening else "With"
    who = _gain(told, _sides(table))
    return (
        f"{start} {_building(told, table)}, {who} at any fee from "
        f"{currency} {significant(least)} per vehicle on, if what goes the other way "
        "goes with it: neither a largest fee nor a meeting point can be told."
    )


def _is_same(one: Range, other: Range) -> bool:
    """Return whether two ranges are equal to four digits: a limit does not bind."""
    pairs = zip(
        (one.low, one.high, one.nash), (other.low, other.high, other.nash), strict=True
    )
    return all(
        a is not None and b is not None and isclose(a, b, rel_tol=1e-4)
        for a, b in pairs
    )


def is_illegal(table: Table) -> bool:
    """Return whether terms exist, but none with grants within aid rules."""
    return (
        table.ranges[FEE].low is not None
        and table.legal is not None
        and table.legal.low is None
    )


def least_ceiling(told: Deal) -> float | None:
    """Return the least that aid rules allow a government; None without a limit."""
    ceilings = [part.support.ceiling for part in told.support]
    return min((c for c in ceilings if c is not None), default=None)


def _no_legal_deal(told: Deal, table: Table, opening: str) -> str:
    """Return that no aid within the rules makes a deal, and what one would need."""
    currency, limit = told.case.settings.case.currency, least_ceiling(told) or 0.0
    spent = sum(part.supported.spent for part in told.support)
    grant = sum(
        found.low or 0.0 for n, found in table.ranges.items() if n.startswith("grant")
    )
    needed = [
        f"{what} {money(amount, currency)}"
        for what, amount in (("packages of", spent), ("a grant of at least", grant))
        if is_some(told, amount)
    ]
    start = f"{opening}no deal" if opening else "No deal"
    who = _gain(told, _sides(table), would=True)
    return (
        f"{start} is legal: {_building(told, table)} needs {listed(needed)}, and aid "
        f"rules allow {money(limit, currency)} in all. If they allowed more, "
        f"{who} at {_fees(told, table.ranges[FEE], would='would ')}."
    )


def _building(told: Deal, table: Table) -> str:
    names, pair = names_of(told), table.pair
    return f"{names[pair.entrant]} building at {names[pair.host]}'s plant"


def _fees(told: Deal, fee: Range, *, would: str = "") -> str:
    """Return a range of fees, where they meet, and the grant that goes with it."""
    currency = told.case.settings.case.currency
    low, high = (
        f"{currency} {significant(edge)}" for edge in (fee.low or 0.0, fee.high or 0.0)
    )
    text = f"a fee of {low} to {high} per vehicle"
    if fee.nash is None:
        return text
    given = grants_in(fee)
    helped = f", with a grant of {money(given, currency)}" * is_some(told, given)
    return f"{text}; they {would}meet at {currency} {significant(fee.nash)}{helped}"


def grants_in(fee: Range) -> float:
    """Return the grants that go with the fee at which the parties meet."""
    return sum(v for n, v in fee.amounts.items() if n.startswith("grant"))


def grant_sentence(told: Deal) -> str | None:
    """Return which grant makes everybody gain where no fee is paid; None without."""
    found, currency = told.grants.get("grant"), told.case.settings.case.currency
    if found is None or found.low is None or found.high is None:
        return None
    low, high = money(found.low, currency), money(found.high, currency)
    meet = "" if found.nash is None else f"; they meet at {money(found.nash, currency)}"
    note = f", {found.note}" if found.note else ""
    who = _gain(told, found.gains) if found.gains else "everybody gains"
    return f"{who[0].upper()}{who[1:]} at a grant of {low} to {high}{meet}{note}."


def with_states_sentence(told: Deal) -> str | None:
    """Return the terms with the governments at the table, if companies have their own.

    None where only one talk is possible: the headline tells its terms.
    """
    if not has_two_talks(told) or not told.game.has_surplus:
        return None
    names = names_of(told)
    states = listed([names[party] for party in told.seats.governments])
    if told.public is None:
        return (
            f"With {states} at the table, the best joint plan has nobody build at a "
            "plant of another."
        )
    opening = f"With {states} at the table as well, "
    return fee_sentence(told, told.public, opening=opening)


def no_guest(told: Deal) -> str:
    """Return that nobody builds at another's plant."""
    names = names_of(told)
    companies = [names[party] for party in told.seats.companies]
    if len(companies) == 1:
        return "No other company is at the table, so there is no fee to agree on."
    return (
        f"In the best joint plan none of {listed(companies)} builds at a plant of "
        "another, so there is no fee to agree on."
    )


def taxed_sentence(told: Deal) -> str | None:
    """Return what of the surplus goes in tax on payments; None if next to nothing."""
    table, game = told.public or told.table, told.game
    if table is None or set(table.ranges[FEE].gains) != set(game.parties):
        return None
    fee, currency = table.ranges[FEE], told.case.settings.case.currency
    gains = fee.gains
    lost = game.surplus - sum(gains.values())
    if lost <= max(game.rounding, 1e-3 * game.surplus):
        return None
    return (
        f"{_what_takes(told, table)} takes {money(lost, currency)} of the "
        f"{money(game.surplus, currency)}, so the terms leave less than the splits."
    )


def _what_takes(told: Deal, table: Table) -> str:
    """Return why terms leave less than there is to share."""
    rates = told.case.tables["parties"].filter(
        pl.col("party").is_in(told.seats.companies)
    )["tax_rate"]
    is_careful = any(side.tail_weight > 0.0 for side in table.talks.sides)
    what = (
        "the grant" if is_some(told, grants_in(table.ranges[FEE])) else "what is paid"
    )
    if not rates.fill_null(0.0).max():
        return "Risk that these payments cannot share"
    if is_careful:
        return f"Tax on {what}, with risk that payments cannot share,"
    return f"Tax on {what}"


def unpaid_sentence(told: Deal) -> str | None:
    """Return which government gains less than its split, since nobody pays it."""
    table, game = told.public, told.game
    if table is None or is_some(told, grants_in(table.ranges[FEE])):
        return None
    names, currency = names_of(told), told.case.settings.case.currency
    gains, split = table.ranges[FEE].gains, told.splits["nash"]
    short = {
        party: split[party] - game.alone[party]
        for party in told.seats.governments
        if party in gains
        and split[party] - game.alone[party] > gains[party] + 0.01 * game.surplus
    }
    parts = [
        f"Nobody pays {names[party]}, so it gains {money(gains[party], currency)} by "
        f"what it receives, where the Nash split gives it {money(more, currency)}."
        for party, more in short.items()
    ]
    return " ".join(parts) or None


def stated_sentence(told: Deal) -> str | None:
    """Return what the contracts the case states leave the parties."""
    if not told.stated:
        return None
    names, currency = names_of(told), told.case.settings.case.currency
    parts = []
    for terms in told.stated.values():
        paid = listed([_amount(told, n, a) for n, a in terms.amounts.items()])
        left = [f"{names[p]} {gain(g, currency)}" for p, g in terms.gains.items()]
        bare = _nothing_else(told, terms)
        parts.append(f"The case's own contract ({paid}{bare}) leaves {listed(left)}")
    return f"{'. '.join(parts)} against acting alone."


def _nothing_else(told: Deal, terms: Agreed) -> str:
    """Return that a contract comes alone where grants or other fees are talked of."""
    forms = told.table.talks.forms if told.table else {}
    beside = [n for n in forms if n.startswith(("grant", f"{FEE} "))]
    return ", nothing else paid" if set(beside) - set(terms.amounts) else ""


def _amount(told: Deal, form: str, amount: float) -> str:
    assert told.table is not None  # noqa: S101 (contracts are judged in talks)
    by, unit = shown_in(told.table.talks.forms[form].unit, amount)
    name, shown = form_words(form).lower(), significant(amount / by)
    first, _, rest = unit.partition(" ")
    if first == "%":
        return f"{name}: {shown} {unit}"
    rest = rest.removeprefix("per vehicle") if "per vehicle" in name else rest
    return f"{name}: {first} {shown} {rest}".strip()
