"""What does a vehicle earn or cost its maker under fleet rules?

A stop takes vehicles that would have earned credits, and others that would have owed
some. A credit is worth what the maker pays or is paid for one in that year of the plan:
the payment for one that is missing, else its price where some are bought or sold, else
what one is worth that is exchanged for it. Where none of these happens it is worth
nothing there; what is kept for later years, or borrowed from them, is left aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from brownfield.plans.recount.money.credits import (
    Account,
    accounts,
    decided,
    of_a_vehicle,
)

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node
    from brownfield.questions.stress.network.planned import Planned

Move = tuple[str, float]  # party and what it receives
NOTHING = 1e-6  # credits that are a rounding
ORDER = ("buy", "sell", "pool", "exchange")


def credited(at: Planned) -> list[tuple[Move, ...]]:
    """Return what credits of a vehicle are worth to whom, for each arc."""
    node = at.world.nodes[at.node]
    worth = {
        account: list(_worth(at, node, account, ()))
        for account in accounts(at.world, node)
    }
    return [
        tuple(_moves(at, node, arc, worth)) for arc in at.arcs.iter_rows(named=True)
    ]


def _moves(
    at: Planned, node: Node, arc: dict[str, Any], worth: dict[Account, list[Move]]
) -> Iterator[Move]:
    for account, moves in worth.items():
        if account[1] != arc["company"] or not moves:
            continue
        counted = of_a_vehicle(at.world, node, account, arc)
        gained = counted.earned - counted.owed
        yield from ((party, gained * amount) for party, amount in moves)


def _worth(
    at: Planned, node: Node, account: Account, asked: tuple[Account, ...]
) -> Iterator[Move]:
    """Yield who gains how much by one more credit of an account.

    Parameters
    ----------
    at
        Year and future of the plan.
    node
        The same in the recount.
    account
        Fleet rule and maker.
    asked
        Accounts whose worth hangs on this one, so that no circle is followed.
    """
    if account in asked:
        return
    row = at.world.plan.find(
        "fleet_credits", node=node.name, policy=account[0], party=account[1]
    )
    if row is not None and row["missing"] > NOTHING:
        yield account[1], accounts(at.world, node)[account]["amount"] or 0.0
        return
    offers = [
        (move, terms)
        for move, terms in decided(at.world, node, account)
        if move["credits"] > NOTHING and terms["kind"] in ORDER
    ]
    offers.sort(key=lambda pair: ORDER.index(pair[1]["kind"]))
    for move, terms in offers[:1]:
        yield from _saved(at, node, (move, terms), (*asked, account))


def _saved(
    at: Planned, node: Node, pair: tuple[Any, Any], asked: tuple[Account, ...]
) -> Iterator[Move]:
    """Yield who gains how much if a credit less is bought or used, or one more sold."""
    move, terms = pair
    policy, maker = asked[-1]
    if terms["kind"] in ("buy", "sell"):
        yield maker, terms["price"]
    elif terms["kind"] == "pool":
        price = terms["price"] or 0.0
        yield maker, price
        yield move["giver"], -price
        yield from _worth(at, node, (policy, move["giver"]), asked)
    else:
        rate = terms["rate"]
        for party, amount in _worth(at, node, (terms["from_policy"], maker), asked):
            yield party, amount / rate
