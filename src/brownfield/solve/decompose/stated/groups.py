"""Which futures of a tree can be stated without the others?

Where the known years are one path that every future begins with, and futures change
nothing but what is read node by node, a model of the path and a few futures has the
columns and rows of the whole model that are theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.solve.decompose.shared import shared_nodes
from brownfield.tables.memory import SAME

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.case.content.tree import Tree
    from brownfield.derive.derived import Derived

FUTURES = 16  # that are stated together
LOCAL = frozenset({"demand", "lanes", "trade_measures", "bill_of_materials"})
"""Tables of which the model reads, at a node, what they are there and no more."""


def groups_of(derived: Derived, size: int = FUTURES) -> pl.DataFrame | None:
    """Return the nodes of so many futures each; None if they need one another.

    Parameters
    ----------
    derived
        The derived case.
    size
        How many futures are in a group.

    Returns
    -------
    groups
        node, group (its number). The known years are in every group.
    """
    tree = derived.tree
    if not _is_one_path(tree) or not _is_local(derived):
        return None
    numbers = np.arange(len(tree.leaves), dtype=np.int64) // size
    ends = pl.DataFrame({"node": tree.leaves, "group": numbers})
    paths = ends.join(tree.paths, on="node", maintain_order="left")
    return paths.select("group", node="ancestor").unique(maintain_order=True)


def _is_one_path(tree: Tree) -> bool:
    """Return whether every future begins with all nodes that are shared."""
    shared = set(shared_nodes(tree))
    ends = tree.paths.filter(pl.col("node").is_in(list(tree.leaves)))
    passed = ends.filter(pl.col("ancestor").is_in(list(shared)))
    return bool(shared) and passed.height == len(shared) * len(tree.leaves)


def _is_local(derived: Derived) -> bool:
    """Return whether futures change only what is read node by node."""
    root = derived.stated_at(derived.tree.nodes["node"][0]).tables

    def changes_more(case: Case) -> bool:
        return any(
            table is not root[name] and SAME.of(table) is not SAME.of(root[name])
            for name, table in case.tables.items()
            if name not in LOCAL
        )

    return not derived.holds_somewhere(changes_more)
