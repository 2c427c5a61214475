"""Which nodes lie on the path to a node of the scenario tree, as positions?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.labels import BLANK
from brownfield.model.arrays.table import Table

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived
    from brownfield.model.arrays.axes import Axes


def nodes_of(derived: Derived, axes: Axes) -> Table:
    """Return node, parent, year, probability and whether it is a leaf."""
    nodes = axes.read(derived.tree.nodes, "node", "parent", "year", "probability")
    return nodes.with_columns(is_leaf=~np.isin(nodes["node"], nodes["parent"]))


def paths_of(nodes: Table) -> Table:
    """Return every node with every node on its path, from itself to the root."""
    parent = dict(zip(nodes["node"].tolist(), nodes["parent"].tolist(), strict=True))
    year = dict(zip(nodes["node"].tolist(), nodes["year"].tolist(), strict=True))
    rows = []
    for node in parent:
        ancestor = node
        while ancestor != BLANK:
            rows.append((node, ancestor, year[node] - year[ancestor]))
            ancestor = parent[ancestor]
    pairs, kind = np.array(rows), nodes.labels["node"].kind
    labels = dict.fromkeys(("node", "ancestor"), nodes.labels["node"])
    node, ancestor = pairs[:, 0].astype(kind), pairs[:, 1].astype(kind)
    columns = {"node": node, "ancestor": ancestor, "age": pairs[:, 2]}
    return Table(columns, labels, len(pairs))


def leaf_paths_of(nodes: Table, paths: Table) -> Table:
    """Return every leaf with the nodes on its path, both in order of their names."""
    pairs = paths.semi(nodes.where(nodes["is_leaf"]), ["node"])
    pairs = pairs.select(leaf="node", node="ancestor")
    rank = np.argsort(np.argsort(nodes.labels["node"].words))
    return pairs.take(np.lexsort((rank[pairs["node"]], rank[pairs["leaf"]])))
