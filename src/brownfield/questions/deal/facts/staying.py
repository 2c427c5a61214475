"""Would the parties keep the deal once they know which future came?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.deal.facts.rounding import alone_open
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal
    from brownfield.questions.deal.staying import leave, stay
    from brownfield.questions.deal.terms.tables import Table


@dataclass(frozen=True)
class Stay:
    """One party in one future, at agreed amounts; present values, case currency.

    Attributes
    ----------
    party, scenario, probability
        Who, in which future (leaf), how likely.
    gain
        Worth of keeping the deal less that of having acted alone.
    exit_fee
        What it must owe for leaving so that it stays; 0 if it stays anyway.
    damages
        What the others together lose if it leaves.
    leaves
        Whether it would walk away without an exit fee.
    branch
        Branch of the tree that the future ends in.
    is_clear
        Whether it would for more than the plans may be off.
    is_better_gone
        Whether it loses more by staying than the others lose if it leaves.
    """

    party: str
    scenario: str
    probability: float
    gain: float
    exit_fee: float
    damages: float
    leaves: bool
    branch: str = field(metadata=TOLD_ONLY)
    is_clear: bool = field(metadata=TOLD_ONLY)
    is_better_gone: bool = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Leave:
    """One party at one node, at agreed amounts; present values, given the node.

    Attributes
    ----------
    party
        Who.
    node, branch, year, probability
        Node of the tree, its branch, calendar year, how likely it is reached.
    going_on, leaving
        Worth of the years from there on with the deal and after leaving, case currency.
    exit_fee
        Least it must owe for leaving so that it stays; 0 if it stays anyway.
    damages
        What the others together lose if it leaves.
    leaves
        Whether it would leave without an exit fee.
    gain
        What going on is worth more than leaving.
    is_clear
        Whether it would leave for more than the plans may be off.
    """

    party: str
    node: str
    branch: str
    year: int
    probability: float
    going_on: float
    leaving: float
    exit_fee: float
    damages: float
    leaves: bool
    gain: float = field(metadata=TOLD_ONLY)
    is_clear: bool = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Leaver:
    """A party that would leave after the first year.

    Attributes
    ----------
    worst
        Where it would leave most gladly.
    others
        Other branches in which it would leave, and from which year on.
    """

    worst: Leave
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Later:
    """Who would leave after the first year.

    Attributes
    ----------
    leavers
        Parties that would for more than the plans may be off.
    num_unclear
        Nodes at which somebody would for less than that.
    """

    leavers: tuple[Leaver, ...]
    num_unclear: int


def branches_of(table: Table) -> Mapping[str, str]:
    """Return the branch of every node of the plan talked about."""
    return dict(table.plan.nodes.select("node", "branch").iter_rows())


def stays_from(
    answer: Deal, by_party: tuple[stay.Stay, ...], table: Table | None
) -> tuple[Stay, ...]:
    """Return what is told of every party in every future of some talks."""
    if table is None or not by_party:
        return ()
    branches, least = branches_of(table), alone_open(answer)
    return tuple(
        Stay(
            party=one.party,
            scenario=one.scenario,
            probability=one.probability,
            gain=one.gain,
            exit_fee=one.exit_fee,
            damages=one.damages,
            leaves=one.leaves,
            branch=branches[one.scenario],
            is_clear=one.leaves and one.exit_fee > least,
            is_better_gone=one.exit_fee > one.damages,
        )
        for one in by_party
    )


def leaves_from(answer: Deal) -> tuple[Leave, ...]:
    """Return what is told of every party at every node."""
    least = alone_open(answer)
    return tuple(_leave(one, least) for one in answer.leave)


def _leave(departure: leave.Leave, least: float) -> Leave:
    node = departure.node
    return Leave(
        party=departure.party,
        node=node.name,
        branch=node.branch,
        year=node.year,
        probability=node.probability,
        going_on=departure.going_on,
        leaving=departure.leaving,
        exit_fee=departure.exit_fee,
        damages=departure.damages,
        leaves=departure.leaves,
        gain=departure.gain,
        is_clear=departure.leaves and departure.exit_fee > least,
    )


def later_from(nodes: tuple[Leave, ...]) -> Later | None:
    """Return who would leave after the first year; None if there is none after it."""
    later = [one for one in nodes if one.year > nodes[0].year]
    if not later:
        return None
    regretting = [one for one in later if one.leaves]
    clear = [one for one in regretting if one.is_clear]
    parties = dict.fromkeys(one.party for one in clear)
    leavers = [_leaver([o for o in clear if o.party == party]) for party in parties]
    return Later(tuple(leavers), len(regretting) - len(clear))


def _leaver(leaving: list[Leave]) -> Leaver:
    worst = max(leaving, key=lambda one: one.exit_fee)
    years: dict[str, list[int]] = {}
    for one in leaving:
        if one.branch != worst.branch:
            years.setdefault(one.branch, []).append(one.year)
    return Leaver(worst, tuple((branch, min(own)) for branch, own in years.items()))
