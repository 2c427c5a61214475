"""Would a party leave later on, with what it has spent by then?

At every node of the tree a company may go on, or leave and plan anew alone: what it
decided until then stays decided (tooling is spent, crews are hired), what it built at
the other's plant is gone. It leaves where going on, payments included, is worth less
than that. All nodes of a year are planned together: with the years before held, their
branches have nothing in common any more.

References
----------
METHODS B4; Thomas and Worrall (1994); Shavell (1980) for damages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.questions.deal.coalitions.coalitions import (
    coalition_case,
    without_payments,
)
from brownfield.questions.deal.contracts.forms import (
    Timing,
    books_from,
    items_of,
    timing,
)
from brownfield.questions.deal.search.search import Paced
from brownfield.questions.deal.terms.after_tax import after_tax, received
from brownfield.solve.hold import held, nodes_before
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import plan_stated

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.deal.coalitions.seats import Seats
    from brownfield.questions.deal.contracts.talks import Talks
    from brownfield.questions.deal.terms.tables import Table

PART = 0.1  # of the processor time
Cash = Mapping[str, float]


@dataclass(frozen=True)
class Node:
    """A point of the tree at which a party may leave.

    Attributes
    ----------
    name, branch, year, probability
        Node, its branch, calendar year, how likely it is to be reached.
    """

    name: str
    branch: str
    year: int
    probability: float


@dataclass(frozen=True)
class Leave:
    """One party at one node, at agreed amounts; present values, given the node.

    Attributes
    ----------
    party, node
        Who, and where.
    going_on, leaving
        Worth of the years from there on with the deal, and after leaving.
    exit_fee
        Least it must owe for leaving so that it stays; 0 if it stays anyway.
    damages
        What the others together lose if it leaves.
    """

    party: str
    node: Node
    going_on: float
    leaving: float
    exit_fee: float
    damages: float

    @property
    def leaves(self) -> bool:
        """Whether the party would leave without an exit fee."""
        return self.exit_fee > 0.0

    @property
    def gain(self) -> float:
        """What going on is worth more than leaving."""
        return self.going_on - self.leaving


def leaves(
    table: Table,
    seated: Seats,
    amounts: Mapping[str, float],
    alone: Mapping[int, Mapping[str, Plan]],
) -> tuple[Leave, ...]:
    """Return guest and host at every node, in the order of the tree.

    Parameters
    ----------
    table
        The talks, on the plan on which payments are made.
    seated
        Who takes part.
    amounts
        Payments agreed.
    alone
        What everybody does who leaves: `alone_from_each_year`.
    """
    joint, talks, clock = table.plan, table.talks, timing(table.plan)
    tied = (table.pair.entrant, table.pair.host)
    parties = _asked(table, seated)
    departures: list[Leave] = []
    on = {p: _with_deal(joint, clock, talks, p, amounts) for p in parties}
    off = {
        (p, year): _after_leaving(joint, clock, talks, p, (amounts, year, plans))
        for p in parties
        for year, plans in alone.items()
    }
    for node in _nodes(joint):
        if node.year not in alone:
            continue
        own = {p: _from(clock, node.name, p, cash) for p, cash in on.items()}
        left = {p: _from(clock, node.name, p, off[p, node.year]) for p in parties}
        departures += _at(node, own, left, tied)
    return tuple(departures)


def _at(
    node: Node,
    own: Mapping[str, float],
    left: Mapping[str, float],
    tied: tuple[str, str],
) -> Iterator[Leave]:
    rounding = 1e-9 * max(1.0, *map(abs, own.values()), *map(abs, left.values()))
    for party in own:
        if party not in tied:
            continue
        gain = own[party] - left[party]
        others = sum(own[p] - left[p] for p in own if p != party)
        fee = -gain if gain < -rounding else 0.0
        yield Leave(party, node, own[party], left[party], fee, max(0.0, others))


def _nodes(joint: Plan) -> Iterator[Node]:
    columns = ("node", "branch", "year", "probability")
    for row in joint.nodes.select(columns).iter_rows():
        yield Node(*row)


def _from(clock: Timing, node: str, party: str, cash: Cash) -> float:
    """Return the present value of cash from a node on, given that it is reached."""
    chance, present = clock.chance, clock.present[party]
    later = (other for other in clock.parent if node in clock.path(other))
    total = sum(chance[m] * present[m] * cash.get(m, 0.0) for m in later)
    return total / chance[node]


def _with_deal(
    joint: Plan,
    clock: Timing,
    talks: Talks,
    party: str,
    amounts: Mapping[str, float],
) -> Cash:
    """Return a party's cash after tax by node, payments included."""
    books = books_from(joint, party, clock, items_of(joint, party))
    running, once = received(talks.forms, party, amounts, clock.parent)
    return after_tax(books, running, once, _chances(clock))


