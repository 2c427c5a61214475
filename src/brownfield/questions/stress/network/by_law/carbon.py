"""What does carbon cost of a vehicle of each arc?

A stop spares what the vehicles it takes would have paid: the price of their emissions,
or what is paid above a cap. A cap that is kept without payment is left aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from brownfield.plans.recount.money.carbon import (
    PRICE,
    in_building,
    is_counted,
    on_the_way,
    rules,
)

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node
    from brownfield.questions.stress.network.planned import Planned

Move = tuple[str, float]  # party and what it receives


def charged(at: Planned) -> list[tuple[Move, ...]]:
    """Return what carbon of a vehicle costs whom, for each arc."""
    node = at.world.nodes[at.node]
    priced = [row for row in rules(at.world, node) if _is_paid(at, row)]
    if not priced:
        return [()] * at.arcs.height
    arcs = at.arcs.iter_rows(named=True)
    return [tuple(_moves(at, node, priced, arc)) for arc in arcs]


def _is_paid(at: Planned, rule: Any) -> bool:
    """Return whether the next tonne is paid for."""
    rows = at.table("carbon").iter_rows(named=True)
    name = rule["policy"], rule["year"]
    is_above = any(
        (row["policy"], row["since"]) == name and row["above"] > 0.0 for row in rows
    )
    return rule["kind"] == PRICE or is_above


def _moves(
    at: Planned, node: Node, priced: list[Any], arc: dict[str, Any]
) -> Iterator[Move]:
    emitted = (
        *in_building(at.world, node, arc["recipe"]),
        on_the_way(at.world, node, arc["recipe"], arc["place"]),
    )
    for rule in priced:
        for one in emitted:
            if one.tonnes and is_counted(at.world, node, rule, one):
                yield one.party, -(rule["amount"] or 0.0) * one.tonnes
