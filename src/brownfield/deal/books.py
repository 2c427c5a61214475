"""What does a payment leave after tax, where losses are carried forward?

The best use of old losses is a linear programme (equations (13) and (14)): more profit
never costs more than its tax, so payoffs after tax are concave in the payments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from brownfield.deal.linear_programme import Row

Payment = tuple[Mapping[str, float], float]


@dataclass(frozen=True)
class Books:
    """A company's profits and the tax rules they meet.

    Attributes
    ----------
    party
        Name.
    parent
        Parent of every node, parents first; None at the root.
    profit
        Taxable profit at each node before payments.
    present
        Present value of one unit of cash at each node.
    cash
        Cash before tax at each node before payments.
    operating
        Cash of the last year that counts again after it, by leaf.
    rate, allowance, relief_share, multiple
        Tax rate; profit that old losses offset in full; share above it; how often
        the last year's operating cash counts again.
    """

    party: str
    parent: Mapping[str, str | None] = field(repr=False)
    profit: Mapping[str, float] = field(repr=False)
    present: Mapping[str, float] = field(repr=False)
    cash: Mapping[str, float] = field(repr=False)
    operating: Mapping[str, float] = field(repr=False)
    rate: float
    allowance: float = 0.0
    relief_share: float = 1.0
    multiple: float = 0.0

    def path(self, node: str) -> tuple[str, ...]:
        """Return the nodes from a node back to the root."""
        found = [node]
        while (before := self.parent[found[-1]]) is not None:
            found.append(before)
        return tuple(found)


def book_rows(
    books: Books, payments: Mapping[str, Payment], scale: float
) -> tuple[
    list[Row], dict[str, tuple[float, float]], list[tuple[Mapping[str, float], float]]
]:
    """Return the tax rows, bounds, and each future's payoff as terms and a constant.

    Parameters
    ----------
    books
        The company's books.
    payments
        Running payments received at each node: terms of their amounts and a constant,
        scaled.
    scale
        Money of one scaled unit.
    """
    rows: list[Row] = []
    for node in books.parent:
        rows += _node_rows(books, node, payments[node], scale)
    columns = [
        _name(books, word, node)
        for node in books.parent
        for word in ("income", "relief", "loss", "balance")
    ]
    bounds = {name: (0.0, float("inf")) for name in columns}
    for leaf in books.operating:
        rows.append(_later_tax(books, leaf, payments[leaf], scale))
        bounds[_name(books, "later", leaf)] = (0.0, float("inf"))
    return (
        rows,
        bounds,
        [_payoff(books, leaf, payments, scale) for leaf in books.operating],
    )


def _name(books: Books, word: str, node: str) -> str:
    return f"{word} {books.party} {node}"


def _node_rows(books: Books, node: str, payment: Payment, scale: float) -> list[Row]:
    income, relief, loss, balance = (
        _name(books, word, node) for word in ("income", "relief", "loss", "balance")
    )
    terms, constant = payment
    profit = books.profit[node] / scale + constant
    paid = {name: -value for name, value in terms.items()}
    before = books.parent[node]
    earlier = {} if before is None else {_name(books, "balance", before): -1.0}
    rest = 1.0 - books.relief_share
    limited = {relief: rest, income: -books.relief_share}
    return [
        Row({income: 1.0, relief: 1.0, loss: -1.0} | paid, profit, profit),
        Row({balance: 1.0, relief: 1.0, loss: -1.0} | earlier, 0.0, 0.0),
        Row({relief: 1.0} | earlier, upper=0.0),
        *([Row(limited, upper=rest * books.allowance / scale)] if rest > 0.0 else []),
    ]


def _later_tax(books: Books, leaf: str, payment: Payment, scale: float) -> Row:
    terms, constant = payment
    owed = books.rate * books.multiple
    paid = {name: -owed * value for name, value in terms.items()}
    fixed = owed * (books.operating[leaf] / scale + constant)
    return Row({_name(books, "later", leaf): 1.0} | paid, lower=fixed)


def _payoff(
    books: Books, leaf: str, payments: Mapping[str, Payment], scale: float
) -> tuple[Mapping[str, float], float]:
    terms: dict[str, float] = {_name(books, "later", leaf): -books.present[leaf]}
    fixed = books.present[leaf] * books.multiple * books.operating[leaf] / scale
    for node in books.path(leaf):
        worth = books.present[node]
        again = worth * books.multiple if node == leaf else 0.0
        paid, constant = payments[node]
        fixed += worth * books.cash[node] / scale + (worth + again) * constant
        terms[_name(books, "income", node)] = -books.rate * worth
        for name, value in paid.items():
            terms[name] = terms.get(name, 0.0) + (worth + again) * value
    return terms, fixed
