"""Which derived columns does a model read, and what do they mean?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from brownfield.case.content.tree import Tree
from brownfield.case.one_currency import by_case
from brownfield.tables.memory import SAME, remembered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from brownfield.case.case import Case
    from brownfield.tables.frames import Tables

MOST_FRAMES = 200  # of all names, that are kept for other cases
MOST_ROWS = 100_000  # of a frame that is kept by node, once it was asked for
MADE = ("materials", "inbound_freight", "inbound_duty", "conversion")
SENT = ("freight", "insurance", "duty")
"""What a landed cost adds up: columns of `unit_costs`, then columns of `routes`."""
BY_NODE = ("supplies", "capacity", "demand", "committed", "shops", "plants")
"""Frames of every node."""


@dataclass(frozen=True)
class Shared:
    """Rows by node that stand once for all futures which see the same.

    Attributes
    ----------
    rows
        The rows of the first of such futures, future by future.
    twins
        node, future (its number), first (number of the future whose rows it has), in
        order of the futures. Futures that share rows have nodes of the same years.
    nodes
        The nodes whose rows are asked for; None = all.
    """

    rows: pl.DataFrame = field(repr=False)
    twins: pl.DataFrame = field(repr=False)
    nodes: pl.Series | None = field(default=None, repr=False)

    @classmethod
    def of_all(cls, rows: pl.DataFrame, twins: pl.DataFrame) -> Shared:
        """Return rows of every node, which stand for no other future."""
        return cls(rows, SAME.of(twins.with_columns(first="future")))

    @property
    def is_shared(self) -> bool:
        """Whether the rows are not just those of every node that is asked for."""
        is_other = self.twins["future"] != self.twins["first"]
        return self.nodes is not None or bool(is_other.any())

    def spread(self) -> pl.DataFrame:
        """Return the rows of every node."""
        if not self.is_shared:
            return self.rows
        if self.nodes is not None:
            return self._anew()
        spread = _spread_out if self.height <= MOST_ROWS else _spread_anew
        return spread({}, self.rows, self.twins)

    @property
    def height(self) -> int:
        """About how many rows all nodes have."""
        future, first = self.twins["future"], self.twins["first"]
        futures = future.filter(self._is_asked()).n_unique()
        return int(self.rows.height * (futures / max(first.n_unique(), 1)))

    def places(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return which row stands at each row of all nodes, and which node, as places.

        Places of nodes are those in `twins`.
        """
        numbered = self.twins.with_columns(at=pl.int_range(pl.len()))
        named = self.rows.select("node")
        at = named.join(numbered, on="node", how="left", maintain_order="left")["at"]
        future, first = self.twins["future"].to_numpy(), self.twins["first"].to_numpy()
        is_asked = self._is_asked().to_numpy()
        asked = np.unique(future[is_asked])
        taken, node = _places(future, first, at.to_numpy(), asked)
        return taken[is_asked[node]], node[is_asked[node]]

    def _is_asked(self) -> pl.Series:
        """Return of each row of `twins` whether its node is asked for."""
        if self.nodes is None:
            return self.twins["node"].is_not_null()
        return self.twins["node"].is_in(self.nodes.implode())

    def _anew(self) -> pl.DataFrame:
        taken, node = self.places()
        return self.rows[taken].with_columns(node=self.twins["node"].gather(node))


def _places(
    future: NDArray[np.int64],
    first: NDArray[np.int64],
    at: NDArray[np.int64],
    asked: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which row, of rows at nodes `at`, stands where, and the node of each.

    Only those of the futures that are asked for.
    """
    begin = np.searchsorted(future, np.arange(future.max(initial=-1) + 1))
    ends = np.searchsorted(future[at], np.arange(len(begin) + 1))
    of_future = first[begin[asked]]
    chosen = [np.arange(ends[one], ends[one + 1]) for one in of_future]
    taken = np.concatenate([*chosen, np.arange(0)])
    moved = begin[asked] - begin[of_future]
    return taken, at[taken] + np.repeat(moved, [len(rows) for rows in chosen])


def _spread_anew(_: Tables, rows: pl.DataFrame, twins: pl.DataFrame) -> pl.DataFrame:
    return Shared(rows, twins)._anew()


@dataclass(frozen=True)
class Derived:
    """A case's derived columns at every node; frames as in docs/architecture.md.

    What many futures see alike stands once; properties spread it by node.

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
    costs, tests, ways
        Unit costs of recipes; origin tests; ways to a market.
    choices
        The ways that can be worth taking: those the model has columns for.
    supplies, capacity, demand, committed, shops, plants
        Per node: what recipes buy from plants with shift patterns; shift patterns;
        demand; line time of commitments (standard vehicles); shop hours; years, limits
        and one-off costs of plants.
    """

    case: Case
    tree: Tree = field(repr=False)
    stated_at: Callable[[str], Case] = field(repr=False)
    case_at: Callable[[str], Case] = field(repr=False)
    recipes: pl.DataFrame = field(repr=False)
    sourcing: pl.DataFrame = field(repr=False)
    costs: Shared = field(repr=False)
    tests: Shared = field(repr=False)
    ways: Shared = field(repr=False)
    choices: Shared = field(repr=False)
    supplies: pl.DataFrame = field(repr=False)
    capacity: pl.DataFrame = field(repr=False)
    demand: pl.DataFrame = field(repr=False)
    committed: pl.DataFrame = field(repr=False)
    shops: pl.DataFrame = field(repr=False)
    plants: pl.DataFrame = field(repr=False)

    @property
    def unit_costs(self) -> pl.DataFrame:
        """Unit costs of recipes by node."""
        return self.costs.spread()

    @property
    def origin(self) -> pl.DataFrame:
        """Origin tests of recipes by node."""
        return self.tests.spread()

    @property
    def routes(self) -> pl.DataFrame:
        """Ways to a market by node."""
        return self.ways.spread()

    @property
    def contending(self) -> pl.DataFrame:
        """The ways by node that can be worth taking."""
        return self.choices.spread()

    @property
    def chosen_at_cost(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Ways that can be worth taking and unit costs, at nodes that stand for all."""
        if self.choices.twins is self.costs.twins:
            return self.choices.rows, self.costs.rows
        return self.contending, self.unit_costs

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

    def in_groups(self, groups: pl.DataFrame) -> Iterator[Derived]:
        """Yield the derived columns at the nodes of each group, as they are in all.

        Parameters
        ----------
        groups
            node, group (its number): a row for every group that a node is in; with a
            node, those before it.
        """
        split = {
            name: getattr(self, name)
            .join(groups, on="node", maintain_order="left")
            .partition_by("group", as_dict=True, include_key=False)
            for name in BY_NODE
        }
        for (group,), rows in groups.group_by("group", maintain_order=True):
            is_in = pl.col("node").is_in(rows["node"].implode())
            own: dict[str, Any] = {
                name: replace(getattr(self, name), nodes=rows["node"])
                for name in ("costs", "tests", "ways", "choices")
            }
            for name in BY_NODE:
                frame = getattr(self, name)
                some = split[name].get((group,), frame.clear())
                own[name] = some.select(frame.columns)
            yield replace(self, tree=Tree(self.tree.nodes.filter(is_in)), **own)

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


@remembered(MOST_FRAMES)
def _spread_out(_: Tables, rows: pl.DataFrame, twins: pl.DataFrame) -> pl.DataFrame:
    return _spread_anew({}, rows, twins)
