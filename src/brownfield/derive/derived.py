"""Which derived columns does a model read, and what do they mean?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import by_case
from brownfield.tables.memory import SAME, remembered

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.case.scenarios import Tree
    from brownfield.tables.frames import Tables

MOST_FRAMES = 200  # of all names, that are kept for other cases
MADE = ("materials", "inbound_freight", "inbound_duty", "conversion")
SENT = ("freight", "insurance", "duty")
"""What a landed cost adds up: columns of `unit_costs`, then columns of `routes`."""


@dataclass(frozen=True)
class Derived:
    """A case's derived columns at every node; frames as in docs/architecture.md.

    Attributes
    ----------
    case
        The case as stated at the root, restricted to the parties that plan.
    tree
        Its scenario tree.
    stated_at
        The case as the tables state it at a node.
    case_at
        The same with all money in case currency.
    recipes, sourcing
        Undominated recipes and where their parts come from.
    supplies, unit_costs, origin, routes, capacity, demand, committed, shops, plants
        Per node: what recipes buy from plants with shift patterns; unit costs of
        recipes; origin tests; ways to a market; shift patterns; demand; line time of
        commitments (standard vehicles); shop hours; years, limits and one-off costs of
        plants.
    contending
        The routes that can be worth taking: those the model has columns for.
    """

    case: Case
    tree: Tree = field(repr=False)
    stated_at: Callable[[str], Case] = field(repr=False)
    case_at: Callable[[str], Case] = field(repr=False)
    recipes: pl.DataFrame = field(repr=False)
    sourcing: pl.DataFrame = field(repr=False)
    supplies: pl.DataFrame = field(repr=False)
    unit_costs: pl.DataFrame = field(repr=False)
    origin: pl.DataFrame = field(repr=False)
    routes: pl.DataFrame = field(repr=False)
    contending: pl.DataFrame = field(repr=False)
    capacity: pl.DataFrame = field(repr=False)
    demand: pl.DataFrame = field(repr=False)
    committed: pl.DataFrame = field(repr=False)
    shops: pl.DataFrame = field(repr=False)
    plants: pl.DataFrame = field(repr=False)

    def holds_somewhere(self, is_so: Callable[[Case], bool]) -> bool:
        """Return whether something is so of the case at some node.

        Parameters
        ----------
        is_so
            Asked once for all nodes with the same what-ifs.
        """
        names = self.tree.nodes.unique("what_ifs", maintain_order=True)["node"]
        return any(is_so(self.stated_at(name)) for name in names)

    def has_policy(self, kinds: Sequence[str]) -> bool:
        """Return whether some node has a row of `policies` of these kinds."""
        return self.holds_somewhere(
            lambda case: case.tables["policies"]["kind"].is_in(list(kinds)).any()
        )

    @cached_property
    def futures(self) -> tuple[tuple[Case, pl.DataFrame], ...]:
        """Every case of the tree, money in case currency, with its nodes."""
        return tuple(by_case(self.tree.nodes, self.case_at))

    def at_nodes(self, frame_of: Callable[[Case], pl.DataFrame]) -> pl.DataFrame:
        """Return node, year and the columns of a frame of the case, at every node.

        Parameters
        ----------
        frame_of
            Makes the frame, without node and year, from the case as it holds at a
            node, money in case currency; asked once for all nodes that share it.
        """
        parts = [
            SAME.of(one)
            for case, nodes in self.futures
            for one in (nodes.select("node", "year"), frame_of(case))
        ]
        return _spread({}, *parts)


@remembered(MOST_FRAMES)
def _spread(_: Tables, *parts: pl.DataFrame) -> pl.DataFrame:
    """Return rows by node; the nodes of each future stand before its rows."""
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return pl.concat(nodes.join(rows, how="cross") for nodes, rows in pairs)
