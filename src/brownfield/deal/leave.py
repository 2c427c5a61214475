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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from brownfield.case.case import Case
from brownfield.deal.coalitions import coalition_case, without_payments
from brownfield.deal.forms import Timing, timing
from brownfield.deal.incentives import decided_keys, decisions, keys_of
from brownfield.deal.seats import Seats
from brownfield.deal.talks import Side, Talks
from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan_stated

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
    case: Case, joint: Plan, seated: Seats, talks: Talks, amounts: Mapping[str, float]
) -> tuple[Leave, ...]:
    """Return every company of the talks at every node, in the order of the tree.

    Payments count before the relief of losses carried forward.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before every plan was made.

    Parameters
    ----------
    case
        The case.
    joint
        The plan on which payments are made.
    seated
        Who takes part.
    talks, amounts
        Payments agreed.
    """
    clock = timing(joint)
    on = {
        side.party: _with_deal(joint, clock, talks, side, amounts)
        for side in talks.sides
    }
    alone = _from_each_year(case, joint, seated, clock)
    found: list[Leave] = []
    for node in _nodes(joint):
        if node.year not in alone:
            continue
        own = {p: _from(clock, node.name, p, cash) for p, cash in on.items()}
        left = {p: _from(clock, node.name, p, alone[node.year].get(p, {})) for p in own}
        found += _at(node, own, left, seated)
    return tuple(found)


def _at(
    node: Node, own: Mapping[str, float], left: Mapping[str, float], seated: Seats
) -> Iterator[Leave]:
    rounding = 1e-9 * max(1.0, *map(abs, own.values()), *map(abs, left.values()))
    for party in own:
        if party not in seated.companies:
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
    side: Side,
    amounts: Mapping[str, float],
) -> Cash:
    """Return a party's cash after tax by node, payments included."""
    cash, party = dict(_cash(joint, side.party)), side.party
    kept = clock.kept[party]
    share = 1.0 if kept is None else kept
    parents = set(clock.parent.values())
    for name, amount in amounts.items():
        form = talks.forms[name]
        paid, base = form.cash.get(party, {}), form.base_cash.get(party, {})
        for node in clock.parent:
            is_again = form.is_running and node not in parents
            counted = 1.0 + clock.again if is_again else 1.0
            moved = amount * paid.get(node, 0.0) + base.get(node, 0.0)
            cash[node] = cash.get(node, 0.0) + share * counted * moved
    return cash


def _cash(made: Plan, party: str) -> dict[str, float]:
    """Return a party's cash after tax by node, the terminal value at the leaves."""
    found: dict[str, float] = {}
    rows = made.tables["cash"].select("party", "node", "amount")
    for owner, node, amount in rows.iter_rows():
        if owner == party:
            found[node] = found.get(node, 0.0) + amount
    return found


def _from_each_year(
    case: Case, joint: Plan, seated: Seats, clock: Timing
) -> Mapping[int, Mapping[str, Cash]]:
    """Return cash by year of leaving, party and node, everybody alone from then on.

    Years in which somebody could not go on alone are left out.
    """
    bare = without_payments(case, seated)
    found: dict[int, dict[str, dict[str, float]]] = {
        year: {} for year in sorted(set(clock.year.values()))
    }
    without = set[int]()
    for company in seated.companies:
        model = formulate(derive(coalition_case(bare, seated, (company,))))
        for year, by_party in found.items():
            made = plan_stated(held_before(model, joint, year))
            if made.status == "interrupted":
                raise KeyboardInterrupt
            if not made.tables:
                without.add(year)
                continue
            for party in (company, *seated.governments):
                own = by_party.setdefault(party, {})
                for node, amount in _cash(made, party).items():
                    own[node] = own.get(node, 0.0) + amount
    return {year: cash for year, cash in found.items() if year not in without}


def held_before(model: Formulation, decided: Plan, year: int) -> Formulation:
    """Return the model in which everything before a year is as a plan decided it."""
    years = dict(decided.nodes.select("node", "year").iter_rows())
    lower, upper = model.linear.lower.copy(), model.linear.upper.copy()
    for frame, key, name in decisions(model):
        chosen = set(decided_keys(decided, name, key))
        rows = keys_of(frame, key)
        place = key.index("node")
        is_before = np.array(
            [years[str(row[place])] < year for row in rows], dtype=bool
        )
        is_on = np.array([row in chosen for row in rows], dtype=bool)
        columns = frame["column"].to_numpy()
        is_free = ~model.linear.is_integer[columns]
        lower[columns] = np.where(is_before & ~is_free, is_on, lower[columns])
        upper[columns] = np.where(is_before & ~is_free, is_on, upper[columns])
    return replace(model, linear=replace(model.linear, lower=lower, upper=upper))
