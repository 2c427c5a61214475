"""What would other terms leave each party, from the payoffs that a deal has found?

No plan is made: payments move money between parties that have their plan. What is kept
of a deal for that is a text, which later reads as the same payoffs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

from brownfield.errors import UseError
from brownfield.questions.deal.contracts.books import Books
from brownfield.questions.deal.contracts.talks import Form, Side, Talks
from brownfield.questions.deal.terms.ranges import FEE, Range
from brownfield.questions.deal.terms.terms import at_amounts
from brownfield.tables.definitions import TABLES
from brownfield.tell.labels import labels
from brownfield.tell.values import values

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal

WIDER = 1.5  # times the largest amount that leaves everybody better off
PAID_BY_HOST = "capex_share"
NOTHING = 1.0  # case currency: who loses less than this is not told as losing


@dataclass(frozen=True)
class Lever:
    """A payment whose amount can be moved.

    Attributes
    ----------
    form, unit
        Form of the `contracts` table and unit of its amount; between others than
        guest and host both follow, ``fee_per_vehicle chery>nissan``.
    low, high
        Least and largest amount to try.
    allowed
        Largest amount that makes sense or that aid rules allow; None = any.
    start
        Amount at which the parties meet; None = not among the payments there.
    least, most
        Amounts between which everybody gains, if it is the only payment that moves;
        None = none does.
    """

    form: str
    unit: str
    low: float
    high: float
    allowed: float | None
    start: float | None
    least: float | None
    most: float | None


@dataclass(frozen=True)
class Payoffs:
    """What terms of a deal can be told from.

    Attributes
    ----------
    guest, host
        Who pays whom.
    currency
        Of every amount of money.
    names
        Printed name of each party.
    levers
        Payments that can be moved.
    talks
        What each party has by future, and what a unit of each payment is worth to it.
    """

    guest: str
    host: str
    currency: str
    names: Mapping[str, str]
    levers: tuple[Lever, ...]
    talks: Talks = field(repr=False)


@dataclass(frozen=True)
class Moved:
    """What some terms leave each party.

    Attributes
    ----------
    amounts
        Amount of each payment, in its unit.
    gains
        Worth of the deal less that of acting alone by party, present value, case
        currency.
    losers
        Parties that have less than alone, and would leave.
    beyond
        Payments above what makes sense or aid rules allow.
    """

    amounts: Mapping[str, float]
    gains: Mapping[str, float]
    losers: tuple[str, ...]
    beyond: tuple[str, ...]


def payoffs(answer: Deal) -> Payoffs | None:
    """Return what terms can be told from; None where nobody hosts another."""
    table = answer.private or answer.public
    if table is None:
        return None
    names = labels(answer.case).parties
    start = table.ranges[FEE].amounts if FEE in table.ranges else {}
    return Payoffs(
        guest=table.pair.entrant,
        host=table.pair.host,
        currency=answer.case.settings.case.currency,
        names={s.party: names.get(s.party, s.party) for s in table.talks.sides},
        levers=tuple(
            _lever(name, form, table.ranges[name], start.get(name))
            for name, form in table.talks.forms.items()
            if name in table.ranges
        ),
        talks=table.talks,
    )


def _lever(name: str, form: Form, term: Range, start: float | None) -> Lever:
    amounts = [abs(a) for a in (term.low, term.high, start) if a is not None and a]
    widest = WIDER * max(amounts, default=1.0)
    allowed = form.high if isfinite(form.high) else None
    high = widest if allowed is None else min(max(widest, allowed), 2 * allowed)
    least, most = term.low, term.high
    return Lever(name, form.unit, form.low, high, allowed, start, least, most)


def moved(table: Payoffs, amounts: Mapping[str, float]) -> Moved:
    """Return what some terms leave each party, within milliseconds.

    Parameters
    ----------
    table
        The payoffs.
    amounts
        Amount of each payment that is part of the terms, in its unit.

    Raises
    ------
    UseError
        If there is no such payment, or an amount is no number.
    """
    levers = {lever.form: lever for lever in table.levers}
    for name, amount in amounts.items():
        if name not in levers or not isfinite(amount):
            message = (
                f"{name} is {amount}. Give a number for one of {', '.join(levers)}."
            )
            raise UseError(message)
    gains = at_amounts(table.talks, amounts).gains
    return Moved(
        amounts=dict(amounts),
        gains=gains,
        losers=tuple(party for party, gain in gains.items() if not gain >= -NOTHING),
        beyond=tuple(n for n, paid in amounts.items() if _is_beyond(levers[n], paid)),
    )


def _is_beyond(lever: Lever, amount: float) -> bool:
    return lever.allowed is not None and amount > lever.allowed


def contracts(table: Payoffs, amounts: Mapping[str, float]) -> list[dict[str, str]]:
    """Return terms as rows of the table `contracts`, without their names.

    The guest pays the host, but for a share of the guest's tooling, which the host
    pays.

    Parameters
    ----------
    table
        The payoffs.
    amounts
        Amount of each payment that is part of the terms, in its unit.

    Raises
    ------
    UseError
        If one of the payments cannot stand in that table.
    """
    allowed = TABLES["contracts"].column("form").allowed
    rows = []
    for name, amount in amounts.items():
        form, _, between = name.partition(" ")
        if form not in allowed:
            message = (
                f"A plan knows no contract with {form.replace('_', ' ')}. Leave it "
                f"blank; a contract may have {', '.join(allowed)}."
            )
            raise UseError(message)
        by = (table.guest, table.host)
        usual = by[::-1] if form == PAID_BY_HOST else by
        payer, payee = between.split(">") if between else usual
        paid = {"form": form, "amount": f"{amount:.12g}"}
        rows.append({"payer": payer, "payee": payee, **paid})
    return rows


def to_text(table: Payoffs) -> str:
    """Return payoffs as a text to be kept."""
    return json.dumps(values(table))


def from_text(text: str) -> Payoffs:
    """Return the payoffs that a text keeps."""
    kept = json.loads(text)
    levers = tuple(Lever(**lever) for lever in kept.pop("levers"))
    return Payoffs(**{**kept, "levers": levers, "talks": _talks(kept["talks"])})


def _talks(kept: Mapping[str, Any]) -> Talks:
    return Talks(
        chances=tuple(kept["chances"]),
        sides=tuple(_side(side) for side in kept["sides"]),
        forms={name: _form(form) for name, form in kept["forms"].items()},
    )


def _side(kept: dict[str, Any]) -> Side:
    books = Books(**kept["books"]) if kept["books"] else None
    futures = {name: tuple(kept[name]) for name in ("before", "alone")}
    return Side(**{**kept, **futures, "books": books})


def _form(kept: dict[str, Any]) -> Form:
    by_future = {
        name: {party: tuple(worth) for party, worth in kept[name].items()}
        for name in ("worth", "base")
    }
    return Form(**{**kept, **by_future})
