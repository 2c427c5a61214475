"""What does a payment leave after tax, where losses are carried forward?

The best use of old losses is a linear programme (equations (13) and (14)): more profit
never costs more than its tax, so payoffs after tax are concave in the payments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from brownfield.case.scenarios import way_to_root
from brownfield.questions.deal.contracts.linear_programme import Row

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
    is_relieved
        Whether a loss saves tax at once, since the company earns enough elsewhere.
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
    is_relieved: bool = False

    def path(self, node: str) -> tuple[str, ...]:
        """Return the nodes from a node back to the root."""
        return tuple(way_to_root(node, self.parent))


def book_rows(
    books: Books,
    running: Mapping[str, Payment],
    once: Mapping[str, Payment],
    scale: float,
) -> tuple[list[Row], dict[str, tuple[float, float]], list[Payment]]:
    """Return the tax rows, bounds, and each future's payoff as terms and a constant.

    Parameters
    ----------
    books
        The company's books.
    running, once
        Payments received at each node, as terms of their amounts and a constant,
        scaled; running ones count again after the last year.
    scale
        Money of one scaled unit.
    """
    received = {node: _added(running[node], once[node]) for node in books.parent}
    rows: list[Row] = []
    for node in books.parent:
        rows += _node_rows(books, node, received[node], scale)
    columns = [
        _name(books, word, node)
        for node in books.parent
        for word in ("income", "relief", "loss", "balance")
    ]
    later = {leaf: _name(books, "later", leaf) for leaf in books.operating}
    rows += [_later_tax(books, leaf, running[leaf], scale) for leaf in later]
    bounds = {name: (0.0, float("inf")) for name in (*columns, *later.values())}
    worths = [
        _added(
            _yearly(books, leaf, received, scale),
            _afterwards(books, leaf, running[leaf], scale),
        )
        for leaf in later
    ]
    return rows, bounds, worths


def _added(one: Payment, other: Payment) -> Payment:
    terms = dict(one[0])
    for name, value in other[0].items():
        terms[name] = terms.get(name, 0.0) + value
    return terms, one[1] + other[1]


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


def _yearly(
    books: Books, leaf: str, received: Mapping[str, Payment], scale: float
) -> Payment:
    """Return the present value of cash and payments less tax up to a leaf."""
    total: Payment = {}, 0.0
    for node in books.path(leaf):
        worth = books.present[node]
        paid, constant = received[node]
        terms = {name: worth * value for name, value in paid.items()}
        terms[_name(books, "income", node)] = -books.rate * worth
        fixed = worth * (books.cash[node] / scale + constant)
        total = _added(total, (terms, fixed))
    return total


def _afterwards(books: Books, leaf: str, running: Payment, scale: float) -> Payment:
    """Return the present value of the years after the last one, less their tax."""
    worth = books.present[leaf]
    again = worth * books.multiple
    terms = {name: again * value for name, value in running[0].items()}
    terms[_name(books, "later", leaf)] = -worth
    return terms, again * (books.operating[leaf] / scale + running[1])
