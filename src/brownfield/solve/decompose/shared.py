"""Which columns of a model do several futures share?

Decisions live on nodes of the scenario tree. A node that more than one leaf lies behind
is passed by several futures, so what is decided there is shared by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.solve.decompose.parts import SHARED

if TYPE_CHECKING:
    from brownfield.case.content.tree import Tree
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import LinearModel


def own_nodes(model: LinearModel, tree: Tree) -> Positions:
    """Return the node of each column that one future has alone, `SHARED` for the rest.

    Parameters
    ----------
    model
        The model.
    tree
        Its scenario tree.

    Returns
    -------
    nodes
        Position of the node in the tree. Shape (columns,).
    """
    is_shared = np.isin(tree.nodes["node"].to_list(), shared_nodes(tree))
    number = np.where(is_shared, SHARED, np.arange(len(is_shared)))
    place = dict(zip(tree.nodes["node"], number.tolist(), strict=True))
    nodes = [
        np.array([place[str(name)] for name in _named(family.keys)], dtype=np.int64)
        for family in model.column_families
    ]
    return np.concatenate([*nodes, np.empty(0, np.int64)])


def shared_nodes(tree: Tree) -> list[str]:
    """Return the nodes that more than one leaf lies behind."""
    ends = tree.paths.filter(pl.col("node").is_in(list(tree.leaves)))
    passed = ends.group_by("ancestor", maintain_order=True).len()
    return passed.filter(pl.col("len") > 1)["ancestor"].to_list()


def _named(keys: pl.DataFrame) -> pl.Series:
    """Return the leaf of each column if it has one, else its node."""
    return keys["leaf" if "leaf" in keys.columns else "node"]
