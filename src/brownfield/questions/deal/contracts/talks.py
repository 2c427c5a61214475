"""Who talks about which payments, and what would each leave whom?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.deal.contracts.risk import worth

if TYPE_CHECKING:
    from brownfield.questions.deal.contracts.books import Books

INFINITY = float("inf")
Futures = tuple[float, ...]


@dataclass(frozen=True)
class Form:
    """A kind of payment whose amount is to be agreed.

    Attributes
    ----------
    name
        Form of the `contracts` table.
    unit
        Unit of its amount.
    worth
        Present value of one unit to each party that pays or receives, by future.
    base
        Payment that comes with the form whatever its amount, e.g. the cost in
        cost-plus; by party and future.
    cash
        As `worth` before tax and discounting, by party and node; needed for parties
        with `books`.
    base_cash
        As `base`, by party and node.
    low, high
        Amounts that make sense.
    is_running
        Whether it is paid year by year; one-off payments do not count again after
        the last year.
    """

    name: str
    unit: str
    worth: Mapping[str, Futures] = field(repr=False)
    base: Mapping[str, Futures] = field(default_factory=dict, repr=False)
    cash: Mapping[str, Mapping[str, float]] = field(default_factory=dict, repr=False)
    base_cash: Mapping[str, Mapping[str, float]] = field(
        default_factory=dict, repr=False
    )
    low: float = 0.0
    high: float = INFINITY
    is_running: bool = True


@dataclass(frozen=True)
class Side:
    """A party at the table.

    Attributes
    ----------
    party
        Name.
    before
        Present value of the joint plan to it before payments, by future.
    alone
        Present value of acting alone, by future.
    tail, tail_weight
        Share of worst futures it looks at, and their weight in its aim.
    books
        Its tax books if losses are carried forward: payments then change its tax.
    is_open
        How much more it may have alone than was found, case currency.
    """

    party: str
    before: Futures = field(repr=False)
    alone: Futures = field(repr=False)
    tail: float | None = None
    tail_weight: float = 0.0
    books: Books | None = field(default=None, repr=False)
    is_open: float = 0.0


@dataclass(frozen=True)
class Talks:
    """Who talks about which payments, and what the future may hold.

    Attributes
    ----------
    chances
        Probability of each future.
    sides
        The parties.
    forms
        Payments by name.
    """

    chances: Futures
    sides: tuple[Side, ...]
    forms: Mapping[str, Form]

    def floor(self, side: Side) -> float:
        """Return what a party must at least get: the worth of acting alone."""
        return worth(side.alone, self.chances, side.tail, side.tail_weight)

    def after(self, side: Side, amounts: Mapping[str, float]) -> Futures:
        """Return what a party has in each future once the amounts are paid."""
        got = list(side.before)
        for name, amount in amounts.items():
            form = self.forms[name]
            unit = form.worth.get(side.party, (0.0,) * len(got))
            base = form.base.get(side.party, (0.0,) * len(got))
            got = [g + amount * u + b for g, u, b in zip(got, unit, base, strict=True)]
        return tuple(got)


@dataclass(frozen=True)
class Agreed:
    """Amounts of payments and what they leave each party.

    Attributes
    ----------
    amounts
        Amount of each form.
    gains
        Worth of the deal less that of acting alone, by party.
    """

    amounts: Mapping[str, float]
    gains: Mapping[str, float]


def money_scale(talks: Talks) -> float:
    """Return a size of money that brings payoffs near one."""
    sizes = [abs(v) for side in talks.sides for v in (*side.before, *side.alone)]
    return max(max(sizes), 1e-300)


def form_scale(talks: Talks, name: str) -> float:
    """Return the amount of a form that moves about one scaled unit of money."""
    moved = [abs(v) for values in talks.forms[name].worth.values() for v in values]
    largest = max(moved, default=0.0)
    return money_scale(talks) / largest if largest > 0.0 else 1.0
