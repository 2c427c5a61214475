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
    from collections.abc import Mapping

    from brownfield.case.content.tree import Tree
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import LinearModel
    from brownfield.model.arrays.table import Table


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
    names = tree.nodes["node"].to_list()
    is_shared = np.isin(names, shared_nodes(tree))
    number = np.where(is_shared, SHARED, np.arange(len(is_shared)))
    place = dict(zip(names, number.tolist(), strict=True))
    nodes = [_placed(family.table, place) for family in model.column_families]
    return np.concatenate([*nodes, np.empty(0, np.int32)])


def shared_nodes(tree: Tree) -> list[str]:
    """Return the nodes that more than one leaf lies behind."""
    ends = tree.paths.filter(pl.col("node").is_in(list(tree.leaves)))
    passed = ends.group_by("ancestor", maintain_order=True).len()
    return passed.filter(pl.col("len") > 1)["ancestor"].to_list()


def _placed(keys: Table, place: Mapping[str, int]) -> Positions:
    """Return the place of the leaf of each column if it has one, else of its node."""
    name = "leaf" if "leaf" in keys.columns else "node"
    places = [place[word] for word in keys.labels[name].words]
    return np.array(places, dtype=np.int32)[keys[name]]
