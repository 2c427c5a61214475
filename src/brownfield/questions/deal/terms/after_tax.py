"""What does a party keep after tax at every node, once payments are made?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from brownfield.questions.deal.contracts.books import Books, Payment, book_rows
from brownfield.questions.deal.contracts.forms import Timing, books_from, items_of
from brownfield.questions.deal.contracts.linear_programme import maximise
from brownfield.questions.deal.contracts.support import minimum_grant

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.deal.contracts.talks import Form, Futures, Side, Talks

Cash = Mapping[str, float]
HALVINGS = 30  # of the interval in which a grant lies: exact to a billionth of it


def futures_after(talks: Talks, side: Side, amounts: Mapping[str, float]) -> Futures:
    """Return what a party has in each future once the amounts are paid, after tax."""
    if side.books is None:
        return talks.after(side, amounts)
    running, once = received(talks.forms, side.party, amounts, side.books.parent)
    cash = after_tax(side.books, running, once, talks.chances)
    books = side.books
    return tuple(
        sum(books.present[node] * cash[node] for node in books.path(leaf))
        for leaf in books.operating
    )


def before_payments(plan: Plan, party: str, clock: Timing) -> Futures:
    """Return a party's present value in each future before any payment between them."""
    items = items_of(plan, party)
    books = books_from(plan, party, clock, items)
    none = dict.fromkeys(clock.parent, 0.0)
    chances = [clock.chance[leaf] for leaf in clock.leaves]
    cash = after_tax(books, none, none, chances)
    return tuple(
        sum(books.present[node] * cash[node] for node in books.path(leaf))
        for leaf in clock.leaves
    )


def received(
    forms: Mapping[str, Form],
    party: str,
    amounts: Mapping[str, float],
    nodes: Sequence[str] | Mapping[str, object],
) -> tuple[dict[str, float], dict[str, float]]:
    """Return what a party receives at each node: running payments, one-off payments."""
    running, once = dict.fromkeys(nodes, 0.0), dict.fromkeys(nodes, 0.0)
    for name, amount in amounts.items():
        form = forms[name]
        paid, base = form.cash.get(party, {}), form.base_cash.get(party, {})
        moved = running if form.is_running else once
        for node in nodes:
            moved[node] += amount * paid.get(node, 0.0) + base.get(node, 0.0)
    return running, once


def paid_into(books: Books, running: Cash, once: Cash) -> Books:
    """Return the books with payments in them."""
    paid = {node: running[node] + once[node] for node in books.parent}
    return replace(
        books,
        profit={node: amount + paid[node] for node, amount in books.profit.items()},
        cash={node: amount + paid[node] for node, amount in books.cash.items()},
        operating={
            leaf: amount + running[leaf] for leaf, amount in books.operating.items()
        },
    )


def grant_after_tax(books: Books, chances: Sequence[float], gap: float) -> float:
    """Return the least one-off payment in the first year that is worth a gap after tax.

    Raises
    ------
    UseError
        If the whole grant is taxed away.
    """
    none = dict.fromkeys(books.parent, 0.0)
    root = next(iter(books.parent))

    def worth(grant: float) -> float:
        cash = after_tax(books, none, none | {root: grant}, chances)
        return sum(
            chance * sum(books.present[n] * cash[n] for n in books.path(leaf))
            for chance, leaf in zip(chances, books.operating, strict=True)
        )

    least, most, goal = gap, minimum_grant(gap, books.rate), worth(0.0) + gap
    for _ in range(HALVINGS):  # more of it never keeps less, tax takes the rate at most
        middle = (least + most) / 2.0
        least, most = (least, middle) if worth(middle) >= goal else (middle, most)
    return most


def after_tax(
    books: Books, running: Cash, once: Cash, chances: Sequence[float]
) -> dict[str, float]:
    """Return cash after tax at each node; at leaves with what counts again later.

    Old losses are used as is best over all futures.

    Parameters
    ----------
    books
        The party's books before payments.
    running, once
        Payments received at each node, case currency before tax.
    chances
        Probability of each future, in the order of `books.operating`.
    """
    paid = {node: running[node] + once[node] for node in books.parent}
    if books.is_relieved:
        tax = {n: books.rate * (books.profit[n] + paid[n]) for n in books.parent}
        later = {
            leaf: books.rate * books.multiple * (operating + running[leaf])
            for leaf, operating in books.operating.items()
        }
    else:
        tax, later = _least_tax(books, running, once, chances)
    cash = {n: books.cash[n] + paid[n] - tax[n] for n in books.parent}
    for leaf, operating in books.operating.items():
        cash[leaf] += books.multiple * (operating + running[leaf]) - later[leaf]
    return cash


def _least_tax(
    books: Books, running: Cash, once: Cash, chances: Sequence[float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return tax at each node and, at each leaf, on the years after the last."""
    sizes = (*books.cash.values(), *running.values(), *once.values())
    scale = max(1.0, *map(abs, sizes))
    rows, bounds, worths = book_rows(
        books, _constant(running, scale), _constant(once, scale), scale
    )
    objective: dict[str, float] = {}
    for chance, (terms, _) in zip(chances, worths, strict=True):
        for name, value in terms.items():
            objective[name] = objective.get(name, 0.0) + chance * value
    best = maximise(objective, rows, bounds)
    point = {} if best is None else best.point
    tax = {
        node: scale * books.rate * point[f"income {books.party} {node}"]
        for node in books.parent
    }
    later = {
        leaf: scale * point[f"later {books.party} {leaf}"] for leaf in books.operating
    }
    return tax, later


def _constant(cash: Cash, scale: float) -> dict[str, Payment]:
    return {node: ({}, amount / scale) for node, amount in cash.items()}