def _after_leaving(
    joint: Plan,
    clock: Timing,
    talks: Talks,
    party: str,
    left: tuple[Mapping[str, float], int, Mapping[str, Plan]],
) -> Cash:
    """Return a party's cash after tax if everybody is alone from a year on.

    What was spent and lost until then stays in its books: remaining allowances and old
    losses lower its tax afterwards.
    """
    amounts, year, alone = left
    before = [node for node, at in clock.year.items() if at < year]
    items: dict[str, dict[str, float]] = {node: {} for node in clock.parent}
    own = [alone[party]] if party in alone else list(alone.values())
    for plan in own:
        for node, moved in items_of(plan, party).items():
            for item, amount in moved.items():
                items[node][item] = items[node].get(item, 0.0) + amount
    together = items_of(joint, party)
    items |= {node: together[node] for node in before}
    running, once = received(talks.forms, party, amounts, clock.parent)
    for node in set(clock.parent) - set(before):
        running[node] = once[node] = 0.0
    books = books_from(joint, party, clock, items)
    return after_tax(books, running, once, _chances(clock))


def _chances(clock: Timing) -> list[float]:
    return [clock.chance[leaf] for leaf in clock.leaves]


def _asked(table: Table, seated: Seats) -> list[str]:
    """Return guest, host and the governments of the talks."""
    tied = (table.pair.entrant, table.pair.host, *seated.governments)
    return [side.party for side in table.talks.sides if side.party in tied]


def alone_from_each_year(
    case: Case, table: Table, seated: Seats
) -> dict[int, dict[str, Plan]]:
    """Return the plan of companies that leave, each alone from a year on, by year.

    Of guest and host, or of all companies where a government talks: it receives of
    each. Years in which somebody could not go on alone are left out.

    Parameters
    ----------
    case
        The case.
    table
        The talks, on the plan on which payments are made.
    seated
        Who takes part.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before every plan was made.
    """
    joint, clock = table.plan, timing(table.plan)
    has_state = set(_asked(table, seated)) & set(seated.governments)
    tied = (table.pair.entrant, table.pair.host)
    companies: Sequence[str] = seated.companies if has_state else tied
    bare = without_payments(case, seated)
    by_year: dict[int, dict[str, Plan]] = {
        year: {} for year in sorted(set(clock.year.values()))
    }
    limit = case.settings.solve.time_limit_seconds
    seconds = None if limit is None else PART * limit / (len(by_year) * len(companies))
    for company in companies:
        model = formulate(derive(coalition_case(bare, seated, (company,))))
        for year, plans in by_year.items():
            plans[company] = plan_stated(
                held(model, joint, at=nodes_before(joint, year)),
                backend=Paced(seconds),
                pricing=no_prices,
            )
            if plans[company].status == "interrupted":
                raise KeyboardInterrupt
    return {
        year: plans
        for year, plans in by_year.items()
        if all(plan.tables for plan in plans.values())
    }
